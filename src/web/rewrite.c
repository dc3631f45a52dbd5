#include "web/rewrite.h"

#include "base/error.h"
#include "web/labels.h"
#include "web/scale.h"
#include "web/settle.h"

#include <string.h>

typedef struct {
    const WebFolder *folder;
    const Map *map;
    const WebArrows *arrows;
    GPtrArray *files;
    json_t *style, *sources; /* `sources`: those of the new style */
    GHashTable *degrees;     /* by Source; only looked up */
} Rewriter;

/* ---- sources ---- */

static void note_source(const Rewriter *self, const char *name)
{
    g_autofree char *path = web_data_path(name);
    json_object_set_new(self->sources, name, json_pack("{s:s,s:s}", "type", "geojson", "data", path));
    g_ptr_array_add(self->files, g_steal_pointer(&path));
}

/* The source's geometries, borrowed; read once. */
static const DegreeSource *degrees_of(const Rewriter *self, const Source *source, GError **error)
{
    DegreeSource *degrees = g_hash_table_lookup(self->degrees, source);
    if (!degrees && (degrees = degree_source_new(source, error)))
        g_hash_table_insert(self->degrees, (void *)source, degrees);
    return degrees;
}

static bool is_written(const Rewriter *self, const char *name)
{
    return json_object_get(self->sources, name) != NULL;
}

/* A picture keeps its file and corners. */
static bool write_picture(const Rewriter *self, const StyleSource *wanted, GError **error)
{
    json_t *old = json_object_get(json_object_get(self->style, "sources"), wanted->name);
    g_autofree char *name = g_path_get_basename(wanted->image_path), *path = g_strconcat("data/", name, NULL);
    json_t *copy = json_deep_copy(old);
    json_object_set_new(copy, "url", json_string(path));
    json_object_set_new(self->sources, wanted->name, copy);
    g_ptr_array_add(self->files, g_steal_pointer(&path));
    return web_folder_copy(self->folder, wanted->image_path, "data", error);
}

static bool write_source(const Rewriter *self, const char *name, const Source *source, GError **error)
{
    const DegreeSource *degrees = degrees_of(self, source, error);
    note_source(self, name);
    return degrees && web_data_write(self->folder, degrees, name, error);
}

/* ---- layers ---- */

static bool write_arrows(const Rewriter *self, const Layer *layer, const Source *source, json_t *json,
                         GError **error)
{
    g_autofree char *name = g_strconcat(layer->id, "-arrows", NULL);
    const DegreeSource *degrees = degrees_of(self, source, error);
    note_source(self, name);
    web_arrows_rewrite(self->arrows, json, name);
    return degrees && web_arrows_write(self->arrows, degrees, layer, name, error);
}

static bool write_labels(const Rewriter *self, const Layer *layer, const Source *source, json_t *json,
                         GError **error)
{
    const bool largest = json_is_true(layer_metadata(layer, "semaine:largest"));
    g_autofree char *name = g_strconcat(layer->source, largest ? "-largest" : "-places", NULL);
    json_object_set_new(json, "source", json_string(name));
    if (is_written(self, name))
        return true;
    const DegreeSource *degrees = degrees_of(self, source, error);
    note_source(self, name);
    return degrees && web_labels_write(self->folder, degrees, largest, name, error);
}

static bool write_layer(const Rewriter *self, const Layer *layer, json_t *json, GError **error)
{
    const StyleSource *wanted = layer->source ? style_lookup_source(self->map->style, layer->source) : NULL;
    if (!wanted)
        return true;
    const Source *source = self->map->sources[wanted - self->map->style->sources];
    json_object_set_new(json, "source", json_string(wanted->name));
    if (!source)
        return is_written(self, wanted->name) || !wanted->image_path || write_picture(self, wanted, error);
    if (layer->type == LAYER_LINE && json_is_object(layer_metadata(layer, "semaine:arrow")))
        return write_arrows(self, layer, source, json, error);
    if (web_labels_wanted(layer, json, source))
        return write_labels(self, layer, source, json, error);
    return is_written(self, wanted->name) || write_source(self, wanted->name, source, error);
}

static json_t *find_layer(const json_t *layers, const char *id)
{
    size_t i;
    json_t *layer;
    json_array_foreach((json_t *)layers, i, layer)
    {
        if (g_strcmp0(json_string_value(json_object_get(layer, "id")), id) == 0)
            return layer;
    }
    return NULL;
}

/* Layers that "ref" another one become whole, and what our loader left out goes. */
static json_t *collect_layers(const Rewriter *self)
{
    static const char *const shared[] = {"type", "source", "minzoom", "maxzoom", "filter", "layout"};
    const json_t *old = json_object_get(self->style, "layers");
    json_t *layers = json_array();
    for (size_t i = 0; i < self->map->style->layer_count; i++) {
        json_t *layer = json_deep_copy(find_layer(old, self->map->style->layers[i]->id));
        const char *ref = json_string_value(json_object_get(layer, "ref"));
        const json_t *parent = ref ? find_layer(old, ref) : NULL;
        for (size_t k = 0; parent && k < G_N_ELEMENTS(shared); k++)
            if (json_object_get(parent, shared[k]))
                json_object_set_new(layer, shared[k], json_deep_copy(json_object_get(parent, shared[k])));
        json_object_del(layer, "ref");
        json_object_del(layer, "source-layer");
        json_array_append_new(layers, layer);
    }
    return layers;
}

/* ---- all ---- */

static bool write_layers(Rewriter *self, GError **error)
{
    json_t *layers = collect_layers(self);
    json_object_set_new(self->style, "layers", layers);
    web_settle_filters(self->map, self->arrows->states, self->arrows->state_count, layers);
    web_scale_style(self->style, &self->arrows->scale);
    bool good = true;
    for (size_t i = 0; good && i < self->map->style->layer_count; i++)
        good = write_layer(self, self->map->style->layers[i], json_array_get(layers, i), error);
    return good;
}

static bool write_style(Rewriter *self, GError **error)
{
    json_object_set(self->style, "sources", self->sources);
    json_object_del(self->style, "glyphs");
    json_object_del(self->style, "sprite");
    if (self->map->style->sprite)
        json_object_set_new(self->style, "sprite", json_string("sprite"));
    char *text = json_dumps(self->style, JSON_INDENT(1) | JSON_REAL_PRECISION(12));
    g_ptr_array_add(self->files, g_strdup("style.json"));
    const bool good = web_folder_write(self->folder, "style.json", text, strlen(text), error);
    free(text);
    return good;
}

static void free_degrees(void *degrees)
{
    degree_source_free(degrees);
}

bool web_rewrite(const Map *map, const WebArrows *arrows, GPtrArray *files, GError **error)
{
    json_error_t place;
    Rewriter self = {.folder = arrows->folder, .map = map, .arrows = arrows, .files = files};
    self.style = json_load_file(map->style->path, 0, &place);
    if (!self.style) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s:%d: %s", map->style->path, place.line,
                    place.text);
        return false;
    }
    self.sources = json_object();
    self.degrees = g_hash_table_new_full(NULL, NULL, NULL, free_degrees);
    const bool good = web_folder_make(arrows->folder, "data", error) && write_layers(&self, error) &&
                      write_style(&self, error);
    g_hash_table_unref(self.degrees);
    json_decref(self.sources);
    json_decref(self.style);
    return good;
}
