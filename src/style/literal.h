/* Values of properties that are no expressions: numbers, colours, lists ... against what the table allows. */
#pragma once

#include "style/loader.h"
#include "style/property.h"

/* Whether a plain JSON value may stand for the property; tells every error in it. Texts with formatting and
 * icons are taken as they are: expression_parse() judges what is no string. */
bool literal_check(const Loader *loader, const JsonCursor *at, const PropertySpec *spec);
