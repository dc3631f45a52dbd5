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
    /* Large files only, else NULL: whether this one is. Then its records are counted from 0, and `outline`
     * gives one as a feature, but of the geometry the type alone, and its box; false: it is deleted. */
    bool (*is_large)(const void *state);
    bool (*outline)(void *state, size_t record, Arena *arena, Feature *out, Box *box);
    /* Whether such a file has a spatial index; then the source's extent is set. */
    bool (*open_index)(void *state, Source *source);
    /* Says of each record whether its box may touch `box`, by the index. */
    void (*find)(void *state, Box box, bool *near);
    Geometry (*read)(void *state, size_t record);
} SourceFormat;

extern const SourceFormat shapefile_format, geojson_format;

/* Opens GeoJSON that is already parsed; borrows `root`. */
void *geojson_open_root(const json_t *root, Source *source, Damage *damage, GError **error);
