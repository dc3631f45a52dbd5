/* What shapelib is given instead of files. */
#include "source/shapefile.h"

#include <inttypes.h>
#include <shapefil.h>
#include <string.h>

/* shapelib's hooks are given a file name and nothing else, so the name is the address of the streams. */
static const char NAME_FORMAT[] = "semaine-%" PRIxPTR;

void shape_stream_name(const ShapeStreams *streams, const char *suffix, char name[64])
{
    const int length = g_snprintf(name, 64, NAME_FORMAT, (uintptr_t)streams);
    g_strlcpy(name + length, suffix, 64 - (gsize)length);
}

/* SAFile is the address of a Stream. */
typedef struct {
    const ShapeStreams *streams;
    bool is_index;
    size_t position;
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
    *stream = (Stream){(const ShapeStreams *)address, is_index, 0};
    return (SAFile)stream;
}

static size_t stream_size(const Stream *stream)
{
    return stream->is_index ? stream->streams->index_size : shape_bytes_size(stream->streams->main);
}

static SAOffset stream_read(void *out, SAOffset size, SAOffset count, SAFile file)
{
    Stream *stream = (Stream *)file;
    const size_t left = stream_size(stream) - stream->position;
    const size_t items = size == 0 ? 0 : MIN(count, left / size);
    const unsigned char *bytes = stream->is_index
                                     ? stream->streams->index + stream->position
                                     : shape_bytes_at(stream->streams->main, stream->position, items * size);
    if (!bytes || items == 0)
        return 0;
    memcpy(out, bytes, items * size);
    stream->position += items * size;
    return items;
}

static SAOffset stream_write(void *bytes, SAOffset size, SAOffset count, SAFile file)
{
    (void)bytes, (void)size, (void)count, (void)file;
    return 0;
}

static SAOffset stream_seek(SAFile file, SAOffset offset, int whence)
{
    Stream *stream = (Stream *)file;
    const size_t size = stream_size(stream);
    const size_t start = whence == SEEK_END ? size : whence == SEEK_CUR ? stream->position : 0;
    stream->position = MIN(start + offset, size);
    return 0;
}

static SAOffset stream_tell(SAFile file)
{
    return ((const Stream *)file)->position;
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
