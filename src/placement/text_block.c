#include "placement/text_block.h"

#include <math.h>

/* How far texts above and below a point are drawn nearer to it, in ems: lines have room above and below their
 * letters. The specification's reference implementation does the same. */
static const double line_room = 7.0 / 24;

void anchor_shares(SymbolAnchor anchor, double *horizontal, double *vertical)
{
    static const double shares[][2] = {
        [ANCHOR_CENTER] = {0.5, 0.5}, [ANCHOR_LEFT] = {0, 0.5},      [ANCHOR_RIGHT] = {1, 0.5},
        [ANCHOR_TOP] = {0.5, 0},      [ANCHOR_BOTTOM] = {0.5, 1},    [ANCHOR_TOP_LEFT] = {0, 0},
        [ANCHOR_TOP_RIGHT] = {1, 0},  [ANCHOR_BOTTOM_LEFT] = {0, 1}, [ANCHOR_BOTTOM_RIGHT] = {1, 1},
    };
    *horizontal = shares[anchor][0];
    *vertical = shares[anchor][1];
}

/* Moves away from the site by `x` and `y` ems, towards the side on which the anchor puts the text. */
static Point away(SymbolAnchor anchor, double x, double y)
{
    double horizontal, vertical;
    anchor_shares(anchor, &horizontal, &vertical);
    return (Point){(1 - 2 * horizontal) * x, (1 - 2 * vertical) * y};
}

static Point radial_offset(SymbolAnchor anchor, double radius)
{
    double horizontal, vertical;
    anchor_shares(anchor, &horizontal, &vertical);
    const bool corner = horizontal != 0.5 && vertical != 0.5;
    const double part = fmax(radius, 0) / (corner ? G_SQRT2 : 1);
    return away(anchor, part, part - line_room);
}

Point anchor_offset(const SymbolText *text, size_t index)
{
    const SymbolAnchor anchor = text->anchors[index];
    const double *offset = text->offsets[index];
    const bool radial = isfinite(text->radial_offset) && (text->variable || text->radial_offset != 0);
    if (text->own_offsets) {
        const Point room = away(anchor, 0, -line_room);
        return (Point){offset[0], offset[1] + room.y};
    }
    if (radial)
        return radial_offset(anchor, text->radial_offset);
    if (text->variable)
        return away(anchor, fabs(offset[0]), fabs(offset[1]) - line_room);
    return (Point){offset[0], offset[1]};
}

static double justify_share(TextJustify justify, SymbolAnchor anchor)
{
    double horizontal, vertical;
    switch (justify) {
    case JUSTIFY_LEFT:
        return 0;
    case JUSTIFY_RIGHT:
        return 1;
    case JUSTIFY_CENTER:
        return 0.5;
    case JUSTIFY_AUTO:
        break;
    }
    anchor_shares(anchor, &horizontal, &vertical);
    return horizontal;
}

BlockPose block_pose(const SymbolText *text, const ShapedText *shaped, size_t index, double angle)
{
    double horizontal, vertical;
    anchor_shares(text->anchors[index], &horizontal, &vertical);
    const Point offset = anchor_offset(text, index);
    return (BlockPose){.corner = {offset.x * text->size - horizontal * shaped->width,
                                  offset.y * text->size - vertical * shaped->height},
                       .justify = justify_share(text->justify, text->anchors[index]),
                       .angle = angle + text->rotate * G_PI / 180};
}

Point block_to_sheet(const BlockPose *pose, Point site, Point point)
{
    const double x = pose->corner.x + point.x, y = pose->corner.y + point.y;
    const double cosine = cos(pose->angle), sine = sin(pose->angle);
    return (Point){site.x + x * cosine - y * sine, site.y + x * sine + y * cosine};
}

Box block_box(const ShapedText *shaped, const BlockPose *pose)
{
    return (Box){pose->corner.x, pose->corner.y, pose->corner.x + shaped->width,
                 pose->corner.y + shaped->height};
}

static void add_box(const BlockPose *pose, Point site, Box ink, double padding, GArray *boxes)
{
    const Point center = {(ink.x_min + ink.x_max) / 2, (ink.y_min + ink.y_max) / 2};
    const TurnedBox box =
        turned_box(block_to_sheet(pose, site, center), (ink.x_max - ink.x_min) / 2 + padding,
                   (ink.y_max - ink.y_min) / 2 + padding, pose->angle);
    g_array_append_val(boxes, box);
}

/* The ink of one line in the block, as wide as its advance at least. */
static Box line_ink(const ShapedText *shaped, size_t line, double justify)
{
    const double start = shaped_line_start(shaped, line, justify);
    Box ink = shaped->lines[line].ink;
    ink.x_min = fmin(ink.x_min, 0) + start;
    ink.x_max = fmax(ink.x_max, shaped->lines[line].width) + start;
    return ink;
}

void block_boxes(const ShapedText *shaped, const BlockPose *pose, Point site, double padding, GArray *boxes)
{
    const Box all = shaped_ink(shaped, pose->justify);
    double shortest = all.x_max - all.x_min;
    for (size_t i = 0; i < shaped->line_count; i++)
        shortest = fmin(shortest, shaped->lines[i].width);
    if (shaped->line_count == 1 || shortest > 0.7 * (all.x_max - all.x_min)) {
        add_box(pose, site, all, padding, boxes);
        return;
    }
    /* Lines of unequal length: a box each, reaching up to the next so that nothing slips between them. */
    double top = all.y_min;
    for (size_t i = 0; i < shaped->line_count; i++) {
        if (box_is_empty(shaped->lines[i].ink))
            continue;
        Box ink = line_ink(shaped, i, pose->justify);
        ink.y_min = fmin(ink.y_min, top);
        top = ink.y_max;
        add_box(pose, site, ink, padding, boxes);
    }
}
