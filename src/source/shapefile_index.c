#include "source/shapefile.h"

#include <string.h>
#include <sys/types.h>

enum { HEADER_SIZE = 100, ENTRY_SIZE = 8, MAGIC = 9994 };

static bool read_at(FILE *file, size_t offset, unsigned char *out, size_t size)
{
    return fseeko(file, (off_t)offset, SEEK_SET) == 0 && fread(out, 1, size, file) == size;
}

static bool place_fits(uint64_t offset, uint64_t length, size_t size)
{
    return offset >= HEADER_SIZE && length >= 4 && offset + 8 + length <= size;
}

/* The records of a .shp as they follow one another, up to its end or to the first that does not fit. */
static GArray *scan_shapes(FILE *shp, size_t size)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(RecordPlace));
    unsigned char header[8];
    for (uint64_t offset = HEADER_SIZE; offset + 8 <= size;) {
        if (!read_at(shp, (size_t)offset, header, sizeof header))
            break;
        const uint64_t length = (uint64_t)read_u32_big(header + 4) * 2;
        if (!place_fits(offset, length, size))
            break;
        const RecordPlace place = {(uint32_t)offset, (uint32_t)length};
        g_array_append_val(places, place);
        offset += 8 + length;
    }
    return places;
}

/* Reads the entries as they are, in units of bytes; those that lie outside the .shp get length 0. */
static GArray *read_entries(FILE *shx, size_t count, size_t shp_size)
{
    GArray *places = g_array_sized_new(FALSE, FALSE, sizeof(RecordPlace), (guint)count);
    unsigned char entry[ENTRY_SIZE];
    for (size_t i = 0; i < count && fread(entry, 1, sizeof entry, shx) == sizeof entry; i++) {
        const uint64_t offset = (uint64_t)read_u32_big(entry) * 2,
                       length = (uint64_t)read_u32_big(entry + 4) * 2;
        RecordPlace place = {0, 0};
        if (place_fits(offset, length, shp_size))
            place = (RecordPlace){(uint32_t)offset, (uint32_t)length};
        g_array_append_val(places, place);
    }
    return places;
}

/* How many entries the header of the .shx and its size bear out; `sound` says whether they agree. */
static size_t count_entries(const char *path, const unsigned char *header, size_t size, bool *sound,
                            Damage *damage)
{
    *sound = false;
    const uint64_t declared = (uint64_t)read_u32_big(header + 24) * 2;
    if (read_u32_big(header) != MAGIC) {
        damage_add(damage, DAMAGE_FILE, path, 0, "expected an index that begins with 9994, found %u",
                   read_u32_big(header));
        return 0;
    }
    *sound = declared == size && size % ENTRY_SIZE == HEADER_SIZE % ENTRY_SIZE;
    if (!*sound)
        damage_add(damage, DAMAGE_FILE, path, 0, "says that it has %" G_GUINT64_FORMAT " bytes, but has %zu",
                   declared, size);
    const size_t end = declared >= HEADER_SIZE && declared < size ? (size_t)declared : size;
    return (end - HEADER_SIZE) / ENTRY_SIZE;
}

/* NULL where there is no .shx that can be used. */
static GArray *load_entries(const char *path, size_t shp_size, bool *sound, Damage *damage)
{
    size_t size = 0;
    unsigned char header[HEADER_SIZE];
    g_autoptr(GError) error = NULL;
    FILE *shx = shape_open_file(path, &size, &error);
    if (!shx) {
        damage_add(damage, DAMAGE_FILE, path, 0, "%s; the order of the .shp is used", error->message);
        return NULL;
    }
    GArray *places = NULL;
    if (read_at(shx, 0, header, sizeof header))
        places = read_entries(shx, count_entries(path, header, size, sound, damage), shp_size);
    else
        damage_add(damage, DAMAGE_FILE, path, 0, "expected at least %d bytes, found %zu", HEADER_SIZE, size);
    fclose(shx);
    return places;
}

/* Most indices list the records as they follow one another; then nothing needs to be looked at. */
static bool is_contiguous(const GArray *places)
{
    uint64_t end = HEADER_SIZE;
    for (size_t i = 0; i < places->len; i++) {
        const RecordPlace place = g_array_index(places, RecordPlace, i);
        if (place.offset != end)
            return false;
        end += 8 + (uint64_t)place.length;
    }
    return true;
}

/* Clears the entries at which the .shp has no record of that number and length; tells the first few. */
static void verify_entries(GArray *places, FILE *shp, const char *path, Damage *damage)
{
    unsigned char header[8];
    for (size_t i = 0; i < places->len; i++) {
        RecordPlace *place = &g_array_index(places, RecordPlace, i);
        if (place->length == 0)
            damage_add(damage, DAMAGE_RECORD, path, i + 1, "points outside the .shp");
        else if (!read_at(shp, place->offset, header, sizeof header) || read_u32_big(header) != i + 1 ||
                 (uint64_t)read_u32_big(header + 4) * 2 != place->length) {
            damage_add(damage, DAMAGE_RECORD, path, i + 1, "points to byte %u, where no such record begins",
                       place->offset);
            *place = (RecordPlace){0, 0};
        }
    }
}

static size_t count_usable(const GArray *places)
{
    size_t count = 0;
    for (size_t i = 0; i < places->len; i++)
        count += g_array_index(places, RecordPlace, i).length > 0;
    return count;
}

static bool covers(const GArray *places, size_t shp_size)
{
    if (places->len == 0)
        return shp_size == HEADER_SIZE;
    const RecordPlace last = g_array_index(places, RecordPlace, places->len - 1);
    return (uint64_t)last.offset + 8 + last.length == shp_size;
}

GArray *shape_index_load(const char *shp_path, FILE *shp, size_t shp_size, Damage *damage)
{
    bool sound = false;
    g_autofree char *path = shape_sibling(shp_path, ".shx");
    g_autoptr(GArray) places = load_entries(path, shp_size, &sound, damage);
    if (places && is_contiguous(places) && covers(places, shp_size))
        return g_steal_pointer(&places);
    if (places && !is_contiguous(places))
        verify_entries(places, shp, path, damage);
    g_autoptr(GArray) scanned = scan_shapes(shp, shp_size);
    if (!places)
        return g_steal_pointer(&scanned);
    const size_t usable = count_usable(places);
    const bool keep = usable >= scanned->len || (sound && usable == places->len);
    if (usable < scanned->len)
        damage_add(damage, DAMAGE_FILE, path, 0, "finds %zu records where the .shp has %u%s", usable,
                   scanned->len, keep ? "" : "; the order of the .shp is used");
    return keep ? g_steal_pointer(&places) : g_steal_pointer(&scanned);
}
