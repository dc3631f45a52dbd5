/* Reading a source feature by feature, so that a file larger than memory can be drawn record by record.
 * source_load() is the loop that keeps all of them. */
#pragma once

#include "source/source.h"

#include <jansson.h>

/* Opens a file; its suffix says the format. Damage that leaves the rest readable goes to `report` (may be
 * NULL: then it is dropped), which must outlive the reader. Errors: IO, FORMAT, LIMIT, naming the file. Close
 * with reader_close(). */
Reader *reader_open(const char *path, Report *report, GError **error);
/* The same for GeoJSON that is already parsed; `name` is what messages call it. Borrows `root`. */
Reader *reader_open_geojson(const json_t *root, const char *name, Report *report, GError **error);
/* Reports what was counted but not told one by one, and frees everything. */
void reader_close(Reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reader, reader_close)

/* What is known of the source before its features are read: all but features and extent. Borrowed. */
const Source *reader_source(const Reader *reader);
/* The next feature in the order of the file. False at the end, and where `error` is set. Identifier and
 * attributes live in `arena`; the geometry is the caller's, to be cleared with geometry_clear(). */
bool reader_next(Reader *reader, Arena *arena, Feature *out, GError **error);
