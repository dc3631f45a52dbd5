/* A map as the page shows it: which part of which style, projected and placed. Panels that differ only in
 * their date share one. */
#pragma once

#include "setup/map.h"
#include "placement/placement.h"
#include "placement/timeline.h"
#include "scene/build.h"

typedef struct {
    const Map *map;           /* borrowed */
    const ValueObject *state; /* of any date; borrowed */
    bool *hidden;             /* layers of the style that are left out; NULL: none */
    Projection *projection;
    double tolerance, symbol_scale, least_text; /* see SceneRequest */
    bool cut_at_frame;                          /* symbols may be cut by the frame's edge */
    bool on_tiles;                              /* drawn as a web map: from map_view_project() */
    TileGrid tiles;                             /* then: its tiles */
    /* From map_view_project() and map_view_place(): */
    ProjectedMap *projected;
    Timeline *timeline;
    Placement *placement;
} MapView;

/* Fits a view into a frame of `width` by `height` style pixels; takes `hidden`. Errors: PROJECTION. Free with
 * map_view_free(). */
MapView *map_view_new_take(const Map *map, const View *view, double width, double height, bool *hidden,
                           GError **error);
void map_view_free(MapView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MapView, map_view_free)

/* The features on the sheet. Errors: PROJECTION. */
bool map_view_project(MapView *view, GError **error);
/* Over all dates at once: a place for every label, kept as long as it lives. Warnings go to `report`. Errors:
 * IO, FORMAT of the style's overrides. */
bool map_view_place(MapView *view, Report *report, GError **error);
/* What the scene of a state is built from. */
SceneRequest map_view_request(const MapView *view, const ValueObject *state);
