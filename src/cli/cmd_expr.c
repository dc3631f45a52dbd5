#include "command.h"

#include <stdlib.h>

int run_expr(int argc, char **argv)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_summary(context,
                                 "Evaluates style expressions: requests on standard input, one JSON object "
                                 "a line; answers on standard output.");
    int status = EXIT_SUCCESS;
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    g_autoptr(GError) error = NULL;
    return semaine_evaluate_expressions(stdin, stdout, &error) ? EXIT_SUCCESS : command_fail(error);
}
