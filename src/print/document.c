#include "print/document.h"

#include <string.h>

/* ---- boxes ---- */

static void set_box(const Pdf *pdf, qpdf_oh page, const char *key, double x0, double y0, double x1, double y1)
{
    qpdf_oh_replace_key(pdf->qpdf, page, key, pdf_number_array(pdf, (const double[]){x0, y0, x1, y1}, 4));
}

/* PDF/X-4 wants a trim box inside a bleed box inside the media box, no art box beside it, and no annotations
 * inside. */
void document_add_boxes(const Pdf *pdf, const PrintOptions *options)
{
    const PrintSheet *sheet = &options->sheet;
    const double slug = sheet->slug, margin = print_sheet_margin(sheet);
    const double width = print_sheet_width(sheet), height = print_sheet_height(sheet);
    const int count = qpdf_get_num_pages(pdf->qpdf);
    for (int i = 0; i < count; i++) {
        const qpdf_oh page = qpdf_get_page_n(pdf->qpdf, (size_t)i);
        set_box(pdf, page, "/MediaBox", 0, 0, width, height);
        set_box(pdf, page, "/BleedBox", slug, slug, width - slug, height - slug);
        set_box(pdf, page, "/TrimBox", margin, margin, width - margin, height - margin);
        qpdf_oh_remove_key(pdf->qpdf, page, "/ArtBox");
        if (options->printer->pdfx)
            qpdf_oh_remove_key(pdf->qpdf, page, "/Annots");
    }
}

/* ---- output intent ---- */

static void set_text(const Pdf *pdf, qpdf_oh dictionary, const char *key, const char *text)
{
    if (text)
        qpdf_oh_replace_key(pdf->qpdf, dictionary, key, pdf_text_object(pdf, text));
}

void document_add_intent(const Pdf *pdf, const Printer *printer)
{
    gsize length;
    const void *profile = g_bytes_get_data(printer->profile, &length);
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf);
    pdf_set_stream(pdf, stream, profile, length);
    qpdf_oh_replace_key(pdf->qpdf, qpdf_oh_get_dict(pdf->qpdf, stream), "/N",
                        qpdf_oh_new_integer(pdf->qpdf, 4));
    const qpdf_oh intent = pdf_parse(pdf, "<</Type /OutputIntent /S /GTS_PDFX>>");
    set_text(pdf, intent, "/OutputConditionIdentifier", printer->condition);
    set_text(pdf, intent, "/OutputCondition", printer->condition_text);
    set_text(pdf, intent, "/RegistryName", printer->registry);
    set_text(pdf, intent, "/Info", printer->name);
    qpdf_oh_replace_key(pdf->qpdf, intent, "/DestOutputProfile", stream);
    const qpdf_oh intents = qpdf_oh_wrap_in_array(pdf->qpdf, qpdf_make_indirect_object(pdf->qpdf, intent));
    qpdf_oh_replace_key(pdf->qpdf, qpdf_get_root(pdf->qpdf), "/OutputIntents", intents);
}

/* ---- georeference ---- */

static qpdf_oh make_measure(const Pdf *pdf, const PrintGeoreference *map)
{
    const qpdf_oh measure =
        pdf_parse(pdf, "<</Type /Measure /Subtype /GEO /Bounds [0 0 0 1 1 1 1 0] /LPTS [0 0 0 1 1 1 1 0]>>");
    const qpdf_oh system = pdf_parse(pdf, "<</Type /%s>>", map->projected ? "PROJCS" : "GEOGCS");
    qpdf_oh_replace_key(pdf->qpdf, system, "/WKT", qpdf_oh_new_string(pdf->qpdf, map->wkt));
    qpdf_oh_replace_key(pdf->qpdf, measure, "/GCS", system);
    const qpdf_oh corners = qpdf_oh_new_array(pdf->qpdf);
    for (size_t i = 0; i < 8; i++)
        qpdf_oh_append_item(pdf->qpdf, corners, qpdf_oh_new_real_from_double(pdf->qpdf, map->corners[i], 9));
    qpdf_oh_replace_key(pdf->qpdf, measure, "/GPTS", corners);
    return measure;
}

static qpdf_oh make_viewport(const Pdf *pdf, const PrintSheet *sheet, const PrintGeoreference *map)
{
    const double margin = print_sheet_margin(sheet);
    const double bottom = print_sheet_height(sheet) - margin - map->y - map->height;
    const double box[] = {margin + map->x, bottom, margin + map->x + map->width, bottom + map->height};
    const qpdf_oh viewport = pdf_parse(pdf, "<</Type /Viewport>>");
    qpdf_oh_replace_key(pdf->qpdf, viewport, "/BBox", pdf_number_array(pdf, box, 4));
    qpdf_oh_replace_key(pdf->qpdf, viewport, "/Measure", make_measure(pdf, map));
    return viewport;
}

void document_add_georeferences(const Pdf *pdf, const PrintOptions *options)
{
    const size_t count = MIN(options->page_count, (size_t)qpdf_get_num_pages(pdf->qpdf));
    for (size_t i = 0; i < count; i++) {
        const PrintPage *page = &options->pages[i];
        const qpdf_oh viewports = qpdf_oh_new_array(pdf->qpdf);
        for (size_t k = 0; k < page->georeference_count; k++)
            qpdf_oh_append_item(pdf->qpdf, viewports,
                                make_viewport(pdf, &options->sheet, &page->georeferences[k]));
        if (page->georeference_count > 0)
            qpdf_oh_replace_key(pdf->qpdf, qpdf_get_page_n(pdf->qpdf, i), "/VP", viewports);
    }
}
