#include "source/shapefile.h"

#include "base/error.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <shapefil.h>
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

/* shapelib's hooks are given a file name and nothing else, so the name is the address of the streams. */
static const char NAME_FORMAT[] = "semaine-%" PRIxPTR;

void shape_stream_name(const ShapeStreams *streams, const char *suffix, char name[64])
{
    const int length = g_snprintf(name, 64, NAME_FORMAT, (uintptr_t)streams);
    g_strlcpy(name + length, suffix, 64 - (gsize)length);
}

/* SAFile is the address of a Stream. */
typedef struct {
    ShapeStreams *streams;
    bool is_index;
} Stream;

static SAFile stream_open(const char *name, const char *access)
{
    (void)access;
    char *end = NULL;
    const size_t prefix = strlen("semaine-");
    const uintptr_t address = (uintptr_t)g_ascii_strtoull(name + prefix, &end, 16);
    const bool is_index = strcmp(end, ".shx") == 0;
    if (!is_index && strcmp(end, ".shp") != 0 && strcmp(end, ".dbf") != 0)
        return NULL;
    Stream *stream = g_new0(Stream, 1);
    *stream = (Stream){(ShapeStreams *)address, is_index};
    if (!is_index)
        rewind(stream->streams->main);
    return (SAFile)stream;
}

static SAOffset stream_read(void *out, SAOffset size, SAOffset count, SAFile file)
{
    const Stream *stream = (const Stream *)file;
    ShapeStreams *streams = stream->streams;
    if (!stream->is_index)
        return fread(out, size, count, streams->main);
    const size_t left = streams->index_size - streams->index_position;
    const size_t items = size == 0 ? 0 : MIN(count, left / size);
    memcpy(out, streams->index + streams->index_position, items * size);
    streams->index_position += items * size;
    return items;
}

static SAOffset stream_write(void *bytes, SAOffset size, SAOffset count, SAFile file)
{
    (void)bytes, (void)size, (void)count, (void)file;
    return 0;
}

static SAOffset stream_seek(SAFile file, SAOffset offset, int whence)
{
    const Stream *stream = (const Stream *)file;
    ShapeStreams *streams = stream->streams;
    if (!stream->is_index)
        return (SAOffset)fseeko(streams->main, (off_t)offset, whence);
    const size_t start = whence == SEEK_END   ? streams->index_size
                         : whence == SEEK_CUR ? streams->index_position
                                              : 0;
    streams->index_position = MIN(start + offset, streams->index_size);
    return 0;
}

static SAOffset stream_tell(SAFile file)
{
    const Stream *stream = (const Stream *)file;
    return stream->is_index ? stream->streams->index_position : (SAOffset)ftello(stream->streams->main);
}

static int stream_flush(SAFile file)
{
    (void)file;
    return 0;
}

static int stream_close(SAFile file)
{
    g_free(file);
    return 0;
}

static int remove_nothing(const char *name)
{
    (void)name;
    return -1;
}

/* What shapelib complains of is told by our own checks, with file and record. */
static void ignore_message(const char *message)
{
    (void)message;
}

static double parse_number(const char *text)
{
    return g_ascii_strtod(text, NULL);
}

void shape_hooks(void *hooks)
{
    *(SAHooks *)hooks = (SAHooks){
        .FOpen = stream_open,
        .FRead = stream_read,
        .FWrite = stream_write,
        .FSeek = stream_seek,
        .FTell = stream_tell,
        .FFlush = stream_flush,
        .FClose = stream_close,
        .Remove = remove_nothing,
        .Error = ignore_message,
        .Atof = parse_number,
    };
}
