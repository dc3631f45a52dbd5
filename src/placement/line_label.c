#include "placement/line_label.h"

#include "geometry/measure.h"
#include "placement/collision.h"
#include "placement/shaping.h"

#include <math.h>

/* Steps of a path, in text sizes; and the most points a path may have. */
static const double step_ems = 0.25;
enum { PATH_POINTS_MAX = 4000, BOXES_MAX = 64 };
/* Bends are measured between chords of this length, in text sizes. */
static const double chord_ems = 0.75;
/* Letters average over this far on each side when a path is smoothed, in text sizes. */
static const double smooth_ems = 1.0;
/* A label may leave its line by this much, in text sizes. */
static const double stray_ems = 0.6;

/* ---- Paths ---- */

static LabelPath *path_of(GArray *points)
{
    LabelPath *path = g_new0(LabelPath, 1);
    path->count = points->len;
    path->points = (Point *)(void *)g_array_free(points, FALSE);
    path->distances = g_new0(double, path->count + 1);
    path->bends = g_new0(double, path->count + 1);
    path->strays = g_new0(double, path->count + 1);
    return path;
}

static void measure_path(LabelPath *path)
{
    for (size_t i = 1; i < path->count; i++)
        path->distances[i] = path->distances[i - 1] + point_distance(path->points[i - 1], path->points[i]);
    path->length = path->count ? path->distances[path->count - 1] : 0;
}

static GArray *distinct_points(const Point *points, size_t count)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Point));
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            continue;
        const Point *last = out->len ? &g_array_index(out, Point, out->len - 1) : NULL;
        if (!last || last->x != points[i].x || last->y != points[i].y)
            g_array_append_val(out, points[i]);
    }
    return out;
}

static GArray *resample(const Point *points, size_t count, double step)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Point));
    double walked = 0, next = 0;
    for (size_t i = 1; i < count; i++) {
        const double length = point_distance(points[i - 1], points[i]);
        for (; next <= walked + length && length > 0; next += step) {
            const double share = (next - walked) / length;
            const Point point = {points[i - 1].x + (points[i].x - points[i - 1].x) * share,
                                 points[i - 1].y + (points[i].y - points[i - 1].y) * share};
            g_array_append_val(out, point);
        }
        walked += length;
    }
    if (count && (out->len == 0 ||
                  point_distance(g_array_index(out, Point, out->len - 1), points[count - 1]) > step / 100))
        g_array_append_val(out, points[count - 1]);
    return out;
}

static double direction(Point from, Point to)
{
    return atan2(to.y - from.y, to.x - from.x);
}

static double turn_between(double from, double to)
{
    return fabs(remainder(to - from, 2 * G_PI));
}

/* The turn at each point between the chords before and after it. */
static void measure_bends(LabelPath *path, size_t reach)
{
    for (size_t i = 1; i + 1 < path->count; i++) {
        const size_t back = MIN(reach, i), on = MIN(reach, path->count - 1 - i);
        path->bends[i] = turn_between(direction(path->points[i - back], path->points[i]),
                                      direction(path->points[i], path->points[i + on]));
    }
}

static Point mean_around(const Point *points, size_t center, size_t reach)
{
    Point sum = {0, 0};
    for (size_t i = center - reach; i <= center + reach; i++)
        sum = (Point){sum.x + points[i].x, sum.y + points[i].y};
    const double count = (double)(2 * reach + 1);
    return (Point){sum.x / count, sum.y / count};
}

/* Two rounds of a moving mean; its reach shrinks towards the ends, which stay where they are. */
static void smooth_path(LabelPath *path, size_t reach)
{
    g_autofree Point *original = g_memdup2(path->points, path->count * sizeof(Point));
    g_autofree Point *from = g_new(Point, path->count + 1);
    for (size_t round = 0; round < 2; round++) {
        memcpy(from, path->points, path->count * sizeof(Point));
        for (size_t i = 0; i < path->count; i++)
            path->points[i] = mean_around(from, i, MIN(reach, MIN(i, path->count - 1 - i)));
    }
    for (size_t i = 0; i < path->count; i++)
        path->strays[i] = point_distance(original[i], path->points[i]);
}

LabelPath *label_path_new(const Point *points, size_t count, double size)
{
    GArray *distinct = distinct_points(points, count);
    if (!(size > 0) || distinct->len < 2) {
        LabelPath *raw = path_of(distinct);
        measure_path(raw);
        return raw;
    }
    const double length = line_length((const Point *)(void *)distinct->data, distinct->len);
    const double step = fmax(size * step_ems, length / PATH_POINTS_MAX);
    LabelPath *path = path_of(resample((const Point *)(void *)distinct->data, distinct->len, step));
    g_array_unref(distinct);
    measure_bends(path, (size_t)fmax(1, round(size * chord_ems / step)));
    smooth_path(path, (size_t)fmax(1, round(size * smooth_ems / step)));
    measure_path(path);
    return path;
}

void label_path_free(LabelPath *path)
{
    if (!path)
        return;
    g_free(path->points);
    g_free(path->distances);
    g_free(path->bends);
    g_free(path->strays);
    g_free(path);
}

/* Index of the last point at or before `distance`. */
static size_t point_before(const double *distances, size_t count, double distance)
{
    size_t low = 0, high = count;
    while (low + 1 < high) {
        const size_t middle = (low + high) / 2;
        if (distances[middle] <= distance)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static Point point_along(const Point *points, const double *distances, size_t count, double distance)
{
    const size_t at = point_before(distances, count, distance);
    if (at + 1 >= count)
        return points[count - 1];
    const double length = distances[at + 1] - distances[at];
    const double share = length > 0 ? CLAMP((distance - distances[at]) / length, 0, 1) : 0;
    return (Point){points[at].x + (points[at + 1].x - points[at].x) * share,
                   points[at].y + (points[at + 1].y - points[at].y) * share};
}

Point label_path_point(const LabelPath *path, double distance, double *angle)
{
    if (path->count == 0)
        return (Point){0, 0};
    const size_t at =
        MIN(point_before(path->distances, path->count, distance), path->count >= 2 ? path->count - 2 : 0);
    if (angle)
        *angle = path->count >= 2 ? direction(path->points[at], path->points[at + 1]) : 0;
    return point_along(path->points, path->distances, path->count, distance);
}

/* ---- Curves ---- */

static bool reads_backward(Point from, Point to)
{
    const double x = to.x - from.x, y = to.y - from.y;
    /* Straight up and down: read upward. */
    return fabs(x) < 1e-6 * fabs(y) ? y > 0 : x < 0;
}

static bool path_allows(const LabelPath *path, const LineText *text, double start, double end, double *stray)
{
    *stray = 0;
    for (size_t i = point_before(path->distances, path->count, start);
         i < path->count && path->distances[i] <= end; i++) {
        if (path->distances[i] >= start && path->bends[i] > text->max_angle)
            return false;
        *stray = fmax(*stray, path->strays[i]);
    }
    return *stray <= stray_ems * text->size;
}

/* Points of the path from `start` to `end`, in reading direction. */
static GArray *cut_path(const LabelPath *path, double start, double end, bool backward)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Point));
    const Point first = label_path_point(path, start, NULL), last = label_path_point(path, end, NULL);
    g_array_append_val(out, first);
    for (size_t i = 0; i < path->count; i++)
        if (path->distances[i] > start + 1e-9 && path->distances[i] < end - 1e-9)
            g_array_append_val(out, path->points[i]);
    g_array_append_val(out, last);
    for (size_t i = 0, j = out->len - 1; backward && i < j; i++, j--) {
        const Point swap = g_array_index(out, Point, i);
        g_array_index(out, Point, i) = g_array_index(out, Point, j);
        g_array_index(out, Point, j) = swap;
    }
    return out;
}

/* Moves each point by `distance` to the right of the direction there, which is down for text read from left
 * to right. */
static void shift_points(GArray *points, double distance)
{
    const size_t count = points->len;
    g_autofree Point *from = g_memdup2(points->data, count * sizeof(Point));
    for (size_t i = 0; i < count; i++) {
        const double angle = direction(from[i ? i - 1 : 0], from[i + 1 < count ? i + 1 : count - 1]);
        g_array_index(points, Point, i) =
            (Point){from[i].x - sin(angle) * distance, from[i].y + cos(angle) * distance};
    }
}

static double *cumulate(const Point *points, size_t count)
{
    double *distances = g_new0(double, count + 1);
    for (size_t i = 1; i < count; i++)
        distances[i] = distances[i - 1] + point_distance(points[i - 1], points[i]);
    return distances;
}

static GArray *cut_points(const Point *points, size_t count, double start, double end)
{
    g_autofree double *distances = cumulate(points, count);
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Point));
    const Point first = point_along(points, distances, count, start),
                last = point_along(points, distances, count, end);
    g_array_append_val(out, first);
    for (size_t i = 0; i < count; i++)
        if (distances[i] > start + 1e-9 && distances[i] < end - 1e-9)
            g_array_append_val(out, points[i]);
    g_array_append_val(out, last);
    return out;
}

static double total_turning(const Point *points, size_t count)
{
    double turning = 0;
    for (size_t i = 2; i < count; i++)
        turning += turn_between(direction(points[i - 2], points[i - 1]), direction(points[i - 1], points[i]));
    return turning;
}

/* Cuts the shifted points to the text's width around their middle. */
static bool take_middle(GArray *points, const LineText *text, Curve *out)
{
    const Point *all = (const Point *)(void *)points->data;
    const double length = line_length(all, points->len);
    if (length < text->width)
        return false;
    const double start = (length - text->width) / 2;
    GArray *middle = cut_points(all, points->len, start, start + text->width);
    out->count = middle->len;
    out->points = (Point *)(void *)g_array_free(middle, FALSE);
    out->turning = total_turning(out->points, out->count);
    return true;
}

/* The text around the path from `start` to `end`, read along it or against it. */
static bool fit_between(const LabelPath *path, const LineText *text, double start, double end, bool backward,
                        Curve *out)
{
    const double shift = text->drop + shaped_capital_middle() * text->size;
    /* The baseline of a bend is shorter on its inner side: take a little more of the path. */
    const double more = fmin(fmin(start, path->length - end), fabs(shift) * 1.5);
    GArray *points = cut_path(path, fmax(start - more, 0), fmin(end + more, path->length), backward);
    shift_points(points, shift);
    const bool fits = take_middle(points, text, out);
    g_array_unref(points);
    return fits;
}

/* Off the path a bend may end on the other side of the vertical than on it: then it is read the other way, or
 * not at all. */
static bool fit_upright(const LabelPath *path, const LineText *text, double start, double end, Curve *out)
{
    const bool backward = reads_backward(label_path_point(path, fmax(start, 0), NULL),
                                         label_path_point(path, fmin(end, path->length), NULL));
    for (int turn = 0; turn < 2; turn++) {
        Curve curve = {.stray = out->stray};
        if (!fit_between(path, text, start, end, backward != (turn == 1), &curve))
            return false;
        if (!reads_backward(curve.points[0], curve.points[curve.count - 1])) {
            *out = curve;
            return true;
        }
        curve_clear(&curve);
    }
    return false;
}

bool curve_fit(const LabelPath *path, const LineText *text, double distance, Curve *out)
{
    *out = (Curve){0};
    const double start = distance - text->width / 2, end = distance + text->width / 2;
    if (path->count < 2 || start < -1e-9 || end > path->length + 1e-9 ||
        !path_allows(path, text, start, end, &out->stray))
        return false;
    return text->keep_upright ? fit_upright(path, text, start, end, out)
                              : fit_between(path, text, start, end, false, out);
}

void curve_clear(Curve *curve)
{
    g_free(curve->points);
    *curve = (Curve){0};
}

Point *curve_part(const Curve *curve, double start, double end, size_t *count)
{
    GArray *part = cut_points(curve->points, curve->count, start, end);
    *count = part->len;
    return (Point *)(void *)g_array_free(part, FALSE);
}

/* The box around letters that stand on a short part of the baseline. */
static TurnedBox letters_box(const Point *points, size_t count, const LineText *text, double padding)
{
    const double angle = direction(points[0], points[count - 1]);
    const double cosine = cos(angle), sine = sin(angle);
    Box local = box_empty();
    for (size_t i = 0; i < count; i++) {
        const double x = points[i].x - points[0].x, y = points[i].y - points[0].y;
        local = box_extend(local, (Point){x * cosine + y * sine, y * cosine - x * sine});
    }
    const double middle = shaped_capital_middle() * text->size;
    local.y_min -= middle + text->ascent;
    local.y_max += text->descent - middle;
    const double x = (local.x_min + local.x_max) / 2, y = (local.y_min + local.y_max) / 2;
    const Point center = {points[0].x + x * cosine - y * sine, points[0].y + x * sine + y * cosine};
    return turned_box(center, (local.x_max - local.x_min) / 2 + padding,
                      fmax(0, (local.y_max - local.y_min) / 2) + padding, angle);
}

void curve_boxes(const Curve *curve, const LineText *text, double padding, GArray *boxes)
{
    const double share = CLAMP(ceil(curve->turning / 0.2), 1, BOXES_MAX);
    const double pieces = fmin(share, fmax(1, ceil(text->width / (0.75 * text->size))));
    for (size_t i = 0; i < (size_t)pieces; i++) {
        size_t count;
        g_autofree Point *part = curve_part(curve, text->width * (double)i / pieces,
                                            text->width * (double)(i + 1) / pieces, &count);
        const TurnedBox box = letters_box(part, count, text, padding);
        g_array_append_val(boxes, box);
    }
}
