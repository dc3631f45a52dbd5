/* Filters that read the date but pass the same features at every date of the page: MapLibre would go through
 * their sources again at each step. */
#pragma once

#include "setup/map.h"

/* In filters of `layers` (in the style's order) whose result is the same in all `states`, puts the values of
 * the first state in place of ["global-state", name]. */
void web_settle_filters(const Map *map, const ValueObject *states, size_t state_count, json_t *layers);
