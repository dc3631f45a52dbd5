#include "web/folder.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* By this file we know a folder that we wrote. */
static const char MARK[] = "semaine-web.json";

struct WebFolder {
    char *path, *staged; /* `staged` NULL: finished */
};

static bool fail(GError **error, const char *path, const char *what)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: %s: %s", path, what, g_strerror(errno));
    return false;
}

/* ---- what may be replaced ---- */

static bool is_empty(const char *path)
{
    GDir *listing = g_dir_open(path, 0, NULL);
    const bool empty = listing && !g_dir_read_name(listing);
    if (listing)
        g_dir_close(listing);
    return empty;
}

static bool may_replace(const char *path, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, "%s: expected a folder, found a file", path);
        return false;
    }
    g_autofree char *mark = g_build_filename(path, MARK, NULL);
    if (g_file_test(mark, G_FILE_TEST_EXISTS) || is_empty(path))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "%s: this folder holds other files and is left alone; name a new or an empty one", path);
    return false;
}

/* ---- removing ---- */

static void remove_all(const char *path)
{
    GDir *listing = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; listing && (name = g_dir_read_name(listing));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
    }
    if (listing)
        g_dir_close(listing);
    g_remove(path);
}

/* ---- beginning and ending ---- */

/* Folders that mkdtemp makes are closed to others; a page is to be served. */
static void open_to_all(const char *path)
{
    const mode_t mask = umask(0);
    umask(mask);
    g_chmod(path, 0777 & ~(int)mask);
}

WebFolder *web_folder_begin(const char *path, GError **error)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    if (!may_replace(whole, error))
        return NULL;
    g_autofree char *parent = g_path_get_dirname(whole), *staged = g_strconcat(whole, ".XXXXXX", NULL);
    if (g_mkdir_with_parents(parent, 0777) != 0 || !g_mkdtemp(staged)) {
        fail(error, path, "cannot be written");
        return NULL;
    }
    open_to_all(staged);
    g_autoptr(WebFolder) folder = g_new0(WebFolder, 1);
    folder->path = g_steal_pointer(&whole);
    folder->staged = g_steal_pointer(&staged);
    const char *mark = "{\"generator\": \"semaine\"}\n";
    return web_folder_write(folder, MARK, mark, strlen(mark), error) ? g_steal_pointer(&folder) : NULL;
}

char *web_folder_file(const WebFolder *folder, const char *name)
{
    return g_build_filename(folder->staged, name, NULL);
}

bool web_folder_make(const WebFolder *folder, const char *name, GError **error)
{
    g_autofree char *path = web_folder_file(folder, name);
    return g_mkdir_with_parents(path, 0777) == 0 || fail(error, path, "cannot be made");
}

bool web_folder_write(const WebFolder *folder, const char *name, const char *bytes, size_t length,
                      GError **error)
{
    g_autofree char *path = web_folder_file(folder, name);
    FILE *file = g_fopen(path, "wb");
    if (!file)
        return fail(error, path, "cannot be written");
    const bool written = fwrite(bytes, 1, length, file) == length;
    const bool closed = fclose(file) == 0;
    return (written && closed) || fail(error, path, "cannot be written");
}

bool web_folder_copy(const WebFolder *folder, const char *path, const char *into, GError **error)
{
    g_autoptr(GError) reason = NULL;
    g_autofree char *name = g_path_get_basename(path), *target = g_build_filename(into, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    if (g_file_get_contents(path, &bytes, &length, &reason))
        return web_folder_write(folder, target, bytes, length, error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", reason->message);
    return false;
}

/* Both names change hands at once, so that there is a page at every moment. */
bool web_folder_finish(WebFolder *folder, GError **error)
{
    if (!may_replace(folder->path, error))
        return false;
    const bool there = g_file_test(folder->path, G_FILE_TEST_EXISTS);
    if (renameat2(AT_FDCWD, folder->staged, AT_FDCWD, folder->path, there ? RENAME_EXCHANGE : 0) != 0)
        return fail(error, folder->path, "cannot be put in place");
    if (there)
        remove_all(folder->staged);
    g_clear_pointer(&folder->staged, g_free);
    return true;
}

void web_folder_free(WebFolder *folder)
{
    if (!folder)
        return;
    if (folder->staged)
        remove_all(folder->staged);
    g_free(folder->staged);
    g_free(folder->path);
    g_free(folder);
}
