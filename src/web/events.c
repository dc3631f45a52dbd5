#include "web/events.h"

#include "base/error.h"
#include "style/expression.h"
#include "web/data.h"

#include <math.h>
#include <string.h>

typedef struct {
    const Style *style;
    const char *from, *to;      /* days */
    const Projection *pictures; /* or NULL */
    GPtrArray *found;           /* of json_t */
} EventList;

static const char *text_of(const Feature *feature, const char *name)
{
    const Value *value = feature_lookup(feature, name);
    return value && value->kind == VALUE_STRING && *value->string ? value->string : NULL;
}

static void set_text(json_t *object, const char *name, const char *text)
{
    if (text)
        json_object_set_new(object, name, json_string(text));
}

static void set_place(const EventList *list, json_t *event, const Geometry *degrees)
{
    const Box box = geometry_box(degrees);
    if (box_is_empty(box))
        return;
    const Point middle = {(box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2};
    json_object_set_new(event, "at", json_pack("[f,f]", middle.x, middle.y));
    Point pixel;
    if (list->pictures && projection_forward(list->pictures, middle, &pixel) && pixel.x >= 0 &&
        pixel.y >= 0 && pixel.x <= projection_width(list->pictures) &&
        pixel.y <= projection_height(list->pictures))
        json_object_set_new(event, "pixel", json_pack("[f,f]", round(pixel.x), round(pixel.y)));
}

static json_t *event_new(const EventList *list, const Feature *feature, const Geometry *degrees)
{
    static const char *const plain[] = {"id", "kind", "side", "certainty", "source", "note"};
    json_t *event = json_object(), *name = json_object();
    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        set_text(event, plain[i], text_of(feature, plain[i]));
    set_text(event, "start", text_of(feature, "start_date"));
    set_text(event, "sure", text_of(feature, "start_sure"));
    set_text(event, "end", text_of(feature, "end_date"));
    set_text(name, "fr", text_of(feature, "name_fr"));
    set_text(name, "en", text_of(feature, "name_en"));
    json_object_set_new(event, "name", name);
    set_place(list, event, degrees);
    return event;
}

/* The day on which it began. */
static bool is_wanted(const EventList *list, const Feature *feature, const Expression *filter, Arena *arena)
{
    const char *start = text_of(feature, "start_date");
    if (!start || strlen(start) < 10 || strncmp(start, list->from, 10) < 0 ||
        strncmp(start, list->to, 10) > 0)
        return false;
    const EvaluationContext context = {.feature = feature, .state = &list->style->state, .arena = arena};
    Value value;
    return !filter || (expression_evaluate(filter, &context, &value, NULL) && value.kind == VALUE_BOOLEAN &&
                       value.boolean);
}

static bool read_filter(const json_t *json, Expression **filter)
{
    static const PropertySpec boolean = {.name = "filter", .type = PROPERTY_BOOLEAN, .feature = true};
    g_autoptr(GArray) errors = expression_errors_new();
    *filter = json ? expression_parse(json, &boolean, errors) : NULL;
    return !json || *filter;
}

static bool add_source(EventList *list, const Source *source, const Expression *filter, GError **error)
{
    g_autoptr(DegreeSource) degrees = degree_source_new(source, error);
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; degrees && i < source->feature_count; i++)
        if (is_wanted(list, &source->features[i], filter, arena))
            g_ptr_array_add(list->found, event_new(list, &source->features[i], &degrees->geometries[i]));
    return degrees != NULL;
}

static bool add_wish(EventList *list, const Map *map, const json_t *wish, size_t index, GError **error)
{
    const char *name = json_string_value(json_object_get(wish, "source"));
    const StyleSource *wanted = name ? style_lookup_source(list->style, name) : NULL;
    const Source *source = wanted ? map->sources[wanted - list->style->sources] : NULL;
    Expression *filter = NULL;
    bool good = source && read_filter(json_object_get(wish, "filter"), &filter);
    if (!good)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
                    "%s: metadata.semaine:events[%zu]: expected a source of features, and a filter",
                    list->style->path, index);
    good = good && add_source(list, source, filter, error);
    expression_free(filter);
    return good;
}

static int compare_events(const void *a, const void *b)
{
    static const char *const names[] = {"start", "sure", "id"};
    const json_t *left = *(json_t *const *)a, *right = *(json_t *const *)b;
    int order = 0;
    for (size_t i = 0; order == 0 && i < G_N_ELEMENTS(names); i++)
        order = g_strcmp0(json_string_value(json_object_get(left, names[i])),
                          json_string_value(json_object_get(right, names[i])));
    return order;
}

static void decref(void *json)
{
    json_decref(json);
}

json_t *web_events(const Map *map, const Projection *pictures, const char *from, const char *to,
                   GError **error)
{
    const json_t *wishes = style_metadata(map->style, "semaine:events");
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(decref);
    EventList list = {map->style, from, to, pictures, found};
    for (size_t i = 0; i < json_array_size(wishes); i++)
        if (!add_wish(&list, map, json_array_get(wishes, i), i, error))
            return NULL;
    g_ptr_array_sort(found, compare_events);
    json_t *events = json_array();
    for (guint i = 0; i < found->len; i++)
        json_array_append(events, found->pdata[i]);
    return events;
}
