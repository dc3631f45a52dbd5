/* Datasets as shapefiles. shapelib is called here and in source/ only. */
#include "geodata/dataset.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <shapefil.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char wgs84_wkt[] =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

enum { TEXT_MAX = 254 };

/* What shapelib has to say is told by our own errors. */
static void pass_over(const char *message)
{
    (void)message;
}

static SAHooks quiet_hooks(void)
{
    SAHooks hooks;
    SASetupDefaultHooks(&hooks);
    hooks.Error = pass_over;
    return hooks;
}

/* shapelib closes a file without telling whether all of it arrived: is it as long as it should be? */
static bool is_whole(const char *stem, const char *suffix, size_t bytes, GError **error)
{
    g_autofree char *path = g_strconcat(stem, suffix, NULL);
    GStatBuf status;
    if (g_stat(path, &status) == 0 && (size_t)status.st_size >= bytes)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written whole", path);
    return false;
}

/* How wide the values of a field are. */
typedef struct {
    int width, decimals;
} Measure;

static const DatasetField *field_at(const Dataset *dataset, size_t index)
{
    return &g_array_index(dataset->fields, DatasetField, index);
}

static const char *value_at(const Dataset *dataset, size_t feature, size_t field)
{
    const char *text = ((const DatasetFeature *)g_ptr_array_index(dataset->features, feature))->values[field];
    return text ? text : "";
}

static int decimals_of(const char *number)
{
    const char *point = strchr(number, '.');
    return point ? (int)strlen(point + 1) : 0;
}

/* Numbers are written with as many decimals as the most exact has, so that they need more digits in front. */
static Measure measure_field(const Dataset *dataset, size_t field)
{
    Measure measure = {1, field_at(dataset, field)->type == FIELD_NUMBER ? 1 : 0};
    size_t whole = 1;
    for (size_t i = 0; i < dataset->features->len; i++) {
        const char *text = value_at(dataset, i, field);
        measure.width = MAX(measure.width, (int)strlen(text));
        whole = MAX(whole, strcspn(text, "."));
        if (field_at(dataset, field)->type == FIELD_NUMBER)
            measure.decimals = MAX(measure.decimals, decimals_of(text));
    }
    if (field_at(dataset, field)->type == FIELD_NUMBER)
        measure.width = (int)whole + 1 + measure.decimals;
    return measure;
}

static bool add_field(const Dataset *dataset, DBFHandle dbf, size_t index)
{
    static const char types[] = {
        [FIELD_TEXT] = 'C', [FIELD_NUMBER] = 'N', [FIELD_INTEGER] = 'N', [FIELD_BOOLEAN] = 'L'};
    const DatasetField *field = field_at(dataset, index);
    const Measure measure = measure_field(dataset, index);
    return DBFAddNativeFieldType(dbf, field->name, types[field->type], MIN(measure.width, TEXT_MAX),
                                 measure.decimals) >= 0;
}

static bool write_value(DBFHandle dbf, int row, int column, const DatasetField *field, const char *text)
{
    if (!*text)
        return DBFWriteNULLAttribute(dbf, row, column);
    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_NUMBER:
        return DBFWriteDoubleAttribute(dbf, row, column, g_ascii_strtod(text, NULL));
    case FIELD_BOOLEAN:
        return DBFWriteLogicalAttribute(dbf, row, column, *text);
    default:
        return DBFWriteStringAttribute(dbf, row, column, text);
    }
}

static bool write_row(const Dataset *dataset, DBFHandle dbf, size_t row, GError **error)
{
    const DatasetFeature *feature = g_ptr_array_index(dataset->features, row);
    for (size_t i = 0; i < dataset->fields->len; i++) {
        const char *text = value_at(dataset, row, i);
        const DatasetField *field = field_at(dataset, i);
        if (write_value(dbf, (int)row, (int)i, field, text))
            continue;
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s:%zu: %s: cannot be written to the table",
                    feature->file, feature->line, field->name);
        return false;
    }
    return true;
}

static bool write_table(const Dataset *dataset, const char *stem, GError **error)
{
    SAHooks hooks = quiet_hooks();
    DBFHandle dbf = DBFCreateLL(stem, "UTF-8", &hooks);
    size_t bytes = 0;
    bool done = dbf != NULL;
    for (size_t i = 0; done && i < dataset->fields->len; i++)
        done = add_field(dataset, dbf, i);
    if (!done)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s.dbf: cannot be written: %s", stem,
                    g_strerror(errno));
    for (size_t row = 0; done && row < dataset->features->len; row++)
        done = write_row(dataset, dbf, row, error);
    if (dbf) {
        bytes = (size_t)dbf->nHeaderLength + (size_t)dbf->nRecordLength * (size_t)dbf->nRecords;
        DBFClose(dbf);
    }
    return done && is_whole(stem, ".dbf", bytes, error);
}

void dataset_check(const Dataset *dataset, Report *report)
{
    for (size_t row = 0; row < dataset->features->len; row++) {
        const DatasetFeature *feature = g_ptr_array_index(dataset->features, row);
        for (size_t i = 0; i < dataset->fields->len; i++)
            if (strlen(value_at(dataset, row, i)) > TEXT_MAX)
                report_add(report, SEVERITY_ERROR, feature->file, feature->line, field_at(dataset, i)->name,
                           "%zu bytes do not fit (%d)", strlen(value_at(dataset, row, i)), TEXT_MAX);
    }
}

/* ---- Shapes ---- */

/* Shapefiles have exteriors clockwise and holes counter-clockwise, ours are the other way round. */
static void copy_parts(const Geometry *geometry, int *starts, double *x, double *y)
{
    for (size_t part = 0, i = 0; part < geometry->part_count; part++) {
        const size_t start = geometry_part_start(geometry, part),
                     count = geometry_part_length(geometry, part);
        starts[part] = (int)start;
        for (size_t k = 0; k < count; k++, i++) {
            const size_t from = start + (geometry->type == GEOMETRY_POLYGON ? count - 1 - k : k);
            x[i] = geometry->points[from].x;
            y[i] = geometry->points[from].y;
        }
    }
}

static int shape_type(const Dataset *dataset)
{
    static const int types[] = {[GEOMETRY_NONE] = SHPT_NULL,
                                [GEOMETRY_POINT] = SHPT_POINT,
                                [GEOMETRY_LINE] = SHPT_ARC,
                                [GEOMETRY_POLYGON] = SHPT_POLYGON};
    return types[dataset->type];
}

static bool write_shape(SHPHandle shp, int type, const Geometry *geometry)
{
    g_autofree int *starts = g_new(int, geometry->part_count + 1);
    g_autofree double *x = g_new(double, geometry->point_count + 1),
                      *y = g_new(double, geometry->point_count + 1);
    copy_parts(geometry, starts, x, y);
    SHPObject *shape = SHPCreateObject(type, -1, type == SHPT_POINT ? 0 : (int)geometry->part_count, starts,
                                       NULL, (int)geometry->point_count, x, y, NULL, NULL);
    const bool done = SHPWriteObject(shp, -1, shape) >= 0;
    SHPDestroyObject(shape);
    return done;
}

static bool write_shapes(const Dataset *dataset, const Geos *geos, const char *stem, GError **error)
{
    SAHooks hooks = quiet_hooks();
    SHPHandle shp = SHPCreateLL(stem, shape_type(dataset), &hooks);
    size_t bytes = 0;
    bool done = shp != NULL;
    for (size_t i = 0; done && i < dataset->features->len; i++) {
        const DatasetFeature *feature = g_ptr_array_index(dataset->features, i);
        Geometry geometry = geos_to_geometry(geos, feature->geometry);
        done = write_shape(shp, shape_type(dataset), &geometry);
        geometry_clear(&geometry);
    }
    if (shp) {
        bytes = shp->nFileSize;
        SHPClose(shp);
    }
    if (!done)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s.shp: cannot be written: %s", stem,
                    g_strerror(errno));
    return done && is_whole(stem, ".shp", bytes, error) &&
           is_whole(stem, ".shx", 100 + 8 * (size_t)dataset->features->len, error);
}

/* ---- Files ---- */

static const char *const suffixes[] = {".shp", ".shx", ".dbf", ".prj", ".cpg"};

static bool write_projection(const char *stem, GError **error)
{
    g_autofree char *path = g_strconcat(stem, ".prj", NULL);
    g_autoptr(GError) inner = NULL;
    if (g_file_set_contents(path, wgs84_wkt, -1, &inner))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", inner->message);
    return false;
}

static bool move_files(const char *from, const char *to, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *old = g_strconcat(from, suffixes[i], NULL),
                        *new = g_strconcat(to, suffixes[i], NULL);
        if (g_rename(old, new) != 0) {
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written: %s", new,
                        g_strerror(errno));
            return false;
        }
    }
    return true;
}

static void remove_files(const char *stem)
{
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *path = g_strconcat(stem, suffixes[i], NULL);
        g_unlink(path);
    }
}

bool dataset_write(const Dataset *dataset, const Geos *geos, const char *folder, GError **error)
{
    g_autofree char *target = g_build_filename(folder, dataset->name, NULL);
    /* Without a point, behind which shapelib would take it for a suffix. */
    g_autofree char *stem = g_strdup_printf("%s/%s-new-%d", folder, dataset->name, (int)getpid());
    const bool done = write_shapes(dataset, geos, stem, error) && write_table(dataset, stem, error) &&
                      write_projection(stem, error) && move_files(stem, target, error);
    if (!done)
        remove_files(stem);
    return done;
}
