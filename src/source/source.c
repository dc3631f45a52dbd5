#include "source/source.h"

#include "base/error.h"
#include "source/format.h"
#include "source/reader.h"

#include <math.h>
#include <string.h>

static const SourceFormat *const formats[] = {&shapefile_format, &geojson_format};

struct Reader {
    const SourceFormat *format;
    void *state;
    Source *source;
    Damage damage;
    /* Of a source whose geometry stays in the file: */
    size_t *records; /* for each feature, by which the format finds it; NULL: they are numbered alike */
    bool *outlined;  /* where there is an index: of each feature, whether it is known but for its geometry */
    GMutex lock;
};

static const SourceFormat *find_format(const char *path)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        const size_t length = strlen(path), suffix = strlen(formats[i]->suffix);
        if (length > suffix && g_ascii_strcasecmp(path + length - suffix, formats[i]->suffix) == 0)
            return formats[i];
    }
    const char *json = strrchr(path, '.');
    return json && g_ascii_strcasecmp(json, ".json") == 0 ? &geojson_format : NULL;
}

static Reader *reader_new(const SourceFormat *format, const char *path, Report *report)
{
    Reader *reader = g_new0(Reader, 1);
    reader->format = format;
    reader->source = g_new0(Source, 1);
    reader->source->path = g_strdup(path);
    reader->source->extent = box_empty();
    reader->damage = (Damage){.report = report, .file = reader->source->path};
    g_mutex_init(&reader->lock);
    return reader;
}

Reader *reader_open(const char *path, Report *report, GError **error)
{
    const SourceFormat *format = find_format(path);
    if (!format) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                    "%s: expected a file that ends in .shp or .geojson", path);
        return NULL;
    }
    g_autoptr(Reader) reader = reader_new(format, path, report);
    reader->state = format->open(reader->source, &reader->damage, error);
    if (!reader->state) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    return g_steal_pointer(&reader);
}

Reader *reader_open_geojson(const json_t *root, const char *name, Report *report, GError **error)
{
    g_autoptr(Reader) reader = reader_new(&geojson_format, name, report);
    reader->state = geojson_open_root(root, reader->source, &reader->damage, error);
    if (!reader->state) {
        g_prefix_error(error, "%s: ", name);
        return NULL;
    }
    return g_steal_pointer(&reader);
}

void reader_close(Reader *reader)
{
    if (!reader)
        return;
    if (reader->state)
        reader->format->close(reader->state);
    damage_finish(&reader->damage);
    source_free(reader->source);
    g_mutex_clear(&reader->lock);
    g_free(reader->records);
    g_free(reader->outlined);
    g_free(reader);
}

const Source *reader_source(const Reader *reader)
{
    return reader->source;
}

bool reader_next(Reader *reader, Arena *arena, Feature *out, GError **error)
{
    *out = (Feature){0};
    GError *inner = NULL;
    if (reader->format->next(reader->state, arena, out, &inner))
        return true;
    if (inner)
        g_propagate_prefixed_error(error, inner, "%s: ", reader->source->path);
    return false;
}

static void clear_feature(void *item)
{
    geometry_clear(&((Feature *)item)->geometry);
}

/* Reads what is left of the reader into `source`, which becomes the owner. */
static bool load_features(Reader *reader, Source *source, GError **error)
{
    g_autoptr(GArray) features = g_array_new(FALSE, FALSE, sizeof(Feature));
    g_array_set_clear_func(features, clear_feature);
    GError *inner = NULL;
    Feature feature;
    while (reader_next(reader, source->arena, &feature, &inner)) {
        source->extent = box_union(source->extent, geometry_box(&feature.geometry));
        g_array_append_val(features, feature);
    }
    if (inner) {
        g_propagate_error(error, inner);
        return false;
    }
    source->feature_count = features->len;
    source->features = g_array_steal(features, NULL);
    return true;
}

static Source *load_and_close(Reader *opened, GError **error)
{
    g_autoptr(Reader) reader = opened;
    if (!reader)
        return NULL;
    reader->source->arena = arena_new();
    if (!load_features(reader, reader->source, error))
        return NULL;
    /* The reader keeps the description only as long as it reads. */
    reader->format->close(reader->state);
    reader->state = NULL;
    damage_finish(&reader->damage);
    return g_steal_pointer(&reader->source);
}

/* ---- geometry that stays in the file ---- */

/* Reads all but the geometry into `source`, which becomes the owner. */
static void load_outlines(Reader *reader, Source *source)
{
    g_autoptr(GArray) features = g_array_new(FALSE, FALSE, sizeof(Feature)),
                      boxes = g_array_new(FALSE, FALSE, sizeof(Box)),
                      records = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t record = 0; record < source->feature_count; record++) {
        Feature feature = {0};
        Box box;
        if (!reader->format->outline(reader->state, record, source->arena, &feature, &box))
            continue;
        source->extent = box_union(source->extent, box);
        g_array_append_val(features, feature);
        g_array_append_val(boxes, box);
        g_array_append_val(records, record);
    }
    source->feature_count = features->len;
    source->features = g_array_steal(features, NULL);
    source->boxes = g_array_steal(boxes, NULL);
    reader->records = g_array_steal(records, NULL);
}

/* Room for all features; which of them are read is seen when somebody looks for them. */
static void prepare_outlines(Reader *reader, Source *source)
{
    const size_t count = source->feature_count;
    source->features = g_new0(Feature, count + 1);
    source->boxes = g_new0(Box, count + 1);
    reader->outlined = g_new0(bool, count + 1);
}

static void outline_near(Reader *reader, const Source *source, const bool *near)
{
    for (size_t i = 0; i < source->feature_count; i++) {
        if (!near[i] || reader->outlined[i])
            continue;
        reader->outlined[i] = true;
        if (!reader->format->outline(reader->state, i, source->arena, &source->features[i],
                                     &source->boxes[i])) {
            source->features[i] = (Feature){0};
            source->boxes[i] = box_empty();
        }
    }
}

bool *source_find(const Source *source, Box box)
{
    Reader *reader = source->reader;
    if (!reader || !reader->outlined)
        return NULL;
    bool *near = g_new0(bool, source->feature_count + 1);
    g_mutex_lock(&reader->lock);
    reader->format->find(reader->state, box, near);
    outline_near(reader, source, near);
    g_mutex_unlock(&reader->lock);
    return near;
}

void source_outline_all(const Source *source)
{
    g_free(source_find(source, (Box){-INFINITY, -INFINITY, INFINITY, INFINITY}));
}

Source *source_open(const char *path, Report *report, GError **error)
{
    g_autoptr(Reader) reader = reader_open(path, report, error);
    if (!reader || !reader->format->is_large || !reader->format->is_large(reader->state))
        return load_and_close(g_steal_pointer(&reader), error);
    reader->source->arena = arena_new();
    if (reader->format->open_index(reader->state, reader->source))
        prepare_outlines(reader, reader->source);
    else
        load_outlines(reader, reader->source);
    damage_finish(&reader->damage);
    reader->damage.report = NULL;
    Source *source = g_steal_pointer(&reader->source);
    source->reader = g_steal_pointer(&reader);
    return source;
}

Geometry source_read_geometry(const Source *source, size_t feature)
{
    Reader *reader = source->reader;
    g_mutex_lock(&reader->lock);
    const Geometry geometry =
        reader->format->read(reader->state, reader->records ? reader->records[feature] : feature);
    g_mutex_unlock(&reader->lock);
    return geometry;
}

Source *source_load(const char *path, Report *report, GError **error)
{
    return load_and_close(reader_open(path, report, error), error);
}

Source *source_load_geojson(const json_t *root, const char *name, Report *report, GError **error)
{
    return load_and_close(reader_open_geojson(root, name, report, error), error);
}

void source_free(Source *source)
{
    if (!source)
        return;
    reader_close(source->reader);
    g_free(source->boxes);
    for (size_t i = 0; source->features && i < source->feature_count; i++)
        geometry_clear(&source->features[i].geometry);
    g_free(source->features);
    g_free(source->fields);
    g_free(source->path);
    g_free(source->crs);
    g_free(source->encoding);
    arena_free(source->arena);
    g_free(source);
}
