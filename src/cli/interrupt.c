#include "interrupt.h"

#include <signal.h>

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
    interrupted = 1;
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
    return interrupted;
}
