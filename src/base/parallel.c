#include "base/parallel.h"

typedef struct {
    void *result;
    GError *error;
    bool done;
} Slot;

typedef struct {
    const ParallelPlan *plan;
    GMutex lock;
    GCond moved;   /* something was done, delivered or failed */
    Slot *slots;   /* of the items that are under way, by index modulo `window` */
    size_t window; /* a multiple of the batch */
    size_t next;   /* first item nobody has taken yet */
    size_t delivered;
    bool ended;
} Run;

typedef struct {
    Run *run;
    void *state;
    GThread *thread;
} Worker;

/* The next batch whose slots are free; false when there is none any more. */
static bool take_batch(Run *run, size_t *first, size_t *end)
{
    const ParallelPlan *plan = run->plan;
    g_mutex_lock(&run->lock);
    while (!run->ended && run->next < plan->count && run->next + plan->batch > run->delivered + run->window)
        g_cond_wait(&run->moved, &run->lock);
    const bool taken = !run->ended && run->next < plan->count;
    *first = run->next;
    *end = MIN(run->next + plan->batch, plan->count);
    if (taken)
        run->next = *end;
    g_mutex_unlock(&run->lock);
    return taken;
}

static void put_result(Run *run, size_t index, void *result, GError *error)
{
    g_mutex_lock(&run->lock);
    run->slots[index % run->window] = (Slot){result, error, true};
    g_cond_broadcast(&run->moved);
    g_mutex_unlock(&run->lock);
}

static bool has_ended(Run *run)
{
    g_mutex_lock(&run->lock);
    const bool ended = run->ended;
    g_mutex_unlock(&run->lock);
    return ended;
}

static void *work(void *user)
{
    const Worker *worker = user;
    Run *run = worker->run;
    for (size_t index, end; take_batch(run, &index, &end);)
        for (; index < end && !has_ended(run); index++) {
            GError *error = NULL;
            void *result = run->plan->work(index, worker->state, run->plan->user, &error);
            put_result(run, index, result, error);
        }
    return NULL;
}

static Slot wait_for(Run *run, size_t index)
{
    g_mutex_lock(&run->lock);
    Slot *slot = &run->slots[index % run->window];
    while (!slot->done)
        g_cond_wait(&run->moved, &run->lock);
    const Slot found = *slot;
    *slot = (Slot){0};
    g_mutex_unlock(&run->lock);
    return found;
}

static void advance(Run *run, bool end)
{
    g_mutex_lock(&run->lock);
    run->delivered++;
    run->ended = run->ended || end;
    g_cond_broadcast(&run->moved);
    g_mutex_unlock(&run->lock);
}

static bool deliver_all(Run *run, GError **error)
{
    bool good = true;
    for (size_t i = 0; i < run->plan->count && good; i++) {
        const Slot slot = wait_for(run, i);
        if (slot.error)
            g_propagate_error(error, slot.error);
        good = slot.result && run->plan->deliver(i, slot.result, run->plan->user, error);
        advance(run, !good);
    }
    return good;
}

static void drop_rest(Run *run)
{
    for (size_t i = 0; i < run->window; i++) {
        g_clear_error(&run->slots[i].error);
        if (run->slots[i].result)
            run->plan->drop(run->slots[i].result);
    }
}

bool parallel_run(const ParallelPlan *plan, GError **error)
{
    const unsigned wanted = plan->jobs > 0 ? plan->jobs : g_get_num_processors();
    const size_t batches = (plan->count + plan->batch - 1) / plan->batch;
    const size_t count = CLAMP(batches, 1, MIN(wanted, 256));
    Run run = {.plan = plan, .window = 2 * count * plan->batch};
    g_mutex_init(&run.lock);
    g_cond_init(&run.moved);
    run.slots = g_new0(Slot, run.window);
    g_autofree Worker *workers = g_new0(Worker, count);
    for (size_t i = 0; i < count; i++)
        workers[i] = (Worker){&run, plan->start ? plan->start(plan->user) : NULL, NULL};
    for (size_t i = 0; i < count; i++)
        workers[i].thread = g_thread_new("semaine", work, &workers[i]);
    const bool good = deliver_all(&run, error);
    for (size_t i = 0; i < count; i++) {
        g_thread_join(workers[i].thread);
        if (plan->stop)
            plan->stop(workers[i].state);
    }
    drop_rest(&run);
    g_free(run.slots);
    g_mutex_clear(&run.lock);
    g_cond_clear(&run.moved);
    return good;
}
