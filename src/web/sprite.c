#include "web/sprite.h"

#include "base/error.h"
#include "web/distance.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* Icons stand in rows, the highest first; one pixel keeps neighbours apart. */
enum { SHEET_WIDTH = 256, GAP = 1, FINER = 4 };

typedef struct {
    const Icon *icon;
    int x, y, width, height; /* pixels of the sheet */
    int margin;              /* around SDF icons, for their halos */
} Cell;

typedef struct {
    int ratio, width, height;
    GArray *cells;
} Sheet;

/* ---- places ---- */

static int compare_cells(const void *a, const void *b)
{
    const Cell *left = a, *right = b;
    if (left->height != right->height)
        return right->height - left->height;
    return strcmp(left->icon->name, right->icon->name);
}

static Sheet lay_out(const Sprite *sprite, int ratio)
{
    Sheet sheet = {.ratio = ratio, .width = 1, .cells = g_array_new(FALSE, FALSE, sizeof(Cell))};
    for (size_t i = 0; i < sprite_count(sprite); i++) {
        const Icon *icon = sprite_icon(sprite, i);
        Cell cell = {.icon = icon, .margin = icon->sdf && icon->svg ? 3 * ratio : 0};
        cell.width = (int)ceil(icon->width * ratio) + 2 * cell.margin;
        cell.height = (int)ceil(icon->height * ratio) + 2 * cell.margin;
        g_array_append_val(sheet.cells, cell);
    }
    g_array_sort(sheet.cells, compare_cells);
    int x = 0, y = 0, row = 0;
    for (guint i = 0; i < sheet.cells->len; i++) {
        Cell *cell = &g_array_index(sheet.cells, Cell, i);
        if (x > 0 && x + cell->width > SHEET_WIDTH * ratio) {
            y += row + GAP;
            x = row = 0;
        }
        cell->x = x;
        cell->y = y;
        x += cell->width + GAP;
        row = MAX(row, cell->height);
        sheet.width = MAX(sheet.width, x);
    }
    sheet.height = MAX(y + row, 1);
    return sheet;
}

/* ---- pictures ---- */

static void draw_svg(const Icon *icon, cairo_t *cr, double scale)
{
    cairo_scale(cr, scale, scale);
    const RsvgRectangle box = {0, 0, icon->width, icon->height};
    rsvg_handle_render_document(icon->svg, cr, &box, NULL);
}

static void draw_distances(const Cell *cell, cairo_t *cr, int ratio)
{
    cairo_surface_t *shape =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, cell->width * FINER, cell->height * FINER);
    cairo_t *fine = cairo_create(shape);
    cairo_translate(fine, cell->margin * FINER, cell->margin * FINER);
    draw_svg(cell->icon, fine, ratio * FINER);
    cairo_destroy(fine);
    cairo_surface_t *field = web_distance_field(shape, FINER);
    cairo_set_source_surface(cr, field, 0, 0);
    cairo_paint(cr);
    cairo_surface_destroy(field);
    cairo_surface_destroy(shape);
}

static void draw_cell(const Cell *cell, cairo_t *cr, int ratio)
{
    cairo_save(cr);
    cairo_translate(cr, cell->x, cell->y);
    if (cell->margin > 0) {
        draw_distances(cell, cr, ratio);
    } else if (cell->icon->svg) {
        draw_svg(cell->icon, cr, ratio);
    } else if (cell->icon->image) {
        cairo_scale(cr, ratio / cell->icon->pixel_ratio, ratio / cell->icon->pixel_ratio);
        cairo_set_source_surface(cr, cell->icon->image, 0, 0);
        cairo_paint(cr);
    }
    cairo_restore(cr);
}

static bool write_picture(const Sheet *sheet, const WebFolder *folder, const char *name, GError **error)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, sheet->width, sheet->height);
    cairo_t *cr = cairo_create(surface);
    for (guint i = 0; i < sheet->cells->len; i++)
        draw_cell(&g_array_index(sheet->cells, Cell, i), cr, sheet->ratio);
    cairo_destroy(cr);
    g_autofree char *path = web_folder_file(folder, name);
    const cairo_status_t status = cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: %s", path, cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

/* ---- index ---- */

static void add_stretches(json_t *entry, const Icon *icon, int ratio)
{
    if (isfinite(icon->stretch_x[0]))
        json_object_set_new(entry, "stretchX",
                            json_pack("[[f,f]]", icon->stretch_x[0] * ratio, icon->stretch_x[1] * ratio));
    if (isfinite(icon->stretch_y[0]))
        json_object_set_new(entry, "stretchY",
                            json_pack("[[f,f]]", icon->stretch_y[0] * ratio, icon->stretch_y[1] * ratio));
    if (isfinite(icon->content[0]))
        json_object_set_new(entry, "content",
                            json_pack("[f,f,f,f]", icon->content[0] * ratio, icon->content[1] * ratio,
                                      icon->content[2] * ratio, icon->content[3] * ratio));
}

static bool write_index(const Sheet *sheet, const WebFolder *folder, const char *name, GError **error)
{
    json_t *index = json_object();
    for (guint i = 0; i < sheet->cells->len; i++) {
        const Cell *cell = &g_array_index(sheet->cells, Cell, i);
        json_t *entry = json_pack("{s:i,s:i,s:i,s:i,s:i}", "x", cell->x, "y", cell->y, "width", cell->width,
                                  "height", cell->height, "pixelRatio", sheet->ratio);
        if (cell->icon->sdf)
            json_object_set_new(entry, "sdf", json_true());
        add_stretches(entry, cell->icon, sheet->ratio);
        json_object_set_new(index, cell->icon->name, entry);
    }
    char *text = json_dumps(index, JSON_INDENT(1) | JSON_SORT_KEYS);
    const bool good = web_folder_write(folder, name, text, strlen(text), error);
    free(text);
    json_decref(index);
    return good;
}

bool web_sprite_write(const WebFolder *folder, const Sprite *sprite, GPtrArray *files, GError **error)
{
    static const char *const names[2][2] = {{"sprite.png", "sprite.json"},
                                            {"sprite@2x.png", "sprite@2x.json"}};
    bool good = true;
    for (int ratio = 1; good && sprite && ratio <= 2; ratio++) {
        Sheet sheet = lay_out(sprite, ratio);
        good = write_picture(&sheet, folder, names[ratio - 1][0], error) &&
               write_index(&sheet, folder, names[ratio - 1][1], error);
        g_array_unref(sheet.cells);
        g_ptr_array_add(files, g_strdup(names[ratio - 1][0]));
        g_ptr_array_add(files, g_strdup(names[ratio - 1][1]));
    }
    return good;
}
