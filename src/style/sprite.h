/* Icons and patterns of a style: a folder of SVG files, or a standard sprite (JSON and PNG). Loaded once. */
#pragma once

#include "base/value.h"

#include <glib.h>
#include <librsvg/rsvg.h>
#include <stdbool.h>

typedef struct {
    const char *name;
    double width, height;   /* style pixels */
    RsvgHandle *svg;        /* vector icon, or NULL */
    char *svg_text;         /* its file's text, for embedding; or NULL */
    cairo_surface_t *image; /* picture cut from a sprite sheet, or NULL */
    double pixel_ratio;     /* of the picture */
    bool sdf; /* coloured by icon-color: so says the sprite sheet, or the SVG draws with currentColor */
    double stretch_x[2], stretch_y[2], content[4]; /* NAN where the sprite says nothing */
} Icon;

typedef struct Sprite Sprite;

/* An empty one. Pixels and handles belong to the sprite. */
Sprite *sprite_new(void);
void sprite_free(Sprite *sprite);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sprite, sprite_free)

/* Adds the icons of a folder of SVG files or of a sprite, whose path goes without suffix and of which
 * `pixel_ratio` chooses @2x; their names begin with `prefix`. An icon of a name that is there already is left
 * out. Errors: IO, FORMAT, LIMIT; what cannot be read leaves the sprite as it was. */
bool sprite_add(Sprite *sprite, const char *path, const char *prefix, double pixel_ratio, GError **error);

/* The icon called `name`, borrowed, or NULL. */
const Icon *sprite_lookup(const Sprite *sprite, const char *name);
/* All icons, in the order of their names. */
size_t sprite_count(const Sprite *sprite);
const Icon *sprite_icon(const Sprite *sprite, size_t index);
/* The names as members of an object, for EvaluationContext.images; borrowed. */
const ValueObject *sprite_images(const Sprite *sprite);
