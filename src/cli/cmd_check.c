#include "command.h"

int run_check(int argc, char **argv)
{
    g_autoptr(GOptionContext) context = g_option_context_new("FILE...");
    g_option_context_set_summary(context, "Checks styles, geodata, templates and finished files.\n"
                                          "Prints one finding a line: FILE:LINE: error: PATH: words");
    int status = 0;
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    if (argc < 2) {
        command_print("check: expected a file");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    bool clean = false;
    if (!semaine_check((const char *const *)argv + 1, (size_t)argc - 1, stdout, &clean, &error)) {
        command_fail(error);
        return 2;
    }
    return clean ? 0 : 1;
}
