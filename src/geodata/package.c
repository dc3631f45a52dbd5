#include "geodata/package.h"

#include "base/error.h"
#include "base/json.h"

#include <math.h>
#include <string.h>

enum { SHORT_NAME_MAX = 10 };

static bool fail(GError **error, const char *path, const char *expected)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: expected %s", path, expected);
    return false;
}

/* A member that must be a text that is not empty. */
static bool read_text(const json_t *object, const char *name, const char *path, const char **out,
                      GError **error)
{
    *out = json_member_text(object, name);
    if (*out && **out)
        return true;
    g_autofree char *place = g_strdup_printf("%s.%s", path, name);
    return fail(error, place, "a string");
}

static double read_number(const json_t *object, const char *name)
{
    const json_t *number = json_object_get(object, name);
    return json_is_number(number) ? json_number_value(number) : NAN;
}

static bool read_type(const char *text, FieldType *out)
{
    static const struct {
        const char *name;
        FieldType type;
    } types[] = {{"string", FIELD_TEXT},
                 {"integer", FIELD_INTEGER},
                 {"number", FIELD_NUMBER},
                 {"boolean", FIELD_BOOLEAN}};
    for (size_t i = 0; text && i < G_N_ELEMENTS(types); i++) {
        *out = types[i].type;
        if (strcmp(text, types[i].name) == 0)
            return true;
    }
    return false;
}

static bool read_column(const json_t *json, const char *path, Column *out, GError **error)
{
    if (!read_text(json, "name", path, &out->name, error))
        return false;
    if (!read_type(json_member_text(json, "type"), &out->type))
        return fail(error, path, "a type: string, integer, number or boolean");
    const char *short_name = json_member_text(json, "semaine:name");
    out->short_name = short_name ? short_name : out->name;
    const json_t *constraints = json_object_get(json, "constraints");
    out->required = json_is_true(json_object_get(constraints, "required"));
    out->unique = json_is_true(json_object_get(constraints, "unique"));
    out->allowed = json_object_get(constraints, "enum");
    out->minimum = read_number(constraints, "minimum");
    out->maximum = read_number(constraints, "maximum");
    out->true_texts = json_object_get(json, "trueValues");
    out->false_texts = json_object_get(json, "falseValues");
    const bool geometry = strcmp(out->name, "wkt") == 0;
    return geometry || strlen(out->short_name) <= SHORT_NAME_MAX ||
           fail(error, path, "\"semaine:name\", a name of at most 10 bytes for shapefiles");
}

static bool read_key(const json_t *json, const char *path, ForeignKey *out, GError **error)
{
    const json_t *reference = json_object_get(json, "reference");
    out->also = json_object_get(json, "semaine:also");
    out->where = json_object_get(json, "semaine:where");
    out->none = json_member_text(json, "semaine:none");
    out->list = json_is_true(json_object_get(json, "semaine:list"));
    out->distance = read_number(json, "semaine:distance");
    return read_text(json, "fields", path, &out->column, error) &&
           read_text(reference, "resource", path, &out->resource, error) &&
           read_text(reference, "fields", path, &out->target, error);
}

static bool read_columns(const json_t *schema, const char *path, Resource *out, GError **error)
{
    const json_t *fields = json_object_get(schema, "fields");
    out->column_count = json_array_size(fields);
    out->columns = g_new0(Column, out->column_count + 1);
    for (size_t i = 0; i < out->column_count; i++) {
        g_autofree char *place = g_strdup_printf("%s.schema.fields[%zu]", path, i);
        if (!read_column(json_array_get(fields, i), place, &out->columns[i], error))
            return false;
    }
    return true;
}

static bool read_keys(const json_t *schema, const char *path, Resource *out, GError **error)
{
    const json_t *keys = json_object_get(schema, "foreignKeys");
    out->key_count = json_array_size(keys);
    out->keys = g_new0(ForeignKey, out->key_count + 1);
    for (size_t i = 0; i < out->key_count; i++) {
        g_autofree char *place = g_strdup_printf("%s.schema.foreignKeys[%zu]", path, i);
        if (!read_key(json_array_get(keys, i), place, &out->keys[i], error))
            return false;
    }
    return true;
}

/* "path": one file or several. None may lead out of the package. */
static bool read_paths(const json_t *json, const char *path, Resource *out, GError **error)
{
    const json_t *paths = json_object_get(json, "path");
    out->path_count = json_is_array(paths) ? json_array_size(paths) : 1;
    out->paths = g_new0(const char *, out->path_count + 1);
    for (size_t i = 0; i < out->path_count; i++) {
        out->paths[i] = json_string_value(json_is_array(paths) ? json_array_get(paths, i) : paths);
        if (!out->paths[i] || g_path_is_absolute(out->paths[i]) || strstr(out->paths[i], ".."))
            return fail(error, path, "\"path\": files within the package");
    }
    return out->path_count > 0 || fail(error, path, "\"path\": at least one file");
}

static bool read_resource(const json_t *json, const char *path, Resource *out, GError **error)
{
    const json_t *schema = json_object_get(json, "schema");
    out->build = json_object_get(json, "semaine:build");
    out->unchecked = json_object_get(json, "semaine:unchecked");
    out->proper_names = json_is_true(json_object_get(json, "semaine:proper-names"));
    return read_text(json, "name", path, &out->name, error) && read_paths(json, path, out, error) &&
           read_columns(schema, path, out, error) && read_keys(schema, path, out, error);
}

static bool read_resources(Package *package, GError **error)
{
    const json_t *resources = json_object_get(package->root, "resources");
    package->resource_count = json_array_size(resources);
    if (package->resource_count == 0)
        return fail(error, "resources", "an array of at least one resource");
    package->resources = g_new0(Resource, package->resource_count);
    for (size_t i = 0; i < package->resource_count; i++) {
        g_autofree char *path = g_strdup_printf("resources[%zu]", i);
        if (!read_resource(json_array_get(resources, i), path, &package->resources[i], error))
            return false;
    }
    return true;
}

static bool has_column(const Package *package, const char *resource, const char *column)
{
    const Resource *target = resource ? package_lookup(package, resource) : NULL;
    return target && resource_lookup_column(target, column);
}

static bool key_leads_somewhere(const Package *package, const Resource *resource, const ForeignKey *key)
{
    for (size_t i = 0; i < json_array_size(key->also); i++)
        if (!has_column(package, json_string_value(json_array_get(key->also, i)), key->target))
            return false;
    return has_column(package, key->resource, key->target) && resource_lookup_column(resource, key->column);
}

static bool check_references(const Package *package, GError **error)
{
    for (size_t i = 0; i < package->resource_count; i++) {
        const Resource *resource = &package->resources[i];
        for (size_t k = 0; k < resource->key_count; k++) {
            g_autofree char *path = g_strdup_printf("resources[%zu].schema.foreignKeys[%zu]", i, k);
            if (!key_leads_somewhere(package, resource, &resource->keys[k]))
                return fail(error, path, "columns and a resource that exist");
        }
    }
    return true;
}

Package *package_load(const char *folder, GError **error)
{
    json_error_t problem;
    g_autoptr(Package) package = g_new0(Package, 1);
    package->folder = g_strdup(folder);
    package->path = g_build_filename(folder, "datapackage.json", NULL);
    package->root = json_load_file(package->path, JSON_REJECT_DUPLICATES, &problem);
    if (!package->root) {
        const bool missing = problem.line < 0;
        g_set_error(error, SEMAINE_ERROR, missing ? SEMAINE_ERROR_IO : SEMAINE_ERROR_FORMAT, "%s:%d: %s",
                    package->path, MAX(problem.line, 1), problem.text);
        return NULL;
    }
    if (!read_resources(package, error) || !check_references(package, error)) {
        g_prefix_error(error, "%s: ", package->path);
        return NULL;
    }
    return g_steal_pointer(&package);
}

void package_free(Package *package)
{
    if (!package)
        return;
    for (size_t i = 0; package->resources && i < package->resource_count; i++) {
        g_free(package->resources[i].paths);
        g_free(package->resources[i].columns);
        g_free(package->resources[i].keys);
    }
    g_free(package->resources);
    json_decref(package->root);
    g_free(package->folder);
    g_free(package->path);
    g_free(package);
}

const Resource *package_lookup(const Package *package, const char *name)
{
    for (size_t i = 0; i < package->resource_count; i++)
        if (package->resources[i].name && strcmp(package->resources[i].name, name) == 0)
            return &package->resources[i];
    return NULL;
}

const Column *resource_lookup_column(const Resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->column_count; i++)
        if (strcmp(resource->columns[i].name, name) == 0)
            return &resource->columns[i];
    return NULL;
}

const char *resource_build_text(const Resource *resource, const char *name, const char *otherwise)
{
    const char *text = json_member_text(resource->build, name);
    return text ? text : otherwise;
}
