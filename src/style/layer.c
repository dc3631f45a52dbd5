#include "style/layer.h"

void layer_free(Layer *layer)
{
    if (!layer)
        return;
    g_free(layer->id);
    expression_free(layer->filter);
    for (size_t id = 0; id < PROPERTY_ID_COUNT; id++)
        expression_free(layer->properties[id]);
    json_decref(layer->metadata);
    g_free(layer);
}

Value layer_value(const Layer *layer, PropertyId id, const EvaluationContext *context)
{
    if (!layer->varies[id])
        return layer->values[id];
    Value value;
    if (!expression_evaluate_property(layer->properties[id], context, &value, NULL))
        return layer->values[id];
    return value;
}

double layer_number(const Layer *layer, PropertyId id, const EvaluationContext *context)
{
    const Value value = layer_value(layer, id, context);
    return value.kind == VALUE_NUMBER ? value.number : 0;
}

bool layer_boolean(const Layer *layer, PropertyId id, const EvaluationContext *context)
{
    const Value value = layer_value(layer, id, context);
    return value.kind == VALUE_BOOLEAN && value.boolean;
}

Color layer_color(const Layer *layer, PropertyId id, const EvaluationContext *context)
{
    const Value value = layer_value(layer, id, context);
    return value.kind == VALUE_COLOR ? *value.color : (Color){0, 0, 0, 0};
}

const char *layer_string(const Layer *layer, PropertyId id, const EvaluationContext *context)
{
    const Value value = layer_value(layer, id, context);
    if (value.kind == VALUE_IMAGE)
        return value.image->name;
    return value.kind == VALUE_STRING ? value.string : NULL;
}

size_t layer_numbers(const Layer *layer, PropertyId id, const EvaluationContext *context, size_t count,
                     double *out)
{
    const Value value = layer_value(layer, id, context);
    if (value.kind == VALUE_PADDING) {
        for (size_t i = 0; i < count && i < 4; i++)
            out[i] = value.padding[i];
        return 4;
    }
    if (value.kind != VALUE_ARRAY)
        return 0;
    for (size_t i = 0; i < count && i < value.array->count; i++) {
        const Value *item = &value.array->items[i];
        out[i] = item->kind == VALUE_NUMBER ? item->number : 0;
    }
    return value.array->count;
}

bool layer_is_visible(const Layer *layer, const EvaluationContext *context)
{
    const Value value = layer_value(layer, PROPERTY_VISIBILITY, context);
    return value.kind != VALUE_STRING || value.string[0] != 'n'; /* "none" */
}

bool layer_accepts(const Layer *layer, const EvaluationContext *context)
{
    Value value;
    if (!layer->filter)
        return true;
    return expression_evaluate(layer->filter, context, &value, NULL) && value.kind == VALUE_BOOLEAN &&
           value.boolean;
}

Dependencies layer_dependencies(const Layer *layer)
{
    return layer->dependencies;
}

const json_t *layer_metadata(const Layer *layer, const char *name)
{
    return json_object_get(layer->metadata, name);
}
