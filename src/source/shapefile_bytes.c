#include "source/shapefile.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* How much is read at once where the next piece follows soon after the last, and how soon. */
enum { READ_AHEAD = 1 << 16, GAP_MAX = 1 << 12 };

struct ShapeBytes {
    int file;
    size_t size; /* of the file */
    unsigned char *held;
    size_t start, count, room; /* of what is held: where it is in the file, how much it is, may be */
};

ShapeBytes *shape_bytes_new(FILE *file, size_t size)
{
    ShapeBytes *bytes = g_new0(ShapeBytes, 1);
    bytes->file = fileno(file);
    bytes->size = size;
    return bytes;
}

void shape_bytes_free(ShapeBytes *bytes)
{
    if (!bytes)
        return;
    g_free(bytes->held);
    g_free(bytes);
}

size_t shape_bytes_size(const ShapeBytes *bytes)
{
    return bytes->size;
}

/* Reads `wanted` bytes, or as many as there are. */
static void fill(ShapeBytes *bytes, size_t offset, size_t wanted)
{
    if (wanted > bytes->room) {
        g_free(bytes->held);
        bytes->held = g_malloc(wanted);
        bytes->room = wanted;
    }
    bytes->start = offset;
    bytes->count = 0;
    while (bytes->count < wanted) {
        const ssize_t got = pread(bytes->file, bytes->held + bytes->count, wanted - bytes->count,
                                  (off_t)(offset + bytes->count));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        bytes->count += (size_t)got;
    }
}

const unsigned char *shape_bytes_at(ShapeBytes *bytes, size_t offset, size_t length)
{
    if (offset > bytes->size || length > bytes->size - offset)
        return NULL;
    const size_t end = bytes->start + bytes->count;
    if (offset < bytes->start || offset + length > end) {
        const bool follows = offset >= bytes->start && offset <= end + GAP_MAX;
        fill(bytes, offset, MIN(follows ? MAX(length, (size_t)READ_AHEAD) : length, bytes->size - offset));
        if (bytes->count < length)
            return NULL;
    }
    return bytes->held + (offset - bytes->start);
}
