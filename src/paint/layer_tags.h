/* Layers as cairo's tags, which the print chain turns into layers of the PDF. cairo writes a tag only where
 * no other lies in it, and fails on one inside a group; so a tag is opened when something is painted, for the
 * innermost layer, and closed where another layer paints. */
#pragma once

#include "ink/keys.h"

#include <cairo.h>
#include <stdbool.h>

typedef struct {
    cairo_t *cr;
    InkKeys *keys;    /* NULL: no tags at all */
    GPtrArray *names; /* of the open layers */
    guint tagged;     /* how many layers were open when the open tag was; 0: no tag is open */
    guint group;      /* the same of the outermost translucent layer; 0: none */
} LayerTags;

void layer_tags_init(LayerTags *tags, cairo_t *cr);
void layer_tags_clear(LayerTags *tags);
/* A layer begins; one that is translucent is about to become a group. */
void layer_tags_begin(LayerTags *tags, const char *name, bool translucent);
/* Something is about to be painted. */
void layer_tags_paint(LayerTags *tags);
/* The layer ends; its group is painted. */
void layer_tags_end(LayerTags *tags);
