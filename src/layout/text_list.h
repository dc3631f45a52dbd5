/* Inside layout/: short paragraphs in balanced columns, as source lists and indexes are set. */
#pragma once

#include "layout/page_place.h"

/* Sets `texts` in the place's box, in data-columns columns or as few as fit; `end`, where given, has what
 * stands at the right end of each text's line. Warns where they are too many; `what` names them. */
void text_list_paint(const PlacePainter *painter, char *const *texts, char *const *ends, const char *what);
