/* datapackage.json: a Frictionless Data Package whose resources are the authored tables. What is built of a
 * resource stands in its member "semaine:build"; geodata/README.md describes it. */
#pragma once

#include "source/source.h"

#include <jansson.h>

typedef struct {
    const char *name;       /* of the column */
    const char *short_name; /* of the field in shapefiles: "semaine:name", or the same; at most 10 bytes */
    FieldType type;         /* text, integer, number or boolean */
    bool required, unique;
    const json_t *allowed;                  /* constraints.enum, or NULL */
    double minimum, maximum;                /* NAN: none */
    const json_t *true_texts, *false_texts; /* of booleans, or NULL */
} Column;

/* foreignKeys: texts of `column` occur in `target` of another resource. */
typedef struct {
    const char *column, *resource, *target;
    const json_t *also;  /* "semaine:also": further resources they may occur in, or NULL */
    const json_t *where; /* "semaine:where": only rows with these texts by column, or NULL */
    const char *none;    /* "semaine:none": a text that stands for no reference, or NULL */
    bool list;           /* "semaine:list": the cell holds several, parted by blanks */
    double distance;     /* "semaine:distance": at most so many metres from what it names; NAN: anywhere */
} ForeignKey;

typedef struct {
    const char *name;
    size_t path_count;
    const char **paths; /* relative to the package */
    size_t column_count;
    Column *columns;
    size_t key_count;
    ForeignKey *keys;
    const json_t *build;     /* "semaine:build", or NULL: nothing is built of it */
    const json_t *unchecked; /* "semaine:unchecked": kinds of sources that no text stands behind, or NULL */
    bool proper_names;       /* "semaine:proper-names": an English name is not expected */
} Resource;

typedef struct {
    char *path, *folder;
    json_t *root; /* owns all texts */
    size_t resource_count;
    Resource *resources;
} Package;

/* Reads FOLDER/datapackage.json. Errors: IO, FORMAT, with the path of the member. Free with package_free().
 */
Package *package_load(const char *folder, GError **error);
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

/* NULL where there is none. */
const Resource *package_lookup(const Package *package, const char *name);
const Column *resource_lookup_column(const Resource *resource, const char *name);
/* A text member of the resource's build, or `otherwise`. */
const char *resource_build_text(const Resource *resource, const char *name, const char *otherwise);
