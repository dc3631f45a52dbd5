/* What a file format provides to the reader: one row of the table in source.c. */
#pragma once

#include "source/damage.h"
#include "source/source.h"

typedef struct {
    const char *suffix; /* lower case, with its point */
    /* Describes source->path in `source` and returns the state that next and close are given. */
    void *(*open)(Source *source, Damage *damage, GError **error);
    /* As reader_next(). */
    bool (*next)(void *state, Arena *arena, Feature *out, GError **error);
    void (*close)(void *state);
    /* Large files only, else NULL: whether this one is. Then next_outline is as next, but of the geometry it
     * gives the type alone, its box and the number by which `read` finds it. */
    bool (*is_large)(const void *state);
    bool (*next_outline)(void *state, Arena *arena, Feature *out, Box *box, size_t *record);
    Geometry (*read)(void *state, size_t record);
} SourceFormat;

extern const SourceFormat shapefile_format, geojson_format;

/* Opens GeoJSON that is already parsed; borrows `root`. */
void *geojson_open_root(const json_t *root, Source *source, Damage *damage, GError **error);
