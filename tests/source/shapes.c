#include "source/shapes.h"

#include "source/geojson_write.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static char *companion_path(const char *path, const char *suffix)
{
    return g_strdup_printf("%.*s%s", (int)strlen(path) - 4, path, suffix);
}

void write_shape(SHPHandle handle, int type, const Part *parts, int part_count)
{
    double x[256], y[256], z[256], m[256];
    int starts[16], count = 0;
    for (int part = 0; part < part_count; part++) {
        starts[part] = count;
        for (size_t i = 0; i + 1 < parts[part].count; i += 2, count++) {
            x[count] = parts[part].numbers[i];
            y[count] = parts[part].numbers[i + 1];
            z[count] = 100 + count;
            m[count] = 200 + count;
        }
    }
    SHPObject *shape = SHPCreateObject(type, -1, part_count, starts, NULL, count, x, y, z, m);
    ck_assert_int_ge(SHPWriteObject(handle, -1, shape), 0);
    SHPDestroyObject(shape);
}

char *write_set(const char *folder, const char *name, int type, const Part *parts, int part_count)
{
    g_autofree char *stem = g_build_filename(folder, name, NULL);
    SHPHandle shp = SHPCreate(stem, type);
    DBFHandle dbf = DBFCreate(stem);
    DBFAddField(dbf, "n", FTInteger, 6, 0);
    for (int i = 0; i < part_count; i++) {
        write_shape(shp, type, &parts[i], 1);
        DBFWriteIntegerAttribute(dbf, i, 0, i + 1);
    }
    SHPClose(shp);
    DBFClose(dbf);
    return g_strconcat(stem, ".shp", NULL);
}

void write_companion(const char *path, const char *suffix, const char *bytes, gssize length)
{
    g_autofree char *file = companion_path(path, suffix);
    ck_assert(g_file_set_contents(file, bytes, length, NULL));
}

char *read_companion_bytes(const char *path, const char *suffix, size_t *length)
{
    g_autofree char *file = companion_path(path, suffix);
    char *bytes = NULL;
    ck_assert(g_file_get_contents(file, &bytes, length, NULL));
    return bytes;
}

void patch_companion(const char *path, const char *suffix, size_t offset, const void *bytes, size_t count)
{
    size_t length = 0;
    g_autofree char *all = read_companion_bytes(path, suffix, &length);
    ck_assert_uint_le(offset + count, length);
    memcpy(all + offset, bytes, count);
    write_companion(path, suffix, all, (gssize)length);
}

void cut_companion(const char *path, const char *suffix, size_t length)
{
    size_t old = 0;
    g_autofree char *all = read_companion_bytes(path, suffix, &old);
    ck_assert_uint_le(length, old);
    write_companion(path, suffix, all, (gssize)length);
}

Source *load(const char *path, Report *report)
{
    g_autoptr(GError) error = NULL;
    Source *source = source_load(path, report, &error);
    ck_assert_msg(source != NULL, "%s", error ? error->message : "no error");
    return source;
}

char *feature_text(const Source *source, size_t index)
{
    ck_assert_uint_lt(index, source->feature_count);
    GString *text = g_string_new(NULL);
    geojson_append_feature(text, &source->features[index]);
    return g_string_free(text, FALSE);
}

bool has_finding(const Report *report, const char *words)
{
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        if (strstr(text, words))
            return true;
    }
    return false;
}
