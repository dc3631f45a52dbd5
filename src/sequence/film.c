#include "sequence/sequence.h"

#include "base/cleanup.h"
#include "base/duration.h"
#include "base/error.h"
#include "layout/card.h"
#include "output/raster.h"
#include "output/video.h"
#include "sequence/fade.h"
#include "sequence/film_picture.h"
#include "sequence/narration.h"
#include "sequence/schedule.h"

#include <math.h>
#include <string.h>

static const double DEFAULT_RATE = 12;
static const char SHIPPED_CARD[] = "styles/layouts/title-card.svg";

typedef struct {
    const Sequence *sequence;
    RasterSize size;
    double fps;
    Date from, to;
    Video *video;
    size_t *holds; /* film frames for each date */
    size_t fade;   /* film frames from one state into the next */
    size_t frames; /* so many so far */
    Narration *narration;
    GArray *maps;           /* of Box: the page's maps, film pixels */
    cairo_surface_t *shown; /* the last state, or NULL */
    bool shows_card;        /* it is the title */
    unsigned char *mixed;   /* one frame, while states fade */
} Film;

/* What a date looks like. */
typedef struct {
    cairo_surface_t *pixels;
    Seen *seen; /* goes to the narration */
} State;

/* A thread's own: the pixels that change from date to date, and what it showed last. */
typedef struct {
    Raster *raster;
    uint64_t sum;
    cairo_surface_t *last; /* NULL: nothing yet */
} Painter;

/* ---- states, in threads ---- */

static void *start(void *user)
{
    const Film *film = user;
    Painter *painter = g_new0(Painter, 1);
    painter->raster = raster_new(&film->size, true);
    return painter;
}

static void stop(void *data)
{
    Painter *painter = data;
    raster_free(painter->raster);
    if (painter->last)
        cairo_surface_destroy(painter->last);
    g_free(painter);
}

static void drop(void *data)
{
    State *state = data;
    cairo_surface_destroy(state->pixels);
    seen_free(state->seen);
    g_free(state);
}

/* Films have no alpha: what nothing covers is white. */
static void add_ground(cairo_surface_t *pixels)
{
    g_autoptr(cairo_t) cr = cairo_create(pixels);
    cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OVER);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
}

static void add_progress_line(const Film *film, const char *date_text, cairo_surface_t *pixels)
{
    Date date;
    if (!date_parse(date_text, &date, NULL))
        return;
    const double all = (double)(date_second(&film->to) - date_second(&film->from));
    const double done = all > 0 ? (double)(date_second(&date) - date_second(&film->from)) / all : 1;
    const double height = fmax(round(film->size.height / 180.0), 2);
    g_autoptr(cairo_t) cr = cairo_create(pixels);
    cairo_set_source_rgb(cr, 0.55, 0.11, 0.08);
    cairo_rectangle(cr, 0, film->size.height - height, round(film->size.width * done), height);
    cairo_fill(cr);
}

static bool copy_bands(Raster *raster, const Film *film, cairo_surface_t *pixels, GError **error)
{
    unsigned char *next = cairo_image_surface_get_data(pixels);
    for (size_t band = 0; band < raster_band_count(raster); band++) {
        const size_t bytes = (size_t)raster_band_rows(raster, band) * (size_t)film->size.width * 4;
        const uint32_t *rows = raster_band(raster, band, error);
        if (!rows)
            return false;
        memcpy(next, rows, bytes);
        next += bytes;
    }
    cairo_surface_mark_dirty(pixels);
    return true;
}

static cairo_surface_t *paint_page(const Film *film, Painter *painter, GError **error)
{
    g_autoptr(cairo_surface_t) pixels =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, film->size.width, film->size.height);
    if (cairo_surface_status(pixels) == CAIRO_STATUS_SUCCESS)
        return copy_bands(painter->raster, film, pixels, error) ? g_steal_pointer(&pixels) : NULL;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "a film of %d x %d pixels does not fit",
                film->size.width, film->size.height);
    return NULL;
}

static cairo_surface_t *paint(const Film *film, Painter *painter, size_t index, GError **error)
{
    const char *pictures = film->sequence->options->pictures, *date = film->sequence->dates->pdata[index];
    g_autoptr(cairo_surface_t) pixels =
        pictures ? film_picture_load(pictures, index + 1, film->size.width, film->size.height, error)
                 : paint_page(film, painter, error);
    if (!pixels)
        return NULL;
    if (!film->sequence->setup->output.opaque)
        add_ground(pixels);
    if (film->sequence->options->progress_line)
        add_progress_line(film, date, pixels);
    cairo_surface_flush(pixels);
    return g_steal_pointer(&pixels);
}

static void *work(size_t index, void *user_state, void *user, GError **error)
{
    const Film *film = user;
    const Sequence *sequence = film->sequence;
    Painter *painter = user_state;
    g_autoptr(Frame) frame = sequence_frame(sequence, index, error);
    if (!frame)
        return NULL;
    raster_record(painter->raster, &frame->page);
    const uint64_t sum = raster_sum(painter->raster);
    if (!painter->last || sum != painter->sum || sequence->options->progress_line) {
        cairo_surface_t *pixels = paint(film, painter, index, error);
        if (!pixels)
            return NULL;
        if (painter->last)
            cairo_surface_destroy(painter->last);
        painter->last = pixels;
        painter->sum = sum;
    }
    State *state = g_new(State, 1);
    *state = (State){cairo_surface_reference(painter->last), seen_new(frame)};
    return state;
}

/* ---- film frames, in order ---- */

static bool add_frame(Film *film, const unsigned char *pixels, GError **error)
{
    film->frames++;
    return video_add_frame(film->video, pixels, error);
}

static bool show(Film *film, cairo_surface_t *pixels, size_t times, GError **error)
{
    for (size_t i = 0; i < times; i++)
        if (!add_frame(film, cairo_image_surface_get_data(pixels), error))
            return false;
    return true;
}

/* From what was shown into what comes: a card as a whole, a page where its maps are. */
static bool fade_into(Film *film, cairo_surface_t *next, GError **error)
{
    const FadePair pair = {.width = film->size.width,
                           .height = film->size.height,
                           .to = cairo_image_surface_get_data(next),
                           .from = cairo_image_surface_get_data(film->shown ? film->shown : next)};
    const Box all = {0, 0, pair.width, pair.height};
    const GArray *maps = film->maps;
    if (memcmp(pair.from, pair.to, (size_t)pair.width * (size_t)pair.height * 4) == 0)
        return true;
    for (size_t i = 1; i <= film->fade; i++) {
        fade_mix(&pair, film->shows_card ? &all : (const Box *)(const void *)maps->data,
                 film->shows_card ? 1 : maps->len, (unsigned)(256 * i / (film->fade + 1)), film->mixed);
        if (!add_frame(film, film->mixed, error))
            return false;
    }
    return true;
}

static bool show_state(Film *film, cairo_surface_t *pixels, size_t times, GError **error)
{
    const bool good = fade_into(film, pixels, error) && show(film, pixels, times, error);
    if (film->shown)
        cairo_surface_destroy(film->shown);
    film->shown = cairo_surface_reference(pixels);
    film->shows_card = false;
    return good;
}

static bool deliver(size_t index, void *result, void *user, GError **error)
{
    Film *film = user;
    State *state = result;
    const size_t first = film->frames;
    const bool good = show_state(film, state->pixels, film->holds[index], error);
    narration_add(film->narration, index, g_steal_pointer(&state->seen), first, film->frames);
    drop(state);
    sequence_progress(film->sequence, index + 1);
    return good;
}

/* ---- title ---- */

static Fields *title_fields(const Film *film, GError **error)
{
    const Sequence *sequence = film->sequence;
    g_autoptr(Frame) frame = sequence_frame(sequence, 0, error);
    if (!frame)
        return NULL;
    const char *language = sequence->setup->language;
    g_autofree char *from = date_to_text(&film->from, language), *to = date_to_text(&film->to, language);
    Fields *fields = g_steal_pointer(&frame->fields);
    fields_set(fields, "from", from);
    fields_set(fields, "to", to);
    return fields;
}

static bool show_title(Film *film, GError **error)
{
    const SemaineFramesOptions *options = film->sequence->options;
    const size_t times = (size_t)lround(options->title_seconds * film->fps);
    if (times == 0)
        return true;
    g_autofree char *shipped = options->title_card ? NULL : map_find_shipped(SHIPPED_CARD, error);
    const char *path = options->title_card ? options->title_card : shipped;
    g_autoptr(Fields) fields = path ? title_fields(film, error) : NULL;
    g_autoptr(cairo_surface_t) card =
        fields ? card_paint(path, fields, film->size.width, film->size.height, error) : NULL;
    if (card)
        narration_add_title(film->narration, fields_lookup(fields, "title"));
    const bool good = card && show_state(film, card, times, error);
    film->shows_card = good;
    return good;
}

/* ---- all ---- */

/* Gives the film its words: chapters within, and files of WebVTT beside it. */
static bool finish(Film *film, GError **error)
{
    const char *path = film->sequence->options->render.output;
    const Words *words = narration_finish(film->narration);
    g_autofree char *metadata = words_metadata(words, film->frames);
    return video_close(film->video, metadata, error) && words_write(words, path, film->frames, error);
}

static bool run(Film *film, GError **error)
{
    const Sequence *sequence = film->sequence;
    const ParallelPlan plan = {.count = sequence->dates->len,
                               .batch = 4,
                               .jobs = sequence->options->render.jobs,
                               .user = film,
                               .start = start,
                               .stop = stop,
                               .work = work,
                               .deliver = deliver,
                               .drop = drop};
    return show_title(film, error) && parallel_run(&plan, error) && finish(film, error);
}

static GArray *find_maps(const RenderSetup *setup, double scale)
{
    GArray *maps = g_array_new(FALSE, FALSE, sizeof(Box));
    for (guint i = 0; i < setup->panels->len; i++) {
        const Box box = g_array_index(setup->panels, PanelPlan, i).place->box;
        const Box pixels = {box.x_min * scale, box.y_min * scale, box.x_max * scale, box.y_max * scale};
        g_array_append_val(maps, pixels);
    }
    return maps;
}

static bool prepare(Film *film, GError **error)
{
    const Sequence *sequence = film->sequence;
    const SemaineFramesOptions *options = sequence->options;
    const WriterOptions *output = &sequence->setup->output;
    film->fps = options->fps > 0 ? options->fps : DEFAULT_RATE;
    film->fade = (size_t)lround(options->fade_seconds * film->fps);
    film->holds = schedule_holds(sequence->dates, options->holds, film->fps, error);
    if (!film->holds || !date_parse(sequence->from, &film->from, error) ||
        !date_parse(sequence->to, &film->to, error) ||
        !raster_measure(output->width, output->height, output->dpi, &film->size, error))
        return false;
    film->maps = find_maps(sequence->setup, film->size.scale);
    film->size.screen = output->screen;
    film->size.opaque = output->opaque;
    film->narration = narration_new(sequence->dates, film->fps, sequence->setup->language);
    film->mixed = g_try_malloc((size_t)film->size.width * (size_t)film->size.height * 4);
    film->video = film->mixed ? video_open(options->render.output, film->size.width, film->size.height,
                                           film->fps, error)
                              : NULL;
    if (!film->mixed)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "a film of %d x %d pixels does not fit",
                    film->size.width, film->size.height);
    return film->video != NULL;
}

bool frames_write_film(const Sequence *sequence, GError **error)
{
    Film film = {.sequence = sequence};
    const bool good = prepare(&film, error) && run(&film, error);
    video_free(film.video);
    narration_free(film.narration);
    if (film.maps)
        g_array_unref(film.maps);
    if (film.shown)
        cairo_surface_destroy(film.shown);
    g_free(film.holds);
    g_free(film.mixed);
    return good;
}
