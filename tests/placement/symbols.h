/* Symbols for the tests of placement: built in one call, freed together. */
#pragma once

#include "placement/placement.h"
#include "support.h"

typedef struct Sheet Sheet;

Sheet *sheet_new(void);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* A symbol with a text of 10 style pixels at a point, centred, alive always; change it before sheet_solve().
 */
SceneSymbol *sheet_add_point(Sheet *sheet, const char *text, double x, double y);
/* A text along a line. */
SceneSymbol *sheet_add_line(Sheet *sheet, const char *text, const Point *points, size_t count);
SceneSymbol *sheet_add_polygon(Sheet *sheet, const char *text, const Point *points, size_t count);
/* A square icon with this side, without text. */
SceneSymbol *sheet_add_icon(Sheet *sheet, double side, double x, double y);
/* Gives the last symbol an icon besides its text. */
void sheet_give_icon(Sheet *sheet, double side);
/* Lets the last symbol live from instant `start` up to before `end`. */
void sheet_set_life(Sheet *sheet, size_t start, size_t end);
/* Gives a symbol the eight anchors around its point. */
void symbol_set_anchors(SceneSymbol *symbol, size_t count);
const PlacementSymbol *sheet_symbols(const Sheet *sheet, size_t *count);
Placement *sheet_solve(const Sheet *sheet, const PlacementOptions *options);
size_t placed_count(const Placement *placement);
/* Fails the test where two placed symbols alive at the same time overlap, or one leaves the frame. */
void check_no_overlap(const Placement *placement, double width, double height);
bool box_covers(const TurnedBox *box, Point point);
/* A number from 0 up to 1 of a seeded sequence. */
double random_number(uint64_t *state);
