#include "web/page.h"

#include "base/error.h"
#include "base/json.h"
#include "layout/field.h"

#include <string.h>

static const char *const page_files[] = {"page.css", "words.js", "folder.js",   "map.js",
                                         "still.js", "panel.js", "timeline.js", "page.js"};

/* The folder of the running program: of the build, or bin/ of where it is installed. */
static char *program_folder(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    return program ? g_path_get_dirname(program) : g_strdup(".");
}

char *web_page_find(GError **error)
{
    static const char installed[] = SEMAINE_DATADIR "/web";
    g_autofree char *own = program_folder(), *built = g_build_filename(own, "web", NULL);
    g_autofree char *beside = g_build_filename(own, "..", "share", "semaine", "web", NULL);
    const char *const folders[] = {"src/web/page", built, beside, installed};
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *index = g_build_filename(folders[i], "index.html", NULL);
        if (g_file_test(index, G_FILE_TEST_EXISTS))
            return g_strdup(folders[i]);
    }
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "the page's files are neither here nor in %s",
                installed);
    return NULL;
}

static void set_escaped(Fields *fields, const char *name, const Style *style, const char *member,
                        const char *language)
{
    const json_t *texts = style_metadata(style, member);
    const char *text = texts ? style_text(texts, language) : NULL;
    g_autofree char *escaped = g_markup_escape_text(text ? text : "", -1);
    fields_set(fields, name, escaped);
}

static bool write_index(const WebFolder *folder, const char *pages, const Style *style, const char *language,
                        GError **error)
{
    g_autofree char *path = g_build_filename(pages, "index.html", NULL), *text = NULL, *unknown = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return false;
    g_autoptr(Fields) fields = fields_new();
    fields_set(fields, "language", language);
    set_escaped(fields, "title", style, "semaine:title", language);
    set_escaped(fields, "subtitle", style, "semaine:subtitle", language);
    g_autofree char *filled = fields_fill_text(fields, text, &unknown);
    if (filled)
        return web_folder_write(folder, "index.html", filled, strlen(filled), error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_STYLE, "%s: unknown field {{%s}}", path, unknown);
    return false;
}

bool web_page_write(const WebFolder *folder, const char *pages, const Style *style, const char *language,
                    GError **error)
{
    if (!write_index(folder, pages, style, language, error) || !web_folder_make(folder, "page", error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(page_files); i++) {
        g_autofree char *path = g_build_filename(pages, page_files[i], NULL);
        if (!web_folder_copy(folder, path, "page", error))
            return false;
    }
    return true;
}

/* ---- pack ---- */

/* Pictures as data: addresses, all else as text. */
static void append_file(GString *script, const char *name, const char *bytes, size_t length)
{
    json_append_text(script, name);
    g_string_append_c(script, ':');
    if (g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".geojson")) {
        json_append_text(script, bytes);
        return;
    }
    g_autofree char *code = g_base64_encode((const guchar *)bytes, length);
    const bool jpeg = g_str_has_suffix(name, ".jpg") || g_str_has_suffix(name, ".jpeg");
    g_string_append_printf(script, "\"data:image/%s;base64,%s\"", jpeg ? "jpeg" : "png", code);
}

bool web_page_pack(const WebFolder *folder, const GPtrArray *files, GError **error)
{
    g_autoptr(GString) script = g_string_new("window.semaineFiles={\n");
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *path = web_folder_file(folder, files->pdata[i]), *bytes = NULL;
        gsize length;
        if (!g_file_get_contents(path, &bytes, &length, error))
            return false;
        append_file(script, files->pdata[i], bytes, length);
        g_string_append(script, i + 1 < files->len ? ",\n" : "\n};\n");
    }
    return web_folder_write(folder, "offline.js", script->str, script->len, error);
}
