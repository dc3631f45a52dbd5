#include "placement/vertical.h"

#include <glib.h>

bool text_may_stand(const char *text)
{
    bool any = false;
    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar character = g_utf8_get_char(text);
        if (g_unichar_isspace(character) || g_unichar_ismark(character))
            continue;
        if (!g_unichar_iswide(character))
            return false;
        any = true;
    }
    return any;
}

char *text_stacked(const char *text)
{
    GString *stacked = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar character = g_utf8_get_char(text);
        if (g_unichar_isspace(character))
            continue;
        if (stacked->len > 0 && !g_unichar_ismark(character))
            g_string_append_c(stacked, '\n');
        g_string_append_unichar(stacked, character);
    }
    return g_string_free(stacked, FALSE);
}
