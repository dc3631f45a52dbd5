#include "command.h"

#include <stdlib.h>

bool command_parse(GOptionContext *context, int *argc, char ***argv, int *status)
{
    g_autoptr(GError) error = NULL;
    if (!g_option_context_parse(context, argc, argv, &error)) {
        fprintf(stderr, "semaine: %s\n", error->message);
        *status = 2;
        return false;
    }
    return true;
}

int command_fail(const GError *error)
{
    fprintf(stderr, "semaine: %s\n", error->message);
    return g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE) ? 2 : 1;
}

void command_message(const char *text, void *user)
{
    (void)user;
    fprintf(stderr, "semaine: %s\n", text);
}
