/* Sources: features read from files. The reader is chosen by the file's suffix, one row per format. */
#pragma once

#include "base/arena.h"
#include "base/report.h"
#include "source/feature.h"

#include <jansson.h>

typedef enum {
    FIELD_TEXT,
    FIELD_NUMBER,
    FIELD_INTEGER,
    FIELD_DATE,
    FIELD_BOOLEAN,
    FIELD_MIXED, /* GeoJSON members of several types */
} FieldType;

typedef struct {
    const char *name; /* interned */
    FieldType type;
    int width, decimals; /* as the .dbf says; 0 for GeoJSON */
} Field;

typedef struct Reader Reader;

/* A source once read; const from then on. */
typedef struct {
    char *path;             /* as the user named it; "inline" for data in the style */
    const char *format;     /* "ESRI Shapefile", "GeoJSON": static text */
    const char *shape_type; /* "PolygonZ", ... as the file says; static text */
    char *crs;              /* WKT or "EPSG:4326"; never NULL */
    bool crs_assumed;       /* no .prj: longitude and latitude were assumed */
    char *encoding;         /* of the attribute texts in the file, e.g. "UTF-8" */
    size_t field_count;
    Field *fields;
    size_t feature_count;
    Feature *features;
    Box extent;   /* of all geometry, in the source's CRS */
    Arena *arena; /* owns ids, attributes and their texts */
    Reader
        *reader; /* where geometry stays in the file: what reads it; features have its type alone. Or NULL */
    Box *boxes;  /* then: of each feature, as the file says */
} Source;

/* Reads a whole file. Damage that leaves the rest readable goes to `report` as a warning when one is given.
 * Returns NULL and sets `error` (IO, FORMAT, LIMIT) where nothing useful can be read. Free with
 * source_free(). */
Source *source_load(const char *path, Report *report, GError **error);
/* The same, but the geometry of a large file may stay there, to be read by source_read_geometry() feature by
 * feature; then damage in it is not told, nor, with a spatial index (.qix) beside it, damage in its rows. */
Source *source_open(const char *path, Report *report, GError **error);
/* The geometry of a feature that is still in the file, owned by the caller. May be called by several threads
 * at once. */
Geometry source_read_geometry(const Source *source, size_t feature);
/* Where a spatial index lies beside such a file, features are known only once they were found near a box:
 * reads those, and says of each feature whether it may touch it (newly allocated). NULL: all are known, none
 * was looked at. Any thread may call; it may look at the features it found. */
bool *source_find(const Source *source, Box box);
/* Reads what is not known yet, for who looks at features wherever they are. */
void source_outline_all(const Source *source);
/* The same for GeoJSON that is already parsed (inline data of a style); `name` is what messages call it. */
Source *source_load_geojson(const json_t *root, const char *name, Report *report, GError **error);
void source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)
