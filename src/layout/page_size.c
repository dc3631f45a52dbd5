#include "layout/page_size.h"

#include "base/error.h"

#include <string.h>

static const struct {
    const char *name;
    double width, height; /* mm, ISO 216 */
} sizes[] = {
    {"A0", 841, 1189}, {"A1", 594, 841}, {"A2", 420, 594},
    {"A3", 297, 420},  {"A4", 210, 297}, {"A5", 148, 210},
};

static const struct {
    const char *unit;
    double pixels;
} units[] = {{"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}, {"px", 1}};

static bool parse_named(const char *text, PageSize *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (g_ascii_strcasecmp(text, sizes[i].name) == 0) {
            out->width = sizes[i].width * 96 / 25.4;
            out->height = sizes[i].height * 96 / 25.4;
            out->named = true;
            return true;
        }
    return false;
}

static bool parse_numbers(const char *text, PageSize *out)
{
    char *end = NULL;
    out->width = g_ascii_strtod(text, &end);
    if (end == text || *end != 'x')
        return false;
    const char *second = end + 1;
    out->height = g_ascii_strtod(second, &end);
    if (end == second || !(out->width > 0 && out->width < 1e6) || !(out->height > 0 && out->height < 1e6))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(end, units[i].unit) == 0) {
            out->width *= units[i].pixels;
            out->height *= units[i].pixels;
            out->pixels = strcmp(end, "px") == 0;
            return true;
        }
    return false;
}

bool page_size_parse(const char *text, bool landscape, PageSize *out, GError **error)
{
    *out = (PageSize){0};
    if (!parse_named(text, out) && !parse_numbers(text, out)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "--size: expected A0 to A5, 420x297mm, 16.5x11.7in or 800x600px, found \"%s\"", text);
        return false;
    }
    if (landscape && out->width < out->height) {
        const double swap = out->width;
        out->width = out->height;
        out->height = swap;
    }
    out->named = out->named && !landscape;
    return true;
}
