#include "web/stills.h"

#include "base/error.h"
#include "output/digest.h"
#include "web/story.h"

#include <string.h>

static const char SIZE[] = "1440x960px";

bool stills_open(Stills *stills, const SemaineRenderOptions *options, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(web_languages); i++) {
        SemaineRenderOptions own = *options;
        own.language = web_languages[i];
        own.layout = "none";
        own.output = "picture.svg";
        own.size = options->size ? options->size : SIZE;
        stills->setups[i] = render_setup_open(&own, error);
        if (!stills->setups[i] || !render_setup_place(stills->setups[i], error))
            return false;
    }
    return true;
}

/* Letters come from the page's fonts, wherever the picture is shown. */
static bool import_fonts(const WebFolder *folder, const char *name, GError **error)
{
    g_autofree char *path = web_folder_file(folder, name), *text = NULL;
    gsize length;
    if (!g_file_get_contents(path, &text, &length, error))
        return false;
    const char *styles = strstr(text, "<style>\n");
    if (!styles)
        return true;
    g_autoptr(GString) whole = g_string_new_len(text, styles - text);
    g_string_append(whole, "<style>\n@import url(\"../fonts/fonts.css\");");
    g_string_append(whole, styles + strlen("<style>"));
    return web_folder_write(folder, name, whole->str, whole->len, error);
}

/* The picture of a frame, unless it is the last one again. */
static bool draw(Stills *stills, size_t language, const Frame *frame, const WebFolder *folder, GError **error)
{
    const uint64_t sum = digest_maps(&frame->page);
    if (stills->files[language] && stills->sums[language] == sum)
        return true;
    stills->sums[language] = sum;
    g_free(stills->files[language]);
    stills->files[language] =
        g_strdup_printf("pictures/%04zu-%s.svg", ++stills->count, web_languages[language]);
    g_autofree char *path = web_folder_file(folder, stills->files[language]);
    g_autoptr(Writer) writer = writer_open(path, &stills->setups[language]->output, error);
    return writer && writer_add_page(writer, &frame->page, error) && writer_close(writer, error) &&
           import_fonts(folder, stills->files[language], error);
}

json_t *stills_draw(Stills *stills, const WebFolder *folder, const char *date, Frame **frame, GError **error)
{
    g_autoptr(Frame) first = NULL;
    json_t *files = json_object();
    bool good = true;
    for (size_t i = 0; good && i < G_N_ELEMENTS(web_languages); i++) {
        g_autoptr(Frame) own = frame_build(stills->setups[i], date, error);
        good = own && draw(stills, i, own, folder, error);
        if (good)
            json_object_set_new(files, web_languages[i], json_string(stills->files[i]));
        if (i == 0)
            first = g_steal_pointer(&own);
    }
    if (!good) {
        json_decref(files);
        return NULL;
    }
    *frame = g_steal_pointer(&first);
    return files;
}

void stills_clear(Stills *stills)
{
    for (size_t i = 0; i < G_N_ELEMENTS(web_languages); i++) {
        render_setup_free(stills->setups[i]);
        g_free(stills->files[i]);
    }
}
