/* The point-label benchmark of Christensen, Marks and Shieber (1995): random points on a page of 792 x 612,
 * labels of 30 x 7 at four or eight positions around each; how many can be placed without overlap and inside
 * the page? bench-labels [MAPS]          mean percentages over the maps labelref.c draws (MAPS of each size)
 *   bench-labels FILE.shp...     labels placed on the points of shapefiles, one count a line (8 positions)
 *   bench-labels -4 FILE.shp...  the same with 4 positions */
#include "placement/solver.h"

#include <math.h>
#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double page_width = 792, page_height = 612, label_width = 30, label_height = 7;

typedef struct {
    size_t count;
    Point *points;
} Map;

/* Where the upper left corner of each position lies from the point, in widths and heights. */
static const double positions[8][2] = {{0, -1},    {0, 0},    {-1, -1},  {-1, 0},
                                       {-0.5, -1}, {-0.5, 0}, {0, -0.5}, {-1, -0.5}};

static void add_position(Problem *problem, Point point, const double *position)
{
    const double left = point.x + position[0] * label_width, top = point.y + position[1] * label_height;
    if (left < 0 || top < 0 || left + label_width > page_width || top + label_height > page_height)
        return;
    const TurnedBox box = {
        {left + label_width / 2, top + label_height / 2}, label_width / 2, label_height / 2, 1, 0};
    problem_add_candidate(problem, 0);
    problem_add_shape(problem, &(Shape){box, 0, OVERLAP_NEVER, false, SHAPE_TEXT});
}

static Problem *problem_of(const Map *map, size_t position_count)
{
    Problem *problem = problem_new();
    for (size_t i = 0; i < map->count; i++) {
        problem_add_label(problem, 1000, (uint32_t)i, (Life){0});
        for (size_t k = 0; k < position_count; k++)
            add_position(problem, map->points[i], positions[k]);
        if (problem_label(problem, i)->candidate_count == 0)
            g_array_set_size(problem->labels, problem->labels->len);
    }
    return problem;
}

/* Fails loudly where a solution breaks its rules: no benchmark without a check. */
static size_t count_placed(const Problem *problem, const Conflicts *conflicts, const uint32_t *chosen)
{
    size_t placed = 0;
    for (size_t i = 0; i < problem_label_count(problem); i++) {
        if (chosen[i] == NO_CANDIDATE)
            continue;
        placed++;
        for (size_t j = conflicts->starts[chosen[i]]; j < conflicts->starts[chosen[i] + 1]; j++) {
            const uint32_t other = conflicts->neighbors[j];
            if (chosen[problem_candidate(problem, other)->label] == other) {
                fprintf(stderr, "labels %zu and %u overlap\n", i, problem_candidate(problem, other)->label);
                exit(1);
            }
        }
    }
    return placed;
}

static size_t solve(const Map *map, size_t position_count, bool optimize)
{
    g_autoptr(Problem) problem = problem_of(map, position_count);
    g_autoptr(Conflicts) conflicts = conflicts_find(problem);
    g_autofree uint32_t *chosen = greedy_solve(problem, conflicts, false);
    if (optimize)
        optimize_solve(problem, conflicts, &(OptimizeOptions){.seed = 1, .effort = 1}, chosen);
    return count_placed(problem, conflicts, chosen);
}

/* ---- Maps ---- */

static double random_number(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static Map random_map(size_t count, uint64_t seed)
{
    Map map = {count, g_new(Point, count)};
    for (size_t i = 0; i < count; i++) {
        map.points[i].x = page_width * random_number(&seed);
        map.points[i].y = page_height * random_number(&seed);
    }
    return map;
}

static Map read_map(const char *path)
{
    Map map = {0};
    SHPHandle file = SHPOpen(path, "rb");
    int count = 0;
    if (!file) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    SHPGetInfo(file, &count, NULL, NULL, NULL);
    map.points = g_new0(Point, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        SHPObject *object = SHPReadObject(file, i);
        if (object && object->nVertices > 0)
            map.points[map.count++] = (Point){object->padfX[0], object->padfY[0]};
        SHPDestroyObject(object);
    }
    SHPClose(file);
    return map;
}

static void print_row(const char *name, size_t maps, size_t position_count, bool optimize)
{
    static const size_t sizes[] = {50, 100, 250, 500, 750, 1000, 1500};
    double seconds = 0;
    printf("| %s, %zu positions |", name, position_count);
    for (size_t k = 0; k < G_N_ELEMENTS(sizes); k++) {
        double sum = 0;
        const clock_t start = clock();
        for (size_t s = 0; s < maps; s++) {
            Map map = random_map(sizes[k], 5000 + 131 * k + s);
            sum += 100.0 * (double)solve(&map, position_count, optimize) / (double)sizes[k];
            g_free(map.points);
        }
        seconds = (double)(clock() - start) / CLOCKS_PER_SEC / (double)maps;
        printf(" %.2f |", sum / (double)maps);
    }
    printf(" %.2f |\n", seconds);
}

int main(int count, char **arguments)
{
    const bool four = count > 1 && strcmp(arguments[1], "-4") == 0;
    if (count > 1 && g_str_has_suffix(arguments[count - 1], ".shp")) {
        for (int i = four ? 2 : 1; i < count; i++) {
            Map map = read_map(arguments[i]);
            printf("%zu\n", solve(&map, four ? 4 : 8, true));
            g_free(map.points);
        }
        return 0;
    }
    const size_t maps = count > 1 ? (size_t)MAX(atoi(arguments[1]), 1) : 25;
    printf("| percent placed, mean of %zu maps | 50 | 100 | 250 | 500 | 750 | 1000 | 1500 | s at 1500 |\n",
           maps);
    printf("|---|---|---|---|---|---|---|---|---|\n");
    print_row("greedy", maps, 4, false);
    print_row("optimised", maps, 4, true);
    print_row("greedy", maps, 8, false);
    print_row("optimised", maps, 8, true);
    return 0;
}
