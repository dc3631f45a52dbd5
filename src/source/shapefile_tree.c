/* The spatial index. A .qix is held against its .shp and walked once before shapelib may search it, so that a
 * damaged one is told and passed over. Layout: "SQT", byte order, version, three bytes; number of shapes and
 * depth; then the nodes, each before its children: bytes of all its descendants, box, number of shapes, their
 * numbers, number of children. */
#include "source/shapefile.h"

#include "source/spatial_index.h"

#include "base/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <shapefil.h>
#include <string.h>
#include <unistd.h>

enum {
    HEADER_SIZE = 16,
    NODE_SIZE = 44, /* without the numbers of its shapes */
    DEPTH_MAX = 32,
    LITTLE_ENDIAN_FILE = 1,
    VERSION = 1,
};

struct ShapeTree {
    unsigned char *bytes;
    size_t size, count;
    bool *listed; /* of each record, whether the tree has it */
    ShapeStreams streams;
    SHPTreeDiskHandle handle;
};

/* ---- Checking ---- */

typedef struct {
    ShapeTree *tree;
    size_t position;
} Walk;

static bool take_number(Walk *walk, uint32_t *number)
{
    if (walk->tree->size - walk->position < 4)
        return false;
    *number = read_u32_little(walk->tree->bytes + walk->position);
    walk->position += 4;
    return true;
}

/* Each record once at most. */
static bool take_shapes(Walk *walk)
{
    uint32_t count, record;
    if (!take_number(walk, &count) || count > walk->tree->count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!take_number(walk, &record) || record >= walk->tree->count || walk->tree->listed[record])
            return false;
        walk->tree->listed[record] = true;
    }
    return true;
}

/* Half of the last bits: boxes are halved on the way down. */
static bool lies_within(Box inner, Box outer)
{
    const double slack = 1e-9 * (outer.x_max - outer.x_min + outer.y_max - outer.y_min);
    return inner.x_min >= outer.x_min - slack && inner.y_min >= outer.y_min - slack &&
           inner.x_max <= outer.x_max + slack && inner.y_max <= outer.y_max + slack;
}

static bool take_node(Walk *walk, Box parent, int depth)
{
    uint32_t descendants, children;
    Box box;
    if (depth > DEPTH_MAX || !take_number(walk, &descendants) || walk->tree->size - walk->position < 32 ||
        !read_box(walk->tree->bytes + walk->position, &box) || !lies_within(box, parent))
        return false;
    walk->position += 32;
    if (!take_shapes(walk) || !take_number(walk, &children) || children > 4)
        return false;
    const size_t start = walk->position;
    for (uint32_t i = 0; i < children; i++)
        if (!take_node(walk, box, depth + 1))
            return false;
    return walk->position - start == descendants;
}

/* What is wrong with the tree for `count` records in `extent`; NULL: nothing. */
static const char *check_tree(ShapeTree *tree, Box extent)
{
    if (tree->size < HEADER_SIZE + NODE_SIZE || memcmp(tree->bytes, "SQT", 3) != 0 ||
        tree->bytes[4] != VERSION)
        return "expected an index that begins with SQT, version 1";
    if (tree->bytes[3] != LITTLE_ENDIAN_FILE)
        return "has another byte order than is read";
    if (read_u32_little(tree->bytes + 8) != tree->count)
        return "is for another number of shapes";
    Box box;
    if (!read_box(tree->bytes + HEADER_SIZE + 4, &box) || !lies_within(extent, box))
        return "is for shapes of another extent";
    Walk walk = {tree, HEADER_SIZE};
    if (!take_node(&walk, box, 0) || walk.position != tree->size)
        return "is damaged";
    return NULL;
}

/* ---- Reading ---- */

static bool is_older(const char *path, const char *than)
{
    GStatBuf own, other;
    return g_stat(path, &own) == 0 && g_stat(than, &other) == 0 && own.st_mtime < other.st_mtime;
}

/* False where there is none. */
static bool load_bytes(ShapeTree *tree, const char *path)
{
    FILE *file = shape_open_file(path, &tree->size, NULL);
    if (!file)
        return false;
    /* Nodes without shapes are trimmed: more bytes than these no tree of so many records needs. */
    const size_t most = HEADER_SIZE + (tree->count + 1) * (NODE_SIZE * DEPTH_MAX + 4);
    tree->size = MIN(tree->size, most);
    tree->bytes = g_malloc(tree->size + 1);
    tree->size = fread(tree->bytes, 1, tree->size, file);
    fclose(file);
    return true;
}

static const char *open_tree(ShapeTree *tree, Box extent)
{
    const char *problem = check_tree(tree, extent);
    if (problem)
        return problem;
    char name[64];
    SAHooks hooks;
    shape_hooks(&hooks);
    tree->streams = (ShapeStreams){.index = tree->bytes, .index_size = tree->size};
    shape_stream_name(&tree->streams, ".shx", name);
    tree->handle = SHPOpenDiskTree(name, &hooks);
    return tree->handle ? NULL : "cannot be opened by shapelib";
}

ShapeTree *shape_tree_open(const char *shp_path, size_t count, Box extent, Damage *damage)
{
    g_autofree char *path = shape_sibling(shp_path, ".qix");
    g_autoptr(ShapeTree) tree = g_new0(ShapeTree, 1);
    tree->count = count;
    if (!load_bytes(tree, path))
        return NULL;
    tree->listed = g_new0(bool, count + 1);
    const char *problem = is_older(path, shp_path) ? "is older than the .shp" : open_tree(tree, extent);
    if (!problem)
        return g_steal_pointer(&tree);
    damage_add(damage, DAMAGE_FILE, path, 0, "%s; the index is not used", problem);
    return NULL;
}

void shape_tree_free(ShapeTree *tree)
{
    if (!tree)
        return;
    if (tree->handle)
        SHPCloseDiskTree(tree->handle);
    g_free(tree->bytes);
    g_free(tree->listed);
    g_free(tree);
}

void shape_tree_find(ShapeTree *tree, Box box, bool *near)
{
    double low[] = {box.x_min, box.y_min, 0, 0}, high[] = {box.x_max, box.y_max, 0, 0};
    int count = 0;
    int *records = SHPSearchDiskTreeEx(tree->handle, low, high, &count);
    for (size_t i = 0; i < tree->count; i++)
        near[i] = !tree->listed[i] || !records;
    for (int i = 0; records && i < count; i++)
        near[records[i]] = true;
    free(records);
}

/* ---- Writing ---- */

/* All shapes, and what the header says. False where a box is without sense. */
static bool find_extent(ShapeFile *shapes, Box *extent, GError **error)
{
    Damage silent = {0};
    *extent = shape_file_extent(shapes);
    for (size_t i = 0; i < shape_file_count(shapes); i++) {
        Box box;
        shape_file_outline(shapes, i, &silent, &box);
        *extent = box_union(*extent, box);
    }
    const double size = extent->x_max - extent->x_min + extent->y_max - extent->y_min;
    if (isfinite(size) && size >= 0)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "has a box that is no box: semaine check tells more");
    return false;
}

/* Writes to `path`, and reads it back: shapelib does not tell whether all of it arrived. */
static bool write_tree(SHPTree *tree, const char *path, size_t count, Box extent, GError **error)
{
    SAHooks hooks;
    SASetupDefaultHooks(&hooks);
    g_autoptr(ShapeTree) written = g_new0(ShapeTree, 1);
    written->count = count;
    written->listed = g_new0(bool, count + 1);
    SHPTreeTrimExtraNodes(tree);
    if (SHPWriteTreeLL(tree, path, &hooks) && load_bytes(written, path) && !check_tree(written, extent))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written whole", path);
    return false;
}

static bool make_index(ShapeFile *shapes, const char *path, GError **error)
{
    Box extent;
    if (!find_extent(shapes, &extent, error))
        return false;
    double low[] = {extent.x_min, extent.y_min, 0, 0}, high[] = {extent.x_max, extent.y_max, 0, 0};
    SHPTree *tree = SHPCreateTree(shape_file_handle(shapes), 2, 0, low, high);
    g_autofree char *new = g_strdup_printf("%s-new-%d", path, (int)getpid());
    bool done = write_tree(tree, new, shape_file_count(shapes), extent, error);
    SHPDestroyTree(tree);
    if (done && g_rename(new, path) != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written: %s", path,
                    g_strerror(errno));
        done = false;
    }
    if (!done)
        g_unlink(new);
    return done;
}

bool spatial_index_write(const char *shp_path, GError **error)
{
    Damage silent = {0};
    g_autofree char *path = shape_sibling(shp_path, ".qix");
    g_autoptr(ShapeFile) shapes = shape_file_open(shp_path, &silent, error);
    if (shapes && !shape_file_has_boxes(shapes))
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "expected lines or polygons, found %s",
                    shape_file_type_name(shapes));
    else if (shapes && make_index(shapes, path, error))
        return true;
    g_prefix_error(error, "%s: ", shp_path);
    return false;
}

void spatial_index_remove(const char *shp_path)
{
    g_autofree char *path = shape_sibling(shp_path, ".qix");
    g_unlink(path);
}
