/* From symbols to wishes: texts are shaped, the parts of a street merged, sites found. */
#include "placement/solving.h"

#include "placement/merge.h"
#include "placement/placed.h"

#include "geometry/measure.h"

#include <math.h>

/* A text that stands at more sites than this is only compared with the last ones. */
enum { REPEATS_COMPARED = 2000 };
static const double pixels_per_mm = 96 / 25.4;

typedef struct {
    Solving *solving;
    const MergedLines *merged;
    GHashTable *repeats; /* text key -> GArray of RepeatSite; only looked up */
    GArray *sites;
} Gathering;

/* Where a text already stands along a line: the same one keeps away from it. */
typedef struct {
    Point point;
    Life life;
} RepeatSite;

static void free_repeats(void *repeats)
{
    g_array_unref(repeats);
}

static void report_missing(const Solving *solving, const SceneSymbol *symbol, const ShapedText *shaped)
{
    if (!solving->options->report || !shaped || shaped->missing_glyphs == 0)
        return;
    g_autofree char *text = symbol_text_line(symbol);
    report_add(solving->options->report, SEVERITY_WARNING, "", 0, "text",
               "no font has %zu of the characters of \"%s\"", shaped->missing_glyphs, text);
}

/* ---- Texts ---- */

static bool on_polygons(const SceneSymbol *symbol)
{
    return symbol->geometry && symbol->geometry->type == GEOMETRY_POLYGON;
}

const ShapedText *solving_shape_number(const Solving *solving, const SceneSymbol *symbol, const char *digits)
{
    const TextSection section = {
        .text = digits, .scale = 1, .font_stack = symbol->text.sections[0].font_stack};
    SymbolText text = symbol->text;
    text.section_count = 1;
    text.sections = (TextSection *)&section;
    return shaper_shape(solving->shaper, &text, false);
}

/* The text broken by hand. */
static const ShapedText *shape_override(const Solving *solving, const SceneSymbol *symbol, const char *broken)
{
    TextSection section = symbol->text.sections[0];
    SymbolText text = symbol->text;
    section.text = broken;
    text.sections = &section;
    return shaper_shape(solving->shaper, &text, false);
}

static Instance shape_symbol(const Solving *solving, const SceneSymbol *symbol, const Override *override)
{
    const bool wraps = symbol->placement == PLACE_POINT;
    Instance instance = {.symbol = symbol, .weight = 1};
    instance.shaped = override && override->text ? shape_override(solving, symbol, override->text)
                                                 : shaper_shape(solving->shaper, &symbol->text, wraps);
    if (!instance.shaped)
        return instance;
    if (override)
        instance.fixed =
            (FixedPosition){override->has_anchor,
                            override->has_offset,
                            override->has_along,
                            override->anchor,
                            {override->offset.x * pixels_per_mm, override->offset.y * pixels_per_mm},
                            override->along};
    if (!wraps || on_polygons(symbol))
        instance.along = shaper_shape(solving->shaper, &symbol->text, false);
    if (symbol->numbered)
        instance.number = solving_shape_number(solving, symbol, solving->count > 99 ? "888" : "88");
    report_missing(solving, symbol, instance.shaped);
    return instance;
}

/* ---- Corrections by hand ---- */

/* The same words, however blanks and line feeds part them. */
static bool same_words(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (g_ascii_isspace(*a))
            a++;
        while (g_ascii_isspace(*b))
            b++;
        if (*a != *b || *a == '\0')
            return *a == *b;
    }
}

/* The override for a symbol, noted as used; NULL where there is none. One that breaks a text which has
 * changed meanwhile does not count. */
static const Override *find_override(Solving *solving, const SceneSymbol *symbol)
{
    const PlacementOptions *options = solving->options;
    if (!options->overrides || symbol->layer >= options->layer_count || !options->layer_ids)
        return NULL;
    g_autofree char *feature = symbol_feature_id(symbol);
    const size_t index =
        overrides_lookup(options->overrides, options->layer_ids[symbol->layer], feature, options->scale);
    if (index == SIZE_MAX)
        return NULL;
    const Override *override = overrides_item(options->overrides, index);
    if (override->text &&
        (symbol->text.section_count != 1 || !same_words(override->text, symbol->text.sections[0].text)))
        return NULL;
    solving->used[index] = true;
    return override;
}

static SiteNeeds needs_of(const Solving *solving, const Instance *instance)
{
    const SceneSymbol *symbol = instance->symbol;
    const bool along = instance->shaped && symbol_text_along(symbol);
    SiteNeeds needs = {.slides = along && !symbol->icon.icon, .apart = symbol->required || symbol->leader};
    if (!instance->shaped)
        needs.tiles = solving->options->tiles;
    else
        needs.text_width = instance->shaped->width;
    if (instance->along)
        needs.along_width = instance->along->width;
    needs.medial = instance->along && on_polygons(symbol) && !symbol->icon.icon && !symbol->text.variable;
    if (along)
        needs.text_size = symbol->text.size;
    if (symbol->icon.icon)
        needs.icon_width = symbol->icon.icon->width * (needs.tiles ? 1 : symbol->icon.size);
    return needs;
}

/* ---- Sites ---- */

static GArray *lookup_repeats(Gathering *gathering, const SceneSymbol *symbol)
{
    char *key = symbol_text_key(symbol);
    GArray *repeats = g_hash_table_lookup(gathering->repeats, key);
    if (repeats) {
        g_free(key);
        return repeats;
    }
    repeats = g_array_new(FALSE, FALSE, sizeof(RepeatSite));
    g_hash_table_insert(gathering->repeats, key, repeats);
    return repeats;
}

/* Whether the same text stands within half the spacing; notes the site where it does not. */
static bool repeats_too_soon(GArray *repeats, const Site *site, Life life, double spacing)
{
    for (size_t i = repeats->len > REPEATS_COMPARED ? repeats->len - REPEATS_COMPARED : 0; i < repeats->len;
         i++) {
        const RepeatSite *other = &g_array_index(repeats, RepeatSite, i);
        if (point_distance(other->point, site->point) < spacing / 2 && life_overlaps(other->life, life))
            return true;
    }
    const RepeatSite noted = {site->point, life};
    g_array_append_val(repeats, noted);
    return false;
}

static void add_wish(Gathering *gathering, size_t index, const Instance *instance, PlacementFate fate)
{
    const Wish wish = {.instance = *instance,
                       .symbol = index,
                       .label = NO_CANDIDATE,
                       .fate = fate,
                       .on_tiles = gathering->solving->options->tiles && !instance->shaped,
                       .life = gathering->solving->symbols[index].life};
    g_array_append_val(gathering->solving->wishes, wish);
}

static void add_sites(Gathering *gathering, size_t index, Instance *instance)
{
    const SceneSymbol *symbol = instance->symbol;
    const bool repeated = symbol->placement == PLACE_LINE && instance->shaped;
    GArray *repeats = repeated ? lookup_repeats(gathering, symbol) : NULL;
    size_t added = 0;
    for (size_t i = 0; i < gathering->sites->len; i++) {
        instance->site = g_array_index(gathering->sites, Site, i);
        if (repeats && repeats_too_soon(repeats, &instance->site, gathering->solving->symbols[index].life,
                                        symbol->spacing))
            continue;
        add_wish(gathering, index, instance, FATE_PLACED);
        added++;
    }
    instance->site = (Site){.symbol = index, .point = {NAN, NAN}};
    if (added == 0)
        add_wish(gathering, index, instance, gathering->sites->len ? FATE_MERGED : FATE_OUTSIDE);
}

static void gather_symbol(Gathering *gathering, size_t index)
{
    Solving *solving = gathering->solving;
    const Override *override = find_override(solving, solving->symbols[index].symbol);
    Instance instance = shape_symbol(solving, solving->symbols[index].symbol, override);
    instance.site.symbol = index;
    if (override && override->hide) {
        add_wish(gathering, index, &instance, FATE_HIDDEN);
        return;
    }
    if (!instance.shaped && !instance.symbol->icon.icon) {
        add_wish(gathering, index, &instance, FATE_EMPTY);
        return;
    }
    if (gathering->merged->leaders[index] != index) {
        add_wish(gathering, index, &instance, FATE_MERGED);
        return;
    }
    const Geometry *merged = gathering->merged->geometries[index];
    const SiteNeeds needs = needs_of(solving, &instance);
    g_array_set_size(gathering->sites, 0);
    if (merged || instance.symbol->geometry)
        sites_find(instance.symbol, index, merged ? merged : instance.symbol->geometry, &needs,
                   solving->rules.frame, gathering->sites, solving->paths);
    add_sites(gathering, index, &instance);
}

void solving_gather(Solving *solving)
{
    g_autoptr(MergedLines) merged = merged_lines_new(solving->symbols, solving->count);
    Gathering gathering = {.solving = solving,
                           .merged = merged,
                           .repeats = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_repeats),
                           .sites = g_array_new(FALSE, TRUE, sizeof(Site))};
    for (size_t i = 0; i < solving->count; i++)
        gather_symbol(&gathering, i);
    g_array_unref(gathering.sites);
    g_hash_table_unref(gathering.repeats);
}
