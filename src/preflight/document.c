#include "preflight/rule.h"

#include "print/content.h"

#include <stdlib.h>
#include <string.h>

static qpdf_oh find_root(const Preflight *preflight)
{
    return qpdf_get_root(preflight->pdf->qpdf);
}

/* ---- version ---- */

void rule_version(const Preflight *preflight)
{
    qpdf_data qpdf = preflight->pdf->qpdf;
    const char *version = qpdf_get_pdf_version(qpdf);
    if (strcmp(version, "1.6") > 0)
        preflight_find(preflight, SEVERITY_ERROR, NULL, "is PDF %s; PDF/X-4 is PDF 1.6 at most", version);
    if (qpdf_is_encrypted(qpdf))
        preflight_find(preflight, SEVERITY_ERROR, NULL, "is encrypted, which PDF/X forbids");
    if (!qpdf_oh_is_array(qpdf, pdf_get(preflight->pdf, qpdf_get_trailer(qpdf), "/ID")))
        preflight_find(preflight, SEVERITY_ERROR, NULL, "has no identifier (/ID)");
}

/* ---- metadata ---- */

/* A copy of a text of the document information, NULL where there is none. */
static char *info_text(const Preflight *preflight, const char *key)
{
    g_autofree char *path = g_strconcat("/Info", key, NULL);
    return g_strdup(pdf_text(preflight->pdf, qpdf_get_trailer(preflight->pdf->qpdf), path));
}

static bool is_pdf_date(const char *text)
{
    if (!g_str_has_prefix(text, "D:"))
        return false;
    for (size_t i = 2; i < 10; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return true;
}

static void check_info(const Preflight *preflight)
{
    static const char *const dates[] = {"/CreationDate", "/ModDate"};
    g_autofree char *title = info_text(preflight, "/Title"), *trapped = info_text(preflight, "/Trapped");
    if (!title || !*title)
        preflight_find(preflight, SEVERITY_ERROR, "Info", "has no title");
    if (!trapped || (strcmp(trapped, "/True") != 0 && strcmp(trapped, "/False") != 0))
        preflight_find(preflight, SEVERITY_ERROR, "Info",
                       "does not say whether it is trapped: expected /Trapped /True or /False");
    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        g_autofree char *date = info_text(preflight, dates[i]);
        if (!date)
            preflight_find(preflight, SEVERITY_ERROR, "Info", "has no %s", dates[i] + 1);
        else if (!is_pdf_date(date))
            preflight_find(preflight, SEVERITY_ERROR, "Info",
                           "%s: expected a date such as D:20260318120000Z, found \"%s\"", dates[i] + 1, date);
    }
}

/* The value of a property, written as an attribute or an element; not terminated. */
static const char *xmp_value(const char *xmp, const char *name)
{
    const char *value = strstr(xmp, name);
    if (!value)
        return "";
    value += strlen(name);
    return value + strspn(value, " \t\r\n=>\"'");
}

/* Up to second, as far as both go: "D:20260318120000Z" and "2026-03-18T12:00". */
static bool same_date(const char *info, const char *xmp)
{
    info += g_str_has_prefix(info, "D:") ? 2 : 0;
    for (size_t count = 0; count < 14; count++, info++, xmp++) {
        xmp += strspn(xmp, "-:T");
        if (!g_ascii_isdigit(*info) || !g_ascii_isdigit(*xmp))
            return count >= 4;
        if (*info != *xmp)
            return false;
    }
    return true;
}

/* What the document information says as well. */
static void compare_xmp(const Preflight *preflight, const char *xmp)
{
    static const char *const dates[][2] = {{"/CreationDate", "CreateDate"}, {"/ModDate", "ModifyDate"}};
    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
        g_autofree char *date = info_text(preflight, dates[i][0]);
        if (date && is_pdf_date(date) && strstr(xmp, dates[i][1]) &&
            !same_date(date, xmp_value(xmp, dates[i][1])))
            preflight_find(preflight, SEVERITY_ERROR, "XMP", "has another %s than the document information",
                           dates[i][1]);
    }
    g_autofree char *title = info_text(preflight, "/Title"), *trapped = info_text(preflight, "/Trapped");
    g_autofree char *escaped = title ? g_markup_escape_text(title, -1) : NULL;
    if (escaped && !strstr(xmp, escaped) && !strstr(xmp, title))
        preflight_find(preflight, SEVERITY_ERROR, "XMP", "has another title than the document information");
    if (trapped && strstr(xmp, "Trapped") && !g_str_has_prefix(xmp_value(xmp, "Trapped"), trapped + 1))
        preflight_find(preflight, SEVERITY_ERROR, "XMP",
                       "says otherwise than the document information whether it is trapped");
}

static void check_xmp(const Preflight *preflight, const char *xmp)
{
    static const struct {
        const char *text, *name;
    } members[] = {
        {"http://www.npes.org/pdfx/ns/id/", "the PDF/X identification (pdfxid:GTS_PDFXVersion)"},
        {"PDF/X-4", "\"PDF/X-4\" as its version"},
        {"CreateDate", "xmp:CreateDate"},
        {"ModifyDate", "xmp:ModifyDate"},
        {"MetadataDate", "xmp:MetadataDate"},
        {"DocumentID", "xmpMM:DocumentID"},
        {"VersionID", "xmpMM:VersionID"},
        {"RenditionClass", "xmpMM:RenditionClass"},
        {"Trapped", "pdf:Trapped"},
        {"title", "dc:title"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
        if (!strstr(xmp, members[i].text))
            preflight_find(preflight, SEVERITY_ERROR, "XMP", "lacks %s", members[i].name);
    compare_xmp(preflight, xmp);
}

void rule_metadata(const Preflight *preflight)
{
    check_info(preflight);
    const qpdf_oh metadata = pdf_get(preflight->pdf, find_root(preflight), "/Metadata");
    if (!qpdf_oh_is_stream(preflight->pdf->qpdf, metadata)) {
        preflight_find(preflight, SEVERITY_ERROR, "XMP", "is missing: nothing says that this is PDF/X-4");
        return;
    }
    size_t length;
    unsigned char *bytes = pdf_stream_bytes(preflight->pdf, metadata, qpdf_dl_generalized, &length);
    g_autofree char *xmp = g_strndup(bytes ? (const char *)bytes : "", length);
    free(bytes);
    check_xmp(preflight, xmp);
}

/* ---- output intent ---- */

static void check_profile(const Preflight *preflight, qpdf_oh profile)
{
    int parts = 0;
    size_t length;
    unsigned char *bytes = pdf_stream_bytes(preflight->pdf, profile, qpdf_dl_generalized, &length);
    (void)qpdf_oh_get_value_as_int(preflight->pdf->qpdf, pdf_get(preflight->pdf, profile, "/N"), &parts);
    /* ICC.1, 7.2: class at byte 12, colour space at byte 16. */
    const bool header = bytes && length >= 128;
    if (!header || memcmp(bytes + 12, "prtr", 4) != 0)
        preflight_find(preflight, SEVERITY_ERROR, "output intent",
                       "its profile is not an ICC profile of a press");
    else if (memcmp(bytes + 16, "CMYK", 4) != 0 || parts != 4)
        preflight_find(preflight, SEVERITY_ERROR, "output intent", "its profile is not for four inks");
    free(bytes);
}

/* The intent of PDF/X among those of the document; qpdf's null where there is none. */
static qpdf_oh find_intent(const Preflight *preflight)
{
    const Pdf *pdf = preflight->pdf;
    const qpdf_oh intents = pdf_get(pdf, find_root(preflight), "/OutputIntents");
    const int count =
        qpdf_oh_is_array(pdf->qpdf, intents) ? qpdf_oh_get_array_n_items(pdf->qpdf, intents) : 0;
    for (int i = 0; i < count; i++) {
        const qpdf_oh intent = qpdf_oh_get_array_item(pdf->qpdf, intents, i);
        if (pdf_is_name(pdf, intent, "/S", "/GTS_PDFX"))
            return intent;
    }
    return qpdf_oh_new_null(pdf->qpdf);
}

void rule_intent(const Preflight *preflight)
{
    const Pdf *pdf = preflight->pdf;
    const qpdf_oh intent = find_intent(preflight);
    if (qpdf_oh_is_null(pdf->qpdf, intent)) {
        preflight_find(preflight, SEVERITY_ERROR, "output intent",
                       "is missing: nothing says for which press the inks are meant");
        return;
    }
    const char *condition = pdf_text(pdf, intent, "/OutputConditionIdentifier");
    if (!condition || !*condition)
        preflight_find(preflight, SEVERITY_ERROR, "output intent", "names no printing condition");
    const qpdf_oh profile = pdf_get(pdf, intent, "/DestOutputProfile");
    if (qpdf_oh_is_stream(pdf->qpdf, profile))
        check_profile(preflight, profile);
    else
        preflight_find(preflight, SEVERITY_ERROR, "output intent", "embeds no ICC profile");
}

/* ---- what moves ---- */

static void check_annotations(const Preflight *preflight)
{
    for (guint i = 0; i < preflight->items->len; i++) {
        const PdfItem *item = &g_array_index(preflight->items, PdfItem, i);
        const bool annotation = pdf_is_name(preflight->pdf, item->dictionary, "/Type", "/Annot");
        const char *kind = annotation ? pdf_text(preflight->pdf, item->dictionary, "/Subtype") : NULL;
        if (kind && strcmp(kind, "/PrinterMark") != 0 && strcmp(kind, "/TrapNet") != 0)
            preflight_find_object(preflight, item->object, "is an annotation (%s) on the printed page",
                                  kind + 1);
    }
}

static void check_layers(const Preflight *preflight)
{
    const Pdf *pdf = preflight->pdf;
    const qpdf_oh properties = pdf_get(pdf, find_root(preflight), "/OCProperties");
    if (qpdf_oh_is_null(pdf->qpdf, properties))
        return;
    if (!pdf_text(pdf, properties, "/D/Name"))
        preflight_find(preflight, SEVERITY_ERROR, "layers", "their default view has no name");
    if (pdf_is_name(pdf, properties, "/D/BaseState", "/OFF"))
        preflight_find(preflight, SEVERITY_WARNING, "layers", "all are switched off and would not print");
    const qpdf_oh off = pdf_get(pdf, properties, "/D/OFF");
    if (qpdf_oh_is_array(pdf->qpdf, off) && qpdf_oh_get_array_n_items(pdf->qpdf, off) > 0)
        preflight_find(preflight, SEVERITY_WARNING, "layers", "%d are switched off and would not print",
                       qpdf_oh_get_array_n_items(pdf->qpdf, off));
}

void rule_interactive(const Preflight *preflight)
{
    static const struct {
        const char *path, *what;
    } forbidden[] = {
        {"/AcroForm/Fields", "has form fields"},     {"/OpenAction/JS", "runs a script when opened"},
        {"/Names/JavaScript", "has scripts"},        {"/AA", "acts by itself"},
        {"/Names/EmbeddedFiles", "has attachments"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++)
        if (!qpdf_oh_is_null(preflight->pdf->qpdf,
                             pdf_get(preflight->pdf, find_root(preflight), forbidden[i].path)))
            preflight_find(preflight, SEVERITY_ERROR, NULL, "%s, which PDF/X forbids", forbidden[i].what);
    check_annotations(preflight);
    check_layers(preflight);
}
