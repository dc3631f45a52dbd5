#include "frames.h"

#include "base/error.h"
#include "output/digest.h"
#include "output/manifest.h"
#include "output/pattern.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    const Sequence *sequence;
    Manifest *manifest;
    const char *suffix;
} Files;

typedef struct {
    char *path, *page, *sha256;
} FileResult;

/* What a thread drew last: a frame that looks the same is copied. */
typedef struct {
    char *path, *page;
} LastFile;

static void *start(void *user)
{
    (void)user;
    return g_new0(LastFile, 1);
}

static void remember(LastFile *last, const FileResult *result)
{
    g_free(last->path);
    g_free(last->page);
    *last = (LastFile){g_strdup(result->path), g_strdup(result->page)};
}

static void stop(void *state)
{
    LastFile *last = state;
    g_free(last->path);
    g_free(last->page);
    g_free(last);
}

static void drop(void *data)
{
    FileResult *result = data;
    g_free(result->path);
    g_free(result->page);
    g_free(result->sha256);
    g_free(result);
}

/* A file of an earlier run is good when it is whole and its picture would come out the same. */
static bool is_finished(const Files *files, size_t number, const char *date, FileResult *result)
{
    const ManifestEntry *entry = manifest_lookup(files->manifest, number);
    if (!entry || strcmp(entry->page, result->page) != 0 || strcmp(entry->date, date) != 0)
        return false;
    g_autofree char *sum = file_checksum(result->path);
    if (!sum || strcmp(sum, entry->sha256) != 0)
        return false;
    result->sha256 = g_steal_pointer(&sum);
    return true;
}

static bool copy_file(const char *from, const char *to)
{
    g_autofree char *bytes = NULL;
    gsize length;
    return g_file_get_contents(from, &bytes, &length, NULL) &&
           g_file_set_contents(to, bytes, (gssize)length, NULL);
}

static bool draw(const Files *files, const Frame *frame, const char *path, GError **error)
{
    g_autoptr(Writer) writer = writer_open(path, &files->sequence->setup->output, error);
    return writer && writer_add_page(writer, &frame->page, error) && writer_close(writer, error);
}

static bool make_file(const Files *files, const Frame *frame, LastFile *last, FileResult *result,
                      GError **error)
{
    const bool same = last->page && strcmp(last->page, result->page) == 0;
    if (!(same && copy_file(last->path, result->path)) && !draw(files, frame, result->path, error))
        return false;
    result->sha256 = file_checksum(result->path);
    if (result->sha256)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: vanished after it was written", result->path);
    return false;
}

static void *work(size_t index, void *state, void *user, GError **error)
{
    const Files *files = user;
    const Sequence *sequence = files->sequence;
    LastFile *last = state;
    const size_t number = sequence->first + index + 1;
    g_autoptr(Frame) frame = sequence_frame(sequence, index, error);
    if (!frame)
        return NULL;
    FileResult *result = g_new0(FileResult, 1);
    result->path = pattern_name(sequence->options->render.output, number, NULL);
    result->page = digest_page(&frame->page, &sequence->setup->output, files->suffix);
    if (!is_finished(files, number, sequence->dates->pdata[number - 1], result) &&
        !make_file(files, frame, last, result, error)) {
        drop(result);
        return NULL;
    }
    remember(last, result);
    return result;
}

static bool deliver(size_t index, void *data, void *user, GError **error)
{
    const Files *files = user;
    const Sequence *sequence = files->sequence;
    FileResult *result = data;
    g_autofree char *name = g_path_get_basename(result->path);
    const ManifestEntry entry = {.number = sequence->first + index + 1,
                                 .file = name,
                                 .date = sequence->dates->pdata[sequence->first + index],
                                 .page = result->page,
                                 .sha256 = result->sha256};
    const bool good = manifest_add(files->manifest, &entry, error);
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
    if (options->resume)
        remove_leftovers(sequence);
    Files files = {sequence, manifest, strrchr(pattern, '.')};
    const ParallelPlan plan = {.count = sequence->end - sequence->first,
                               .batch = 8,
                               .jobs = options->render.jobs,
                               .user = &files,
                               .start = start,
                               .stop = stop,
                               .work = work,
                               .deliver = deliver,
                               .drop = drop};
    return parallel_run(&plan, error) && manifest_close(manifest, error);
}
