/* Candidates: the positions a symbol may take at one site, each with its boxes and its cost. */
#pragma once

#include "placement/anchor.h"
#include "placement/icon_pose.h"
#include "placement/solver.h"
#include "placement/text_block.h"

/* What positions cost, in units of one ordinary label left out. */
typedef struct {
    double anchor_step; /* for each anchor after the first of text-variable-anchor */
    double icon_left;   /* a text without its optional icon */
    double text_left;   /* an icon without its optional text */
    double slide;       /* a label moved along its line as far as it may */
    double bend;        /* for each radian a curved label turns through */
} PositionCosts;

/* What holds for all candidates of one solving. */
typedef struct {
    Box frame;           /* labels stay inside */
    bool cut_at_frame;   /* they need only touch it */
    double map_rotation; /* radians */
    PositionCosts costs;
} CandidateRules;

/* One symbol at one site. */
typedef struct {
    const SceneSymbol *symbol;
    const ShapedText *shaped; /* NULL: no text to see */
    Site site;
} Instance;

/* How a candidate stands; kept beside the problem's candidates, by the same index. */
typedef struct {
    bool has_icon, has_text;
    bool curved;
    size_t anchor;   /* index of the text's anchor */
    BlockPose block; /* straight text */
    double distance; /* curved text: its middle along the path */
    IconPose icon;
} Pose;

/* Why an instance has no candidate at all. */
typedef enum { CANDIDATES_SOME, CANDIDATES_OUTSIDE, CANDIDATES_NO_ROOM } CandidateOutcome;

/* Whether text runs along the symbol's line. */
bool symbol_text_along(const SceneSymbol *symbol);
/* What line_label.h needs to know of a text with one line. */
LineText line_text_of(const SceneSymbol *symbol, const ShapedText *shaped);
/* Adds the candidates of an instance to the problem's last label, and their poses to `poses` (of Pose). */
CandidateOutcome candidates_add(const CandidateRules *rules, const Instance *instance, Problem *problem,
                                GArray *poses);
