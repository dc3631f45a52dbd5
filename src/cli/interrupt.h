/* Long commands end in order when they are asked to: Ctrl-C, or a machine that shuts down. */
#pragma once

#include <stdbool.h>

/* From here on the first SIGINT or SIGTERM is noted; a second one ends the program. */
void interrupt_watch(void);
/* Whether one came. The `stop` of a call: `user` is not looked at. */
bool interrupt_came(void *user);
