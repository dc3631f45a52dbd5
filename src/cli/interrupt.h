/* Long commands end in order when they are asked to: Ctrl-C, or a machine that shuts down. */
#pragma once

#include <stdbool.h>

/* From here on the first SIGINT or SIGTERM is noted; a second one ends the program. */
void interrupt_watch(void);
/* Whether one came. The `stop` of a call: `user` is not looked at. */
bool interrupt_came(void *user);
/* The exit status of a command that failed: as shells give it to what a signal ended, 128 and the signal's
 * number, where one came; else `failed`. */
int interrupt_status(int failed);
