/* Where what a user named as output is written. */
#pragma once

#include <glib.h>

/* The file at the end of a symbolic link, else `path` itself; newly allocated. A device or folder is no place
 * for a file that is renamed when it is whole. Errors: IO. */
char *target_resolve(const char *path, GError **error);
