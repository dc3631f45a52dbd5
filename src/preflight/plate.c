#include "preflight/plate.h"

#include "base/error.h"

#include <string.h>

/* A TIFF file in memory (TIFF 6.0, section 2). */
typedef struct {
    const unsigned char *bytes;
    size_t length;
    bool big_endian;
} Tiff;

enum {
    TAG_WIDTH = 256,
    TAG_HEIGHT = 257,
    TAG_BITS = 258,
    TAG_COMPRESSION = 259,
    TAG_OFFSETS = 273,
    TAG_SAMPLES = 277,
    TAG_LENGTHS = 279
};

static size_t read_number(const Tiff *tiff, size_t offset, size_t bytes)
{
    size_t value = 0;
    if (offset > tiff->length || tiff->length - offset < bytes)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | tiff->bytes[offset + (tiff->big_endian ? i : bytes - 1 - i)];
    return value;
}

/* The offset of a tag's entry, 0 where there is none. */
static size_t find_tag(const Tiff *tiff, size_t tag)
{
    const size_t directory = read_number(tiff, 4, 4), count = read_number(tiff, directory, 2);
    for (size_t i = 0; i < count; i++)
        if (read_number(tiff, directory + 2 + 12 * i, 2) == tag)
            return directory + 2 + 12 * i;
    return 0;
}

/* The value of a tag at `index`; shorts and longs. */
static size_t read_tag(const Tiff *tiff, size_t tag, size_t index)
{
    const size_t entry = find_tag(tiff, tag);
    const size_t size = read_number(tiff, entry + 2, 2) == 3 ? 2 : 4, count = read_number(tiff, entry + 4, 4);
    if (entry == 0 || index >= count)
        return 0;
    const size_t place = size * count <= 4 ? entry + 8 : read_number(tiff, entry + 8, 4);
    return read_number(tiff, place + size * index, size);
}

static size_t count_tag(const Tiff *tiff, size_t tag)
{
    const size_t entry = find_tag(tiff, tag);
    return entry ? read_number(tiff, entry + 4, 4) : 0;
}

static bool fail(const char *what, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "expected an uncompressed TIFF with 8 bits a pixel: %s", what);
    return false;
}

/* White is 255: the plate holds paper, we want ink. */
static bool read_strips(const Tiff *tiff, Plate *plate, GError **error)
{
    const size_t total = plate->width * plate->height, strips = count_tag(tiff, TAG_OFFSETS);
    size_t done = 0;
    for (size_t i = 0; i < strips && done < total; i++) {
        const size_t offset = read_tag(tiff, TAG_OFFSETS, i),
                     length = MIN(read_tag(tiff, TAG_LENGTHS, i), total - done);
        if (offset < 8 || offset > tiff->length || tiff->length - offset < length)
            return fail("a strip lies outside the file", error);
        for (size_t k = 0; k < length; k++)
            plate->ink[done + k] = (unsigned char)(255 - tiff->bytes[offset + k]);
        done += length;
    }
    return done == total || fail("its strips end before its rows", error);
}

static bool read_plate(const Tiff *tiff, Plate *plate, GError **error)
{
    plate->width = read_tag(tiff, TAG_WIDTH, 0);
    plate->height = read_tag(tiff, TAG_HEIGHT, 0);
    if (read_tag(tiff, TAG_BITS, 0) != 8 || read_tag(tiff, TAG_COMPRESSION, 0) != 1 ||
        read_tag(tiff, TAG_SAMPLES, 0) > 1)
        return fail("found another kind", error);
    if (plate->width == 0 || plate->height == 0 || plate->height > tiff->length / plate->width)
        return fail("it has fewer pixels than it says", error);
    plate->ink = g_malloc(plate->width * plate->height);
    return read_strips(tiff, plate, error);
}

bool plate_load(const char *path, Plate *out, GError **error)
{
    g_autoptr(GError) reason = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &reason);
    *out = (Plate){0};
    if (!file) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be read: %s", path, reason->message);
        return false;
    }
    Tiff tiff = {(const unsigned char *)g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                 false};
    tiff.big_endian = tiff.length > 2 && tiff.bytes[0] == 'M';
    if (read_plate(&tiff, out, error))
        return true;
    g_prefix_error(error, "%s: ", path);
    plate_clear(out);
    return false;
}

void plate_clear(Plate *plate)
{
    g_free(plate->ink);
    *plate = (Plate){0};
}
