/* From a style document to a Style: the part of loading that a check shares. */
#pragma once

#include "style/loader.h"
#include "style/style.h"

/* Builds the style and tells every fault of the document; never NULL. Free with style_free(). */
Style *style_build(const StyleDocument *document, double pixel_ratio, Report *report);
