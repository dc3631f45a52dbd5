/* Where what a user named as output is written. */
#pragma once

#include <glib.h>

/* The file at the end of a symbolic link, else `path` itself; newly allocated. A device or folder is no place
 * for a file that is renamed when it is whole. Errors: IO. */
char *target_resolve(const char *path, GError **error);
/* An empty file beside the target, so that the rename stays on one file system: its name, newly allocated;
 * NULL with errno set where none can be made. */
char *target_temporary(const char *target);
