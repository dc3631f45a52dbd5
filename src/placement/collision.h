/* Collisions of boxes: turned boxes, and a grid that finds those near a place. */
#pragma once

#include "placement/solver.h"

TurnedBox turned_box(Point center, double half_width, double half_height, double angle);
/* The upright box around it. */
Box turned_box_bounds(const TurnedBox *box);
void turned_box_corners(const TurnedBox *box, Point corners[4]);
TurnedBox turned_box_grow(TurnedBox box, double margin);
/* Whether they share more than an edge or a trace (a thousandth of a style pixel). */
bool turned_boxes_overlap(const TurnedBox *a, const TurnedBox *b);
bool turned_box_meets_segment(const TurnedBox *box, Point from, Point to);
/* How much of the segment lies in the box. */
double turned_box_covered_length(const TurnedBox *box, Point from, Point to);
/* Whether a shape of the label that goes first keeps a shape of a later label out. */
bool shapes_exclude(const Shape *first, const Shape *later);
/* Whether two shapes of different labels cannot both be shown: they exclude each other in place and in time.
 */
bool shapes_conflict(const Label *label, const Shape *shape, const Label *other_label, const Shape *other);
/* For each shape of a problem the candidate it belongs to; g_free() it. */
uint32_t *shape_owners(const Problem *problem);

/* A grid of cells over a plane: each item lies in every cell its box touches. */
typedef struct BoxGrid BoxGrid;

/* For items within `bounds`; those outside are held at its border. */
BoxGrid *box_grid_new(Box bounds, double cell_size);
/* An empty one for the shapes of a problem: its cells are about as large as they are. */
BoxGrid *box_grid_for(const Problem *problem);
void box_grid_free(BoxGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BoxGrid, box_grid_free)
void box_grid_add(BoxGrid *grid, Box box, uint32_t item);
/* Replaces the content of `found` (of uint32_t) by the items whose boxes may overlap `box`: each once, in
 * order.
 */
void box_grid_find(BoxGrid *grid, Box box, GArray *found);
