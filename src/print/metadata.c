#include "print/document.h"

#include "base/date.h"
#include "semaine.h"

#include <cairo.h>
#include <string.h>

/* Where no date of edition is given: PDF/X wants one, and the clock's would make two runs differ. */
static const char PROGRAM_DATE[] = "2026-01-01";

static Date edition_date(const PrintOptions *options)
{
    Date date;
    if (!options->date || !date_parse(options->date, &date, NULL))
        date_parse(PROGRAM_DATE, &date, NULL);
    date.hour = MAX(date.hour, 0);
    date.minute = MAX(date.minute, 0);
    return date;
}

static char *program_name(void)
{
    return g_strconcat("semaine ", semaine_version(), NULL);
}

static char *producer_name(void)
{
    return g_strdup_printf("cairo %s, qpdf %s", cairo_version_string(), qpdf_get_qpdf_version());
}

static const char *document_title(const PrintOptions *options)
{
    return options->title && *options->title ? options->title : "Untitled";
}

/* ---- document information ---- */

static void set_info(const Pdf *pdf, qpdf_oh info, const char *key, const char *text)
{
    if (text)
        qpdf_oh_replace_key(pdf->qpdf, info, key, pdf_text_object(pdf, text));
}

static void add_info(const Pdf *pdf, const PrintOptions *options)
{
    const Date date = edition_date(options);
    g_autofree char *created =
        g_strdup_printf("D:%04d%02d%02d%02d%02d00Z", date.year, date.month, date.day, date.hour, date.minute);
    g_autofree char *program = program_name(), *producer = producer_name();
    const qpdf_oh info = qpdf_oh_new_dictionary(pdf->qpdf);
    set_info(pdf, info, "/Title", document_title(options));
    set_info(pdf, info, "/Author", options->author);
    set_info(pdf, info, "/Subject", options->subject);
    set_info(pdf, info, "/Creator", program);
    set_info(pdf, info, "/Producer", producer);
    set_info(pdf, info, "/CreationDate", created);
    set_info(pdf, info, "/ModDate", created);
    qpdf_oh_replace_key(pdf->qpdf, info, "/Trapped", qpdf_oh_new_name(pdf->qpdf, "/False"));
    if (options->printer->pdfx)
        set_info(pdf, info, "/GTS_PDFXVersion", "PDF/X-4");
    qpdf_oh_replace_key(pdf->qpdf, qpdf_get_trailer(pdf->qpdf), "/Info",
                        qpdf_make_indirect_object(pdf->qpdf, info));
}

/* ---- XMP ---- */

static void append_element(GString *xmp, const char *name, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append_printf(xmp, "  <%s>%s</%s>\n", name, escaped, name);
}

/* Texts in a language alternative, as dc:title wants them. */
static void append_alternative(GString *xmp, const char *name, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append_printf(xmp, "  <%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n",
                           name, escaped, name);
}

static void append_dates(GString *xmp, const PrintOptions *options)
{
    static const char *const names[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
    const Date date = edition_date(options);
    g_autofree char *text = g_strdup_printf("%04d-%02d-%02dT%02d:%02d:00Z", date.year, date.month, date.day,
                                            date.hour, date.minute);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        append_element(xmp, names[i], text);
}

/* As a version 8 UUID (RFC 9562): made from the content, not from the clock. */
static char *make_uuid(const char *identity)
{
    return g_strdup_printf("uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s", identity, identity + 8, identity + 12,
                           identity + 16, identity + 20);
}

static void append_identity(GString *xmp, const PrintOptions *options, const char *identity)
{
    g_autofree char *uuid = make_uuid(identity);
    append_element(xmp, "xmpMM:DocumentID", uuid);
    append_element(xmp, "xmpMM:InstanceID", uuid);
    append_element(xmp, "xmpMM:VersionID", "1");
    append_element(xmp, "xmpMM:RenditionClass", "default");
    append_element(xmp, "pdf:Trapped", "False");
    if (options->printer->pdfx)
        append_element(xmp, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
}

static GString *make_xmp(const PrintOptions *options, const char *identity)
{
    GString *xmp = g_string_new("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                                " <rdf:Description rdf:about=\"\"\n"
                                "   xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                                "   xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                                "   xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                                "   xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                                "   xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n");
    g_autofree char *program = program_name(), *producer = producer_name();
    append_element(xmp, "dc:format", "application/pdf");
    append_alternative(xmp, "dc:title", document_title(options));
    if (options->subject)
        append_alternative(xmp, "dc:description", options->subject);
    if (options->author) {
        g_autofree char *author = g_markup_escape_text(options->author, -1);
        g_string_append_printf(xmp, "  <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n",
                               author);
    }
    append_element(xmp, "xmp:CreatorTool", program);
    append_element(xmp, "pdf:Producer", producer);
    append_dates(xmp, options);
    append_identity(xmp, options, identity);
    g_string_append(xmp, " </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
    return xmp;
}

void document_add_metadata(const Pdf *pdf, const PrintOptions *options, const char *identity)
{
    add_info(pdf, options);
    GString *xmp = make_xmp(options, identity);
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf), dictionary = qpdf_oh_get_dict(pdf->qpdf, stream);
    pdf_set_stream(pdf, stream, xmp->str, xmp->len);
    qpdf_oh_replace_key(pdf->qpdf, dictionary, "/Type", qpdf_oh_new_name(pdf->qpdf, "/Metadata"));
    qpdf_oh_replace_key(pdf->qpdf, dictionary, "/Subtype", qpdf_oh_new_name(pdf->qpdf, "/XML"));
    qpdf_oh_replace_key(pdf->qpdf, qpdf_get_root(pdf->qpdf), "/Metadata", stream);
    g_string_free(xmp, TRUE);
}
