#include "layout/page.h"

static void paint_template(const Page *page, const char *group, Canvas *canvas)
{
    const char *markup = layout_group_markup(page->layout, group);
    if (markup)
        canvas_drawing(canvas, layout_template(page->layout), group, markup,
                       layout_template_scale(page->layout),
                       (Point){layout_width(page->layout), layout_height(page->layout)});
}

static void paint_sheet(const Page *page, Canvas *canvas)
{
    if (!layout_template(page->layout))
        return;
    Geometry sheet = paint_rectangle((Box){0, 0, layout_width(page->layout), layout_height(page->layout)});
    canvas_fill(canvas, &sheet, (Color){1, 1, 1, 1}, true);
    geometry_clear(&sheet);
}

static void paint_map(const Page *page, Canvas *canvas)
{
    Placeholder map;
    if (!layout_placeholder(page->layout, "map.main", &map))
        return;
    const Box frame = {0, 0, projection_width(page->projection), projection_height(page->projection)};
    Geometry clip = paint_rectangle(frame);
    canvas_push_translate(canvas, map.box.x_min, map.box.y_min);
    canvas_push_clip(canvas, &clip);
    paint_scene(page->scene, page->placement, page->instant, frame, canvas);
    canvas_pop(canvas);
    canvas_pop(canvas);
    geometry_clear(&clip);
}

void page_paint(const Page *page, Canvas *canvas)
{
    paint_sheet(page, canvas);
    paint_template(page, "under", canvas);
    paint_map(page, canvas);
    page_paint_legend(page, canvas);
    page_paint_scale_bar(page, canvas);
    page_paint_credits(page, canvas);
    paint_template(page, "over", canvas);
}
