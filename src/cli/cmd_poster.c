#include "command.h"
#include "options.h"

static int poster_with(int argc, char **argv, MapOptions *options)
{
    g_autoptr(GOptionContext) context =
        g_option_context_new("- draw a sheet for the print shop, and check it as one");
    int status = 0;
    options_add(context, options);
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    SemaineRenderOptions render;
    if (argc > 1) {
        command_print("poster: did not expect \"%s\"; the output is named with -o", argv[1]);
        return 2;
    }
    if (!options->output) {
        command_print("poster: expected an output file, -o FILE.pdf");
        return 2;
    }
    if (!options_to_render(options, &render))
        return 2;
    g_autoptr(GError) error = NULL;
    bool clean = false;
    return semaine_poster(&render, stdout, &clean, &error) ? !clean : command_fail(error);
}

int run_poster(int argc, char **argv)
{
    MapOptions options = {0};
    const int status = poster_with(argc, argv, &options);
    options_clear(&options);
    return status;
}
