/* An authored table: the rows of one resource, from one or several CSV files, with the file and line of each.
 */
#pragma once

#include "base/arena.h"
#include "base/report.h"
#include "geodata/package.h"

typedef struct {
    const char *file;   /* path of the CSV */
    size_t line;        /* from 1, where the row begins */
    const char **cells; /* one text for each column of the resource, "" where empty */
} Row;

typedef struct {
    const Resource *resource;
    size_t row_count;
    Row *rows;
    GArray *row_array; /* owns rows */
    Arena *arena;      /* owns texts */
} Table;

/* Reads all files of a resource and holds each cell against its column: number of cells, required and unique
 * values, numbers, lists of allowed texts. Findings go to `report` with file, line and column; rows that are
 * no rows are left out. Never NULL. Free with table_free(). */
Table *table_load(const Package *package, const Resource *resource, Report *report);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* The text of a cell; "" where the resource has no such column. */
const char *table_cell(const Table *table, size_t row, const char *column);
/* Adds an error about a cell of a row. */
void table_error(const Table *table, size_t row, const char *column, Report *report, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* Reads a cell of a boolean column, "true" and "false" where the column lists no texts. */
bool column_read_boolean(const Column *column, const char *text, bool *out);
