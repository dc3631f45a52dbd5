#include "base/duration.h"
#include "geometry/along.h"
#include "geometry/measure.h"
#include "scene/select.h"
#include "style/state.h"

static const char *attribute_text(const Selection *selection, const json_t *wish, const char *name,
                                  const char *fallback)
{
    const json_t *member = json_object_get(wish, name);
    const Value *value = feature_lookup(selection->context.feature,
                                        json_is_string(member) ? json_string_value(member) : fallback);
    return value && value->kind == VALUE_STRING ? value->string : NULL;
}

/* On the scale of seconds; a day begins at its midnight and ends with it. */
static bool read_second(const char *text, bool begins, int64_t *out)
{
    Date date;
    if (!text || !date_parse(text, &date, NULL))
        return false;
    if (begins && date.hour < 0)
        date.hour = date.minute = 0;
    *out = date_second(&date);
    return true;
}

/* How much of the way is done, 0 to 1; 1 where the feature does not say when. */
static double share_done(const Selection *selection, const json_t *wish)
{
    int64_t from, to, now;
    if (!read_second(attribute_text(selection, wish, "from", "start_date"), true, &from) ||
        !read_second(attribute_text(selection, wish, "to", "end_date"), false, &to) ||
        !read_second(state_text(selection->request->state, "date"), false, &now))
        return 1;
    if (now >= to)
        return 1;
    return now <= from ? 0 : (double)(now - from) / (double)(to - from);
}

static double whole_length(const Geometry *line)
{
    double length = 0;
    for (size_t part = 0; part < line->part_count; part++)
        length +=
            line_length(line->points + geometry_part_start(line, part), geometry_part_length(line, part));
    return length;
}

static Geometry cut(const Geometry *line, double length)
{
    Geometry result = {.type = GEOMETRY_LINE};
    double before = 0;
    for (size_t part = 0; part < line->part_count && before < length; part++) {
        Geometry piece = geometry_slice(line, part, 0, length - before);
        geometry_append(&result, &piece);
        before +=
            line_length(line->points + geometry_part_start(line, part), geometry_part_length(line, part));
    }
    return result;
}

bool scene_reveal(const Selection *selection, Geometry *out)
{
    const json_t *wish = layer_metadata(selection->layer, "semaine:reveal");
    const Geometry *line = selection_geometry(selection);
    if (!json_is_object(wish) || line->type != GEOMETRY_LINE)
        return false;
    const double back = json_number_value(json_object_get(wish, "short")) * selection->request->symbol_scale;
    const double share = share_done(selection, wish);
    if (share >= 1 && back == 0)
        return false;
    *out = cut(line, whole_length(line) * share - back);
    return true;
}
