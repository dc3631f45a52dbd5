/* From the options of a call to the values the pipeline hands on: style, page, and a view for each map on it.
 * The same for every date. */
#pragma once

#include "layout/page.h"
#include "setup/map_view.h"
#include "output/writer.h"
#include "setup/print_setup.h"

/* A map of the page and whose date it shows. */
typedef struct {
    const Place *place;
    MapView *view; /* borrowed: panels may share one */
    char *date;    /* see panel_date(); NULL: the page's */
} PanelPlan;

typedef struct {
    Map *map;          /* of the style */
    GPtrArray *others; /* of Map: styles that insets name */
    Arena *arena;
    ValueObject state;           /* of the date that the options name */
    const char *const *settings; /* borrowed from the options */
    const char *language;
    SemaineMessage message; /* warnings; may be NULL */
    void *user;
    double symbol_scale, tolerance;
    Layout *layout;
    References *references; /* of the style's sources, or NULL */
    GPtrArray *views;       /* of MapView */
    GArray *panels;         /* of PanelPlan, map.main first */
    PrintSetup print;
    WriterOptions output;
} RenderSetup;

/* Opens style and sources, reads the page and fits its maps. Errors: IO, FORMAT, STYLE, USAGE, PROJECTION.
 * Free with render_setup_free(). */
RenderSetup *render_setup_open(const SemaineRenderOptions *options, GError **error);
void render_setup_free(RenderSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RenderSetup, render_setup_free)

/* Projects the sources of every map and places its labels, over all dates at once. Errors: PROJECTION, LIMIT.
 */
bool render_setup_place(RenderSetup *setup, GError **error);
/* False where a label that the style requires found no place on the sheet it was made for. Where `options`
 * ask for another size, view or scale of symbols, that is a warning. Errors: STYLE. */
bool render_setup_check_required(const RenderSetup *setup, const SemaineRenderOptions *options,
                                 GError **error);
