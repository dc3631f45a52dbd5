/* Scene and placement -> canvas. Evaluates nothing. */
#pragma once

#include "paint/canvas.h"
#include "placement/placement.h"

/* Paints all layers in order, named in `language` (may be NULL); `frame` is the map frame in the canvas's
 * coordinates (backgrounds fill it). The placement may be NULL where the scene has no symbols; `instant` is
 * the scene's date in its timeline. */
void paint_scene(const Scene *scene, const Placement *placement, size_t instant, Box frame,
                 const char *language, Canvas *canvas);

/* One file per layer type; also used by the legend for its swatches. */
void paint_background(const SceneLayer *layer, Box frame, Canvas *canvas);
/* The areas alone, and what lies over all areas of the layer: outlines. */
void paint_fill_areas(const SceneLayer *layer, Canvas *canvas);
void paint_fill_outlines(const SceneLayer *layer, Canvas *canvas);
void paint_line(const SceneLine *line, Canvas *canvas);
void paint_circle(const SceneCircle *circle, Canvas *canvas);
void paint_raster(const SceneRaster *raster, Canvas *canvas);
void paint_symbols(const SceneLayer *layer, const Placement *placement, size_t instant, Canvas *canvas);

/* Where a repeated icon lies: its copy at the map frame's corner, for far from there drawing libraries lose
 * their precision. */
Matrix paint_grid_matrix(const PatternGrid *grid, const Icon *icon);
/* A rectangle as a polygon of its own; clear it with geometry_clear(). */
Geometry paint_rectangle(Box box);
