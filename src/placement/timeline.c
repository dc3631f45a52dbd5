#include "placement/timeline.h"

#include "base/date.h"
#include "scene/select.h"

#include <stdlib.h>
#include <string.h>

/* A symbol of one feature under one key, or an obstacle, and between which instants (texts, borrowed) it was
 * met.
 */
typedef struct {
    SceneSymbol symbol; /* of an obstacle only key and geometry */
    double width, cost; /* of an obstacle */
    GArray *spans;      /* of TextSpan */
} Entry;

typedef struct {
    const char *start, *end; /* NULL: from the beginning, to the end */
} TextSpan;

struct Timeline {
    Arena *arena;
    GPtrArray *instants; /* of const char *, sorted; the first is "" */
    GArray *entries;     /* of Entry: symbols */
    GArray *barriers;    /* of Entry: obstacles */
    PlacementSymbol *symbols;
    Obstacle *obstacles;
    GArray *spans; /* of LifeSpan, all lives one after the other */
};

/* An instant of no length counts 1, a minute so much. */
static const int64_t minute_weight = 1000;

/* Just after an instant: a comparison may include it or not. "~" sorts behind all digits. */
static const char AFTER[] = "~";

static bool is_date(const char *text)
{
    for (int i = 0; i < 4; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return text[4] == '-' || text[4] == '\0';
}

/* ---- instants at which one feature can change ---- */

static void add_instant(GPtrArray *instants, const char *text, const char *suffix, Arena *arena)
{
    g_ptr_array_add(instants, arena_print(arena, "%s%s", text, suffix));
}

/* The instant itself, the time just after it, its day's beginning and end. */
static void add_date(GPtrArray *instants, const char *text, Arena *arena)
{
    add_instant(instants, text, "", arena);
    add_instant(instants, text, AFTER, arena);
    Date date;
    g_autofree char *day = g_strndup(text, 10);
    if (!date_parse(day, &date, NULL))
        return;
    const Date next = date_add_days(&date, 1);
    g_autofree char *tomorrow = date_day(&next);
    add_instant(instants, day, "", arena);
    add_instant(instants, tomorrow, "", arena);
}

typedef struct {
    GPtrArray *instants;
    Arena *arena;
} LiteralScope;

static void add_literal(const char *text, bool is_attribute, void *user)
{
    const LiteralScope *scope = user;
    if (!is_attribute && is_date(text))
        add_date(scope->instants, text, scope->arena);
}

/* Dates written in the style itself. */
static void add_layer_dates(GPtrArray *instants, const Layer *layer, Arena *arena)
{
    LiteralScope scope = {instants, arena};
    if (layer->filter)
        expression_visit(layer->filter, add_literal, &scope);
    for (size_t i = 0; i < PROPERTY_ID_COUNT; i++)
        if (layer->properties[i])
            expression_visit(layer->properties[i], add_literal, &scope);
}

static void add_feature_dates(GPtrArray *instants, const Feature *feature, Arena *arena)
{
    for (size_t i = 0; i < feature->attribute_count; i++) {
        const Value *value = &feature->attributes[i].value;
        if (value->kind == VALUE_STRING && is_date(value->string))
            add_date(instants, value->string, arena);
    }
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_unique(GPtrArray *texts)
{
    g_ptr_array_sort(texts, compare_texts);
    guint kept = 0;
    for (guint i = 0; i < texts->len; i++)
        if (kept == 0 || strcmp(texts->pdata[kept - 1], texts->pdata[i]) != 0)
            texts->pdata[kept++] = texts->pdata[i];
    g_ptr_array_set_size(texts, (int)kept);
}

/* ---- evaluating at an instant ---- */

/* The request's state with another date. */
static const ValueObject *state_at(const ValueObject *state, const char *instant, Arena *arena)
{
    Member *members = arena_allocate_array(arena, state->count, sizeof(Member));
    for (size_t i = 0; i < state->count; i++) {
        members[i] = state->members[i];
        if (strcmp(members[i].name, "date") == 0)
            members[i].value = value_string(instant);
        else if (strcmp(members[i].name, "day") == 0)
            members[i].value = value_string(arena_copy_text(arena, instant, MIN(strlen(instant), 10)));
    }
    ValueObject *moved = arena_allocate(arena, sizeof *moved);
    *moved = (ValueObject){state->count, members};
    return moved;
}

static Entry *find_entry(GArray *entries, guint first, uint64_t key)
{
    for (guint i = first; i < entries->len; i++)
        if (g_array_index(entries, Entry, i).symbol.key == key)
            return &g_array_index(entries, Entry, i);
    return NULL;
}

static void add_span(GArray *entries, guint first, const Entry *met, TextSpan span)
{
    Entry *entry = find_entry(entries, first, met->symbol.key);
    if (!entry) {
        Entry new_entry = *met;
        new_entry.spans = g_array_new(FALSE, FALSE, sizeof(TextSpan));
        g_array_append_val(entries, new_entry);
        entry = &g_array_index(entries, Entry, entries->len - 1);
    }
    TextSpan *last =
        entry->spans->len > 0 ? &g_array_index(entry->spans, TextSpan, entry->spans->len - 1) : NULL;
    if (last && last->end && span.start && strcmp(last->end, span.start) == 0)
        last->end = span.end;
    else
        g_array_append_val(entry->spans, span);
}

/* What a layer adds to the timeline: into which entries, and how the current feature becomes one (false: not
 * at all). */
typedef struct {
    unsigned types;
    bool (*build)(const Selection *selection, Entry *out);
    GArray *entries;
} Kind;

static bool build_symbol_entry(const Selection *selection, Entry *out)
{
    return scene_build_symbol(selection, &out->symbol);
}

/* `semaine:obstacle` is true, or the cost of crossing in units of a label left out. */
static bool build_obstacle_entry(const Selection *selection, Entry *out)
{
    const json_t *wish = layer_metadata(selection->layer, "semaine:obstacle");
    out->symbol.key = selection->index;
    out->symbol.geometry = selection_geometry(selection);
    out->width = selection_length(selection, PROPERTY_LINE_WIDTH);
    out->cost = json_is_number(wish) ? json_number_value(wish) : -1;
    return true;
}

/* A layer without dates: one evaluation says it for all time. */
static void add_static(const Kind *kind, Selection *selection)
{
    Entry entry = {0};
    while (selection_next(selection, kind->types))
        if (kind->build(selection, &entry))
            add_span(kind->entries, kind->entries->len, &entry, (TextSpan){NULL, NULL});
}

static void add_feature(Timeline *timeline, const Kind *kind, Selection *selection, size_t feature,
                        const GPtrArray *layer_dates)
{
    const SceneRequest *request = selection->request;
    g_autoptr(GPtrArray) instants = g_ptr_array_new();
    g_ptr_array_add(instants, arena_copy_text(timeline->arena, "", 0));
    for (guint i = 0; i < layer_dates->len; i++)
        g_ptr_array_add(instants, layer_dates->pdata[i]);
    add_feature_dates(instants, &selection->source->source->features[feature], timeline->arena);
    sort_unique(instants);
    const guint first = kind->entries->len;
    for (guint i = 0; i < instants->len; i++) {
        Entry entry = {0};
        selection->context.state = state_at(request->state, instants->pdata[i], timeline->arena);
        if (!selection_try(selection, feature, kind->types) || !kind->build(selection, &entry))
            continue;
        const TextSpan span = {i == 0 ? NULL : instants->pdata[i],
                               i + 1 < instants->len ? instants->pdata[i + 1] : NULL};
        add_span(kind->entries, first, &entry, span);
        for (int side = 0; side < 2; side++)
            if (side ? span.end : span.start)
                g_ptr_array_add(timeline->instants, (void *)(side ? span.end : span.start));
    }
}

static bool is_obstacle(const Layer *layer)
{
    const json_t *wish = layer_metadata(layer, "semaine:obstacle");
    return layer->type == LAYER_LINE && (json_is_true(wish) || json_is_number(wish));
}

static void add_layer(Timeline *timeline, const SceneRequest *request, const Layer *layer)
{
    const Kind symbols = {SELECT_POINTS | SELECT_LINES | SELECT_POLYGONS, build_symbol_entry,
                          timeline->entries};
    const Kind barriers = {SELECT_LINES | SELECT_POLYGONS, build_obstacle_entry, timeline->barriers};
    const Kind *kind = layer->type == LAYER_SYMBOL ? &symbols : &barriers;
    Selection selection;
    if ((layer->type != LAYER_SYMBOL && !is_obstacle(layer)) ||
        !selection_start(&selection, request, layer, timeline->arena))
        return;
    if (!layer_dependencies(layer).state) {
        add_static(kind, &selection);
        return;
    }
    g_autoptr(GPtrArray) layer_dates = g_ptr_array_new();
    add_layer_dates(layer_dates, layer, timeline->arena);
    for (size_t i = 0; i < selection.source->source->feature_count; i++)
        add_feature(timeline, kind, &selection, i, layer_dates);
}

/* ---- texts to indices ---- */

static size_t instant_index(const Timeline *timeline, const char *text)
{
    size_t low = 0, high = timeline->instants->len;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (strcmp(timeline->instants->pdata[middle], text) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t timeline_find(const Timeline *timeline, const char *date)
{
    return instant_index(timeline, date);
}

/* Appends the spans of an entry as indices; returns how many. */
static size_t number_spans(Timeline *timeline, const Entry *entry)
{
    for (guint i = 0; i < entry->spans->len; i++) {
        const TextSpan *span = &g_array_index(entry->spans, TextSpan, i);
        const LifeSpan numbered = {span->start ? instant_index(timeline, span->start) : 0,
                                   span->end ? instant_index(timeline, span->end) : timeline->instants->len};
        g_array_append_val(timeline->spans, numbered);
    }
    return entry->spans->len;
}

/* The life of the next entry; `next` moves on to the spans after it. */
static Life take_life(const Timeline *timeline, const Entry *entry, size_t *next)
{
    LifeSpan *spans = &g_array_index(timeline->spans, LifeSpan, *next);
    const size_t count = entry->spans->len;
    const bool always = count == 1 && spans[0].start == 0 && spans[0].end == timeline->instants->len;
    *next += count;
    return always ? (Life){0} : (Life){count, spans};
}

static void number_lives(Timeline *timeline)
{
    size_t next = 0;
    for (guint i = 0; i < timeline->entries->len; i++)
        number_spans(timeline, &g_array_index(timeline->entries, Entry, i));
    for (guint i = 0; i < timeline->barriers->len; i++)
        number_spans(timeline, &g_array_index(timeline->barriers, Entry, i));
    timeline->symbols = g_new0(PlacementSymbol, timeline->entries->len + 1);
    timeline->obstacles = g_new0(Obstacle, timeline->barriers->len + 1);
    for (guint i = 0; i < timeline->entries->len; i++) {
        const Entry *entry = &g_array_index(timeline->entries, Entry, i);
        timeline->symbols[i] = (PlacementSymbol){&entry->symbol, take_life(timeline, entry, &next)};
    }
    for (guint i = 0; i < timeline->barriers->len; i++) {
        const Entry *entry = &g_array_index(timeline->barriers, Entry, i);
        timeline->obstacles[i] =
            (Obstacle){entry->symbol.geometry, entry->width, entry->cost, take_life(timeline, entry, &next)};
    }
}

Timeline *timeline_build(const SceneRequest *request)
{
    Timeline *timeline = g_new0(Timeline, 1);
    timeline->arena = arena_new();
    timeline->instants = g_ptr_array_new();
    timeline->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    timeline->barriers = g_array_new(FALSE, FALSE, sizeof(Entry));
    timeline->spans = g_array_new(FALSE, FALSE, sizeof(LifeSpan));
    g_ptr_array_add(timeline->instants, arena_copy_text(timeline->arena, "", 0));
    for (size_t i = 0; i < request->style->layer_count; i++)
        add_layer(timeline, request, request->style->layers[i]);
    sort_unique(timeline->instants);
    number_lives(timeline);
    return timeline;
}

static void free_entries(GArray *entries)
{
    for (guint i = 0; i < entries->len; i++)
        g_array_unref(g_array_index(entries, Entry, i).spans);
    g_array_unref(entries);
}

void timeline_free(Timeline *timeline)
{
    if (!timeline)
        return;
    free_entries(timeline->entries);
    free_entries(timeline->barriers);
    g_free(timeline->obstacles);
    g_array_unref(timeline->spans);
    g_ptr_array_unref(timeline->instants);
    g_free(timeline->symbols);
    arena_free(timeline->arena);
    g_free(timeline);
}

const char *const *timeline_instants(const Timeline *timeline, size_t *count)
{
    *count = timeline->instants->len;
    return (const char *const *)timeline->instants->pdata;
}

/* Minutes of an instant since the year 0; that of the one before where its text is no date. */
static int64_t instant_minutes(const char *text, int64_t before)
{
    Date date;
    g_autofree char *bare = g_strdup(text);
    g_strdelimit(bare, AFTER, '\0');
    if (!date_parse(bare, &date, NULL))
        return before;
    return (int64_t)date_day_number(&date) * 1440 + (date.hour < 0 ? 0 : date.hour * 60 + date.minute);
}

int64_t *timeline_sums(const Timeline *timeline, const char *from, const char *to)
{
    Date first, last;
    if (!from || !to || !date_parse(from, &first, NULL) || !date_parse(to, &last, NULL))
        return NULL;
    const int64_t start = (int64_t)date_day_number(&first) * 1440;
    const int64_t end = ((int64_t)date_day_number(&last) + 1) * 1440;
    const size_t count = timeline->instants->len;
    int64_t *sums = g_new0(int64_t, count + 1);
    int64_t before = INT64_MIN;
    for (size_t i = 0; i <= count; i++) {
        const int64_t at =
            i < count ? MAX(before, instant_minutes(timeline->instants->pdata[i], before)) : end;
        sums[i] = (CLAMP(at, start, end) - start) * minute_weight + (int64_t)i;
        before = at;
    }
    return sums;
}

const PlacementSymbol *timeline_symbols(const Timeline *timeline, size_t *count)
{
    *count = timeline->entries->len;
    return timeline->symbols;
}

const Obstacle *timeline_obstacles(const Timeline *timeline, size_t *count)
{
    *count = timeline->barriers->len;
    return timeline->obstacles;
}
