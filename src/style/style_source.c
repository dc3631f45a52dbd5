#include "style/style_source.h"

#include "base/json.h"
#include "style/filter_load.h"
#include "style/literal.h"
#include "style/member_rows.h"
#include "style/property_load.h"

#include <string.h>

char *style_path(const StyleDocument *document, const char *path)
{
    if (strstr(path, "://"))
        return NULL;
    if (g_path_is_absolute(path) || strcmp(document->folder, ".") == 0)
        return g_strdup(path);
    return g_build_filename(document->folder, path, NULL);
}

void style_source_clear(StyleSource *source)
{
    g_free(source->path);
    g_free(source->image_path);
    json_decref(source->data);
}

/* ---- Members ---- */

static void check_promote_id(const Loader *loader, const JsonCursor *at)
{
    if (!json_is_object(at->value)) {
        loader_expect(loader, at, "string");
        return;
    }
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor member = json_cursor_member(at, name);
        loader_expect(loader, &member, "string");
    }
}

static void check_source_filter(const Loader *loader, const JsonCursor *at)
{
    expression_free(filter_load(loader, at));
}

static void check_coordinates(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec corner = ARRAY("coordinates", NUMBER, 2);
    if (!loader_expect(loader, at, "array"))
        return;
    if (json_array_size(at->value) != 4)
        loader_error(loader, at, "expected 4 corners, found %zu", json_array_size(at->value));
    for (size_t i = 0; json_array_size(at->value) == 4 && i < 4; i++) {
        const JsonCursor element = json_cursor_element(at, i);
        literal_check(loader, &element, &corner.spec);
    }
}

static void check_data(const Loader *loader, const JsonCursor *at)
{
    if (json_is_object(at->value) && !loader_text(at, "type"))
        loader_warning(loader, at,
                       "expected GeoJSON or a path; an object without \"type\" holds no features");
    else if (!json_is_object(at->value) && !json_is_string(at->value))
        loader_warning(loader, at, "expected GeoJSON or a path, found %s", json_kind_name(at->value));
}

/* One expression of a cluster: what it may read is little. */
static void check_cluster_expression(const Loader *loader, const JsonCursor *at, const json_t *json)
{
    static const PropertySpec spec = {
        .type = PROPERTY_ANY, .zoom = true, .zoom_anywhere = true, .feature = true};
    g_autoptr(Expression) expression = expression_load(loader, at, json, &spec);
    if (expression && (expression_dependencies(expression).zoom || value_reads_feature_state(json)))
        loader_error(loader, at, "neither zoom nor feature states can be read here");
}

/* "sum": ["+", ["get", "n"]] or "sum": [["+", ["accumulated"], ["get", "sum"]], ["get", "n"]] */
static void check_cluster_property(const Loader *loader, const JsonCursor *at)
{
    const JsonCursor reduce = json_cursor_element(at, 0), map = json_cursor_element(at, 1);
    if (!loader_expect(loader, at, "array") || !map.value)
        return;
    check_cluster_expression(loader, &map, map.value);
    json_t *whole = json_is_string(reduce.value)
                        ? json_pack("[O,[s],[s,s]]", reduce.value, "accumulated", "get", at->name)
                        : json_incref((json_t *)reduce.value);
    check_cluster_expression(loader, &reduce, whole);
    json_decref(whole);
}

static void check_cluster_properties(const Loader *loader, const JsonCursor *at)
{
    const json_t *cluster = json_object_get(at->parent->value, "cluster");
    if (!json_is_true(cluster) || !json_is_object(at->value))
        return;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor member = json_cursor_member(at, name);
        check_cluster_property(loader, &member);
    }
}

/* Factors mean something only to elevations encoded in a custom way. */
static void check_factor(const Loader *loader, const JsonCursor *at)
{
    const char *encoding = loader_text(at->parent, "encoding");
    if (!encoding || strcmp(encoding, "custom") != 0)
        loader_error(loader, at, "only allowed where \"encoding\" is \"custom\"");
    else
        loader_expect(loader, at, "number");
}

static void check_type(const Loader *loader, const JsonCursor *at)
{
    (void)loader; /* the row of the source was found by it */
    (void)at;
}

/* ---- Types of sources ---- */

static const char *const schemes[] = {"xyz", "tms", NULL};
static const char *const empty_responses[] = {"blank", "missing", NULL};
static const char *const vector_encodings[] = {"mvt", "mlt", NULL};
static const char *const elevation_encodings[] = {"terrarium", "mapbox", "custom", NULL};

#define TILES                                                                                                \
    CHECKED("type", check_type), STRING("url"), ARRAY("tiles", STRING, 0), ARRAY("bounds", NUMBER, 4),       \
        ENUM("emptyResponse", empty_responses), NUMBER("minzoom"), NUMBER("maxzoom"), STRING("attribution"), \
        BOOLEAN("volatile")

static const MemberSpec vector_members[] = {TILES, ENUM("scheme", schemes),
                                            CHECKED("promoteId", check_promote_id),
                                            ENUM("encoding", vector_encodings), ENDED};
static const MemberSpec raster_members[] = {TILES, ENUM("scheme", schemes), NUMBER("tileSize"), ENDED};
static const MemberSpec elevation_members[] = {
    TILES,
    NUMBER("tileSize"),
    ENUM("encoding", elevation_encodings),
    CHECKED("redFactor", check_factor),
    CHECKED("greenFactor", check_factor),
    CHECKED("blueFactor", check_factor),
    CHECKED("baseShift", check_factor),
    ENDED,
};
static const MemberSpec geojson_members[] = {
    CHECKED("type", check_type),
    REQUIRED("data", check_data),
    NUMBER("maxzoom"),
    STRING("attribution"),
    RANGE("buffer", 0, 512),
    CHECKED("filter", check_source_filter),
    NUMBER("tolerance"),
    BOOLEAN("cluster"),
    RANGE("clusterRadius", 0, NAN),
    NUMBER("clusterMaxZoom"),
    NUMBER("clusterMinPoints"),
    CHECKED("clusterProperties", check_cluster_properties),
    BOOLEAN("lineMetrics"),
    BOOLEAN("generateId"),
    CHECKED("promoteId", check_promote_id),
    ENDED,
};
static const MemberSpec image_members[] = {CHECKED("type", check_type), STRING("url"),
                                           REQUIRED("coordinates", check_coordinates), ENDED};
static const MemberSpec video_members[] = {
    CHECKED("type", check_type),
    {.spec =
         {.name = "urls", .type = PROPERTY_ARRAY, .item_type = PROPERTY_STRING, .literal = true, UNLIMITED},
     .required = true},
    REQUIRED("coordinates", check_coordinates),
    ENDED};

static bool load_geojson(const Loader *loader, const JsonCursor *at, StyleSource *out)
{
    const JsonCursor data = json_cursor_member(at, "data");
    if (json_is_object(data.value)) {
        out->data = json_incref((json_t *)data.value);
        return true;
    }
    if (!json_is_string(data.value))
        return false;
    out->path = style_path(loader->document, json_string_value(data.value));
    if (!out->path)
        loader_warning(loader, &data, "nothing is fetched from a network: the source stays empty");
    return out->path != NULL;
}

static bool load_image(const Loader *loader, const JsonCursor *at, StyleSource *out)
{
    const JsonCursor url = json_cursor_member(at, "url"), coordinates = json_cursor_member(at, "coordinates");
    if (!json_is_string(url.value)) {
        loader_warning(loader, at, "without \"url\" the source stays empty");
        return false;
    }
    out->image_path = style_path(loader->document, json_string_value(url.value));
    if (!out->image_path)
        loader_warning(loader, &url, "nothing is fetched from a network: the source stays empty");
    for (size_t i = 0; i < 4; i++) {
        const json_t *corner = json_array_get(coordinates.value, i);
        out->corners[i] = (Point){json_number_value(json_array_get(corner, 0)),
                                  json_number_value(json_array_get(corner, 1))};
    }
    return out->image_path != NULL;
}

static const struct {
    const char *type;
    const MemberSpec *members;
    Unknown unknown;
    bool (*load)(const Loader *loader, const JsonCursor *at, StyleSource *out); /* NULL: not printable */
} types[] = {
    {"vector", vector_members, UNKNOWN_WARNED, NULL},
    {"raster", raster_members, UNKNOWN_WARNED, NULL},
    {"raster-dem", elevation_members, UNKNOWN_WRONG, NULL},
    {"geojson", geojson_members, UNKNOWN_WRONG, load_geojson},
    {"video", video_members, UNKNOWN_WRONG, NULL},
    {"image", image_members, UNKNOWN_WRONG, load_image},
};

bool style_source_load(const Loader *loader, const JsonCursor *at, StyleSource *out)
{
    if (!loader_expect(loader, at, "object"))
        return false;
    const JsonCursor type = json_cursor_member(at, "type");
    if (!type.value || json_is_null(type.value)) {
        loader_error(loader, at, "missing required member \"type\"");
        return false;
    }
    const char *name = json_string_value(type.value);
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].type, name) != 0)
            continue;
        const size_t errors = report_error_count(loader->report);
        members_check(loader, at, types[i].members, types[i].unknown);
        if (!types[i].load)
            loader_warning(loader, &type, "sources of type %s cannot be printed", name);
        return types[i].load && report_error_count(loader->report) == errors &&
               types[i].load(loader, at, out);
    }
    loader_error(loader, &type,
                 "expected one of vector, raster, raster-dem, geojson, video, image, found %s%s%s",
                 name ? "\"" : "", name ? name : json_kind_name(type.value), name ? "\"" : "");
    return false;
}
