/* Icons for one canvas alone: librsvg's handles and cairo's surfaces may not be used by two threads at once.
 */
#pragma once

#include "base/color.h"
#include "style/sprite.h"

typedef struct IconCache IconCache;

IconCache *icon_cache_new(void);
void icon_cache_free(IconCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IconCache, icon_cache_free)

/* The icon with handle and surface of its own, borrowed from the cache; text and pixels stay the sprite's. */
const Icon *icon_cache_lookup(IconCache *cache, const Icon *icon);
/* The same with its frame; see paint_icon_frame(). */
const Icon *icon_cache_framed(IconCache *cache, const Icon *icon);
/* The SVG of an icon, in the tint where it draws with currentColor. */
RsvgHandle *icon_cache_svg(IconCache *cache, const Icon *icon, Color tint);
