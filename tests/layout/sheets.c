#include "sheets.h"

#include "paint/canvas_svg.h"
#include "support.h"

Sheet sheet_open(const char *elements, const char *date, const char *language)
{
    Sheet sheet = {.folder = make_folder()};
    sheet.path = g_build_filename(sheet.folder, "page.svg", NULL);
    g_autofree char *style = test_file("layout/data/plan.json");
    g_autofree char *text =
        g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200mm\" height=\"100mm\" "
                        "viewBox=\"0 0 200 100\">\n%s\n</svg>\n",
                        elements);
    ck_assert(g_file_set_contents(sheet.path, text, -1, NULL));
    const SemaineRenderOptions options = {
        .style = style, .layout = sheet.path, .language = language, .date = date, .output = "x.svg"};
    sheet.setup = render_setup_open(&options, &sheet.error);
    if (sheet.setup && render_setup_place(sheet.setup, &sheet.error))
        sheet.frame = frame_build(sheet.setup, date, &sheet.error);
    return sheet;
}

void sheet_close(Sheet *sheet)
{
    frame_free(sheet->frame);
    render_setup_free(sheet->setup);
    g_clear_error(&sheet->error);
    remove_folder(sheet->folder);
    g_free(sheet->folder);
    g_free(sheet->path);
}

char *sheet_svg(const Sheet *sheet)
{
    ck_assert_msg(sheet->frame != NULL, "%s", sheet->error ? sheet->error->message : "");
    GString *styles = g_string_new(NULL), *definitions = g_string_new(NULL), *body = g_string_new(NULL);
    Canvas *canvas = canvas_svg_new(styles, definitions, body);
    page_paint(&sheet->frame->page, canvas);
    canvas_svg_free(canvas);
    g_string_append_printf(styles, "%s%s", definitions->str, body->str);
    g_string_free(definitions, TRUE);
    g_string_free(body, TRUE);
    return g_string_free(styles, FALSE);
}

char *sheet_warnings(const Sheet *sheet)
{
    ck_assert_msg(sheet->frame != NULL, "%s", sheet->error ? sheet->error->message : "");
    g_autoptr(Report) report = report_new();
    page_measure(&sheet->frame->page, report);
    GString *lines = g_string_new(NULL);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        g_string_append_printf(lines, "%s\n", text);
    }
    return g_string_free(lines, FALSE);
}
