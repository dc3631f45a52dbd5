/* A MapLibre style, loaded and checked; const from then on. */
#pragma once

#include "base/report.h"
#include "style/layer.h"
#include "style/sprite.h"

typedef struct {
    char *name;       /* interned name by which layers call it */
    char *path;       /* file to read, resolved against the style's folder; NULL: inline data */
    json_t *data;     /* inline GeoJSON, owned; or NULL */
    char *image_path; /* type image: the picture; NULL otherwise */
    Point corners[4]; /* type image: top left, top right, bottom right, bottom left */
} StyleSource;

typedef struct {
    char *path;   /* file as the user named it */
    char *folder; /* what relative paths are resolved against */
    char *name;
    size_t source_count;
    StyleSource *sources;
    size_t layer_count;
    Layer **layers;    /* in paint order */
    ValueObject state; /* defaults of root `state` */
    Sprite *sprite;    /* may be NULL */
    bool has_center, has_zoom;
    Point center;
    double zoom, bearing;
    json_t *metadata;      /* root metadata, owned, or NULL */
    Arena *arena;          /* owns literals */
    Expression **defaults; /* of all properties, by PropertyId; their values are in the layers */
} Style;

/* Loads a style. Findings (unknown properties, unprintable layers ...) go to `report` when given; without one
 * the first error is returned in `error` and warnings are dropped. With a report the style holds what could
 * be loaded, whatever errors there were; it is NULL (and `error` set) only where the file cannot be read or
 * is no JSON. A sprite sheet is taken at single resolution. */
Style *style_load(const char *path, Report *report, GError **error);
/* The same with the @2x sprite sheet where `pixel_ratio` asks for one. */
Style *style_load_for(const char *path, double pixel_ratio, Report *report, GError **error);
void style_free(Style *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Style, style_free)

const StyleSource *style_lookup_source(const Style *style, const char *name);
/* A root metadata member such as "semaine:crs", borrowed, or NULL. Text per language: style_text(). */
const json_t *style_metadata(const Style *style, const char *name);
/* Text of a metadata member that is a string or an object of strings by language (in an object without this
 * language the first text counts); NULL where there is none. */
const char *style_text(const json_t *member, const char *language);
