#include "command.h"
#include "options.h"

static int render_with(int argc, char **argv, MapOptions *options)
{
    g_autoptr(GOptionContext) context = g_option_context_new("- draw the map of a date on one sheet");
    int status = 0;
    options_add(context, options);
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    SemaineRenderOptions render;
    if (argc > 1) {
        command_print("render: did not expect \"%s\"; the output is named with -o", argv[1]);
        return 2;
    }
    if (!options->output) {
        command_print("render: expected an output file, -o FILE.png, .pdf or .svg");
        return 2;
    }
    if (!options_to_render(options, &render))
        return 2;
    g_autoptr(GError) error = NULL;
    return semaine_render(&render, &error) ? 0 : command_fail(error);
}

int run_render(int argc, char **argv)
{
    MapOptions options = {0};
    const int status = render_with(argc, argv, &options);
    options_clear(&options);
    return status;
}
