/* The pipeline: style and sources -> projection -> placement -> scene -> page -> file. The first file to
 * read. */
#include "semaine.h"

#include "base/error.h"
#include "frame.h"
#include "output/writer.h"

bool semaine_render(const SemaineRenderOptions *options, GError **error)
{
    /* What is drawn, and where on the page. */
    g_autoptr(RenderSetup) setup = render_setup_open(options, error);
    if (!setup)
        return false;
    g_autoptr(ProjectedMap) projected = map_project(setup->map, setup->projection, error);
    if (!projected)
        return false;

    /* Over all dates at once: every label gets one place for as long as it lives. */
    const SceneRequest request = render_setup_request(setup, projected);
    g_autoptr(Timeline) timeline = timeline_build(&request);
    g_autoptr(Placement) placement = render_setup_place(setup, &request, timeline, error);
    if (!placement)
        return false;

    /* One date: select and style, then paint. */
    const FrameSource source = {setup, projected, timeline, placement};
    g_autoptr(Frame) frame = frame_build(&source, options->date, error);
    g_autoptr(Writer) writer = frame ? writer_open(options->output, &setup->output, error) : NULL;
    return writer && writer_add_page(writer, &frame->page, error) && writer_close(writer, error);
}
