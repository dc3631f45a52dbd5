#include "ink/table.h"

#include "base/color.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

struct InkTable {
    GHashTable *inks; /* 0xrrggbb -> Ink */
    GStringChunk *names;
};

void ink_table_free(InkTable *table)
{
    if (!table)
        return;
    g_hash_table_unref(table->inks);
    g_string_chunk_free(table->names);
    g_free(table);
}

static bool fail(const char *color, const char *expected, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, "%s: expected %s", color, expected);
    return false;
}

static bool read_hex(const char *text, guint *out)
{
    if (text[0] != '#' || strlen(text) != 7)
        return false;
    char *end = NULL;
    *out = (guint)g_ascii_strtoull(text + 1, &end, 16);
    return *end == '\0' && g_ascii_isxdigit(text[1]);
}

static bool read_percent(const json_t *json, double *out)
{
    *out = json_number_value(json) / 100;
    return json_is_number(json) && *out >= 0 && *out <= 1;
}

static bool read_process(const json_t *json, double parts[4])
{
    if (json_array_size(json) != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (!read_percent(json_array_get(json, i), &parts[i]))
            return false;
    return true;
}

static bool read_ink(InkTable *table, const char *color, const json_t *json, Ink *out, GError **error)
{
    static const char process[] = "four numbers from 0 to 100: cyan, magenta, yellow, black";
    if (json_is_array(json)) {
        out->kind = INK_PROCESS;
        return read_process(json, out->parts) || fail(color, process, error);
    }
    const json_t *spot = json_object_get(json, "spot"), *tint = json_object_get(json, "tint");
    if (!json_is_string(spot) || json_string_length(spot) == 0)
        return fail(color, "an array of four inks or an object with \"spot\", the name of an ink", error);
    if (!read_process(json_object_get(json, "cmyk"), out->parts))
        return fail(color, "\"cmyk\", how the spot ink looks: four numbers from 0 to 100", error);
    *out = (Ink){.kind = INK_SPOT,
                 .parts = {out->parts[0], out->parts[1], out->parts[2], out->parts[3]},
                 .tint = 1,
                 .spot = g_string_chunk_insert_const(table->names, json_string_value(spot))};
    return !tint || read_percent(tint, &out->tint) || fail(color, "\"tint\" from 0 to 100", error);
}

InkTable *ink_table_read(const json_t *json, GError **error)
{
    g_autoptr(InkTable) table = g_new0(InkTable, 1);
    table->inks = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    table->names = g_string_chunk_new(256);
    if (!json_is_object(json)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE,
                    "expected an object of colours and their inks");
        return NULL;
    }
    const char *color;
    json_t *row;
    json_object_foreach((json_t *)json, color, row)
    {
        guint number;
        Ink ink = {0};
        if (!read_hex(color, &number)) {
            fail(color, "a colour written #rrggbb", error);
            return NULL;
        }
        if (!read_ink(table, color, row, &ink, error))
            return NULL;
        g_hash_table_insert(table->inks, GUINT_TO_POINTER(number), g_memdup2(&ink, sizeof ink));
    }
    return g_steal_pointer(&table);
}

const Ink *ink_table_lookup(const InkTable *table, double r, double g, double b)
{
    if (!table)
        return NULL;
    const double parts[] = {r, g, b};
    guint number = 0;
    for (size_t i = 0; i < 3; i++) {
        const double step = parts[i] * 255;
        if (!(fabs(step - round(step)) < 1e-3 && step > -0.5 && step < 255.5))
            return NULL;
        number = number << 8 | (guint)lround(step);
    }
    return g_hash_table_lookup(table->inks, GUINT_TO_POINTER(number));
}
