/* A file whose geometry stays in it is drawn as one that was read whole. */
#include "semaine.h"
#include "support.h"

#include "projection/projection.h"
#include "source/spatial_index.h"

#include <glib/gstdio.h>
#include <math.h>
#include <shapefil.h>
#include <string.h>
#include <utime.h>

/* 9 MB of circles with waves, some kilometres across, in rows round 2 E 47 N. */
enum { FEATURES = 400, VERTICES = 1500 };

static char *folder, *path;

static void write_circle(SHPHandle shapes, int index)
{
    static double x[VERTICES], y[VERTICES];
    const double middle[2] = {1.5 + index % 20 * 0.05, 46.5 + index / 20 * 0.05};
    for (int i = 0; i < VERTICES; i++) {
        const double turn = -2 * G_PI * (i % (VERTICES - 1)) / (VERTICES - 1),
                     radius = 0.02 + 0.004 * sin(9 * turn + index);
        x[i] = middle[0] + radius * cos(turn);
        y[i] = middle[1] + radius * sin(turn);
    }
    SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, VERTICES, x, y, NULL);
    SHPWriteObject(shapes, -1, shape);
    SHPDestroyObject(shape);
}

static void set_up(void)
{
    folder = make_folder();
    path = g_build_filename(folder, "circles.shp", NULL);
    g_autofree char *stem = g_build_filename(folder, "circles", NULL);
    SHPHandle shapes = SHPCreate(stem, SHPT_POLYGON);
    DBFHandle table = DBFCreate(stem);
    DBFAddField(table, "CLASS", FTInteger, 4, 0);
    for (int i = 0; i < FEATURES; i++) {
        write_circle(shapes, i);
        DBFWriteIntegerAttribute(table, i, 0, i % 3);
    }
    SHPClose(shapes);
    DBFClose(table);
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
    g_free(path);
}

START_TEST(geometryStaysInTheFile)
{
    g_autoptr(Source) held = source_load(path, NULL, NULL), left = source_open(path, NULL, NULL);
    ck_assert(held && !held->reader && left && left->reader);
    ck_assert_uint_eq(left->feature_count, FEATURES);
    for (size_t i = 0; i < FEATURES; i += 99) {
        const Geometry *expected = &held->features[i].geometry;
        Geometry found = source_read_geometry(left, i);
        ck_assert_int_eq(left->features[i].geometry.type, GEOMETRY_POLYGON);
        ck_assert_uint_eq(found.point_count, expected->point_count);
        ck_assert_int_eq(memcmp(found.points, expected->points, VERTICES * sizeof(Point)), 0);
        const Box box = geometry_box(expected);
        ck_assert_int_eq(memcmp(&left->boxes[i], &box, sizeof box), 0);
        ck_assert(feature_lookup(&left->features[i], "CLASS")->number == (double)(i % 3));
        geometry_clear(&found);
    }
}
END_TEST

static double distance_to_line(Point p, const Geometry *line)
{
    double least = INFINITY;
    for (size_t i = 1; i < line->point_count; i++) {
        const Point a = line->points[i - 1], b = line->points[i];
        const double x = b.x - a.x, y = b.y - a.y, square = x * x + y * y;
        const double t = square > 0 ? CLAMP(((p.x - a.x) * x + (p.y - a.y) * y) / square, 0, 1) : 0;
        least = fmin(least, hypot(p.x - a.x - t * x, p.y - a.y - t * y));
    }
    return least;
}

/* Whatever the projection, turned or not. */
static const View views[] = {
    {.crs = "EPSG:2154", .has_extent = true, .extent = {1.9, 46.9, 2.05, 47.05}},
    {.crs = "EPSG:3857", .has_extent = true, .extent = {1.9, 46.9, 2.05, 47.05}, .bearing = 30},
    {.crs = "+proj=moll", .has_extent = true, .extent = {1.9, 46.9, 2.05, 47.05}},
};

START_TEST(thinnedWithinTheTolerance)
{
    const double tolerance = 0.5;
    g_autoptr(Projection) projection = projection_fit(&views[_i], 800, 600, NULL);
    g_autoptr(Source) held = source_load(path, NULL, NULL), left = source_open(path, NULL, NULL);
    g_autoptr(ProjectedSource) whole = projection_apply(projection, held, tolerance, NULL),
                               read = projection_apply(projection, left, tolerance, NULL);
    const Box frame = {0, 0, 800, 600};
    size_t near = 0, far = 0;
    for (size_t i = 0; i < FEATURES; i++) {
        if (!projected_source_is_near(read, i)) {
            ck_assert(!box_overlaps(whole->boxes[i], frame));
            far++;
            continue;
        }
        if (!box_overlaps(whole->boxes[i], frame) || near++ % 4 > 0)
            continue;
        Geometry found = projected_source_read(read, i);
        ck_assert_uint_lt(found.point_count, VERTICES / 2);
        for (size_t k = 0; k < VERTICES; k += 7)
            ck_assert_double_le(distance_to_line(whole->geometries[i].points[k], &found), tolerance);
        geometry_clear(&found);
    }
    ck_assert(near > 8 && far > 40);
}
END_TEST

/* A map of the file: as areas and their outlines. With a legend the layers are held as a whole. */
static void draw(const char *name, const char *metadata, const char *extent)
{
    g_autofree char *style = g_build_filename(folder, "style.json", NULL),
                    *output = g_build_filename(folder, name, NULL);
    g_autofree char *text = g_strdup_printf(
        "{\"version\": 8, \"metadata\": {\"semaine:crs\": \"EPSG:2154\"},"
        " \"sources\": {\"circles\": {\"type\": \"geojson\", \"data\": \"circles.shp\"}}, \"layers\": ["
        "{\"id\": \"areas\", \"type\": \"fill\", \"source\": \"circles\", \"metadata\": {%s}, \"paint\": "
        "{\"fill-color\": [\"match\", [\"get\", \"CLASS\"], 0, \"#fcb46a\", 1, \"#dde9f5\", \"#efe6f5\"],"
        " \"fill-outline-color\": \"#00f\"}},"
        "{\"id\": \"lines\", \"type\": \"line\", \"source\": \"circles\", \"filter\": [\"!=\", [\"get\", "
        "\"CLASS\"], 1],"
        " \"metadata\": {%s}, \"paint\": {\"line-width\": 2, \"line-opacity\": 0.5}}]}",
        metadata, metadata);
    ck_assert(g_file_set_contents(style, text, -1, NULL));
    const SemaineRenderOptions options = {
        .style = style, .output = output, .size = "80x60mm", .dpi = 150, .extent = extent};
    g_autoptr(GError) error = NULL;
    ck_assert_msg(semaine_render(&options, &error), "%s", error ? error->message : "");
}

static void expect_same_files(const char *first, const char *second)
{
    const char *const names[] = {first, second};
    char *bytes[2];
    gsize lengths[2];
    for (int i = 0; i < 2; i++) {
        g_autofree char *file = g_build_filename(folder, names[i], NULL);
        ck_assert(g_file_get_contents(file, &bytes[i], &lengths[i], NULL));
    }
    ck_assert(lengths[0] == lengths[1] && memcmp(bytes[0], bytes[1], lengths[0]) == 0);
    g_free(bytes[0]);
    g_free(bytes[1]);
}

static const char *const extents[] = {"1.4,46.4,2.6,47.6", "1.9,46.9,2.05,47.0"};

START_TEST(piecesMakeTheWhole)
{
    draw("pieces.png", "", extents[_i]);
    draw("whole.png", "\"semaine:legend\": \"Circles\"", extents[_i]);
    expect_same_files("pieces.png", "whole.png");
}
END_TEST

/* ---- with a spatial index ---- */

static char *index_path(void)
{
    return g_build_filename(folder, "circles.qix", NULL);
}

static void write_index(void)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(spatial_index_write(path, &error), "%s", error ? error->message : "");
}

START_TEST(indexChangesNothing)
{
    draw("without.png", "", extents[_i]);
    write_index();
    draw("with.png", "", extents[_i]);
    expect_same_files("without.png", "with.png");
}
END_TEST

START_TEST(onlyWhatIsNearIsRead)
{
    g_autoptr(Source) plain = source_open(path, NULL, NULL);
    write_index();
    g_autoptr(Source) indexed = source_open(path, NULL, NULL);
    const Box box = {1.9, 46.9, 2.05, 47.05};
    g_autofree bool *near = source_find(indexed, box), *none = source_find(plain, box);
    ck_assert(near && !none);
    size_t count = 0;
    for (size_t i = 0; i < FEATURES; i++) {
        const bool touches = box_overlaps(plain->boxes[i], box);
        ck_assert(near[i] || !touches);
        ck_assert(!near[i] || memcmp(&indexed->boxes[i], &plain->boxes[i], sizeof(Box)) == 0);
        ck_assert_uint_eq(indexed->features[i].attribute_count, near[i] ? 1 : 0);
        count += near[i];
    }
    ck_assert(count >= 9 && count < FEATURES / 4);
    source_outline_all(indexed);
    for (size_t i = 0; i < FEATURES; i++)
        ck_assert(feature_lookup(&indexed->features[i], "CLASS")->number == (double)(i % 3));
}
END_TEST

static void expect_same_geometry(const Geometry *a, const Geometry *b)
{
    ck_assert_uint_eq(a->point_count, b->point_count);
    ck_assert_mem_eq(a->points, b->points, a->point_count * sizeof(Point));
    ck_assert_uint_eq(a->part_count, b->part_count);
    ck_assert_mem_eq(a->part_ends, b->part_ends, a->part_count * sizeof(size_t));
}

/* Layer after layer, in whatever order they ask; and as it is read without being kept, but for the rounding.
 */
START_TEST(geometryIsKept)
{
    const double tolerance = 0.5;
    g_autoptr(Projection) projection = projection_fit(&views[0], 800, 600, NULL);
    if (_i)
        write_index();
    g_autoptr(Source) source = source_open(path, NULL, NULL);
    g_autoptr(ProjectedSource) each = projection_apply(projection, source, tolerance, NULL),
                               kept = projection_apply(projection, source, tolerance, NULL),
                               backward = projection_apply(projection, source, tolerance, NULL);
    projected_source_keep(kept);
    projected_source_keep(backward);
    for (size_t i = FEATURES; i-- > 0;)
        if (projected_source_is_near(backward, i)) {
            Geometry geometry = projected_source_read(backward, i);
            geometry_clear(&geometry);
        }
    for (size_t i = 0; i < FEATURES; i++) {
        if (!projected_source_is_near(kept, i))
            continue;
        Geometry plain = projected_source_read(each, i), first = projected_source_read(kept, i),
                 second = projected_source_read(kept, i), third = projected_source_read(backward, i);
        expect_same_geometry(&first, &second);
        expect_same_geometry(&first, &third);
        ck_assert_uint_eq(first.point_count, plain.point_count);
        for (size_t k = 0; k < plain.point_count; k++)
            ck_assert_double_le(
                hypot(first.points[k].x - plain.points[k].x, first.points[k].y - plain.points[k].y),
                tolerance / 1000);
        geometry_clear(&plain);
        geometry_clear(&first);
        geometry_clear(&second);
        geometry_clear(&third);
    }
}
END_TEST

START_TEST(indexIsTheSameEachTime)
{
    g_autofree char *index = index_path(), *first = g_build_filename(folder, "first.qix", NULL);
    write_index();
    ck_assert_int_eq(g_rename(index, first), 0);
    write_index();
    expect_same_files("first.qix", "circles.qix");
}
END_TEST

static const struct {
    gssize offset; /* -1: from there on it is cut off */
    unsigned char byte;
    gssize length;
    const char *words;
} broken[] = {
    {0, 'X', -1, "begins with SQT"},  {4, 7, -1, "begins with SQT"}, {3, 2, -1, "byte order"},
    {8, 1, -1, "another number"},     {27, 0x7F, -1, "extent"},      {16, 1, -1, "is damaged"},
    {52 + 3, 0x7F, -1, "is damaged"}, {-1, 0, 0, "begins with SQT"}, {-1, 0, 30, "begins with SQT"},
    {-1, 0, 1000, "is damaged"},
};

/* Told, passed over, and everything is there. */
static void expect_passed_over(const char *words)
{
    g_autoptr(Report) report = report_new();
    g_autoptr(Source) source = source_open(path, report, NULL);
    ck_assert(source && !source_find(source, (Box){0, 0, 1, 1}));
    bool told = false;
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        told = told || (strstr(text, "circles.qix") && strstr(text, words));
    }
    ck_assert_msg(told, "not told: %s", words);
    ck_assert(feature_lookup(&source->features[FEATURES - 1], "CLASS"));
}

START_TEST(brokenIndexIsPassedOver)
{
    g_autofree char *index = index_path(), *bytes = NULL;
    gsize length;
    write_index();
    ck_assert(g_file_get_contents(index, &bytes, &length, NULL));
    if (broken[_i].offset >= 0)
        bytes[broken[_i].offset] = (char)broken[_i].byte;
    else
        length = (gsize)broken[_i].length;
    ck_assert(g_file_set_contents(index, bytes, (gssize)length, NULL));
    expect_passed_over(broken[_i].words);
}
END_TEST

START_TEST(olderIndexIsPassedOver)
{
    g_autofree char *index = index_path();
    write_index();
    const struct utimbuf long_ago = {1000, 1000};
    ck_assert_int_eq(g_utime(index, (struct utimbuf *)&long_ago), 0);
    expect_passed_over("older");
}
END_TEST

Suite *large_suite(void);
Suite *large_suite(void)
{
    Suite *suite = suite_create("large");
    TCase *cases = tcase_create("large");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, geometryStaysInTheFile);
    tcase_add_loop_test(cases, thinnedWithinTheTolerance, 0, G_N_ELEMENTS(views));
    tcase_add_loop_test(cases, piecesMakeTheWhole, 0, G_N_ELEMENTS(extents));
    tcase_add_loop_test(cases, indexChangesNothing, 0, G_N_ELEMENTS(extents));
    tcase_add_test(cases, onlyWhatIsNearIsRead);
    tcase_add_loop_test(cases, geometryIsKept, 0, 2);
    tcase_add_test(cases, indexIsTheSameEachTime);
    tcase_add_loop_test(cases, brokenIndexIsPassedOver, 0, G_N_ELEMENTS(broken));
    tcase_add_test(cases, olderIndexIsPassedOver);
    suite_add_tcase(suite, cases);
    return suite;
}
