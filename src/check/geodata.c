#include "check/file.h"

#include "geodata/check.h"

bool check_geodata(const char *path, Report *report, GError **error)
{
    const bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
    g_autofree char *folder = is_folder ? g_strdup(path) : g_path_get_dirname(path);
    return geodata_check(folder, report, error);
}
