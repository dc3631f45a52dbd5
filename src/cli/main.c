#include "command.h"

#include <locale.h>
#include <string.h>

static const Command commands[] = {
    {"render", "draw the map of a date on one sheet", run_render},
    {"poster", "draw a sheet for the print shop, and check it as one", run_poster},
    {"frames", "draw a sequence: numbered files, an atlas, a film", run_frames},
    {"web", "write a web page with a time slider", run_web},
    {"info", "tell what a shapefile, GeoJSON file or style holds", run_info},
    {"check", "validate styles, templates, geodata and finished PDFs", run_check},
    {"expr", "evaluate style expressions, JSON lines in and out", run_expr},
    {"dump", "write the scene or the label placement as text", run_dump},
    {"build-geodata", "build the text sources of geodata into shapefiles", run_build_geodata},
    {NULL, NULL, NULL},
};

static void print_usage(FILE *out)
{
    fputs("Usage: semaine COMMAND [options]\n\nCommands:\n", out);
    for (size_t i = 0; commands[i].name; i++)
        fprintf(out, "  %-14s %s\n", commands[i].name, commands[i].summary);
    fputs("\n\"semaine COMMAND --help\" tells the options of each.\n", out);
}

static const Command *find_command(const char *name)
{
    for (size_t i = 0; commands[i].name; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2) {
        print_usage(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_usage(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("semaine %s\n", semaine_version());
        return 0;
    }
    const Command *command = find_command(argv[1]);
    if (!command) {
        command_print("no command \"%s\"; \"semaine --help\" lists them", argv[1]);
        return 2;
    }
    return command->run(argc - 1, argv + 1);
}
