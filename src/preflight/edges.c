#include "preflight/edges.h"

/* Of 255 a plate: what is certainly ink, and what is none. */
enum { INK_SEEN = 13, INK_NONE = 2 };
/* Pixels on either side of the cut that it may fall on. */
static const double CUT = 1.5;

static unsigned ink_at(const InkSum *ink, double x, double y)
{
    if (!(x >= 0 && y >= 0 && x < (double)ink->width && y < (double)ink->height))
        return 0;
    return ink->total[(size_t)y * ink->width + (size_t)x];
}

/* One edge, all in pixels: `inside` and `outside` are its distances from the axis on either side of the cut.
 */
static size_t count_bare(const InkSum *ink, bool upright, double inside, double outside, double from,
                         double to)
{
    size_t count = 0;
    for (double at = from; at < to; at++) {
        const unsigned kept = upright ? ink_at(ink, inside, at) : ink_at(ink, at, inside),
                       beyond = upright ? ink_at(ink, outside, at) : ink_at(ink, at, outside);
        count += kept >= INK_SEEN && beyond <= INK_NONE;
    }
    return count;
}

double edges_bare_length(const InkSum *ink, const SheetBox *trim, const SheetBox *bleed, double scale)
{
    const double left = trim->x0 * scale, right = trim->x1 * scale, top = trim->y0 * scale,
                 bottom = trim->y1 * scale;
    const struct {
        bool upright;
        double cut, outside, inward, from, to;
    } edges[] = {
        {true, left, (bleed->x0 + trim->x0) / 2 * scale, CUT, top, bottom},
        {true, right, (bleed->x1 + trim->x1) / 2 * scale, -CUT, top, bottom},
        {false, top, (bleed->y0 + trim->y0) / 2 * scale, CUT, left, right},
        {false, bottom, (bleed->y1 + trim->y1) / 2 * scale, -CUT, left, right},
    };
    size_t count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(edges); i++)
        count += count_bare(ink, edges[i].upright, edges[i].cut + edges[i].inward, edges[i].outside,
                            edges[i].from + CUT, edges[i].to - CUT);
    return (double)count / scale;
}
