/* Where meridians and parallels cut the edges of a map frame. */
#pragma once

#include "projection/projection.h"

/* A system of longitudes and latitudes. */
typedef struct {
    const char *crs;     /* for PROJ; NULL: WGS 84 */
    const double *steps; /* round steps in its unit, ascending, ended by 0 */
    char *(*label)(double value, bool is_longitude, double step, const char *language);
} GraticuleSystem;

/* Degrees from Greenwich (WGS 84); grades, of the system that a template names. */
extern const GraticuleSystem graticule_degrees, graticule_grades;

typedef enum { EDGE_TOP, EDGE_RIGHT, EDGE_BOTTOM, EDGE_LEFT, EDGE_COUNT } FrameEdge;

typedef struct {
    double value;    /* in the system's unit */
    long index;      /* value / step */
    double position; /* style pixels along the edge, from its left or upper end */
} GraticuleTick;

/* Values of a system along one edge, in between interpolated. */
typedef struct {
    FrameEdge edge;
    double length;  /* style pixels */
    GArray *values; /* of double, at even distances */
} GraticuleEdge;

/* Longitudes along upper and lower edge, latitudes along the sides. False where PROJ has no answer. Free with
 * graticule_edge_clear(). */
bool graticule_edge_read(GraticuleEdge *edge, const GraticuleSystem *system, const Projection *projection,
                         FrameEdge which);
void graticule_edge_clear(GraticuleEdge *edge);
/* The smallest of the system's steps whose ticks lie at least `spacing` style pixels apart. */
double graticule_step(const GraticuleEdge *edge, const GraticuleSystem *system, double spacing);
/* Ticks at the multiples of `step`; array of GraticuleTick in the order of their positions, free with
 * g_array_unref(). */
GArray *graticule_ticks(const GraticuleEdge *edge, double step);
