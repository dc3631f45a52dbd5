#include "output/pattern.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_MAX = 9 };

/* Reads "%04d" at `text`: its length, 0 where it is none; `digits` is the least number of digits. */
static size_t read_place(const char *text, int *digits)
{
    size_t length = 1;
    *digits = 1;
    if (text[length] == '0' && g_ascii_isdigit(text[length + 1])) {
        *digits = text[length + 1] - '0';
        length += 2;
    }
    return text[length] == 'd' && *digits >= 1 && *digits <= DIGITS_MAX ? length + 1 : 0;
}

bool pattern_is_one(const char *text)
{
    return strchr(text, '%') != NULL;
}

char *pattern_name(const char *pattern, size_t number, GError **error)
{
    GString *name = g_string_new(NULL);
    int places = 0, digits;
    bool good = true;
    for (const char *rest = pattern; *rest && good;) {
        const size_t length = *rest == '%' ? read_place(rest, &digits) : 0;
        if (length > 0) {
            g_string_append_printf(name, "%0*zu", digits, number);
            places++;
        } else {
            good = *rest != '%' || rest[1] == '%';
            g_string_append_c(name, *rest);
        }
        rest += length > 0 ? length : *rest == '%' && good ? 2 : 1;
    }
    if (good && places == 1)
        return g_string_free(name, FALSE);
    g_string_free(name, TRUE);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "%s: expected one place for the number, such as %%04d (and %%%% for a percent sign)",
                pattern);
    return NULL;
}

char *pattern_manifest(const char *pattern, unsigned shard, unsigned shard_count)
{
    g_autofree char *folder = g_path_get_dirname(pattern), *base = g_path_get_basename(pattern);
    g_autofree char *prefix = g_strndup(base, strcspn(base, "%"));
    g_autofree char *part = shard_count > 0 ? g_strdup_printf("-%uof%u", shard, shard_count) : g_strdup("");
    g_autofree char *name = g_strdup_printf("%sframes%s.jsonl", prefix, part);
    return g_build_filename(folder, name, NULL);
}

/* "-2of8.jsonl" */
static bool is_part(const char *text)
{
    unsigned shard, count;
    int length = 0;
    return sscanf(text, "-%9uof%9u.jsonl%n", &shard, &count, &length) == 2 && length > 0 &&
           text[length] == '\0';
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *pattern_part_manifests(const char *pattern)
{
    g_autofree char *whole = pattern_manifest(pattern, 0, 0), *folder = g_path_get_dirname(whole);
    g_autofree char *base = g_path_get_basename(whole);
    const size_t stem = strlen(base) - strlen(".jsonl");
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    GDir *listing = g_dir_open(folder, 0, NULL);
    for (const char *name; listing && (name = g_dir_read_name(listing));)
        if (strncmp(name, base, stem) == 0 && is_part(name + stem))
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    if (listing)
        g_dir_close(listing);
    g_ptr_array_sort(paths, compare_texts);
    return paths;
}
