/* Symbols of a scene: icons and texts a symbol layer wishes for, with every expression evaluated, before they
 * are placed. Lengths are style pixels of the map frame unless they say ems. */
#pragma once

#include "base/color.h"
#include "geometry/geometry.h"
#include "source/source.h"
#include "style/sprite.h"

/* Which feature an item came from: for legends, credits, dumps and hand corrections. */
typedef struct {
    const Source *source;
    size_t feature; /* index in the source */
} Origin;

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
typedef enum { ORDER_AUTO, ORDER_VIEWPORT_Y, ORDER_SOURCE } SymbolOrder;
typedef enum { FIT_NONE, FIT_WIDTH, FIT_HEIGHT, FIT_BOTH } IconTextFit;
/* The middle, and three rings of eight with text-variable-anchor-offset. */
enum { SYMBOL_ANCHORS_MAX = 25 };

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
    Color color, halo_color; /* opacity multiplied in, as in the sections' colours */
    double halo_width, halo_blur, opacity;
    double max_width, line_height, letter_spacing; /* ems */
    TextJustify justify;
    size_t anchor_count; /* 1, or as many as text-variable-anchor has */
    SymbolAnchor anchors[SYMBOL_ANCHORS_MAX];
    double offsets[SYMBOL_ANCHORS_MAX][2]; /* ems, for each anchor */
    double radial_offset;                  /* ems; NAN: none */
    double rotate;                         /* degrees clockwise */
    double padding, max_angle;             /* style pixels; degrees */
    bool variable;    /* the anchors come from text-variable-anchor or text-variable-anchor-offset */
    bool own_offsets; /* from text-variable-anchor-offset: each anchor has its own offset, used with its sign
                       */
    bool vertical;    /* vertical writing is the first of its modes */
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
    double halo_width, halo_blur;
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
    SymbolOrder order; /* symbol-z-order */
    double spacing;    /* along lines, style pixels */
    bool avoid_edges;
    bool required;            /* metadata semaine:required: the map is wrong without it */
    double weight;            /* metadata semaine:weight: counts as so many labels of its layer */
    bool leader;              /* metadata semaine:leader: may stand apart, joined to its place by a line */
    bool numbered;            /* metadata semaine:numbered: may become a number that the legend explains */
    bool yields;              /* metadata semaine:yields: hidden while the front runs over it */
    bool largest_only;        /* of several polygons only the largest is labelled */
    const Geometry *geometry; /* projected, borrowed: points, lines or polygons */
    SymbolText text;
    SymbolIcon icon;
} SceneSymbol;
