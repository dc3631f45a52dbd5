/* A folder of authored geodata, read and worked out: every row with its geometry and its dates. Building and
 * checking start from here. */
#pragma once

#include "geodata/edtf.h"
#include "geodata/geos.h"
#include "geodata/package.h"
#include "geodata/table.h"
#include "geodata/topology.h"

typedef struct Theme Theme;

/* A row in one place for one time: what becomes a feature. */
typedef struct {
    size_t row;         /* of the theme's table */
    const Theme *place; /* the theme that the geometry is taken from */
    size_t place_row;
    DateSpan start, end;
} Occurrence;

/* A resource at work. */
struct Theme {
    const Resource *resource;
    const char *kind; /* of the build: "table", "polygonize", "dissolve", "history", "front" */
    Table *table;
    const GEOSGeometry **geometries; /* one for each row, NULL where there is none */
    GArray *occurrences;             /* of Occurrence */
    Topology *topology;              /* of "polygonize" */
    GArray *limits;                  /* of Limit, of "polygonize" */
    enum { THEME_READ, THEME_RESOLVING, THEME_RESOLVED } state;
};

typedef struct {
    Package *package;
    Geos *geos;
    Report *report; /* borrowed */
    Theme *themes;  /* one for each resource of the package */
} Geodata;

/* Reads the package and its tables and works out geometry and dates. What is wrong with the tables goes to
 * `report`, which must outlive the geodata. NULL and `error` (IO, FORMAT) where the package itself cannot be
 * read. Free with geodata_free(). */
Geodata *geodata_load(const char *folder, Report *report, GError **error);
void geodata_free(Geodata *geodata);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Geodata, geodata_free)

/* The theme of a resource; NULL where there is none. */
Theme *geodata_lookup(const Geodata *geodata, const char *name);
/* The same, its geometry and occurrences worked out; for the kinds of build that rest on others. An error in
 * the report and NULL where there is none or it rests on itself. */
Theme *geodata_require(Geodata *geodata, const Theme *user, const char *name);
const GEOSGeometry *occurrence_geometry(const Occurrence *occurrence);
/* The row whose `column` holds `text`, or NO_ROW. */
enum { NO_ROW = G_MAXSIZE };
size_t theme_find(const Theme *theme, const char *column, const char *text);
/* What a feature says under a name: a column of its own or one that a join takes from elsewhere; "" where
 * there is none. `column` (may be NULL) is set to its description. */
const char *theme_text(const Geodata *geodata, const Theme *theme, const Occurrence *occurrence,
                       const char *name, const Column **column);

/* ---- Kinds of build; each fills geometries and occurrences and reports what is wrong ---- */

void resolve_table(Geodata *geodata, Theme *theme);
void resolve_polygonize(Geodata *geodata, Theme *theme);
void resolve_dissolve(Geodata *geodata, Theme *theme);
void resolve_history(Geodata *geodata, Theme *theme);
void resolve_front(Geodata *geodata, Theme *theme);
/* The geometry that the rows have themselves. */
void read_geometries(Geodata *geodata, Theme *theme);
/* One occurrence for each row, with the dates of the row itself. */
void resolve_rows(Geodata *geodata, Theme *theme);
/* Reads a date cell; an error in the report where it is none. */
DateSpan theme_date(const Geodata *geodata, const Theme *theme, size_t row, const char *column);
