/* A subcommand: its name, one line about it, and what runs it. */
#pragma once

#include <semaine.h>

typedef struct {
    const char *name, *summary;
    /* `argc` and `argv` begin with the command's name. Returns the exit status: 0 done, 1 the work failed, 2
     * wrong usage, 128 and the number of the signal that interrupted it. */
    int (*run)(int argc, char **argv);
} Command;

/* Parses options with GOption; false (usage told on stderr, or help printed and *status 0) ends the command
 * with *status. */
bool command_parse(GOptionContext *context, int *argc, char ***argv, int *status);
/* Prints "semaine: message" on stderr, as one line of UTF-8 whatever the message holds. */
void command_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Prints an error in that way and returns the exit status that belongs to the error. */
int command_fail(const GError *error);
/* SemaineMessage that prints on stderr. */
void command_message(const char *text, void *user);

/* The subcommands, one file each (cmd_*.c). */
int run_render(int argc, char **argv);
int run_poster(int argc, char **argv);
int run_frames(int argc, char **argv);
int run_web(int argc, char **argv);
int run_dump(int argc, char **argv);
int run_info(int argc, char **argv);
int run_check(int argc, char **argv);
int run_build_geodata(int argc, char **argv);
int run_expr(int argc, char **argv);
