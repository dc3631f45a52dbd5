/* Warnings about a damaged file: each kind is told a few times in full, then counted. */
#pragma once

#include "base/report.h"

typedef enum {
    DAMAGE_FILE, /* about the file as a whole: always told */
    DAMAGE_LOSS, /* part of the file is gone: always told, and an error for who needs all of it */
    DAMAGE_RECORD,
    DAMAGE_GEOMETRY,
    DAMAGE_ROW,
    DAMAGE_NUMBER,
    DAMAGE_DATE,
    DAMAGE_LOGICAL,
    DAMAGE_TEXT,
    DAMAGE_KINDS,
} DamageKind;

typedef struct {
    Report *report; /* NULL: nothing is told */
    const char *file;
    size_t counts[DAMAGE_KINDS];
} Damage;

/* Adds a warning about `file` (NULL: the damage's own). `record` is counted from 1; 0: none. */
void damage_add(Damage *damage, DamageKind kind, const char *file, size_t record, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* Tells how many of each kind were not told one by one. */
void damage_finish(Damage *damage);
