/* semaine prints maps of what happened when: shapefiles and GeoJSON, styled by a MapLibre style in which the
 * date is a parameter, drawn as sheets (SVG, PDF, PNG).
 *
 * Every function that can fail returns false or NULL and sets a GError of the domain SEMAINE_ERROR: one
 * sentence for people that names file, layer, property and feature. The library never prints and never exits.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEMAINE_API __attribute__((visibility("default")))

/* ---- Errors and messages ---- */

#define SEMAINE_ERROR (semaine_error_quark())

typedef enum {
    SEMAINE_ERROR_IO,         /* a file cannot be read or written */
    SEMAINE_ERROR_FORMAT,     /* a file is not what its format says */
    SEMAINE_ERROR_STYLE,      /* a style, expression or template is wrong */
    SEMAINE_ERROR_GEODATA,    /* authored geodata contradict themselves */
    SEMAINE_ERROR_PROJECTION, /* no such CRS, or coordinates outside it */
    SEMAINE_ERROR_FONT,       /* no such font, or no glyph */
    SEMAINE_ERROR_LIMIT,      /* more memory, pixels or records than can be */
    SEMAINE_ERROR_TOOL,       /* a program we call (ffmpeg) failed */
    SEMAINE_ERROR_USAGE,      /* the caller asked for something that cannot be */
} SemaineError;

SEMAINE_API GQuark semaine_error_quark(void);

/* Called with a warning or a progress line, without line end; `text` is the caller's for the call only. */
typedef void (*SemaineMessage)(const char *text, void *user);

/* The version, static text. */
SEMAINE_API const char *semaine_version(void);

/* ---- Maps ---- */

/* What `render` and its relatives can be told. Zeroed, it means the style's own wishes. All texts are
 * borrowed. */
typedef struct {
    const char *style;           /* style file; NULL: the shipped main map */
    const char *output;          /* file to write; its suffix says the format */
    const char *date;            /* ISO 8601, "1871-05-22" or "1871-05-22T18:00"; NULL: the style's state */
    const char *const *settings; /* NULL-terminated "key=value" for state properties, or NULL */
    const char *language;        /* "fr", "en"; NULL: fr */
    const char *size;            /* "A3", "420x297mm", "16.5x11.7in", "800x600px"; NULL: the layout's own */
    bool landscape;
    double dpi;         /* 0: 300, or 96 * pixel_ratio for sizes in px */
    double pixel_ratio; /* device pixels per style pixel for sizes in px; 0: 1 */
    const char *extent; /* "w,s,e,n" in degrees, or NULL */
    const char *center; /* "lon,lat", or NULL */
    bool has_zoom;
    double zoom;
    double scale_denominator; /* 0: none */
    const char *crs;          /* anything PROJ reads, or NULL */
    const char *layout;       /* SVG page template; "none": the bare map; NULL: the style's */
    const char *theme;        /* CSS file that restyles the template; NULL: the style's */
    const char *printer;    /* profile of a printer, file or name of a shipped one, for PDF; NULL: a screen */
    const char *proof;      /* PNG as seen in "grey", "protan", "deutan", "tritan", "cmyk"; NULL: as it is */
    double symbol_scale;    /* factor for symbols, text and line widths; 0: 1 */
    unsigned jobs;          /* threads; 0: one for each core */
    SemaineMessage message; /* warnings; may be NULL */
    void *user;
} SemaineRenderOptions;

/* Draws one sheet. The output is written beside its target and renamed when it is whole. */
SEMAINE_API bool semaine_render(const SemaineRenderOptions *options, GError **error);

/* Draws one sheet for the print shop, a PDF for `options->printer` (NULL: offset on coated paper), and checks
 * it as one: findings on `findings`, one a line; `clean` says whether none is an error. */
SEMAINE_API bool semaine_poster(const SemaineRenderOptions *options, FILE *findings, bool *clean,
                                GError **error);

/* Writes the scene ("scene") or the label placement ("placement") of a date as text. */
SEMAINE_API bool semaine_dump(const SemaineRenderOptions *options, const char *stage, FILE *out,
                              GError **error);

/* ---- Sequences ---- */

/* A sequence of dates. Zeroed, it means the style's own wishes. All texts are borrowed. */
typedef struct {
    /* As for one sheet; `date` is not used. `output` is a numbered pattern (dir/%04d.png, .svg or .pdf), an
     * atlas (.pdf) or a film (.mp4, .webm, .gif, .apng). */
    SemaineRenderOptions render;
    const char *from, *to; /* first and last date; NULL: the style's metadata "semaine:sequence" */
    const char *step;      /* duration, "P1D" or "PT1H"; "change": whenever the map changes; NULL: as above */
    double fps;            /* of films; 0: 12 */
    const char *const *holds; /* films: NULL-terminated "DATE=SECONDS" or "day=SECONDS", or NULL */
    double title_seconds;     /* films: of the title card before the first date; 0: none */
    const char *title_card;   /* its SVG template; NULL: the shipped one */
    double fade_seconds;      /* films: from each state into the next; 0: none */
    const char *pictures;     /* films: take finished numbered files, "dir/%04d.png", instead of painting */
    bool progress_line;       /* films: a line along the lower edge that grows with time */
    unsigned shard, shard_count; /* the part `shard` (from 1) of `shard_count`; 0 of 0: all */
    bool resume;                 /* keep finished files whose picture would be the same */
    void (*progress)(size_t done, size_t total, void *user); /* after each frame; may be NULL */
    /* Asked before each frame: true ends the work as a failure. May be NULL; called in several threads. */
    bool (*stop)(void *user);
} SemaineFramesOptions;

/* Draws a sequence. A frame is byte for byte what semaine_render() draws at its date. */
SEMAINE_API bool semaine_frames(const SemaineFramesOptions *options, GError **error);

/* ---- Web pages ---- */

/* A page with a time slider, in a folder of its own. Zeroed, it means the style's own wishes. All texts are
 * borrowed. */
typedef struct {
    /* As for one sheet; `output` is the folder, `date` and `language` what the page opens with, `size` that
     * of the drawn pictures (see `still`), `symbol_scale` 0: 1.4, for screens are read from farther away. */
    SemaineRenderOptions render;
    const char *from, *to, *step; /* as of SemaineFramesOptions; without: the style's semaine:timeline */
    const char *library; /* folder that holds MapLibre GL JS, or its package; NULL: where npm installs it */
    bool still;          /* drawn pictures (SVG) instead of MapLibre GL JS: no WebGL is needed */
    bool sheets;         /* a printable PDF for each day, too */
    void (*progress)(size_t done, size_t total, void *user); /* after each date; may be NULL */
    /* Asked again and again: true ends the work as a failure. May be NULL. */
    bool (*stop)(void *user);
} SemaineWebOptions;

/* Writes the page. The folder appears whole or not at all; one that is there already is replaced when an
 * earlier call wrote it, else refused unless it is empty. */
SEMAINE_API bool semaine_web(const SemaineWebOptions *options, GError **error);

/* ---- Files ---- */

/* Reports what a shapefile, GeoJSON file or style holds. With `features`, one GeoJSON Feature a line. */
SEMAINE_API bool semaine_info(const char *path, bool features, FILE *out, SemaineMessage message, void *user,
                              GError **error);

/* Checks styles, geodata, templates and finished files; one finding a line on `out`. `clean` says whether no
 * error was found. False only where a file cannot be read at all. */
SEMAINE_API bool semaine_check(const char *const *paths, size_t count, FILE *out, bool *clean,
                               GError **error);

/* Evaluates style expressions, JSON Lines in and out. */
SEMAINE_API bool semaine_evaluate_expressions(FILE *in, FILE *out, GError **error);

/* Builds the text sources of a geodata folder (datapackage.json) into shapefiles in `output`. */
SEMAINE_API bool semaine_build_geodata(const char *folder, const char *output, SemaineMessage message,
                                       void *user, GError **error);

/* Makes or replaces the spatial index (.qix) beside a shapefile of lines or polygons, by which maps of a
 * small part of a large file are drawn sooner. */
SEMAINE_API bool semaine_build_index(const char *path, GError **error);

#ifdef __cplusplus
}
#endif
