/* What was drawn so far: a line of JSON for each finished file, with checksums of picture and file. Lines are
 * added as files are finished, so that after a kill at any moment the work can go on. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t number;
    const char *file; /* without folder */
    const char *date;
    const char *page;  /* sum of all that decides over the picture */
    const char *crc32; /* of the file, eight hexadecimal digits */
    const char *words; /* what it shows, for those who cannot see it; may be NULL */
} ManifestEntry;

typedef struct Manifest Manifest;

/* Opens a manifest; with `resume` what it says is kept for manifest_lookup(), else it begins empty. Errors:
 * IO. Free with manifest_free(). */
Manifest *manifest_open(const char *path, bool resume, GError **error);
/* Reads what the manifest of a part says, too. Nothing where there is none. */
void manifest_adopt(Manifest *manifest, const char *path);
void manifest_free(Manifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)
/* What an earlier run said of a number, borrowed, or NULL. May be called in several threads. */
const ManifestEntry *manifest_lookup(const Manifest *manifest, size_t number);
/* Adds a line, at once on disk. Errors: IO. */
bool manifest_add(Manifest *manifest, const ManifestEntry *entry, GError **error);
/* Leaves only the lines of this run, in their order. Errors: IO. */
bool manifest_close(Manifest *manifest, GError **error);

/* CRC-32 of a file in hexadecimal digits, newly allocated; NULL where it cannot be read. */
char *file_checksum(const char *path);
