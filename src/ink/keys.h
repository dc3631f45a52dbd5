/* Reserved colours: how a painter tells what cairo has no words for. It paints in a colour that no map uses,
 * and the print chain, which meets that colour again in the PDF, puts in what it stands for: the halo of a
 * text, what a text says, a registration mark, an exact ink. Also the names of the layers, in the order in
 * which they are painted. */
#pragma once

#include "base/color.h"
#include "ink/ink.h"

#include <glib.h>

typedef struct {
    Ink ink;           /* INK_RGB is converted as any other colour */
    double halo_width; /* points, the whole width of the stroke; 0: no halo */
    const char *text;  /* what the glyphs say, or NULL */
} InkKey;

typedef struct InkKeys InkKeys;

InkKeys *ink_keys_new(void);
void ink_keys_free(InkKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InkKeys, ink_keys_free)

/* Each gives the colour to paint with; its alpha is that of `color` or 1. The same wish gives the same
 * colour. */
/* Glyphs shown in this colour are drawn as an outline `width` points wide: the halo below a text. */
Color ink_keys_halo(InkKeys *keys, Color color, double width);
/* Glyphs shown in this colour, until another is set, say `text`: keeps the letters of a curved name together.
 */
Color ink_keys_text(InkKeys *keys, Color color, const char *text);
/* Exactly these inks, 0..1. */
Color ink_keys_process(InkKeys *keys, double cyan, double magenta, double yellow, double black);
/* Every plate in full. */
Color ink_keys_registration(InkKeys *keys);

/* What a colour found in a PDF stands for, borrowed; NULL: it is an ordinary colour. `keys` may be NULL. */
const InkKey *ink_keys_lookup(const InkKeys *keys, double r, double g, double b);

/* Says that a layer begins; to be called with each cairo_tag_begin(cr, "Sect", ""). */
void ink_keys_begin_layer(InkKeys *keys, const char *title);
size_t ink_keys_layer_count(const InkKeys *keys);
const char *ink_keys_layer(const InkKeys *keys, size_t index);
