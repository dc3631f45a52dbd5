/* The map frame as a source sees it: for sources too large to be projected whole. */
#pragma once

#include "projection/projection.h"
#include "projection/transform.h"

/* A box in the source's coordinates that holds whatever comes within `margin` style pixels of the frame, and
 * how far a vertex may move in them without moving by more than `tolerance` style pixels on the page. Where
 * PROJ has no answer somewhere in the frame, the box is infinite and the distance 0. `to_lonlat` leads from
 * the source to longitude and latitude; NULL: it has them already. */
Window window_of_frame(const Projection *projection, const Transform *to_lonlat, double margin,
                       double tolerance);
