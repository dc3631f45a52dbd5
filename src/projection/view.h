/* What part of the world is shown: an extent fitted into the frame, or a centre with a zoom or a scale. */
#pragma once

#include "geometry/geometry.h"

typedef struct {
    const char *crs; /* anything PROJ reads; NULL: Web Mercator, as MapLibre draws */
    bool has_extent;
    Box extent; /* west, south, east, north in degrees */
    bool has_center;
    Point center; /* longitude, latitude */
    bool has_zoom;
    double zoom;
    double scale_denominator; /* 0: from zoom or extent */
    double bearing;           /* degrees clockwise from north that point up */
} View;

/* Reads "w,s,e,n" or "lon,lat" as the command line and style metadata write them. False where it is neither.
 */
bool view_parse_extent(const char *text, Box *out);
bool view_parse_center(const char *text, Point *out);
