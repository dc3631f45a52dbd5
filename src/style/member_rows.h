/* How rows of member tables are written; for the files that have such tables. A table ends with ENDED. */
#pragma once

#include "style/member.h"

#include <math.h>

#define UNLIMITED .minimum = NAN, .maximum = NAN
#define ENDED                                                                                                \
    {                                                                                                        \
        .spec = {.name = NULL }                                                                              \
    }
#define NUMBER(text)                                                                                         \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_NUMBER, .literal = true, UNLIMITED }                       \
    }
#define RANGE(text, low, high)                                                                               \
    {                                                                                                        \
        .spec = {                                                                                            \
            .name = (text),                                                                                  \
            .type = PROPERTY_NUMBER,                                                                         \
            .literal = true,                                                                                 \
            .minimum = (low),                                                                                \
            .maximum = (high)                                                                                \
        }                                                                                                    \
    }
#define STRING(text)                                                                                         \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_STRING, .literal = true, UNLIMITED }                       \
    }
#define REQUIRED_STRING(text)                                                                                \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_STRING, .literal = true, UNLIMITED}, .required = true      \
    }
#define BOOLEAN(text)                                                                                        \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_BOOLEAN, .literal = true, UNLIMITED }                      \
    }
#define ANYTHING(text)                                                                                       \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_ANY, .literal = true, UNLIMITED }                          \
    }
#define ENUM(text, list)                                                                                     \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_ENUM, .values = (list), .literal = true, UNLIMITED }       \
    }
#define ARRAY(text, item, count)                                                                             \
    {                                                                                                        \
        .spec = {                                                                                            \
            .name = (text),                                                                                  \
            .type = PROPERTY_ARRAY,                                                                          \
            .item_type = PROPERTY_##item,                                                                    \
            .length = (count),                                                                               \
            .literal = true,                                                                                 \
            UNLIMITED                                                                                        \
        }                                                                                                    \
    }
#define CHECKED(text, function)                                                                              \
    {                                                                                                        \
        .spec = {.name = (text)}, .check = (function)                                                        \
    }
#define REQUIRED(text, function)                                                                             \
    {                                                                                                        \
        .spec = {.name = (text)}, .check = (function), .required = true                                      \
    }
/* Values that may be expressions of the zoom. */
#define ZOOMED(text, value_type)                                                                             \
    {                                                                                                        \
        .spec = {                                                                                            \
            .name = (text),                                                                                  \
            .type = PROPERTY_##value_type,                                                                   \
            .interpolated = true,                                                                            \
            .zoom = true,                                                                                    \
            .transition = true,                                                                              \
            UNLIMITED                                                                                        \
        }                                                                                                    \
    }
#define ZOOMED_PROJECTION(text)                                                                              \
    {                                                                                                        \
        .spec = {                                                                                            \
            .name = (text),                                                                                  \
            .type = PROPERTY_PROJECTION,                                                                     \
            .interpolated = true,                                                                            \
            .zoom = true,                                                                                    \
            UNLIMITED                                                                                        \
        }                                                                                                    \
    }
#define ZOOMED_SHARE(text)                                                                                   \
    {                                                                                                        \
        .spec = {                                                                                            \
            .name = (text),                                                                                  \
            .type = PROPERTY_NUMBER,                                                                         \
            .interpolated = true,                                                                            \
            .zoom = true,                                                                                    \
            .transition = true,                                                                              \
            .minimum = 0,                                                                                    \
            .maximum = 1                                                                                     \
        }                                                                                                    \
    }
#define ZOOMED_ENUM(text, list)                                                                              \
    {                                                                                                        \
        .spec = {.name = (text), .type = PROPERTY_ENUM, .values = (list), .zoom = true, UNLIMITED }          \
    }
#define ZOOMED_POSITION(text)                                                                                \
    {                                                                                                        \
        .spec = {                                                                                            \
            .name = (text),                                                                                  \
            .type = PROPERTY_ARRAY,                                                                          \
            .item_type = PROPERTY_NUMBER,                                                                    \
            .length = 3,                                                                                     \
            .interpolated = true,                                                                            \
            .zoom = true,                                                                                    \
            .transition = true,                                                                              \
            UNLIMITED                                                                                        \
        }                                                                                                    \
    }
