/* Identifiers of the layer properties, one for each row of the table: PROPERTY_FILL_COLOR and so on. Where
 * layer types share a name, the identifier says the type: PROPERTY_HILLSHADE_RESAMPLING. */
#pragma once

#define ROW(id, ...) PROPERTY_##id,
typedef enum {
#include "style/property_table.h"
    PROPERTY_ID_COUNT
} PropertyId;
#undef ROW
