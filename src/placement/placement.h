/* Placement: which symbols are shown, and where. Solved once over all dates: every symbol comes with its
 * life, gets one position for as long as it lives, and minds only those alive at the same time. Paint takes
 * from here the pieces to draw; `dump` and tests the boxes. */
#pragma once

#include "base/report.h"
#include "placement/candidate.h"
#include "placement/life.h"
#include "placement/overrides.h"
#include "placement/text_run.h"

/* Lines that labels should not cross while they are there, such as the front. */
typedef struct {
    const Geometry *lines; /* style pixels; borrowed */
    double width;          /* they are drawn this wide */
    double cost; /* of a label across it, in units of one ordinary label left out; below 0: the usual */
    Life life;   /* borrowed */
} Obstacle;

typedef struct {
    double width, height;         /* of the map frame */
    double margin;                /* labels keep this far from the frame's edge */
    bool cut_at_frame;            /* symbols may be cut by the frame's edge, as on a screen */
    const TileGrid *tiles;        /* a web map's: icons stand where MapLibre GL JS puts them; NULL: none */
    double map_rotation;          /* degrees clockwise, for symbols aligned with the map */
    size_t instant_count;         /* of the sorted list of instants that lives refer to; 0: 1 */
    const char *const *instants;  /* their texts, for dumps and reports; may be NULL */
    const int64_t *instant_sums;  /* how much they count: Calendar in life.h; may be NULL */
    const char *const *layer_ids; /* by index of the layer; may be NULL */
    size_t layer_count;
    double scale;               /* denominator N of 1:N, for overrides */
    const Overrides *overrides; /* may be NULL */
    size_t obstacle_count;
    const Obstacle *obstacles;
    uint64_t seed;
    double effort;  /* of the optimiser, 1: usual; 0: greedy only, as MapLibre does */
    Report *report; /* gets warnings: missing glyphs, overrides that correct nothing; may be NULL */
} PlacementOptions;

/* What a caller gets who has no wishes: effort 1, one instant. */
PlacementOptions placement_options(double width, double height);

typedef enum {
    FATE_PLACED,
    FATE_COLLISION, /* others took all its positions: see `winner` */
    FATE_OUTSIDE,   /* it would leave the frame */
    FATE_NO_ROOM,   /* its line is too short or bends too sharply */
    FATE_EMPTY,     /* no text and no icon to see */
    FATE_MERGED,    /* another part of the same line carries the label */
    FATE_HIDDEN,    /* an override hides it */
} PlacementFate;

/* "placed", "collision" ...: static text. */
const char *placement_fate_text(PlacementFate fate);

/* A piece of a placed text: a run of one section on one line, or an inline image. */
typedef struct {
    size_t section; /* of the symbol's text */
    bool is_image;
    TextRun run;     /* colours and halo are those of the frame's symbol: see placement_pieces() */
    double image[6]; /* matrix from the image's own pixels to the sheet */
} PlacedPiece;

/* A symbol at one of its sites, or its failure there. */
typedef struct {
    uint64_t key;
    size_t instance; /* from 0 for each key */
    size_t layer;
    size_t symbol; /* index of the input */
    PlacementFate fate;
    bool has_icon, has_text;
    bool required;   /* the style says the map is wrong without it */
    bool partly;     /* it gives way to others for part of its life */
    bool has_leader; /* a line leads from its site to the text */
    Point leader[2];
    size_t number; /* stands on the map instead of the text; 0: none */
    size_t winner; /* index of the placed symbol that was in the way, or SIZE_MAX */
    Point site;
    Life life;             /* while it is shown; owned */
    Life whole_life;       /* while it exists; owned */
    double icon_matrix[6]; /* from the icon's own pixels to the sheet */
    Box icon_box;      /* where the icon is drawn around the site, before turning: for icons fitted to text */
    double icon_angle; /* radians clockwise, about the site */
    size_t piece_count;
    PlacedPiece *pieces;
    size_t box_count;
    TurnedBox *boxes; /* what it covers, padding included; text first */
    size_t text_box_count;
    double sort_key;
    bool on_tiles; /* it stands on a web map's tile: */
    Tile tile;
    char *feature; /* id of the feature, as text */
    char *text;    /* as one line */
} PlacedSymbol;

typedef struct Placement Placement;

/* Solves. Symbols, lives and what they point at are borrowed for the call only. Symbols of the same key must
 * be given once, with all their life. */
Placement *placement_solve(const PlacementSymbol *symbols, size_t count, const PlacementOptions *options);
void placement_free(Placement *placement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Placement, placement_free)

/* All sites, placed or not, ordered by layer, feature, key and instance; borrowed. */
const PlacedSymbol *placement_symbols(const Placement *placement, size_t *count);
/* The sites of one key, borrowed; `count` 0 where there are none. */
const PlacedSymbol *placement_lookup(const Placement *placement, uint64_t key, size_t *count);

/* A text that stands on the map as a number, for the legend. */
typedef struct {
    size_t number; /* from 1, in order */
    size_t layer;
    char *text;
} NumberedText;

const NumberedText *placement_numbers(const Placement *placement, size_t *count);

/* False where a symbol that the style requires is not shown, or not for its whole life: one sentence names
 * it, its layer and what is in its way. */
bool placement_check_required(const Placement *placement, GError **error);

/* Writes a line with the size of the frame, then one line for each site of a symbol: fate, layer, feature,
 * text, key, site, life, winner, boxes (middle, half width and height, turn in radians; padding included);
 * then the numbered texts. */
void placement_dump(const Placement *placement, FILE *out);

/* One step of painting a symbol layer. */
typedef struct {
    const SceneSymbol *symbol; /* of the frame, for its colours and opacity */
    const PlacedSymbol *placed;
    bool icon; /* draw the icon now, else the text */
} SymbolStep;

/* What of one layer's symbols is drawn at an instant, in the order of painting (symbol-z-order; icons below
 * texts unless sort keys mix them); appended to `steps` (of SymbolStep). */
void placement_steps(const Placement *placement, const SceneSymbol *symbols, size_t count, size_t instant,
                     GArray *steps);
/* The pieces of a text step with the colours of the frame's symbol; replaces the content of `pieces` (of
 * PlacedPiece). */
void placement_pieces(const SymbolStep *step, GArray *pieces);
