#include "setup/map.h"

#include "base/error.h"

#include <dlfcn.h>
#include <string.h>

/* Something whose address lies in the library. */
static const char LIBRARY_MARK = 0;

/* ---- sources ---- */

static Source *find_file(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++) {
        Source *source = g_ptr_array_index(files, i);
        if (strcmp(source->path, path) == 0)
            return source;
    }
    return NULL;
}

/* Lines and areas are clipped and thinned as they are read; what else layers do with a source needs its
 * geometry as it is, and all the time. */
static bool may_stay_in_file(const Style *style, const char *path)
{
    for (size_t i = 0; i < style->layer_count; i++) {
        const Layer *layer = style->layers[i];
        const StyleSource *source = layer->source ? style_lookup_source(style, layer->source) : NULL;
        if (!source || g_strcmp0(source->path, path) != 0)
            continue;
        if ((layer->type != LAYER_FILL && layer->type != LAYER_LINE) || layer_dependencies(layer).geometry ||
            layer_metadata(layer, "semaine:obstacle"))
            return false;
    }
    return true;
}

static Source *load_source(const Style *style, const StyleSource *wanted, Report *report, GError **error)
{
    if (wanted->path)
        return may_stay_in_file(style, wanted->path) ? source_open(wanted->path, report, error)
                                                     : source_load(wanted->path, report, error);
    Source *source = source_load_geojson(wanted->data, wanted->name, report, error);
    if (!source)
        g_prefix_error(error, "sources.%s: ", wanted->name);
    return source;
}

static bool load_sources(Map *map, Report *report, GError **error)
{
    const Style *style = map->style;
    map->sources = g_new0(Source *, style->source_count);
    for (size_t i = 0; i < style->source_count; i++) {
        const StyleSource *wanted = &style->sources[i];
        if (!wanted->path && !wanted->data)
            continue;
        Source *source = wanted->path ? find_file(map->files, wanted->path) : NULL;
        if (!source) {
            source = load_source(style, wanted, report, error);
            if (!source) {
                g_prefix_error(error, "%s: ", style->path);
                return false;
            }
            g_ptr_array_add(map->files, source);
        }
        map->sources[i] = source;
    }
    return true;
}

/* Pictures that a layer shows. */
static bool load_pictures(Map *map, GError **error)
{
    const Style *style = map->style;
    map->pictures = g_new0(Picture *, style->source_count);
    for (size_t i = 0; i < style->layer_count; i++) {
        const Layer *layer = style->layers[i];
        const StyleSource *wanted = layer->source ? style_lookup_source(style, layer->source) : NULL;
        if (layer->type != LAYER_RASTER || !wanted || !wanted->image_path)
            continue;
        Picture **picture = &map->pictures[wanted - style->sources];
        if (!*picture)
            *picture = picture_load(wanted->image_path, error);
        if (!*picture) {
            g_prefix_error(error, "%s: sources.%s: ", style->path, wanted->name);
            return false;
        }
    }
    return true;
}

static void pass_warnings(const Report *report, SemaineMessage message, void *user)
{
    for (size_t i = 0; message && i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        message(text, user);
    }
}

static void source_free_item(void *source)
{
    source_free(source);
}

/* The first error among the findings becomes the error of the call. */
static bool fail_on_error(const Report *report, GError **error)
{
    for (size_t i = 0; i < report_count(report); i++)
        if (report_finding(report, i)->severity == SEVERITY_ERROR) {
            g_autofree char *text = finding_to_text(report_finding(report, i));
            g_set_error_literal(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, text);
            return true;
        }
    return false;
}

Map *map_open(const char *path, double pixel_ratio, SemaineMessage message, void *user, GError **error)
{
    g_autoptr(Map) map = g_new0(Map, 1);
    map->files = g_ptr_array_new_with_free_func(source_free_item);
    g_autoptr(Report) report = report_new();
    GError *reason = NULL;
    map->style = style_load_for(path, pixel_ratio, report, &reason);
    if (reason || !map->style || report_error_count(report) > 0) {
        if (reason)
            g_propagate_error(error, reason);
        else if (!fail_on_error(report, error))
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, "%s: cannot be used as a style", path);
        return NULL;
    }
    if (!load_sources(map, report, error) || fail_on_error(report, error) || !load_pictures(map, error))
        return NULL;
    pass_warnings(report, message, user);
    return g_steal_pointer(&map);
}

void map_free(Map *map)
{
    if (!map)
        return;
    for (size_t i = 0; map->pictures && i < map->style->source_count; i++)
        picture_free(map->pictures[i]);
    g_free(map->pictures);
    g_free(map->sources);
    g_ptr_array_unref(map->files);
    style_free(map->style);
    g_free(map);
}

/* ---- projected ---- */

/* Layers that draw it; the same file may be several sources. */
static size_t count_layers(const Style *style, const StyleSource *source)
{
    size_t count = 0;
    for (size_t i = 0; i < style->layer_count; i++)
        count += style->layers[i]->source && style_lookup_source(style, style->layers[i]->source) == source;
    return count;
}

ProjectedMap *map_project(const Map *map, const Projection *projection, double tolerance, GError **error)
{
    g_autoptr(ProjectedMap) projected = g_new0(ProjectedMap, 1);
    projected->count = map->style->source_count;
    projected->sources = g_new0(ProjectedSource *, projected->count);
    for (size_t i = 0; i < projected->count; i++) {
        if (!map->sources[i])
            continue;
        projected->sources[i] = projection_apply(projection, map->sources[i], tolerance, error);
        if (!projected->sources[i])
            return NULL;
        if (count_layers(map->style, &map->style->sources[i]) > 1)
            projected_source_keep(projected->sources[i]);
    }
    return g_steal_pointer(&projected);
}

void projected_map_free(ProjectedMap *projected)
{
    if (!projected)
        return;
    for (size_t i = 0; i < projected->count; i++)
        projected_source_free(projected->sources[i]);
    g_free(projected->sources);
    g_free(projected);
}

/* Folder of the library itself, newly allocated; NULL where the system does not tell. */
static char *library_folder(void)
{
    Dl_info library;
    if (!dladdr((const void *)&LIBRARY_MARK, &library) || !library.dli_fname)
        return NULL;
    return g_path_get_dirname(library.dli_fname);
}

char *map_find_shipped(const char *name, GError **error)
{
    g_autofree char *library = library_folder();
    /* Here; as installed, wherever the whole was moved to; as built; where it was meant to be installed. */
    char *places[] = {g_strdup(name),
                      library ? g_build_filename(library, SEMAINE_DATADIR_OF_LIBRARY, name, NULL) : NULL,
                      library ? g_build_filename(library, name, NULL) : NULL,
                      g_build_filename(SEMAINE_DATADIR, name, NULL)};
    char *found = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        if (!found && places[i] && g_file_test(places[i], G_FILE_TEST_EXISTS))
            found = g_steal_pointer(&places[i]);
        g_free(places[i]);
    }
    if (found)
        return found;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO,
                "%s: found neither here nor in %s; name a style with --style", name, SEMAINE_DATADIR);
    return NULL;
}
