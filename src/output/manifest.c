#include "output/manifest.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

struct Manifest {
    char *path;
    FILE *file;
    json_t *old;         /* number as text -> object of an earlier run; or NULL */
    GHashTable *entries; /* number -> ManifestEntry that points into `old`; only looked up */
    GString *lines;      /* of this run */
};

static bool fail(const Manifest *manifest, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written: %s", manifest->path,
                g_strerror(errno));
    return false;
}

static bool read_entry(const json_t *json, ManifestEntry *out)
{
    *out = (ManifestEntry){.number = (size_t)json_integer_value(json_object_get(json, "number")),
                           .file = json_string_value(json_object_get(json, "file")),
                           .date = json_string_value(json_object_get(json, "date")),
                           .page = json_string_value(json_object_get(json, "page")),
                           .crc32 = json_string_value(json_object_get(json, "crc32"))};
    return out->number > 0 && out->file && out->date && out->page && out->crc32;
}

/* A line that a kill cut off, or that somebody else wrote, counts for nothing. */
void manifest_adopt(Manifest *manifest, const char *path)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i]; i++) {
        json_t *json = json_loads(lines[i], 0, NULL);
        ManifestEntry entry;
        if (json && read_entry(json, &entry)) {
            json_array_append(manifest->old, json);
            g_hash_table_replace(manifest->entries, GSIZE_TO_POINTER(entry.number),
                                 g_memdup2(&entry, sizeof entry));
        }
        json_decref(json);
    }
}

Manifest *manifest_open(const char *path, bool resume, GError **error)
{
    g_autoptr(Manifest) manifest = g_new0(Manifest, 1);
    manifest->path = g_strdup(path);
    manifest->old = json_array();
    manifest->entries = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    manifest->lines = g_string_new(NULL);
    if (resume)
        manifest_adopt(manifest, path);
    manifest->file = fopen(path, resume ? "ab" : "wb");
    if (!manifest->file) {
        fail(manifest, error);
        return NULL;
    }
    /* A line that was cut off must not swallow the next one. */
    if (resume && ftell(manifest->file) > 0)
        fputc('\n', manifest->file);
    return g_steal_pointer(&manifest);
}

void manifest_free(Manifest *manifest)
{
    if (!manifest)
        return;
    if (manifest->file)
        fclose(manifest->file);
    g_hash_table_unref(manifest->entries);
    json_decref(manifest->old);
    g_string_free(manifest->lines, TRUE);
    g_free(manifest->path);
    g_free(manifest);
}

const ManifestEntry *manifest_lookup(const Manifest *manifest, size_t number)
{
    return g_hash_table_lookup(manifest->entries, GSIZE_TO_POINTER(number));
}

bool manifest_add(Manifest *manifest, const ManifestEntry *entry, GError **error)
{
    json_t *json =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s*}", "number", (json_int_t)entry->number, "file", entry->file,
                  "date", entry->date, "page", entry->page, "crc32", entry->crc32, "words", entry->words);
    char *line = json_dumps(json, JSON_PRESERVE_ORDER);
    json_decref(json);
    g_string_append_printf(manifest->lines, "%s\n", line);
    const bool good = fprintf(manifest->file, "%s\n", line) > 0 && fflush(manifest->file) == 0;
    free(line);
    return good || fail(manifest, error);
}

bool manifest_close(Manifest *manifest, GError **error)
{
    g_autofree char *temporary = g_strconcat(manifest->path, ".new", NULL);
    FILE *file = fopen(temporary, "wb");
    if (!file)
        return fail(manifest, error);
    const GString *lines = manifest->lines;
    const bool written = fwrite(lines->str, 1, lines->len, file) == lines->len;
    if (fclose(file) == 0 && written && g_rename(temporary, manifest->path) == 0)
        return true;
    fail(manifest, error);
    g_unlink(temporary);
    return false;
}

char *file_checksum(const char *path)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
    if (!file)
        return NULL;
    const unsigned char *bytes = (const unsigned char *)g_mapped_file_get_contents(file);
    return g_strdup_printf("%08lx", crc32_z(0, bytes, g_mapped_file_get_length(file)));
}
