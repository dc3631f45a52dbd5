#include "preflight/rule.h"

#include <string.h>

/* Types whose outlines must lie in the file; Type 0 leans on a CIDFont, Type 3 is drawn in the file itself.
 */
static bool needs_program(const char *subtype)
{
    static const char *const types[] = {"/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2"};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i], subtype) == 0)
            return true;
    return false;
}

static bool has_program(const Pdf *pdf, qpdf_oh font)
{
    static const char *const keys[] = {"/FontDescriptor/FontFile", "/FontDescriptor/FontFile2",
                                       "/FontDescriptor/FontFile3"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (qpdf_oh_is_stream(pdf->qpdf, pdf_get(pdf, font, keys[i])))
            return true;
    return false;
}

void rule_fonts(const Preflight *preflight)
{
    const Pdf *pdf = preflight->pdf;
    for (guint i = 0; i < preflight->items->len; i++) {
        const PdfItem *item = &g_array_index(preflight->items, PdfItem, i);
        if (!pdf_is_name(pdf, item->dictionary, "/Type", "/Font"))
            continue;
        const char *subtype = pdf_text(pdf, item->dictionary, "/Subtype");
        if (!subtype || !needs_program(subtype) || has_program(pdf, item->dictionary))
            continue;
        const char *name = pdf_text(pdf, item->dictionary, "/BaseFont");
        preflight_find_object(preflight, item->object, "font %s is not embedded",
                              name && name[0] == '/' ? name + 1 : "without a name");
    }
}
