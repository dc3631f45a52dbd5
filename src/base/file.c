#include "base/file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

bool file_read(const char *path, char **bytes, size_t *length, GError **error)
{
    GStatBuf info;
    if (g_stat(path, &info) == 0 && (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode))) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "Failed to read “%s”: it is a device", path);
        return false;
    }
    return g_file_get_contents(path, bytes, length, error);
}
