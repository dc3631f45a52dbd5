#include "web/library.h"

#include "base/error.h"

#include <string.h>

/* The release that is tested, and the oldest with all that our styles need (global-state, fonts of the page).
 */
static const char TESTED[] = "5.24.1";
enum { MAJOR = 5, LEAST_MINOR = 13 };

/* Where the files lie below a folder that a user may name. */
static const char *const below[] = {"", "dist", "package/dist", "maplibre-gl/dist",
                                    "node_modules/maplibre-gl/dist"};

static char *find_below(const char *folder)
{
    for (size_t i = 0; i < G_N_ELEMENTS(below); i++) {
        g_autofree char *file = g_build_filename(folder, below[i], "maplibre-gl.js", NULL);
        if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
            return g_path_get_dirname(file);
    }
    return NULL;
}

static char *find(const char *wanted, GError **error)
{
    char *found = wanted ? find_below(wanted) : find_below(".");
    if (!found && !wanted)
        found = find_below(SEMAINE_DATADIR);
    if (found)
        return found;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO,
                "MapLibre GL JS: no maplibre-gl.js in %s; get it with \"npm install maplibre-gl@%s\", then "
                "--maplibre node_modules/maplibre-gl, or draw without it with --static",
                wanted ? wanted : "node_modules/maplibre-gl/dist", TESTED);
    return NULL;
}

/* "v5.24.1" in the licence line at the head of the file. */
static bool check_version(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "maplibre-gl.js", NULL), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return false;
    const char *at = g_strstr_len(text, 1000, "/blob/v");
    int major = 0, minor = 0;
    if (at && sscanf(at, "/blob/v%d.%d", &major, &minor) == 2 && major == MAJOR && minor >= LEAST_MINOR)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "%s: expected MapLibre GL JS %d.%d or a later %d, found %d.%d; %s is tested", path, MAJOR,
                LEAST_MINOR, MAJOR, major, minor, TESTED);
    return false;
}

bool web_library_check(const char *wanted, GError **error)
{
    g_autofree char *found = find(wanted, error);
    return found && check_version(found, error);
}

bool web_library_copy(const WebFolder *folder, const char *wanted, GError **error)
{
    static const char *const names[] = {"maplibre-gl.js", "maplibre-gl.css", "LICENSE.txt"};
    g_autofree char *found = find(wanted, error);
    if (!found || !check_version(found, error) || !web_folder_make(folder, "maplibre", error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(found, names[i], NULL);
        if (!web_folder_copy(folder, path, "maplibre", error))
            return false;
    }
    return true;
}
