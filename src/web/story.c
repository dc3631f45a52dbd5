#include "web/story.h"

#include "base/date.h"
#include "layout/legend_rows.h"
#include "setup/page_fields.h"
#include "style/state.h"
#include "web/events.h"
#include "web/swatches.h"

#include <math.h>
#include <string.h>

const char *const web_languages[2] = {"fr", "en"};

/* A class of the legend that some date shows. */
typedef struct {
    const json_t *json; /* in the style */
    char *id;           /* "held-by-army-3" */
    size_t layer, index;
    json_t *entry;
} StoryClass;

static void class_free(void *pointer)
{
    StoryClass *class = pointer;
    json_decref(class->entry);
    g_free(class->id);
    g_free(class);
}

/* A text of the style in all languages. */
static json_t *texts_of(const json_t *member)
{
    json_t *texts = json_object();
    for (size_t i = 0; i < G_N_ELEMENTS(web_languages); i++) {
        const char *text = member ? style_text(member, web_languages[i]) : NULL;
        json_object_set_new(texts, web_languages[i], json_string(text ? text : ""));
    }
    return texts;
}

/* ---- begin ---- */

static void set_style_texts(Story *story, const Style *style)
{
    static const char *const names[] = {"title", "subtitle", "lead", "note", "credits", "edition"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *member = g_strconcat("semaine:", names[i], NULL);
        story_set(story, names[i], texts_of(style_metadata(style, member)));
    }
}

static void set_groups(Story *story, const Style *style)
{
    json_t *groups = json_array();
    const json_t *wanted = style_metadata(style, "semaine:legend-groups");
    for (size_t i = 0; i < json_array_size(wanted); i++) {
        const json_t *group = json_array_get(wanted, i);
        json_array_append_new(groups, json_pack("{s:O,s:o}", "id", json_object_get(group, "id"), "title",
                                                texts_of(json_object_get(group, "title"))));
    }
    story_set(story, "groups", groups);
}

/* What the sheet shows, in degrees: west, south, east, north. Looked up all over the sheet, for its edges may
 * lie beyond the world. */
static json_t *bounds_of(const Projection *projection)
{
    enum { STEPS = 24 };
    const double width = projection_width(projection), height = projection_height(projection);
    Box box = box_empty();
    for (int i = 0; i <= STEPS * (STEPS + 2); i++) {
        const Point at = {width * (i % (STEPS + 1)) / STEPS, height * (i / (STEPS + 1)) / STEPS};
        Point place;
        if (projection_inverse(projection, at, &place) && isfinite(place.x) && isfinite(place.y))
            box = box_extend(box, place);
    }
    if (box_is_empty(box))
        box = (Box){-180, -80, 180, 80};
    return json_pack("[f,f,f,f]", box.x_min, fmax(box.y_min, -80), box.x_max, fmin(box.y_max, 84));
}

bool story_begin(Story *story, GError **error)
{
    const Style *style = story->setup->map->style;
    const MapView *view = g_array_index(story->setup->panels, PanelPlan, 0).view;
    story->classes = g_ptr_array_new_with_free_func(class_free);
    story->sources = g_ptr_array_new_with_free_func(g_free);
    story->root = json_object();
    story->instants = json_array();
    const guint last = story->dates->len - 1;
    json_t *events = web_events(story->setup->map, story->pictures ? view->projection : NULL,
                                story->dates->pdata[0], story->dates->pdata[last], error);
    if (!events)
        return false;
    set_style_texts(story, style);
    set_groups(story, style);
    const json_t *extent = style_metadata(style, "semaine:extent");
    story_set(story, "bounds",
              json_array_size(extent) == 4 ? json_deep_copy(extent) : bounds_of(view->projection));
    const json_t *timeline = style_metadata(style, "semaine:timeline");
    if (timeline)
        story_set(story, "timeline", json_deep_copy(timeline));
    story_set(story, "events", events);
    if (story->pictures)
        story_set(
            story, "size",
            json_pack("[f,f]", projection_width(view->projection), projection_height(view->projection)));
    return true;
}

void story_set(Story *story, const char *name, json_t *value_take)
{
    json_object_set_new(story->root, name, value_take);
}

/* ---- classes ---- */

static StoryClass *find_class(const Story *story, const json_t *json)
{
    for (guint i = 0; i < story->classes->len; i++) {
        StoryClass *class = story->classes->pdata[i];
        if (class->json == json)
            return class;
    }
    return NULL;
}

static json_t *samples_of(const StoryClass *class, size_t count)
{
    json_t *samples = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *labels = json_object();
        for (size_t k = 0; k < G_N_ELEMENTS(web_languages); k++) {
            g_autofree char *label = legend_value_text(class->json, i, web_languages[k]);
            json_object_set_new(labels, web_languages[k], json_string(label));
        }
        g_autofree char *file = g_strdup_printf("legend/%s-%zu.svg", class->id, i);
        json_array_append_new(samples, json_pack("{s:s,s:o}", "swatch", file, "label", labels));
    }
    return samples;
}

static bool describe_class(const Story *story, StoryClass *class, const LegendClass *seen, GError **error)
{
    size_t samples = 0;
    const Layer *layer = seen->panel->scene->layers[seen->entry->layer].layer;
    g_autofree char *file = g_strconcat("legend/", class->id, ".svg", NULL);
    class->entry = json_pack("{s:s,s:s,s:i,s:o,s:s}", "id", class->id, "layer", layer->id, "index",
                             (int)class->index, "text", texts_of(class->json), "swatch", file);
    if (seen->entry->group)
        json_object_set_new(class->entry, "group", json_string(seen->entry->group));
    if (!web_swatch_write(story->folder, seen, story->factor, class->id, error) ||
        !web_swatch_write_samples(story->folder, seen, story->factor, class->id, &samples, error))
        return false;
    if (samples > 0)
        json_object_set_new(class->entry, "samples", samples_of(class, samples));
    return true;
}

/* The class of the story, made at its first date; NULL and an error. */
static const StoryClass *class_of(Story *story, const LegendClass *seen, GError **error)
{
    StoryClass *class = find_class(story, seen->entry->json);
    if (class)
        return class;
    const Layer *layer = seen->panel->scene->layers[seen->entry->layer].layer;
    class = g_new0(StoryClass, 1);
    class->json = seen->entry->json;
    class->layer = layer->index;
    class->index = seen->entry->index;
    class->id = g_strdup_printf("%s-%zu", layer->id, seen->entry->index);
    g_strcanon(class->id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-", '_');
    g_ptr_array_add(story->classes, class);
    return describe_class(story, class, seen, error) ? class : NULL;
}

static json_t *classes_of(Story *story, const Page *page, GError **error)
{
    g_autoptr(GArray) seen = page_legend_classes(page, NULL);
    json_t *ids = json_array();
    for (guint i = 0; i < seen->len; i++) {
        const LegendClass *class = &g_array_index(seen, LegendClass, i);
        if (!class->painted || !style_text(class->entry->json, story->setup->language))
            continue;
        const StoryClass *known = class_of(story, class, error);
        if (!known) {
            json_decref(ids);
            return NULL;
        }
        json_array_append_new(ids, json_string(known->id));
    }
    return ids;
}

/* ---- dates ---- */

/* How the printed page words the date. */
static json_t *words_of(const Story *story, const ValueObject *state, const char *date)
{
    static const char *const names[] = {"date", "day", "weekday", "hour", "moment", "heading", "account"};
    json_t *words = json_object();
    for (size_t i = 0; i < G_N_ELEMENTS(web_languages); i++) {
        g_autoptr(Fields) fields = page_fields_new(story->setup->map->style, state, date, web_languages[i]);
        json_t *own = json_object();
        for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
            json_object_set_new(own, names[k], json_string(fields_lookup(fields, names[k])));
        json_object_set_new(words, web_languages[i], own);
    }
    return words;
}

static json_t *sources_of(Story *story, const Page *page)
{
    g_auto(GStrv) keys = page_source_keys(page);
    json_t *list = json_array();
    for (size_t i = 0; keys[i]; i++) {
        if (!g_ptr_array_find_with_equal_func(story->sources, keys[i], g_str_equal, NULL))
            g_ptr_array_add(story->sources, g_strdup(keys[i]));
        json_array_append_new(list, json_string(keys[i]));
    }
    return list;
}

bool story_add(Story *story, size_t index, const Frame *frame, json_t *picture_take, GError **error)
{
    const char *date = story->dates->pdata[index];
    json_t *instant = json_object();
    json_array_append_new(story->instants, instant);
    json_object_set_new(instant, "id", json_string(date));
    json_object_set_new(instant, "date", json_string(state_text(&frame->state, "date")));
    json_object_set_new(instant, "day", json_string(state_text(&frame->state, "day")));
    json_object_set_new(instant, "words", words_of(story, &frame->state, date));
    json_object_set_new(instant, "sources", sources_of(story, &frame->page));
    if (picture_take)
        json_object_set_new(instant, "picture", picture_take);
    json_t *classes = classes_of(story, &frame->page, error);
    if (classes)
        json_object_set_new(instant, "classes", classes);
    return classes != NULL;
}

/* ---- end ---- */

static int compare_classes(const void *a, const void *b)
{
    const StoryClass *left = *(StoryClass *const *)a, *right = *(StoryClass *const *)b;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

/* The works behind all keys that any date cites. */
static json_t *works_of(const Story *story)
{
    json_t *works = json_object();
    for (guint i = 0; i < story->sources->len; i++) {
        const char *key = story->sources->pdata[i];
        const Reference *work =
            story->setup->references ? references_lookup(story->setup->references, key) : NULL;
        if (work)
            json_object_set_new(works, key, json_string(work->reference));
    }
    return works;
}

bool story_end(Story *story, GError **error)
{
    json_t *classes = json_array();
    g_ptr_array_sort(story->classes, compare_classes);
    for (guint i = 0; i < story->classes->len; i++)
        json_array_append(classes, ((StoryClass *)story->classes->pdata[i])->entry);
    story_set(story, "classes", classes);
    story_set(story, "sources", works_of(story));
    story_set(story, "instants", json_incref(story->instants));
    char *text = json_dumps(story->root, JSON_INDENT(1) | JSON_REAL_PRECISION(12));
    const bool good = web_folder_write(story->folder, "story.json", text, strlen(text), error);
    free(text);
    return good;
}

void story_clear(Story *story)
{
    json_decref(story->root);
    json_decref(story->instants);
    g_clear_pointer(&story->classes, g_ptr_array_unref);
    g_clear_pointer(&story->sources, g_ptr_array_unref);
}
