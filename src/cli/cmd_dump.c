#include "command.h"
#include "options.h"

#include <errno.h>
#include <string.h>

/* To the file that --output names, or to the terminal. */
static bool dump_to(const SemaineRenderOptions *render, const char *stage, const char *path, GError **error)
{
    if (!path)
        return semaine_dump(render, stage, stdout, error);
    FILE *out = fopen(path, "w");
    if (!out) {
        g_set_error(error, G_FILE_ERROR, 0, "%s: cannot be written: %s", path, g_strerror(errno));
        return false;
    }
    const bool done = semaine_dump(render, stage, out, error);
    if (fclose(out) == 0 && done)
        return true;
    if (done)
        g_set_error(error, G_FILE_ERROR, 0, "%s: cannot be written: %s", path, g_strerror(errno));
    remove(path);
    return false;
}

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
    return dump_to(&render, *stage ? *stage : "scene", options->output, &error) ? 0 : command_fail(error);
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
