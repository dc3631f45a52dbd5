#include "command.h"

static int build_indices(char **paths, int count)
{
    for (int i = 0; i < count; i++) {
        g_autoptr(GError) error = NULL;
        if (!semaine_build_index(paths[i], &error))
            return command_fail(error);
    }
    return 0;
}

int run_build_geodata(int argc, char **argv)
{
    g_autofree char *output = NULL;
    gboolean index = FALSE;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
         "Folder for the shapefiles (default: build/geodata)", "DIR"},
        {"index", 0, 0, G_OPTION_ARG_NONE, &index,
         "Only make the spatial index (.qix) of the shapefiles named: for small parts of large files", NULL},
        G_OPTION_ENTRY_NULL,
    };
    GOptionContext *context = g_option_context_new("[FOLDER] | --index FILE.shp...");
    g_option_context_set_summary(
        context, "Builds the text sources of FOLDER (default: geodata) into checked shapefiles.");
    g_option_context_add_main_entries(context, entries, NULL);
    int status = 0;
    const bool parsed = command_parse(context, &argc, &argv, &status);
    g_option_context_free(context);
    if (!parsed)
        return status;
    if (index && argc > 1 && !output)
        return build_indices(argv + 1, argc - 1);
    if (index) {
        command_print("build-geodata: --index expects shapefiles and no --output;"
                      " \"semaine build-geodata --help\" tells more");
        return 2;
    }
    if (argc > 2) {
        command_print("build-geodata: expected one folder; \"semaine build-geodata --help\" tells more");
        return 2;
    }
    g_autoptr(GError) error = NULL;
    if (semaine_build_geodata(argc == 2 ? argv[1] : "geodata", output ? output : "build/geodata",
                              command_message, NULL, &error))
        return 0;
    return command_fail(error);
}
