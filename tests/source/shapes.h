/* Shapefiles that the tests write for themselves. */
#pragma once

#include "source/source.h"

#include <shapefil.h>

/* A part: its coordinates x, y, x, y ... */
typedef struct {
    size_t count; /* of numbers */
    double numbers[24];
} Part;
#define PART(...)                                                                                            \
    {                                                                                                        \
        sizeof((double[]){__VA_ARGS__}) / sizeof(double),                                                    \
        {                                                                                                    \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }

/* Appends a shape of `type`; z and m are made up where the type has them. */
void write_shape(SHPHandle handle, int type, const Part *parts, int part_count);
/* A whole set: `name`.shp .shx .dbf in `folder`, one shape of `type` per part, and a table with one field "n"
 * that counts from 1. Returns the path of the .shp, newly allocated. */
char *write_set(const char *folder, const char *name, int type, const Part *parts, int part_count);
/* Writes bytes to a file named like `path` but with another suffix (".prj"). */
void write_companion(const char *path, const char *suffix, const char *bytes, gssize length);
/* The bytes of such a file, newly allocated. */
char *read_companion_bytes(const char *path, const char *suffix, size_t *length);
/* Changes bytes of such a file in place. */
void patch_companion(const char *path, const char *suffix, size_t offset, const void *bytes, size_t count);
/* Cuts such a file to `length` bytes. */
void cut_companion(const char *path, const char *suffix, size_t length);

/* Loads the file, which must succeed. Its findings go to `report` (may be NULL). */
Source *load(const char *path, Report *report);
/* Feature `index` as GeoJSON, newly allocated. */
char *feature_text(const Source *source, size_t index);
/* Whether a finding has `words` in it. */
bool has_finding(const Report *report, const char *words);
