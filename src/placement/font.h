/* Fonts: from the names of a MapLibre style to Pango, with settings under which a text is as wide on every
 * output: no hinting, no rounded metrics or positions, one Pango unit pixel per style pixel. Placement
 * measures and paint draws with these same functions. */
#pragma once

#include <pango/pangocairo.h>
#include <stdbool.h>

/* For the time that it lives nobody else measures or draws text; it nests. All of a process share one cache
 * of cairo's glyphs, and two threads can wait there for each other for ever: one that makes room in the full
 * cache wants the lock of the font whose glyphs go, another that ends this font wants the lock of the cache
 * (cairo 1.16, _cairo_scaled_glyph_page_pluck and _cairo_scaled_font_reset_cache). Whoever uses fonts in a
 * thread holds it, and what is drawn on goes out of use before it: declare it first, as
 * g_autoptr(GRecMutexLocker). */
GRecMutexLocker *font_lock(void);

/* A context for measuring and drawing; end it with g_object_unref(). */
PangoContext *font_context_new(void);
/* "EB Garamond Italic,Noto Sans Regular" as a Pango description without size, newly allocated. The style
 * comes from the first name, the families from all. */
char *font_description_text(const char *stack);
/* Whether a family is installed, or a name that always means one (serif, sans, monospace). */
bool font_family_is_installed(const char *family);
/* One line of text in `font` (a description without size) at `size` style pixels with `letter_spacing` style
 * pixels between glyphs. Never wraps. End it with g_object_unref(). */
PangoLayout *font_layout_new(PangoContext *context, const char *text, const char *font, double size,
                             double letter_spacing);
