#include "paint/glyphs.h"

#include "placement/font.h"

#include <math.h>
#include <pango/pangocairo.h>

struct GlyphShaper {
    PangoFontMap *fonts;
    PangoContext *context;
    PangoLayout *layout;
    GHashTable *lines; /* layouts of runs already shaped; only looked up */
};

/* More shaped runs than this are forgotten and begun anew. */
enum { LINES_MAX = 4096 };

GlyphShaper *glyph_shaper_new(void)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    GlyphShaper *shaper = g_new0(GlyphShaper, 1);
    shaper->fonts = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(shaper->fonts), 72);
    shaper->context = pango_font_map_create_context(shaper->fonts);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(shaper->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(shaper->context, FALSE);
    shaper->layout = pango_layout_new(shaper->context);
    shaper->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
    return shaper;
}

void glyph_shaper_free(GlyphShaper *shaper)
{
    if (!shaper)
        return;
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    g_hash_table_unref(shaper->lines);
    g_object_unref(shaper->layout);
    g_object_unref(shaper->context);
    g_object_unref(shaper->fonts);
    g_free(shaper);
}

static void set_font(PangoLayout *layout, const char *font, double size)
{
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
}

PangoLayout *glyph_shaper_layout(GlyphShaper *shaper, const char *font, double size)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    set_font(shaper->layout, font, size);
    pango_layout_set_attributes(shaper->layout, NULL);
    return shaper->layout;
}

static PangoLayout *shape_run(GlyphShaper *shaper, const TextRun *run)
{
    PangoLayout *layout = pango_layout_new(shaper->context);
    set_font(layout, run->font, run->size);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, run->text, -1);
    if (run->letter_spacing != 0) {
        PangoAttrList *attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes,
                               pango_attr_letter_spacing_new((int)lround(run->letter_spacing * PANGO_SCALE)));
        pango_layout_set_attributes(layout, attributes);
        pango_attr_list_unref(attributes);
    }
    return layout;
}

PangoLayoutLine *glyph_shaper_line(GlyphShaper *shaper, const TextRun *run)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    g_autofree char *key =
        g_strdup_printf("%a %a %s\n%s", run->size, run->letter_spacing, run->font, run->text);
    PangoLayout *layout = g_hash_table_lookup(shaper->lines, key);
    if (!layout) {
        if (g_hash_table_size(shaper->lines) >= LINES_MAX)
            g_hash_table_remove_all(shaper->lines);
        layout = shape_run(shaper, run);
        g_hash_table_insert(shaper->lines, g_steal_pointer(&key), layout);
    }
    return pango_layout_get_line_readonly(layout, 0);
}

/* The point and direction at a distance along a curve; beyond its end the last segment goes on. */
static Point curve_point(const TextRun *run, double distance, double *angle)
{
    size_t i = 1;
    double length = 0;
    for (; i < run->curve_count; i++) {
        const Point a = run->curve[i - 1], b = run->curve[i];
        length = hypot(b.x - a.x, b.y - a.y);
        if (distance <= length || i + 1 == run->curve_count)
            break;
        distance -= length;
    }
    const Point a = run->curve[i - 1], b = run->curve[i];
    *angle = atan2(b.y - a.y, b.x - a.x);
    return (Point){a.x + cos(*angle) * distance, a.y + sin(*angle) * distance};
}

static PangoGlyphString *copy_glyphs(const PangoGlyphString *from, int first, int count)
{
    PangoGlyphString *glyphs = pango_glyph_string_new();
    pango_glyph_string_set_size(glyphs, count);
    for (int i = 0; i < count; i++) {
        glyphs->glyphs[i] = from->glyphs[first + i];
        glyphs->log_clusters[i] = 0;
    }
    return glyphs;
}

static double glyphs_width(const PangoGlyphString *glyphs)
{
    return (double)pango_glyph_string_get_width((PangoGlyphString *)glyphs) / PANGO_SCALE;
}

/* A cluster is centred over its place on the curve, so that wide letters lean neither way. */
static GlyphCluster place_cluster(const TextRun *run, const PangoGlyphItem *item, int first, int count,
                                  double *distance)
{
    GlyphCluster cluster = {.font = item->item->analysis.font,
                            .glyphs = copy_glyphs(item->glyphs, first, count)};
    const double width = glyphs_width(cluster.glyphs);
    const Point middle = curve_point(run, *distance + width / 2, &cluster.angle);
    cluster.origin =
        (Point){middle.x - cos(cluster.angle) * width / 2, middle.y - sin(cluster.angle) * width / 2};
    g_object_ref(cluster.font);
    *distance += width;
    return cluster;
}

GlyphCluster *glyph_shaper_curve(GlyphShaper *shaper, const TextRun *run, size_t *count)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    GArray *clusters = g_array_new(FALSE, FALSE, sizeof(GlyphCluster));
    double distance = 0;
    for (GSList *node = glyph_shaper_line(shaper, run)->runs; node; node = node->next) {
        const PangoGlyphItem *item = node->data;
        const int glyph_count = item->glyphs->num_glyphs;
        for (int first = 0, next; first < glyph_count; first = next) {
            for (next = first + 1;
                 next < glyph_count && item->glyphs->log_clusters[next] == item->glyphs->log_clusters[first];)
                next++;
            const GlyphCluster cluster = place_cluster(run, item, first, next - first, &distance);
            g_array_append_val(clusters, cluster);
        }
    }
    *count = clusters->len;
    return (GlyphCluster *)(void *)g_array_free(clusters, FALSE);
}

void glyph_clusters_free(GlyphCluster *clusters, size_t count)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    for (size_t i = 0; i < count; i++) {
        g_object_unref(clusters[i].font);
        pango_glyph_string_free(clusters[i].glyphs);
    }
    g_free(clusters);
}

/* ---- ink ---- */

/* Adds a rectangle in Pango units that lies at `origin`, turned by `angle`. */
static Box add_turned(Box box, PangoRectangle ink, Point origin, double angle)
{
    const double c = cos(angle), s = sin(angle);
    for (int i = 0; i < 4 && ink.width > 0 && ink.height > 0; i++) {
        const double x = (double)(ink.x + (i & 1 ? ink.width : 0)) / PANGO_SCALE,
                     y = (double)(ink.y + (i & 2 ? ink.height : 0)) / PANGO_SCALE;
        box = box_extend(box, (Point){origin.x + c * x - s * y, origin.y + s * x + c * y});
    }
    return box;
}

Box glyph_shaper_ink(GlyphShaper *shaper, const TextRun *run)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    Box box = box_empty();
    PangoRectangle ink;
    if (run->curve_count < 2) {
        pango_layout_line_get_extents(glyph_shaper_line(shaper, run), &ink, NULL);
        box = add_turned(box, ink, run->origin, run->angle);
    } else {
        size_t count;
        GlyphCluster *clusters = glyph_shaper_curve(shaper, run, &count);
        for (size_t i = 0; i < count; i++) {
            pango_glyph_string_extents(clusters[i].glyphs, clusters[i].font, &ink, NULL);
            box = add_turned(box, ink, clusters[i].origin, clusters[i].angle);
        }
        glyph_clusters_free(clusters, count);
    }
    return box_is_empty(box) ? box : box_grow(box, fmax(run->halo_width, 0));
}
