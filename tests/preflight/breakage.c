#include "preflight/breakage.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

/* ---- tools ---- */

/* More content at the end of the page, in the axes of PDF. */
static void add_content(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf);
    pdf_set_stream(pdf, stream, text, strlen(text));
    qpdf_oh_append_item(pdf->qpdf, pdf_get(pdf, page, "/Contents"), stream);
}

/* "/Path/To/Key value": sets it below the page; without a value removes it. */
static void set_below(const Pdf *pdf, qpdf_oh from, const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", 2);
    char *key = strrchr(words[0], '/');
    g_autofree char *parent = g_strndup(words[0], (gsize)(key - words[0]));
    const qpdf_oh dictionary = pdf_get(pdf, from, parent);
    const qpdf_oh target =
        qpdf_oh_is_stream(pdf->qpdf, dictionary) ? qpdf_oh_get_dict(pdf->qpdf, dictionary) : dictionary;
    ck_assert_msg(qpdf_oh_is_dictionary(pdf->qpdf, target), "no %s", parent);
    if (words[1])
        qpdf_oh_replace_key(pdf->qpdf, target, key, pdf_parse(pdf, "%s", words[1]));
    else
        qpdf_oh_remove_key(pdf->qpdf, target, key);
}

static void set_page(const Pdf *pdf, qpdf_oh page, const char *text)
{
    set_below(pdf, page, text);
}

static void set_root(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    set_below(pdf, qpdf_get_root(pdf->qpdf), text);
}

static void set_info(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    set_below(pdf, pdf_get(pdf, qpdf_get_trailer(pdf->qpdf), "/Info"), text);
}

static void set_intent(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    const qpdf_oh intents = pdf_get(pdf, qpdf_get_root(pdf->qpdf), "/OutputIntents");
    set_below(pdf, qpdf_oh_get_array_item(pdf->qpdf, intents, 0), text);
}

/* The first dictionary that has a key. */
static PdfItem find_item(const Pdf *pdf, const char *key, const char *name)
{
    g_autoptr(GArray) items = pdf_collect(pdf);
    for (guint i = 0; i < items->len; i++) {
        const PdfItem item = g_array_index(items, PdfItem, i);
        const bool found = name ? pdf_is_name(pdf, item.dictionary, key, name)
                                : qpdf_oh_has_key(pdf->qpdf, item.dictionary, key);
        if (found)
            return item;
    }
    ck_abort_msg("nothing has %s", key);
}

static void set_image(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    set_below(pdf, find_item(pdf, "/Subtype", "/Image").dictionary, text);
}

static void set_shading(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    set_below(pdf, find_item(pdf, "/ShadingType", NULL).dictionary, text);
}

static void set_form(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    set_below(pdf, find_item(pdf, "/Subtype", "/Form").dictionary, text);
}

static void fill_form(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    pdf_set_stream(pdf, find_item(pdf, "/Subtype", "/Form").stream, text, strlen(text));
}

static void set_font(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    set_below(pdf, find_item(pdf, "/Type", "/FontDescriptor").dictionary, text);
}

/* ---- more than a key ---- */

static void set_version(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    qpdf_force_pdf_version(pdf->qpdf, text);
}

static void encrypt(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    qpdf_set_r3_encryption_parameters_insecure(pdf->qpdf, "", text, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                               QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full);
}

static void replace_metadata(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    size_t length;
    const qpdf_oh stream = pdf_get(pdf, qpdf_get_root(pdf->qpdf), "/Metadata");
    unsigned char *bytes = pdf_stream_bytes(pdf, stream, qpdf_dl_generalized, &length);
    g_autofree char *xmp = g_strndup((char *)bytes, length);
    free(bytes);
    g_auto(GStrv) words = g_strsplit(text, "=", 2);
    g_auto(GStrv) parts = g_strsplit(xmp, words[0], -1);
    ck_assert_uint_gt(g_strv_length(parts), 1);
    g_autofree char *changed = g_strjoinv(words[1], parts);
    pdf_set_stream(pdf, stream, changed, strlen(changed));
}

static void spoil_profile(const Pdf *pdf, qpdf_oh page, const char *text)
{
    (void)page;
    const qpdf_oh intents = pdf_get(pdf, qpdf_get_root(pdf->qpdf), "/OutputIntents");
    const qpdf_oh profile = pdf_get(pdf, qpdf_oh_get_array_item(pdf->qpdf, intents, 0), "/DestOutputProfile");
    char bytes[128] = {0};
    memcpy(bytes + 12, text, 8);
    pdf_set_stream(pdf, profile, bytes, sizeof bytes);
}

static void add_annotation(const Pdf *pdf, qpdf_oh page, const char *text)
{
    qpdf_oh_replace_key(pdf->qpdf, page, "/Annots",
                        qpdf_oh_wrap_in_array(pdf->qpdf, pdf_parse(pdf, "%s", text)));
}

static void add_space(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh spaces = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), "/ColorSpace");
    qpdf_oh_replace_key(pdf->qpdf, spaces, "/Bad", pdf_parse(pdf, "%s", text));
}

/* An ICC-based space: `text` is the number of its parts. */
static void add_profile_space(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh spaces = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), "/ColorSpace");
    const qpdf_oh space = pdf_parse(pdf, "[/ICCBased]"), stream = qpdf_oh_new_stream(pdf->qpdf);
    pdf_set_stream(pdf, stream, "x", 1);
    qpdf_oh_replace_key(pdf->qpdf, qpdf_oh_get_dict(pdf->qpdf, stream), "/N", pdf_parse(pdf, "%s", text));
    qpdf_oh_append_item(pdf->qpdf, space, stream);
    qpdf_oh_replace_key(pdf->qpdf, spaces, "/Bad", space);
}

static qpdf_oh add_resource(const Pdf *pdf, qpdf_oh page, const char *class, const char *text)
{
    const qpdf_oh entries = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), class),
                  object = pdf_parse(pdf, "%s", text);
    qpdf_oh_replace_key(pdf->qpdf, entries, "/Bad", qpdf_make_indirect_object(pdf->qpdf, object));
    return object;
}

static void add_glyph(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh font = add_resource(pdf, page, "/Font", "<</Type /Font /Subtype /Type3 /CharProcs <<>>>>");
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf);
    pdf_set_stream(pdf, stream, text, strlen(text));
    qpdf_oh_replace_key(pdf->qpdf, pdf_get(pdf, font, "/CharProcs"), "/a", stream);
}

static void add_pattern(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh entries = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), "/Pattern");
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf), dictionary = qpdf_oh_get_dict(pdf->qpdf, stream);
    pdf_set_stream(pdf, stream, text, strlen(text));
    set_below(pdf, stream, "/PatternType 1");
    set_below(pdf, stream, "/Matrix [0.1 0 0 0.1 0 0]");
    qpdf_oh_replace_key(pdf->qpdf, dictionary, "/Resources", qpdf_oh_new_dictionary(pdf->qpdf));
    qpdf_oh_replace_key(pdf->qpdf, entries, "/Bad", stream);
    add_content(pdf, page, "/Pattern cs /Bad scn 0 0 10 10 re n");
}

/* Two inks below the limit, the second multiplied over the first. */
static void add_overlay(const Pdf *pdf, qpdf_oh page, const char *text)
{
    add_resource(pdf, page, "/ExtGState", "<</BM /Multiply>>");
    add_content(pdf, page, text);
}

/* The page's own image, enlarged. */
static void enlarge_image(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh entries = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), "/XObject");
    qpdf_oh_replace_key(pdf->qpdf, entries, "/Bad", find_item(pdf, "/Subtype", "/Image").stream);
    add_content(pdf, page, text);
}

/* A form that shows itself: no reader may follow it for ever. */
static void add_loop(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf);
    const qpdf_oh entries = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), "/XObject");
    pdf_set_stream(pdf, stream, text, strlen(text));
    set_below(pdf, stream, "/Subtype /Form");
    set_below(pdf, stream, "/BBox [0 0 1 1]");
    qpdf_oh_replace_key(pdf->qpdf, entries, "/Bad", stream);
    add_content(pdf, page, "/Bad Do");
}

/* A graphics state, then content that uses it: "state|content". */
static void add_state(const Pdf *pdf, qpdf_oh page, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "|", 2);
    add_resource(pdf, page, "/ExtGState", parts[0]);
    add_content(pdf, page, parts[1]);
}

/* The same over a page that does not say in what it blends. */
static void add_state_alone(const Pdf *pdf, qpdf_oh page, const char *text)
{
    g_autoptr(GArray) items = pdf_collect(pdf);
    for (guint i = 0; i < items->len; i++) {
        const qpdf_oh item = g_array_index(items, PdfItem, i).dictionary;
        qpdf_oh_remove_key(pdf->qpdf, item, "/ca");
        qpdf_oh_remove_key(pdf->qpdf, item, "/SMask");
    }
    qpdf_oh_remove_key(pdf->qpdf, page, "/Group");
    add_state(pdf, page, text);
}

/* An external object with one key. */
static void add_object(const Pdf *pdf, qpdf_oh page, const char *text)
{
    const qpdf_oh entries = pdf_make_dictionary(pdf, pdf_get(pdf, page, "/Resources"), "/XObject");
    const qpdf_oh stream = qpdf_oh_new_stream(pdf->qpdf);
    pdf_set_stream(pdf, stream, " ", 1);
    set_below(pdf, stream, text);
    qpdf_oh_replace_key(pdf->qpdf, entries, "/Bad", stream);
}

static void add_font(const Pdf *pdf, qpdf_oh page, const char *text)
{
    add_resource(pdf, page, "/Font", text);
}

/* ---- the table ---- */

#define E SEVERITY_ERROR
#define W SEVERITY_WARNING

const Breakage breakages[] = {
    {set_version, "1.7", E, "", "is PDF 1.7; PDF/X-4 is PDF 1.6"},
    {encrypt, "owner", E, "", "is encrypted"},

    {set_info, "/Title", E, "Info", "has no title"},
    {set_info, "/Trapped /Unknown", E, "Info", "does not say whether it is trapped"},
    {set_info, "/ModDate", E, "Info", "has no ModDate"},
    {set_info, "/CreationDate (2026-03-18)", E, "Info", "CreationDate: expected a date such as"},
    {set_root, "/Metadata", E, "XMP", "is missing"},
    {replace_metadata, "PDF/X-4=PDF/X-3", E, "XMP", "lacks \"PDF/X-4\""},
    {replace_metadata, "RenditionClass=Class", E, "XMP", "lacks xmpMM:RenditionClass"},
    {replace_metadata, "mai 1871=juin 1871", E, "XMP", "has another title"},

    {set_root, "/OutputIntents", E, "output intent", "is missing"},
    {set_intent, "/OutputConditionIdentifier", E, "output intent", "names no printing condition"},
    {set_intent, "/DestOutputProfile", E, "output intent", "embeds no ICC profile"},
    {spoil_profile, "mntrRGB ", E, "output intent", "is not an ICC profile of a press"},
    {spoil_profile, "prtrRGB ", E, "output intent", "is not for four inks"},

    {set_root, "/AcroForm <</Fields []>>", E, "", "has form fields"},
    {set_root, "/OpenAction <</S /JavaScript /JS (x)>>", E, "", "runs a script when opened"},
    {set_root, "/Names <</EmbeddedFiles <<>>>>", E, "", "has attachments"},
    {add_annotation, "<</Type /Annot /Subtype /Link>>", E, "object", "is an annotation (Link)"},
    {set_root, "/OCProperties/D/Name", E, "layers", "their default view has no name"},
    {set_root, "/OCProperties/D/OFF [1]", W, "layers", "1 are switched off"},

    {set_page, "/TrimBox", E, "page 1", "has no trim box"},
    {set_page, "/TrimBox [10 10 400 250]", E, "page 1", "trim box reaches beyond its bleed box"},
    {set_page, "/TrimBox [40 40 40 90]", E, "page 1", "trim box is empty"},
    {set_page, "/ArtBox [40 40 50 90]", E, "page 1", "a trim box and an art box"},
    {set_page, "/BleedBox", E, "page 1", "has no bleed box"},
    {set_page, "/BleedBox [-5 -5 500 500]", E, "page 1", "bleed box reaches beyond its media box"},
    {set_page, "/BleedBox [36 36 340 240]", W, "page 1", "mm of bleed; 3.0 mm are usual"},
    {set_page, "/CropBox [100 100 200 200]", W, "page 1", "crop box hides part of the trimmed page"},

    {set_font, "/FontFile2", E, "object", "is not embedded"},

    {add_content, "1 0 0 rg", E, "page 1", "content has DeviceRGB: fills (1 times)"},
    {add_content, "1 0 0 RG", E, "page 1", "content has DeviceRGB: lines"},
    {add_content, "/DeviceRGB cs", E, "page 1", "content has DeviceRGB: colours"},
    {add_content, "BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", E, "page 1",
     "content has DeviceRGB: an inline image"},
    {fill_form, "1 0 0 rg", E, "object", "content has DeviceRGB: fills"},
    {add_pattern, "1 0 0 rg", E, "object", "content has DeviceRGB: fills"},
    {add_glyph, "1 0 0 rg", E, "object", "content has DeviceRGB: fills"},
    {set_image, "/ColorSpace /DeviceRGB", E, "object", "image has DeviceRGB"},
    {set_image, "/ColorSpace [/Indexed /DeviceRGB 0 <000000>]", E, "object", "image has DeviceRGB"},
    {set_shading, "/ColorSpace /DeviceRGB", E, "object", "gradient has DeviceRGB"},
    {set_form, "/Group/CS /DeviceRGB", E, "object", "transparency group has DeviceRGB"},
    {set_page, "/Group/CS /DeviceRGB", W, "page 1", "does not say that it blends in DeviceCMYK"},
    {add_space, "[/CalRGB <</WhitePoint [1 1 1]>>]", E, "object", "colour space Bad has CalRGB"},
    {add_space, "[/Separation /Gold /DeviceRGB <<>>]", E, "object", "colour space Bad has DeviceRGB"},
    {add_profile_space, "3", E, "object", "colour space Bad has an RGB profile"},
    {add_annotation, "<</Type /Annot /Subtype /TrapNet /C [1 0 0]>>", E, "object",
     "annotation has DeviceRGB"},

    {add_content, "0 0 0 1 K 0.1 w 9 9 m 90 90 l S", E, "page 1", "a line of 0.1 pt is thinner than 0.25 pt"},
    {add_content, "0 0 0 1 K .5 0 0 .5 0 0 cm 0.4 w 9 9 m 90 90 l S", E, "page 1", "a line of 0.2 pt"},
    {add_content, "0 0 0 1 K 0 w 9 9 m 90 90 l S", E, "page 1", "a line of 0 pt"},
    {add_content, "1 1 0 0 K 0.3 w 9 9 m 90 90 l S", W, "page 1", "thinner than 0.5 pt and has 2 inks"},
    {add_pattern, "0 0 0 1 K 1 w 0 0 m 9 9 l S", E, "page 1", "a line of 0.1 pt"},
    {add_content, "/Xo1 gs 0 0 0 1 k BT /f-0-0 1 Tf 4 0 0 4 50 50 Tm (abc)Tj ET", E, "page 1",
     "a text of 4 pt is smaller than 6 pt"},
    {add_content, "1 1 0 0 k BT /f-0-0 6.5 Tf (abc)Tj ET", W, "page 1",
     "a text of 6.5 pt is smaller than 7 pt and has 2 inks"},
    {add_content, "BT .7 .6 .6 .9 k /f-0-0 12 Tf (abc)Tj ET", E, "page 1", "black text has 4 inks"},
    {add_content, "/Xo0 gs BT 0 0 0 1 k /f-0-0 12 Tf (abc)Tj ET", W, "page 1",
     "black text does not overprint"},
    {enlarge_image, "q 80 0 0 80 50 50 cm /Bad Do Q", E, "page 1",
     "an image has 36 pixels an inch, fewer than 200"},
    {add_loop, "/Bad Do /Bad Do", W, "page 1", "nested so often"},

    {add_content, "/Xo0 gs .9 .9 .9 .9 k 60 60 50 50 re f", E, "page 1", "total ink of 36"},
    {add_overlay, "/Xo0 gs 1 .8 0 0 k 60 60 50 50 re f /Bad gs 0 0 .9 .7 k 60 60 50 50 re f", E, "page 1",
     "total ink of 34"},
    {add_content, "/Xo0 gs 0 0 0 0 k 20 0 16.85 280 re f", W, "page 1", "ink ends at the cut along 70 mm"},
    {add_content, "/Xo0 gs 0 0 0 0 k 0 236.85 380 16 re f", W, "page 1", "ink ends at the cut along 105 mm"},
    {set_root, "/OCProperties/D/BaseState /OFF", W, "layers", "are switched off"},
    {set_info, "/ModDate (D:20200101120000Z)", E, "XMP",
     "has another ModifyDate than the document information"},
    {set_info, "/Trapped /True", E, "XMP",
     "says otherwise than the document information whether it is trapped"},
    {set_page, "/UserUnit 2", W, "page 1", "has a unit of its own"},
    {add_object, "/Subtype /PS", E, "object", "is PostScript"},
    {set_form, "/OPI <</2.0 <<>>>>", E, "object", "stands for a picture elsewhere (OPI)"},
    {set_form, "/Ref <</F (x.pdf) /Page 0>>", E, "object", "stands for a page of another file"},
    {add_object, "/F (x)", E, "object", "lies in another file"},
    {add_state, "<</TR /Identity>>|", E, "object", "has a transfer curve"},
    {add_state, "<</TR2 /Identity>>|", E, "object", "has a transfer curve"},
    {add_state_alone, "<</BM /Multiply>>|/Bad gs 0 0 0 1 k 0 0 9 9 re f", W, "page 1",
     "does not say that it blends in"},
    {add_state_alone, "<</CA 0.5>>|/Bad gs 0 0 0 1 k 0 0 9 9 re f", W, "page 1",
     "does not say that it blends in"},
    {add_state_alone, "<</SMask <</S /Luminosity>>>>|/Bad gs 0 0 0 1 k 0 0 9 9 re f", W, "page 1",
     "does not say that it blends in"},
    {add_font, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>", E, "object",
     "font Helvetica is not embedded"},
    {add_content, "BI /W 1 /H 1 /BPC 8 /CS [/I /RGB 0 <000000>] ID a EI", E, "page 1", "an inline image"},
    {set_image, "/ColorSpace [/Lab <</WhitePoint [1 1 1]>>]", E, "object", "image has Lab"},
    {add_profile_space, "4", W, "object", "has a profile of its own"},
    {add_content, "0 0 0 1 k 50 50 100 .1 re f", W, "page 1", "a filled rectangle of 0.1 pt is thinner"},
    {add_content, "q 1 Tr 0.1 w 0 0 0 1 K BT /f-0-0 20 Tf 50 50 Td (abc)Tj ET Q", E, "page 1",
     "a line of 0.1 pt"},
    {add_content, "/XsAll cs 1 scn BT /f-0-0 20 Tf 60 60 Td (abc)Tj ET", E, "page 1", "registration"},
    {add_content, "/XsAll CS 1 SCN 60 60 m 90 90 l S", E, "page 1", "registration"},
    {add_content, "q 40 0 0 40 50 50 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q", E, "page 1",
     "an image has 4 pixels an inch"},
    {add_state, "<</op true /OP true>>|/Bad gs BT 0 0 0 1 k /f-0-0 12 Tf (abc)Tj ET", W, "page 1",
     "black text does not overprint"},
    {add_content, "/Xo1 gs 0 0 0 1 k BT /f-0-0 12 Tf 40 100 Td (abc)Tj ET", W, "page 1",
     "a text begins 1.1 mm from the cut"},
    {add_content, "/Xo1 gs 0 0 0 1 k BT /f-0-0 12 Tf 100 235 Td (abc)Tj ET", W, "page 1", "a text begins"},
    {add_content, "/Xo0 gs BT 0 g /f-0-0 12 Tf (abc)Tj ET", W, "page 1", "black text does not overprint"},
    {add_content, "/Xo1 gs BT 0 0 0 0 k /f-0-0 12 Tf (abc)Tj ET", E, "page 1", "white overprints"},
    {add_content, "/Xo1 gs 0 0 0 0 k 60 60 30 30 re f", E, "page 1", "white overprints"},
    {add_content, "/Xo3 gs 0 0 0 0 K 60 60 m 90 90 l S", E, "page 1", "white overprints"},
};
const size_t breakage_count = G_N_ELEMENTS(breakages);

const Breakage good_variants[] = {
    {add_space, "[/Separation /Gold [/Lab <</WhitePoint [1 1 1]>>] <<>>]", E, "", ""},
    {replace_metadata, "2026-03-18T=2026-03-18 ", E, "", ""},
    {add_state, "<</TR2 /Default /BM /Normal>>|", E, "", ""},
    {add_state, "<</SMask <</S /Luminosity /G <<>> /TR /Identity>>>>|", E, "", ""},
    {add_state, "<</op true /OPM 1>>|/Bad gs 0 g BT /f-0-0 12 Tf (abc)Tj ET", E, "", ""},
    {add_content, "/Xo0 gs 0 0 0 0 k 60 60 30 30 re f", E, "", ""},
    {add_content, "0 0 0 1 k 60 60 30 .1 re n 60 60 30 30 re f", E, "", ""},
    {add_content, "/Xo1 gs 0 0 0 1 k BT /f-0-0 12 Tf 20 20 Td (abc)Tj ET", E, "", ""},
    {add_content, "/XsAll CS 1 SCN 5 5 m 5 20 l S", E, "", ""},
};
const size_t good_variant_count = G_N_ELEMENTS(good_variants);
