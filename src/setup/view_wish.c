#include "setup/view_wish.h"

#include "base/error.h"
#include "base/number.h"

#include <string.h>

static const char *const names[WISH_COUNT] = {
    "extent", "center", "zoom", "scale", "crs", "layers", "style", "date", "symbol-scale", "least-text",
};

static void set_wish(ViewWish *wish, WishName name, char *text, char *origin)
{
    g_free(wish->texts[name]);
    g_free(wish->origins[name]);
    wish->texts[name] = text;
    wish->origins[name] = origin;
}

void view_wish_clear(ViewWish *wish)
{
    for (int i = 0; i < WISH_COUNT; i++)
        set_wish(wish, (WishName)i, NULL, NULL);
}

/* ---- sources of wishes ---- */

static char *number_wish(double number)
{
    char text[NUMBER_TEXT_MAX];
    return g_strdup(number_to_text(number, text));
}

ViewWish view_wish_from_options(const SemaineRenderOptions *options)
{
    ViewWish wish = {
        .texts = {g_strdup(options->extent), g_strdup(options->center),
                  options->has_zoom ? number_wish(options->zoom) : NULL,
                  options->scale_denominator > 0 ? number_wish(options->scale_denominator) : NULL,
                  g_strdup(options->crs)}};
    for (int i = 0; i < WISH_COUNT; i++)
        if (wish.texts[i])
            wish.origins[i] = g_strconcat("--", names[i], NULL);
    return wish;
}

ViewWish view_wish_from_place(const Layout *layout, const Place *place)
{
    ViewWish wish = {0};
    for (int i = 0; i < WISH_COUNT; i++) {
        g_autofree char *attribute = g_strconcat("data-", names[i], NULL);
        wish.texts[i] = place_attribute(place, attribute);
        if (wish.texts[i])
            wish.origins[i] =
                g_strdup_printf("%s: line %zu: %s", layout_path(layout), place->line, attribute);
    }
    return wish;
}

/* A text, a number, or numbers joined by commas. */
static char *json_wish(const json_t *json)
{
    if (json_is_string(json))
        return g_strdup(json_string_value(json));
    if (json_is_number(json))
        return number_wish(json_number_value(json));
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < json_array_size(json); i++) {
        char number[NUMBER_TEXT_MAX];
        g_string_append_printf(text, "%s%s", i > 0 ? "," : "",
                               number_to_text(json_number_value(json_array_get(json, i)), number));
    }
    return g_string_free(text, text->len == 0);
}

ViewWish view_wish_from_style(const Style *style, const char *place)
{
    ViewWish wish = {0};
    const json_t *wishes = json_object_get(style_metadata(style, "semaine:maps"), place);
    for (int i = 0; i < WISH_COUNT; i++) {
        wish.texts[i] = json_wish(json_object_get(wishes, names[i]));
        if (wish.texts[i])
            wish.origins[i] =
                g_strdup_printf("%s: metadata.semaine:maps.%s.%s", style->path, place, names[i]);
    }
    return wish;
}

ViewWish view_wish_from_root(const Style *style)
{
    ViewWish wish = {0};
    wish.texts[WISH_CRS] = g_strdup(json_string_value(style_metadata(style, "semaine:crs")));
    wish.texts[WISH_EXTENT] = json_wish(style_metadata(style, "semaine:extent"));
    if (!wish.texts[WISH_EXTENT] && style->has_zoom)
        wish.texts[WISH_ZOOM] = number_wish(style->zoom);
    for (int i = 0; i < WISH_COUNT; i++)
        if (wish.texts[i])
            wish.origins[i] = g_strdup_printf("%s: metadata.semaine:%s", style->path, names[i]);
    return wish;
}

/* ---- completing ---- */

bool view_wish_is_empty(const ViewWish *wish)
{
    for (int i = 0; i < WISH_COUNT; i++)
        if (wish->texts[i])
            return false;
    return true;
}

void view_wish_complete(ViewWish *wish, const ViewWish *other)
{
    const bool placed = wish->texts[WISH_EXTENT] || wish->texts[WISH_CENTER];
    const bool sized = placed || wish->texts[WISH_ZOOM] || wish->texts[WISH_SCALE];
    for (int i = 0; i < WISH_COUNT; i++) {
        const bool taken = (i <= WISH_CENTER && placed) || (i > WISH_CENTER && i <= WISH_SCALE && sized);
        if (!taken && !wish->texts[i] && other->texts[i])
            set_wish(wish, (WishName)i, g_strdup(other->texts[i]), g_strdup(other->origins[i]));
    }
}

/* ---- reading ---- */

static bool fail(const ViewWish *wish, WishName name, const char *expected, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, "%s: expected %s, found \"%s\"",
                wish->origins[name], expected, wish->texts[name]);
    return false;
}

static bool read_number(const ViewWish *wish, WishName name, const char *expected, double *out,
                        GError **error)
{
    const char *text = wish->texts[name];
    if (name == WISH_SCALE && g_str_has_prefix(text, "1:"))
        text += 2;
    return number_parse(text, out) || fail(wish, name, expected, error);
}

/* At 1:SCALE_MAX the earth is smaller than any dot. */
static const double SCALE_MAX = 1e10;

bool view_wish_read(const ViewWish *wish, const Style *style, View *out, GError **error)
{
    *out = (View){.crs = wish->texts[WISH_CRS],
                  .bearing = style->bearing,
                  .has_extent = wish->texts[WISH_EXTENT] != NULL,
                  .has_center = wish->texts[WISH_CENTER] != NULL,
                  .has_zoom = wish->texts[WISH_ZOOM] != NULL};
    if (out->has_extent && !view_parse_extent(wish->texts[WISH_EXTENT], &out->extent))
        return fail(wish, WISH_EXTENT, "west,south,east,north in degrees", error);
    if (out->has_center && !view_parse_center(wish->texts[WISH_CENTER], &out->center))
        return fail(wish, WISH_CENTER, "longitude,latitude in degrees", error);
    if (out->has_zoom && !read_number(wish, WISH_ZOOM, "a number", &out->zoom, error))
        return false;
    if (wish->texts[WISH_SCALE] &&
        (!read_number(wish, WISH_SCALE, "a scale such as 1:20000", &out->scale_denominator, error) ||
         ((out->scale_denominator <= 0 || out->scale_denominator > SCALE_MAX) &&
          !fail(wish, WISH_SCALE, "a scale such as 1:20000", error))))
        return false;
    if (!out->has_extent && !out->has_center) {
        out->has_center = true;
        out->center = style->has_center ? style->center : (Point){0, 0};
    }
    if (!out->has_zoom)
        out->zoom = style->zoom;
    return true;
}

static bool match_layers(const Style *style, const char *pattern, bool hide, bool *hidden)
{
    bool found = false;
    for (size_t i = 0; i < style->layer_count; i++)
        if (g_pattern_match_simple(pattern, style->layers[i]->id)) {
            hidden[i] = hide;
            found = true;
        }
    return found;
}

bool view_wish_read_layers(const ViewWish *wish, const Style *style, bool **hidden, GError **error)
{
    const char *text = wish->texts[WISH_LAYERS];
    *hidden = NULL;
    if (!text)
        return true;
    g_autofree bool *mask = g_new0(bool, style->layer_count + 1);
    g_auto(GStrv) tokens = g_strsplit_set(text, " ,\t\n", -1);
    bool first = true;
    for (char **token = tokens; *token; token++) {
        if (!**token)
            continue;
        const bool hide = **token == '-';
        for (size_t i = 0; first && i < style->layer_count; i++)
            mask[i] = !hide;
        first = false;
        /* A pattern may well match nothing in this style; a name is meant. */
        if (!match_layers(style, *token + hide, hide, mask) && !strchr(*token, '*')) {
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, "%s: the style has no layer \"%s\"",
                        wish->origins[WISH_LAYERS], *token + hide);
            return false;
        }
    }
    *hidden = g_steal_pointer(&mask);
    return true;
}
