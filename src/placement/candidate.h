/* Candidates: the positions a symbol may take at one site, each with its boxes and its cost. */
#pragma once

#include "placement/anchor.h"
#include "placement/icon_pose.h"
#include "placement/solver.h"
#include "placement/text_block.h"

/* What positions cost. The first group is in units of an ordinary label left out; the second in shares of
 * what leaving out this very label costs. */
typedef struct {
    double anchor_step; /* for each anchor after the first of text-variable-anchor */
    double slide;       /* a label moved along its line as far as it may */
    double bend;        /* for each radian a curved label turns through */
    double shift;       /* an area's label moved from its middle as far as it may */
    double spill;       /* an area's label that does not fit inside */
    double beside;      /* a label that stands level beside its line; as much again for the farthest */
    double leader;      /* a label that stands apart, joined by a line; as much again for the farthest */
    double icon_left;   /* share: a text without its optional icon */
    double text_left;   /* share: an icon without its optional text */
    double numbered;    /* share: a number instead of the text */
} PositionCosts;

/* What holds for all candidates of one solving. */
typedef struct {
    Box frame;             /* labels stay inside */
    bool cut_at_frame;     /* they need only touch it */
    const TileGrid *tiles; /* see PlacementOptions */
    double map_rotation;   /* radians */
    PositionCosts costs;
} CandidateRules;

/* A position set by hand: see overrides.h. */
typedef struct {
    bool has_anchor, has_offset, has_along;
    SymbolAnchor anchor;
    Point offset; /* of the block's middle from the site, style pixels */
    double along; /* share of the length of the path */
} FixedPosition;

/* One symbol at one site. */
typedef struct {
    const SceneSymbol *symbol;
    const ShapedText *shaped; /* NULL: no text to see */
    const ShapedText *along;  /* the text on one line, for lettering along paths; may be NULL */
    const ShapedText *number; /* the room a number would take; NULL where none may stand for the text */
    Site site;
    double weight; /* of leaving it out; 1: an ordinary label */
    FixedPosition fixed;
} Instance;

/* How a candidate stands; kept beside the problem's candidates, by the same index. */
typedef struct {
    bool has_icon, has_text;
    bool curved;     /* the instance's `along`, on its path */
    bool numbered;   /* a number stands for the text */
    bool led;        /* a line leads from the site to the text */
    size_t anchor;   /* index of the text's anchor */
    BlockPose block; /* straight text */
    double distance; /* curved text: its middle along the path */
    Point leader[2]; /* where the line begins and ends */
    IconPose icon;
} Pose;

/* Why an instance has no candidate at all. */
typedef enum { CANDIDATES_SOME, CANDIDATES_OUTSIDE, CANDIDATES_NO_ROOM } CandidateOutcome;

/* Whether text runs along the symbol's line. */
bool symbol_text_along(const SceneSymbol *symbol);
/* What line_label.h needs to know of a text with one line. */
LineText line_text_of(const SceneSymbol *symbol, const ShapedText *shaped);
/* Where the site lies for the instance's text, text-translate applied. */
Point instance_text_site(const Instance *instance);
/* Adds the candidates of an instance to the problem's last label, and their poses to `poses` (of Pose). */
CandidateOutcome candidates_add(const CandidateRules *rules, const Instance *instance, Problem *problem,
                                GArray *poses);
