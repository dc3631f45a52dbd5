#include "command.h"

int run_info(int argc, char **argv)
{
    gboolean features = FALSE;
    const GOptionEntry entries[] = {
        {"features", 0, 0, G_OPTION_ARG_NONE, &features, "One GeoJSON Feature a line instead of a summary",
         NULL},
        G_OPTION_ENTRY_NULL,
    };
    GOptionContext *context = g_option_context_new("FILE...");
    g_option_context_set_summary(context, "Tells what a shapefile or GeoJSON file holds.");
    g_option_context_add_main_entries(context, entries, NULL);
    int status = 0;
    const bool parsed = command_parse(context, &argc, &argv, &status);
    g_option_context_free(context);
    if (!parsed)
        return status;
    if (argc < 2) {
        command_print("info: expected a file; \"semaine info --help\" tells more");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        g_autoptr(GError) error = NULL;
        if (semaine_info(argv[i], features, stdout, command_message, NULL, &error))
            continue;
        const int failure = command_fail(error);
        status = MAX(status, failure);
    }
    return status;
}
