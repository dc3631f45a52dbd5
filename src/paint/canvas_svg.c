#include "paint/canvas_svg.h"

#include "paint/svg_icon.h"
#include "paint/svg_style.h"
#include "paint/svg_text.h"
#include "paint/svg_write.h"

#include <math.h>
#include <string.h>

typedef struct {
    Canvas base;
    GString *definitions, *body;
    SvgStyles *styles;
    unsigned curves, gradients;
    GHashTable *numbers; /* of what is defined, plus 1, by kind and content */
    GHashTable *counts;  /* how many there are of each kind */
    GHashTable *ids;     /* taken */
    GArray *groups;      /* of Group: those that are open */
} SvgCanvas;

typedef struct {
    gsize start, content; /* where it begins in the body, and where its content does */
} Group;

static GString *canvas_body(Canvas *canvas)
{
    return ((SvgCanvas *)canvas)->body;
}

/* ---- groups ---- */

static void open_group(SvgCanvas *self, gsize start)
{
    const Group group = {start, self->body->len};
    g_array_append_val(self->groups, group);
}

/* A group that holds nothing is not written. */
static void end_group(Canvas *canvas)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    const Group group = g_array_index(self->groups, Group, self->groups->len - 1);
    g_array_set_size(self->groups, self->groups->len - 1);
    if (self->body->len == group.content)
        g_string_truncate(self->body, group.start);
    else
        g_string_append(self->body, "</g>\n");
}

static void add_opacity(GString *out, double opacity)
{
    if (opacity >= 1)
        return;
    g_string_append(out, " opacity=\"");
    svg_add_number(out, opacity, 3);
    g_string_append_c(out, '"');
}

/* The id, or the id with a number where it is taken. Characters an id cannot have become hyphens. */
static char *free_id(SvgCanvas *self, const char *wanted)
{
    g_autofree char *base = g_strdup(wanted);
    for (char *c = base; *c; c++)
        if (!g_ascii_isalnum(*c) && !strchr("-_.", *c) && (unsigned char)*c < 0x80)
            *c = '-';
    char *id =
        g_strconcat(g_ascii_isdigit(*base) || *base == '-' || *base == '.' ? "layer-" : "", base, NULL);
    for (unsigned i = 2; g_hash_table_contains(self->ids, id); i++) {
        g_free(id);
        id = g_strdup_printf("%s-%u", base, i);
    }
    g_hash_table_add(self->ids, g_strdup(id));
    return id;
}

static void begin_layer(Canvas *canvas, const char *id, const char *title, double opacity)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    const gsize start = self->body->len;
    g_string_append(self->body, "<g");
    if (id) {
        g_autofree char *unique = free_id(self, id);
        g_string_append(self->body, " inkscape:groupmode=\"layer\" id=\"");
        svg_add_escaped(self->body, unique);
        g_string_append(self->body, "\" inkscape:label=\"");
        svg_add_escaped(self->body, title ? title : id);
        g_string_append_c(self->body, '"');
        svg_styles_begin(self->styles, id);
    }
    add_opacity(self->body, opacity);
    g_string_append(self->body, ">\n");
    open_group(self, start);
}

static void push_transform(Canvas *canvas, const Matrix *matrix)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    const gsize start = self->body->len;
    g_string_append(self->body, "<g");
    svg_add_transform(self->body, "transform", matrix, 0);
    g_string_append(self->body, ">\n");
    open_group(self, start);
}

/* ---- definitions ---- */

/* The number of a definition among those of its kind; new ones begin at 1. */
static guint definition_number(SvgCanvas *self, const char *kind, const char *content, bool *is_new)
{
    g_autofree char *key = g_strconcat(kind, " ", content, NULL);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(self->numbers, key));
    *is_new = number == 0;
    if (*is_new) {
        number = GPOINTER_TO_UINT(g_hash_table_lookup(self->counts, kind)) + 1;
        g_hash_table_insert(self->counts, g_strdup(kind), GUINT_TO_POINTER(number));
        g_hash_table_insert(self->numbers, g_steal_pointer(&key), GUINT_TO_POINTER(number));
    }
    return number;
}

static void push_clip(Canvas *canvas, const Geometry *area)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_autoptr(GString) path = g_string_new(NULL);
    svg_add_path(path, area);
    bool is_new;
    const guint number = definition_number(self, "clip", path->str, &is_new);
    if (is_new)
        g_string_append_printf(self->definitions, "<clipPath id=\"clip%u\"><path d=\"%s\"/></clipPath>\n",
                               number, path->str);
    const gsize start = self->body->len;
    g_string_append_printf(self->body, "<g clip-path=\"url(#clip%u)\">\n", number);
    open_group(self, start);
}

static void add_stops(GString *out, const ColorStop *stops, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_string_append(out, "<stop offset=\"");
        svg_add_number(out, stops[i].offset, 4);
        g_string_append(out, "\" stop-color=\"");
        svg_add_color(out, stops[i].color);
        g_string_append_c(out, '"');
        if (stops[i].color.a < 1) {
            g_string_append(out, " stop-opacity=\"");
            svg_add_number(out, stops[i].color.a, 3);
            g_string_append_c(out, '"');
        }
        g_string_append(out, "/>");
    }
}

/* ---- shapes ---- */

static void add_data(GString *out, const Geometry *geometry)
{
    g_string_append(out, " d=\"");
    svg_add_path(out, geometry);
    g_string_append(out, "\"/>\n");
}

static void fill(Canvas *canvas, const Geometry *area, Color color, bool antialias)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_autoptr(GString) style = g_string_new(NULL);
    svg_declare_fill(style, color);
    if (!antialias)
        g_string_append(style, ";shape-rendering:crispEdges");
    g_string_append(self->body, "<path");
    svg_styles_add(self->styles, self->body, style->str);
    add_data(self->body, area);
}

static void stroke_lines(Canvas *canvas, const Geometry *lines, const Stroke *stroke)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_autoptr(GString) style = g_string_new("fill:none;");
    Stroke looks = *stroke;
    /* Where the dashes begin differs from line to line: it is no part of the class. */
    looks.dash_offset = 0;
    svg_declare_stroke(style, &looks);
    g_string_append(self->body, "<path");
    svg_styles_add(self->styles, self->body, style->str);
    if (stroke->dash_count > 0 && fabs(stroke->dash_offset) > 1e-3) {
        g_string_append(self->body, " stroke-dashoffset=\"");
        svg_add_length(self->body, stroke->dash_offset);
        g_string_append_c(self->body, '"');
    }
    add_data(self->body, lines);
}

static void add_disc(GString *out, Point center, double radius)
{
    g_string_append(out, " cx=\"");
    svg_add_length(out, center.x);
    g_string_append(out, "\" cy=\"");
    svg_add_length(out, center.y);
    g_string_append(out, "\" r=\"");
    svg_add_length(out, radius);
    g_string_append(out, "\"/>\n");
}

static void circle(Canvas *canvas, Point center, double radius, Color color, const Stroke *outline)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_autoptr(GString) style = g_string_new(NULL);
    svg_declare_fill(style, color);
    if (outline && outline->width > 0 && outline->color.a > 0) {
        g_string_append_c(style, ';');
        svg_declare_stroke(style, outline);
    }
    g_string_append(self->body, "<circle");
    svg_styles_add(self->styles, self->body, style->str);
    add_disc(self->body, center, radius);
}

static void soft_disc(Canvas *canvas, Point center, double radius, const ColorStop *stops, size_t count)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_autoptr(GString) content = g_string_new(NULL);
    add_stops(content, stops, count);
    bool is_new;
    const guint number = definition_number(self, "soft", content->str, &is_new);
    if (is_new)
        g_string_append_printf(self->definitions, "<radialGradient id=\"soft%u\">%s</radialGradient>\n",
                               number, content->str);
    g_string_append_printf(self->body, "<circle fill=\"url(#soft%u)\"", number);
    add_disc(self->body, center, radius);
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
        svg_add_length(out, ends[i]);
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '>');
    add_stops(out, stops, count);
    g_string_append(out, "</linearGradient>\n");
    g_string_append_printf(self->body, "<path fill=\"url(#gradient%u)\"", number);
    add_data(self->body, area);
}

/* ---- icons ---- */

/* The id under which the icon stands among the definitions. */
static char *define_icon(SvgCanvas *self, const Icon *icon)
{
    bool is_new;
    const guint number = definition_number(self, "icon", icon->name, &is_new);
    char *id = g_strdup_printf("icon%u", number);
    if (!is_new)
        return id;
    g_string_append_printf(self->definitions, "<g id=\"%s\" inkscape:label=\"", id);
    svg_add_escaped(self->definitions, icon->name);
    g_string_append(self->definitions, "\">");
    svg_add_icon(self->definitions, icon, id);
    g_string_append(self->definitions, "</g>\n");
    return id;
}

/* What draws with currentColor takes it from here. */
static void add_tint(GString *out, const Icon *icon, Color tint)
{
    if (!icon->sdf)
        return;
    g_string_append(out, " color=\"");
    svg_add_color(out, tint);
    g_string_append_c(out, '"');
}

static void icon(Canvas *canvas, const Icon *icon_, const Matrix *matrix, double opacity, Color tint)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    g_autofree char *id = define_icon(self, icon_);
    g_string_append_printf(self->body, "<use xlink:href=\"#%s\"", id);
    add_tint(self->body, icon_, tint);
    svg_add_transform(self->body, "transform", matrix, 1);
    add_opacity(self->body, icon_->sdf ? opacity * tint.a : opacity);
    g_string_append(self->body, "/>\n");
}

/* ---- patterns and pictures ---- */

static guint define_pattern(SvgCanvas *self, const Icon *icon_, const Matrix *matrix, bool framed, Color tint)
{
    const double frame = framed ? 2 / icon_->pixel_ratio : 0;
    g_autoptr(GString) start = g_string_new(" patternUnits=\"userSpaceOnUse\" width=\"");
    svg_add_number(start, icon_->width + frame, 4);
    g_string_append(start, "\" height=\"");
    svg_add_number(start, icon_->height + frame, 4);
    g_string_append_c(start, '"');
    add_tint(start, icon_, tint);
    svg_add_transform(start, "patternTransform", matrix, 1);
    g_autofree char *key = g_strconcat(icon_->name, start->str, NULL);
    bool is_new;
    const guint number = definition_number(self, "pattern", key, &is_new);
    if (!is_new)
        return number;
    g_autofree char *id = g_strdup_printf("pattern%u", number);
    g_string_append_printf(self->definitions, "<pattern id=\"%s\" inkscape:label=\"", id);
    svg_add_escaped(self->definitions, icon_->name);
    g_string_append_printf(self->definitions, "\"%s>", start->str);
    if (framed)
        svg_add_framed_icon(self->definitions, icon_);
    else
        svg_add_icon(self->definitions, icon_, id);
    g_string_append(self->definitions, "</pattern>\n");
    return number;
}

static void pattern(Canvas *canvas, const Geometry *area, const Icon *icon_, const Matrix *matrix,
                    bool framed, double opacity, Color tint)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    const guint number = define_pattern(self, icon_, matrix, framed, tint);
    g_string_append_printf(self->body, "<path fill=\"url(#pattern%u)\"", number);
    add_opacity(self->body, icon_->sdf ? opacity * tint.a : opacity);
    add_data(self->body, area);
}

static void picture(Canvas *canvas, const Picture *from, const Geometry *area, const Matrix *matrix,
                    double opacity, bool smooth)
{
    (void)area;
    GString *out = canvas_body(canvas);
    g_string_append_printf(out, "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\"", from->width,
                           from->height);
    svg_add_transform(out, "transform", matrix, 1);
    add_opacity(out, opacity);
    if (!smooth)
        g_string_append(out, " style=\"image-rendering:pixelated\"");
    svg_add_picture_address(out, from);
    g_string_append(out, "/>\n");
}

/* A template in millimetres needs no transformation: it stands in the document as its designer drew it. */
static void drawing(Canvas *canvas, RsvgHandle *svg, const char *id, const char *markup, double scale,
                    Point page)
{
    (void)svg;
    (void)id;
    (void)page;
    GString *out = canvas_body(canvas);
    const double factor = scale * SVG_MM_PER_PIXEL;
    const bool scaled = fabs(factor - 1) > 1e-5;
    if (scaled) {
        g_string_append(out, "<g transform=\"scale(");
        svg_add_number(out, factor, 6);
        g_string_append(out, ")\">");
    }
    g_string_append_printf(out, "%s%s\n", markup, scaled ? "</g>" : "");
}

static void text(Canvas *canvas, const TextRun *runs, size_t count)
{
    SvgCanvas *self = (SvgCanvas *)canvas;
    const SvgText label = {self->body, self->definitions, self->styles, &self->curves};
    svg_add_label(&label, runs, count);
}

/* ---- the canvas ---- */

Canvas *canvas_svg_new(GString *styles, GString *definitions, GString *body)
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
                                      .picture = picture,
                                      .text = text,
                                      .drawing = drawing,
                                      .icon = icon};
    SvgCanvas *self = g_new0(SvgCanvas, 1);
    self->base.calls = &calls;
    self->definitions = definitions;
    self->body = body;
    self->styles = svg_styles_new(styles);
    self->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    self->groups = g_array_new(FALSE, FALSE, sizeof(Group));
    return &self->base;
}

void canvas_svg_free(Canvas *canvas)
{
    if (!canvas)
        return;
    SvgCanvas *self = (SvgCanvas *)canvas;
    svg_styles_free(self->styles);
    g_hash_table_unref(self->numbers);
    g_hash_table_unref(self->counts);
    g_hash_table_unref(self->ids);
    g_array_unref(self->groups);
    g_free(self);
}

void canvas_svg_reserve(Canvas *canvas, const char *id)
{
    g_hash_table_add(((SvgCanvas *)canvas)->ids, g_strdup(id));
}
