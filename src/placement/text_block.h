/* A straight text around its place: where the block lies for an anchor and offset, which boxes it covers, and
 * the pieces to paint. */
#pragma once

#include "placement/collision.h"
#include "placement/shaping.h"

/* Where a block stands: its upper left corner relative to the site before turning, turned about the site. */
typedef struct {
    Point corner;
    double justify; /* 0 left, 0.5 centre, 1 right */
    double angle;   /* radians clockwise */
} BlockPose;

/* Share of width and height that lies left of and above the anchored point. */
void anchor_shares(SymbolAnchor anchor, double *horizontal, double *vertical);
/* The pose for the anchor at `index` of the text's anchors, turned by `angle` besides text-rotate. */
BlockPose block_pose(const SymbolText *text, const ShapedText *shaped, size_t index, double angle);
/* Offset of the anchor at `index` in ems, after the rules for variable anchors and radial offsets. */
Point anchor_offset(const SymbolText *text, size_t index);
/* The box the specification anchors (not the ink), relative to the site, before turning. */
Box block_box(const ShapedText *shaped, const BlockPose *pose);
/* A box around the ink of each line, or of all lines where they are about as long; appended to `shapes` (of
 * TurnedBox). */
void block_boxes(const ShapedText *shaped, const BlockPose *pose, Point site, double padding, GArray *boxes);
/* A point of the block, given from its upper left corner, on the sheet. */
Point block_to_sheet(const BlockPose *pose, Point site, Point point);
