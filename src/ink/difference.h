/* How far apart two colours look: CIEDE2000 (CIE 142-2001; formulas as in Sharma, Wu and Dalal 2005). */
#pragma once

typedef struct {
    double l, a, b; /* CIE 1976, daylight D65 */
} Lab;

/* An sRGB colour, 0..1 each. */
Lab lab_from_srgb(const double rgb[3]);
/* About 1 can just be told side by side; classes of a map want far more. */
double lab_difference(Lab one, Lab other);

/* sRGB (IEC 61966-2-1) to linear light and back, 0..1. */
double srgb_to_linear(double value);
double srgb_from_linear(double value);
