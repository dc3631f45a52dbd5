/* A map: a style and the sources it names, each file read once. */
#pragma once

#include "projection/projection.h"
#include "semaine.h"
#include "source/picture.h"
#include "style/style.h"

typedef struct {
    Style *style;
    GPtrArray *files;   /* of Source: each file once */
    Source **sources;   /* one for each of the style's sources, borrowed from `files`; NULL: not features */
    Picture **pictures; /* the same for pictures, owned; NULL: no picture */
} Map;

/* Opens a style and loads its sources; `pixel_ratio` chooses the finer sprite sheet. Warnings go to `message`
 * when it is not NULL. Errors: IO, FORMAT, STYLE. */
Map *map_open(const char *path, double pixel_ratio, SemaineMessage message, void *user, GError **error);
void map_free(Map *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Map, map_free)

/* The sources in style pixels, one for each of the style's sources. */
typedef struct {
    size_t count;
    ProjectedSource **sources;
} ProjectedMap;

/* `tolerance`: see projection_apply(). */
ProjectedMap *map_project(const Map *map, const Projection *projection, double tolerance, GError **error);
void projected_map_free(ProjectedMap *projected);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProjectedMap, projected_map_free)

/* The path of the shipped file `name` ("styles/semaine-sanglante.json"): beside the working folder's sources
 * or installed. Newly allocated, or NULL and an error. */
char *map_find_shipped(const char *name, GError **error);
