/* Work on many numbered items in several threads, handed over in their order. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t count;  /* items, numbered from 0 */
    size_t batch;  /* neighbours that one thread does in a row, when they are alike; at least 1 */
    unsigned jobs; /* threads; 0: one for each core */
    void *user;    /* passed to all functions */
    /* A thread's own state; may be NULL. Called on the thread that started the run. */
    void *(*start)(void *user);
    void (*stop)(void *state);
    /* Does an item: its result (not NULL), or NULL and an error. Runs in several threads at once, each with
     * its own state. */
    void *(*work)(size_t index, void *state, void *user, GError **error);
    /* Takes the result of an item and frees it; called in the order of items on the thread that started the
     * run. False and an error end the run. */
    bool (*deliver)(size_t index, void *result, void *user, GError **error);
    /* Frees a result that is not delivered because the run failed. */
    void (*drop)(void *result);
} ParallelPlan;

/* Runs until all is delivered or something failed: then the error is that of the first failed item. Few
 * results wait at a time, however many items there are. */
bool parallel_run(const ParallelPlan *plan, GError **error);
