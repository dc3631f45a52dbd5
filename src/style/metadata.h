/* The metadata members of our own: keys that begin with "semaine:". The specification leaves metadata free,
 * so nothing else in them is looked at. */
#pragma once

#include "style/loader.h"

/* Checks the `metadata` at the cursor, of the style or of a layer. What is wrong is warned of, since the
 * style is a good one all the same; filters within are errors. */
void metadata_check_style(const Loader *loader, const JsonCursor *at);
void metadata_check_layer(const Loader *loader, const JsonCursor *at);
