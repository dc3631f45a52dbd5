#include "paint/stamp.h"

#include "base/cleanup.h"
#include "base/mix.h"
#include "paint/canvas_cairo.h"
#include "placement/font.h"

#include <math.h>

enum {
    SIDE_MAX = 512, /* of a stamp, pixels */
    /* Of pixels, before the older half is forgotten: */
    KEPT_BYTES = 24 << 20,
    PASSING_BYTES = 1 << 20
};

struct StampCache {
    Canvas *canvas;
    GHashTable *young, *old; /* of Stamp by key; only looked up */
    size_t young_bytes;
    bool keep;
    StampCache *first;    /* whose drawings they are */
    GHashTable *drawings; /* of cairo_surface_t, recorded, by content; only looked up */
};

static void free_stamp(void *data)
{
    Stamp *stamp = data;
    if (stamp->pixels)
        cairo_surface_destroy(stamp->pixels);
    g_free(stamp);
}

static GHashTable *new_generation(void)
{
    return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_stamp);
}

static void free_surface(void *surface)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    cairo_surface_destroy(surface);
}

StampCache *stamp_cache_new(bool screen, double pixel, bool keep)
{
    StampCache *cache = g_new0(StampCache, 1);
    cache->canvas = canvas_cairo_new(NULL);
    cache->canvas->screen = screen;
    cache->canvas->pixel = pixel;
    cache->keep = keep;
    cache->young = new_generation();
    cache->old = new_generation();
    cache->first = cache;
    cache->drawings = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_surface);
    return cache;
}

StampCache *stamp_cache_new_beside(StampCache *first)
{
    StampCache *cache = stamp_cache_new(first->canvas->screen, first->canvas->pixel, first->keep);
    cache->first = first;
    return cache;
}

void stamp_cache_free(StampCache *cache)
{
    if (!cache)
        return;
    canvas_cairo_free(cache->canvas);
    g_hash_table_unref(cache->young);
    g_hash_table_unref(cache->old);
    g_hash_table_unref(cache->drawings);
    g_free(cache);
}

void stamp_cache_forget_drawings(StampCache *cache)
{
    g_hash_table_remove_all(cache->drawings);
}

/* ---- painting ---- */

void stamp_paint(const StampCall *stamp, Canvas *canvas)
{
    canvas_push_transform(canvas, &stamp->matrix);
    switch (stamp->kind) {
    case STAMP_TEXT:
        canvas_text(canvas, stamp->runs, stamp->count);
        break;
    case STAMP_ICON:
        canvas_icon(canvas, stamp->icon, &stamp->icon_matrix, stamp->opacity, stamp->color);
        break;
    case STAMP_CIRCLE:
        canvas_circle(canvas, stamp->center, stamp->radius, stamp->color,
                      stamp->outline.width > 0 ? &stamp->outline : NULL);
        break;
    case STAMP_DISC:
        canvas_soft_disc(canvas, stamp->center, stamp->radius, stamp->stops, stamp->count);
        break;
    }
    canvas_pop(canvas);
}

/* librsvg reads a drawing once for a page; what it draws is kept as operations. */
static cairo_surface_t *record_drawing(StampCache *cache, const RecordedCall *call)
{
    GHashTable *drawings = cache->first->drawings;
    cairo_surface_t *recorded = g_hash_table_lookup(drawings, &call->content);
    if (recorded)
        return recorded;
    recorded = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    g_autoptr(cairo_t) cr = cairo_create(recorded);
    canvas_cairo_set_target(cache->canvas, cr);
    canvas_push_transform(cache->canvas, &call->matrix);
    canvas_drawing(cache->canvas, call->svg, call->id, NULL, 1, call->page);
    canvas_pop(cache->canvas);
    g_hash_table_insert(drawings, g_memdup2(&call->content, sizeof call->content), recorded);
    return recorded;
}

/* Drawings may have words of their own, and neither librsvg's handles nor cairo's recordings may be used by
 * two threads at once: the lock is for both. */
static void paint_drawing(StampCache *cache, const RecordedCall *call, cairo_t *cr)
{
    g_autoptr(GRecMutexLocker) fonts G_GNUC_UNUSED = font_lock();
    cairo_set_source_surface(cr, record_drawing(cache, call), 0, 0);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0, 0, 0); /* lets go of the drawing before others take it */
}

static Geometry box_area(const Box *box, Point points[5], size_t *ends)
{
    const Point corners[5] = {{box->x_min, box->y_min},
                              {box->x_max, box->y_min},
                              {box->x_max, box->y_max},
                              {box->x_min, box->y_max},
                              {box->x_min, box->y_min}};
    memcpy(points, corners, sizeof corners);
    ends[0] = 5;
    return (Geometry){
        .type = GEOMETRY_POLYGON, .point_count = 5, .points = points, .part_count = 1, .part_ends = ends};
}

static void paint_hatch(StampCache *cache, const RecordedCall *call, const Box *box, cairo_t *cr)
{
    Point points[5];
    size_t end;
    const Geometry area = box_area(box, points, &end);
    canvas_cairo_set_target(cache->canvas, cr);
    canvas_pattern(cache->canvas, &area, call->icon, &call->matrix, call->framed, 1, call->color);
}

static void paint(StampCache *cache, const RecordedCall *call, const Box *box, cairo_t *cr)
{
    if (call->kind == CALL_DRAWING) {
        paint_drawing(cache, call, cr);
    } else if (call->kind == CALL_PATTERN) {
        paint_hatch(cache, call, box, cr);
    } else {
        canvas_cairo_set_target(cache->canvas, cr);
        stamp_paint(&call->stamp, cache->canvas);
    }
}

/* ---- keeping ---- */

static uint64_t sum_pixels(cairo_surface_t *pixels, bool *empty)
{
    const unsigned char *bytes = cairo_image_surface_get_data(pixels);
    const size_t length =
        (size_t)cairo_image_surface_get_height(pixels) * (size_t)cairo_image_surface_get_stride(pixels);
    *empty = bytes[0] == 0 && memcmp(bytes, bytes + 1, length - 1) == 0;
    return mix_bytes(0, bytes, length);
}

static Stamp *new_stamp(StampCache *cache, const RecordedCall *call, const Box *box)
{
    Stamp *stamp = g_new0(Stamp, 1);
    const int width = (int)(box->x_max - box->x_min), height = (int)(box->y_max - box->y_min);
    stamp->x = (int)box->x_min;
    stamp->y = (int)box->y_min;
    stamp->pixels = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    g_autoptr(cairo_t) cr = cairo_create(stamp->pixels);
    cairo_translate(cr, -stamp->x, -stamp->y);
    paint(cache, call, box, cr);
    cairo_surface_flush(stamp->pixels);
    bool empty = cairo_surface_status(stamp->pixels) != CAIRO_STATUS_SUCCESS;
    if (!empty)
        stamp->sum = sum_pixels(stamp->pixels, &empty);
    if (empty)
        g_clear_pointer(&stamp->pixels, cairo_surface_destroy);
    return stamp;
}

static void keep(StampCache *cache, uint64_t key, Stamp *stamp)
{
    cache->young_bytes += sizeof *stamp + 64;
    if (stamp->pixels)
        cache->young_bytes += (size_t)cairo_image_surface_get_height(stamp->pixels) *
                              (size_t)cairo_image_surface_get_stride(stamp->pixels);
    g_hash_table_insert(cache->young, g_memdup2(&key, sizeof key), stamp);
}

/* A stamp met again becomes young. */
static Stamp *find(StampCache *cache, uint64_t key)
{
    Stamp *stamp = g_hash_table_lookup(cache->young, &key);
    void *old_key, *old_stamp;
    if (!stamp && g_hash_table_steal_extended(cache->old, &key, &old_key, &old_stamp)) {
        g_free(old_key);
        stamp = old_stamp;
        keep(cache, key, stamp);
    }
    return stamp;
}

static void forget_old(StampCache *cache)
{
    if (cache->young_bytes < (cache->keep ? KEPT_BYTES : PASSING_BYTES))
        return;
    g_hash_table_unref(cache->old);
    cache->old = cache->young;
    cache->young = new_generation();
    cache->young_bytes = 0;
}

static Box whole_pixels(Box box)
{
    return (Box){floor(box.x_min), floor(box.y_min), ceil(box.x_max), ceil(box.y_max)};
}

bool stamp_fits(const RecordedCall *call)
{
    return call->box.x_max - call->box.x_min < SIDE_MAX && call->box.y_max - call->box.y_min < SIDE_MAX;
}

const Stamp *stamp_cache_lookup(StampCache *cache, const RecordedCall *call, const Box *box)
{
    const Box area = whole_pixels(box ? *box : call->box);
    const uint64_t key = mix_bytes(mix_word(call->content, call->kind), &area, sizeof area);
    forget_old(cache);
    Stamp *stamp = find(cache, key);
    if (!stamp) {
        stamp = new_stamp(cache, call, &area);
        keep(cache, key, stamp);
    }
    return stamp;
}
