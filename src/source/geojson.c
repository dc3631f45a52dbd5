/* GeoJSON (RFC 7946), also with the "crs" member of its forerunner. A geometry collection becomes one feature
 * for each of its geometries, as in MapLibre. */
#include "base/cleanup.h"
#include "base/error.h"
#include "geometry/rings.h"
#include "source/format.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

/* Deeper nesting of geometry collections or properties than this is no data any more. */
enum { DEPTH_LIMIT = 64 };

typedef struct {
    const json_t *feature;  /* NULL for a bare geometry */
    const json_t *geometry; /* NULL: none */
    size_t number;          /* of the feature in the file, from 1 */
} Item;

typedef struct {
    json_t *root;
    GArray *items; /* of Item */
    Damage *damage;
    size_t next;
} GeoJson;

/* ---- Opening ---- */

static const char *member_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void add_item(GeoJson *file, const json_t *feature, const json_t *geometry, size_t number, int depth)
{
    if (depth < DEPTH_LIMIT && strcmp(member_text(geometry, "type"), "GeometryCollection") == 0) {
        size_t index;
        const json_t *member;
        json_array_foreach(json_object_get(geometry, "geometries"), index, member)
            add_item(file, feature, member, number, depth + 1);
        return;
    }
    const Item item = {feature, json_is_null(geometry) ? NULL : geometry, number};
    g_array_append_val(file->items, item);
}

static void add_feature(GeoJson *file, const json_t *feature, size_t number)
{
    if (strcmp(member_text(feature, "type"), "Feature") != 0) {
        damage_add(file->damage, DAMAGE_RECORD, NULL, number, "expected an object of type Feature: left out");
        return;
    }
    add_item(file, feature, json_object_get(feature, "geometry"), number, 0);
}

static bool list_items(GeoJson *file, GError **error)
{
    const char *type = member_text(file->root, "type");
    const json_t *features = json_object_get(file->root, "features");
    if (strcmp(type, "FeatureCollection") == 0 && json_is_array(features)) {
        size_t index;
        const json_t *feature;
        json_array_foreach(features, index, feature) add_feature(file, feature, index + 1);
        return true;
    }
    if (strcmp(type, "Feature") == 0) {
        add_feature(file, file->root, 1);
        return true;
    }
    if (json_object_get(file->root, "coordinates") || json_object_get(file->root, "geometries")) {
        add_item(file, NULL, file->root, 1, 0);
        return true;
    }
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "expected GeoJSON: a FeatureCollection, Feature or geometry, found %s%s",
                *type ? "type " : "no type", type);
    return false;
}

/* "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}, or longitude, latitude. */
static char *find_crs(const json_t *root)
{
    const json_t *crs = json_object_get(root, "crs");
    const char *name = member_text(json_object_get(crs, "properties"), "name");
    const bool plain = !*name || strstr(name, "CRS84");
    return g_strdup(plain ? "EPSG:4326" : name);
}

static FieldType type_of(const json_t *value)
{
    if (json_is_boolean(value))
        return FIELD_BOOLEAN;
    if (json_is_integer(value))
        return FIELD_INTEGER;
    if (json_is_real(value))
        return FIELD_NUMBER;
    return json_is_string(value) ? FIELD_TEXT : FIELD_MIXED;
}

static FieldType join_types(FieldType a, FieldType b)
{
    const bool numbers =
        (a == FIELD_INTEGER || a == FIELD_NUMBER) && (b == FIELD_INTEGER || b == FIELD_NUMBER);
    return a == b ? a : numbers ? FIELD_NUMBER : FIELD_MIXED;
}

static void note_field(GArray *fields, GHashTable *places, const char *name, const json_t *value)
{
    const char *interned = g_intern_string(name);
    const size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(places, interned));
    if (place == 0) {
        const Field field = {.name = interned, .type = type_of(value)};
        g_array_append_val(fields, field);
        g_hash_table_insert(places, (void *)interned, GSIZE_TO_POINTER(fields->len));
        return;
    }
    Field *field = &g_array_index(fields, Field, place - 1);
    field->type = join_types(field->type, type_of(value));
}

/* The names of all properties in the order in which they first come, with their types; nulls say nothing. */
static void describe_fields(const GeoJson *file, Source *source)
{
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(Field));
    g_autoptr(GHashTable) places = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < file->items->len; i++) {
        json_t *properties = json_object_get(g_array_index(file->items, Item, i).feature, "properties");
        const char *name;
        json_t *value;
        json_object_foreach(properties, name, value) if (!json_is_null(value))
            note_field(fields, places, name, value);
    }
    source->field_count = fields->len;
    source->fields = (Field *)(void *)g_array_free(fields, FALSE);
}

static const char *const type_names[] = {"Point",        "MultiPoint", "LineString", "MultiLineString",
                                         "MultiPolygon", "Polygon",    NULL};

static const char *describe_type(const GeoJson *file)
{
    const char *common = NULL;
    for (guint i = 0; i < file->items->len; i++) {
        const char *type = member_text(g_array_index(file->items, Item, i).geometry, "type");
        if (!*type)
            continue;
        if (common && strcmp(common, type) != 0)
            return "Mixed";
        common = type;
    }
    for (size_t i = 0; common && type_names[i]; i++)
        if (strcmp(common, type_names[i]) == 0)
            return type_names[i];
    return common ? "Unknown" : "Null";
}

static void geojson_close(void *state)
{
    GeoJson *file = state;
    json_decref(file->root);
    if (file->items)
        g_array_unref(file->items);
    g_free(file);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GeoJson, geojson_close)

void *geojson_open_root(const json_t *root, Source *source, Damage *damage, GError **error)
{
    g_autoptr(GeoJson) file = g_new0(GeoJson, 1);
    file->root = json_incref((json_t *)root);
    file->damage = damage;
    file->items = g_array_new(FALSE, FALSE, sizeof(Item));
    if (!list_items(file, error))
        return NULL;
    source->format = "GeoJSON";
    source->shape_type = describe_type(file);
    source->crs = find_crs(root);
    source->encoding = g_strdup("UTF-8");
    source->feature_count = file->items->len;
    describe_fields(file, source);
    return g_steal_pointer(&file);
}

static void *geojson_open(Source *source, Damage *damage, GError **error)
{
    struct stat status;
    if (stat(source->path, &status) == 0 && !S_ISREG(status.st_mode)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "expected a file, found a folder or device");
        return NULL;
    }
    json_error_t problem;
    g_autoptr(json_t) root = json_load_file(source->path, 0, &problem);
    if (!root) {
        const bool missing = problem.line < 0;
        g_set_error(error, SEMAINE_ERROR, missing ? SEMAINE_ERROR_IO : SEMAINE_ERROR_FORMAT,
                    missing ? "%s" : "%s (line %d, column %d)", problem.text, problem.line, problem.column);
        return NULL;
    }
    return geojson_open_root(root, source, damage, error);
}

/* ---- Geometry ---- */

/* NULL: good; else what is wrong. */
typedef const char *(*AddCoordinates)(const json_t *coordinates, GeometryBuilder *builder);

static const char *add_position(const json_t *position, GeometryBuilder *builder)
{
    const json_t *x = json_array_get(position, 0), *y = json_array_get(position, 1);
    if (!json_is_number(x) || !json_is_number(y))
        return "expected a position [longitude, latitude]";
    geometry_builder_add_point(builder, (Point){json_number_value(x), json_number_value(y)});
    return NULL;
}

static const char *add_point(const json_t *position, GeometryBuilder *builder)
{
    const char *problem = add_position(position, builder);
    geometry_builder_end_part(builder);
    return problem;
}

static const char *add_all(const json_t *list, GeometryBuilder *builder, AddCoordinates add)
{
    if (!json_is_array(list))
        return "expected an array of coordinates";
    size_t index;
    const json_t *member;
    json_array_foreach(list, index, member)
    {
        const char *problem = add(member, builder);
        if (problem)
            return problem;
    }
    return NULL;
}

static const char *add_line(const json_t *line, GeometryBuilder *builder)
{
    const char *problem = add_all(line, builder, add_position);
    if (!problem && json_array_size(line) < 2)
        return "expected a line of at least two positions";
    geometry_builder_end_part(builder);
    return problem;
}

static bool is_closed(const json_t *ring)
{
    const size_t count = json_array_size(ring);
    const json_t *first = json_array_get(ring, 0), *last = json_array_get(ring, count - 1);
    for (size_t axis = 0; axis < 2; axis++)
        if (json_number_value(json_array_get(first, axis)) != json_number_value(json_array_get(last, axis)))
            return false;
    return true;
}

static const char *add_ring(const json_t *ring, GeometryBuilder *builder)
{
    const char *problem = add_all(ring, builder, add_position);
    if (problem)
        return problem;
    const bool closed = is_closed(ring);
    if (json_array_size(ring) + !closed < 4)
        return "expected a ring of at least four positions";
    if (!closed)
        add_position(json_array_get(ring, 0), builder);
    geometry_builder_end_part(builder);
    return NULL;
}

static const char *add_polygon(const json_t *polygon, GeometryBuilder *builder)
{
    const char *problem = add_all(polygon, builder, add_ring);
    geometry_builder_end_polygon(builder);
    return problem;
}

static const char *add_points(const json_t *list, GeometryBuilder *builder)
{
    return add_all(list, builder, add_point);
}

static const char *add_lines(const json_t *list, GeometryBuilder *builder)
{
    return add_all(list, builder, add_line);
}

static const char *add_polygons(const json_t *list, GeometryBuilder *builder)
{
    return add_all(list, builder, add_polygon);
}

static const struct {
    const char *name;
    GeometryType type;
    bool multi;
    AddCoordinates add;
} geometry_types[] = {
    {"Point", GEOMETRY_POINT, false, add_point},       {"MultiPoint", GEOMETRY_POINT, true, add_points},
    {"LineString", GEOMETRY_LINE, false, add_line},    {"MultiLineString", GEOMETRY_LINE, true, add_lines},
    {"Polygon", GEOMETRY_POLYGON, false, add_polygon}, {"MultiPolygon", GEOMETRY_POLYGON, true, add_polygons},
};

static void reverse(Point *points, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const Point swapped = points[i];
        points[i] = points[count - 1 - i];
        points[count - 1 - i] = swapped;
    }
}

/* Exterior rings counter-clockwise, holes clockwise. */
static void orient_rings(Geometry *geometry)
{
    size_t ring = 0;
    for (size_t polygon = 0; polygon < geometry->polygon_count; polygon++) {
        const size_t exterior = ring;
        for (; ring < geometry->polygon_ends[polygon]; ring++) {
            Point *points = geometry->points + geometry_part_start(geometry, ring);
            const size_t count = geometry_part_length(geometry, ring);
            const double area = ring_double_area(points, count);
            if (ring == exterior ? area < 0 : area > 0)
                reverse(points, count);
        }
    }
}

/* NULL: good, with the geometry added to the builder; else what is wrong. */
static const char *add_geometry(const json_t *geometry, GeometryBuilder *builder, GeometryType *type,
                                bool *multi)
{
    const char *name = member_text(geometry, "type");
    for (size_t i = 0; i < G_N_ELEMENTS(geometry_types); i++) {
        if (strcmp(name, geometry_types[i].name) != 0)
            continue;
        *type = geometry_types[i].type;
        *multi = geometry_types[i].multi;
        return geometry_types[i].add(json_object_get(geometry, "coordinates"), builder);
    }
    return "expected a geometry of a type that GeoJSON knows";
}

static bool read_geometry(const json_t *json, Geometry *out, const char **problem)
{
    GeometryType type = GEOMETRY_NONE;
    bool multi = false;
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    *problem = add_geometry(json, &builder, &type, &multi);
    const bool any = !*problem && builder.points->len > 0;
    if (any) {
        *out = geometry_builder_take(&builder, type, multi);
        orient_rings(out);
    }
    geometry_builder_clear(&builder);
    return any;
}

/* ---- Properties ---- */

static Value read_value(const json_t *json, Arena *arena, int depth);

static Value read_array(const json_t *json, Arena *arena, int depth)
{
    const size_t count = json_array_size(json);
    Value *items = arena_allocate_array(arena, count, sizeof(Value));
    for (size_t i = 0; i < count; i++)
        items[i] = read_value(json_array_get(json, i), arena, depth + 1);
    ValueArray *array = arena_allocate(arena, sizeof *array);
    *array = (ValueArray){count, items};
    return (Value){.kind = VALUE_ARRAY, .array = array};
}

static size_t read_members(const json_t *json, Arena *arena, int depth, const Member **out)
{
    const size_t count = json_object_size(json);
    Member *members = arena_allocate_array(arena, count, sizeof(Member));
    size_t i = 0;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)json, name, value) members[i++] =
        (Member){g_intern_string(name), read_value(value, arena, depth + 1)};
    *out = members;
    return count;
}

static Value read_object(const json_t *json, Arena *arena, int depth)
{
    ValueObject *object = arena_allocate(arena, sizeof *object);
    object->count = read_members(json, arena, depth, &object->members);
    return (Value){.kind = VALUE_OBJECT, .object = object};
}

static Value read_value(const json_t *json, Arena *arena, int depth)
{
    switch (depth > DEPTH_LIMIT ? JSON_NULL : json_typeof(json)) {
    case JSON_TRUE:
    case JSON_FALSE:
        return value_boolean(json_is_true(json));
    case JSON_INTEGER:
    case JSON_REAL:
        return value_number(json_number_value(json));
    case JSON_STRING:
        return value_string(arena_copy_text(arena, json_string_value(json), json_string_length(json)));
    case JSON_ARRAY:
        return read_array(json, arena, depth);
    case JSON_OBJECT:
        return read_object(json, arena, depth);
    default:
        return value_null();
    }
}

/* ---- Features ---- */

static bool geojson_next(void *state, Arena *arena, Feature *out, GError **error)
{
    (void)error; /* whatever is wrong with one feature is damage */
    GeoJson *file = state;
    if (file->next >= file->items->len)
        return false;
    const Item *item = &g_array_index(file->items, Item, file->next++);
    const char *problem = NULL;
    if (item->geometry)
        read_geometry(item->geometry, &out->geometry, &problem);
    if (problem)
        damage_add(file->damage, DAMAGE_GEOMETRY, NULL, item->number, "%s: no geometry", problem);
    const json_t *id = json_object_get(item->feature, "id");
    if (json_is_string(id) || json_is_number(id))
        out->id = read_value(id, arena, 0);
    out->attribute_count =
        read_members(json_object_get(item->feature, "properties"), arena, 0, &out->attributes);
    return true;
}

const SourceFormat geojson_format = {".geojson", geojson_open, geojson_next, geojson_close};
