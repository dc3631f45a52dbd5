#include "projection/georeference.h"

#include <proj.h>
#include <string.h>

static void log_nothing(void *user, int level, const char *text)
{
    (void)user;
    (void)level;
    (void)text;
}

/* Degrees east of Greenwich of the meridian that a CRS counts from. */
static double prime_meridian(PJ_CONTEXT *context, const PJ *crs)
{
    double longitude = 0, factor = 0;
    PJ *geodetic = proj_crs_get_geodetic_crs(context, crs);
    PJ *meridian = geodetic ? proj_get_prime_meridian(context, geodetic) : NULL;
    if (meridian && !proj_prime_meridian_get_parameters(context, meridian, &longitude, &factor, NULL))
        longitude = 0;
    proj_destroy(meridian);
    proj_destroy(geodetic);
    return longitude * factor * 180 / G_PI;
}

static bool says_datum(const char *word)
{
    static const char *const names[] = {
        "+pm=", "+ellps=", "+datum=", "+towgs84=", "+nadgrids=", "+a=", "+b=", "+rf=", "+R="};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_has_prefix(word, names[i]))
            return true;
    return false;
}

/* "+proj=lcc +lon_0=0 +pm=paris +ellps=..." -> "+proj=lcc +lon_0=2.337229167 +datum=WGS84 ...". */
static char *move_to_wgs84(const char *text, double meridian)
{
    static const char *const longitudes[] = {"+lon_0=", "+lonc=", "+lon_1=", "+lon_2="};
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    GString *out = g_string_new(NULL);
    for (char **word = words; *word; word++) {
        if (!**word || says_datum(*word))
            continue;
        const char *value = NULL;
        for (size_t i = 0; i < G_N_ELEMENTS(longitudes); i++)
            if (g_str_has_prefix(*word, longitudes[i]))
                value = *word + strlen(longitudes[i]);
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        if (value)
            g_string_append_printf(
                out, "%.*s%s ", (int)(value - *word), *word,
                g_ascii_formatd(number, sizeof number, "%.10g", g_ascii_strtod(value, NULL) + meridian));
        else
            g_string_append_printf(out, "%s ", *word);
    }
    g_string_append(out, "+datum=WGS84");
    return g_string_free(out, FALSE);
}

static char *as_wkt(PJ_CONTEXT *context, const PJ *crs)
{
    static const char *const options[] = {"MULTILINE=NO", NULL};
    return crs ? g_strdup(proj_as_wkt(context, crs, PJ_WKT1_GDAL, options)) : NULL;
}

/* The CRS on WGS 84; Web Mercator is so already. NULL where PROJ has no short text for it. */
static char *projected_wkt(PJ_CONTEXT *context, const char *name)
{
    PJ *crs = proj_create(context, name);
    const bool plane = crs && proj_get_type(crs) == PJ_TYPE_PROJECTED_CRS;
    const char *text = plane ? proj_as_proj_string(context, crs, PJ_PROJ_4, NULL) : NULL;
    char *wkt = NULL;
    if (text && strstr(text, "+nadgrids=@null")) {
        wkt = as_wkt(context, crs);
    } else if (text) {
        g_autofree char *moved = move_to_wgs84(text, prime_meridian(context, crs));
        PJ *own = proj_create(context, moved);
        wkt = as_wkt(context, own);
        proj_destroy(own);
    }
    proj_destroy(crs);
    return wkt;
}

static char *geographic_wkt(PJ_CONTEXT *context)
{
    PJ *crs = proj_create(context, "EPSG:4326");
    char *wkt = as_wkt(context, crs);
    proj_destroy(crs);
    return wkt;
}

static bool read_corners(const Projection *projection, double out[8])
{
    const double width = projection_width(projection), height = projection_height(projection);
    const Point corners[] = {{0, height}, {0, 0}, {width, 0}, {width, height}};
    for (size_t i = 0; i < 4; i++) {
        Point lonlat;
        if (!projection_inverse(projection, corners[i], &lonlat))
            return false;
        out[2 * i] = lonlat.y;
        out[2 * i + 1] = lonlat.x;
    }
    return true;
}

bool georeference_read(const Projection *projection, Georeference *out)
{
    *out = (Georeference){0};
    if (!read_corners(projection, out->corners))
        return false;
    PJ_CONTEXT *context = proj_context_create();
    proj_log_func(context, NULL, log_nothing);
    out->wkt = projected_wkt(context, projection_crs(projection));
    out->projected = out->wkt != NULL;
    if (!out->wkt)
        out->wkt = geographic_wkt(context);
    proj_context_destroy(context);
    return out->wkt != NULL;
}

void georeference_clear(Georeference *georeference)
{
    g_free(georeference->wkt);
    *georeference = (Georeference){0};
}
