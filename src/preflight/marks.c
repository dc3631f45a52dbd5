#include "preflight/rule.h"

#include "preflight/interpret.h"

#include <math.h>

static const double MM = 25.4 / 72;

/* The worst of a kind on a page, and how many are below the limit. */
typedef struct {
    double size, x, y;
    size_t inks, count;
} Worst;

typedef struct {
    const PreflightLimits *limits;
    double trim[4];
    Worst line, line_inks, area, text, text_inks, image;
    Worst black;        /* text that is black in more than black ink */
    Worst knocking_out; /* black text that does not overprint */
    Worst vanishing;    /* white that overprints, so that what is below it stays */
    Worst everywhere;   /* registration colour inside the trimmed page */
    Worst near_cut;     /* text that the knife may hit */
} PageMarks;

static void note(Worst *worst, double size, double limit, size_t inks, double x, double y)
{
    if (!(size < limit - 1e-6))
        return;
    if (worst->count++ == 0 || size < worst->size)
        *worst = (Worst){size, x, y, inks, worst->count};
}

/* ---- paints ---- */

static double largest_ink(const Paint *paint)
{
    return fmax(paint->parts[0], fmax(paint->parts[1], paint->parts[2]));
}

/* Dark, and grey to the eye: its three colours alike or hidden below the black. */
static bool looks_black(const Paint *paint)
{
    const double *p = paint->parts;
    const double color = largest_ink(paint), least = fmin(p[0], fmin(p[1], p[2])), light = 1 - p[3];
    return paint->kind == PAINT_CMYK && (1 - color) * light < 0.25 && (color - least) * light < 0.05;
}

/* What no mark may be painted with at this place (points of the page). */
static void note_paint(PageMarks *marks, const Paint *paint, bool vanishes, double x, double y)
{
    if (vanishes && paint_is_white(paint))
        note(&marks->vanishing, 0, 1, 0, x, y);
    if (paint->kind == PAINT_ALL && x > marks->trim[0] && x < marks->trim[2] && y > marks->trim[1] &&
        y < marks->trim[3])
        note(&marks->everywhere, 0, 1, 0, x, y);
}

/* ---- text ---- */

static const Paint *text_paint(const GraphicsState *state)
{
    return state->text_mode == 1 ? &state->stroke : &state->fill;
}

/* How far a place inside the trimmed page lies from its edge; below 0 outside. Points. */
static double distance_to_cut(const PageMarks *marks, double x, double y)
{
    return fmin(fmin(x - marks->trim[0], marks->trim[2] - x), fmin(y - marks->trim[1], marks->trim[3] - y));
}

/* Modes 1, 2, 5 and 6 draw the outlines of letters (ISO 32000-1, 9.3.6). */
static bool outlines_text(const GraphicsState *state)
{
    return state->text_mode % 4 == 1 || state->text_mode % 4 == 2;
}

/* Whether a fill of black ink alone leaves the other inks below it. */
static bool overprints(const GraphicsState *state)
{
    return state->fill_overprints && (state->keeps_below || state->fill.kind != PAINT_CMYK);
}

static void visit_text(const GraphicsState *state, const PdfMatrix *glyphs, void *user)
{
    PageMarks *marks = user;
    const Paint *paint = text_paint(state);
    const double size = hypot(glyphs->c, glyphs->d);
    const size_t inks = paint_ink_count(paint);
    if (state->text_mode == 3 || state->text_mode == 7)
        return;
    if (state->text_mode != 1) {
        note(&marks->text, size, marks->limits->text, inks, glyphs->e, glyphs->f);
        if (inks > 1 && size >= marks->limits->text)
            note(&marks->text_inks, size, marks->limits->text_inks, inks, glyphs->e, glyphs->f);
    }
    if (looks_black(paint) && inks > 1)
        note(&marks->black, size, G_MAXDOUBLE, inks, glyphs->e, glyphs->f);
    note_paint(marks, paint, state->fill_overprints && state->keeps_below && state->text_mode == 0, glyphs->e,
               glyphs->f);
    const double distance = distance_to_cut(marks, glyphs->e, glyphs->f) * MM;
    if (distance >= 0)
        note(&marks->near_cut, distance, marks->limits->bleed, inks, glyphs->e, glyphs->f);
    if (outlines_text(state))
        note(&marks->line, state->line_width * pdf_matrix_scale(&state->matrix), marks->limits->line, inks,
             glyphs->e, glyphs->f);
    if (state->text_mode == 0 && paint_is_black_ink(paint) && !overprints(state))
        note(&marks->knocking_out, size, G_MAXDOUBLE, inks, glyphs->e, glyphs->f);
}

/* ---- lines and images ---- */

static void find_path(const GraphicsState *state, double *x, double *y)
{
    const PdfMatrix *m = &state->matrix;
    *x = m->a * state->path_x + m->c * state->path_y + m->e;
    *y = m->b * state->path_x + m->d * state->path_y + m->f;
}

static void visit_fill(const GraphicsState *state, void *user)
{
    PageMarks *marks = user;
    double x, y;
    find_path(state, &x, &y);
    note_paint(marks, &state->fill, state->fill_overprints && state->keeps_below, x, y);
    if (state->fill.kind != PAINT_ALL)
        note(&marks->area, state->thinnest * pdf_matrix_scale(&state->matrix), marks->limits->line,
             paint_ink_count(&state->fill), x, y);
}

static void visit_stroke(const GraphicsState *state, void *user)
{
    PageMarks *marks = user;
    const double width = state->line_width * pdf_matrix_scale(&state->matrix);
    const size_t inks = paint_ink_count(&state->stroke);
    double x, y;
    find_path(state, &x, &y);
    note_paint(marks, &state->stroke, state->stroke_overprints && state->keeps_below, x, y);
    if (state->stroke.kind == PAINT_ALL)
        return;
    note(&marks->line, width, marks->limits->line, inks, x, y);
    if (inks > 1 && width >= marks->limits->line)
        note(&marks->line_inks, width, marks->limits->line_inks, inks, x, y);
}

static void visit_image(const GraphicsState *state, int width, int height, bool mask, void *user)
{
    PageMarks *marks = user;
    const PdfMatrix *m = &state->matrix;
    const double across = hypot(m->a, m->b) / 72, down = hypot(m->c, m->d) / 72;
    if (mask || width < 1 || height < 1 || !(across > 0 && down > 0))
        return;
    note(&marks->image, fmin(width / across, height / down), marks->limits->image, 0, m->e, m->f);
}

/* ---- findings ---- */

static void tell(const Preflight *preflight, const char *place, Severity severity, const Worst *worst,
                 const char *format, double limit)
{
    if (worst->count == 0)
        return;
    g_autofree char *what = g_strdup_printf(format, worst->size, limit, worst->inks);
    preflight_find(preflight, severity, place, "%s (%zu; at %.0f mm from the left, %.0f mm from the bottom)",
                   what, worst->count, worst->x * MM, worst->y * MM);
}

static void tell_page(const Preflight *preflight, const char *place, const PageMarks *marks)
{
    const PreflightLimits *limits = preflight->limits;
    tell(preflight, place, SEVERITY_ERROR, &marks->line, "a line of %.3g pt is thinner than %.3g pt",
         limits->line);
    tell(preflight, place, SEVERITY_WARNING, &marks->line_inks,
         "a line of %.3g pt is thinner than %.3g pt and has %zu inks", limits->line_inks);
    tell(preflight, place, SEVERITY_WARNING, &marks->area,
         "a filled rectangle of %.3g pt is thinner than %.3g pt", limits->line);
    tell(preflight, place, SEVERITY_ERROR, &marks->text, "a text of %.3g pt is smaller than %.3g pt",
         limits->text);
    tell(preflight, place, SEVERITY_WARNING, &marks->text_inks,
         "a text of %.3g pt is smaller than %.3g pt and has %zu inks", limits->text_inks);
    tell(preflight, place, SEVERITY_WARNING, &marks->near_cut,
         "a text begins %.1f mm from the cut, nearer than the %.1f mm that it may be off", limits->bleed);
    tell(preflight, place, SEVERITY_ERROR, &marks->image, "an image has %.0f pixels an inch, fewer than %.0f",
         limits->image);
}

static void tell_paints(const Preflight *preflight, const char *place, const PageMarks *marks)
{
    if (marks->black.count > 0)
        preflight_find(preflight, SEVERITY_ERROR, place,
                       "black text has %zu inks; expected black ink alone (%zu texts)", marks->black.inks,
                       marks->black.count);
    if (marks->knocking_out.count > 0)
        preflight_find(preflight, SEVERITY_WARNING, place,
                       "black text does not overprint: white seams show where plates shift (%zu texts)",
                       marks->knocking_out.count);
    tell(preflight, place, SEVERITY_ERROR, &marks->vanishing,
         "white overprints: it vanishes, and what is below it stays", 0);
    tell(preflight, place, SEVERITY_ERROR, &marks->everywhere,
         "registration colour inside the trimmed page prints on every plate", 0);
}

void rule_marks(const Preflight *preflight)
{
    qpdf_data qpdf = preflight->pdf->qpdf;
    const int count = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < count; i++) {
        PageMarks marks = {.limits = preflight->limits};
        const PageVisitor visitor = {visit_text, visit_stroke, visit_fill, visit_image, &marks};
        g_autofree char *place = g_strdup_printf("page %d", i + 1);
        (void)pdf_numbers(preflight->pdf,
                          pdf_get(preflight->pdf, qpdf_get_page_n(qpdf, (size_t)i), "/TrimBox"), marks.trim,
                          4);
        if (!interpret_page(preflight->pdf, qpdf_get_page_n(qpdf, (size_t)i), &visitor))
            preflight_find(preflight, SEVERITY_WARNING, place,
                           "its forms are nested so often that it was not read to its end");
        tell_page(preflight, place, &marks);
        tell_paints(preflight, place, &marks);
    }
}
