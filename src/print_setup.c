#include "print_setup.h"

#include "base/error.h"
#include "map.h"

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
        g_prefix_error(error, "%s: metadata.", style->path);
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
