/* The files of a shapefile set, each behind its own functions; for shapefile*.c alone. Every size that a file
 * claims is held against the size it has before anything is allocated or read by it. */
#pragma once

#include "source/damage.h"
#include "source/source.h"

#include <stdint.h>

/* ---- Files (shapefile_io.c) ---- */

/* Opens a regular file for reading. Errors: IO. */
FILE *shape_open_file(const char *path, size_t *size, GError **error);
/* The file beside `path` with another suffix (".dbf"), in lower or upper case; newly allocated, also when
 * there is none. */
char *shape_sibling(const char *path, const char *suffix);
uint32_t read_u32_big(const unsigned char *bytes);
static inline uint32_t read_u32_little(const unsigned char *bytes)
{
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}
void write_u32_big(unsigned char *bytes, uint32_t number);

/* Four numbers of a record or node; false where they are no box. */
bool read_box(const unsigned char bytes[32], Box *box);
/* ---- Pieces of a file (shapefile_bytes.c) ---- */

typedef struct ShapeBytes ShapeBytes;

/* Of an open file of so many bytes, which is borrowed; its own position does not count, and is left alone.
 * Free with shape_bytes_free(). */
ShapeBytes *shape_bytes_new(FILE *file, size_t size);
void shape_bytes_free(ShapeBytes *bytes);
size_t shape_bytes_size(const ShapeBytes *bytes);
/* `length` bytes from `offset` on, borrowed until the next call; NULL where the file has not so many. Quick
 * where each piece lies shortly behind the one before. */
const unsigned char *shape_bytes_at(ShapeBytes *bytes, size_t offset, size_t length);

/* ---- What shapelib reads (shapefile_hooks.c) ---- */

/* Instead of files: the main file in pieces, and its index from memory. */
typedef struct {
    ShapeBytes *main;
    const unsigned char *index;
    size_t index_size;
} ShapeStreams;

/* The name under which shapelib opens `streams` with shape_hooks(). */
void shape_stream_name(const ShapeStreams *streams, const char *suffix, char name[64]);
/* Fills SAHooks (shapefil.h) passed as a pointer. */
void shape_hooks(void *hooks);

/* ---- Index (shapefile_index.c) ---- */

typedef struct {
    uint32_t offset, length; /* bytes: of the record's header; of its content. 0: unusable entry */
} RecordPlace;

/* Where the records of an open .shp lie: from its .shx, or from the .shp itself where that is missing or
 * wrong. Array of RecordPlace. */
GArray *shape_index_load(const char *shp_path, FILE *shp, size_t shp_size, Damage *damage);

/* ---- Records (shapefile_record.c) ---- */

/* What of a record that can be read is not as it should be. */
typedef struct {
    size_t parts_dropped; /* of too few points */
    bool nothing_left;    /* there are vertices, but no part that can be drawn */
    bool entangled;       /* see rings_to_polygons() */
} RecordProblems;

/* The geometry of a record as `type`, owned by the caller; none where nothing of it can be drawn. `handle`:
 * an SHPHandle. Returns static words where it cannot be read, else NULL. */
const char *shape_record_read(void *handle, size_t record, GeometryType type, Geometry *out,
                              RecordProblems *problems);

/* ---- Shapes (shapefile_geometry.c) ---- */

typedef struct ShapeFile ShapeFile;

/* Errors: IO, FORMAT, LIMIT. */
ShapeFile *shape_file_open(const char *path, Damage *damage, GError **error);
void shape_file_free(ShapeFile *shapes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShapeFile, shape_file_free)
size_t shape_file_count(const ShapeFile *shapes);
/* "PolygonZ" ..., static text. */
const char *shape_file_type_name(const ShapeFile *shapes);
/* The geometry of a record, counted from 0, owned by the caller; none (with a warning) where it cannot be
 * read. */
Geometry shape_file_read(ShapeFile *shapes, size_t record, Damage *damage);
/* What a record of lines or polygons says of itself before its vertices: type and box; a box without sense
 * becomes one that holds everything. */
GeometryType shape_file_outline(ShapeFile *shapes, size_t record, Damage *damage, Box *box);
/* So large that its geometry is better left where it is: lines and polygons of many megabytes. */
bool shape_file_is_large(const ShapeFile *shapes);
/* Whether its records begin with boxes: lines and polygons. */
bool shape_file_has_boxes(const ShapeFile *shapes);
/* What the header says; empty where that is no box. */
Box shape_file_extent(const ShapeFile *shapes);
/* The SHPHandle (shapefil.h) that it is read by, passed as a pointer; borrowed. */
void *shape_file_handle(ShapeFile *shapes);

/* ---- Spatial index (shapefile_tree.c) ---- */

typedef struct ShapeTree ShapeTree;

/* The .qix beside a .shp of so many records in `extent`; NULL where there is none, or (with a warning) none
 * that fits. */
ShapeTree *shape_tree_open(const char *shp_path, size_t count, Box extent, Damage *damage);
void shape_tree_free(ShapeTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShapeTree, shape_tree_free)
/* Says of each record whether its box may touch `box`. */
void shape_tree_find(ShapeTree *tree, Box box, bool *near);

/* ---- Table (shapefile_table.c) ---- */

typedef struct ShapeTable ShapeTable;

/* Opens PATH.dbf; `code_page` is what the .cpg says, or NULL. Errors: IO, FORMAT. */
ShapeTable *shape_table_open(const char *path, const char *code_page, Damage *damage, GError **error);
void shape_table_free(ShapeTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShapeTable, shape_table_free)
size_t shape_table_row_count(const ShapeTable *table);
size_t shape_table_field_count(const ShapeTable *table);
const Field *shape_table_fields(const ShapeTable *table);
/* Of the texts, for people: "UTF-8", "WINDOWS-1252 (assumed)". */
char *shape_table_encoding(const ShapeTable *table);
typedef enum { ROW_READ, ROW_DELETED, ROW_UNREADABLE } RowState;
/* Reads a row, counted from 0, into as many members as there are fields; texts live in `arena`. */
RowState shape_table_read(ShapeTable *table, size_t row, Arena *arena, Member *out, Damage *damage);
