/* Sight without one of the three cones: H. Brettel, F. Vienot, J. D. Mollon, "Computerized simulation of
 * color appearance for dichromats", J. Opt. Soc. Am. A 14 (1997), for an sRGB screen. */
#pragma once

typedef enum { CONE_LONG, CONE_MEDIUM, CONE_SHORT } Cone;

/* Colours are projected on two half planes that meet in white; which, the sign of a product says. */
typedef struct {
    double planes[2][3][3]; /* linear sRGB to linear sRGB */
    double normal[3];       /* plane 0 where the product with the colour is not negative */
} Dichromacy;

/* How somebody without this cone sees. */
Dichromacy dichromacy(Cone missing);
/* Linear sRGB, 0..1; the result may lie a little outside. */
void dichromacy_apply(const Dichromacy *sight, const double linear[3], double out[3]);
