#include "source/references.h"

#include "base/error.h"
#include "base/file.h"

#include <csv.h>
#include <string.h>

struct References {
    GPtrArray *list; /* of Reference */
    GHashTable *by_key;
};

/* While a table is read. */
typedef struct {
    References *references;
    GPtrArray *cells;            /* of the row being read */
    int key, reference, licence; /* columns; -1: none */
    int translated;              /* "reference_fr" of the language asked for */
    const char *language;
    guint columns, line;
    guint wrong_line; /* first row of another length; 0: none */
} Reading;

static void reference_free(void *item)
{
    Reference *reference = item;
    g_free(reference->key);
    g_free(reference->reference);
    g_free(reference->licence);
    g_free(reference);
}

static void add_cell(void *text, size_t length, void *user)
{
    g_ptr_array_add(((Reading *)user)->cells, g_strndup(text, length));
}

static int find_column(const Reading *reading, const char *name)
{
    for (guint i = 0; i < reading->cells->len; i++)
        if (strcmp(g_strstrip(g_ptr_array_index(reading->cells, i)), name) == 0)
            return (int)i;
    return -1;
}

static void read_head(Reading *reading)
{
    reading->columns = reading->cells->len;
    reading->key = find_column(reading, "key");
    reading->reference = find_column(reading, "reference");
    reading->licence = find_column(reading, "licence");
    g_autofree char *translated = g_strconcat("reference_", reading->language, NULL);
    reading->translated = find_column(reading, translated);
}

static Reference *read_reference(const Reading *reading, char **cells)
{
    const char *translated = reading->translated >= 0 ? cells[reading->translated] : "";
    Reference *reference = g_new0(Reference, 1);
    reference->key = g_strdup(cells[reading->key]);
    reference->reference = g_strdup(*translated ? translated : cells[reading->reference]);
    reference->licence = g_strdup(reading->licence >= 0 ? cells[reading->licence] : "");
    return reference;
}

static void add_row(int mark, void *user)
{
    (void)mark;
    Reading *reading = user;
    if (++reading->line == 1) {
        read_head(reading);
    } else if (reading->cells->len != reading->columns) {
        reading->wrong_line = reading->wrong_line ? reading->wrong_line : reading->line;
    } else if (reading->key >= 0 && reading->reference >= 0) {
        Reference *reference = read_reference(reading, (char **)reading->cells->pdata);
        g_ptr_array_add(reading->references->list, reference);
        g_hash_table_insert(reading->references->by_key, reference->key, reference);
    }
    g_ptr_array_set_size(reading->cells, 0);
}

static bool parse(Reading *reading, const char *text, gsize length)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL) != 0)
        return false;
    const bool good = csv_parse(&parser, text, length, add_cell, add_row, reading) == length &&
                      csv_fini(&parser, add_cell, add_row, reading) == 0;
    csv_free(&parser);
    return good;
}

References *references_load(const char *path, const char *language, GError **error)
{
    g_autofree char *text = NULL;
    gsize length;
    g_autoptr(GError) reason = NULL;
    if (!file_read(path, &text, &length, &reason)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", reason->message);
        return NULL;
    }
    g_autoptr(References) references = g_new0(References, 1);
    references->list = g_ptr_array_new_with_free_func(reference_free);
    references->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    Reading reading = {.references = references,
                       .cells = cells,
                       .key = -1,
                       .reference = -1,
                       .licence = -1,
                       .translated = -1,
                       .language = language};
    const bool good = parse(&reading, text, length);
    if (good && reading.wrong_line == 0 && reading.key >= 0 && reading.reference >= 0)
        return g_steal_pointer(&references);
    if (good && reading.wrong_line > 0)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: row %u: expected %u cells", path,
                    reading.wrong_line, reading.columns);
    else
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                    "%s: expected a CSV table with the columns key and reference", path);
    return NULL;
}

void references_free(References *references)
{
    if (!references)
        return;
    g_hash_table_unref(references->by_key);
    g_ptr_array_unref(references->list);
    g_free(references);
}

const Reference *references_lookup(const References *references, const char *key)
{
    return g_hash_table_lookup(references->by_key, key);
}
