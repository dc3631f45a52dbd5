/* A printer profile: what one print shop or machine wants, as a small JSON file (styles/printers/). */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *name;               /* "Coated paper, FOGRA39" */
    bool cmyk;                /* "colors": "cmyk" or "rgb" (left as they are) */
    bool pdfx;                /* "standard": "PDF/X-4" or "PDF" */
    GBytes *profile;          /* "profile": the ICC profile of the press; NULL with rgb */
    char *condition;          /* "condition": name of the printing condition, "FOGRA39" */
    char *condition_text;     /* what it is, in words */
    char *registry;           /* where the name is registered */
    double bleed;             /* "bleed", mm */
    bool marks;               /* "marks": crop and registration marks and colour bar */
    double slug;              /* "slug", mm beyond the bleed for the marks; 0 without marks */
    double ink_limit;         /* "ink-limit", per cent over all plates; 0: none */
    bool overprint_black;     /* "overprint-black": pure K lies over what is below it */
    bool text_as_curves;      /* "text": "text" or "curves" */
    double line_minimum;      /* "line-minimum", points, of one ink */
    double line_minimum_inks; /* "line-minimum-inks", points, of more inks */
    double text_minimum;      /* "text-minimum", points, of one ink */
    double text_minimum_inks; /* "text-minimum-inks", points, of more inks */
    double image_minimum;     /* "image-minimum", pixels per inch */
} Printer;

/* Reads a printer profile. Its ICC profile may be a path, a file beside it, or the name of a file in one of
 * the system's folders of profiles. Errors: IO, FORMAT (what was expected, by member). Free with
 * printer_free(). */
Printer *printer_load(const char *path, GError **error);
/* A printer that leaves colours alone and wants no marks: an ordinary PDF. */
Printer *printer_new_screen(void);
void printer_free(Printer *printer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Printer, printer_free)
