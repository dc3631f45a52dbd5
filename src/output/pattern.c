#include "output/pattern.h"

#include "base/error.h"

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
