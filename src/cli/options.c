#include "options.h"

#include "command.h"

#include <string.h>

void options_add(GOptionContext *context, MapOptions *options)
{
    const GOptionEntry entries[] = {
        {"style", 's', 0, G_OPTION_ARG_FILENAME, &options->style, "style file (default: the bloody week)",
         "FILE"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
         "file to write; its suffix says the format", "FILE"},
        {"date", 'd', 0, G_OPTION_ARG_STRING, &options->date,
         "day or instant, 1871-05-22 or 1871-05-22T18:00", "DATE"},
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->settings, "set a state property of the style",
         "KEY=VALUE"},
        {"lang", 'l', 0, G_OPTION_ARG_STRING, &options->language, "language of labels and page, fr or en",
         "LANG"},
        {"size", 0, 0, G_OPTION_ARG_STRING, &options->size, "A0 to A5, 420x297mm, 16.5x11.7in or 800x600px",
         "SIZE"},
        {"landscape", 0, 0, G_OPTION_ARG_NONE, &options->landscape, "turn the page on its side", NULL},
        {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, &options->dpi, "pixels per inch of a PNG (default 300)", "N"},
        {"pixel-ratio", 0, 0, G_OPTION_ARG_DOUBLE, &options->pixel_ratio, "picture pixels per style pixel",
         "N"},
        {"extent", 0, 0, G_OPTION_ARG_STRING, &options->extent, "what to show, degrees", "W,S,E,N"},
        {"center", 0, 0, G_OPTION_ARG_STRING, &options->center, "middle of the map, degrees", "LON,LAT"},
        {"zoom", 'z', 0, G_OPTION_ARG_STRING, &options->zoom, "zoom, as in web maps", "Z"},
        {"scale", 0, 0, G_OPTION_ARG_STRING, &options->scale, "scale on paper, 1:20000", "1:N"},
        {"crs", 0, 0, G_OPTION_ARG_STRING, &options->crs, "coordinate system of the map, anything PROJ reads",
         "CRS"},
        {"layout", 0, 0, G_OPTION_ARG_FILENAME, &options->layout, "SVG page template, or none", "FILE"},
        {"theme", 0, 0, G_OPTION_ARG_FILENAME, &options->theme, "CSS that restyles the template", "FILE"},
        {"printer", 0, 0, G_OPTION_ARG_FILENAME, &options->printer,
         "printer profile for PDF: JSON file or coated-fogra39, office ...", "NAME"},
        {"proof", 0, 0, G_OPTION_ARG_STRING, &options->proof,
         "PNG as seen in grey, protan, deutan, tritan or cmyk", "KIND"},
        {"jobs", 'j', 0, G_OPTION_ARG_INT, &options->jobs, "threads (default: one for each core)", "N"},
        {"symbol-scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->symbol_scale,
         "factor for symbols, text and lines", "F"},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, "no warnings, no progress", NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_option_context_add_main_entries(context, entries, NULL);
}

void options_clear(MapOptions *options)
{
    char *texts[] = {options->style,  options->output, options->date,    options->language, options->size,
                     options->extent, options->center, options->zoom,    options->scale,    options->crs,
                     options->layout, options->theme,  options->printer, options->proof};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(options->settings);
    *options = (MapOptions){0};
}

static bool read_number(const char *option, const char *text, const char *example, double *out)
{
    char *end = NULL;
    *out = g_ascii_strtod(text, &end);
    if (end != text && *end == '\0')
        return true;
    command_print("%s: expected a number such as %s, found \"%s\"", option, example, text);
    return false;
}

/* "1:20000" or "20000". */
static bool read_scale(const char *text, double *out)
{
    const char *number = g_str_has_prefix(text, "1:") ? text + 2 : text;
    return read_number("--scale", number, "1:20000", out) &&
           (*out > 0 || (command_print("--scale: expected 1:20000, found \"%s\"", text), false));
}

static bool is_positive_or_unset(const char *option, double number)
{
    if (number >= 0 && number < 1e5)
        return true;
    command_print("%s: expected a positive number, found %g", option, number);
    return false;
}

static bool is_language(const char *language)
{
    if (!language || strcmp(language, "fr") == 0 || strcmp(language, "en") == 0)
        return true;
    command_print("--lang: expected fr or en, found \"%s\"", language);
    return false;
}

bool options_to_render(const MapOptions *options, SemaineRenderOptions *out)
{
    *out = (SemaineRenderOptions){
        .style = options->style,
        .output = options->output,
        .date = options->date,
        .settings = (const char *const *)options->settings,
        .language = options->language,
        .size = options->size,
        .landscape = options->landscape,
        .dpi = options->dpi,
        .pixel_ratio = options->pixel_ratio,
        .extent = options->extent,
        .center = options->center,
        .has_zoom = options->zoom != NULL,
        .crs = options->crs,
        .layout = options->layout,
        .theme = options->theme,
        .printer = options->printer,
        .proof = options->proof,
        .symbol_scale = options->symbol_scale,
        .jobs = options->jobs > 0 ? (unsigned)options->jobs : 0,
        .message = options->quiet ? NULL : command_message,
    };
    if (options->zoom && !read_number("--zoom", options->zoom, "12.5", &out->zoom))
        return false;
    if (options->scale && !read_scale(options->scale, &out->scale_denominator))
        return false;
    return is_language(options->language) && is_positive_or_unset("--dpi", options->dpi) &&
           is_positive_or_unset("--pixel-ratio", options->pixel_ratio) &&
           is_positive_or_unset("--symbol-scale", options->symbol_scale);
}
