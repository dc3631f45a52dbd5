#include "source/shapefile.h"

#include "base/error.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

FILE *shape_open_file(const char *path, size_t *size, GError **error)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot open: %s", g_strerror(errno));
        return NULL;
    }
    /* A pipe would wait for ever. */
    if (!S_ISREG(status.st_mode)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "expected a file, found a folder or device");
        return NULL;
    }
    FILE *file = fopen(path, "rb");
    if (!file)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "cannot open: %s", g_strerror(errno));
    *size = (size_t)status.st_size;
    return file;
}

char *shape_sibling(const char *path, const char *suffix)
{
    const char *point = strrchr(path, '.');
    const int stem = point ? (int)(point - path) : (int)strlen(path);
    g_autofree char *upper = g_ascii_strup(suffix, -1);
    const bool upper_first = point && g_ascii_isupper(point[1]);
    char *first = g_strdup_printf("%.*s%s", stem, path, upper_first ? upper : suffix);
    if (g_file_test(first, G_FILE_TEST_EXISTS))
        return first;
    g_autofree char *second = g_strdup_printf("%.*s%s", stem, path, upper_first ? suffix : upper);
    if (!g_file_test(second, G_FILE_TEST_EXISTS))
        return first;
    g_free(first);
    return g_steal_pointer(&second);
}

uint32_t read_u32_big(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

void write_u32_big(unsigned char *bytes, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (24 - 8 * i));
}

bool read_box(const unsigned char bytes[32], Box *box)
{
    double *numbers[] = {&box->x_min, &box->y_min, &box->x_max, &box->y_max};
    for (int i = 0; i < 4; i++) {
        const uint64_t word =
            (uint64_t)read_u32_little(bytes + 8 * i + 4) << 32 | read_u32_little(bytes + 8 * i);
        memcpy(numbers[i], &word, sizeof word);
    }
    return isfinite(box->x_min) && isfinite(box->y_min) && isfinite(box->x_max) && isfinite(box->y_max) &&
           box->x_min <= box->x_max && box->y_min <= box->y_max;
}
