/* A built dataset: features with the fields of one shapefile. */
#pragma once

#include "base/arena.h"
#include "geodata/geodata.h"

typedef struct {
    const char *name; /* at most 10 bytes */
    FieldType type;   /* text, integer, number or boolean ("T", "F") */
} DatasetField;

typedef struct {
    const GEOSGeometry *geometry;
    const char **values; /* one for each field, NULL or "" for null */
    const char *file;    /* where it was authored */
    size_t line;
} DatasetFeature;

typedef struct {
    char *name;
    GeometryType type;
    GArray *fields;      /* of DatasetField */
    GPtrArray *features; /* of DatasetFeature, in `arena` */
    Arena *arena;
} Dataset;

/* A dataset with the fields that all have: id, names, dates, provenance. Free with dataset_free(). */
Dataset *dataset_new(const char *name, GeometryType type);
void dataset_free(Dataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dataset, dataset_free)
/* The index of a field, added where there is none; G_MAXSIZE where there is one of another type. */
size_t dataset_add_field(Dataset *dataset, const char *name, FieldType type);
/* A new feature without values. */
DatasetFeature *dataset_add_feature(Dataset *dataset, const GEOSGeometry *geometry, const char *file,
                                    size_t line);
/* Sets a value; the text is copied. The field must exist. */
void dataset_set(Dataset *dataset, DatasetFeature *feature, const char *field, const char *text);
/* start_date, start_sure, end_sure and end_date. */
void dataset_set_dates(Dataset *dataset, DatasetFeature *feature, const DateSpan *start, const DateSpan *end);

/* All datasets that the resources build, by name; array of Dataset. What cannot be built goes to the report
 * of the geodata. */
GPtrArray *dataset_build_all(Geodata *geodata);
/* The borders between places whose holders differ, added to `dataset`. */
void front_build(Geodata *geodata, const Theme *theme, Dataset *dataset);

/* Reports the values that are too long for a shapefile. */
void dataset_check(const Dataset *dataset, Report *report);
/* Writes NAME.shp .shx .dbf .prj .cpg into `folder`; files of those names are replaced when all are whole.
 * Errors: IO, GEODATA (a value that does not fit, with its place). */
bool dataset_write(const Dataset *dataset, const Geos *geos, const char *folder, GError **error);
