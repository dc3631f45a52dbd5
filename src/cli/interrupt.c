#include "interrupt.h"

#include <signal.h>

static volatile sig_atomic_t interrupted; /* the signal that came, or 0 */

static void interrupt(int signal_number)
{
    interrupted = signal_number;
    signal(signal_number, SIG_DFL);
}

void interrupt_watch(void)
{
    signal(SIGINT, interrupt);
    signal(SIGTERM, interrupt);
}

bool interrupt_came(void *user)
{
    (void)user;
    return interrupted != 0;
}

int interrupt_status(int failed)
{
    return interrupted ? 128 + interrupted : failed;
}
