#include "layout/graticule.h"

#include "projection/transform.h"

#include <math.h>
#include <string.h>

enum { SAMPLES = 129, TICKS_MAX = 5000 };

/* ---- systems ---- */

static const double degree_steps[] = {
    1.0 / 3600, 2.0 / 3600, 5.0 / 3600, 10.0 / 3600, 15.0 / 3600, 30.0 / 3600, 1.0 / 60, 2.0 / 60,
    5.0 / 60,   10.0 / 60,  15.0 / 60,  30.0 / 60,   1,           2,           5,        10,
    15,         30,         0};
static const double grade_steps[] = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2,
                                     0.5,    1,     2,     5,     10,   20,   50,   0};

static const char *hemisphere(double value, bool is_longitude, const char *language)
{
    if (value == 0)
        return "";
    if (!is_longitude)
        return value > 0 ? "\u202fN" : "\u202fS";
    if (value > 0)
        return "\u202fE";
    return g_strcmp0(language, "en") == 0 ? "\u202fW" : "\u202fO";
}

static char *degree_label(double value, bool is_longitude, double step, const char *language)
{
    const long seconds = lround(fabs(value) * 3600);
    const char *side = hemisphere(seconds ? value : 0, is_longitude, language);
    if (step * 3600 < 59.5)
        return g_strdup_printf("%ld°%02ld′%02ld″%s", seconds / 3600, seconds / 60 % 60, seconds % 60, side);
    if (step < 0.999)
        return g_strdup_printf("%ld°%02ld′%s", seconds / 3600, seconds / 60 % 60, side);
    return g_strdup_printf("%ld°%s", seconds / 3600, side);
}

/* "0,05 gr O": grades have decimals. */
static char *grade_label(double value, bool is_longitude, double step, const char *language)
{
    const int decimals = step >= 0.9999 ? 0 : (int)ceil(-log10(step) - 1e-9);
    char format[16], number[G_ASCII_DTOSTR_BUF_SIZE];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(number, sizeof number, format, fabs(value));
    if (g_strcmp0(language, "en") != 0)
        g_strdelimit(number, ".", ',');
    const bool zero = fabs(value) < step / 2;
    return g_strdup_printf("%s\u202fgr%s", zero ? "0" : number,
                           hemisphere(zero ? 0 : value, is_longitude, language));
}

const GraticuleSystem graticule_degrees = {NULL, degree_steps, degree_label};
const GraticuleSystem graticule_grades = {NULL, grade_steps, grade_label};

/* ---- edges ---- */

static Point edge_point(FrameEdge edge, double share, double width, double height)
{
    switch (edge) {
    case EDGE_TOP:
        return (Point){share * width, 0};
    case EDGE_BOTTOM:
        return (Point){share * width, height};
    case EDGE_LEFT:
        return (Point){0, share * height};
    default:
        return (Point){width, share * height};
    }
}

bool graticule_edge_read(GraticuleEdge *edge, const GraticuleSystem *system, const Projection *projection,
                         FrameEdge which)
{
    const double width = projection_width(projection), height = projection_height(projection);
    const bool is_longitude = which == EDGE_TOP || which == EDGE_BOTTOM;
    g_autoptr(Transform) transform = system->crs ? transform_new("EPSG:4326", system->crs, NULL) : NULL;
    *edge = (GraticuleEdge){which, is_longitude ? width : height, g_array_new(FALSE, FALSE, sizeof(double))};
    bool good = !system->crs || transform;
    for (int i = 0; good && i < SAMPLES; i++) {
        Point point;
        good = projection_inverse(projection, edge_point(which, i / (SAMPLES - 1.0), width, height), &point);
        if (good && transform)
            transform_forward(transform, &point, 1);
        const double value = is_longitude ? point.x : point.y;
        good = good && isfinite(value);
        g_array_append_val(edge->values, value);
    }
    return good;
}

void graticule_edge_clear(GraticuleEdge *edge)
{
    g_clear_pointer(&edge->values, g_array_unref);
}

static double edge_value(const GraticuleEdge *edge, guint index)
{
    return g_array_index(edge->values, double, index);
}

double graticule_step(const GraticuleEdge *edge, const GraticuleSystem *system, double spacing)
{
    const double span = fabs(edge_value(edge, edge->values->len - 1) - edge_value(edge, 0));
    const double *step = system->steps;
    while (step[1] > 0 && *step / fmax(span, 1e-12) * edge->length < spacing)
        step++;
    return *step;
}

/* ---- ticks ---- */

static void add_crossings(const GraticuleEdge *edge, guint i, double step, GArray *ticks)
{
    const double a = edge_value(edge, i - 1), b = edge_value(edge, i);
    /* A jump is the antimeridian. */
    if (a == b || fabs(b - a) > 90)
        return;
    const long first = (long)ceil(fmin(a, b) / step - 1e-9), last = (long)floor(fmax(a, b) / step + 1e-9);
    const double part = edge->length / (edge->values->len - 1.0);
    for (long n = 0; n <= last - first && ticks->len < TICKS_MAX; n++) {
        const long index = b > a ? first + n : last - n;
        const double share = CLAMP(((double)index * step - a) / (b - a), 0, 1);
        const GraticuleTick tick = {(double)index * step, index, (i - 1 + share) * part};
        const GraticuleTick *before =
            ticks->len > 0 ? &g_array_index(ticks, GraticuleTick, ticks->len - 1) : NULL;
        if (!before || before->index != index)
            g_array_append_val(ticks, tick);
    }
}

GArray *graticule_ticks(const GraticuleEdge *edge, double step)
{
    GArray *ticks = g_array_new(FALSE, FALSE, sizeof(GraticuleTick));
    for (guint i = 1; i < edge->values->len; i++)
        add_crossings(edge, i, step, ticks);
    return ticks;
}
