/* A scene: what is to be drawn at one date, in paint order, in style pixels of the map frame. Every
 * expression has been evaluated; before the scene nobody draws, after it nobody evaluates a style. */
#pragma once

#include "base/color.h"
#include "geometry/geometry.h"
#include "style/style.h"

/* Which feature an item came from: for legends, credits, dumps and hand corrections. */
typedef struct {
    const Source *source;
    size_t feature; /* index in the source */
} Origin;

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

typedef enum { CAP_BUTT, CAP_ROUND, CAP_SQUARE } LineCap;
typedef enum { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } LineJoin;

typedef struct {
    double offset; /* 0..1 along the line */
    Color color;
} GradientStop;

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
    size_t dash_count;
    double *dashes; /* style pixels, owned */
    const Icon *pattern;
    size_t gradient_count;
    GradientStop *gradient; /* owned */
} SceneLine;

typedef struct {
    Origin origin;
    double sort_key;
    Point center;
    double radius, blur, stroke_width;
    Color color, stroke_color;
} SceneCircle;

typedef enum { OVERLAP_NEVER, OVERLAP_ALWAYS, OVERLAP_COOPERATIVE } OverlapMode;
typedef enum {
    ANCHOR_CENTER,
    ANCHOR_LEFT,
    ANCHOR_RIGHT,
    ANCHOR_TOP,
    ANCHOR_BOTTOM,
    ANCHOR_TOP_LEFT,
    ANCHOR_TOP_RIGHT,
    ANCHOR_BOTTOM_LEFT,
    ANCHOR_BOTTOM_RIGHT,
} SymbolAnchor;
typedef enum { PLACE_POINT, PLACE_LINE, PLACE_LINE_CENTER } SymbolPlacement;
typedef enum { JUSTIFY_AUTO, JUSTIFY_LEFT, JUSTIFY_CENTER, JUSTIFY_RIGHT } TextJustify;
typedef enum { ALIGN_AUTO, ALIGN_MAP, ALIGN_VIEWPORT } SymbolAlignment;
typedef enum { FIT_NONE, FIT_WIDTH, FIT_HEIGHT, FIT_BOTH } IconTextFit;
enum { SYMBOL_ANCHORS_MAX = 9 };

typedef struct {
    const char *text;       /* UTF-8, owned by the scene's arena; "" for an image */
    const Icon *image;      /* or NULL */
    double scale;           /* of the symbol's text size */
    const char *font_stack; /* names joined by commas */
    Color color;
    const char *vertical_align;
} TextSection;

/* Text of a symbol, sizes in style pixels; lengths the specification gives in ems are left in ems. */
typedef struct {
    size_t section_count; /* 0: no text */
    TextSection *sections;
    double size;
    Color color, halo_color;
    double halo_width, halo_blur, opacity;
    double max_width, line_height, letter_spacing; /* ems */
    TextJustify justify;
    size_t anchor_count; /* 1, or as many as text-variable-anchor has */
    SymbolAnchor anchors[SYMBOL_ANCHORS_MAX];
    double offsets[SYMBOL_ANCHORS_MAX][2]; /* ems, for each anchor */
    double radial_offset;                  /* ems; NAN: none */
    double rotate;                         /* degrees clockwise */
    double padding, max_angle;             /* style pixels; degrees */
    bool keep_upright, optional, ignore_placement;
    OverlapMode overlap;
    SymbolAlignment rotation_alignment;
    double translate[2];
} SymbolText;

typedef struct {
    const Icon *icon; /* NULL: none */
    double size, rotate, opacity;
    double offset[2], padding[4], translate[2];
    SymbolAnchor anchor;
    Color color, halo_color; /* SDF icons */
    double halo_width;
    bool optional, ignore_placement, keep_upright;
    OverlapMode overlap;
    SymbolAlignment rotation_alignment;
    IconTextFit text_fit;
    double text_fit_padding[4];
} SymbolIcon;

/* One symbol wish: a feature of a symbol layer before placement. */
typedef struct {
    Origin origin;
    size_t layer; /* index in the style */
    uint64_t key; /* the same in every frame: of layer, feature and content */
    double sort_key;
    SymbolPlacement placement;
    double spacing; /* along lines, style pixels */
    bool avoid_edges;
    const Geometry *geometry; /* projected, borrowed: points, lines or polygons */
    SymbolText text;
    SymbolIcon icon;
} SceneSymbol;

typedef struct {
    const Layer *layer;
    Color background; /* background layers; opacity multiplied in */
    const Icon *background_pattern;
    double opacity; /* of the whole layer */
    Point translate;
    size_t fill_count, line_count, circle_count, symbol_count;
    SceneFill *fills;
    SceneLine *lines;
    SceneCircle *circles;
    SceneSymbol *symbols;
} SceneLayer;

typedef struct {
    char *date; /* the instant shown, ISO 8601 */
    size_t layer_count;
    SceneLayer *layers; /* drawn ones, in paint order */
    Arena *arena;
} Scene;

void scene_free(Scene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)
