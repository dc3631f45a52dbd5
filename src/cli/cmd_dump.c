#include "command.h"
#include "options.h"

static int dump_with(int argc, char **argv, MapOptions *options, char **stage)
{
    g_autoptr(GOptionContext) context =
        g_option_context_new("- write the scene or the label placement of a date as text");
    const GOptionEntry entries[] = {
        {"stage", 0, 0, G_OPTION_ARG_STRING, stage, "scene (default) or placement", "STAGE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = 0;
    options_add(context, options);
    g_option_context_add_main_entries(context, entries, NULL);
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    SemaineRenderOptions render;
    if (!options_to_render(options, &render))
        return 2;
    g_autoptr(GError) error = NULL;
    return semaine_dump(&render, *stage ? *stage : "scene", stdout, &error) ? 0 : command_fail(error);
}

int run_dump(int argc, char **argv)
{
    MapOptions options = {0};
    char *stage = NULL;
    const int status = dump_with(argc, argv, &options, &stage);
    g_free(stage);
    options_clear(&options);
    return status;
}
