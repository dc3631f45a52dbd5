#include "output/target.h"

#include "base/error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

char *target_resolve(const char *path, GError **error)
{
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: expected a file, found a folder or device",
                    path);
        return NULL;
    }
    char end[PATH_MAX];
    const bool leads = g_file_test(path, G_FILE_TEST_IS_SYMLINK) && realpath(path, end);
    return g_strdup(leads ? end : path);
}

char *target_temporary(const char *target)
{
    g_autofree char *name = g_strconcat(target, ".XXXXXX", NULL); /* letters that g_mkstemp_full() replaces */
    const int file = g_mkstemp_full(name, O_RDWR, 0666);
    if (file < 0)
        return NULL;
    close(file);
    return g_steal_pointer(&name);
}
