/* Inside layout/: how places are painted, one function for each kind. */
#pragma once

#include "layout/page.h"

typedef struct {
    const Page *page;
    const Place *place;
    Canvas *canvas; /* NULL: only measure */
    Report *report; /* gets warnings while measuring; NULL while painting */
    GlyphShaper *shaper;
} PlacePainter;

void place_paint_map(const PlacePainter *painter);
void place_paint_text(const PlacePainter *painter);
void place_paint_legend(const PlacePainter *painter);
void place_paint_scale_bar(const PlacePainter *painter);
void place_paint_north(const PlacePainter *painter);
void place_paint_graticule(const PlacePainter *painter);
void place_paint_timeline(const PlacePainter *painter);
void place_paint_figures(const PlacePainter *painter);
void place_paint_sources(const PlacePainter *painter);
void place_paint_grid(const PlacePainter *painter);
void place_paint_index(const PlacePainter *painter);
void place_paint_key(const PlacePainter *painter);

/* Text set in the place's box by its own style and data-valign; warns where it is too long. */
void place_set_text(const PlacePainter *painter, const char *text);
/* Warns that `used` style pixels of height are needed where the place has fewer. */
void place_warn_overflow(const PlacePainter *painter, double used, const char *what);
/* The font of titles in the place: data-title-font, or the place's own in bold; newly allocated. */
char *place_title_font(const Place *place);

static inline double place_width(const Place *place)
{
    return place->box.x_max - place->box.x_min;
}

static inline double place_height(const Place *place)
{
    return place->box.y_max - place->box.y_min;
}
