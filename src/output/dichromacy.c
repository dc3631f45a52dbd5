#include "output/dichromacy.h"

#include <math.h>
#include <string.h>

typedef double Vector[3];
typedef double Matrix3[3][3];

/* Linear sRGB to CIE XYZ (IEC 61966-2-1). */
static const Matrix3 srgb_to_xyz = {
    {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}};
/* CIE XYZ to the cones of V. C. Smith and J. Pokorny (1975). */
static const Matrix3 xyz_to_cones = {
    {0.15514, 0.54312, -0.03286}, {-0.15514, 0.45684, 0.03286}, {0, 0, 0.01608}};
/* XYZ of the lights that such eyes see as others do (CIE 1931): 475 and 575 nm, without the short cones 485
 * and 660 nm. */
static const Vector anchors[2][2] = {{{0.1421, 0.1126, 1.0419}, {0.8425, 0.9154, 0.0018}},
                                     {{0.05795, 0.1693, 0.6162}, {0.1649, 0.0610, 0}}};

static void multiply_vector(const Matrix3 matrix, const Vector vector, Vector out)
{
    for (int i = 0; i < 3; i++)
        out[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
}

static void multiply(const Matrix3 left, const Matrix3 right, Matrix3 out)
{
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            out[i][k] = left[i][0] * right[0][k] + left[i][1] * right[1][k] + left[i][2] * right[2][k];
}

static void cross(const Vector left, const Vector right, Vector out)
{
    for (int i = 0; i < 3; i++)
        out[i] = left[(i + 1) % 3] * right[(i + 2) % 3] - left[(i + 2) % 3] * right[(i + 1) % 3];
}

static double dot(const Vector left, const Vector right)
{
    return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
}

static void invert(const Matrix3 matrix, Matrix3 out)
{
    Matrix3 columns;
    for (int i = 0; i < 3; i++)
        cross(matrix[(i + 1) % 3], matrix[(i + 2) % 3], columns[i]);
    const double determinant = dot(matrix[0], columns[0]);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            out[i][k] = columns[k][i] / determinant;
}

/* In cone space: replaces the missing cone's answer so that the colour lies in the plane of white and anchor.
 */
static void project(const Vector white, const Vector anchor, Cone missing, Matrix3 out)
{
    static const Matrix3 identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    Vector normal;
    cross(white, anchor, normal);
    memcpy(out, identity, sizeof identity);
    for (int k = 0; k < 3; k++)
        out[missing][k] = k == (int)missing ? 0 : -normal[k] / normal[missing];
}

Dichromacy dichromacy(Cone missing)
{
    Dichromacy sight;
    Matrix3 to_cones, from_cones;
    Vector white, axis = {0, 0, 0}, divide;
    multiply(xyz_to_cones, srgb_to_xyz, to_cones);
    invert(to_cones, from_cones);
    multiply_vector(to_cones, (const Vector){1, 1, 1}, white);
    axis[missing] = 1;
    cross(white, axis, divide);
    for (int side = 0; side < 2; side++) {
        Vector anchor;
        Matrix3 projection, half;
        multiply_vector(xyz_to_cones, anchors[missing == CONE_SHORT][side], anchor);
        project(white, anchor, missing, projection);
        multiply(projection, to_cones, half);
        multiply(from_cones, half, sight.planes[side]);
        if (side == 0 && dot(divide, anchor) < 0)
            for (int i = 0; i < 3; i++)
                divide[i] = -divide[i];
    }
    for (int k = 0; k < 3; k++)
        sight.normal[k] =
            divide[0] * to_cones[0][k] + divide[1] * to_cones[1][k] + divide[2] * to_cones[2][k];
    return sight;
}

void dichromacy_apply(const Dichromacy *sight, const double linear[3], double out[3])
{
    multiply_vector(sight->planes[dot(sight->normal, linear) >= 0 ? 0 : 1], linear, out);
}
