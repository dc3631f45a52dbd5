#include "command.h"

#include <stdlib.h>

/* What the libraries below say may have lines of its own. */
static void print_line(const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text), "\r\n\t", ' ');
    fprintf(stderr, "semaine: %s\n", g_strchomp(line));
}

bool command_parse(GOptionContext *context, int *argc, char ***argv, int *status)
{
    g_autoptr(GError) error = NULL;
    /* The name that stands in the help. */
    g_autofree char *name = g_strconcat("semaine ", **argv, NULL);
    g_set_prgname(name);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        print_line(error->message);
        *status = 2;
        return false;
    }
    return true;
}

int command_fail(const GError *error)
{
    print_line(error->message);
    return g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE) ? 2 : 1;
}

void command_message(const char *text, void *user)
{
    (void)user;
    print_line(text);
}
