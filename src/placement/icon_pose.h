/* An icon around its place: its box, its matrix for painting, what it covers. */
#pragma once

#include "placement/collision.h"
#include "scene/symbol.h"

typedef struct {
    Box box;      /* relative to the site, before turning */
    double angle; /* radians clockwise about the site */
    double turn;  /* the part of it that is of the map or a line, not of the icon */
} IconPose;

/* `line_angle` turns it besides icon-rotate. `text_box` is the text it is fitted to, relative to the site, or
 * NULL. */
IconPose icon_pose(const SymbolIcon *icon, const Box *text_box, double line_angle);
/* Affine matrix xx yx xy yy x0 y0 from the icon's own pixels to the sheet. */
void icon_matrix(const SymbolIcon *icon, const IconPose *pose, Point site, double matrix[6]);
/* What it covers with its padding: an upright box around it, as the specification's implementation has it. */
TurnedBox icon_cover(const SymbolIcon *icon, const IconPose *pose, Point site);
