/* Order of texts for people: base letters first, then accents, then case. One order for all languages, made
 * from the Unicode tables in GLib; that of English dictionaries. */
#include "style/value.h"

#include <string.h>

/* Blanks and punctuation come before symbols, digits and letters. */
static int char_class(gunichar c)
{
    if (g_unichar_isspace(c) || g_unichar_ispunct(c))
        return g_unichar_type(c) >= G_UNICODE_CURRENCY_SYMBOL && g_unichar_type(c) <= G_UNICODE_OTHER_SYMBOL;
    return g_unichar_isdigit(c) ? 2 : 3;
}

static char *without_marks(const char *text)
{
    GString *bare = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text))
        if (!g_unichar_ismark(g_utf8_get_char(text)))
            g_string_append_unichar(bare, g_utf8_get_char(text));
    return g_string_free(bare, FALSE);
}

static int compare_chars(const char *a, const char *b)
{
    for (; *a && *b; a = g_utf8_next_char(a), b = g_utf8_next_char(b)) {
        const gunichar left = g_utf8_get_char(a), right = g_utf8_get_char(b);
        if (left == right)
            continue;
        const int classes = char_class(left) - char_class(right);
        return classes ? classes : left < right ? -1 : 1;
    }
    return (*a != '\0') - (*b != '\0');
}

/* Small letters come before capitals where nothing else tells two texts apart. */
static int compare_case(const char *a, const char *b)
{
    for (; *a && *b; a = g_utf8_next_char(a), b = g_utf8_next_char(b)) {
        const bool left = g_unichar_isupper(g_utf8_get_char(a)),
                   right = g_unichar_isupper(g_utf8_get_char(b));
        if (left != right)
            return left ? 1 : -1;
    }
    return 0;
}

int collator_compare(const Collator *collator, const char *a, const char *b)
{
    g_autofree char *left = g_utf8_normalize(a, -1, G_NORMALIZE_NFD);
    g_autofree char *right = g_utf8_normalize(b, -1, G_NORMALIZE_NFD);
    if (!left || !right)
        return text_compare(a, b);
    g_autofree char *left_folded = g_utf8_casefold(left, -1), *right_folded = g_utf8_casefold(right, -1);
    g_autofree char *left_base = without_marks(left_folded), *right_base = without_marks(right_folded);
    int order = compare_chars(left_base, right_base);
    if (order == 0 && collator->diacritic_sensitive)
        order = compare_chars(left_folded, right_folded);
    if (order == 0 && collator->case_sensitive) {
        g_autofree char *left_bare = without_marks(left), *right_bare = without_marks(right);
        order = compare_case(left_bare, right_bare);
    }
    return order;
}
