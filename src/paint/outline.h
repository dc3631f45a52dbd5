/* Outlines of strokes, edge by edge: joins and caps are those of cairo. */
#pragma once

#include "paint/coverage.h"

/* Adds what a stroke without dashes covers along an open line, or along a ring (`closed`: its last point is
 * its first again); widths are in pixels of the page. False, with nothing added, for what is left to others:
 * a line that is one point, of which caps may show, and widths beyond all use. */
bool outline_add(Coverage *coverage, const Point *points, size_t count, bool closed, const Stroke *stroke);
