/* Files that are read as a whole. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The bytes of a file or pipe, ended by a zero that does not count; `length` may be NULL. Free with g_free().
 * Errors: those of g_file_get_contents(), and G_FILE_ERROR_INVAL for a device, which may have no end. */
bool file_read(const char *path, char **bytes, size_t *length, GError **error);
