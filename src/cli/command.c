#include "command.h"

#include <stdlib.h>

/* What users give and what the libraries below say may have lines of its own, and bytes that are no text. */
void command_print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *line = g_utf8_make_valid(text, -1);
    for (char *at = line; *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = ' ';
    fprintf(stderr, "semaine: %s\n", g_strchomp(line));
}

bool command_parse(GOptionContext *context, int *argc, char ***argv, int *status)
{
    g_autoptr(GError) error = NULL;
    /* The name that stands in the help. */
    g_autofree char *name = g_strconcat("semaine ", **argv, NULL);
    g_set_prgname(name);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        command_print("%s", error->message);
        *status = 2;
        return false;
    }
    return true;
}

int command_fail(const GError *error)
{
    command_print("%s", error->message);
    return g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE) ? 2 : 1;
}

void command_message(const char *text, void *user)
{
    (void)user;
    command_print("%s", text);
}
