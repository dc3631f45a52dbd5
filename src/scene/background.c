#include "scene/select.h"

void scene_build_background(Selection *selection, SceneLayer *out)
{
    out->background_pattern = selection_icon(selection, PROPERTY_BACKGROUND_PATTERN);
    out->background_opacity =
        CLAMP(layer_number(selection->layer, PROPERTY_BACKGROUND_OPACITY, &selection->context), 0, 1);
    /* A pattern whose icon does not exist draws nothing. */
    if (out->background_pattern || !selection->layer->properties[PROPERTY_BACKGROUND_PATTERN])
        out->background = selection_color(selection, PROPERTY_BACKGROUND_COLOR, PROPERTY_BACKGROUND_OPACITY);
}
