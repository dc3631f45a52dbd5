/* What is asked of a map's view, as texts: on the command line, by a place of the template, by the style.
 * Nearer wishes are completed by farther ones, then read as a view. */
#pragma once

#include "layout/layout.h"
#include "projection/view.h"
#include "semaine.h"
#include "style/style.h"

typedef enum {
    WISH_EXTENT, /* w,s,e,n */
    WISH_CENTER, /* lon,lat */
    WISH_ZOOM,
    WISH_SCALE, /* 1:N */
    WISH_CRS,
    WISH_LAYERS,       /* ids of the style's layers to draw, with *; -id leaves one out */
    WISH_STYLE,        /* file of another style */
    WISH_DATE,         /* see panel_date() */
    WISH_SYMBOL_SCALE, /* factor */
    WISH_LEAST_TEXT,   /* points */
    WISH_COUNT
} WishName;

typedef struct {
    char *texts[WISH_COUNT];   /* NULL: no wish */
    char *origins[WISH_COUNT]; /* for messages: "--extent", "sheet.svg: line 12: data-extent" */
} ViewWish;

ViewWish view_wish_from_options(const SemaineRenderOptions *options);
/* From the attributes data-extent, data-center ... of a place, their fields not filled. */
ViewWish view_wish_from_place(const Layout *layout, const Place *place);
/* From the root metadata `semaine:maps`, an object of wishes by the place's id. */
ViewWish view_wish_from_style(const Style *style, const char *place);
/* From the root itself: semaine:extent, semaine:crs, else center and zoom. */
ViewWish view_wish_from_root(const Style *style);
void view_wish_clear(ViewWish *wish);
bool view_wish_is_empty(const ViewWish *wish);
/* Takes from `other` what `wish` leaves open. Who names an extent or a centre takes neither zoom nor scale
 * from others; who names a zoom or scale takes no other one. */
void view_wish_complete(ViewWish *wish, const ViewWish *other);

/* The view that is wished; `crs` is borrowed. Errors: USAGE, naming the wish's origin. */
bool view_wish_read(const ViewWish *wish, const Style *style, View *out, GError **error);
/* For each layer of the style, whether the wish leaves it out; newly allocated, NULL: none is. Errors: STYLE
 * (no such layer). */
bool view_wish_read_layers(const ViewWish *wish, const Style *style, bool **hidden, GError **error);
