/* Members of objects in a style that are no layers: what each may be, as tables of rows. */
#pragma once

#include "style/loader.h"
#include "style/property.h"

typedef struct {
    PropertySpec spec;
    bool required;
    /* Checks the member instead of `spec`; it tells its errors. */
    void (*check)(const Loader *loader, const JsonCursor *at);
} MemberSpec;

/* What happens to members that a table does not name. */
typedef enum { UNKNOWN_ALLOWED, UNKNOWN_WARNED, UNKNOWN_WRONG } Unknown;

/* Checks an object against a table (ended by a row without name); tells every error in it. */
void members_check(const Loader *loader, const JsonCursor *at, const MemberSpec *table, Unknown unknown);

/* The members of the style root but `sources` and `layers`. */
void root_check(const Loader *loader, const JsonCursor *root);
/* {"duration": 300, "delay": 0} */
void transition_check(const Loader *loader, const JsonCursor *at);
