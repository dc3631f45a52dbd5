#include "setup/print_setup.h"

#include "base/error.h"
#include "setup/map.h"

#include <string.h>

/* What a proof in inks is made for where no printer is named; also what a poster is made for. */
static const char USUAL_PRINTER[] = "coated-fogra39";

Printer *print_setup_find_printer(const char *name, GError **error)
{
    if (strchr(name, '/') || g_str_has_suffix(name, ".json"))
        return printer_load(name, error);
    g_autofree char *file = g_strdup_printf("styles/printers/%s.json", name),
                    *path = map_find_shipped(file, NULL);
    if (path)
        return printer_load(path, error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "printer \"%s\": expected a JSON file or one of coated-fogra39, coated-fogra39-no-marks, "
                "coated-fogra39-curves, office",
                name);
    return NULL;
}

static bool open_inks(PrintSetup *setup, const Style *style, GError **error)
{
    const json_t *inks = style_metadata(style, "semaine:inks");
    if (!inks)
        return true;
    setup->inks = ink_table_read(inks, error);
    if (!setup->inks)
        g_prefix_error(error, "%s: metadata.semaine:inks: ", style->path);
    return setup->inks != NULL;
}

static bool open_proof(PrintSetup *setup, const char *name, GError **error)
{
    ProofKind kind;
    if (!proof_kind_parse(name, &kind, error))
        return false;
    const bool inks = setup->printer && setup->printer->profile;
    g_autoptr(Printer) usual =
        kind == PROOF_CMYK && !inks ? print_setup_find_printer(USUAL_PRINTER, error) : NULL;
    if (kind == PROOF_CMYK && !inks && !usual)
        return false;
    setup->proof = proof_new(kind, usual ? usual : setup->printer, error);
    return setup->proof != NULL;
}

bool print_setup_open(PrintSetup *setup, const Style *style, const SemaineRenderOptions *options,
                      GError **error)
{
    if (options->printer && !(setup->printer = print_setup_find_printer(options->printer, error)))
        return false;
    return open_inks(setup, style, error) && (!options->proof || open_proof(setup, options->proof, error));
}

void print_setup_clear(PrintSetup *setup)
{
    printer_free(setup->printer);
    ink_table_free(setup->inks);
    proof_free(setup->proof);
    *setup = (PrintSetup){0};
}

/* ---- classes ---- */

typedef enum { CLASS_AREA, CLASS_DISC } ClassKind;

/* What a class looks like on white paper; false where it is none of the kind, or told by its pattern. */
static bool class_color(const LegendClass *class, ClassKind kind, Color *out)
{
    const SceneLayer *layer = &class->panel->scene->layers[class->entry->layer];
    Color color;
    if (kind == CLASS_AREA && class->item < layer->fill_count && !layer->fills[class->item].pattern)
        color = layer->fills[class->item].color;
    else if (kind == CLASS_DISC && class->item < layer->circle_count)
        color = layer->circles[class->item].color;
    else
        return false;
    *out = (Color){1 - color.a * (1 - color.r), 1 - color.a * (1 - color.g), 1 - color.a * (1 - color.b), 1};
    return color.a > 0;
}

static void check_kind(const PrintSetup *setup, const Page *page, const GArray *classes, ClassKind kind,
                       Report *report)
{
    g_autoptr(GArray) colors = g_array_new(FALSE, FALSE, sizeof(Color));
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < classes->len; i++) {
        const LegendClass *class = &g_array_index(classes, LegendClass, i);
        const char *name = class->painted ? style_text(class->entry->json, page->language) : NULL;
        Color color;
        if (!name || !class_color(class, kind, &color))
            continue;
        g_array_append_val(colors, color);
        g_ptr_array_add(names, (char *)name);
    }
    proof_check(page->panels[0].style->path, (const Color *)(const void *)colors->data,
                (const char *const *)names->pdata, colors->len, setup->printer, report);
}

void print_setup_check(const PrintSetup *setup, const Page *page, SemaineMessage message, void *user)
{
    if (!message || (!setup->printer && !setup->proof))
        return;
    g_autoptr(GArray) classes = page_legend_classes(page, NULL);
    g_autoptr(Report) report = report_new();
    check_kind(setup, page, classes, CLASS_AREA, report);
    check_kind(setup, page, classes, CLASS_DISC, report);
    for (size_t i = 0; i < report_count(report); i++) {
        g_autofree char *text = finding_to_text(report_finding(report, i));
        message(text, user);
    }
}
