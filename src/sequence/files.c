#include "sequence/sequence.h"

#include "base/error.h"
#include "output/digest.h"
#include "output/manifest.h"
#include "output/pattern.h"
#include "sequence/seen.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    const Sequence *sequence;
    Manifest *manifest;
    const char *suffix;
    Seen *before; /* what the frame before shows; NULL: this is the first */
} Files;

typedef struct {
    char *path, *page, *crc32;
    Seen *seen; /* goes on to the next frame */
} FileResult;

/* A thread's own: the pixels that change from file to file, and the last file, for a frame that looks the
 * same is copied. */
typedef struct {
    Raster *raster; /* NULL: vector files */
    char *path, *page;
} Painter;

static void *start(void *user)
{
    const Files *files = user;
    const WriterOptions *output = &files->sequence->setup->output;
    Painter *painter = g_new0(Painter, 1);
    RasterSize size;
    if (strcmp(files->suffix, ".png") == 0 &&
        raster_measure(output->width, output->height, output->dpi, &size, NULL)) {
        size.opaque = output->opaque;
        size.screen = output->screen;
        size.proof = output->proof;
        painter->raster = raster_new(&size, true);
    }
    return painter;
}

static void remember(Painter *painter, const FileResult *result)
{
    g_free(painter->path);
    g_free(painter->page);
    painter->path = g_strdup(result->path);
    painter->page = g_strdup(result->page);
}

static void stop(void *state)
{
    Painter *painter = state;
    raster_free(painter->raster);
    g_free(painter->path);
    g_free(painter->page);
    g_free(painter);
}

static void drop(void *data)
{
    FileResult *result = data;
    g_free(result->path);
    g_free(result->page);
    g_free(result->crc32);
    seen_free(result->seen);
    g_free(result);
}

/* A file of an earlier run is good when it is whole and its picture would come out the same. */
static bool is_finished(const Files *files, size_t number, const char *date, FileResult *result)
{
    const ManifestEntry *entry = manifest_lookup(files->manifest, number);
    if (!entry || strcmp(entry->page, result->page) != 0 || strcmp(entry->date, date) != 0)
        return false;
    g_autofree char *sum = file_checksum(result->path);
    if (!sum || strcmp(sum, entry->crc32) != 0)
        return false;
    result->crc32 = g_steal_pointer(&sum);
    return true;
}

static bool copy_file(const char *from, const char *to)
{
    g_autofree char *bytes = NULL;
    gsize length;
    return g_file_get_contents(from, &bytes, &length, NULL) &&
           g_file_set_contents(to, bytes, (gssize)length, NULL);
}

static char *sum_page(const Files *files, const Frame *frame, const Painter *painter)
{
    uint64_t sum;
    if (painter->raster) {
        raster_record(painter->raster, &frame->page);
        sum = raster_sum(painter->raster);
    } else {
        sum = digest_record(&frame->page);
    }
    return digest_page(sum, &files->sequence->setup->output, files->suffix);
}

static bool draw(const Files *files, const Frame *frame, Raster *raster, const char *path, GError **error)
{
    WriterOptions options = files->sequence->setup->output;
    options.raster = raster;
    g_autoptr(Writer) writer = writer_open(path, &options, error);
    return writer && writer_add_page(writer, &frame->page, error) && writer_close(writer, error);
}

static bool make_file(const Files *files, const Frame *frame, const Painter *painter, FileResult *result,
                      GError **error)
{
    const bool same = painter->page && strcmp(painter->page, result->page) == 0;
    if (!(same && copy_file(painter->path, result->path)) &&
        !draw(files, frame, painter->raster, result->path, error))
        return false;
    result->crc32 = file_checksum(result->path);
    if (result->crc32)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: vanished after it was written", result->path);
    return false;
}

static void *work(size_t index, void *state, void *user, GError **error)
{
    const Files *files = user;
    const Sequence *sequence = files->sequence;
    Painter *painter = state;
    const size_t number = sequence->first + index + 1;
    g_autoptr(Frame) frame = sequence_frame(sequence, index, error);
    if (!frame)
        return NULL;
    FileResult *result = g_new0(FileResult, 1);
    result->path = pattern_name(sequence->options->render.output, number, NULL);
    result->page = sum_page(files, frame, painter);
    result->seen = seen_new(frame);
    if (!is_finished(files, number, sequence->dates->pdata[number - 1], result) &&
        !make_file(files, frame, painter, result, error)) {
        drop(result);
        return NULL;
    }
    remember(painter, result);
    return result;
}

static bool deliver(size_t index, void *data, void *user, GError **error)
{
    Files *files = user;
    const Sequence *sequence = files->sequence;
    FileResult *result = data;
    g_autofree char *name = g_path_get_basename(result->path);
    g_autofree char *words = seen_words(result->seen, files->before, NULL, sequence->setup->language);
    const ManifestEntry entry = {.number = sequence->first + index + 1,
                                 .file = name,
                                 .date = sequence->dates->pdata[sequence->first + index],
                                 .page = result->page,
                                 .crc32 = result->crc32,
                                 .words = words};
    const bool good = manifest_add(files->manifest, &entry, error);
    seen_free(files->before);
    files->before = g_steal_pointer(&result->seen);
    sequence_progress(sequence, index + 1);
    drop(result);
    return good;
}

/* What a kill left of files of this shard: "0001.png.AbC123". */
static void remove_leftovers(const Sequence *sequence)
{
    const char *pattern = sequence->options->render.output;
    g_autofree char *folder = g_path_get_dirname(pattern);
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = sequence->first; i < sequence->end; i++) {
        g_autofree char *path = pattern_name(pattern, i + 1, NULL);
        g_hash_table_add(names, g_path_get_basename(path));
    }
    GDir *listing = g_dir_open(folder, 0, NULL);
    for (const char *name; listing && (name = g_dir_read_name(listing));) {
        const char *dot = strrchr(name, '.');
        g_autofree char *whole =
            dot && strlen(dot) == 7 ? g_strndup(name, (gsize)(dot - name)) : g_strdup("");
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_hash_table_contains(names, whole))
            g_unlink(path);
    }
    if (listing)
        g_dir_close(listing);
}

static bool make_folder(const char *pattern, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(pattern);
    if (g_mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be made: %s", folder, g_strerror(errno));
    return false;
}

/* What the last frame of the part before shows: the words of the first frame say what changed since. */
static bool look_back(const Sequence *sequence, Seen **out, GError **error)
{
    if (sequence->first == 0 || sequence->first == sequence->end)
        return true;
    g_autoptr(Frame) frame = frame_build(sequence->setup, sequence->dates->pdata[sequence->first - 1], error);
    *out = frame ? seen_new(frame) : NULL;
    return frame != NULL;
}

/* The manifests of parts, whose work becomes that of the whole. */
static GPtrArray *adopt_parts(const SemaineFramesOptions *options, Manifest *manifest)
{
    GPtrArray *parts = options->resume && options->shard_count == 0
                           ? pattern_part_manifests(options->render.output)
                           : g_ptr_array_new();
    for (guint i = 0; i < parts->len; i++)
        manifest_adopt(manifest, parts->pdata[i]);
    return parts;
}

static bool finish(Manifest *manifest, const GPtrArray *parts, GError **error)
{
    if (!manifest_close(manifest, error))
        return false;
    for (guint i = 0; i < parts->len; i++)
        g_unlink(parts->pdata[i]);
    return true;
}

bool frames_write_files(const Sequence *sequence, GError **error)
{
    const SemaineFramesOptions *options = sequence->options;
    const char *pattern = options->render.output;
    g_autofree char *first = pattern_name(pattern, 1, error);
    if (!first || !make_folder(pattern, error))
        return false;
    g_autofree char *path = pattern_manifest(pattern, options->shard, options->shard_count);
    g_autoptr(Manifest) manifest = manifest_open(path, options->resume, error);
    if (!manifest)
        return false;
    g_autoptr(GPtrArray) parts = adopt_parts(options, manifest);
    if (options->resume)
        remove_leftovers(sequence);
    const char *dot = strrchr(pattern, '.');
    Files files = {sequence, manifest, dot ? dot : "", NULL};
    if (!look_back(sequence, &files.before, error))
        return false;
    const ParallelPlan plan = {.count = sequence->end - sequence->first,
                               .batch = 16,
                               .jobs = options->render.jobs,
                               .user = &files,
                               .start = start,
                               .stop = stop,
                               .work = work,
                               .deliver = deliver,
                               .drop = drop};
    const bool good = parallel_run(&plan, error) && finish(manifest, parts, error);
    seen_free(files.before);
    return good;
}
