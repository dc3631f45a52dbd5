/* A map in its frame, with the outlines of the other maps it is to locate. */
#include "layout/page_place.h"

#include <string.h>

static const Panel *find_panel(const Page *page, const Place *place)
{
    for (size_t i = 0; i < page->panel_count; i++)
        if (page->panels[i].place == place)
            return &page->panels[i];
    return NULL;
}

/* ---- outlines ---- */

/* The edge of one panel's frame as it lies in another one's map. */
static Geometry frame_in(const Panel *of, const Panel *in)
{
    enum { STEPS = 24 };
    static const double corners[5][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    const double width = projection_width(of->projection), height = projection_height(of->projection);
    GeometryBuilder builder;
    geometry_builder_init(&builder);
    for (int i = 0; i <= 4 * STEPS; i++) {
        const int side = i / STEPS;
        const double *a = corners[side], *b = corners[side < 4 ? side + 1 : 4];
        const double share = (double)(i % STEPS) / STEPS;
        const Point pixel = {(a[0] + (b[0] - a[0]) * share) * width, (a[1] + (b[1] - a[1]) * share) * height};
        Point lonlat, point;
        if (projection_inverse(of->projection, pixel, &lonlat) &&
            projection_forward(in->projection, lonlat, &point))
            geometry_builder_add_point(&builder, point);
    }
    geometry_builder_end_part(&builder);
    Geometry outline = geometry_builder_take(&builder, GEOMETRY_LINE, false);
    geometry_builder_clear(&builder);
    return outline;
}

static Color outline_color(const Place *place)
{
    g_autofree char *text = place_attribute(place, "data-outline-color");
    Color color = {0.7, 0.1, 0.1, 1};
    if (text)
        color_parse(text, &color);
    return color;
}

/* data-outline="map.main map.left": where those maps lie in this one. */
static void paint_outlines(const PlacePainter *painter, const Panel *panel)
{
    g_autofree char *names = place_attribute(panel->place, "data-outline");
    const Stroke stroke = {
        .color = outline_color(panel->place), .width = 1.2, .join = JOIN_MITER, .miter_limit = 4};
    g_auto(GStrv) ids = g_strsplit(names ? names : "", " ", -1);
    for (char **id = ids; *id; id++)
        for (size_t i = 0; i < painter->page->panel_count; i++) {
            const Panel *other = &painter->page->panels[i];
            if (strcmp(other->place->id, *id) != 0)
                continue;
            Geometry outline = frame_in(other, panel);
            if (outline.point_count >= 2)
                canvas_stroke(painter->canvas, &outline, &stroke);
            geometry_clear(&outline);
        }
}

/* ---- the map ---- */

void place_paint_map(const PlacePainter *painter)
{
    const Place *place = painter->place;
    const Panel *panel = find_panel(painter->page, place);
    Canvas *canvas = painter->canvas;
    if (!panel || !canvas)
        return;
    const Box frame = {0, 0, projection_width(panel->projection), projection_height(panel->projection)};
    Geometry clip = paint_rectangle(frame);
    canvas_push_translate(canvas, place->box.x_min, place->box.y_min);
    canvas_push_clip(canvas, &clip);
    if (place->has_fill)
        canvas_fill(canvas, &clip, place->text.color, true);
    paint_scene(panel->scene, panel->placement, panel->instant, frame, painter->page->language, canvas);
    paint_outlines(painter, panel);
    canvas_pop(canvas);
    if (place->stroke.width > 0)
        canvas_stroke(canvas, &clip, &place->stroke);
    canvas_pop(canvas);
    geometry_clear(&clip);
}
