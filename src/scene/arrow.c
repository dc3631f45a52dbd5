#include "geometry/arrow.h"

#include "geometry/clip.h"
#include "scene/select.h"

static double member_number(const json_t *object, const char *name, double fallback)
{
    const json_t *member = json_object_get(object, name);
    return json_is_number(member) ? json_number_value(member) : fallback;
}

bool scene_build_arrow(const Selection *selection, const Geometry *geometry, SceneLine *line)
{
    const json_t *wish = layer_metadata(selection->layer, "semaine:arrow");
    if (!json_is_object(wish) || geometry->type != GEOMETRY_LINE)
        return false;
    const ArrowShape shape = {
        .width = line->width,
        .tail = member_number(wish, "tail", 0.4),
        .head_width = member_number(wish, "head-width", 3),
        .head_length = member_number(wish, "head-length", 2.5),
        .radius = member_number(wish, "radius", 8) * selection->request->symbol_scale,
    };
    Geometry arrow = geometry_arrow(geometry, &shape);
    line->geometry = geometry_clip(&arrow, box_grow(selection->frame, 4), NULL);
    geometry_clear(&arrow);
    line->filled = true;
    line->arrow = shape;
    return true;
}
