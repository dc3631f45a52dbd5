#include "source/shapefile.h"

#include "base/error.h"

#include <math.h>
#include <shapefil.h>
#include <string.h>

enum {
    HEADER_SIZE = 100,
    MAGIC = 9994,
    VERSION = 1000,
    LARGE = 8 << 20, /* bytes */
};

struct ShapeFile {
    int type;
    GArray *places; /* of RecordPlace */
    FILE *file;
    size_t size;       /* of it */
    Box extent;        /* as its header says */
    ShapeBytes *bytes; /* its own */
    ShapeStreams streams;
    unsigned char *index; /* for shapelib to read */
    SHPHandle handle;
};

static const struct {
    int type;
    const char *name;
} shape_types[] = {
    {SHPT_NULL, "Null"},
    {SHPT_POINT, "Point"},
    {SHPT_ARC, "Polyline"},
    {SHPT_POLYGON, "Polygon"},
    {SHPT_MULTIPOINT, "Multipoint"},
    {SHPT_POINTZ, "PointZ"},
    {SHPT_ARCZ, "PolylineZ"},
    {SHPT_POLYGONZ, "PolygonZ"},
    {SHPT_MULTIPOINTZ, "MultipointZ"},
    {SHPT_POINTM, "PointM"},
    {SHPT_ARCM, "PolylineM"},
    {SHPT_POLYGONM, "PolygonM"},
    {SHPT_MULTIPOINTM, "MultipointM"},
    {SHPT_MULTIPATCH, "Multipatch"},
};

static const char *type_name(int type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(shape_types); i++)
        if (shape_types[i].type == type)
            return shape_types[i].name;
    return NULL;
}

static GeometryType geometry_type(int type)
{
    switch (type) {
    case SHPT_ARC:
    case SHPT_ARCZ:
    case SHPT_ARCM:
        return GEOMETRY_LINE;
    case SHPT_POLYGON:
    case SHPT_POLYGONZ:
    case SHPT_POLYGONM:
        return GEOMETRY_POLYGON;
    case SHPT_NULL:
    case SHPT_MULTIPATCH:
        return GEOMETRY_NONE;
    default:
        return GEOMETRY_POINT;
    }
}

/* ---- Opening ---- */

static bool check_header(ShapeFile *shapes, size_t size, Damage *damage, GError **error)
{
    unsigned char header[HEADER_SIZE];
    if (fread(header, 1, sizeof header, shapes->file) != sizeof header || read_u32_big(header) != MAGIC) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                    "expected a shapefile: 100 bytes or more that begin with 9994");
        return false;
    }
    shapes->type = (int)read_u32_little(header + 32);
    if (!type_name(shapes->type)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "no shape type has the number %d",
                    shapes->type);
        return false;
    }
    if (size > UINT32_MAX) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "%zu bytes; a shapefile has at most 4 GB",
                    size);
        return false;
    }
    const uint64_t declared = (uint64_t)read_u32_big(header + 24) * 2;
    if (declared != size)
        damage_add(damage, declared > size ? DAMAGE_LOSS : DAMAGE_FILE, NULL, 0,
                   "says that it has %" G_GUINT64_FORMAT " bytes, but has %zu", declared, size);
    if (read_u32_little(header + 28) != VERSION)
        damage_add(damage, DAMAGE_FILE, NULL, 0, "expected version 1000, found %u",
                   read_u32_little(header + 28));
    if (!read_box(header + 36, &shapes->extent))
        shapes->extent = box_empty();
    if (shapes->type == SHPT_MULTIPATCH)
        damage_add(damage, DAMAGE_FILE, NULL, 0, "Multipatch shapes are not read: features without geometry");
    return true;
}

/* A .shx in memory that lists the places, so that shapelib sees nothing unverified. */
static void write_index(ShapeFile *shapes)
{
    const size_t size = HEADER_SIZE + 8 * (size_t)shapes->places->len;
    unsigned char *index = g_malloc0(size);
    write_u32_big(index, MAGIC);
    write_u32_big(index + 24, (uint32_t)(size / 2));
    index[28] = VERSION & 0xFF;
    index[29] = VERSION >> 8;
    index[32] = (unsigned char)shapes->type;
    for (size_t i = 0; i < shapes->places->len; i++) {
        const RecordPlace place = g_array_index(shapes->places, RecordPlace, i);
        write_u32_big(index + HEADER_SIZE + 8 * i, place.offset / 2);
        write_u32_big(index + HEADER_SIZE + 8 * i + 4, place.length / 2);
    }
    shapes->index = index;
    shapes->streams = (ShapeStreams){shapes->bytes, index, size};
}

/* shapelib reads the index once, when it opens the file. */
static bool open_handle(ShapeFile *shapes, GError **error)
{
    char name[64];
    SAHooks hooks;
    write_index(shapes);
    shape_hooks(&hooks);
    shape_stream_name(&shapes->streams, ".shp", name);
    shapes->handle = SHPOpenLL(name, "rb", &hooks);
    g_clear_pointer(&shapes->index, g_free);
    shapes->streams.index = NULL;
    shapes->streams.index_size = 0;
    if (!shapes->handle || (size_t)shapes->handle->nRecords != shapes->places->len) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "shapelib cannot open it");
        return false;
    }
    /* One object, and one room for its bytes, for all records. */
    SHPSetFastModeReadObject(shapes->handle, TRUE);
    return true;
}

void *shape_file_handle(ShapeFile *shapes)
{
    return shapes->handle;
}

ShapeFile *shape_file_open(const char *path, Damage *damage, GError **error)
{
    size_t size = 0;
    g_autoptr(ShapeFile) shapes = g_new0(ShapeFile, 1);
    shapes->file = shape_open_file(path, &size, error);
    shapes->size = size;
    if (!shapes->file || !check_header(shapes, size, damage, error))
        return NULL;
    shapes->bytes = shape_bytes_new(shapes->file, size);
    shapes->places = shape_index_load(path, shapes->file, size, damage);
    return open_handle(shapes, error) ? g_steal_pointer(&shapes) : NULL;
}

void shape_file_free(ShapeFile *shapes)
{
    if (!shapes)
        return;
    if (shapes->handle)
        SHPClose(shapes->handle);
    if (shapes->places)
        g_array_unref(shapes->places);
    shape_bytes_free(shapes->bytes);
    if (shapes->file)
        fclose(shapes->file);
    g_free(shapes);
}

size_t shape_file_count(const ShapeFile *shapes)
{
    return shapes->places->len;
}

const char *shape_file_type_name(const ShapeFile *shapes)
{
    return type_name(shapes->type);
}

/* ---- Reading ---- */

typedef struct {
    ShapeFile *shapes;
    size_t record;
    Damage *damage;
} Place;

static void warn(const Place *place, DamageKind kind, const char *message)
{
    damage_add(place->damage, kind, NULL, place->record + 1, "%s", message);
}

/* The header of a record, the type that its content begins with, and the content. */
typedef struct {
    uint32_t number, type;
    uint64_t length;
    const unsigned char *content; /* borrowed until the next record */
} RecordHead;

enum { RECORD_HEADER = 8, TYPE_SIZE = 4, BOX_SIZE = 32 };

/* What is wrong with a record before anybody is let at its content, of which `wanted` bytes are read, if it
 * has so many; NULL: nothing. */
static const char *check_record(const ShapeFile *shapes, size_t record, size_t wanted, RecordHead *head)
{
    const RecordPlace place = g_array_index(shapes->places, RecordPlace, record);
    if (place.length == 0)
        return "cannot be found: no geometry";
    const unsigned char *bytes =
        shape_bytes_at(shapes->bytes, place.offset, RECORD_HEADER + MIN(wanted, (size_t)place.length));
    if (!bytes)
        return "cannot be read: no geometry";
    *head = (RecordHead){read_u32_big(bytes), read_u32_little(bytes + RECORD_HEADER),
                         (uint64_t)read_u32_big(bytes + 4) * 2, bytes + RECORD_HEADER};
    if (head->length != place.length)
        return "has another length than its index says: no geometry";
    return type_name((int)head->type) ? NULL : "has a shape type that does not exist: no geometry";
}

static Geometry read_record(const Place *place, GeometryType type)
{
    Geometry geometry;
    RecordProblems problems;
    const char *problem = shape_record_read(place->shapes->handle, place->record, type, &geometry, &problems);
    if (problem)
        warn(place, DAMAGE_RECORD, problem);
    if (problems.parts_dropped > 0)
        warn(place, DAMAGE_GEOMETRY,
             type == GEOMETRY_POLYGON ? "a ring of fewer than four points is left out"
                                      : "a part of fewer than two points is left out");
    if (problems.entangled)
        warn(place, DAMAGE_GEOMETRY,
             "too many rings lie in one another: holes are told by orientation alone");
    if (problems.nothing_left)
        warn(place, DAMAGE_GEOMETRY, "has vertices, but no part that can be drawn");
    return geometry;
}

GeometryType shape_file_outline(ShapeFile *shapes, size_t record, Damage *damage, Box *box)
{
    const Place place = {shapes, record, damage};
    RecordHead head;
    const char *problem = check_record(shapes, record, TYPE_SIZE + BOX_SIZE, &head);
    *box = box_empty();
    if (problem)
        warn(&place, DAMAGE_RECORD, problem);
    if (problem || head.type == SHPT_NULL)
        return GEOMETRY_NONE;
    if (head.length < TYPE_SIZE + BOX_SIZE || !read_box(head.content + TYPE_SIZE, box))
        *box = (Box){-INFINITY, -INFINITY, INFINITY, INFINITY};
    return geometry_type((int)head.type);
}

bool shape_file_is_large(const ShapeFile *shapes)
{
    return shapes->size >= LARGE && shape_file_has_boxes(shapes);
}

bool shape_file_has_boxes(const ShapeFile *shapes)
{
    const GeometryType type = geometry_type(shapes->type);
    return type == GEOMETRY_LINE || type == GEOMETRY_POLYGON;
}

Box shape_file_extent(const ShapeFile *shapes)
{
    return shapes->extent;
}

Geometry shape_file_read(ShapeFile *shapes, size_t record, Damage *damage)
{
    const Place place = {shapes, record, damage};
    RecordHead head;
    const char *problem = check_record(shapes, record, SIZE_MAX, &head);
    if (problem) {
        warn(&place, DAMAGE_RECORD, problem);
        return (Geometry){0};
    }
    if (head.number != record + 1)
        warn(&place, DAMAGE_RECORD, "has another number in the .shp");
    if (head.type == SHPT_NULL)
        return (Geometry){0};
    if ((int)head.type != shapes->type)
        warn(&place, DAMAGE_RECORD, "has another shape type than the file");
    return read_record(&place, geometry_type((int)head.type));
}
