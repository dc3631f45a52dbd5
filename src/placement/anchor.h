/* Sites: the places on the sheet where a symbol may stand. A point has one, a line one for each
 * symbol-spacing, a polygon its middle. */
#pragma once

#include "placement/line_label.h"
#include "projection/tile_grid.h"
#include "scene/symbol.h"

typedef struct {
    size_t symbol;   /* index of the symbol it is for */
    size_t instance; /* which of the symbol's sites, from 0 */
    Point point;
    double angle;          /* of the line there, radians; 0 elsewhere */
    const LabelPath *path; /* lines: borrowed; NULL elsewhere */
    double distance;       /* of the point along the path */
    double slack;          /* how far a label may slide along the path from there, either way */
    const Geometry *area; /* polygons: borrowed; NULL elsewhere. Their path is the medial line of long ones */
    size_t polygon;
    double radius; /* of the largest circle around the point within the polygon */
    Tile tile;     /* of a web map, where sites lie on tiles */
} Site;

/* What the sites of a symbol need to know of its text and icon. */
typedef struct {
    double text_width;  /* 0: none */
    double along_width; /* of the text on one line */
    double text_size;   /* 0: none, or not along the line */
    double icon_width;
    bool slides;           /* a text alone may move along its line */
    bool medial;           /* the medial line of a polygon is of use */
    bool apart;            /* the text may stand apart, so that a line too short for it has a site, too */
    const TileGrid *tiles; /* of a web map, for symbols without text; NULL: the page is one */
} SiteNeeds;

/* The sites of a symbol whose geometry is `geometry` (its own, or merged from several); appended to `sites`.
 * Paths they use are appended to `paths`, which owns them. Only sites within `frame` are kept. */
void sites_find(const SceneSymbol *symbol, size_t index, const Geometry *geometry, const SiteNeeds *needs,
                Box frame, GArray *sites, GPtrArray *paths);
