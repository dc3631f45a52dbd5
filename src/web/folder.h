/* The folder of a page: written beside its place and moved there when it is whole. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct WebFolder WebFolder;

/* Begins the folder that is to become `path`. Refused where `path` is a file, or a folder that is neither
 * empty nor written by us. Errors: IO, USAGE. Free with web_folder_free(). */
WebFolder *web_folder_begin(const char *path, GError **error);
/* Where to write a file or folder of it, newly allocated. */
char *web_folder_file(const WebFolder *folder, const char *name);
/* Makes a folder in it. Errors: IO. */
bool web_folder_make(const WebFolder *folder, const char *name, GError **error);
bool web_folder_write(const WebFolder *folder, const char *name, const char *bytes, size_t length,
                      GError **error);
/* Copies a file under its own name into the folder `into` of it ("" : itself). Errors: IO. */
bool web_folder_copy(const WebFolder *folder, const char *path, const char *into, GError **error);
/* Gives it its name, in place of the earlier one. */
bool web_folder_finish(WebFolder *folder, GError **error);
/* Removes what was not finished. */
void web_folder_free(WebFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebFolder, web_folder_free)
