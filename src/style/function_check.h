/* Functions, the form values had before expressions: {"stops": [[0, "red"], [10, "blue"]]}. */
#pragma once

#include "style/loader.h"
#include "style/property.h"

/* Whether a function may stand for the property; tells every error in it. */
bool function_check(const Loader *loader, const JsonCursor *at, const PropertySpec *spec);
