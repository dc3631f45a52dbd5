#include "setup/frame.h"

#include "setup/page_fields.h"
#include "setup/panel_date.h"
#include "style/state.h"

/* The date of a panel and the state of its style at that date. */
static char *read_date(Frame *frame, const RenderSetup *setup, const PanelPlan *plan, const char *date,
                       ValueObject *state, GError **error)
{
    const char *page = date ? date : state_text(&setup->state, "day");
    GError *reason = NULL;
    char *own = panel_date(setup->map->style, plan->date, page, &reason);
    if (reason) {
        g_propagate_prefixed_error(error, reason, "%s: line %zu: ", layout_path(setup->layout),
                                   plan->place->line);
        return NULL;
    }
    const bool good = state_build(plan->view->map->style, own, setup->settings, setup->language, frame->arena,
                                  state, error);
    if (good)
        return own ? own : g_strdup("");
    g_free(own);
    return NULL;
}

static bool build_panel(Frame *frame, const RenderSetup *setup, size_t index, const char *date,
                        GError **error)
{
    const PanelPlan *plan = &g_array_index(setup->panels, PanelPlan, index);
    const MapView *view = plan->view;
    ValueObject state;
    g_autofree char *own = read_date(frame, setup, plan, date, &state, error);
    if (!own)
        return false;
    if (index == 0) {
        frame->state = state;
        frame->fields = page_fields_new(setup->map->style, &frame->state, *own ? own : NULL, setup->language);
        page_fields_set_scale(frame->fields, view->projection, setup->language);
    }
    const PanelCaption caption = {plan->place->id, own, view->map->style, view->projection};
    page_fields_set_panel(frame->fields, &caption, setup->language);
    const SceneRequest request = map_view_request(view, &state);
    Scene *scene = scene_build(&request);
    frame->panels[index] = (Panel){.place = plan->place,
                                   .style = view->map->style,
                                   .projection = view->projection,
                                   .scene = scene,
                                   .placement = view->placement,
                                   .instant = timeline_find(view->timeline, scene->date)};
    frame->panels[index].painted =
        painted_new(scene, view->placement, frame->panels[index].instant, projection_width(view->projection),
                    projection_height(view->projection));
    frame->panels[index].figures = scene_build_figures(&request);
    frame->page.panel_count = index + 1;
    return true;
}

Frame *frame_build(const RenderSetup *setup, const char *date, GError **error)
{
    g_autoptr(Frame) frame = g_new0(Frame, 1);
    frame->arena = arena_new();
    frame->panels = g_new0(Panel, setup->panels->len);
    frame->page = (Page){.layout = setup->layout,
                         .references = setup->references,
                         .language = setup->language,
                         .panels = frame->panels};
    for (guint i = 0; i < setup->panels->len; i++)
        if (!build_panel(frame, setup, i, date, error))
            return NULL;
    page_fields_add_sources(frame->fields, &frame->page);
    frame->page.fields = frame->fields;
    GError *reason = NULL;
    frame->page.artwork = frame->artwork = artwork_new(setup->layout, frame->fields, &reason);
    if (!reason)
        return g_steal_pointer(&frame);
    g_propagate_error(error, reason);
    return NULL;
}

void frame_warn(const Frame *frame, SemaineMessage message, void *user)
{
    if (!message)
        return;
    g_autoptr(Report) report = report_new();
    page_measure(&frame->page, report);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        message(text, user);
    }
}

void frame_free(Frame *frame)
{
    if (!frame)
        return;
    for (size_t i = 0; i < frame->page.panel_count; i++) {
        painted_free((Painted *)frame->panels[i].painted);
        g_array_unref((GArray *)frame->panels[i].figures);
        scene_free((Scene *)frame->panels[i].scene);
    }
    g_free(frame->panels);
    artwork_free(frame->artwork);
    fields_free(frame->fields);
    arena_free(frame->arena);
    g_free(frame);
}
