/* A feature is kept as a row of whole numbers: type, counts, length of each part, then of each coordinate the
 * steps from the one before. Small numbers take few bytes: seven bits each, the lowest first, the eighth bit
 * says that there are more. */
#include "projection/kept.h"

#include <math.h>
#include <string.h>

enum {
    /* Fine, for offsets magnify what moves: an edge of a thousandth of a pixel turns far. */
    STEPS_PER_TOLERANCE = 1 << 20,
    BLOCK_SIZE = 1 << 18,
    KEPT_BYTES = 16 << 20,
    NUMBER_SIZE = 10, /* bytes at most */
};

/* More steps a double may not tell apart. */
static const double STEPS_MAX = 4503599627370496.0;

struct KeptGeometry {
    GMutex lock;
    double step;
    size_t count;
    const unsigned char **places; /* of each feature; NULL: it is not kept */
    GPtrArray *blocks;
    size_t used, room; /* bytes of the last block */
    size_t total;
};

KeptGeometry *kept_new(size_t count, double tolerance)
{
    KeptGeometry *kept = g_new0(KeptGeometry, 1);
    g_mutex_init(&kept->lock);
    /* A power of two, so that rounding is exact. */
    kept->step = exp2(floor(log2(tolerance / STEPS_PER_TOLERANCE)));
    kept->count = count;
    kept->places = g_new0(const unsigned char *, count + 1);
    kept->blocks = g_ptr_array_new_with_free_func(g_free);
    return kept;
}

void kept_free(KeptGeometry *kept)
{
    if (!kept)
        return;
    g_ptr_array_unref(kept->blocks);
    g_free(kept->places);
    g_mutex_clear(&kept->lock);
    g_free(kept);
}

/* ---- numbers ---- */

static unsigned char *put_number(unsigned char *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *out++ = (unsigned char)(number | 0x80);
    *out++ = (unsigned char)number;
    return out;
}

static const unsigned char *take_number(const unsigned char *in, uint64_t *number)
{
    unsigned shift = 0;
    *number = 0;
    for (; *in & 0x80; shift += 7)
        *number |= (uint64_t)(*in++ & 0x7F) << shift;
    *number |= (uint64_t)*in++ << shift;
    return in;
}

/* 0, -1, 1, -2, 2 ... are 0, 1, 2, 3, 4 ... */
static uint64_t fold(int64_t number)
{
    return number < 0 ? ~((uint64_t)number << 1) : (uint64_t)number << 1;
}

static int64_t unfold(uint64_t number)
{
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

/* ---- geometries ---- */

static bool can_be_rounded(const KeptGeometry *kept, const Geometry *geometry)
{
    const double most = STEPS_MAX * kept->step;
    for (size_t i = 0; i < geometry->point_count; i++)
        if (!(fabs(geometry->points[i].x) < most && fabs(geometry->points[i].y) < most))
            return false;
    return true;
}

static int64_t to_steps(double coordinate, double step)
{
    const double steps = coordinate / step;
    return (int64_t)(steps < 0 ? steps - 0.5 : steps + 0.5);
}

static unsigned char *pack_ends(unsigned char *out, const size_t *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out = put_number(out, ends[i] - (i > 0 ? ends[i - 1] : 0));
    return out;
}

/* Rounds the points too. */
static unsigned char *pack_points(unsigned char *out, Geometry *geometry, double step)
{
    int64_t last_x = 0, last_y = 0;
    for (size_t i = 0; i < geometry->point_count; i++) {
        Point *point = &geometry->points[i];
        const int64_t x = to_steps(point->x, step), y = to_steps(point->y, step);
        out = put_number(put_number(out, fold(x - last_x)), fold(y - last_y));
        *point = (Point){(double)x * step, (double)y * step};
        last_x = x;
        last_y = y;
    }
    return out;
}

static size_t pack(unsigned char *bytes, Geometry *geometry, double step)
{
    unsigned char *out = put_number(bytes, (uint64_t)geometry->type << 1 | geometry->multi);
    out = put_number(out, geometry->part_count);
    out = put_number(out, geometry->polygon_count);
    out = pack_ends(out, geometry->part_ends, geometry->part_count);
    out = pack_ends(out, geometry->polygon_ends, geometry->polygon_count);
    return (size_t)(pack_points(out, geometry, step) - bytes);
}

static const unsigned char *unpack_ends(const unsigned char *in, size_t count, size_t **out)
{
    *out = g_new(size_t, count);
    for (size_t i = 0, end = 0; i < count; i++) {
        uint64_t length;
        in = take_number(in, &length);
        (*out)[i] = end += length;
    }
    return in;
}

static Geometry unpack(const unsigned char *in, double step)
{
    uint64_t type, parts, polygons, across, down;
    in = take_number(take_number(take_number(in, &type), &parts), &polygons);
    Geometry geometry = {
        .type = (GeometryType)(type >> 1), .multi = type & 1, .part_count = parts, .polygon_count = polygons};
    in = unpack_ends(in, parts, &geometry.part_ends);
    in = unpack_ends(in, polygons, &geometry.polygon_ends);
    geometry.point_count = geometry.part_ends[parts - 1];
    geometry.points = g_new(Point, geometry.point_count);
    int64_t x = 0, y = 0;
    for (size_t i = 0; i < geometry.point_count; i++) {
        in = take_number(take_number(in, &across), &down);
        x += unfold(across);
        y += unfold(down);
        geometry.points[i] = (Point){(double)x * step, (double)y * step};
    }
    return geometry;
}

/* ---- keeping ---- */

bool kept_find(KeptGeometry *kept, size_t feature, Geometry *out)
{
    g_mutex_lock(&kept->lock);
    const unsigned char *place = kept->places[feature];
    g_mutex_unlock(&kept->lock);
    if (place)
        *out = unpack(place, kept->step);
    return place != NULL;
}

/* Room for so many bytes; NULL: there is none. */
static unsigned char *find_room(KeptGeometry *kept, size_t size)
{
    if (kept->total + size > KEPT_BYTES)
        return NULL;
    if (kept->used + size > kept->room) {
        kept->room = MAX(size, (size_t)BLOCK_SIZE);
        kept->used = 0;
        g_ptr_array_add(kept->blocks, g_malloc(kept->room));
    }
    unsigned char *place = (unsigned char *)kept->blocks->pdata[kept->blocks->len - 1] + kept->used;
    kept->used += size;
    kept->total += size;
    return place;
}

void kept_add(KeptGeometry *kept, size_t feature, Geometry *geometry)
{
    if (geometry->point_count == 0 || !can_be_rounded(kept, geometry))
        return;
    const size_t numbers = 3 + geometry->part_count + geometry->polygon_count + 2 * geometry->point_count;
    g_autofree unsigned char *bytes = g_malloc(numbers * NUMBER_SIZE);
    const size_t size = pack(bytes, geometry, kept->step);
    g_mutex_lock(&kept->lock);
    unsigned char *place = kept->places[feature] ? NULL : find_room(kept, size);
    if (place) {
        memcpy(place, bytes, size);
        kept->places[feature] = place;
    }
    g_mutex_unlock(&kept->lock);
}
