/* Arrows of movement: a line as a tapered band with rounded corners and a head. */
#pragma once

#include "geometry/geometry.h"

typedef struct {
    double width;       /* of the band at its head */
    double tail;        /* width at the start as a share of `width` */
    double head_width;  /* of the head, as a multiple of `width` */
    double head_length; /* the same */
    double radius;      /* of rounded corners */
} ArrowShape;

/* The outline of each part as a polygon; parts shorter than their head get a smaller head. */
Geometry geometry_arrow(const Geometry *line, const ArrowShape *shape);
/* The line with its corners rounded, each by at most `radius` before and behind; ends stay. */
Geometry geometry_round_corners(const Geometry *line, double radius);
