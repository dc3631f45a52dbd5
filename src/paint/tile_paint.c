#include "paint/tile_paint.h"

#include "base/cleanup.h"
#include "base/mix.h"
#include "paint/canvas_cairo.h"
#include "paint/outline.h"

#include <math.h>

/* A tile being painted. */
typedef struct {
    const TileSource *source;
    Box box;
    cairo_t *cr;
    Canvas *canvas;
    cairo_surface_t *surface; /* of the tile's pixels */
    uint32_t *pixels;
    size_t stride;
    const RecordedContext *context; /* open now */
    GArray *points, *ends;          /* of the geometry under way */
} Tile;

/* ---- groups and clips ---- */

static bool holds(Box outer, Box inner)
{
    return outer.x_min <= inner.x_min && outer.y_min <= inner.y_min && outer.x_max >= inner.x_max &&
           outer.y_max >= inner.y_max;
}

/* A clip that leaves all of the tile is left out. */
static bool is_idle(const Tile *tile, const RecordedContext *context)
{
    return !context->is_group && context->clip_is_box && holds(context->box, tile->box);
}

static void open_context(Tile *tile, const RecordedContext *context)
{
    if (context->is_group)
        canvas_begin_layer(tile->canvas, NULL, NULL, context->opacity);
    else if (!is_idle(tile, context))
        canvas_push_clip(tile->canvas, &context->clip);
}

static void close_context(Tile *tile, const RecordedContext *context)
{
    if (context->is_group)
        canvas_end_layer(tile->canvas);
    else if (!is_idle(tile, context))
        canvas_pop(tile->canvas);
}

static const RecordedContext *common_context(const RecordedContext *a, const RecordedContext *b)
{
    while (a != b) {
        const bool a_deeper = a->depth >= b->depth, b_deeper = b->depth >= a->depth;
        a = a_deeper ? a->parent : a;
        b = b_deeper ? b->parent : b;
    }
    return a;
}

static void open_down_to(Tile *tile, const RecordedContext *from, const RecordedContext *to)
{
    if (to == from)
        return;
    open_down_to(tile, from, to->parent);
    open_context(tile, to);
}

static void change_context(Tile *tile, const RecordedContext *to)
{
    if (tile->context == to)
        return;
    const RecordedContext *common = common_context(tile->context, to);
    for (const RecordedContext *open = tile->context; open != common; open = open->parent)
        close_context(tile, open);
    open_down_to(tile, common, to);
    tile->context = to;
}

/* ---- geometry near the tile ---- */

static void start_geometry(Tile *tile)
{
    g_array_set_size(tile->points, 0);
    g_array_set_size(tile->ends, 0);
}

static void end_part(Tile *tile)
{
    const size_t end = tile->points->len;
    const size_t last = tile->ends->len > 0 ? g_array_index(tile->ends, size_t, tile->ends->len - 1) : 0;
    if (end - last >= 2)
        g_array_append_val(tile->ends, end);
    else
        g_array_set_size(tile->points, (guint)last);
}

static Geometry near_geometry(const Tile *tile, GeometryType type)
{
    return (Geometry){.type = type,
                      .point_count = tile->points->len,
                      .points = (Point *)(void *)tile->points->data,
                      .part_count = tile->ends->len,
                      .part_ends = (size_t *)(void *)tile->ends->data};
}

/* The sides of the box on which a point lies outside. */
static unsigned outside(Point p, Box box)
{
    return (p.x < box.x_min ? 1u : 0) | (p.x > box.x_max ? 2u : 0) | (p.y < box.y_min ? 4u : 0) |
           (p.y > box.y_max ? 8u : 0);
}

/* A ring without the vertices whose neighbours lie beyond the same side of the tile: within the tile nothing
 * changes. */
static void add_ring(Tile *tile, const Point *points, size_t count)
{
    const Box box = box_grow(tile->box, 2);
    const guint first = tile->points->len;
    unsigned before = outside(points[0], box), here = count > 1 ? outside(points[1], box) : 0;
    g_array_append_val(tile->points, points[0]);
    for (size_t i = 1; i < count; i++) {
        const unsigned after = i + 1 < count ? outside(points[i + 1], box) : 0;
        if (i + 1 == count || (before & here & after) == 0) {
            g_array_append_val(tile->points, points[i]);
            before = here;
        }
        here = after;
    }
    if (tile->points->len - first < 4)
        g_array_set_size(tile->points, first);
    end_part(tile);
}

static void add_rings(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    start_geometry(tile);
    for (size_t i = 0; i < count; i++) {
        const size_t start = geometry_part_start(&call->geometry, entries[i].part);
        add_ring(tile, call->geometry.points + start, call->geometry.part_ends[entries[i].part] - start);
    }
}

static bool is_near(const Tile *tile, Point a, Point b, double reach)
{
    const Box box = box_grow(tile->box, reach);
    return !(fmax(a.x, b.x) < box.x_min || fmin(a.x, b.x) > box.x_max || fmax(a.y, b.y) < box.y_min ||
             fmin(a.y, b.y) > box.y_max);
}

/* A line walked segment by segment; a ring begins on a segment away from the tile and ends by going over that
 * segment again, so that every corner gets its join. */
typedef struct {
    const Point *points;
    size_t segments, first, steps;
} Walk;

static size_t walk_segment(const Walk *walk, size_t step)
{
    return (walk->first + step) % walk->segments;
}

static bool step_is_near(const Tile *tile, const Walk *walk, size_t step, double reach)
{
    if (step >= walk->steps)
        return false;
    const Point *points = walk->points + walk_segment(walk, step);
    return is_near(tile, points[0], points[1], reach);
}

/* The first segment that is away from the tile; how many there are where none is. */
static size_t first_away(const Tile *tile, const Point *points, size_t segments, double reach)
{
    size_t i = 0;
    while (i < segments && is_near(tile, points[i], points[i + 1], reach))
        i++;
    return i;
}

static Walk walk_start(const Tile *tile, const Point *points, size_t count, bool ring, double reach)
{
    if (!ring)
        return (Walk){points, count - 1, 0, count - 1};
    return (Walk){points, count - 1, first_away(tile, points, count - 1, reach) % (count - 1), count};
}

/* Pieces of a line that are near the tile, each with a segment more at either end, whose join is near and
 * whose end is not. `offsets` (of double, may be NULL) gets how far along the line each begins. */
static void add_line(Tile *tile, const Point *points, size_t count, bool ring, double reach, GArray *offsets)
{
    if (count < 2)
        return;
    const Walk walk = walk_start(tile, points, count, ring, reach);
    double length = 0;
    bool open = false, before = false, here = step_is_near(tile, &walk, 0, reach);
    for (size_t step = 0; step < walk.steps; step++) {
        const size_t i = walk_segment(&walk, step);
        const bool after = step_is_near(tile, &walk, step + 1, reach);
        if (!open && (here || after)) {
            g_array_append_val(tile->points, points[i]);
            if (offsets)
                g_array_append_val(offsets, length);
            open = true;
        }
        if (open && (here || after || before))
            g_array_append_val(tile->points, points[i + 1]);
        if (open && !here && !after) {
            end_part(tile);
            open = false;
        }
        if (offsets)
            length += hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
        before = here;
        here = after;
    }
    end_part(tile);
}

/* ---- fills and strokes ---- */

/* Whether no group is open and no clip leaves anything out: then pixels are the tile's own. */
static bool is_bare(const Tile *tile)
{
    const RecordedContext *context = tile->context;
    while (context->parent && is_idle(tile, context))
        context = context->parent;
    return !context->parent;
}

static void paint_covered(Tile *tile, Color color)
{
    Coverage *coverage = tile->source->coverage;
    if (!is_bare(tile)) {
        coverage_paint_cairo(coverage, color, tile->cr);
        return;
    }
    cairo_surface_flush(tile->surface);
    coverage_paint(coverage, color, tile->pixels, tile->stride);
    cairo_surface_mark_dirty(tile->surface);
}

static void paint_fill(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    add_rings(tile, call, entries, count);
    const Geometry area = near_geometry(tile, GEOMETRY_POLYGON);
    if (!call->antialias) {
        canvas_fill(tile->canvas, &area, call->color, false);
        return;
    }
    coverage_begin(tile->source->coverage, tile->box);
    coverage_add_rings(tile->source->coverage, &area);
    paint_covered(tile, call->color);
}

static Geometry one_part(const Geometry *geometry, size_t part, size_t *end)
{
    const size_t start = geometry_part_start(geometry, part);
    *end = geometry->part_ends[part] - start;
    return (Geometry){.type = geometry->type,
                      .point_count = *end,
                      .points = geometry->points + start,
                      .part_count = 1,
                      .part_ends = end};
}

/* A line or ring of one part; what cannot be outlined is stroked by cairo. */
static void cover_line(Tile *tile, const Geometry *line, const Stroke *stroke)
{
    const bool ring = line->type == GEOMETRY_POLYGON;
    if (!outline_add(tile->source->coverage, line->points, line->point_count, ring, stroke))
        canvas_stroke(tile->canvas, line, stroke);
}

/* Of rings no end shows: pieces of them are lines with butt caps. */
static void cover_pieces(Tile *tile, const Geometry *part, double reach, Stroke stroke)
{
    const bool ring = part->type == GEOMETRY_POLYGON;
    if (ring)
        stroke.cap = CAP_BUTT;
    start_geometry(tile);
    add_line(tile, part->points, part->point_count, ring, reach, NULL);
    const Geometry pieces = near_geometry(tile, GEOMETRY_LINE);
    for (size_t i = 0; i < pieces.part_count; i++) {
        size_t end;
        const Geometry piece = one_part(&pieces, i, &end);
        cover_line(tile, &piece, &stroke);
    }
}

/* Whether a part is outlined as a whole, since it lies round the tile or every segment of a ring is near. */
static bool is_whole(const Tile *tile, const Geometry *part, Box box, double reach)
{
    if (part->point_count < 2 || holds(box_grow(tile->box, 4 * reach), box))
        return true;
    return part->type == GEOMETRY_POLYGON &&
           first_away(tile, part->points, part->point_count - 1, reach) == part->point_count - 1;
}

static void cover_part(Tile *tile, const RecordedCall *call, size_t index)
{
    size_t end;
    const Geometry part = one_part(&call->geometry, index, &end);
    if (is_whole(tile, &part, call->part_boxes[index], call->reach))
        cover_line(tile, &part, &call->stroke);
    else
        cover_pieces(tile, &part, call->reach, call->stroke);
}

static void paint_plain_stroke(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    coverage_begin(tile->source->coverage, tile->box);
    for (size_t i = 0; i < count; i++)
        cover_part(tile, call, entries[i].part);
    paint_covered(tile, call->stroke.color);
}

/* ---- other calls ---- */

static void paint_gradient(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    add_rings(tile, call, entries, count);
    const Geometry area = near_geometry(tile, GEOMETRY_POLYGON);
    canvas_gradient(tile->canvas, &area, call->from, call->to, call->stops, call->stop_count);
}

static void paint_hatch(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    const Stamp *stamp = stamp_cache_lookup(tile->source->stamps, call, &tile->box);
    if (!stamp->pixels)
        return;
    add_rings(tile, call, entries, count);
    const Geometry area = near_geometry(tile, GEOMETRY_POLYGON);
    canvas_push_clip(tile->canvas, &area);
    cairo_set_source_surface(tile->cr, stamp->pixels, stamp->x, stamp->y);
    cairo_paint_with_alpha(tile->cr, call->opacity);
    canvas_pop(tile->canvas);
}

static void paint_picture(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    add_rings(tile, call, entries, count);
    const Geometry area = near_geometry(tile, GEOMETRY_POLYGON);
    canvas_picture(tile->canvas, call->picture, &area, &call->matrix, call->opacity, call->smooth);
}

/* Each piece on its own: cairo has one offset for all parts of a path. */
static void paint_dashed(Tile *tile, const RecordedCall *call, const TileEntry *entry)
{
    const Geometry *geometry = &call->geometry;
    g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(double));
    const size_t start = geometry_part_start(geometry, entry->part), end = geometry->part_ends[entry->part];
    start_geometry(tile);
    add_line(tile, geometry->points + start, end - start, false, call->reach, offsets);
    const Geometry pieces = near_geometry(tile, GEOMETRY_LINE);
    for (size_t i = 0; i < pieces.part_count; i++) {
        const size_t from = geometry_part_start(&pieces, i);
        size_t length = pieces.part_ends[i] - from;
        const Geometry piece = {.type = GEOMETRY_LINE,
                                .point_count = length,
                                .points = pieces.points + from,
                                .part_count = 1,
                                .part_ends = &length};
        Stroke stroke = call->stroke;
        stroke.dash_offset += g_array_index(offsets, double, i);
        canvas_stroke(tile->canvas, &piece, &stroke);
    }
}

static void paint_stroke(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    if (call->stroke.dash_count == 0) {
        paint_plain_stroke(tile, call, entries, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        size_t end;
        const Geometry part = one_part(&call->geometry, entries[i].part, &end);
        if (call->geometry.type == GEOMETRY_POLYGON)
            canvas_stroke(tile->canvas, &part, &call->stroke);
        else
            paint_dashed(tile, call, &entries[i]);
    }
}

static void paint_stamp(Tile *tile, const RecordedCall *call)
{
    if (call->kind == CALL_STAMP && !stamp_fits(call)) {
        stamp_paint(&call->stamp, tile->canvas);
        return;
    }
    const Stamp *stamp =
        stamp_cache_lookup(tile->source->stamps, call, call->kind == CALL_DRAWING ? &tile->box : NULL);
    if (!stamp->pixels)
        return;
    cairo_set_source_surface(tile->cr, stamp->pixels, stamp->x, stamp->y);
    cairo_paint(tile->cr);
}

/* Paints the entries of one call, which stand together. */
static void paint_call(Tile *tile, const RecordedCall *call, const TileEntry *entries, size_t count)
{
    change_context(tile, call->context);
    switch (call->kind) {
    case CALL_FILL:
        paint_fill(tile, call, entries, count);
        break;
    case CALL_GRADIENT:
        paint_gradient(tile, call, entries, count);
        break;
    case CALL_STROKE:
        paint_stroke(tile, call, entries, count);
        break;
    case CALL_PATTERN:
        paint_hatch(tile, call, entries, count);
        break;
    case CALL_PICTURE:
        paint_picture(tile, call, entries, count);
        break;
    default:
        paint_stamp(tile, call);
    }
}

/* ---- tiles ---- */

uint64_t tile_entry_sum(const TileSource *source, size_t tile, const TileEntry *entry)
{
    const RecordedCall *call = recording_call(source->recording, entry->call);
    if (call->kind != CALL_DRAWING)
        return call->part_sums ? call->part_sums[entry->part] : call->sum;
    const Box box = tile_box(source->grid, tile);
    return mix_word(call->context->sum, stamp_cache_lookup(source->stamps, call, &box)->sum);
}

bool tile_can_part(const TileSource *source, size_t tile, size_t index)
{
    size_t count;
    const TileEntry *entries = tile_lists_entries(source->lists, tile, &count);
    if (index == 0 || index >= count)
        return true;
    return entries[index].call != entries[index - 1].call &&
           recording_call(source->recording, entries[index].call)->context->groups == 0 &&
           recording_call(source->recording, entries[index - 1].call)->context->groups == 0;
}

static void paint_entries(Tile *tile, const TileEntry *entries, size_t first, size_t end)
{
    const RecordedContext *page = NULL;
    for (size_t i = first, next; i < end; i = next) {
        for (next = i + 1; next < end && entries[next].call == entries[i].call;)
            next++;
        const RecordedCall *call = recording_call(tile->source->recording, entries[i].call);
        if (!tile->context) {
            for (page = call->context; page->parent;)
                page = page->parent;
            tile->context = page;
        }
        paint_call(tile, call, entries + i, next - i);
    }
    if (page)
        change_context(tile, page);
}

bool tile_paint(const TileSource *source, size_t index, size_t first, size_t end, uint32_t *pixels,
                size_t stride)
{
    size_t count;
    const TileEntry *entries = tile_lists_entries(source->lists, index, &count);
    const Box box = tile_box(source->grid, index);
    g_autoptr(cairo_surface_t) surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_ARGB32, (int)(box.x_max - box.x_min),
        (int)(box.y_max - box.y_min), (int)(stride * sizeof(uint32_t)));
    g_autoptr(cairo_t) cr = cairo_create(surface);
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(Point)),
                      ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    cairo_translate(cr, -box.x_min, -box.y_min);
    canvas_cairo_set_target(source->canvas, cr);
    Tile tile = {.source = source,
                 .box = box,
                 .cr = cr,
                 .canvas = source->canvas,
                 .surface = surface,
                 .pixels = pixels,
                 .stride = stride,
                 .points = points,
                 .ends = ends};
    paint_entries(&tile, entries, first, end);
    cairo_surface_flush(surface);
    return cairo_status(cr) == CAIRO_STATUS_SUCCESS;
}
