#include "preflight/rule.h"

/* What a plate would be made from without lying in the file, or by other means than PDF's own. */
static const char *find_foreign(const Pdf *pdf, const PdfItem *item)
{
    const bool form = pdf_is_name(pdf, item->dictionary, "/Subtype", "/Form");
    if (item->stream && (pdf_is_name(pdf, item->dictionary, "/Subtype", "/PS") ||
                         (form && pdf_is_name(pdf, item->dictionary, "/Subtype2", "/PS"))))
        return "is PostScript";
    if (item->stream && qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/F"))
        return "lies in another file";
    if (item->stream && qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/OPI"))
        return "stands for a picture elsewhere (OPI)";
    if (form && qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/Ref"))
        return "stands for a page of another file";
    return NULL;
}

/* A curve or a screen of dots that the file brings along spoils what the press is set to. */
static const char *find_press_setting(const Pdf *pdf, const PdfItem *item)
{
    const qpdf_oh curve = pdf_get(pdf, item->dictionary, "/TR2");
    const bool harmless =
        qpdf_oh_is_null(pdf->qpdf, curve) || qpdf_oh_is_name_and_equals(pdf->qpdf, curve, "/Default");
    /* /TR stands in soft masks, too, where it is allowed. */
    const bool mask = qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/G");
    if (!harmless || (!mask && qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/TR")))
        return "has a transfer curve";
    return qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/HTP") ? "has the origin of a halftone" : NULL;
}

void rule_objects(const Preflight *preflight)
{
    for (guint i = 0; i < preflight->items->len; i++) {
        const PdfItem *item = &g_array_index(preflight->items, PdfItem, i);
        const char *foreign = find_foreign(preflight->pdf, item);
        const char *setting = item->stream ? NULL : find_press_setting(preflight->pdf, item);
        if (foreign)
            preflight_find_object(preflight, item->object, "%s, which PDF/X forbids", foreign);
        if (setting)
            preflight_find_object(preflight, item->object, "%s, which PDF/X forbids", setting);
    }
}
