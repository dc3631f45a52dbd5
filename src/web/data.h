/* Geodata for a browser: GeoJSON in longitude and latitude with five decimals (a metre). */
#pragma once

#include "source/source.h"
#include "web/folder.h"

/* The geometries of a source's features in degrees (WGS 84), rounded. */
typedef struct {
    const Source *source; /* borrowed */
    Geometry *geometries; /* source->feature_count of them */
} DegreeSource;

/* Errors: PROJECTION. Free with degree_source_free(). */
DegreeSource *degree_source_new(const Source *source, GError **error);
void degree_source_free(DegreeSource *degrees);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DegreeSource, degree_source_free)
/* Five decimals, in place. */
void web_data_round(Geometry *geometry);

/* A FeatureCollection being written. */
GString *web_data_begin(void);
/* Adds a feature with a geometry of its own. */
void web_data_add(GString *text, const Feature *like, const Geometry *geometry);
/* Ends it, writes it as `data/NAME.geojson` and frees it. Errors: IO. */
bool web_data_end_take(GString *text, const WebFolder *folder, const char *name, GError **error);

/* Writes a whole source. */
bool web_data_write(const WebFolder *folder, const DegreeSource *degrees, const char *name, GError **error);
/* "data/NAME.geojson" with a name that is good for a file, newly allocated. */
char *web_data_path(const char *name);
