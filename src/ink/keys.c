#include "ink/keys.h"

#include <math.h>

/* cairo writes six digits, so that a multiple of STEP comes back as it went; it takes colours for equal that
 * fall on the same of 65536 steps, so that STEP is wider than two of those. Red and green count, blue is the
 * sign. */
static const double FIRST = 0.1, STEP = 4e-5, SIGN = 0.019283;
enum { PER_CHANNEL = 20000 };

struct InkKeys {
    GArray *keys;      /* InkKey, by number */
    GHashTable *known; /* description -> number + 1 */
    GStringChunk *texts;
    GPtrArray *layers; /* in texts */
};

InkKeys *ink_keys_new(void)
{
    InkKeys *keys = g_new0(InkKeys, 1);
    keys->keys = g_array_new(FALSE, TRUE, sizeof(InkKey));
    keys->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    keys->texts = g_string_chunk_new(1024);
    keys->layers = g_ptr_array_new();
    return keys;
}

void ink_keys_free(InkKeys *keys)
{
    if (!keys)
        return;
    g_array_unref(keys->keys);
    g_hash_table_unref(keys->known);
    g_string_chunk_free(keys->texts);
    g_ptr_array_unref(keys->layers);
    g_free(keys);
}

/* A text that two keys share exactly when they mean the same. */
static char *describe(const InkKey *key)
{
    const double numbers[] = {key->ink.parts[0], key->ink.parts[1], key->ink.parts[2],
                              key->ink.parts[3], key->ink.tint,     key->halo_width};
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%d", (int)key->ink.kind);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_c(text, ' ');
        g_string_append(text, g_ascii_dtostr(number, sizeof number, numbers[i]));
    }
    return g_string_free(text, FALSE);
}

static Color number_color(size_t number, double alpha)
{
    return (Color){FIRST + STEP * (double)(number / PER_CHANNEL),
                   FIRST + STEP * (double)(number % PER_CHANNEL), SIGN, alpha};
}

static Color add(InkKeys *keys, const InkKey *key, double alpha)
{
    g_array_append_val(keys->keys, *key);
    return number_color(keys->keys->len - 1, alpha);
}

static Color intern(InkKeys *keys, const InkKey *key, double alpha)
{
    char *description = describe(key);
    const size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(keys->known, description));
    if (known > 0) {
        g_free(description);
        return number_color(known - 1, alpha);
    }
    g_hash_table_insert(keys->known, description, GSIZE_TO_POINTER((gsize)keys->keys->len + 1));
    return add(keys, key, alpha);
}

static Ink screen_ink(Color color)
{
    return (Ink){.kind = INK_RGB, .parts = {color.r, color.g, color.b, 0}};
}

Color ink_keys_halo(InkKeys *keys, Color color, double width)
{
    return intern(keys, &(InkKey){.ink = screen_ink(color), .halo_width = width}, color.a);
}

Color ink_keys_text(InkKeys *keys, Color color, const char *text)
{
    const InkKey key = {.ink = screen_ink(color), .text = g_string_chunk_insert_const(keys->texts, text)};
    return add(keys, &key, color.a);
}

Color ink_keys_process(InkKeys *keys, double cyan, double magenta, double yellow, double black)
{
    const Ink ink = {.kind = INK_PROCESS, .parts = {cyan, magenta, yellow, black}};
    return intern(keys, &(InkKey){.ink = ink}, 1);
}

Color ink_keys_registration(InkKeys *keys)
{
    return intern(keys, &(InkKey){.ink = {.kind = INK_ALL, .parts = {1, 1, 1, 1}, .tint = 1}}, 1);
}

/* The count of steps that a channel stands for; -1 where it is on no step. */
static long read_channel(double value)
{
    const double steps = (value - FIRST) / STEP;
    if (!(steps > -0.5 && steps < PER_CHANNEL))
        return -1;
    const long count = lround(steps);
    return fabs(steps - (double)count) < 0.05 ? count : -1;
}

const InkKey *ink_keys_lookup(const InkKeys *keys, double r, double g, double b)
{
    if (!keys || !(fabs(b - SIGN) < 1e-7))
        return NULL;
    const long high = read_channel(r), low = read_channel(g);
    if (high < 0 || low < 0)
        return NULL;
    const size_t number = (size_t)high * PER_CHANNEL + (size_t)low;
    return number < keys->keys->len ? &g_array_index(keys->keys, InkKey, number) : NULL;
}

void ink_keys_begin_layer(InkKeys *keys, const char *title)
{
    g_ptr_array_add(keys->layers, g_string_chunk_insert_const(keys->texts, title));
}

size_t ink_keys_layer_count(const InkKeys *keys)
{
    return keys ? keys->layers->len : 0;
}

const char *ink_keys_layer(const InkKeys *keys, size_t index)
{
    return g_ptr_array_index(keys->layers, index);
}
