/* The shapefile set as a source: shapes from .shp and .shx, attributes from .dbf and .cpg, the CRS from .prj.
 * shapelib is used by shapefile_geometry.c, shapefile_table.c and shapefile_tree.c alone. */
#include "source/shapefile.h"

#include "base/error.h"
#include "source/format.h"

#include <string.h>

/* No .prj or .cpg that is one is longer. */
enum { SMALL_FILE_LIMIT = 1 << 20 };

typedef struct {
    ShapeFile *shapes;
    ShapeTable *table; /* NULL: there is none */
    ShapeTree *tree;   /* likewise */
    Damage *damage;
    size_t next;
} Shapefile;

/* A short companion as text without blanks around it; NULL where there is none or nothing is in it. */
static char *read_companion(const char *path, Damage *damage)
{
    size_t size = 0;
    FILE *file = shape_open_file(path, &size, NULL);
    if (!file)
        return NULL;
    g_autofree char *bytes = NULL;
    if (size <= SMALL_FILE_LIMIT) {
        bytes = g_malloc0(size + 1);
        bytes[fread(bytes, 1, size, file)] = '\0';
    } else {
        damage_add(damage, DAMAGE_FILE, path, 0, "%zu bytes are too many to be read", size);
    }
    fclose(file);
    if (!bytes)
        return NULL;
    const bool marked = g_str_has_prefix(bytes, "\xEF\xBB\xBF");
    g_autofree char *text = g_utf8_make_valid(bytes + (marked ? 3 : 0), -1);
    g_strstrip(text);
    return *text ? g_steal_pointer(&text) : NULL;
}

static void read_crs(Source *source, Damage *damage)
{
    g_autofree char *path = shape_sibling(source->path, ".prj");
    source->crs = read_companion(path, damage);
    if (source->crs)
        return;
    damage_add(damage, DAMAGE_FILE, path, 0,
               "missing or empty; longitude and latitude (EPSG:4326) are assumed");
    source->crs = g_strdup("EPSG:4326");
    source->crs_assumed = true;
}

static bool open_table(Shapefile *file, Source *source, GError **error)
{
    g_autofree char *path = shape_sibling(source->path, ".dbf");
    g_autofree char *cpg_path = shape_sibling(source->path, ".cpg");
    g_autofree char *code_page = read_companion(cpg_path, file->damage);
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        damage_add(file->damage, DAMAGE_FILE, path, 0, "missing; features have no attributes");
        source->encoding = g_strdup("");
        return true;
    }
    file->table = shape_table_open(path, code_page, file->damage, error);
    if (!file->table)
        return false;
    source->encoding = shape_table_encoding(file->table);
    source->field_count = shape_table_field_count(file->table);
    source->fields = g_memdup2(shape_table_fields(file->table), source->field_count * sizeof(Field));
    const size_t rows = shape_table_row_count(file->table);
    if (rows != source->feature_count)
        damage_add(file->damage, DAMAGE_FILE, path, 0, "has %zu rows for %zu shapes", rows,
                   source->feature_count);
    return true;
}

static void shapefile_close(void *state)
{
    Shapefile *file = state;
    shape_file_free(file->shapes);
    shape_table_free(file->table);
    shape_tree_free(file->tree);
    g_free(file);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shapefile, shapefile_close)

static void *shapefile_open(Source *source, Damage *damage, GError **error)
{
    g_autoptr(Shapefile) file = g_new0(Shapefile, 1);
    file->damage = damage;
    file->shapes = shape_file_open(source->path, damage, error);
    if (!file->shapes)
        return NULL;
    source->format = "ESRI Shapefile";
    source->shape_type = shape_file_type_name(file->shapes);
    source->feature_count = shape_file_count(file->shapes);
    read_crs(source, damage);
    return open_table(file, source, error) ? g_steal_pointer(&file) : NULL;
}

/* False where the table says that the feature is deleted. */
static bool read_attributes(Shapefile *file, size_t record, Arena *arena, Feature *out)
{
    if (!file->table)
        return true;
    const size_t count = shape_table_field_count(file->table);
    Member *members = arena_allocate_array(arena, count, sizeof(Member));
    out->attribute_count = count;
    out->attributes = members;
    const RowState state = shape_table_read(file->table, record, arena, members, file->damage);
    if (state == ROW_UNREADABLE)
        damage_add(file->damage, DAMAGE_ROW, NULL, record + 1, "has no row in the .dbf: no attributes");
    if (state == ROW_DELETED)
        damage_add(file->damage, DAMAGE_ROW, NULL, record + 1, "is marked as deleted in the .dbf: left out");
    return state != ROW_DELETED;
}

static bool shapefile_next(void *state, Arena *arena, Feature *out, GError **error)
{
    (void)error; /* whatever is wrong with one record is damage */
    Shapefile *file = state;
    while (file->next < shape_file_count(file->shapes)) {
        const size_t record = file->next++;
        if (!read_attributes(file, record, arena, out))
            continue;
        out->geometry = shape_file_read(file->shapes, record, file->damage);
        return true;
    }
    return false;
}

static bool shapefile_is_large(const void *state)
{
    return shape_file_is_large(((const Shapefile *)state)->shapes);
}

static bool shapefile_open_index(void *state, Source *source)
{
    Shapefile *file = state;
    source->extent = shape_file_extent(file->shapes);
    file->tree = shape_tree_open(source->path, source->feature_count, source->extent, file->damage);
    return file->tree != NULL;
}

/* Once all was found, all are known: a smaller box is met by their own boxes, and the index can go. */
static void shapefile_find(void *state, Box box, bool *near)
{
    Shapefile *file = state;
    const size_t count = shape_file_count(file->shapes);
    bool all = true;
    if (file->tree)
        shape_tree_find(file->tree, box, near);
    for (size_t i = 0; i < count; i++) {
        near[i] = near[i] || !file->tree;
        all = all && near[i];
    }
    if (all)
        g_clear_pointer(&file->tree, shape_tree_free);
}

static bool shapefile_outline(void *state, size_t record, Arena *arena, Feature *out, Box *box)
{
    Shapefile *file = state;
    if (!read_attributes(file, record, arena, out))
        return false;
    out->geometry.type = shape_file_outline(file->shapes, record, file->damage, box);
    return true;
}

static Geometry shapefile_read(void *state, size_t record)
{
    const Shapefile *file = state;
    return shape_file_read(file->shapes, record, file->damage);
}

const SourceFormat shapefile_format = {
    .suffix = ".shp",
    .open = shapefile_open,
    .next = shapefile_next,
    .close = shapefile_close,
    .is_large = shapefile_is_large,
    .open_index = shapefile_open_index,
    .find = shapefile_find,
    .outline = shapefile_outline,
    .read = shapefile_read,
};
