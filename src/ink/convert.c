#include "ink/convert.h"

#include "base/error.h"
#include "ink/difference.h"

#include <lcms2.h>
#include <math.h>
#include <string.h>

enum { GREY_STEPS = 100 };

struct InkConverter {
    const Printer *printer;
    const InkTable *table;
    const InkKeys *keys;
    cmsHTRANSFORM exact, pixels;      /* NULL where colours are left alone */
    double luminance[GREY_STEPS + 1]; /* of 0 .. 100 % black on paper, scaled to 1 .. 0 */
    GHashTable *cache;                /* packed colour -> InkColor */
};

/* ---- opening ---- */

static cmsHTRANSFORM open_transform(cmsHPROFILE from, cmsUInt32Number in, cmsHPROFILE to, cmsUInt32Number out,
                                    cmsUInt32Number flags)
{
    return cmsCreateTransform(from, in, to, out, INTENT_RELATIVE_COLORIMETRIC, flags);
}

/* How light each tint of black is: measured through the profile, stretched so that full black is black. */
static bool measure_black(InkConverter *self, cmsHPROFILE press)
{
    cmsHPROFILE xyz = cmsCreateXYZProfile();
    cmsHTRANSFORM transform = open_transform(press, TYPE_CMYK_DBL, xyz, TYPE_XYZ_DBL, cmsFLAGS_NOOPTIMIZE);
    for (int i = 0; transform && i <= GREY_STEPS; i++) {
        const double inks[4] = {0, 0, 0, i};
        cmsCIEXYZ color;
        cmsDoTransform(transform, inks, &color, 1);
        self->luminance[i] = color.Y;
    }
    if (transform)
        cmsDeleteTransform(transform);
    cmsCloseProfile(xyz);
    const double white = self->luminance[0], black = self->luminance[GREY_STEPS];
    for (int i = 0; i <= GREY_STEPS; i++)
        self->luminance[i] = (self->luminance[i] - black) / (white - black);
    return transform && white > black;
}

static bool open_press(InkConverter *self, GError **error)
{
    gsize size;
    const void *start = g_bytes_get_data(self->printer->profile, &size);
    cmsHPROFILE press = cmsOpenProfileFromMem(start, (cmsUInt32Number)size), screen = cmsCreate_sRGBProfile();
    const cmsUInt32Number flags = cmsFLAGS_BLACKPOINTCOMPENSATION;
    if (press && screen) {
        self->exact = open_transform(screen, TYPE_RGB_DBL, press, TYPE_CMYK_DBL, flags | cmsFLAGS_NOOPTIMIZE);
        self->pixels = open_transform(screen, TYPE_RGB_8, press, TYPE_CMYK_8, flags);
    }
    const bool good = self->exact && self->pixels && measure_black(self, press);
    if (press)
        cmsCloseProfile(press);
    if (screen)
        cmsCloseProfile(screen);
    if (!good)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                    "%s: the ICC profile cannot turn colours into inks", self->printer->name);
    return good;
}

InkConverter *ink_converter_new(const Printer *printer, const InkTable *table, const InkKeys *keys,
                                GError **error)
{
    g_autoptr(InkConverter) self = g_new0(InkConverter, 1);
    self->printer = printer;
    self->table = table;
    self->keys = keys;
    self->cache = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    if (printer->cmyk && !open_press(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

void ink_converter_free(InkConverter *self)
{
    if (!self)
        return;
    if (self->exact)
        cmsDeleteTransform(self->exact);
    if (self->pixels)
        cmsDeleteTransform(self->pixels);
    g_hash_table_unref(self->cache);
    g_free(self);
}

/* ---- one colour ---- */

/* The tint of black that reflects so much light. */
static double grey_to_black(const InkConverter *self, double wanted)
{
    int step = 0;
    while (step < GREY_STEPS - 1 && self->luminance[step + 1] > wanted)
        step++;
    const double above = self->luminance[step], below = self->luminance[step + 1];
    const double part = above > below ? (above - wanted) / (above - below) : 0;
    return CLAMP((step + part) / GREY_STEPS, 0, 1);
}

/* Takes colour, not black, from what is more ink than paper bears. */
static void limit_inks(double parts[4], double limit)
{
    const double color = parts[0] + parts[1] + parts[2], room = limit - parts[3];
    if (limit <= 0 || color <= room)
        return;
    for (size_t i = 0; i < 3; i++)
        parts[i] *= fmax(room, 0) / color;
}

void ink_converter_process(InkConverter *self, const double rgb[3], double out[4])
{
    const Ink *named = ink_table_lookup(self->table, rgb[0], rgb[1], rgb[2]);
    if (named && self->exact) {
        for (size_t i = 0; i < 4; i++)
            out[i] = named->parts[i] * (named->kind == INK_SPOT ? named->tint : 1);
    } else if (!self->exact) {
        memcpy(out, (const double[]){rgb[0], rgb[1], rgb[2], 0}, 4 * sizeof *out);
    } else if (fabs(rgb[0] - rgb[1]) < 0.002 && fabs(rgb[1] - rgb[2]) < 0.002) {
        memcpy(out, (const double[]){0, 0, 0, grey_to_black(self, srgb_to_linear(rgb[1]))}, 4 * sizeof *out);
    } else {
        cmsDoTransform(self->exact, rgb, out, 1);
        for (size_t i = 0; i < 4; i++)
            out[i] = CLAMP(out[i] / 100, 0, 1);
        limit_inks(out, self->printer->ink_limit / 100);
    }
}

static Ink find_ink(InkConverter *self, double r, double g, double b)
{
    const Ink *named = self->exact ? ink_table_lookup(self->table, r, g, b) : NULL;
    if (named)
        return *named;
    Ink ink = {.kind = self->exact ? INK_PROCESS : INK_RGB};
    ink_converter_process(self, (const double[]){r, g, b}, ink.parts);
    return ink;
}

/* Three decimals: a thousandth of a plate is less than any press holds. */
static void append_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.3f", value);
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        length--;
    if (text[length - 1] == '.')
        length--;
    if (out->len > 0)
        g_string_append_c(out, ' ');
    g_string_append_len(out, text, (gssize)length);
}

static void write_operands(const Ink *ink, InkText *out)
{
    const bool plate = ink->kind == INK_SPOT || ink->kind == INK_ALL;
    const size_t count = ink->kind == INK_RGB ? 3 : 4;
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < (plate ? 1 : count); i++)
        append_number(text, plate ? ink->tint : ink->parts[i]);
    g_strlcpy(out->operands, text->str, sizeof out->operands);
    out->pure_black = ink->kind == INK_PROCESS && strcmp(out->operands, "0 0 0 1") == 0;
}

/* ---- lines and letters ---- */

/* The darker, the less its hue is seen. */
static bool looks_grey(const double rgb[3])
{
    const double most = fmax(rgb[0], fmax(rgb[1], rgb[2])), least = fmin(rgb[0], fmin(rgb[1], rgb[2]));
    return most - least <= 0.02 + 0.12 * (1 - most);
}

/* A screened black frays the edges of letters; so near to black it is meant to be black. */
static const double BLACK_MEANT = 0.95;

static void set_line_ink(InkConverter *self, const double rgb[3], InkColor *color)
{
    color->line = color->area;
    if (!self->exact || color->ink.kind != INK_PROCESS ||
        ink_table_lookup(self->table, rgb[0], rgb[1], rgb[2]) || !looks_grey(rgb))
        return;
    const double light = 0.2126729 * srgb_to_linear(rgb[0]) + 0.7151522 * srgb_to_linear(rgb[1]) +
                         0.0721750 * srgb_to_linear(rgb[2]);
    const double black = grey_to_black(self, light);
    const Ink ink = {.kind = INK_PROCESS, .parts = {0, 0, 0, black >= BLACK_MEANT ? 1 : black}};
    write_operands(&ink, &color->line);
    color->differs = strcmp(color->line.operands, color->area.operands) != 0;
}

static InkColor *convert(InkConverter *self, double r, double g, double b)
{
    InkColor *color = g_new0(InkColor, 1);
    color->key = ink_keys_lookup(self->keys, r, g, b);
    const Ink *meant = color->key ? &color->key->ink : NULL;
    const bool exact = meant && meant->kind != INK_RGB;
    const double rgb[3] = {meant ? meant->parts[0] : r, meant ? meant->parts[1] : g,
                           meant ? meant->parts[2] : b};
    color->ink = exact ? *meant : find_ink(self, rgb[0], rgb[1], rgb[2]);
    write_operands(&color->ink, &color->area);
    if (exact)
        color->line = color->area;
    else
        set_line_ink(self, rgb, color);
    return color;
}

const InkColor *ink_converter_color(InkConverter *self, double r, double g, double b)
{
    const double parts[] = {r, g, b};
    gint64 packed = 0;
    for (size_t i = 0; i < 3; i++)
        packed = packed << 21 | (gint64)lround(CLAMP(parts[i], 0, 1) * 1e6);
    InkColor *color = g_hash_table_lookup(self->cache, &packed);
    if (!color) {
        color = convert(self, CLAMP(r, 0, 1), CLAMP(g, 0, 1), CLAMP(b, 0, 1));
        g_hash_table_insert(self->cache, g_memdup2(&packed, sizeof packed), color);
    }
    return color;
}

/* ---- pixels ---- */

static void limit_pixel(unsigned char *inks, double limit)
{
    double parts[4];
    for (size_t i = 0; i < 4; i++)
        parts[i] = inks[i];
    limit_inks(parts, limit);
    for (size_t i = 0; i < 4; i++)
        inks[i] = (unsigned char)parts[i];
}

void ink_converter_pixels(const InkConverter *self, const unsigned char *rgb, unsigned char *cmyk,
                          size_t count)
{
    enum { CHUNK = 1 << 16 };
    for (size_t done = 0; done < count; done += CHUNK)
        cmsDoTransform(self->pixels, rgb + 3 * done, cmyk + 4 * done,
                       (cmsUInt32Number)MIN(CHUNK, count - done));
    const double limit = self->printer->ink_limit * 255 / 100;
    for (size_t i = 0; limit > 0 && i < count; i++)
        limit_pixel(cmyk + 4 * i, limit);
}
