#include "sequence/sequence.h"

typedef struct {
    const Sequence *sequence;
    Writer *writer;
} Atlas;

static void *build(size_t index, void *state, void *user, GError **error)
{
    (void)state;
    const Atlas *atlas = user;
    return sequence_frame(atlas->sequence, index, error);
}

static bool add_page(size_t index, void *result, void *user, GError **error)
{
    const Atlas *atlas = user;
    g_autoptr(Frame) frame = result;
    frame->page.label = fields_lookup(frame->fields, "date");
    const bool good = writer_add_page(atlas->writer, &frame->page, error);
    sequence_progress(atlas->sequence, index + 1);
    return good;
}

static void drop(void *result)
{
    frame_free(result);
}

bool frames_write_atlas(const Sequence *sequence, GError **error)
{
    const SemaineRenderOptions *render = &sequence->options->render;
    g_autoptr(Writer) writer = writer_open(render->output, &sequence->setup->output, error);
    if (!writer)
        return false;
    Atlas atlas = {sequence, writer};
    const ParallelPlan plan = {.count = sequence->end - sequence->first,
                               .batch = 1,
                               .jobs = render->jobs,
                               .user = &atlas,
                               .work = build,
                               .deliver = add_page,
                               .drop = drop};
    return parallel_run(&plan, error) && writer_close(writer, error);
}
