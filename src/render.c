/* The pipeline: style and sources -> projection -> placement -> scene -> page -> file. The first file to
 * read. */
#include "semaine.h"

#include "base/error.h"
#include "setup/frame.h"
#include "output/writer.h"

bool semaine_render(const SemaineRenderOptions *options, GError **error)
{
    /* What is drawn, and where on the page: style, sources, template, the view of each map. */
    g_autoptr(RenderSetup) setup = render_setup_open(options, error);

    /* Every map projected onto the sheet; then, over all dates at once, each label placed for its whole life.
     */
    if (!setup || !render_setup_place(setup, error) || !render_setup_check_required(setup, options, error))
        return false;

    /* One date: select and style, fill the page, paint. */
    g_autoptr(Frame) frame = frame_build(setup, options->date, error);
    if (!frame)
        return false;
    frame_warn(frame, options->message, options->user);
    print_setup_check(&setup->print, &frame->page, options->message, options->user);
    g_autoptr(Writer) writer = writer_open(options->output, &setup->output, error);
    return writer && writer_add_page(writer, &frame->page, error) && writer_close(writer, error);
}
