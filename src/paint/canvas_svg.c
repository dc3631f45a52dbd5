#include "paint/canvas_svg.h"

#include "paint/icon.h"

#include <math.h>
#include <pango/pango.h>
#include <string.h>

typedef struct {
    Canvas base;
    GString *definitions, *body;
    unsigned clips, curves, gradients;
    GHashTable *icons, *patterns, *soft; /* numbers of what is defined, plus 1, by name or content */
} SvgCanvas;

/* ---- text of numbers, colours, names ---- */

/* Two decimals of a style pixel are 0.003 mm. */
static void add_number(GString *out, double number)
{
    const double rounded = round(number * 100) / 100;
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.6g", rounded == 0 ? 0 : rounded));
}

static void add_factor(GString *out, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(text, sizeof text, "%.6g", fabs(number) < 1e-9 ? 0 : number));
}

static void add_escaped(GString *out, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append(out, escaped);
}

static void add_paint(GString *out, const char *attribute, Color color)
{
    g_string_append_printf(out, " %s=\"#%02x%02x%02x\"", attribute, (unsigned)lround(color.r * 255),
                           (unsigned)lround(color.g * 255), (unsigned)lround(color.b * 255));
    if (color.a < 1) {
        g_string_append_printf(out, " %s-opacity=\"", attribute);
        add_factor(out, color.a);
        g_string_append_c(out, '"');
    }
}

static void add_stroke(GString *out, const Stroke *stroke)
{
    static const char *const caps[] = {NULL, "round", "square"};
    static const char *const joins[] = {NULL, "round", "bevel"};
    add_paint(out, "stroke", stroke->color);
    g_string_append(out, " stroke-width=\"");
    add_number(out, stroke->width);
    g_string_append_c(out, '"');
    if (caps[stroke->cap])
        g_string_append_printf(out, " stroke-linecap=\"%s\"", caps[stroke->cap]);
    if (joins[stroke->join])
        g_string_append_printf(out, " stroke-linejoin=\"%s\"", joins[stroke->join]);
    else if (stroke->miter_limit >= 1) {
        g_string_append(out, " stroke-miterlimit=\"");
        add_factor(out, stroke->miter_limit);
        g_string_append_c(out, '"');
    }
    for (size_t i = 0; i < stroke->dash_count; i++) {
        g_string_append(out, i == 0 ? " stroke-dasharray=\"" : " ");
        add_number(out, stroke->dashes[i]);
    }
    if (stroke->dash_count > 0)
        g_string_append_c(out, '"');
    if (stroke->dash_count > 0 && stroke->dash_offset != 0) {
        g_string_append(out, " stroke-dashoffset=\"");
        add_number(out, stroke->dash_offset);
        g_string_append_c(out, '"');
    }
}

/* Path data: an absolute start, then relative steps between rounded points, so that errors do not add up. */
static void add_part(GString *out, const Point *points, size_t count, bool close)
{
    double x = 0, y = 0;
    for (size_t i = 0; i < count - (close ? 1 : 0); i++) {
        const double next_x = round(points[i].x * 100) / 100, next_y = round(points[i].y * 100) / 100;
        if (i > 1 && next_x == x && next_y == y)
            continue;
        g_string_append_c(out, i == 0 ? 'M' : i == 1 ? 'l' : ' ');
        add_number(out, i == 0 ? next_x : next_x - x);
        g_string_append_c(out, ',');
        add_number(out, i == 0 ? next_y : next_y - y);
        x = next_x;
        y = next_y;
    }
    if (close)
        g_string_append_c(out, 'z');
}

static void add_path(GString *out, const Geometry *geometry)
{
    g_string_append(out, " d=\"");
    for (size_t part = 0; part < geometry->part_count; part++)
        add_part(out, geometry->points + geometry_part_start(geometry, part),
                 geometry_part_length(geometry, part), geometry->type == GEOMETRY_POLYGON);
    g_string_append_c(out, '"');
}

static void add_matrix(GString *out, const char *attribute, const Matrix *matrix)
{
    g_string_append_printf(out, " %s=\"", attribute);
    if (matrix->xx == 1 && matrix->yy == 1 && matrix->xy == 0 && matrix->yx == 0) {
        g_string_append(out, "translate(");
    } else {
        const double factors[] = {matrix->xx, matrix->yx, matrix->xy, matrix->yy};
        g_string_append(out, "matrix(");
        for (int i = 0; i < 4; i++) {
            add_factor(out, factors[i]);
            g_string_append_c(out, ',');
        }
    }
    add_number(out, matrix->x0);
    g_string_append_c(out, ',');
    add_number(out, matrix->y0);
    g_string_append(out, ")\"");
}

/* The same with all its digits: pictures of many pixels need them. */
static void add_factors(GString *out, const char *attribute, const Matrix *m)
{
    const double all[] = {m->xx, m->yx, m->xy, m->yy, m->x0, m->y0};
    g_string_append_printf(out, " %s=\"matrix(", attribute);
    for (int i = 0; i < 6; i++) {
        add_factor(out, all[i]);
        g_string_append(out, i < 5 ? "," : ")\"");
    }
}

static void add_opacity(GString *out, double opacity)
{
    if (opacity >= 1)
        return;
    g_string_append(out, " opacity=\"");
    add_factor(out, opacity);
    g_string_append_c(out, '"');
}

/* ---- groups ---- */

static void begin_layer(Canvas *canvas, const char *id, const char *title, double opacity)
{
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append(out, "<g");
    if (id) {
        g_string_append(out, " inkscape:groupmode=\"layer\" id=\"");
        add_escaped(out, id);
        g_string_append(out, "\" inkscape:label=\"");
        add_escaped(out, title ? title : id);
        g_string_append_c(out, '"');
    }
    add_opacity(out, opacity);
    g_string_append(out, ">\n");
}

static void end_group(Canvas *canvas)
{
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append(out, "</g>\n");
}

static void push_clip(Canvas *canvas, const Geometry *area)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    const unsigned number = ++self->clips;
    g_string_append_printf(self->definitions, "<clipPath id=\"clip%u\"><path", number);
    add_path(self->definitions, area);
    g_string_append(self->definitions, "/></clipPath>\n");
    g_string_append_printf(self->body, "<g clip-path=\"url(#clip%u)\">\n", number);
}

static void push_transform(Canvas *canvas, const Matrix *matrix)
{
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append(out, "<g");
    add_matrix(out, "transform", matrix);
    g_string_append(out, ">\n");
}

/* ---- shapes ---- */

static void fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append(out, "<path");
    add_paint(out, "fill", color);
    if (!antialias)
        g_string_append(out, " shape-rendering=\"crispEdges\"");
    add_path(out, area);
    g_string_append(out, "/>\n");
}

static void stroke_lines(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append(out, "<path fill=\"none\"");
    add_stroke(out, stroke);
    add_path(out, lines);
    g_string_append(out, "/>\n");
}

static void add_disc(GString *out, Point center, double radius)
{
    g_string_append(out, "<circle cx=\"");
    add_number(out, center.x);
    g_string_append(out, "\" cy=\"");
    add_number(out, center.y);
    g_string_append(out, "\" r=\"");
    add_number(out, radius);
    g_string_append_c(out, '"');
}

static void circle(Canvas *canvas, Point center, double radius, Color color, const Stroke *outline)
{
    GString *out = ((SvgCanvas *)canvas)->body;
    add_disc(out, center, radius);
    if (color.a <= 0)
        g_string_append(out, " fill=\"none\"");
    else
        add_paint(out, "fill", color);
    if (outline && outline->width > 0)
        add_stroke(out, outline);
    g_string_append(out, "/>\n");
}

/* Numbers things by their name: the number of one that is there, or the next. */
static guint name_number(GHashTable *names, const char *name, bool *is_new)
{
    const void *known = g_hash_table_lookup(names, name);
    *is_new = known == NULL;
    if (*is_new) {
        known = GUINT_TO_POINTER(g_hash_table_size(names) + 1);
        g_hash_table_insert(names, g_strdup(name), (void *)known);
    }
    return GPOINTER_TO_UINT(known) - 1;
}

static void add_stops(GString *content, const ColorStop *stops, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Color color = stops[i].color;
        g_string_append(content, "<stop offset=\"");
        add_factor(content, stops[i].offset);
        g_string_append_c(content, '"');
        add_paint(content, "stop-color", (Color){color.r, color.g, color.b, 1});
        g_string_append(content, " stop-opacity=\"");
        add_factor(content, color.a);
        g_string_append(content, "\"/>");
    }
}

static guint define_soft(SvgCanvas *self, const ColorStop *stops, size_t count)
{
    g_autoptr(GString) content = g_string_new(NULL);
    add_stops(content, stops, count);
    bool is_new;
    const guint number = name_number(self->soft, content->str, &is_new);
    if (is_new)
        g_string_append_printf(self->definitions, "<radialGradient id=\"soft%u\">%s</radialGradient>\n",
                               number, content->str);
    return number;
}

static void soft_disc(Canvas *canvas, Point center, double radius, const ColorStop *stops, size_t count)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    add_disc(self->body, center, radius);
    g_string_append_printf(self->body, " fill=\"url(#soft%u)\"/>\n", define_soft(self, stops, count));
}

static void gradient(Canvas *canvas, const Geometry *area, Point from, Point to, const ColorStop *stops,
                     size_t count)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    GString *out = self->definitions;
    const double ends[] = {from.x, from.y, to.x, to.y};
    const char *const names[] = {"x1", "y1", "x2", "y2"};
    const unsigned number = ++self->gradients;
    g_string_append_printf(out, "<linearGradient id=\"gradient%u\" gradientUnits=\"userSpaceOnUse\"", number);
    for (int i = 0; i < 4; i++) {
        g_string_append_printf(out, " %s=\"", names[i]);
        add_number(out, ends[i]);
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '>');
    add_stops(out, stops, count);
    g_string_append(out, "</linearGradient>\n");
    g_string_append_printf(self->body, "<path fill=\"url(#gradient%u)\"", number);
    add_path(self->body, area);
    g_string_append(self->body, "/>\n");
}

/* ---- icons and patterns ---- */

/* The icon's own SVG without its XML declaration and document type. */
static const char *svg_element(const char *text)
{
    const char *element = strstr(text, "<svg");
    return element ? element : text;
}

static void add_outline(GString *out, const Icon *icon)
{
    Geometry outline = paint_icon_outline(icon, SDF_EDGE);
    g_string_append(out, "<path fill=\"currentColor\"");
    add_path(out, &outline);
    g_string_append(out, "/>");
    geometry_clear(&outline);
}

static void add_picture(GString *out, const Icon *icon, cairo_surface_t *image)
{
    g_autofree char *base64 = paint_icon_base64(image);
    g_string_append(out, "<image width=\"");
    add_factor(out, cairo_image_surface_get_width(image) / icon->pixel_ratio);
    g_string_append(out, "\" height=\"");
    add_factor(out, cairo_image_surface_get_height(image) / icon->pixel_ratio);
    g_string_append_printf(out, "\" xlink:href=\"data:image/png;base64,%s\"/>", base64);
}

static void add_icon_content(GString *out, const Icon *icon)
{
    if (icon->svg_text)
        g_string_append(out, svg_element(icon->svg_text));
    else if (icon->image && icon->sdf)
        add_outline(out, icon);
    else if (icon->image)
        add_picture(out, icon, icon->image);
}

static guint define_icon(SvgCanvas *self, const Icon *icon)
{
    bool is_new;
    const guint number = name_number(self->icons, icon->name, &is_new);
    if (!is_new)
        return number;
    g_string_append_printf(self->definitions, "<g id=\"icon%u\"><title>", number);
    add_escaped(self->definitions, icon->name);
    g_string_append(self->definitions, "</title>");
    add_icon_content(self->definitions, icon);
    g_string_append(self->definitions, "</g>\n");
    return number;
}

/* What draws with currentColor takes it from here. */
static void add_tint(GString *out, const Icon *icon, Color tint)
{
    if (icon->sdf)
        add_paint(out, "color", (Color){tint.r, tint.g, tint.b, 1});
}

static void icon(Canvas *canvas, const Icon *icon_, const Matrix *matrix, double opacity, Color tint)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_string_append_printf(self->body, "<use xlink:href=\"#icon%u\"", define_icon(self, icon_));
    add_tint(self->body, icon_, tint);
    add_matrix(self->body, "transform", matrix);
    add_opacity(self->body, icon_->sdf ? opacity * tint.a : opacity);
    g_string_append(self->body, "/>\n");
}

static guint define_pattern(SvgCanvas *self, const Icon *icon_, const Matrix *matrix, bool framed, Color tint)
{
    const double frame = framed ? 2 / icon_->pixel_ratio : 0;
    g_autoptr(GString) start = g_string_new(" patternUnits=\"userSpaceOnUse\" width=\"");
    add_factor(start, icon_->width + frame);
    g_string_append(start, "\" height=\"");
    add_factor(start, icon_->height + frame);
    g_string_append_c(start, '"');
    add_tint(start, icon_, tint);
    add_matrix(start, "patternTransform", matrix);
    g_autofree char *key = g_strconcat(icon_->name, start->str, NULL);
    bool is_new;
    const guint number = name_number(self->patterns, key, &is_new);
    if (!is_new)
        return number;
    g_string_append_printf(self->definitions, "<pattern id=\"pattern%u\"%s>", number, start->str);
    if (framed) {
        cairo_surface_t *image = paint_icon_frame(icon_);
        add_picture(self->definitions, icon_, image);
        cairo_surface_destroy(image);
    } else {
        add_icon_content(self->definitions, icon_);
    }
    g_string_append(self->definitions, "</pattern>\n");
    return number;
}

static void pattern(Canvas *canvas, const Geometry *area, const Icon *icon_, const Matrix *matrix,
                    bool framed, double opacity, Color tint)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_string_append_printf(self->body, "<path fill=\"url(#pattern%u)\"",
                           define_pattern(self, icon_, matrix, framed, tint));
    add_opacity(self->body, opacity);
    add_path(self->body, area);
    g_string_append(self->body, "/>\n");
}

/* A JPEG is embedded as it is. */
static void add_picture_address(GString *out, const Picture *from)
{
    gsize length = 0;
    const void *jpeg = from->jpeg ? g_bytes_get_data(from->jpeg, &length) : NULL;
    g_autofree char *base64 = NULL;
    if (jpeg) {
        base64 = g_base64_encode(jpeg, length);
    } else {
        cairo_surface_t *surface = cairo_image_surface_create_for_data(
            (unsigned char *)from->pixels, CAIRO_FORMAT_ARGB32, from->width, from->height, from->width * 4);
        base64 = paint_icon_base64(surface);
        cairo_surface_destroy(surface);
    }
    g_string_append_printf(out, " xlink:href=\"data:image/%s;base64,%s\"", jpeg ? "jpeg" : "png", base64);
}

static void picture(Canvas *canvas, const Picture *from, const Geometry *area, const Matrix *matrix,
                    double opacity, bool smooth)
{
    (void)area;
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append_printf(out, "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\"", from->width,
                           from->height);
    add_factors(out, "transform", matrix);
    add_opacity(out, opacity);
    if (!smooth)
        g_string_append(out, " style=\"image-rendering:pixelated\"");
    add_picture_address(out, from);
    g_string_append(out, "/>\n");
}

static void drawing(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup, double scale,
                    Point page)
{
    (void)svg;
    (void)id;
    (void)page;
    GString *out = ((SvgCanvas *)canvas)->body;
    g_string_append(out, "<g");
    add_matrix(out, "transform", &(Matrix){scale, 0, 0, scale, 0, 0});
    g_string_append(out, ">");
    g_string_append(out, markup);
    g_string_append(out, "</g>\n");
}

/* ---- text ---- */

static void add_font(GString *out, const TextRun *run)
{
    PangoFontDescription *font = pango_font_description_from_string(run->font);
    const char *family = pango_font_description_get_family(font);
    g_string_append(out, " font-family=\"");
    add_escaped(out, family ? family : "sans");
    g_string_append_c(out, '"');
    if (pango_font_description_get_style(font) == PANGO_STYLE_ITALIC)
        g_string_append(out, " font-style=\"italic\"");
    else if (pango_font_description_get_style(font) == PANGO_STYLE_OBLIQUE)
        g_string_append(out, " font-style=\"oblique\"");
    const int weight = (int)pango_font_description_get_weight(font);
    if (weight != PANGO_WEIGHT_NORMAL)
        g_string_append_printf(out, " font-weight=\"%d\"", weight);
    if (pango_font_description_get_variant(font) == PANGO_VARIANT_SMALL_CAPS)
        g_string_append(out, " font-variant=\"small-caps\"");
    g_string_append(out, " font-size=\"");
    add_number(out, run->size);
    g_string_append_c(out, '"');
    if (run->letter_spacing != 0) {
        g_string_append(out, " letter-spacing=\"");
        add_number(out, run->letter_spacing);
        g_string_append_c(out, '"');
    }
    pango_font_description_free(font);
}

/* The halo is the text's own stroke, painted before its fill. */
static void add_text_paint(GString *out, const TextRun *run)
{
    add_paint(out, "fill", run->color);
    if (run->halo_width <= 0 || run->halo_color.a <= 0)
        return;
    add_stroke(out, &(Stroke){.color = run->halo_color, .width = 2 * run->halo_width, .join = JOIN_ROUND});
    g_string_append(out, " paint-order=\"stroke\"");
}

static void add_curved(SvgCanvas *self, const TextRun *run)
{
    const unsigned number = ++self->curves;
    g_string_append_printf(self->definitions, "<path id=\"curve%u\" d=\"", number);
    add_part(self->definitions, run->curve, run->curve_count, false);
    g_string_append(self->definitions, "\"/>\n");
    g_string_append_printf(self->body, "><textPath xlink:href=\"#curve%u\">", number);
    add_escaped(self->body, run->text);
    g_string_append(self->body, "</textPath></text>\n");
}

static void add_text(SvgCanvas *self, const TextRun *run)
{
    GString *out = self->body;
    g_string_append(out, "<text xml:space=\"preserve\"");
    add_font(out, run);
    add_text_paint(out, run);
    if (run->curve_count >= 2) {
        add_curved(self, run);
        return;
    }
    const double c = cos(run->angle), s = sin(run->angle);
    if (run->angle != 0) {
        add_matrix(out, "transform", &(Matrix){c, s, -s, c, run->origin.x, run->origin.y});
    } else {
        g_string_append(out, " x=\"");
        add_number(out, run->origin.x);
        g_string_append(out, "\" y=\"");
        add_number(out, run->origin.y);
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '>');
    add_escaped(out, run->text);
    g_string_append(out, "</text>\n");
}

static void text(Canvas *canvas, const TextRun *runs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_text((SvgCanvas *)canvas, &runs[i]);
}

Canvas *canvas_svg_new(GString *definitions, GString *body)
{
    static const CanvasCalls calls = {.begin_layer = begin_layer,
                                      .end_layer = end_group,
                                      .push_clip = push_clip,
                                      .push_transform = push_transform,
                                      .pop = end_group,
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
    SvgCanvas *self = g_new0(SvgCanvas, 1);
    self->base.calls = &calls;
    self->definitions = definitions;
    self->body = body;
    self->icons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->patterns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->soft = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return &self->base;
}

void canvas_svg_free(Canvas *canvas)
{
    if (!canvas)
        return;
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_hash_table_unref(self->icons);
    g_hash_table_unref(self->patterns);
    g_hash_table_unref(self->soft);
    g_free(self);
}
