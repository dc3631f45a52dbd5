/* Geometry made of limits: the faces that they bound, and faces dissolved into larger ones. */
#include "geodata/geodata.h"

#include "base/json.h"
#include "base/number.h"

#include <string.h>

static void add_limits(Geodata *geodata, Theme *theme, const char *name, bool may_overshoot)
{
    const Theme *lines = geodata_require(geodata, theme, name);
    for (size_t row = 0; lines && row < lines->table->row_count; row++) {
        const Row *place = &lines->table->rows[row];
        const GEOSGeometry *geometry = lines->geometries[row];
        const Limit limit = {geometry, place->file, place->line, table_cell(lines->table, row, "name_fr"),
                             may_overshoot};
        if (geometry && geos_type(geodata->geos, geometry) == GEOMETRY_LINE)
            g_array_append_val(theme->limits, limit);
    }
}

static Seed *read_seeds(Geodata *geodata, const Theme *theme)
{
    Seed *seeds = g_new0(Seed, theme->table->row_count + 1);
    for (size_t row = 0; row < theme->table->row_count; row++) {
        const Row *place = &theme->table->rows[row];
        double lon, lat;
        const GEOSGeometry *point = NULL;
        if (number_parse(table_cell(theme->table, row, "lon"), &lon) &&
            number_parse(table_cell(theme->table, row, "lat"), &lat))
            point = geos_point(geodata->geos, lon, lat);
        else
            table_error(theme->table, row, "lon", geodata->report, "expected a point inside the face");
        seeds[row] = (Seed){point, place->file, place->line};
    }
    return seeds;
}

/* A member of the build that is a number above 0. */
static double build_number(const Theme *theme, const char *name, double otherwise)
{
    const json_t *number = json_object_get(theme->resource->build, name);
    return json_number_value(number) > 0 ? json_number_value(number) : otherwise;
}

/* The limits of all themes that a member of the build names. */
static void add_all_limits(Geodata *geodata, Theme *theme, const char *member, bool may_overshoot)
{
    const json_t *names = json_object_get(theme->resource->build, member);
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        add_limits(geodata, theme, name ? name : "", may_overshoot);
    }
}

void resolve_polygonize(Geodata *geodata, Theme *theme)
{
    add_all_limits(geodata, theme, "lines", false);
    add_all_limits(geodata, theme, "loose-lines", true);
    g_autofree Seed *seeds = read_seeds(geodata, theme);
    const TopologyOptions options = {build_number(theme, "grid", 1e-5), build_number(theme, "overshoot", 20)};
    theme->topology =
        topology_build(geodata->geos, (const Limit *)(void *)theme->limits->data, theme->limits->len, seeds,
                       theme->table->row_count, options, geodata->report);
    memcpy(theme->geometries, theme->topology->faces, theme->table->row_count * sizeof *theme->geometries);
    resolve_rows(geodata, theme);
}

/* The union of the parts whose `by` is `text`. */
static const GEOSGeometry *dissolve(Geodata *geodata, const Theme *parts, const char *by, const char *text)
{
    g_autoptr(GPtrArray) chosen = g_ptr_array_new();
    for (size_t row = 0; row < parts->table->row_count; row++)
        if (parts->geometries[row] && strcmp(table_cell(parts->table, row, by), text) == 0)
            g_ptr_array_add(chosen, (void *)parts->geometries[row]);
    return geos_union(geodata->geos, (const GEOSGeometry *const *)chosen->pdata, chosen->len);
}

/* A row may say a point where it should be. */
static void check_seed(Geodata *geodata, const Theme *theme, size_t row)
{
    double lon, lat;
    if (!number_parse(table_cell(theme->table, row, "lon"), &lon) ||
        !number_parse(table_cell(theme->table, row, "lat"), &lat))
        return;
    const GEOSGeometry *point = geos_point(geodata->geos, lon, lat);
    if (GEOSContains_r(geodata->geos->handle, theme->geometries[row], point) != 1)
        table_error(theme->table, row, "lon", geodata->report, "its point lies outside of its parts");
}

void resolve_dissolve(Geodata *geodata, Theme *theme)
{
    const char *by = resource_build_text(theme->resource, "by", ""),
               *on = resource_build_text(theme->resource, "on", "id");
    const Theme *parts = geodata_require(geodata, theme, resource_build_text(theme->resource, "of", ""));
    for (size_t row = 0; parts && row < theme->table->row_count; row++) {
        const char *text = table_cell(theme->table, row, on);
        theme->geometries[row] = dissolve(geodata, parts, by, text);
        if (theme->geometries[row])
            check_seed(geodata, theme, row);
        else
            table_error(theme->table, row, on, geodata->report, "no row of %s has %s \"%s\"",
                        parts->resource->name, by, text);
    }
    resolve_rows(geodata, theme);
}
