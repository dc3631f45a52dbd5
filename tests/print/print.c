#include "print/print.h"
#include "print/content.h"
#include "print/pdf.h"
#include "print/sample.h"
#include "base/error.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static Sample *sample;
static GBytes *bytes;
static Pdf *pdf;
static qpdf_oh page, root;

static void open_result(void)
{
    g_autoptr(GError) error = NULL;
    gsize length;
    bytes = sample_finish(sample);
    const void *start = g_bytes_get_data(bytes, &length);
    pdf = pdf_open("result", start, length, &error);
    ck_assert_msg(pdf != NULL, "%s", error ? error->message : "");
    page = qpdf_get_page_n(pdf->qpdf, 0);
    root = qpdf_get_root(pdf->qpdf);
}

static void finish_for_press(void)
{
    sample = sample_new("coated-fogra39");
    open_result();
}

static void finish_for_office(void)
{
    sample = sample_new("office");
    open_result();
}

static void drop(void)
{
    pdf_close(pdf);
    g_bytes_unref(bytes);
    sample_free(sample);
}

static char *page_content(void)
{
    unsigned char *text = NULL;
    size_t length = 0;
    ck_assert_int_eq(qpdf_oh_get_page_content_data(pdf->qpdf, page, &text, &length), QPDF_SUCCESS);
    char *content = g_strndup((const char *)text, length);
    free(text);
    return content;
}

/* ---- the press ---- */

START_TEST(fileIsSound)
{
    ck_assert_int_eq(qpdf_check_pdf(pdf->qpdf), QPDF_SUCCESS);
    ck_assert_str_eq(qpdf_get_pdf_version(pdf->qpdf), "1.6");
}
END_TEST

START_TEST(boxesAreABleedApart)
{
    const double mm = 72 / 25.4;
    double media[4], bleed[4], trim[4];
    ck_assert_uint_eq(pdf_numbers(pdf, pdf_get(pdf, page, "/MediaBox"), media, 4), 4);
    ck_assert_uint_eq(pdf_numbers(pdf, pdf_get(pdf, page, "/BleedBox"), bleed, 4), 4);
    ck_assert_uint_eq(pdf_numbers(pdf, pdf_get(pdf, page, "/TrimBox"), trim, 4), 4);
    ck_assert_double_eq_tol(trim[0] - bleed[0], 3 * mm, 1e-4);
    ck_assert_double_eq_tol(bleed[3] - trim[3], 3 * mm, 1e-4);
    ck_assert_double_eq_tol(bleed[1] - media[1], 10 * mm, 1e-4);
    ck_assert_double_eq_tol(trim[2] - trim[0], 300, 1e-4);
    ck_assert(qpdf_oh_is_null(pdf->qpdf, pdf_get(pdf, page, "/ArtBox")));
}
END_TEST

/* Whether a value is one of the colour spaces of a screen. */
static bool is_screen_space(qpdf_oh value)
{
    static const char *const names[] = {"/DeviceRGB", "/CalRGB", "/RGB"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (qpdf_oh_is_name_and_equals(pdf->qpdf, value, names[i]))
            return true;
    return false;
}

START_TEST(noScreenColorIsLeft)
{
    g_autoptr(GArray) items = pdf_collect(pdf);
    ck_assert_uint_gt(items->len, 30);
    for (guint i = 0; i < items->len; i++) {
        const PdfItem *item = &g_array_index(items, PdfItem, i);
        ck_assert_msg(!is_screen_space(pdf_get(pdf, item->dictionary, "/ColorSpace")), "object %d",
                      item->object);
        ck_assert_msg(!is_screen_space(pdf_get(pdf, item->dictionary, "/CS")), "object %d", item->object);
        if (!item->stream || qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/Subtype") == QPDF_FALSE)
            continue;
        size_t length;
        unsigned char *text = pdf_stream_bytes(pdf, item->stream, qpdf_dl_generalized, &length);
        ContentReader reader = {(const char *)text,
                                pdf_is_name(pdf, item->dictionary, "/Subtype", "/Form") ? length : 0, 0};
        for (ContentOperation operation; content_next(&reader, &operation);)
            ck_assert(operation.code != CONTENT_OPERATOR('r', 'g', 0) &&
                      operation.code != CONTENT_OPERATOR('R', 'G', 0));
        free(text);
    }
    g_autofree char *content = page_content();
    ck_assert_ptr_null(strstr(content, " rg"));
    ck_assert_ptr_null(strstr(content, " RG"));
}
END_TEST

START_TEST(imageKeepsItsPixels)
{
    g_autoptr(GArray) items = pdf_collect(pdf);
    size_t images = 0;
    for (guint i = 0; i < items->len; i++) {
        const PdfItem *item = &g_array_index(items, PdfItem, i);
        if (!pdf_is_name(pdf, item->dictionary, "/Subtype", "/Image"))
            continue;
        size_t length;
        unsigned char *pixels = pdf_stream_bytes(pdf, item->stream, qpdf_dl_generalized, &length);
        ck_assert(pdf_is_name(pdf, item->dictionary, "/ColorSpace", "/DeviceCMYK"));
        ck_assert_uint_eq(length, 40 * 40 * 4);
        free(pixels);
        images++;
    }
    ck_assert_uint_eq(images, 1);
}
END_TEST

START_TEST(gradientStopsHaveFourInks)
{
    g_autoptr(GArray) items = pdf_collect(pdf);
    size_t stops = 0;
    for (guint i = 0; i < items->len; i++) {
        double parts[4];
        const size_t count =
            pdf_numbers(pdf, pdf_get(pdf, g_array_index(items, PdfItem, i).dictionary, "/C0"), parts, 4);
        ck_assert_msg(count == 0 || count == 1 || count == 4, "a stop of %zu parts", count);
        stops += count == 4;
    }
    ck_assert_uint_ge(stops, 2);
}
END_TEST

START_TEST(layersHaveTheirNames)
{
    static const char *const names[] = {"Terrain", "Front", "Noms & dates"};
    const qpdf_oh groups = pdf_get(pdf, root, "/OCProperties/OCGs");
    ck_assert_int_eq(qpdf_oh_get_array_n_items(pdf->qpdf, groups), 3);
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(pdf_text(pdf, qpdf_oh_get_array_item(pdf->qpdf, groups, i), "/Name"), names[i]);
    ck_assert_str_eq(pdf_text(pdf, pdf_get(pdf, page, "/Resources/Properties"), "/Lay1/Name"), "Front");
    ck_assert_ptr_nonnull(pdf_text(pdf, root, "/OCProperties/D/Name"));
}
END_TEST

START_TEST(pageIsAFigureWithWords)
{
    drop();
    sample = sample_new("coated-fogra39");
    sample->options.pages = &(PrintPage){.title = "24 mai", .alternative = "Carte de Paris"};
    sample->options.page_count = 1;
    open_result();
    const qpdf_oh figure = qpdf_oh_get_array_item(pdf->qpdf, pdf_get(pdf, root, "/StructTreeRoot/K"), 0);
    ck_assert_str_eq(pdf_text(pdf, figure, "/S"), "/Figure");
    ck_assert_str_eq(pdf_text(pdf, figure, "/Alt"), "Carte de Paris");
    ck_assert_str_eq(pdf_text(pdf, root, "/Lang"), "fr");
    ck_assert_str_eq(pdf_text(pdf, root, "/Outlines/First/Title"), "24 mai");
    g_autofree char *content = page_content();
    ck_assert(g_str_has_prefix(content, "/Figure <</MCID 0>> BDC"));
}
END_TEST

START_TEST(intentCarriesTheProfile)
{
    const qpdf_oh intent = qpdf_oh_get_array_item(pdf->qpdf, pdf_get(pdf, root, "/OutputIntents"), 0);
    ck_assert_str_eq(pdf_text(pdf, intent, "/S"), "/GTS_PDFX");
    ck_assert_str_eq(pdf_text(pdf, intent, "/OutputConditionIdentifier"), "FOGRA39");
    size_t length;
    unsigned char *profile =
        pdf_stream_bytes(pdf, pdf_get(pdf, intent, "/DestOutputProfile"), qpdf_dl_generalized, &length);
    ck_assert_uint_eq(length, g_bytes_get_size(sample->printer->profile));
    free(profile);
}
END_TEST

START_TEST(metadataAgreeAndKnowNoClock)
{
    const qpdf_oh info = qpdf_oh_get_key(pdf->qpdf, qpdf_get_trailer(pdf->qpdf), "/Info");
    ck_assert_str_eq(pdf_text(pdf, info, "/CreationDate"), "D:20260318000000Z");
    ck_assert_str_eq(pdf_text(pdf, info, "/GTS_PDFXVersion"), "PDF/X-4");
    ck_assert(pdf_is_name(pdf, info, "/Trapped", "/False"));
    size_t length;
    unsigned char *xmp = pdf_stream_bytes(pdf, pdf_get(pdf, root, "/Metadata"), qpdf_dl_generalized, &length);
    static const char *const parts[] = {"<pdfxid:GTS_PDFXVersion>PDF/X-4<",
                                        "Paris, mai 1871 \u2014 \u00e9preuve",
                                        "<xmp:ModifyDate>2026-03-18T00:00:00Z<"};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        ck_assert_msg(g_strstr_len((char *)xmp, (gssize)length, parts[i]) != NULL, "%s", parts[i]);
    free(xmp);
    /* Not filtered, so that readers of metadata without zlib find it. */
    ck_assert(qpdf_oh_is_null(pdf->qpdf, pdf_get(pdf, root, "/Metadata/Filter")));
}
END_TEST

START_TEST(marksLieOnEveryPlate)
{
    const qpdf_oh space = pdf_get(pdf, page, "/Resources/ColorSpace/XsAll");
    ck_assert(qpdf_oh_is_name_and_equals(pdf->qpdf, qpdf_oh_get_array_item(pdf->qpdf, space, 1), "/All"));
    const qpdf_oh spot = pdf_get(pdf, page, "/Resources/ColorSpace/XsPANTONE 354 C");
    ck_assert(
        qpdf_oh_is_name_and_equals(pdf->qpdf, qpdf_oh_get_array_item(pdf->qpdf, spot, 1), "/PANTONE 354 C"));
}
END_TEST

START_TEST(namesAreSaidOnce)
{
    g_autofree char *content = page_content();
    const char *first =
        strstr(content, "/Span <</ActualText <FEFF00420065006C006C006500760069006C006C0065>>> BDC");
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 40, "<FEFF00420065006C006C"));
    ck_assert_ptr_nonnull(strstr(content, "1 Tr"));
}
END_TEST

START_TEST(sameBytesTwice)
{
    g_autoptr(GBytes) again = sample_finish(sample);
    g_autoptr(Sample) other = sample_new("coated-fogra39");
    g_autoptr(GBytes) later = sample_finish(other);
    ck_assert(g_bytes_equal(bytes, again));
    ck_assert(g_bytes_equal(bytes, later));
}
END_TEST

START_TEST(georeferenceIsMeasured)
{
    drop();
    sample = sample_new("coated-fogra39");
    const PrintGeoreference map = {10, 20, 280, 150, "GEOGCS[\"x\"]", false, {48, 2, 49, 2, 49, 3, 48, 3}};
    sample->options.pages = &(PrintPage){.georeferences = &map, .georeference_count = 1};
    sample->options.page_count = 1;
    open_result();
    const qpdf_oh viewport = qpdf_oh_get_array_item(pdf->qpdf, pdf_get(pdf, page, "/VP"), 0);
    double box[4], corners[8], trim[4];
    ck_assert_uint_eq(pdf_numbers(pdf, pdf_get(pdf, page, "/TrimBox"), trim, 4), 4);
    ck_assert_uint_eq(pdf_numbers(pdf, pdf_get(pdf, viewport, "/BBox"), box, 4), 4);
    ck_assert_uint_eq(pdf_numbers(pdf, pdf_get(pdf, viewport, "/Measure/GPTS"), corners, 8), 8);
    ck_assert_double_eq_tol(box[0] - trim[0], 10, 1e-4);
    ck_assert_double_eq_tol(trim[3] - box[3], 20, 1e-4);
    ck_assert_double_eq(corners[2], 49);
    ck_assert_str_eq(pdf_text(pdf, viewport, "/Measure/GCS/WKT"), "GEOGCS[\"x\"]");
}
END_TEST

/* ---- the office ---- */

START_TEST(officeKeepsScreenColors)
{
    g_autofree char *content = page_content();
    ck_assert_ptr_nonnull(strstr(content, "0.85 0.88 0.75 rg"));
    ck_assert_ptr_null(strstr(content, "0.019283"));
    ck_assert_ptr_null(strstr(content, "/Xo"));
    ck_assert(qpdf_oh_is_null(pdf->qpdf, pdf_get(pdf, root, "/OutputIntents")));
}
END_TEST

START_TEST(officeHasLayersFiguresAndHalos)
{
    g_autofree char *content = page_content();
    ck_assert_int_eq(qpdf_oh_get_array_n_items(pdf->qpdf, pdf_get(pdf, root, "/OCProperties/OCGs")), 3);
    ck_assert_ptr_nonnull(strstr(content, "1 Tr"));
    ck_assert_ptr_nonnull(strstr(content, "/OC /Lay2 BDC"));
}
END_TEST

/* ---- damage ---- */

START_TEST(noPdfIsAnError)
{
    g_autoptr(GBytes) nothing = g_bytes_new_static("not a PDF", 9);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(print_finish(nothing, &sample->options, &error));
    ck_assert(error && error->code == SEMAINE_ERROR_FORMAT);
}
END_TEST

Suite *print_suite(void);
Suite *print_suite(void)
{
    Suite *suite = suite_create("print/print");
    TCase *press = tcase_create("press"), *office = tcase_create("office");
    tcase_add_checked_fixture(press, finish_for_press, drop);
    tcase_add_checked_fixture(office, finish_for_office, drop);
    tcase_add_test(press, fileIsSound);
    tcase_add_test(press, boxesAreABleedApart);
    tcase_add_test(press, noScreenColorIsLeft);
    tcase_add_test(press, imageKeepsItsPixels);
    tcase_add_test(press, gradientStopsHaveFourInks);
    tcase_add_test(press, layersHaveTheirNames);
    tcase_add_test(press, pageIsAFigureWithWords);
    tcase_add_test(press, intentCarriesTheProfile);
    tcase_add_test(press, metadataAgreeAndKnowNoClock);
    tcase_add_test(press, marksLieOnEveryPlate);
    tcase_add_test(press, namesAreSaidOnce);
    tcase_add_test(press, sameBytesTwice);
    tcase_add_test(press, georeferenceIsMeasured);
    tcase_add_test(press, noPdfIsAnError);
    tcase_add_test(office, officeKeepsScreenColors);
    tcase_add_test(office, officeHasLayersFiguresAndHalos);
    suite_add_tcase(suite, press);
    suite_add_tcase(suite, office);
    return suite;
}
