/* Coordinates from one CRS to another, arrays at a time. Only this and georeference.c call PROJ. */
#pragma once

#include "geometry/geometry.h"

typedef struct Transform Transform;

/* `from` and `to`: anything PROJ reads. Axes are x = easting or longitude in degrees, y = northing or
 * latitude, whatever the CRS says. Errors: PROJECTION, naming the text that PROJ did not understand. Free
 * with transform_free(). */
Transform *transform_new(const char *from, const char *to, GError **error);
/* Longitude, latitude to Web Mercator in worlds: 0..1 from west to east, y growing northward from -0.5 to
 * 0.5. */
Transform *transform_new_mercator(void);
void transform_free(Transform *transform);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transform, transform_free)

/* Whether it leaves all points where they are: two names of one CRS. */
bool transform_is_idle(const Transform *transform);
/* In place. Points without an answer become infinite. */
void transform_forward(const Transform *transform, Point *points, size_t count);
void transform_inverse(const Transform *transform, Point *points, size_t count);
/* The target CRS as people name it, newly allocated. */
char *transform_target_name(const Transform *transform);
/* Whether PROJ understands `crs`; the name people know it by in `name` (newly allocated; may be NULL). */
bool transform_crs_is_known(const char *crs, char **name);
