#include "frame.h"

#include "page_fields.h"
#include "style/state.h"

static bool read_template(Frame *frame, const RenderSetup *setup, const char *date, GError **error)
{
    frame->fields = page_fields_new(setup->map->style, &frame->state, date, setup->language);
    page_fields_set_scale(frame->fields, setup->projection, setup->language);
    page_fields_add_sources(frame->fields, frame->scene, setup->language);
    const double width = layout_width(setup->layout), height = layout_height(setup->layout);
    frame->layout = setup->layout_path ? layout_load(setup->layout_path, frame->fields, width, height, error)
                                       : layout_new_bare(width, height);
    return frame->layout != NULL;
}

Frame *frame_build(const FrameSource *source, const char *date, GError **error)
{
    const RenderSetup *setup = source->setup;
    g_autoptr(Frame) frame = g_new0(Frame, 1);
    frame->arena = arena_new();
    if (!state_build(setup->map->style, date, setup->settings, setup->language, frame->arena, &frame->state,
                     error))
        return NULL;
    SceneRequest request = render_setup_request(setup, source->projected);
    request.state = &frame->state;
    frame->scene = scene_build(&request);
    if (!read_template(frame, setup, date, error))
        return NULL;
    frame->page = (Page){.layout = frame->layout,
                         .projection = setup->projection,
                         .scene = frame->scene,
                         .placement = source->placement,
                         .instant = timeline_find(source->timeline, frame->scene->date),
                         .fields = frame->fields,
                         .language = setup->language};
    return g_steal_pointer(&frame);
}

void frame_free(Frame *frame)
{
    if (!frame)
        return;
    scene_free(frame->scene);
    layout_free(frame->layout);
    fields_free(frame->fields);
    arena_free(frame->arena);
    g_free(frame);
}
