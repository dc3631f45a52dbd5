/* Places for the labels of areas. MapLibre cuts areas into tiles and labels every piece; a point is labelled
 * once. */
#pragma once

#include "style/style.h"
#include "web/data.h"

/* Whether a layer labels areas of the source at one point each. */
bool web_labels_wanted(const Layer *layer, const json_t *json, const Source *source);
/* Writes the points as the source `name`: of each polygon, or of each feature's largest, the place farthest
 * from its border. Errors: IO. */
bool web_labels_write(const WebFolder *folder, const DegreeSource *degrees, bool largest, const char *name,
                      GError **error);
