/* From a source's coordinates to style pixels of the map frame. A style pixel is 1/96 inch on paper; x grows
 * to the right, y downward, the origin is the frame's upper left corner. The only user of PROJ. */
#pragma once

#include "projection/kept.h"
#include "projection/tile_grid.h"
#include "projection/view.h"
#include "source/source.h"

typedef struct Projection Projection;

/* Fits the view into a frame of `width` by `height` style pixels. Errors: PROJECTION. Free with
 * projection_free(). */
Projection *projection_fit(const View *view, double width, double height, GError **error);
void projection_free(Projection *projection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Projection, projection_free)

double projection_width(const Projection *projection);
double projection_height(const Projection *projection);
/* The value of ["zoom"]: metres per style pixel = 40075016.686 cos(latitude) / (512 * 2^zoom) in the middle.
 */
double projection_zoom(const Projection *projection);
/* Ground metres per style pixel in the middle of the frame. */
double projection_resolution(const Projection *projection);
/* N of "1:N" on paper, in the middle of the frame. */
double projection_scale_denominator(const Projection *projection);
/* From a point to the same point one world further east where the world repeats (Web Mercator), else 0, 0. */
Point projection_world_step(const Projection *projection);
/* A length along the map's own axes (right and down where north is up) as it lies on the page. */
Point projection_turn(const Projection *projection, Point offset);
/* The zoom of the whole level that is shown, for what MapLibre decides once for a level: filters and the size
 * of dashes and patterns, which then grow with the map. In other projections than Web Mercator: the zoom. */
double projection_level(const Projection *projection);
/* Where patterns begin: the upper left corner of the world in Web Mercator, else of the frame. */
Point projection_pattern_origin(const Projection *projection);
/* The tiles of the map where it is one of the web, in Web Mercator; false elsewhere. */
bool projection_tiles(const Projection *projection, TileGrid *out);
/* Angle of north in the middle of the frame, in degrees clockwise from up. */
double projection_north(const Projection *projection);
/* The CRS drawn in, as it was named; borrowed. */
const char *projection_crs(const Projection *projection);
/* The CRS drawn in: name for people, newly allocated. */
char *projection_crs_name(const Projection *projection);

/* Longitude, latitude (degrees, WGS 84) to style pixels and back. False where the projection has no answer.
 */
bool projection_forward(const Projection *projection, Point lonlat, Point *out);
bool projection_inverse(const Projection *projection, Point pixel, Point *out);

/* Style pixels round the frame from which no sensible width or offset reaches back into it. */
enum { FAR_MARGIN = 512 };

/* What of a source comes near the frame, in its own coordinates. */
typedef struct {
    Box box;
    double tolerance; /* vertices nearer to a line than this need not be on it */
} Window;

/* A source as the page sees it: one geometry per feature, in style pixels, densified where straight lines
 * bend. Borrows source and projection. Where the source's geometry stays in its file, none is here: it is
 * read and projected by projected_source_read(). */
typedef struct {
    const Source *source;
    Geometry *geometries; /* source->feature_count of them; or NULL */
    Box *boxes;
    const Projection *projection;
    struct Transform *to_lonlat; /* NULL: the source has longitude and latitude */
    Window window;               /* where there are no geometries */
    double tolerance;            /* then: see projection_apply() */
    bool *near;                  /* then: of each feature, as the index says; NULL: there is none */
    KeptGeometry *kept;          /* then: what was read, as far as there is room */
    const TileGrid *tiles;       /* see projected_source_reduce(); or NULL */
} ProjectedSource;

/* `tolerance`: style pixels by which geometry that is still in the file may be thinned as it is read. Errors:
 * PROJECTION, with the feature. Free with projected_source_free(). */
ProjectedSource *projection_apply(const Projection *projection, const Source *source, double tolerance,
                                  GError **error);
/* The geometry as a web map's tiles have it; the tiles are borrowed. */
void projected_source_reduce(ProjectedSource *projected, const TileGrid *tiles);
/* Several layers will draw it: what one reads is kept for the next. */
void projected_source_keep(ProjectedSource *projected);
/* Whether a feature whose geometry is still in the file may come near the frame. */
bool projected_source_is_near(const ProjectedSource *projected, size_t feature);
/* Its geometry, owned by the caller; exact to the tolerance near the frame, and where it is kept for other
 * layers to a thousandth more. All layers get the same. Any thread may call. */
Geometry projected_source_read(const ProjectedSource *projected, size_t feature);
void projected_source_free(ProjectedSource *projected);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ProjectedSource, projected_source_free)
