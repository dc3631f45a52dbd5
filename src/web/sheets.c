#include "web/sheets.h"

#include "web/story.h"

static bool draw(const WebFolder *folder, const RenderSetup *setup, const char *day, json_t *files,
                 GError **error)
{
    g_autofree char *name = g_strdup_printf("sheets/%s-%s.pdf", day, setup->language);
    g_autofree char *path = web_folder_file(folder, name);
    g_autoptr(Frame) frame = frame_build(setup, day, error);
    g_autoptr(Writer) writer = frame ? writer_open(path, &setup->output, error) : NULL;
    if (!writer || !writer_add_page(writer, &frame->page, error) || !writer_close(writer, error))
        return false;
    json_t *own = json_object_get(files, day);
    if (!own)
        json_object_set_new(files, day, own = json_object());
    json_object_set_new(own, setup->language, json_string(name));
    return true;
}

static bool draw_language(const WebFolder *folder, const SemaineRenderOptions *options, const char *language,
                          const GPtrArray *days, json_t *files, GError **error)
{
    SemaineRenderOptions own = *options;
    own.language = language;
    own.output = "sheet.pdf";
    g_autoptr(RenderSetup) setup = render_setup_open(&own, error);
    bool good = setup && render_setup_place(setup, error);
    for (guint i = 0; good && i < days->len; i++)
        good = draw(folder, setup, days->pdata[i], files, error);
    return good;
}

json_t *web_sheets_write(const WebFolder *folder, const SemaineRenderOptions *options, const GPtrArray *days,
                         GError **error)
{
    json_t *files = json_object();
    bool good = web_folder_make(folder, "sheets", error);
    for (size_t i = 0; good && i < G_N_ELEMENTS(web_languages); i++)
        good = draw_language(folder, options, web_languages[i], days, files, error);
    if (good)
        return files;
    json_decref(files);
    return NULL;
}
