#include "ink/difference.h"

#include <math.h>

static const double DEGREE = 3.14159265358979323846 / 180;

double srgb_to_linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

double srgb_from_linear(double value)
{
    return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055;
}

static double lab_root(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

Lab lab_from_srgb(const double rgb[3])
{
    const double r = srgb_to_linear(rgb[0]), g = srgb_to_linear(rgb[1]), b = srgb_to_linear(rgb[2]);
    /* Divided by the white point, so that white is 1 1 1. */
    const double x = lab_root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = lab_root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = lab_root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return (Lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/* Degrees, 0..360; 0 for greys. */
static double hue(double a, double b)
{
    const double angle = a == 0 && b == 0 ? 0 : atan2(b, a) / DEGREE;
    return angle < 0 ? angle + 360 : angle;
}

/* From one hue to the other the short way round; 0 where either is grey. */
static double hue_step(double h1, double h2, double chromas)
{
    const double step = h2 - h1;
    if (chromas == 0)
        return 0;
    return step > 180 ? step - 360 : step < -180 ? step + 360 : step;
}

static double hue_mean(double h1, double h2, double chromas)
{
    const double sum = h1 + h2;
    if (chromas == 0)
        return sum;
    if (fabs(h1 - h2) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

static double chroma_weight(double chroma)
{
    const double power = pow(chroma, 7);
    return sqrt(power / (power + pow(25, 7)));
}

/* The blue region turns: T and the rotation term of the formula. */
static double hue_weight(double h)
{
    return 1 - 0.17 * cos((h - 30) * DEGREE) + 0.24 * cos(2 * h * DEGREE) + 0.32 * cos((3 * h + 6) * DEGREE) -
           0.20 * cos((4 * h - 63) * DEGREE);
}

double lab_difference(Lab one, Lab other)
{
    const double mean = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2;
    const double stretch = 1 + 0.5 * (1 - chroma_weight(mean));
    const double a1 = one.a * stretch, a2 = other.a * stretch;
    const double c1 = hypot(a1, one.b), c2 = hypot(a2, other.b), h1 = hue(a1, one.b), h2 = hue(a2, other.b);
    const double c = (c1 + c2) / 2, h = hue_mean(h1, h2, c1 * c2), l = (one.l + other.l) / 2;
    const double lightness = (other.l - one.l) / (1 + 0.015 * pow(l - 50, 2) / sqrt(20 + pow(l - 50, 2)));
    const double chroma = (c2 - c1) / (1 + 0.045 * c);
    const double turn =
        2 * sqrt(c1 * c2) * sin(hue_step(h1, h2, c1 * c2) / 2 * DEGREE) / (1 + 0.015 * c * hue_weight(h));
    const double rotation = -sin(60 * exp(-pow((h - 275) / 25, 2)) * DEGREE) * 2 * chroma_weight(c);
    return sqrt(lightness * lightness + chroma * chroma + turn * turn + rotation * chroma * turn);
}
