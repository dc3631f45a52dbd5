/* Goes through the features that a layer draws: in the zoom range, let through by the filter, near the frame.
 */
#pragma once

#include "geometry/clip.h"
#include "scene/build.h"

typedef struct {
    const SceneRequest *request;
    const Layer *layer;
    const ProjectedSource *source;
    Arena *arena;              /* of the scene */
    EvaluationContext context; /* feature set by selection_next() */
    size_t index;              /* of the current feature */
    Geometry read;    /* its geometry, where that is still in the file; owned, up to the next feature */
    Box box;          /* of its geometry */
    Box frame;        /* the map frame as the layer's geometry sees it before it is moved */
    size_t next, end; /* features: where to go on, and before which to stop */
    bool unfiltered;  /* the layer's filter does not count */
} Selection;

/* False where the layer draws nothing at all (hidden, other zoom, no such source). */
bool selection_start(Selection *selection, const SceneRequest *request, const Layer *layer, Arena *arena);
/* Moves to the next feature whose geometry has one of the types in `types` (bits 1 << GeometryType). */
bool selection_next(Selection *selection, unsigned types);
/* Makes feature `index` the current one; false where the layer does not draw it. */
bool selection_try(Selection *selection, size_t index, unsigned types);
/* The current feature's projected geometry, borrowed. */
const Geometry *selection_geometry(const Selection *selection);
/* The current feature's geometry clipped to the frame grown by `margin` and thinned: all world copies of it
 * where the world repeats. Owned by the caller. `places`: see geometry_clip(). */
Geometry selection_clip(const Selection *selection, double margin, LinePlace **places);
/* The same for a geometry made of the current feature's, within the same bounds. */
Geometry selection_clip_other(const Selection *selection, const Geometry *geometry, double margin,
                              LinePlace **places);
/* Which copies of the world bring a box into reach of another: `first` to `last`, each `step` from the one
 * before; some of them may still miss it. */
typedef struct {
    Point step;
    int first, last;
} Copies;
Copies selection_copies(const Selection *selection, Box box, Box reach);
Origin selection_origin(const Selection *selection);
/* Length of the style in pixels of the page. */
double selection_length(const Selection *selection, PropertyId id);
/* The same at the zoom of the whole level, grown as the map has grown since. */
double selection_level_length(const Selection *selection, PropertyId id);
/* A pair of lengths such as fill-translate as it lies on the page: with the map or with the sheet, as the
 * property `anchor` says. */
Point selection_translate(const Selection *selection, PropertyId id, PropertyId anchor);
/* Colour with opacity multiplied in. */
Color selection_color(const Selection *selection, PropertyId color, PropertyId opacity);
/* The icon that an image property names, or NULL. */
const Icon *selection_icon(const Selection *selection, PropertyId id);

enum {
    SELECT_POINTS = 1 << GEOMETRY_POINT,
    SELECT_LINES = 1 << GEOMETRY_LINE,
    SELECT_POLYGONS = 1 << GEOMETRY_POLYGON,
};

/* What the layer is painted from piece by piece; NULL where it is to be held as a whole. Free with g_free().
 */
SceneStream *scene_stream_open(const Selection *selection);
/* Fills the scene layer of the selection's layer type; false where the type draws nothing. */
bool scene_build_items(Selection *selection, SceneLayer *out);
/* How the layer paints features that have each of `values` as `property` and are else like `like` (may be
 * NULL): for legends. */
SceneLayer *scene_build_sample(const SceneRequest *request, const Layer *layer, const char *property,
                               const json_t *values, const Feature *like, Arena *arena);
/* One per layer type: fills the scene layer. */
void scene_build_background(Selection *selection, SceneLayer *out);
void scene_build_fills(Selection *selection, SceneLayer *out);
void scene_build_lines(Selection *selection, SceneLayer *out);
void scene_build_circles(Selection *selection, SceneLayer *out);
void scene_build_rasters(Selection *selection, SceneLayer *out);
/* How far the current line has come at the state's date, where the layer's metadata wish for it
 * (`semaine:reveal`): its way between two dates in even motion. False: all of it. Owned by the caller. */
bool scene_reveal(const Selection *selection, Geometry *out);
/* Makes `line` an arrow of movement along `geometry` where the layer's metadata wish for it
 * (`semaine:arrow`); false: a plain line. */
bool scene_build_arrow(const Selection *selection, const Geometry *geometry, SceneLine *line);
/* Appends to `lines` (of SceneLine) what the tiles of a web map show of `geometry`, like `line`; `reach`: how
 * far a line may show from its middle. */
void scene_add_tiled_lines(const Selection *selection, const Geometry *geometry, const SceneLine *line,
                           double reach, GArray *lines);
void scene_collect_symbols(Selection *selection, GArray *symbols);
/* The symbol of the current feature; false where it has neither text nor icon. */
bool scene_build_symbol(const Selection *selection, SceneSymbol *out);
