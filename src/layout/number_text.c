#include "layout/number_text.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

char *number_text_grouped(long number, const char *language)
{
    const bool english = g_strcmp0(language, "en") == 0;
    g_autofree char *digits = g_strdup_printf("%ld", labs(number));
    GString *text = g_string_new(number < 0 ? "−" : "");
    const size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append(text, english ? "," : "\u202f");
        g_string_append_c(text, digits[i]);
    }
    return g_string_free(text, FALSE);
}
