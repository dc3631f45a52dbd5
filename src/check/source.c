#include "check/file.h"

#include "projection/transform.h"
#include "source/reader.h"

/* Reads every feature once and keeps none. */
static bool read_through(Reader *reader, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    GError *inner = NULL;
    Feature feature;
    while (reader_next(reader, arena, &feature, &inner)) {
        geometry_clear(&feature.geometry);
        arena_reset(arena);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

bool check_source(const char *path, Report *report, GError **error)
{
    g_autoptr(Reader) reader = reader_open(path, report, error);
    if (!reader)
        return false;
    const char *crs = reader_source(reader)->crs;
    if (!transform_crs_is_known(crs, NULL))
        report_add(report, SEVERITY_ERROR, path, 0, NULL, "projection: PROJ does not understand \"%.80s\"",
                   crs);
    return read_through(reader, error);
}
