/* The pipeline stopped before painting: scene or placement as text, for golden tests and for people who ask
 * why. */
#include "semaine.h"

#include "base/error.h"
#include "base/stream.h"
#include "setup/frame.h"

#include <math.h>
#include <string.h>

static void print_color(FILE *out, Color color)
{
    fprintf(out, " #%02x%02x%02x", (unsigned)(color.r * 255 + 0.5), (unsigned)(color.g * 255 + 0.5),
            (unsigned)(color.b * 255 + 0.5));
    if (color.a < 1)
        fprintf(out, "/%.3g", color.a);
}

static void print_origin(FILE *out, Origin origin)
{
    const Feature *feature = &origin.source->features[origin.feature];
    const Value *id = feature_lookup(feature, g_intern_static_string("id"));
    if (id && id->kind == VALUE_STRING)
        fprintf(out, " %s", id->string);
    else
        fprintf(out, " [%zu]", origin.feature);
}

static void print_geometry(FILE *out, const Geometry *geometry)
{
    const Box box = geometry_box(geometry);
    fprintf(out, " parts %zu points %zu box %.1f,%.1f,%.1f,%.1f\n", geometry->part_count,
            geometry->point_count, box.x_min, box.y_min, box.x_max, box.y_max);
}

static void print_fills(FILE *out, const SceneLayer *layer)
{
    for (size_t i = 0; i < layer->fill_count; i++) {
        fputs("  fill", out);
        print_origin(out, layer->fills[i].origin);
        print_color(out, layer->fills[i].color);
        if (layer->fills[i].pattern)
            fprintf(out, " pattern %s", layer->fills[i].pattern->name);
        print_geometry(out, &layer->fills[i].geometry);
    }
}

static void print_lines(FILE *out, const SceneLayer *layer)
{
    for (size_t i = 0; i < layer->line_count; i++) {
        fputs("  line", out);
        print_origin(out, layer->lines[i].origin);
        print_color(out, layer->lines[i].color);
        fprintf(out, " width %.3g", layer->lines[i].width);
        for (size_t k = 0; k < layer->lines[i].dash_count; k++)
            fprintf(out, "%s%.3g", k ? "," : " dash ", layer->lines[i].dashes[k]);
        print_geometry(out, &layer->lines[i].geometry);
    }
}

static void print_circles(FILE *out, const SceneLayer *layer)
{
    for (size_t i = 0; i < layer->circle_count; i++) {
        const SceneCircle *circle = &layer->circles[i];
        fputs("  circle", out);
        print_origin(out, circle->origin);
        print_color(out, circle->color);
        fprintf(out, " at %.1f,%.1f radius %.3g\n", circle->center.x, circle->center.y, circle->radius);
    }
}

static void print_symbols(FILE *out, const SceneLayer *layer)
{
    for (size_t i = 0; i < layer->symbol_count; i++) {
        const SceneSymbol *symbol = &layer->symbols[i];
        fputs("  symbol", out);
        print_origin(out, symbol->origin);
        if (symbol->icon.icon)
            fprintf(out, " icon %s", symbol->icon.icon->name);
        for (size_t k = 0; k < symbol->text.section_count; k++)
            fprintf(out, " \"%s\"", symbol->text.sections[k].text);
        fputc('\n', out);
    }
}

static void print_scene(FILE *out, const Panel *panel, const char *language)
{
    const Scene *scene = panel->scene;
    const Projection *projection = panel->projection;
    fprintf(out, "scene %s date %s lang %s zoom %.4f scale 1:%.0f frame %.1f x %.1f\n", panel->place->id,
            scene->date, language, projection_zoom(projection), projection_scale_denominator(projection),
            projection_width(projection), projection_height(projection));
    for (size_t i = 0; i < scene->layer_count; i++) {
        const SceneLayer *layer = &scene->layers[i];
        fprintf(out, "layer %s", layer->layer->id);
        if (layer->layer->type == LAYER_BACKGROUND)
            print_color(out, layer->background);
        fputc('\n', out);
        print_fills(out, layer);
        print_lines(out, layer);
        print_circles(out, layer);
        print_symbols(out, layer);
    }
}

/* What the sheet says of itself: the classes and sources of what is on the paper. */
static void print_page(FILE *out, const Page *page)
{
    g_autoptr(GArray) classes = page_legend_classes(page, NULL);
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        const char *text = style_text(class->entry->json, page->language);
        if (class->painted)
            fprintf(out, "legend %s: %s\n", class->panel->scene->layers[class->entry->layer].layer->id,
                    text ? text : "");
    }
    g_auto(GStrv) keys = page_source_keys(page);
    g_autofree char *list = g_strjoinv(", ", keys);
    fprintf(out, "sources %s\n", list);
}

bool semaine_dump(const SemaineRenderOptions *options, const char *stage, FILE *out, GError **error)
{
    const bool wants_scene = strcmp(stage, "scene") == 0;
    if (!wants_scene && strcmp(stage, "placement") != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "--stage: expected scene or placement, found \"%s\"", stage);
        return false;
    }
    g_autoptr(RenderSetup) setup = render_setup_open(options, error);
    if (!setup || !render_setup_place(setup, error))
        return false;
    g_autoptr(Frame) frame = frame_build(setup, options->date, error);
    if (!frame)
        return false;
    for (size_t i = 0; wants_scene && i < frame->page.panel_count; i++)
        print_scene(out, &frame->panels[i], setup->language);
    if (wants_scene)
        print_page(out, &frame->page);
    for (guint i = 0; !wants_scene && i < setup->views->len; i++)
        placement_dump(((const MapView *)g_ptr_array_index(setup->views, i))->placement, out);
    return stream_flush(out, "the dump", error);
}
