/* Conversions of values to a type, as "to-color" and properties ask for them. */
#pragma once

#include "style/type.h"

/* Converts a value to the kind of type a property or a "to-..." operator wants. False where it cannot be. */
bool value_convert(const Value *value, TypeKind kind, Arena *arena, Value *out);
