#include "geometry/along.h"
#include "paint/paint.h"

#include <math.h>

static Stroke line_stroke(const SceneLine *line)
{
    return (Stroke){
        .color = line->color,
        .width = line->width,
        .cap = line->cap,
        .join = line->join,
        .miter_limit = line->miter_limit,
        .dash_count = line->dash_count,
        .dashes = line->dashes,
    };
}

/* A soft edge: strokes inside each other whose opacities add up to an even ramp over the blur. */
static void stroke_blurred(const Geometry *geometry, Stroke stroke, double blur, Canvas *canvas)
{
    enum { STEPS = 8 };
    const double alpha = stroke.color.a, width = stroke.width;
    double covered = 0;
    for (int i = 1; i <= STEPS; i++) {
        const double wanted = alpha * i / STEPS;
        stroke.width = fmax(width - 2 * blur * (i - 0.5) / STEPS, 0);
        stroke.color.a = (wanted - covered) / (1 - covered);
        covered = wanted;
        if (stroke.width > 0)
            canvas_stroke(canvas, geometry, &stroke);
    }
}

static void stroke_plain(const SceneLine *line, const Geometry *geometry, Canvas *canvas)
{
    const Stroke stroke = line_stroke(line);
    if (line->blur > 0)
        stroke_blurred(geometry, stroke, line->blur, canvas);
    else
        canvas_stroke(canvas, geometry, &stroke);
}

/* The dash pattern goes on from where the whole line was, whatever was clipped away before this part. */
static void stroke_dashed(const SceneLine *line, const Geometry *geometry, Canvas *canvas)
{
    for (size_t part = 0; part < geometry->part_count; part++) {
        Stroke stroke = line_stroke(line);
        stroke.dash_offset = line->starts ? line->starts[part] : 0;
        Geometry piece = geometry_slice(geometry, part, 0, INFINITY);
        canvas_stroke(canvas, &piece, &stroke);
        geometry_clear(&piece);
    }
}

static Color gradient_color(const SceneLine *line, double progress)
{
    const double place = CLAMP(progress, 0, 1) * (double)(line->gradient_count - 1);
    Color color = line->gradient[(size_t)lround(place)].color;
    color.a *= line->opacity;
    return color;
}

static void stroke_gradient(const SceneLine *line, const Geometry *geometry, Canvas *canvas)
{
    const double step = fmax(line->length / 256, 0.25);
    for (size_t part = 0; part < geometry->part_count; part++) {
        Geometry whole = geometry_slice(geometry, part, 0, INFINITY);
        const double length = geometry_length(&whole), start = line->starts ? line->starts[part] : 0;
        for (double from = 0; from < length; from += step) {
            /* Each piece reaches a little into the next: no gap shows between them. */
            Geometry piece = geometry_slice(&whole, 0, from, fmin(from + step + 0.3, length));
            Stroke stroke = line_stroke(line);
            stroke.color = gradient_color(line, (start + from + step / 2) / fmax(line->length, 1e-9));
            stroke.cap = from == 0 || from + step >= length ? line->cap : CAP_BUTT;
            canvas_stroke(canvas, &piece, &stroke);
            geometry_clear(&piece);
        }
        geometry_clear(&whole);
    }
}

/* The icon repeated along the line, scaled to its width. */
static void stroke_pattern(const SceneLine *line, const Geometry *geometry, Canvas *canvas)
{
    const double scale = line->width / line->pattern->height, step = line->pattern->width * scale;
    for (size_t part = 0; part < geometry->part_count; part++) {
        Geometry whole = geometry_slice(geometry, part, 0, INFINITY);
        const double length = geometry_length(&whole);
        double from = line->starts && step > 0 ? -fmod(line->starts[part], step) : 0;
        for (; step > 0.05 && from < length; from += step) {
            Geometry piece = geometry_slice(&whole, 0, fmax(from, 0), fmin(from + step, length));
            if (piece.point_count >= 2) {
                const Point a = piece.points[0], b = piece.points[piece.point_count - 1];
                const double angle = atan2(b.y - a.y, b.x - a.x), c = cos(angle) * scale,
                             s = sin(angle) * scale;
                const double middle = line->pattern->height / 2;
                canvas_icon(canvas, line->pattern, &(Matrix){c, s, -s, c, a.x + s * middle, a.y - c * middle},
                            line->opacity, line->color);
            }
            geometry_clear(&piece);
        }
        geometry_clear(&whole);
    }
}

static void paint_geometry(const SceneLine *line, const Geometry *geometry, Canvas *canvas)
{
    if (line->pattern)
        stroke_pattern(line, geometry, canvas);
    else if (line->gradient_count > 0)
        stroke_gradient(line, geometry, canvas);
    else if (line->dash_count > 0)
        stroke_dashed(line, geometry, canvas);
    else
        stroke_plain(line, geometry, canvas);
}

static void paint_beside(const SceneLine *line, double offset, Canvas *canvas)
{
    Geometry beside = geometry_offset(&line->geometry, offset, 2);
    paint_geometry(line, &beside, canvas);
    geometry_clear(&beside);
}

void paint_line(const SceneLine *line, Canvas *canvas)
{
    if (line->filled) {
        canvas_fill(canvas, &line->geometry, line->color, true);
    } else if (line->gap_width > 0) {
        const double half = (line->gap_width + line->width) / 2;
        paint_beside(line, line->offset - half, canvas);
        paint_beside(line, line->offset + half, canvas);
    } else if (line->offset != 0) {
        paint_beside(line, line->offset, canvas);
    } else {
        paint_geometry(line, &line->geometry, canvas);
    }
}
