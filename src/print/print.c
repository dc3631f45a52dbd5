#include "print/print.h"

#include "base/error.h"
#include "print/document.h"
#include "print/objects.h"

#include <string.h>

static bool rewrite_pages(const Pdf *pdf, const PrintOptions *options, GChecksum *digest, GError **error)
{
    g_autoptr(InkConverter) converter =
        ink_converter_new(options->printer, options->inks, options->keys, error);
    if (!converter)
        return false;
    const size_t layers = ink_keys_layer_count(options->keys);
    g_autofree qpdf_oh *groups = g_new0(qpdf_oh, layers + 1);
    Recolor recolor = {.converter = converter,
                       .overprint = options->printer->cmyk && options->printer->overprint_black,
                       .layer_count = layers};
    structure_make_layers(pdf, options, groups);
    if (!objects_recolor(pdf, &recolor, groups, options->printer->cmyk, digest, error))
        return false;
    if (recolor.next_layer == layers)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%zu layers were painted, and cairo wrote %zu",
                layers, recolor.next_layer);
    return false;
}

static void add_document(const Pdf *pdf, const PrintOptions *options, GChecksum *digest)
{
    document_add_boxes(pdf, options);
    document_add_georeferences(pdf, options);
    structure_add_figures(pdf, options);
    structure_add_outlines(pdf, options);
    if (options->printer->profile)
        document_add_intent(pdf, options->printer);
    if (options->title)
        g_checksum_update(digest, (const guchar *)options->title, (gssize)strlen(options->title));
    document_add_metadata(pdf, options, g_checksum_get_string(digest));
}

static GBytes *write_pdf(const Pdf *pdf, GError **error)
{
    qpdf_data qpdf = pdf->qpdf;
    if (!(qpdf_init_write_memory(qpdf) & QPDF_ERRORS)) {
        qpdf_force_pdf_version(qpdf, "1.6");
        qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
        qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
        qpdf_set_stream_data_mode(qpdf, qpdf_s_compress);
        (void)qpdf_write(qpdf);
    }
    if (!pdf_check(pdf, error))
        return NULL;
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

GBytes *print_finish(GBytes *in, const PrintOptions *options, GError **error)
{
    gsize length;
    const void *bytes = g_bytes_get_data(in, &length);
    g_autoptr(Pdf) pdf = pdf_open("cairo's PDF", bytes, length, error);
    if (!pdf)
        return NULL;
    g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
    /* cairo's own structure and document information give way to ours; without them their objects are not
     * reached. */
    qpdf_oh_remove_key(pdf->qpdf, qpdf_get_root(pdf->qpdf), "/StructTreeRoot");
    qpdf_oh_remove_key(pdf->qpdf, qpdf_get_trailer(pdf->qpdf), "/Info");
    if (!rewrite_pages(pdf, options, digest, error))
        return NULL;
    add_document(pdf, options, digest);
    return pdf_check(pdf, error) ? write_pdf(pdf, error) : NULL;
}
