#include "style/type.h"

const Type type_null = {.kind = TYPE_NULL}, type_number = {.kind = TYPE_NUMBER},
           type_string = {.kind = TYPE_STRING}, type_boolean = {.kind = TYPE_BOOLEAN},
           type_color = {.kind = TYPE_COLOR}, type_projection = {.kind = TYPE_PROJECTION},
           type_object = {.kind = TYPE_OBJECT}, type_value = {.kind = TYPE_VALUE},
           type_error = {.kind = TYPE_ERROR}, type_collator = {.kind = TYPE_COLLATOR},
           type_formatted = {.kind = TYPE_FORMATTED}, type_padding = {.kind = TYPE_PADDING},
           type_number_array = {.kind = TYPE_NUMBER_ARRAY}, type_color_array = {.kind = TYPE_COLOR_ARRAY},
           type_image = {.kind = TYPE_IMAGE}, type_anchors = {.kind = TYPE_ANCHORS};
const Type type_any_array = {TYPE_ARRAY, &type_value, TYPE_ANY_LENGTH},
           type_strings = {TYPE_ARRAY, &type_string, TYPE_ANY_LENGTH},
           type_rgba = {TYPE_ARRAY, &type_number, 4};

static const char *const kind_names[] = {
    [TYPE_NULL] = "null",
    [TYPE_NUMBER] = "number",
    [TYPE_STRING] = "string",
    [TYPE_BOOLEAN] = "boolean",
    [TYPE_COLOR] = "color",
    [TYPE_PROJECTION] = "projectionDefinition",
    [TYPE_OBJECT] = "object",
    [TYPE_VALUE] = "value",
    [TYPE_ARRAY] = "array",
    [TYPE_ERROR] = "error",
    [TYPE_COLLATOR] = "collator",
    [TYPE_FORMATTED] = "formatted",
    [TYPE_PADDING] = "padding",
    [TYPE_NUMBER_ARRAY] = "numberArray",
    [TYPE_COLOR_ARRAY] = "colorArray",
    [TYPE_IMAGE] = "resolvedImage",
    [TYPE_ANCHORS] = "variableAnchorOffsetCollection",
};

/* The type of each kind of value but arrays, whose type depends on the items. */
static const Type *const value_types[] = {
    [VALUE_NULL] = &type_null,
    [VALUE_BOOLEAN] = &type_boolean,
    [VALUE_NUMBER] = &type_number,
    [VALUE_STRING] = &type_string,
    [VALUE_COLOR] = &type_color,
    [VALUE_ARRAY] = NULL,
    [VALUE_OBJECT] = &type_object,
    [VALUE_FORMATTED] = &type_formatted,
    [VALUE_IMAGE] = &type_image,
    [VALUE_PADDING] = &type_padding,
    [VALUE_ANCHORS] = &type_anchors,
    [VALUE_COLLATOR] = &type_collator,
    [VALUE_NUMBER_ARRAY] = &type_number_array,
    [VALUE_COLOR_ARRAY] = &type_color_array,
    [VALUE_PROJECTION] = &type_projection,
};

const Type *type_array(Arena *arena, const Type *item, ptrdiff_t length)
{
    Type *type = arena_allocate(arena, sizeof *type);
    *type = (Type){TYPE_ARRAY, item, length};
    return type;
}

/* Types are the same only when they are one object: two arrays inside an array make it an array of values. */
const Type *type_of(const Value *value, Arena *arena)
{
    if (value->kind != VALUE_ARRAY)
        return value_types[value->kind];
    const Type *item = NULL;
    for (size_t i = 0; i < value->array->count && item != &type_value; i++) {
        const Type *type = type_of(&value->array->items[i], arena);
        item = !item || item == type ? type : &type_value;
    }
    return type_array(arena, item ? item : &type_value, (ptrdiff_t)value->array->count);
}

static bool value_accepts(TypeKind kind)
{
    return kind != TYPE_COLLATOR;
}

bool type_accepts(const Type *expected, const Type *actual)
{
    if (actual->kind == TYPE_ERROR)
        return true;
    if (expected->kind == TYPE_VALUE)
        return actual->kind == TYPE_ARRAY ? type_accepts(&type_any_array, actual)
                                          : value_accepts(actual->kind);
    if (expected->kind != actual->kind)
        return false;
    if (expected->kind != TYPE_ARRAY)
        return true;
    const bool empty = actual->length == 0 && actual->item->kind == TYPE_VALUE;
    return (empty || type_accepts(expected->item, actual->item)) &&
           (expected->length == TYPE_ANY_LENGTH || expected->length == actual->length);
}

bool type_holds(const Type *type, const Value *value)
{
    if (value->kind != VALUE_ARRAY || type->kind != TYPE_ARRAY)
        return type->kind == TYPE_VALUE || type == value_types[value->kind];
    if (type->length != TYPE_ANY_LENGTH && (size_t)type->length != value->array->count)
        return false;
    if (type->item->kind == TYPE_VALUE)
        return true;
    for (size_t i = 0; i < value->array->count; i++)
        if (!type_holds(type->item, &value->array->items[i]))
            return false;
    return true;
}

const char *type_name(const Type *type, Arena *arena)
{
    if (type->kind != TYPE_ARRAY)
        return kind_names[type->kind];
    const char *item = type_name(type->item, arena);
    if (type->length != TYPE_ANY_LENGTH)
        return arena_print(arena, "array<%s, %td>", item, type->length);
    return type->item->kind == TYPE_VALUE ? "array" : arena_print(arena, "array<%s>", item);
}
