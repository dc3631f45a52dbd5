#include "paint/canvas_cairo.h"

#include "base/cleanup.h"
#include "paint/glyphs.h"
#include "paint/icon.h"
#include "paint/icon_cache.h"
#include "paint/layer_tags.h"
#include "placement/font.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

typedef struct {
    Canvas base;
    cairo_t *cr;
    GlyphShaper *shaper;
    IconCache *icons;
    GArray *opacities; /* of the open layers */
    LayerTags tags;
    InkKeys *keys; /* NULL: not printed */
    bool curves;   /* text as outlines */
    Color said; /* key of the label's words, for all its runs; alpha below 0: they are painted as they are */
} CairoCanvas;

static cairo_t *canvas_cr(Canvas *canvas)
{
    return ((CairoCanvas *)canvas)->cr;
}

/* For whoever is about to paint. */
static cairo_t *painting_cr(Canvas *canvas)
{
    layer_tags_paint(&((CairoCanvas *)canvas)->tags);
    return canvas_cr(canvas);
}

static void set_color(cairo_t *cr, Color color)
{
    cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
}

/* ---- groups ---- */

static void begin_layer(Canvas *canvas, const char *id, const char *title, double opacity)
{
    CairoCanvas *self = (CairoCanvas *)canvas;
    layer_tags_begin(&self->tags, title ? title : id, opacity < 1);
    g_array_append_val(self->opacities, opacity);
    cairo_save(self->cr);
    if (opacity < 1)
        cairo_push_group(self->cr);
}

static void end_layer(Canvas *canvas)
{
    CairoCanvas *self = (CairoCanvas *)canvas;
    const double opacity = g_array_index(self->opacities, double, self->opacities->len - 1);
    g_array_set_size(self->opacities, self->opacities->len - 1);
    if (opacity < 1) {
        cairo_pop_group_to_source(self->cr);
        cairo_paint_with_alpha(self->cr, opacity);
    }
    cairo_restore(self->cr);
    layer_tags_end(&self->tags);
}

/* ---- paths ---- */

static void add_part(cairo_t *cr, const Point *points, size_t count, bool close)
{
    for (size_t i = 0; i < count - (close ? 1 : 0); i++)
        cairo_line_to(cr, points[i].x, points[i].y);
    if (close)
        cairo_close_path(cr);
    cairo_new_sub_path(cr);
}

static void add_path(cairo_t *cr, const Geometry *geometry)
{
    cairo_new_path(cr);
    for (size_t part = 0; part < geometry->part_count; part++)
        add_part(cr, geometry->points + geometry_part_start(geometry, part),
                 geometry_part_length(geometry, part), geometry->type == GEOMETRY_POLYGON);
}

static void push_clip(Canvas *canvas, const Geometry *area)
{
    cairo_t *cr = canvas_cr(canvas);
    cairo_save(cr);
    add_path(cr, area);
    cairo_clip(cr);
}

static void push_transform(Canvas *canvas, const Matrix *matrix)
{
    cairo_t *cr = canvas_cr(canvas);
    const cairo_matrix_t transform = {matrix->xx, matrix->yx, matrix->xy, matrix->yy, matrix->x0, matrix->y0};
    cairo_save(cr);
    cairo_transform(cr, &transform);
}

static void pop(Canvas *canvas)
{
    cairo_restore(canvas_cr(canvas));
}

static void fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    cairo_t *cr = painting_cr(canvas);
    add_path(cr, area);
    set_color(cr, color);
    cairo_set_antialias(cr, antialias ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
    cairo_fill(cr);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void set_stroke(cairo_t *cr, const Stroke *stroke)
{
    static const cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
    static const cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND,
                                              CAIRO_LINE_JOIN_BEVEL};
    set_color(cr, stroke->color);
    cairo_set_line_width(cr, stroke->width);
    cairo_set_line_cap(cr, caps[stroke->cap]);
    cairo_set_line_join(cr, joins[stroke->join]);
    cairo_set_miter_limit(cr, stroke->miter_limit > 0 ? stroke->miter_limit : 2);
    cairo_set_dash(cr, stroke->dashes, (int)stroke->dash_count, stroke->dash_offset);
}

static void stroke_lines(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    cairo_t *cr = painting_cr(canvas);
    add_path(cr, lines);
    set_stroke(cr, stroke);
    cairo_stroke(cr);
}

static void circle(Canvas *canvas, Point center, double radius, Color color, const Stroke *outline)
{
    cairo_t *cr = painting_cr(canvas);
    cairo_new_path(cr);
    cairo_arc(cr, center.x, center.y, fmax(radius, 0), 0, 2 * G_PI);
    if (color.a > 0) {
        set_color(cr, color);
        cairo_fill_preserve(cr);
    }
    if (outline && outline->width > 0 && outline->color.a > 0) {
        set_stroke(cr, outline);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void add_stops(cairo_pattern_t *pattern, const ColorStop *stops, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Color color = stops[i].color;
        cairo_pattern_add_color_stop_rgba(pattern, stops[i].offset, color.r, color.g, color.b, color.a);
    }
}

static void gradient(Canvas *canvas, const Geometry *area, Point from, Point to, const ColorStop *stops,
                     size_t count)
{
    cairo_t *cr = canvas_cr(canvas);
    g_autoptr(cairo_pattern_t) linear = cairo_pattern_create_linear(from.x, from.y, to.x, to.y);
    add_stops(linear, stops, count);
    add_path(cr, area);
    cairo_set_source(cr, linear);
    cairo_fill(cr);
}

static void soft_disc(Canvas *canvas, Point center, double radius, const ColorStop *stops, size_t count)
{
    cairo_t *cr = painting_cr(canvas);
    g_autoptr(cairo_pattern_t) soft =
        cairo_pattern_create_radial(center.x, center.y, 0, center.x, center.y, radius);
    add_stops(soft, stops, count);
    cairo_new_path(cr);
    cairo_arc(cr, center.x, center.y, radius, 0, 2 * G_PI);
    cairo_set_source(cr, soft);
    cairo_fill(cr);
}

/* ---- text ---- */

/* How glyphs come to the paper: shown as text, filled, or stroked as a halo. */
typedef enum { GLYPHS_SHOWN, GLYPHS_FILLED, GLYPHS_STROKED } GlyphMode;

/* The halo of a printed text is the same text, told apart by its colour. */
static GlyphMode glyph_mode(const CairoCanvas *self, bool halo)
{
    if (self->curves || !self->keys)
        return halo ? GLYPHS_STROKED : self->curves ? GLYPHS_FILLED : GLYPHS_SHOWN;
    return GLYPHS_SHOWN;
}

/* Readers put the letters of one level line together by themselves, and of nothing else. Runs of two colours
 * stay apart. */
static bool needs_words(const TextRun *runs, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (memcmp(&runs[i].color, &runs[0].color, sizeof runs[i].color) != 0)
            return false;
    return count > 1 || runs->curve_count >= 2 || runs->angle != 0 || runs->letter_spacing != 0;
}

/* The words of a label: its lines with blanks between, but for those that end with a hyphen. */
static char *join_words(const TextRun *runs, size_t count)
{
    GString *words = g_string_new(NULL);
    for (size_t i = 0; i < count; i++) {
        g_autofree char *line = g_strstrip(g_strdup(runs[i].text));
        if (words->len > 0 && !g_str_has_suffix(words->str, "-"))
            g_string_append_c(words, ' ');
        g_string_append(words, line);
    }
    return g_string_free(words, FALSE);
}

static void say_words(CairoCanvas *self, const TextRun *runs, size_t count)
{
    self->said = (Color){0, 0, 0, -1};
    if (!self->keys || self->curves || count == 0 || !needs_words(runs, count))
        return;
    g_autofree char *words = join_words(runs, count);
    self->said = ink_keys_text(self->keys, runs->color, words);
}

static Color halo_key(const CairoCanvas *self, const TextRun *run)
{
    double dx = 2 * run->halo_width, dy = 0;
    cairo_user_to_device_distance(self->cr, &dx, &dy);
    return ink_keys_halo(self->keys, run->halo_color, hypot(dx, dy));
}

static Color text_color(const CairoCanvas *self, const TextRun *run, bool halo)
{
    if (halo)
        return self->keys && !self->curves ? halo_key(self, run) : run->halo_color;
    return self->said.a >= 0 ? self->said : run->color;
}

/* The path of glyphs is made; `color` is that of the halo or of the text. */
static void paint_glyph_path(cairo_t *cr, const TextRun *run, GlyphMode mode, Color color)
{
    if (mode == GLYPHS_STROKED) {
        set_stroke(cr, &(Stroke){.color = color, .width = 2 * run->halo_width, .join = JOIN_ROUND});
        cairo_stroke(cr);
    } else {
        set_color(cr, color);
        cairo_fill(cr);
    }
}

/* What pango does with cairo's fonts, and nothing of what takes long: strokes are made of the path
 * afterwards. */
static void place_line(CairoCanvas *self, const TextRun *run, bool shown)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    PangoLayoutLine *line = glyph_shaper_line(self->shaper, run);
    if (shown)
        pango_cairo_show_layout_line(self->cr, line);
    else
        pango_cairo_layout_line_path(self->cr, line);
}

static void place_cluster(CairoCanvas *self, const GlyphCluster *cluster, bool shown)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    if (shown)
        pango_cairo_show_glyph_string(self->cr, cluster->font, cluster->glyphs);
    else
        pango_cairo_glyph_string_path(self->cr, cluster->font, cluster->glyphs);
}

static void paint_straight(CairoCanvas *self, const TextRun *run, GlyphMode mode, Color color)
{
    cairo_save(self->cr);
    cairo_translate(self->cr, run->origin.x, run->origin.y);
    cairo_rotate(self->cr, run->angle);
    cairo_new_path(self->cr);
    set_color(self->cr, color);
    place_line(self, run, mode == GLYPHS_SHOWN);
    if (mode != GLYPHS_SHOWN)
        paint_glyph_path(self->cr, run, mode, color);
    cairo_restore(self->cr);
}

static void paint_cluster(CairoCanvas *self, const GlyphCluster *cluster, const TextRun *run, GlyphMode mode,
                          Color color)
{
    cairo_save(self->cr);
    cairo_translate(self->cr, cluster->origin.x, cluster->origin.y);
    cairo_rotate(self->cr, cluster->angle);
    cairo_move_to(self->cr, 0, 0);
    set_color(self->cr, color);
    place_cluster(self, cluster, mode == GLYPHS_SHOWN);
    if (mode != GLYPHS_SHOWN)
        paint_glyph_path(self->cr, run, mode, color);
    cairo_restore(self->cr);
}

static void paint_run(CairoCanvas *self, const TextRun *run, bool halo)
{
    if (halo && (run->halo_width <= 0 || run->halo_color.a <= 0))
        return;
    const GlyphMode mode = glyph_mode(self, halo);
    const Color color = text_color(self, run, halo);
    if (run->curve_count < 2) {
        paint_straight(self, run, mode, color);
        return;
    }
    size_t count;
    GlyphCluster *clusters = glyph_shaper_curve(self->shaper, run, &count);
    for (size_t i = 0; i < count; i++)
        paint_cluster(self, &clusters[i], run, mode, color);
    glyph_clusters_free(clusters, count);
}

/* All halos first, so that no line's halo lies on its neighbour's letters. */
static void text(Canvas *canvas, const TextRun *runs, size_t count)
{
    CairoCanvas *self = (CairoCanvas *)canvas;
    layer_tags_paint(&self->tags);
    say_words(self, runs, count);
    for (size_t i = 0; i < count; i++)
        paint_run(self, &runs[i], true);
    for (size_t i = 0; i < count; i++)
        paint_run(self, &runs[i], false);
}

/* ---- icons ---- */

static void fill_area(cairo_t *cr, Geometry area, Color color)
{
    add_path(cr, &area);
    set_color(cr, color);
    cairo_fill(cr);
    geometry_clear(&area);
}

/* Held where an icon has words of its own. */
static GRecMutexLocker *lock_words(const Icon *icon)
{
    return icon->svg_text && strstr(icon->svg_text, "<text") ? font_lock() : NULL;
}

/* In its own size, its upper left corner at 0, 0; the tint's opacity is the caller's. */
static void paint_icon(CairoCanvas *self, cairo_t *cr, const Icon *icon, Color tint)
{
    if (icon->svg) {
        const RsvgRectangle viewport = {0, 0, icon->width, icon->height};
        rsvg_handle_render_document(icon_cache_svg(self->icons, icon, tint), cr, &viewport, NULL);
        return;
    }
    if (!icon->image)
        return;
    if (icon->sdf) {
        fill_area(cr, paint_icon_outline(icon, SDF_EDGE), (Color){tint.r, tint.g, tint.b, 1});
        return;
    }
    cairo_scale(cr, 1 / icon->pixel_ratio, 1 / icon->pixel_ratio);
    cairo_set_source_surface(cr, icon_cache_lookup(self->icons, icon)->image, 0, 0);
    cairo_paint(cr);
}

static double tinted_opacity(const Icon *icon, double opacity, Color tint)
{
    return icon->sdf ? opacity * tint.a : opacity;
}

static void icon(Canvas *canvas, const Icon *icon_, const Matrix *matrix, double opacity, Color tint)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = lock_words(icon_);
    push_transform(canvas, matrix);
    cairo_t *cr = painting_cr(canvas);
    opacity = tinted_opacity(icon_, opacity, tint);
    if (opacity < 1)
        cairo_push_group(cr);
    paint_icon((CairoCanvas *)canvas, cr, icon_, tint);
    if (opacity < 1) {
        cairo_pop_group_to_source(cr);
        cairo_paint_with_alpha(cr, opacity);
    }
    pop(canvas);
}

static void drawing(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup, double scale,
                    Point page)
{
    (void)markup;
    (void)scale;
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    const RsvgRectangle viewport = {0, 0, page.x, page.y};
    g_autofree char *reference = g_strconcat("#", id, NULL);
    rsvg_handle_render_layer(svg, painting_cr(canvas), reference, &viewport, NULL);
}

/* ---- patterns ---- */

/* One tile as a list of drawing operations, replayed wherever it is painted: stays vector in PDF. */
static cairo_surface_t *record_tile(CairoCanvas *self, const Icon *icon, Color tint)
{
    const cairo_rectangle_t extents = {0, 0, icon->width, icon->height};
    cairo_surface_t *tile = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
    g_autoptr(cairo_t) cr = cairo_create(tile);
    paint_icon(self, cr, icon, tint);
    return tile;
}

/* On pixels each tile of drawing operations is replayed at its place: repeated as a source it would be
 * resampled. */
static void paint_tiles(cairo_t *cr, cairo_surface_t *tile, const Icon *icon)
{
    double x0, y0, x1, y1;
    cairo_clip_extents(cr, &x0, &y0, &x1, &y1);
    for (double y = floor(y0 / icon->height) * icon->height; y < y1; y += icon->height)
        for (double x = floor(x0 / icon->width) * icon->width; x < x1; x += icon->width) {
            cairo_set_source_surface(cr, tile, x, y);
            cairo_paint(cr);
        }
}

/* The area filled with the tile, again and again: cairo's PDF loses a clip around a painted tile. */
static void fill_repeated(cairo_t *cr, const Geometry *area, cairo_surface_t *tile, cairo_matrix_t matrix)
{
    if (cairo_matrix_invert(&matrix) != CAIRO_STATUS_SUCCESS)
        return;
    g_autoptr(cairo_pattern_t) source = cairo_pattern_create_for_surface(tile);
    cairo_pattern_set_extend(source, CAIRO_EXTEND_REPEAT);
    cairo_pattern_set_matrix(source, &matrix);
    cairo_set_source(cr, source);
    add_path(cr, area);
    cairo_fill(cr);
}

static void paint_pattern(CairoCanvas *self, const Geometry *area, const Icon *icon, const Matrix *placed,
                          bool framed, Color tint)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = lock_words(icon);
    cairo_matrix_t matrix = {placed->xx, placed->yx, placed->xy, placed->yy, placed->x0, placed->y0};
    if (icon->image && !icon->sdf) {
        const Icon *own =
            framed ? icon_cache_framed(self->icons, icon) : icon_cache_lookup(self->icons, icon);
        cairo_matrix_scale(&matrix, 1 / icon->pixel_ratio, 1 / icon->pixel_ratio);
        fill_repeated(self->cr, area, own->image, matrix);
        return;
    }
    g_autoptr(cairo_surface_t) tile = record_tile(self, icon, tint);
    if (self->base.pixel <= 0) {
        fill_repeated(self->cr, area, tile, matrix);
        return;
    }
    push_clip(&self->base, area);
    push_transform(&self->base, placed);
    paint_tiles(self->cr, tile, icon);
    pop(&self->base);
    pop(&self->base);
}

static void pattern(Canvas *canvas, const Geometry *area, const Icon *icon_, const Matrix *matrix,
                    bool framed, double opacity, Color tint)
{
    if (hypot(matrix->xx, matrix->yx) * icon_->width < 0.05 ||
        hypot(matrix->xy, matrix->yy) * icon_->height < 0.05)
        return;
    cairo_t *cr = painting_cr(canvas);
    if (opacity < 1)
        cairo_push_group(cr);
    paint_pattern((CairoCanvas *)canvas, area, icon_, matrix, framed, tint);
    if (opacity < 1) {
        cairo_pop_group_to_source(cr);
        cairo_paint_with_alpha(cr, opacity);
    }
}

/* ---- pictures ---- */

static cairo_surface_t *picture_surface(const Picture *picture)
{
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data((unsigned char *)picture->pixels, CAIRO_FORMAT_ARGB32,
                                            picture->width, picture->height, picture->width * 4);
    gsize length = 0;
    const void *jpeg = picture->jpeg ? g_bytes_get_data(picture->jpeg, &length) : NULL;
    if (jpeg)
        cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, jpeg, length,
                                    (cairo_destroy_func_t)(void (*)(void))g_bytes_unref,
                                    g_bytes_ref(picture->jpeg));
    return surface;
}

/* On pixels the area is filled, so that its edges are sharp; in vector files only a whole picture keeps its
 * JPEG. */
static void picture(Canvas *canvas, const Picture *from, const Geometry *area, const Matrix *matrix,
                    double opacity, bool smooth)
{
    cairo_t *cr = canvas_cr(canvas);
    g_autoptr(cairo_surface_t) surface = picture_surface(from);
    cairo_save(cr);
    if (canvas->pixel > 0) {
        add_path(cr, area);
        cairo_set_antialias(cr, canvas->screen ? CAIRO_ANTIALIAS_NONE : CAIRO_ANTIALIAS_DEFAULT);
        cairo_clip(cr);
    }
    push_transform(canvas, matrix);
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), smooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
    if (canvas->pixel > 0)
        cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_paint_with_alpha(cr, opacity);
    pop(canvas);
    cairo_restore(cr);
}

/* A pixel of the surface in user space; 0 where it holds vectors. */
static double pixel_size(cairo_t *cr)
{
    double x = 1, y = 0;
    if (!cr || cairo_surface_get_type(cairo_get_target(cr)) != CAIRO_SURFACE_TYPE_IMAGE)
        return 0;
    cairo_device_to_user_distance(cr, &x, &y);
    return hypot(x, y);
}

Canvas *canvas_cairo_new(cairo_t *cr)
{
    static const CanvasCalls calls = {.begin_layer = begin_layer,
                                      .end_layer = end_layer,
                                      .push_clip = push_clip,
                                      .push_transform = push_transform,
                                      .pop = pop,
                                      .fill = fill,
                                      .gradient = gradient,
                                      .stroke = stroke_lines,
                                      .circle = circle,
                                      .soft_disc = soft_disc,
                                      .pattern = pattern,
                                      .text = text,
                                      .drawing = drawing,
                                      .picture = picture,
                                      .icon = icon};
    CairoCanvas *self = g_new0(CairoCanvas, 1);
    self->base.calls = &calls;
    self->base.pixel = pixel_size(cr);
    self->cr = cr;
    layer_tags_init(&self->tags, cr);
    self->shaper = glyph_shaper_new();
    self->icons = icon_cache_new();
    self->opacities = g_array_new(FALSE, FALSE, sizeof(double));
    return &self->base;
}

void canvas_cairo_set_print(Canvas *canvas, InkKeys *keys, bool curves)
{
    CairoCanvas *self = (CairoCanvas *)canvas;
    self->keys = self->tags.keys = keys;
    self->curves = curves;
}

void canvas_cairo_set_target(Canvas *canvas, cairo_t *cr)
{
    CairoCanvas *self = (CairoCanvas *)canvas;
    self->cr = self->tags.cr = cr;
}

void canvas_cairo_free(Canvas *canvas)
{
    if (!canvas)
        return;
    CairoCanvas *self = (CairoCanvas *)canvas;
    glyph_shaper_free(self->shaper);
    icon_cache_free(self->icons);
    g_array_unref(self->opacities);
    layer_tags_clear(&self->tags);
    g_free(self);
}
