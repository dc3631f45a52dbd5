/* Geometry that the rows have themselves: lon and lat, or WKT. */
#include "geodata/geodata.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

static bool lies_on_earth(const Geos *geos, const GEOSGeometry *geometry)
{
    double x_min = NAN, y_min = NAN, x_max = NAN, y_max = NAN;
    GEOSGeom_getExtent_r(geos->handle, geometry, &x_min, &y_min, &x_max, &y_max);
    return x_min >= -180 && x_max <= 180 && y_min >= -90 && y_max <= 90;
}

static const GEOSGeometry *read_point(Geodata *geodata, const Theme *theme, size_t row)
{
    double lon, lat;
    const char *lon_text = table_cell(theme->table, row, "lon"),
               *lat_text = table_cell(theme->table, row, "lat");
    if (number_parse(lon_text, &lon) && number_parse(lat_text, &lat))
        return geos_point(geodata->geos, lon, lat);
    table_error(theme->table, row, "lon", geodata->report,
                "expected a longitude and a latitude, found \"%s,%s\"", lon_text, lat_text);
    return NULL;
}

static const GEOSGeometry *read_wkt(Geodata *geodata, const Theme *theme, size_t row)
{
    const char *text = table_cell(theme->table, row, "wkt");
    const GEOSGeometry *geometry = geos_from_wkt(geodata->geos, text);
    if (!geometry || geos_type(geodata->geos, geometry) == GEOMETRY_NONE) {
        table_error(theme->table, row, "wkt", geodata->report, "expected WKT, found \"%.40s\": %s", text,
                    geometry ? "empty or of mixed kind" : geodata->geos->message);
        return NULL;
    }
    const GEOSContextHandle_t handle = geodata->geos->handle;
    if (GEOSisValid_r(handle, geometry) != 1) {
        char *reason = GEOSisValidReason_r(handle, geometry);
        table_error(theme->table, row, "wkt", geodata->report, "not a valid shape: %s", reason);
        GEOSFree_r(handle, reason);
    }
    return geometry;
}

static void check_geometry(Geodata *geodata, const Theme *theme, size_t row, const GEOSGeometry *geometry)
{
    static const char *const names[] = {"none", "point", "line", "polygon"};
    const char *expected = resource_build_text(theme->resource, "geometry", NULL);
    const char *found = names[geos_type(geodata->geos, geometry)];
    if (expected && strcmp(expected, found) != 0)
        table_error(theme->table, row, "wkt", geodata->report, "expected a %s, found a %s", expected, found);
    if (!lies_on_earth(geodata->geos, geometry))
        table_error(theme->table, row, NULL, geodata->report,
                    "expected longitude -180 to 180 and latitude -90 to 90");
}

void read_geometries(Geodata *geodata, Theme *theme)
{
    const bool wkt = resource_lookup_column(theme->resource, "wkt") != NULL;
    const bool point = resource_lookup_column(theme->resource, "lon") != NULL;
    for (size_t row = 0; (wkt || point) && row < theme->table->row_count; row++) {
        theme->geometries[row] = wkt ? read_wkt(geodata, theme, row) : read_point(geodata, theme, row);
        if (theme->geometries[row])
            check_geometry(geodata, theme, row, theme->geometries[row]);
    }
}

void resolve_table(Geodata *geodata, Theme *theme)
{
    read_geometries(geodata, theme);
    resolve_rows(geodata, theme);
}
