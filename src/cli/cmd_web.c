#include "command.h"
#include "interrupt.h"
#include "options.h"

#include <unistd.h>

typedef struct {
    MapOptions map;
    char *from, *to, *step, *library;
    gboolean still, sheets;
} WebOptions;

/* `user`: whether the line of progress is not ended yet. */
static void print_progress(size_t done, size_t total, void *user)
{
    bool *open = user;
    *open = done < total;
    fprintf(stderr, "\r%zu of %zu \033[K%s", done, total, *open ? "" : "\n");
}

static void clear(WebOptions *options)
{
    char *texts[] = {options->from, options->to, options->step, options->library};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    options_clear(&options->map);
}

static void add_options(GOptionContext *context, WebOptions *options)
{
    const GOptionEntry entries[] = {
        {"from", 0, 0, G_OPTION_ARG_STRING, &options->from, "first day or instant of the slider", "DATE"},
        {"to", 0, 0, G_OPTION_ARG_STRING, &options->to, "last day or instant", "DATE"},
        {"step", 0, 0, G_OPTION_ARG_STRING, &options->step, "P1D, PT1H, PT15M ..., or change", "DURATION"},
        {"maplibre", 0, 0, G_OPTION_ARG_FILENAME, &options->library,
         "folder of MapLibre GL JS (default: node_modules/maplibre-gl)", "DIR"},
        {"static", 0, 0, G_OPTION_ARG_NONE, &options->still, "drawn SVG pictures; needs no WebGL", NULL},
        {"sheets", 0, 0, G_OPTION_ARG_NONE, &options->sheets, "a printable PDF for each day, too", NULL},
        G_OPTION_ENTRY_NULL,
    };
    options_add(context, &options->map);
    g_option_context_add_main_entries(context, entries, NULL);
}

static bool read_options(const WebOptions *options, SemaineWebOptions *out)
{
    *out = (SemaineWebOptions){
        .from = options->from,
        .to = options->to,
        .step = options->step,
        .library = options->library,
        .still = options->still,
        .sheets = options->sheets,
        .progress = !options->map.quiet && isatty(STDERR_FILENO) ? print_progress : NULL,
        .stop = interrupt_came,
    };
    if (!options->map.output) {
        command_print("web: expected a folder to write, -o DIR");
        return false;
    }
    return options_to_render(&options->map, &out->render);
}

static int run(SemaineWebOptions *web)
{
    bool open = false;
    web->render.user = &open;
    interrupt_watch();
    g_autoptr(GError) error = NULL;
    if (semaine_web(web, &error))
        return 0;
    if (open)
        fputc('\n', stderr);
    return interrupt_status(command_fail(error));
}

static int web_with(int argc, char **argv, WebOptions *options)
{
    g_autoptr(GOptionContext) context = g_option_context_new("- write a web page with a time slider");
    g_option_context_set_summary(
        context,
        "Writes a folder that works from a web server or from the disk, without any network: the map\n"
        "drawn by MapLibre GL JS (or, with --static, as SVG), slider, legend and events.");
    int status = 0;
    add_options(context, options);
    if (!command_parse(context, &argc, &argv, &status))
        return status;
    if (argc > 1) {
        command_print("web: did not expect \"%s\"; the folder is named with -o", argv[1]);
        return 2;
    }
    SemaineWebOptions web;
    return read_options(options, &web) ? run(&web) : 2;
}

int run_web(int argc, char **argv)
{
    WebOptions options = {0};
    const int status = web_with(argc, argv, &options);
    clear(&options);
    return status;
}
