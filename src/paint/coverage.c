#include "paint/coverage.h"

#include "base/cleanup.h"

#include <math.h>
#include <string.h>

enum { WORD = 64, WORDS = COVERAGE_WIDTH / WORD };

struct Coverage {
    int across, down;           /* room */
    int width, height;          /* of the tile */
    Point origin;               /* of the tile, in pixels of the page */
    int first, end;             /* rows that are touched */
    float *cells;               /* what is covered more from a pixel on, row by row */
    uint64_t (*touched)[WORDS]; /* for each row a bit for each cell that an edge has touched */
    uint8_t *mask;              /* coverage from 0 to 255, row by row; made when it is needed */
};

Coverage *coverage_new(int width, int height)
{
    Coverage *coverage = g_new0(Coverage, 1);
    coverage->across = width;
    coverage->down = height;
    coverage->cells = g_new0(float, (size_t)width *(size_t)height);
    coverage->touched = g_malloc0_n((size_t)height, sizeof *coverage->touched);
    return coverage;
}

void coverage_free(Coverage *coverage)
{
    if (!coverage)
        return;
    g_free(coverage->cells);
    g_free(coverage->touched);
    g_free(coverage->mask);
    g_free(coverage);
}

void coverage_begin(Coverage *coverage, Box tile)
{
    coverage->width = MIN((int)(tile.x_max - tile.x_min), coverage->across);
    coverage->height = MIN((int)(tile.y_max - tile.y_min), coverage->down);
    coverage->origin = (Point){tile.x_min, tile.y_min};
    coverage->first = coverage->height;
    coverage->end = 0;
}

/* ---- edges ---- */

static inline void add(Coverage *coverage, int row, int column, float amount)
{
    if (column >= coverage->width)
        return;
    coverage->cells[row * coverage->across + column] += amount;
    coverage->touched[row][column / WORD] |= (uint64_t)1 << (column % WORD);
}

/* A piece of an edge that crosses several pixels of a row. `height`: how far it goes down. */
static void add_across(Coverage *coverage, int row, float low, float high, float height)
{
    const int first = (int)low, last = (int)high;
    const float slope = height / (high - low), start = (float)(first + 1) - low, end = high - (float)last;
    float before = 0.5F * slope * start * start;
    add(coverage, row, first, before);
    for (int column = first + 1; column < last; column++) {
        const float covered = slope * (start + (float)(column - first) - 0.5F);
        add(coverage, row, column, covered - before);
        before = covered;
    }
    const float covered = height - 0.5F * slope * end * end;
    add(coverage, row, last, covered - before);
    add(coverage, row, last + 1, height - covered);
}

/* A piece of an edge within a row. */
static inline void add_in_row(Coverage *coverage, int row, float from, float to, float height)
{
    const float low = from < to ? from : to, high = from < to ? to : from;
    const int column = (int)low;
    if (high > (float)(column + 1)) {
        add_across(coverage, row, low, high, height);
        return;
    }
    const float right = height * (0.5F * (low + high) - (float)column);
    add(coverage, row, column, height - right);
    add(coverage, row, column + 1, right);
}

/* An edge within the tile, from top to bottom. `turn`: 1, or -1 where it was the other way round. */
static void add_downward(Coverage *coverage, float x, float top, float x_end, float bottom, float turn)
{
    if (top >= bottom)
        return;
    const int first = (int)top, end = MIN((int)ceilf(bottom), coverage->height);
    const float slope = (x_end - x) / (bottom - top);
    coverage->first = MIN(coverage->first, first);
    coverage->end = MAX(coverage->end, end);
    for (int row = first; row < end; row++) {
        const bool ends = row + 1 == end;
        const float from = row == first ? top : (float)row, to = ends ? bottom : (float)(row + 1);
        const float x_to = ends ? x_end : x + slope * (to - from);
        const float most = (float)coverage->width;
        add_in_row(coverage, row, x, CLAMP(x_to, 0, most), turn * (to - from));
        x = CLAMP(x_to, 0, most);
    }
}

/* What lies to the left of the tile covers its rows from their first pixel on. */
static void add_within(Coverage *coverage, Point top, Point bottom, float turn)
{
    const double most = coverage->width;
    add_downward(coverage, (float)CLAMP(top.x, 0, most), (float)top.y, (float)CLAMP(bottom.x, 0, most),
                 (float)bottom.y, turn);
}

static Point at_height(Point a, Point b, double y)
{
    return (Point){a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), y};
}

/* Where an edge passes an upright line; between its ends. */
static Point at_column(Point a, Point b, double x)
{
    const double y = a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x));
    return (Point){x, CLAMP(y, a.y, b.y)};
}

/* Cuts an edge at the left and right sides of the tile. */
static void add_cut(Coverage *coverage, Point top, Point bottom, float turn)
{
    const double sides[2] = {top.x < bottom.x ? 0 : coverage->width, top.x < bottom.x ? coverage->width : 0};
    for (int i = 0; i < 2; i++) {
        if ((top.x < sides[i]) == (bottom.x < sides[i]))
            continue;
        const Point cut = at_column(top, bottom, sides[i]);
        if (cut.y > top.y)
            add_within(coverage, top, cut, turn);
        top = cut;
    }
    if (bottom.y > top.y)
        add_within(coverage, top, bottom, turn);
}

static inline bool is_inside(const Coverage *coverage, Point p)
{
    return p.x >= 0 && p.x <= coverage->width && p.y >= 0 && p.y <= coverage->height;
}

void coverage_add_edge(Coverage *coverage, Point from, Point to)
{
    const Point a = {from.x - coverage->origin.x, from.y - coverage->origin.y},
                b = {to.x - coverage->origin.x, to.y - coverage->origin.y};
    if (a.y == b.y || !isfinite(a.x + a.y + b.x + b.y))
        return;
    const float turn = a.y < b.y ? 1 : -1;
    Point top = a.y < b.y ? a : b, bottom = a.y < b.y ? b : a;
    if (is_inside(coverage, top) && is_inside(coverage, bottom)) {
        add_downward(coverage, (float)top.x, (float)top.y, (float)bottom.x, (float)bottom.y, turn);
        return;
    }
    if (bottom.y <= 0 || top.y >= coverage->height ||
        (top.x >= coverage->width && bottom.x >= coverage->width))
        return;
    if (top.y < 0)
        top = at_height(a, b, 0);
    if (bottom.y > coverage->height)
        bottom = at_height(a, b, coverage->height);
    add_cut(coverage, top, bottom, turn);
}

/* Vertices without a place are passed over. */
static void add_ring(Coverage *coverage, const Point *points, size_t count)
{
    const Point *first = NULL, *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(points[i].x + points[i].y))
            continue;
        if (last)
            coverage_add_edge(coverage, *last, points[i]);
        else
            first = &points[i];
        last = &points[i];
    }
    if (last)
        coverage_add_edge(coverage, *last, *first);
}

void coverage_add_rings(Coverage *coverage, const Geometry *rings)
{
    for (size_t part = 0, start = 0; part < rings->part_count; start = rings->part_ends[part++])
        add_ring(coverage, rings->points + start, rings->part_ends[part] - start);
}

/* ---- spans ---- */

/* What is done with pixels of one coverage (1 to 255) in a row, from `first` up to `end`. */
typedef struct Spans {
    void (*paint)(const struct Spans *spans, int row, int first, int end, uint32_t covered);
    uint32_t *pixels;
    size_t stride;
    uint32_t source; /* ARGB32, premultiplied */
    uint8_t *mask;
    size_t mask_stride;
} Spans;

static uint32_t to_byte(float sum)
{
    const float covered = fabsf(sum);
    return covered >= 1 ? 255 : (uint32_t)(covered * 255 + 0.5F);
}

static void sweep_row(Coverage *coverage, int row, const Spans *spans)
{
    float *cells = coverage->cells + row * coverage->across, sum = 0;
    int from = 0;
    uint32_t covered = 0;
    for (int word = 0; word * WORD < coverage->width; word++) {
        uint64_t bits = coverage->touched[row][word];
        coverage->touched[row][word] = 0;
        for (; bits; bits &= bits - 1) {
            const int column = word * WORD + __builtin_ctzll(bits);
            if (covered > 0 && column > from)
                spans->paint(spans, row, from, column, covered);
            sum += cells[column];
            cells[column] = 0;
            covered = to_byte(sum);
            from = column;
        }
    }
    if (covered > 0)
        spans->paint(spans, row, from, coverage->width, covered);
}

static void sweep(Coverage *coverage, const Spans *spans)
{
    for (int row = coverage->first; row < coverage->end; row++)
        sweep_row(coverage, row, spans);
    coverage->first = coverage->height;
    coverage->end = 0;
}

/* ---- colours ---- */

static uint32_t channel(double value)
{
    return (uint32_t)(CLAMP(value, 0, 1) * 65535 + 0.5) >> 8;
}

/* As cairo rounds it. */
static uint32_t premultiplied(Color color)
{
    return channel(color.a) << 24 | channel(color.r * color.a) << 16 | channel(color.g * color.a) << 8 |
           channel(color.b * color.a);
}

/* Two channels of a pixel, in the low halves of 16 bits each, times `part` of 255, rounded. */
static inline uint32_t times(uint32_t channels, uint32_t part)
{
    const uint32_t product = channels * part + 0x00800080;
    return ((product + ((product >> 8) & 0x00ff00ff)) >> 8) & 0x00ff00ff;
}

static inline uint32_t times_all(uint32_t pixel, uint32_t part)
{
    return times(pixel & 0x00ff00ff, part) | times(pixel >> 8 & 0x00ff00ff, part) << 8;
}

static void paint_span(const Spans *spans, int row, int first, int end, uint32_t covered)
{
    uint32_t *pixels = spans->pixels + (size_t)row * spans->stride;
    const uint32_t over = covered == 255 ? spans->source : times_all(spans->source, covered);
    const uint32_t rest = 255 - (over >> 24);
    for (int column = first; column < end; column++)
        pixels[column] = rest == 0 ? over : over + times_all(pixels[column], rest);
}

void coverage_paint(Coverage *coverage, Color color, uint32_t *pixels, size_t stride)
{
    const Spans spans = {
        .paint = paint_span, .pixels = pixels, .stride = stride, .source = premultiplied(color)};
    sweep(coverage, &spans);
}

/* ---- masks ---- */

static void mark_span(const Spans *spans, int row, int first, int end, uint32_t covered)
{
    memset(spans->mask + (size_t)row * spans->mask_stride + first, (int)covered, (size_t)(end - first));
}

void coverage_paint_cairo(Coverage *coverage, Color color, cairo_t *cr)
{
    const int first = coverage->first, rows = coverage->end - first;
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, coverage->across);
    if (rows <= 0)
        return;
    if (!coverage->mask)
        coverage->mask = g_malloc0((size_t)stride * (size_t)coverage->down);
    const Spans spans = {.paint = mark_span, .mask = coverage->mask, .mask_stride = (size_t)stride};
    uint8_t *top = coverage->mask + (size_t)first * (size_t)stride;
    sweep(coverage, &spans);
    g_autoptr(cairo_surface_t) surface =
        cairo_image_surface_create_for_data(top, CAIRO_FORMAT_A8, coverage->width, rows, stride);
    cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
    cairo_mask_surface(cr, surface, coverage->origin.x, coverage->origin.y + first);
    cairo_surface_finish(surface);
    memset(top, 0, (size_t)rows * (size_t)stride);
}
