/* Inside candidate: the makers of positions, and what they share. Each maker adds its poses through
 * candidate_try(). */
#pragma once

#include "placement/candidate.h"

typedef struct {
    const CandidateRules *rules;
    const Instance *instance;
    Problem *problem;
    GArray *poses;
    GArray *boxes; /* of TurnedBox: the text tried last, without padding */
    bool outside, no_room;
} CandidateSearch;

/* Adds the pose with its text, and the icon where there is one; once more without the icon where that is
 * optional. Does nothing where the text does not fit its path or would leave the frame. */
void candidate_try(CandidateSearch *search, Pose pose, double cost);

/* The anchors of the symbol, in their order; with `number` those of the number that may stand for the text.
 */
void positions_at_anchors(CandidateSearch *search, bool number);
/* Along the path of the site, from the wanted place outward. */
void positions_along_path(CandidateSearch *search);
/* Level, on both sides of the path of the site. */
void positions_beside_path(CandidateSearch *search);
/* Around the middle of an area, and along its medial line. */
void positions_in_area(CandidateSearch *search);
/* Apart from the site, with a leader line. */
void positions_apart(CandidateSearch *search);
/* The one set by hand. */
void position_fixed(CandidateSearch *search);
