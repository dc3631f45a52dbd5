#include "print/sheet.h"

#include "base/color.h"

#include <math.h>

static const double MM = 72 / 25.4;
/* Millimetres; the line's width is the usual hairline of a quarter point. */
static const double CROP_GAP = 0.5, CROP_LENGTH_MAX = 6, TARGET_RADIUS = 1.6, TARGET_ARM = 2.6,
                    PATCH_SIZE = 4.5;
static const double MARK_LINE = 0.25;
/* cairo forgets all that was painted, and the tags that were opened, when something opaque covers a page
 * without a clip. */
static const double CLIP_INSET = 1.0 / 128;

PrintSheet print_sheet(const Printer *printer, double width, double height)
{
    return (PrintSheet){width, height, printer->bleed * MM, printer->marks ? printer->slug * MM : 0,
                        printer->marks};
}

double print_sheet_margin(const PrintSheet *sheet)
{
    return sheet->bleed + sheet->slug;
}

double print_sheet_width(const PrintSheet *sheet)
{
    return sheet->width + 2 * print_sheet_margin(sheet);
}

double print_sheet_height(const PrintSheet *sheet)
{
    return sheet->height + 2 * print_sheet_margin(sheet);
}

void print_sheet_begin(cairo_t *cr, const PrintSheet *sheet)
{
    const double margin = print_sheet_margin(sheet);
    cairo_save(cr);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_rectangle(cr, 0, 0, print_sheet_width(sheet), print_sheet_height(sheet));
    cairo_fill(cr);
    cairo_translate(cr, margin, margin);
    cairo_rectangle(cr, -sheet->bleed, -sheet->bleed, sheet->width + 2 * sheet->bleed - CLIP_INSET,
                    sheet->height + 2 * sheet->bleed - CLIP_INSET);
    cairo_clip(cr);
}

/* ---- marks ---- */

static void set_color(cairo_t *cr, Color color)
{
    cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
}

static void line(cairo_t *cr, double x0, double y0, double x1, double y1)
{
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    cairo_stroke(cr);
}

/* Two lines that end where the bleed begins; `dx` and `dy` point away from the page. */
static void crop_mark(cairo_t *cr, const PrintSheet *sheet, double x, double y, double dx, double dy)
{
    const double start = sheet->bleed + CROP_GAP * MM,
                 end = fmin(print_sheet_margin(sheet), start + CROP_LENGTH_MAX * MM);
    line(cr, x + dx * start, y, x + dx * end, y);
    line(cr, x, y + dy * start, x, y + dy * end);
}

static void target(cairo_t *cr, double x, double y)
{
    cairo_new_path(cr);
    cairo_arc(cr, x, y, TARGET_RADIUS * MM, 0, 2 * G_PI);
    cairo_stroke(cr);
    line(cr, x - TARGET_ARM * MM, y, x + TARGET_ARM * MM, y);
    line(cr, x, y - TARGET_ARM * MM, x, y + TARGET_ARM * MM);
}

static void targets(cairo_t *cr, const PrintSheet *sheet)
{
    const double off = sheet->bleed + sheet->slug / 2;
    target(cr, sheet->width / 2, -off);
    target(cr, sheet->width / 2, sheet->height + off);
    target(cr, -off, sheet->height / 2);
    target(cr, sheet->width + off, sheet->height / 2);
}

/* Solids, overprints of two, tints of black and of the three. */
static const double patches[][4] = {
    {1, 0, 0, 0},  {0, 1, 0, 0},   {0, 0, 1, 0},    {0, 0, 0, 1},       {1, 1, 0, 0},
    {1, 0, 1, 0},  {0, 1, 1, 0},   {.5, 0, 0, 0},   {0, .5, 0, 0},      {0, 0, .5, 0},
    {0, 0, 0, .5}, {0, 0, 0, .25}, {.4, .3, .3, 0}, {.75, .65, .65, 0},
};

/* Below the page, from a quarter of its width on, clear of the crop mark and of the target in the middle. */
static void color_bar(cairo_t *cr, const PrintSheet *sheet, InkKeys *keys)
{
    const double size = fmin(PATCH_SIZE * MM, sheet->width * 0.42 / G_N_ELEMENTS(patches));
    const double y = sheet->height + sheet->bleed + (sheet->slug - size) / 2;
    for (size_t i = 0; i < G_N_ELEMENTS(patches); i++) {
        const double *inks = patches[i];
        set_color(cr, ink_keys_process(keys, inks[0], inks[1], inks[2], inks[3]));
        cairo_rectangle(cr, sheet->width * 0.03 + size * (double)i, y, size, size);
        cairo_fill(cr);
    }
}

void print_sheet_end(cairo_t *cr, const PrintSheet *sheet, InkKeys *keys)
{
    const double margin = print_sheet_margin(sheet);
    cairo_restore(cr);
    if (!sheet->marks || sheet->slug <= 0)
        return;
    cairo_save(cr);
    cairo_translate(cr, margin, margin);
    set_color(cr, ink_keys_registration(keys));
    cairo_set_line_width(cr, MARK_LINE);
    cairo_set_dash(cr, NULL, 0, 0);
    for (int corner = 0; corner < 4; corner++) {
        const bool right = corner & 1, bottom = corner & 2;
        crop_mark(cr, sheet, right ? sheet->width : 0, bottom ? sheet->height : 0, right ? 1 : -1,
                  bottom ? 1 : -1);
    }
    targets(cr, sheet);
    color_bar(cr, sheet, keys);
    cairo_restore(cr);
}
