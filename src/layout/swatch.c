#include "layout/swatch.h"

#include "geometry/arrow.h"
#include "placement/font.h"

#include <math.h>
#include <string.h>

static Geometry line_through(Box box)
{
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    const double y = (box.y_min + box.y_max) / 2;
    geometry_builder_add_point(&builder, (Point){box.x_min, y});
    geometry_builder_add_point(&builder, (Point){box.x_max, y});
    geometry_builder_end_part(&builder);
    Geometry line = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    return line;
}

static void paint_fill_swatch(const SceneFill *from, Box box, Canvas *canvas)
{
    SceneFill fill = *from;
    fill.geometry = paint_rectangle(box);
    const PatternGrid grid = {{box.x_min, box.y_min}, {1, 0}, {0, 1}};
    const SceneLayer layer = {.fill_count = 1, .fills = &fill, .grid = grid};
    paint_fill_areas(&layer, canvas);
    paint_fill_outlines(&layer, canvas);
    const Color edge = {0.35, 0.35, 0.35, 1};
    canvas_stroke(canvas, &fill.geometry,
                  &(Stroke){.color = edge, .width = 0.34, .join = JOIN_MITER, .miter_limit = 4});
    geometry_clear(&fill.geometry);
}

static void paint_line_swatch(const SceneLine *from, Box box, Canvas *canvas)
{
    SceneLine line = *from;
    line.geometry = line_through(box);
    line.places = NULL;
    line.closed = false;
    if (line.filled) {
        Geometry arrow = geometry_arrow(&line.geometry, &line.arrow);
        geometry_clear(&line.geometry);
        line.geometry = arrow;
    }
    paint_line(&line, canvas);
    geometry_clear(&line.geometry);
}

/* At its size on the map, or smaller where it would leave the row. */
static void paint_icon_swatch(const SymbolIcon *symbol, Box box, Canvas *canvas)
{
    const Icon *icon = symbol->icon;
    const double height = box.y_max - box.y_min;
    const double scale = fmin(symbol->size, 1.5 * height / fmax(icon->height, 1));
    const Matrix matrix = {scale,
                           0,
                           0,
                           scale,
                           (box.x_min + box.x_max - icon->width * scale) / 2,
                           (box.y_min + box.y_max - icon->height * scale) / 2};
    canvas_icon(canvas, icon, &matrix, icon->sdf ? 1 : symbol->opacity, symbol->color);
}

/* The beginning of the text itself. */
static void paint_text_swatch(const SymbolText *symbol, Box box, GlyphShaper *shaper, Canvas *canvas)
{
    const TextSection *section = &symbol->sections[0];
    g_autofree char *font = font_description_text(section->font_stack);
    const double height = box.y_max - box.y_min;
    TextStyle style = {.font = font,
                       .size = fmin(symbol->size * section->scale, height * 1.1),
                       .line_height = 1,
                       .align = TEXT_MIDDLE,
                       .color = section->color};
    g_autofree char *words = g_strdup(section->text);
    while (*words && text_box_width(shaper, words, &style) > box.x_max - box.x_min)
        *g_utf8_find_prev_char(words, words + strlen(words)) = '\0';
    text_box_paint(canvas, shaper, words, &style, (box.x_min + box.x_max) / 2,
                   (box.y_min + box.y_max - style.size) / 2, 0);
}

void swatch_paint_item(const SceneLayer *layer, size_t item, Box box, GlyphShaper *shaper, Canvas *canvas)
{
    if (layer->fill_count > 0) {
        paint_fill_swatch(&layer->fills[item], box, canvas);
    } else if (layer->line_count > 0) {
        paint_line_swatch(&layer->lines[item], box, canvas);
    } else if (layer->circle_count > 0) {
        SceneCircle circle = layer->circles[item];
        circle.center = (Point){(box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2};
        paint_circle(&circle, canvas);
    } else if (layer->symbols[item].icon.icon) {
        paint_icon_swatch(&layer->symbols[item].icon, box, canvas);
    } else if (layer->symbols[item].text.section_count > 0) {
        paint_text_swatch(&layer->symbols[item].text, box, shaper, canvas);
    }
}

/* ---- several layers in one swatch ---- */

static bool is_named(const json_t *with, const char *id)
{
    if (json_is_string(with))
        return strcmp(json_string_value(with), id) == 0;
    for (size_t i = 0; i < json_array_size(with); i++)
        if (g_strcmp0(json_string_value(json_array_get(with, i)), id) == 0)
            return true;
    return false;
}

/* The painted item of a layer that shows the same feature, else the first painted one. */
static bool find_companion(const Panel *panel, size_t layer, Origin origin, size_t *item)
{
    const SceneLayer *scene_layer = &panel->scene->layers[layer];
    bool found = false;
    for (size_t i = 0; i < scene_layer_items(scene_layer); i++) {
        if (!painted_has(panel->painted, layer, i))
            continue;
        const Origin other = scene_layer_origin(scene_layer, i);
        const bool same = other.source == origin.source && other.feature == origin.feature;
        if (!found || same)
            *item = i;
        found = true;
        if (same)
            break;
    }
    return found;
}

void swatch_paint(const LegendClass *class, Box box, GlyphShaper *shaper, Canvas *canvas)
{
    const Scene *scene = class->panel->scene;
    const json_t *with = json_object_get(class->entry->json, "with");
    const Origin origin = scene_layer_origin(&scene->layers[class->entry->layer], class->item);
    for (size_t i = 0; i < scene->layer_count; i++) {
        size_t item = class->item;
        if (i == class->entry->layer ||
            (is_named(with, scene->layers[i].layer->id) && find_companion(class->panel, i, origin, &item)))
            swatch_paint_item(&scene->layers[i], item, box, shaper, canvas);
    }
}
