#include "placement/merge.h"

#include <math.h>
#include <stdlib.h>

/* Parts that meet at a sharper angle than this are not one street. */
static const double turn_max = G_PI / 3;
static const size_t no_end = SIZE_MAX;

/* ---- Joining parts ---- */

typedef struct {
    const Point *points;
    size_t count;
} Part;

/* One end of a part; its number is twice the part's, plus one for the last point. */
typedef struct {
    Point point;
    double direction; /* outward, radians */
    size_t number;
} End;

static int compare_ends(const void *left, const void *right)
{
    const End *a = left, *b = right;
    int order = (a->point.x > b->point.x) - (a->point.x < b->point.x);
    if (order == 0)
        order = (a->point.y > b->point.y) - (a->point.y < b->point.y);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static GArray *collect_parts(const Geometry *const *lines, size_t count)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
    for (size_t i = 0; i < count; i++) {
        for (size_t part = 0; lines[i]->type == GEOMETRY_LINE && part < lines[i]->part_count; part++) {
            const Part found = {lines[i]->points + geometry_part_start(lines[i], part),
                                geometry_part_length(lines[i], part)};
            if (found.count >= 2)
                g_array_append_val(parts, found);
        }
    }
    return parts;
}

static End end_of(const Part *part, size_t number, bool last)
{
    const Point at = part->points[last ? part->count - 1 : 0],
                before = part->points[last ? part->count - 2 : 1];
    return (End){at, atan2(at.y - before.y, at.x - before.x), number};
}

/* How far the way turns from one part into the other. */
static double turn_at(const End *a, const End *b)
{
    return fabs(remainder(a->direction - b->direction - G_PI, 2 * G_PI));
}

/* Links the ends that meet at one point, the straightest pair first. */
static void link_meeting(const End *ends, size_t count, size_t *links)
{
    for (;;) {
        double best = turn_max;
        size_t first = no_end, second = no_end;
        for (size_t i = 0; i < count; i++) {
            for (size_t j = i + 1; j < count && links[ends[i].number] == no_end; j++) {
                if (links[ends[j].number] != no_end || ends[i].number / 2 == ends[j].number / 2 ||
                    turn_at(&ends[i], &ends[j]) >= best)
                    continue;
                best = turn_at(&ends[i], &ends[j]);
                first = ends[i].number;
                second = ends[j].number;
            }
        }
        if (first == no_end)
            return;
        links[first] = second;
        links[second] = first;
    }
}

static size_t *link_ends(const GArray *parts)
{
    const size_t count = 2 * (size_t)parts->len;
    size_t *links = g_new(size_t, count + 1);
    g_autofree End *ends = g_new(End, count + 1);
    for (size_t i = 0; i < count; i++) {
        ends[i] = end_of(&g_array_index(parts, Part, i / 2), i, i % 2);
        links[i] = no_end;
    }
    qsort(ends, count, sizeof *ends, compare_ends);
    for (size_t start = 0, end = 0; start < count; start = end) {
        while (end < count && ends[end].point.x == ends[start].point.x &&
               ends[end].point.y == ends[start].point.y)
            end++;
        /* A crossing of very many lines of one name is no street. */
        if (end - start <= 64)
            link_meeting(ends + start, end - start, links);
        end = MAX(end, start + 1);
    }
    return links;
}

static void add_part(GeometryBuilder *builder, const Part *part, bool backward, bool first)
{
    for (size_t i = first ? 0 : 1; i < part->count; i++)
        geometry_builder_add_point(builder, part->points[backward ? part->count - 1 - i : i]);
}

/* Follows the links from the end `entry`, at which the chain begins. */
static void add_chain(GeometryBuilder *builder, const GArray *parts, const size_t *links, size_t entry,
                      bool *used)
{
    bool first = true;
    while (entry != no_end && !used[entry / 2]) {
        used[entry / 2] = true;
        add_part(builder, &g_array_index(parts, Part, entry / 2), entry % 2 == 1, first);
        entry = links[entry ^ 1];
        first = false;
    }
    geometry_builder_end_part(builder);
}

Geometry lines_join(const Geometry *const *lines, size_t count)
{
    GArray *parts = collect_parts(lines, count);
    g_autofree size_t *links = link_ends(parts);
    g_autofree bool *used = g_new0(bool, parts->len + 1);
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (size_t end = 0; end < 2 * (size_t)parts->len; end++)
        if (links[end] == no_end && !used[end / 2])
            add_chain(&builder, parts, links, end, used);
    /* What is left are closed chains. */
    for (size_t part = 0; part < parts->len; part++)
        if (!used[part])
            add_chain(&builder, parts, links, 2 * part, used);
    Geometry joined = geometry_builder_take(&builder, GEOMETRY_LINE, true);
    geometry_builder_clear(&builder);
    g_array_unref(parts);
    return joined;
}

/* ---- Groups ---- */

char *symbol_text_key(const SceneSymbol *symbol)
{
    GString *key = g_string_new(NULL);
    g_string_append_printf(key, "%zu|%a", symbol->layer, symbol->text.size);
    for (size_t i = 0; i < symbol->text.section_count; i++) {
        const TextSection *section = &symbol->text.sections[i];
        g_string_append_printf(key, "\x1e%s\x1f%s", section->text ? section->text : "",
                               section->font_stack ? section->font_stack : "");
    }
    return g_string_free(key, FALSE);
}

static bool may_merge(const SceneSymbol *symbol)
{
    return symbol->placement == PLACE_LINE && symbol->text.section_count > 0 && symbol->geometry &&
           symbol->geometry->type == GEOMETRY_LINE;
}

static void free_members(void *members)
{
    g_array_unref(members);
}

/* The members of each group, groups in the order of their first member. */
static GPtrArray *find_groups(const PlacementSymbol *symbols, size_t count)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(free_members);
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < count; i++) {
        if (!may_merge(symbols[i].symbol))
            continue;
        g_autofree char *text = symbol_text_key(symbols[i].symbol);
        g_autofree char *life = life_to_text(symbols[i].life, NULL, 0);
        char *key = g_strconcat(life, "|", text, NULL);
        GArray *members = g_hash_table_lookup(known, key);
        if (members) {
            g_free(key);
        } else {
            members = g_array_new(FALSE, FALSE, sizeof(size_t));
            g_ptr_array_add(groups, members);
            g_hash_table_insert(known, key, members);
        }
        g_array_append_val(members, i);
    }
    g_hash_table_unref(known);
    return groups;
}

static void merge_group(MergedLines *merged, const PlacementSymbol *symbols, const GArray *members)
{
    if (members->len < 2)
        return;
    g_autofree const Geometry **lines = g_new0(const Geometry *, members->len);
    const size_t leader = g_array_index(members, size_t, 0);
    for (size_t i = 0; i < members->len; i++) {
        const size_t member = g_array_index(members, size_t, i);
        merged->leaders[member] = leader;
        lines[i] = symbols[member].symbol->geometry;
    }
    merged->geometries[leader] = g_new0(Geometry, 1);
    *merged->geometries[leader] = lines_join(lines, members->len);
}

MergedLines *merged_lines_new(const PlacementSymbol *symbols, size_t count)
{
    MergedLines *merged = g_new0(MergedLines, 1);
    merged->count = count;
    merged->leaders = g_new0(size_t, count + 1);
    merged->geometries = g_new0(Geometry *, count + 1);
    for (size_t i = 0; i < count; i++)
        merged->leaders[i] = i;
    GPtrArray *groups = find_groups(symbols, count);
    for (size_t i = 0; i < groups->len; i++)
        merge_group(merged, symbols, g_ptr_array_index(groups, i));
    g_ptr_array_unref(groups);
    return merged;
}

void merged_lines_free(MergedLines *merged)
{
    if (!merged)
        return;
    for (size_t i = 0; i < merged->count; i++) {
        if (merged->geometries[i])
            geometry_clear(merged->geometries[i]);
        g_free(merged->geometries[i]);
    }
    g_free(merged->geometries);
    g_free(merged->leaders);
    g_free(merged);
}
