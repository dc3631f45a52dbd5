/* Records of lines and polygons as they are in the .shp: type, box, number of parts and of vertices, where
 * each part starts, and the vertices. Heights and measures follow, and are not read. Source: ESRI Shapefile
 * Technical Description, July 1998. */
#include "source/shapefile.h"

#include "geometry/rings.h"

#include <string.h>

enum { COUNTS = 36, STARTS = 44, VERTEX_SIZE = 16 };

/* The content of a record, its counts held against its length. */
typedef struct {
    const unsigned char *starts, *vertices;
    size_t part_count, vertex_count;
} Record;

static size_t part_start(const Record *record, size_t part)
{
    return part < record->part_count ? read_u32_little(record->starts + 4 * part) : record->vertex_count;
}

/* Each part begins after the one before, and within the vertices. */
static bool starts_fit(const Record *record)
{
    for (size_t part = 0; part < record->part_count; part++) {
        const size_t start = part_start(record, part);
        if ((part > 0 && start <= part_start(record, part - 1)) ||
            (start > 0 && start >= record->vertex_count))
            return false;
    }
    return true;
}

static bool open_record(const unsigned char *content, size_t length, Record *out)
{
    if (length < STARTS)
        return false;
    const size_t parts = read_u32_little(content + COUNTS), vertices = read_u32_little(content + COUNTS + 4);
    if (STARTS + 4 * parts + VERTEX_SIZE * vertices > length)
        return false;
    *out = (Record){content + STARTS, content + STARTS + 4 * parts, parts, vertices};
    return starts_fit(out);
}

static uint64_t read_word(const unsigned char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return GUINT64_FROM_LE(word);
}

/* Numbers that are infinite or none have all bits of the exponent set: one more there reaches the sign. */
static bool is_finite(const Record *record)
{
    static const uint64_t EXPONENT = UINT64_C(0x7FF) << 52, ONE = UINT64_C(1) << 52;
    uint64_t carried = 0;
    for (size_t i = 0; i < 2 * record->vertex_count; i++)
        carried |= (read_word(record->vertices + 8 * i) & EXPONENT) + ONE;
    return carried >> 63 == 0;
}

static void copy_vertices(const Record *record, size_t first, size_t end, Point *out)
{
    for (size_t i = first; i < end; i++) {
        const uint64_t words[2] = {read_word(record->vertices + VERTEX_SIZE * i),
                                   read_word(record->vertices + VERTEX_SIZE * i + 8)};
        memcpy(out++, words, sizeof words);
    }
}

/* Parts of as many points as lines or, closed, rings need; says how many were left out. */
static size_t copy_parts(const Record *record, GeometryType type, Geometry *out)
{
    const size_t least = type == GEOMETRY_POLYGON ? 4 : 2;
    *out = (Geometry){.type = type,
                      .points = g_new(Point, record->vertex_count + record->part_count + 1),
                      .part_ends = g_new(size_t, record->part_count + 1)};
    for (size_t part = 0; part < record->part_count; part++) {
        const size_t first = part_start(record, part), end = part_start(record, part + 1);
        Point *points = out->points + out->point_count;
        size_t count = end - first;
        copy_vertices(record, first, end, points);
        if (type == GEOMETRY_POLYGON && count > 0 &&
            (points[0].x != points[count - 1].x || points[0].y != points[count - 1].y))
            points[count++] = points[0];
        if (count < least)
            continue;
        out->point_count += count;
        out->part_ends[out->part_count++] = out->point_count;
    }
    out->multi = out->part_count > 1;
    return record->part_count - out->part_count;
}

static void sort_rings(Geometry *rings, RecordProblems *problems)
{
    if (rings->part_count == 1) {
        ring_to_polygon(rings);
        return;
    }
    Geometry polygons =
        rings_to_polygons(rings->points, rings->part_ends, rings->part_count, &problems->entangled);
    geometry_clear(rings);
    *rings = polygons;
}

const char *shape_record_read(const unsigned char *content, size_t length, GeometryType type, Geometry *out,
                              RecordProblems *problems)
{
    Record record;
    *out = (Geometry){0};
    *problems = (RecordProblems){0};
    if (!open_record(content, length, &record))
        return "has counts that do not fit its length: no geometry";
    if (!is_finite(&record))
        return "has a coordinate that is no number: no geometry";
    problems->parts_dropped = copy_parts(&record, type, out);
    problems->nothing_left = out->part_count == 0 && record.vertex_count > 0;
    if (out->part_count == 0)
        geometry_clear(out);
    else if (type == GEOMETRY_POLYGON)
        sort_rings(out, problems);
    return NULL;
}
