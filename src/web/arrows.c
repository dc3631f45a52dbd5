#include "web/arrows.h"

#include "geometry/simplify.h"
#include "projection/transform.h"
#include "scene/select.h"
#include "style/filter.h"
#include "style/state.h"
#include "web/untangle.h"

#include <math.h>
#include <string.h>

/* Attributes of our own: the level an outline is for, and from which date to before which one. */
#define LEVEL "semaine:zoom"
#define FROM "semaine:from"
#define UNTIL "semaine:until"
static const char LAST[] = "9999";

typedef struct {
    const WebArrows *arrows;
    const DegreeSource *degrees;
    const Layer *layer;
    const Transform *mercator;
    GHashTable *names; /* interned, of attributes that the layer reads; only looked up */
    GString *text;
    Arena *arena;
    int level;
    ProjectedSource pixels; /* of that level */
} ArrowWriter;

/* ---- geometry ---- */

static void stretch(Geometry *geometry, double factor)
{
    for (size_t i = 0; i < geometry->point_count; i++) {
        geometry->points[i].x *= factor;
        geometry->points[i].y *= factor;
    }
}

/* Drawn in the middle of the level, where it is right; at its ends it is 1.4 times too small or large. */
static double level_zoom(const ArrowWriter *self)
{
    return self->level + 0.5;
}

static double level_pixels(const ArrowWriter *self)
{
    return 512 * exp2(level_zoom(self));
}

static void project(ArrowWriter *self)
{
    for (size_t i = 0; i < self->degrees->source->feature_count; i++) {
        Geometry *line = &self->pixels.geometries[i];
        geometry_clear(line);
        *line = geometry_copy(&self->degrees->geometries[i]);
        transform_forward(self->mercator, line->points, line->point_count);
        stretch(line, level_pixels(self));
    }
}

/* The outline as the printed map has it under a state; empty where there is none yet. */
static Geometry outline_of(const ArrowWriter *self, size_t feature, const ValueObject *state)
{
    const double far = 8 * level_pixels(self);
    const SceneRequest request = {.style = self->arrows->style,
                                  .state = state,
                                  .symbol_scale = web_scale_at(&self->arrows->scale, level_zoom(self))};
    const Selection selection = {
        .request = &request,
        .layer = self->layer,
        .source = &self->pixels,
        .arena = self->arena,
        .context = {.zoom = level_zoom(self),
                    .feature = &self->degrees->source->features[feature],
                    .state = state,
                    .arena = self->arena},
        .index = feature,
        .frame = {-far, -far, far, far},
    };
    SceneLine line = {.width = selection_length(&selection, PROPERTY_LINE_WIDTH)};
    Geometry way = {0};
    const bool grows = scene_reveal(&selection, &way);
    scene_build_arrow(&selection, grows ? &way : &self->pixels.geometries[feature], &line);
    geometry_clear(&way);
    geometry_thin(&line.geometry, 0.3);
    web_untangle(&line.geometry);
    stretch(&line.geometry, 1 / level_pixels(self));
    transform_inverse(self->mercator, line.geometry.points, line.geometry.point_count);
    web_data_round(&line.geometry);
    return line.geometry;
}

static bool is_same(const Geometry *a, const Geometry *b)
{
    return a->point_count == b->point_count &&
           (a->point_count == 0 || memcmp(a->points, b->points, a->point_count * sizeof *a->points) == 0);
}

/* ---- features ---- */

static void visit_text(const char *text, bool is_attribute, void *user)
{
    if (is_attribute)
        g_hash_table_add(user, (void *)g_intern_string(text));
}

static GHashTable *names_of(const Layer *layer)
{
    GHashTable *names = g_hash_table_new(NULL, NULL);
    visit_text("id", true, names);
    if (layer->filter)
        expression_visit(layer->filter, visit_text, names);
    for (size_t i = 0; i < PROPERTY_ID_COUNT; i++)
        if (layer->properties[i])
            expression_visit(layer->properties[i], visit_text, names);
    return names;
}

static void add(const ArrowWriter *self, size_t feature, const Geometry *outline, const char *from,
                const char *until)
{
    const Feature *like = &self->degrees->source->features[feature];
    g_autofree Member *members = g_new(Member, like->attribute_count + 3);
    size_t count = 0;
    for (size_t i = 0; i < like->attribute_count; i++)
        if (g_hash_table_contains(self->names, g_intern_string(like->attributes[i].name)))
            members[count++] = like->attributes[i];
    members[count++] = (Member){LEVEL, value_number(self->level)};
    if (from) {
        members[count++] = (Member){FROM, value_string(from)};
        members[count++] = (Member){UNTIL, value_string(until)};
    }
    const Feature plain = {.id = like->id, .attribute_count = count, .attributes = members};
    if (outline->point_count > 0)
        web_data_add(self->text, &plain, outline);
}

static bool is_drawn(const ArrowWriter *self, size_t feature, const ValueObject *state)
{
    const EvaluationContext context = {.zoom = level_zoom(self),
                                       .feature = &self->degrees->source->features[feature],
                                       .state = state,
                                       .arena = self->arena};
    return layer_accepts(self->layer, &context);
}

/* One outline for each run of dates at which it is the same. */
static void add_growing(const ArrowWriter *self, size_t feature)
{
    Geometry last = {0};
    const char *from = NULL;
    for (size_t i = 0; i < self->arrows->state_count; i++) {
        const ValueObject *state = &self->arrows->states[i];
        const bool drawn = is_drawn(self, feature, state);
        Geometry now = drawn ? outline_of(self, feature, state) : (Geometry){0};
        if (is_same(&now, &last)) {
            geometry_clear(&now);
            continue;
        }
        if (from)
            add(self, feature, &last, from, state_text(state, "date"));
        geometry_clear(&last);
        last = now;
        from = state_text(state, "date");
    }
    if (from)
        add(self, feature, &last, from, LAST);
    geometry_clear(&last);
}

static bool grows(const Layer *layer)
{
    return json_is_object(layer_metadata(layer, "semaine:reveal"));
}

static void add_feature(const ArrowWriter *self, size_t feature)
{
    if (self->degrees->geometries[feature].type != GEOMETRY_LINE)
        return;
    if (grows(self->layer)) {
        add_growing(self, feature);
        return;
    }
    Geometry outline = outline_of(self, feature, &self->arrows->style->state);
    add(self, feature, &outline, NULL, NULL);
    geometry_clear(&outline);
}

bool web_arrows_write(const WebArrows *arrows, const DegreeSource *degrees, const Layer *layer,
                      const char *name, GError **error)
{
    const size_t count = degrees->source->feature_count;
    g_autoptr(Transform) mercator = transform_new_mercator();
    g_autoptr(Arena) arena = arena_new();
    ArrowWriter self = {.arrows = arrows,
                        .degrees = degrees,
                        .layer = layer,
                        .mercator = mercator,
                        .names = names_of(layer),
                        .text = web_data_begin(),
                        .arena = arena,
                        .pixels = {.source = degrees->source, .geometries = g_new0(Geometry, count + 1)}};
    for (self.level = arrows->levels.from; self.level <= arrows->levels.to; self.level++) {
        project(&self);
        for (size_t i = 0; i < count; i++)
            add_feature(&self, i);
    }
    for (size_t i = 0; i < count; i++)
        geometry_clear(&self.pixels.geometries[i]);
    g_free(self.pixels.geometries);
    g_hash_table_unref(self.names);
    return web_data_end_take(self.text, arrows->folder, name, error);
}

/* ---- style ---- */

/* Moves what a fill can say as well; the rest goes. */
static json_t *fill_members(const json_t *line, const char *const *pairs)
{
    json_t *fill = json_object();
    for (size_t i = 0; pairs[i]; i += 2) {
        json_t *value = json_object_get(line, pairs[i]);
        if (value)
            json_object_set(fill, pairs[i + 1], value);
    }
    return fill;
}

/* The layer's own filter, and only the outlines of the level and date that are shown. */
static json_t *outline_filter(const WebArrows *arrows, const json_t *filter, bool growing)
{
    json_t *all = json_pack("[s,[s,[s,s],[s,i,[s,i,[s,[s]]]]]]", "all", "==", "get", LEVEL, "max",
                            arrows->levels.from, "min", arrows->levels.to, "floor", "zoom");
    if (filter)
        json_array_append_new(all, filter_is_expression(filter) ? json_incref((json_t *)filter)
                                                                : filter_convert(filter));
    if (growing) {
        json_array_append_new(all, json_pack("[s,[s,s],[s,s]]", "<=", "get", FROM, "global-state", "date"));
        json_array_append_new(all, json_pack("[s,[s,s],[s,s]]", "<", "global-state", "date", "get", UNTIL));
    }
    return all;
}

void web_arrows_rewrite(const WebArrows *arrows, json_t *layer, const char *name)
{
    static const char *const paint[] = {"line-color",
                                        "fill-color",
                                        "line-opacity",
                                        "fill-opacity",
                                        "line-translate",
                                        "fill-translate",
                                        "line-translate-anchor",
                                        "fill-translate-anchor",
                                        NULL};
    static const char *const layout[] = {"visibility", "visibility", "line-sort-key", "fill-sort-key", NULL};
    const bool growing =
        json_is_object(json_object_get(json_object_get(layer, "metadata"), "semaine:reveal"));
    json_object_set_new(layer, "type", json_string("fill"));
    json_object_set_new(layer, "source", json_string(name));
    json_object_set_new(layer, "filter", outline_filter(arrows, json_object_get(layer, "filter"), growing));
    json_object_set_new(layer, "paint", fill_members(json_object_get(layer, "paint"), paint));
    json_object_set_new(layer, "layout", fill_members(json_object_get(layer, "layout"), layout));
}
