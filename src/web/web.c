/* A page for a kiosk or a site: dates on a slider, the map in the browser or as pictures. */
#include "semaine.h"

#include "base/date.h"
#include "base/error.h"
#include "sequence/schedule.h"
#include "style/state.h"
#include "web/fonts.h"
#include "web/library.h"
#include "web/page.h"
#include "web/rewrite.h"
#include "web/sheets.h"
#include "web/sprite.h"
#include "web/stills.h"
#include "web/story.h"

#include <math.h>
#include <string.h>

/* Screens are read from farther away than sheets. */
static const double SCREEN_SCALE = 1.4;

typedef struct {
    const SemaineWebOptions *options;
    WebFolder *folder;
    RenderSetup *setup; /* of the sheet, or the first of the pictures' (borrowed) */
    Stills stills;
    GPtrArray *dates; /* of char * */
    GPtrArray *files; /* of char *: what the page reads */
    Story story;
} WebExport;

/* ---- dates ---- */

/* What was asked for, or the style's sequence, its timeline, or the one date it is made for. */
static bool read_schedule(const WebExport *self, const RenderSetup *setup, Schedule *out)
{
    const SemaineFramesOptions frames = {
        .from = self->options->from, .to = self->options->to, .step = self->options->step};
    if (schedule_read(&frames, setup->map->style, out, NULL))
        return true;
    const json_t *timeline = style_metadata(setup->map->style, "semaine:timeline");
    const char *from = json_string_value(json_object_get(timeline, "from"));
    const char *to = json_string_value(json_object_get(timeline, "to"));
    const char *day = state_text(&setup->state, "day");
    out->from = self->options->from ? self->options->from : from ? from : day;
    out->to = self->options->to ? self->options->to : to ? to : day;
    return out->from && out->to;
}

static bool find_dates(WebExport *self, const RenderSetup *setup, GError **error)
{
    Schedule schedule;
    if (read_schedule(self, setup, &schedule))
        self->dates = schedule_dates(&schedule, setup->map, error);
    else
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "expected --from and --to, for the style has neither semaine:sequence nor a date");
    return self->dates != NULL;
}

/* Of the dates, each once. */
static GPtrArray *days_of(const GPtrArray *dates)
{
    GPtrArray *days = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < dates->len; i++) {
        g_autofree char *day = g_strndup(dates->pdata[i], 10);
        if (days->len == 0 || strcmp(days->pdata[days->len - 1], day) != 0)
            g_ptr_array_add(days, g_steal_pointer(&day));
    }
    return days;
}

/* ---- date by date ---- */

static bool goes_on(const WebExport *self, size_t done, GError **error)
{
    const SemaineWebOptions *options = self->options;
    if (options->stop && options->stop(options->render.user)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "interrupted");
        return false;
    }
    if (options->progress && done > 0)
        options->progress(done, self->dates->len, options->render.user);
    return true;
}

static bool add_date(WebExport *self, size_t index, GError **error)
{
    const char *date = self->dates->pdata[index];
    g_autoptr(Frame) frame = NULL;
    json_t *picture = NULL;
    if (self->options->still)
        picture = stills_draw(&self->stills, self->folder, date, &frame, error);
    else
        frame = frame_build(self->setup, date, error);
    return frame && story_add(&self->story, index, frame, picture, error);
}

static bool tell_story(WebExport *self, double factor, GError **error)
{
    const SemaineWebOptions *options = self->options;
    self->story = (Story){.folder = self->folder,
                          .setup = self->setup,
                          .dates = self->dates,
                          .factor = factor,
                          .pictures = options->still};
    if (!web_folder_make(self->folder, "legend", error) || !story_begin(&self->story, error))
        return false;
    const char *language = options->render.language ? options->render.language : "fr";
    story_set(&self->story, "language", json_string(language));
    story_set(&self->story, "form", json_string(options->still ? "pictures" : "map"));
    for (size_t i = 0; i < self->dates->len; i++)
        if (!goes_on(self, i, error) || !add_date(self, i, error))
            return false;
    const char *date = options->render.date;
    const char *shown = date ? date : state_text(&self->setup->map->style->state, "day");
    story_set(&self->story, "start", json_string(shown ? shown : self->dates->pdata[0]));
    return goes_on(self, self->dates->len, error);
}

/* ---- what the map is made of ---- */

static SemaineRenderOptions screen_options(const SemaineWebOptions *options)
{
    SemaineRenderOptions render = options->render;
    render.output = "page.svg";
    if (!(render.symbol_scale > 0))
        render.symbol_scale = SCREEN_SCALE;
    return render;
}

/* At which the sheet shows the map. */
static double zoom_of(const RenderSetup *setup)
{
    return projection_zoom(g_array_index(setup->panels, PanelPlan, 0).view->projection);
}

static WebLevels levels_of(const RenderSetup *setup)
{
    const int level = (int)floor(zoom_of(setup));
    return (WebLevels){MAX(level - 2, 0), MIN(level + 2, 22)};
}

/* The states of all dates, in an array of its own. */
static ValueObject *states_of(const WebExport *self, Arena *arena, GError **error)
{
    const RenderSetup *setup = self->setup;
    g_autofree ValueObject *states = g_new0(ValueObject, self->dates->len);
    for (guint i = 0; i < self->dates->len; i++)
        if (!state_build(setup->map->style, self->dates->pdata[i], setup->settings, setup->language, arena,
                         &states[i], error))
            return NULL;
    return g_steal_pointer(&states);
}

static bool write_map(WebExport *self, double factor, GError **error)
{
    const Map *map = self->setup->map;
    g_autoptr(Arena) arena = arena_new();
    g_autofree ValueObject *states = states_of(self, arena, error);
    const WebArrows arrows = {.folder = self->folder,
                              .style = map->style,
                              .scale = {factor, zoom_of(self->setup)},
                              .levels = levels_of(self->setup),
                              .state_count = self->dates->len,
                              .states = states};
    story_set(&self->story, "levels", json_pack("[i,i]", arrows.levels.from, arrows.levels.to));
    return states && web_library_copy(self->folder, self->options->library, error) &&
           web_rewrite(map, &arrows, self->files, error) &&
           web_sprite_write(self->folder, map->style->sprite, self->files, error);
}

static bool write_sheets(WebExport *self, GError **error)
{
    if (!self->options->sheets)
        return true;
    g_autoptr(GPtrArray) days = days_of(self->dates);
    SemaineRenderOptions render = self->options->render;
    if (self->options->still)
        render.size = NULL; /* that of the pictures */
    json_t *sheets = web_sheets_write(self->folder, &render, days, error);
    if (sheets)
        story_set(&self->story, "sheets", sheets);
    return sheets != NULL;
}

/* ---- all of it ---- */

/* The classes and words are those of the sheet; with pictures, those of the pictures. */
static bool open_setup(WebExport *self, GError **error)
{
    const SemaineWebOptions *options = self->options;
    SemaineRenderOptions render = options->still ? screen_options(options) : options->render;
    render.date = options->from;
    if (options->still) {
        if (!stills_open(&self->stills, &render, error) || !web_folder_make(self->folder, "pictures", error))
            return false;
        self->setup = self->stills.setups[0];
        const Layout *layout = self->setup->layout;
        return find_dates(self, self->setup, error) && layout;
    }
    render.output = "sheet.pdf";
    self->setup = render_setup_open(&render, error);
    return self->setup && find_dates(self, self->setup, error) && render_setup_place(self->setup, error);
}

static bool write_all(WebExport *self, const char *pages, GError **error)
{
    const SemaineWebOptions *options = self->options;
    const double factor = screen_options(options).symbol_scale;
    if (!open_setup(self, error) || !tell_story(self, options->still ? 1 : factor, error) ||
        (!options->still && !write_map(self, factor, error)) || !write_sheets(self, error) ||
        !story_end(&self->story, error))
        return false;
    const Style *style = self->setup->map->style;
    const char *language = options->render.language ? options->render.language : "fr";
    g_ptr_array_add(self->files, g_strdup("story.json"));
    return web_fonts_write(self->folder, style, error) &&
           web_page_write(self->folder, pages, style, language, error) &&
           web_page_pack(self->folder, self->files, error) && web_folder_finish(self->folder, error);
}

static void export_clear(WebExport *self)
{
    story_clear(&self->story);
    if (!self->options->still)
        render_setup_free(self->setup);
    stills_clear(&self->stills);
    g_clear_pointer(&self->dates, g_ptr_array_unref);
    g_ptr_array_unref(self->files);
    web_folder_free(self->folder);
}

bool semaine_web(const SemaineWebOptions *options, GError **error)
{
    g_autofree char *pages = web_page_find(error);
    Date opening;
    if (!pages || (options->render.date && !date_parse(options->render.date, &opening, error)) ||
        (!options->still && !web_library_check(options->library, error)))
        return false;
    WebExport self = {.options = options, .files = g_ptr_array_new_with_free_func(g_free)};
    self.folder = web_folder_begin(options->render.output, error);
    const bool good = self.folder && write_all(&self, pages, error);
    export_clear(&self);
    return good;
}
