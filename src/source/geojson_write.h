/* Features as GeoJSON text. */
#pragma once

#include "source/feature.h"

/* Appends one Feature on one line, without line end. Coordinates and attributes as they are. */
void geojson_append_feature(GString *text, const Feature *feature);
/* Appends a value as JSON; colours and what else the style language knows beyond JSON become null. */
void geojson_append_value(GString *text, Value value);
