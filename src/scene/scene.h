/* A scene: what is to be drawn at one date, in paint order, in style pixels of the map frame. Every
 * expression has been evaluated; before the scene nobody draws, after it nobody evaluates a style. */
#pragma once

#include "base/color.h"
#include "geometry/arrow.h"
#include "geometry/clip.h"
#include "geometry/strip.h"
#include "scene/symbol.h"
#include "source/picture.h"
#include "style/style.h"

/* How repeated icons lie: from the origin along the map's axes. */
typedef struct {
    Point origin;
    Point across, down; /* one pixel of the icon to the right and downward, style pixels */
} PatternGrid;

/* A line or fill may be painted with a repeated icon instead of a colour. */
typedef struct {
    Origin origin;
    Geometry geometry; /* clipped to the frame and its margin, owned */
    double sort_key;
    Color color; /* opacity multiplied in */
    bool antialias, has_outline;
    Color outline_color;
    const Icon *pattern; /* NULL: plain colour */
    double opacity;      /* of the pattern */
} SceneFill;

enum { GRADIENT_STEPS = 1024 };

typedef struct {
    Origin origin;
    Geometry geometry;
    double sort_key;
    Color color;
    double width, blur, gap_width, offset; /* style pixels; offset to the right of the line's direction */
    double opacity;                        /* of pattern or gradient */
    LineCap cap;
    LineJoin join;
    double miter_limit, round_limit;
    size_t dash_count; /* even */
    double *dashes;    /* style pixels, owned */
    double dash_start; /* where in the dashes the line begins */
    double dash_width; /* the width of the line that they are counted in */
    const Icon *pattern;
    double pattern_length; /* of one repeat along the line */
    const Color *gradient; /* GRADIENT_STEPS + 1 colours from start to end, in the scene's arena; or NULL */
    bool filled;           /* the geometry is the outline of an arrow, to be filled */
    ArrowShape arrow;      /* then: its shape */
    bool closed;           /* the geometry is rings of polygons */
    LinePlace *places;     /* of each part on its whole line; owned; NULL: each is whole */
    double tile_pixel;     /* a pixel of a web map's tile in style pixels; 1 elsewhere */
    bool has_window;       /* of a web map's tile: nothing is drawn outside it */
    Point window[4];       /* its corners in turn */
} SceneLine;

typedef struct {
    Origin origin;
    size_t part; /* which point of the feature */
    double sort_key;
    Point center;
    double radius, blur, stroke_width;
    Color color, stroke_color;
} SceneCircle;

/* A picture laid on the map. */
typedef struct {
    const Picture *picture; /* of the map, or `owned` */
    Picture *owned;         /* coloured or warped for this layer; NULL: as it was loaded */
    Matrix matrix;          /* from its pixels to the page */
    double opacity;
    bool smooth; /* pixels run into each other */
} SceneRaster;

/* What a layer too large to be held is painted from. */
typedef struct SceneStream SceneStream;

typedef struct {
    const Layer *layer;
    Color background; /* background layers; opacity multiplied in */
    const Icon *background_pattern;
    double background_opacity; /* of the pattern */
    PatternGrid grid;          /* of the patterns of the layer */
    bool edges_show;           /* fills: they are not all of one opaque colour */
    double opacity;            /* of the whole layer */
    Point translate;
    size_t fill_count, line_count, circle_count, symbol_count, raster_count;
    SceneFill *fills;
    SceneLine *lines;
    SceneCircle *circles;
    SceneSymbol *symbols;
    SceneRaster *rasters;
    SceneStream *stream; /* its items are not here, but in pieces; owned; NULL: they are here */
} SceneLayer;

/* The items of such a layer in the order of painting, piece by piece; any number of times. Each piece is a
 * layer that is borrowed until the next; NULL: that was all. */
typedef struct ScenePieces ScenePieces;
ScenePieces *scene_pieces_start(const SceneStream *stream);
const SceneLayer *scene_pieces_next(ScenePieces *pieces);
void scene_pieces_end(ScenePieces *pieces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScenePieces, scene_pieces_end)

/* A class of the legend: one that the style declares for a layer of this scene, drawn or not. */
typedef struct {
    const json_t
        *json;         /* in the style: a text, texts by language, or an object with more members; borrowed */
    const char *group; /* id of the legend's group, or NULL */
    size_t layer;      /* index in the scene's layers */
    size_t index;      /* among the layer's classes */
    size_t item_count;
    size_t *items;      /* the layer's items of this class, in paint order; owned */
    SceneLayer *sample; /* ramps and sizes: the layer's look at each of the class's values; owned, or NULL */
} LegendEntry;

typedef struct {
    char *date; /* the instant shown, ISO 8601 */
    size_t layer_count;
    SceneLayer *layers; /* drawn ones, in paint order */
    size_t legend_count;
    LegendEntry *legend; /* in the order of the style */
    Arena *arena;
} Scene;

/* How many items a layer has here: its fills, lines, circles or symbols. */
size_t scene_layer_items(const SceneLayer *layer);
Origin scene_layer_origin(const SceneLayer *layer, size_t item);
void scene_layer_clear(SceneLayer *layer);
void scene_free(Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)
