#include "web/settle.h"

#include "style/state.h"

#include <string.h>

enum { ZOOM_MAX = 22 };

typedef struct {
    const Map *map;
    const ValueObject *states;
    size_t state_count;
    Arena *arena;
} Settler;

/* ---- does it change? ---- */

static bool passes(const Settler *self, const Layer *layer, const Feature *feature, size_t state, double zoom)
{
    const EvaluationContext context = {
        .zoom = zoom, .feature = feature, .state = &self->states[state], .arena = self->arena};
    const bool passed = layer_accepts(layer, &context);
    arena_reset(self->arena);
    return passed;
}

static bool feature_changes(const Settler *self, const Layer *layer, const Feature *feature, double zoom)
{
    const bool first = passes(self, layer, feature, 0, zoom);
    for (size_t i = 1; i < self->state_count; i++)
        if (passes(self, layer, feature, i, zoom) != first)
            return true;
    return false;
}

/* At any whole zoom, for which MapLibre evaluates filters. */
static bool filter_changes(const Settler *self, const Layer *layer, const Source *source)
{
    const int zoom_max = expression_dependencies(layer->filter).zoom ? ZOOM_MAX : 0;
    for (size_t i = 0; i < source->feature_count; i++)
        for (int zoom = 0; zoom <= zoom_max; zoom++)
            if (feature_changes(self, layer, &source->features[i], zoom))
                return true;
    return false;
}

/* ---- in place of the state ---- */

/* The value of ["global-state", name] in the first state; NULL: something else, or no text. */
static const char *state_value(const Settler *self, const json_t *expression)
{
    const char *operator= json_string_value(json_array_get(expression, 0));
    const char *name = json_string_value(json_array_get(expression, 1));
    if (!operator|| strcmp(operator, "global-state") != 0 || !name)
        return NULL;
    return state_text(&self->states[0], name);
}

static void replace(const Settler *self, json_t *expression)
{
    size_t i;
    json_t *item;
    json_array_foreach(expression, i, item)
    {
        const char *value = state_value(self, item);
        if (value)
            json_array_set_new(expression, i, json_string(value));
        else
            replace(self, item);
    }
}

void web_settle_filters(const Map *map, const ValueObject *states, size_t state_count, json_t *layers)
{
    g_autoptr(Arena) arena = arena_new();
    const Settler self = {map, states, state_count, arena};
    for (size_t i = 0; i < map->style->layer_count; i++) {
        const Layer *layer = map->style->layers[i];
        const StyleSource *wanted = layer->source ? style_lookup_source(map->style, layer->source) : NULL;
        const Source *source = wanted ? map->sources[wanted - map->style->sources] : NULL;
        if (source && layer->filter && expression_dependencies(layer->filter).state &&
            !filter_changes(&self, layer, source))
            replace(&self, json_object_get(json_array_get(layers, i), "filter"));
    }
}
