#include "source/feature.h"

#include <string.h>

const Value *feature_lookup_interned(const Feature *feature, const char *name)
{
    for (size_t i = 0; i < feature->attribute_count; i++)
        if (feature->attributes[i].name == name)
            return &feature->attributes[i].value;
    return NULL;
}

const Value *feature_lookup(const Feature *feature, const char *name)
{
    for (size_t i = 0; i < feature->attribute_count; i++)
        if (strcmp(feature->attributes[i].name, name) == 0)
            return &feature->attributes[i].value;
    return NULL;
}
