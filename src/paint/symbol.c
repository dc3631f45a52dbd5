#include "paint/icon.h"
#include "paint/paint.h"

#include <math.h>

static const double leader_width_ems = 0.055; /* a third of a point at six */
static const double leader_halo_share = 0.6;
/* MapLibre GL JS counts the corners of icons in steps of this part of a style pixel, upward. */
static const double icon_step = 1.0 / 32;
/* The halo begins inside the edge of an SDF icon, by so many device pixels and this part of its blur. */
static const double halo_inset = 0.84, halo_blur_inset = 1.19;

static Matrix placed_matrix(const PlacedSymbol *placed)
{
    const double *m = placed->icon_matrix;
    return (Matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
}

/* The line from the symbol's place to a text that stands apart, on a halo of its own: among streets it would
 * be taken for one. */
static void paint_leader(const SymbolStep *step, Canvas *canvas)
{
    Point points[2] = {step->placed->leader[0], step->placed->leader[1]};
    size_t end = 2;
    const Geometry line = {
        .type = GEOMETRY_LINE, .point_count = 2, .points = points, .part_count = 1, .part_ends = &end};
    const SymbolText *text = &step->symbol->text;
    Stroke stroke = {.color = text->halo_color,
                     .width = text->size * leader_width_ems + 2 * text->halo_width * leader_halo_share,
                     .cap = CAP_BUTT,
                     .join = JOIN_MITER,
                     .miter_limit = 2};
    if (text->halo_width > 0 && text->halo_color.a > 0)
        canvas_stroke(canvas, &line, &stroke);
    stroke.color = text->color;
    stroke.width = text->size * leader_width_ems;
    canvas_stroke(canvas, &line, &stroke);
}

static void paint_text(const SymbolStep *step, GArray *pieces, GArray *runs, Canvas *canvas)
{
    placement_pieces(step, pieces);
    g_array_set_size(runs, 0);
    if (step->placed->has_leader)
        paint_leader(step, canvas);
    for (guint i = 0; i < pieces->len; i++) {
        const PlacedPiece *piece = &g_array_index(pieces, PlacedPiece, i);
        const TextSection *section = &step->symbol->text.sections[piece->section];
        if (!piece->is_image) {
            g_array_append_val(runs, piece->run);
        } else if (section->image) {
            const double *m = piece->image;
            canvas_icon(canvas, section->image, &(Matrix){m[0], m[1], m[2], m[3], m[4], m[5]},
                        section->image->sdf ? 1 : step->symbol->text.opacity, step->symbol->text.color);
        }
    }
    if (runs->len > 0)
        canvas_text(canvas, (const TextRun *)(const void *)runs->data, runs->len);
}

/* The halo of an SDF icon is the band outside its edge; a soft one fades out over `blur`. */
static void paint_halo(const SymbolIcon *icon, Canvas *canvas)
{
    enum { STEPS = 6 };
    const double middle = icon->halo_width / icon->size, blur = icon->halo_blur / icon->size;
    const double inset = halo_inset * canvas->pixel / icon->size + halo_blur_inset * blur;
    const int steps = blur > 0 ? STEPS : 1;
    for (int i = 1; i <= steps; i++) {
        const double reach = middle + blur * (1 - 2 * (i - 0.5) / steps);
        const double covered = icon->halo_color.a * (i - 1) / steps;
        Color color = icon->halo_color;
        color.a = icon->halo_color.a / steps / (1 - covered);
        Geometry area = paint_icon_outline(icon->icon, SDF_EDGE - fmax(reach, 0) * SDF_PIXEL);
        Geometry inside = paint_icon_outline(icon->icon, SDF_EDGE + inset * SDF_PIXEL);
        geometry_reverse(&inside);
        geometry_append(&area, &inside);
        canvas_fill(canvas, &area, color, true);
        geometry_clear(&area);
    }
}

/* On screen an icon in its own size lies on whole pixels. */
static Matrix snap_icon(const Icon *icon, Matrix matrix, const Canvas *canvas)
{
    const bool upright = matrix.xx == 1 && matrix.yy == 1 && matrix.xy == 0 && matrix.yx == 0;
    if (!canvas->screen || !upright || icon->sdf || !icon->image ||
        fabs(icon->pixel_ratio * canvas->pixel - 1) > 1e-9)
        return matrix;
    matrix.x0 = floor((matrix.x0 + icon_step) / canvas->pixel + 0.5) * canvas->pixel;
    matrix.y0 = floor((matrix.y0 + icon_step) / canvas->pixel + 0.5) * canvas->pixel;
    return matrix;
}

static void paint_icon(const SymbolIcon *icon, const Matrix *matrix, Canvas *canvas)
{
    if (icon->icon->sdf && icon->icon->image && icon->halo_color.a > 0 &&
        (icon->halo_width > 0 || icon->halo_blur > 0)) {
        canvas_push_transform(canvas, matrix);
        paint_halo(icon, canvas);
        canvas_pop(canvas);
    }
    /* The tint of an SDF icon holds its opacity. */
    canvas_icon(canvas, icon->icon, matrix, icon->icon->sdf ? 1 : icon->opacity, icon->color);
}

void paint_symbols(const SceneLayer *layer, const Placement *placement, size_t instant, Canvas *canvas)
{
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(SymbolStep));
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(PlacedPiece));
    g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(TextRun));
    placement_steps(placement, layer->symbols, layer->symbol_count, instant, steps);
    for (guint i = 0; i < steps->len; i++) {
        const SymbolStep *step = &g_array_index(steps, SymbolStep, i);
        const SymbolIcon *icon = &step->symbol->icon;
        const Matrix matrix = icon->icon ? snap_icon(icon->icon, placed_matrix(step->placed), canvas)
                                         : placed_matrix(step->placed);
        if (!step->icon)
            paint_text(step, pieces, runs, canvas);
        else if (icon->icon)
            paint_icon(icon, &matrix, canvas);
    }
}
