#include "preflight/rule.h"

#include "print/content.h"

#include <stdlib.h>
#include <string.h>

/* ---- colour spaces ---- */

static const char *screen_name(const char *name)
{
    static const char *const names[] = {"/DeviceRGB", "/RGB", "/CalRGB", "/Lab"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0)
            return names[i] + 1;
    return NULL;
}

static const char *find_screen_space(const Pdf *pdf, qpdf_oh space, int depth);

/* How an ink of its own looks may be told in Lab, as makers of inks do. */
static const char *find_in_alternate(const Pdf *pdf, qpdf_oh space, int depth)
{
    const char *found = find_screen_space(pdf, space, depth + 1);
    return found && strcmp(found, "Lab") == 0 ? NULL : found;
}

static const char *find_in_array(const Pdf *pdf, qpdf_oh space, int depth)
{
    qpdf_data qpdf = pdf->qpdf;
    const qpdf_oh family = qpdf_oh_get_array_item(qpdf, space, 0),
                  second = qpdf_oh_get_array_item(qpdf, space, 1);
    const char *name = qpdf_oh_is_name(qpdf, family) ? qpdf_oh_get_name(qpdf, family) : "";
    int parts = 0;
    if (screen_name(name))
        return screen_name(name);
    if (strcmp(name, "/ICCBased") == 0)
        return qpdf_oh_get_value_as_int(qpdf, pdf_get(pdf, second, "/N"), &parts) && parts == 3
                   ? "an RGB profile"
                   : NULL;
    if (strcmp(name, "/Indexed") == 0 || strcmp(name, "/I") == 0 || strcmp(name, "/Pattern") == 0)
        return find_screen_space(pdf, second, depth + 1);
    if ((strcmp(name, "/Separation") == 0 || strcmp(name, "/DeviceN") == 0) &&
        qpdf_oh_get_array_n_items(qpdf, space) > 2)
        return find_in_alternate(pdf, qpdf_oh_get_array_item(qpdf, space, 2), depth);
    return NULL;
}

/* What of a screen a colour space holds, static text; NULL: nothing. */
static const char *find_screen_space(const Pdf *pdf, qpdf_oh space, int depth)
{
    enum { DEPTH_MAX = 8 };
    if (qpdf_oh_is_name(pdf->qpdf, space))
        return screen_name(qpdf_oh_get_name(pdf->qpdf, space));
    if (depth > DEPTH_MAX || !qpdf_oh_is_array(pdf->qpdf, space) ||
        qpdf_oh_get_array_n_items(pdf->qpdf, space) < 2)
        return NULL;
    return find_in_array(pdf, space, depth);
}

/* ---- content ---- */

/* "/RGB", or a table of such colours: "[/I /RGB 1 <000000ffffff>]". */
static bool names_rgb(ContentSlice space)
{
    return g_strstr_len(space.text, (gssize)space.length, "/RGB") ||
           g_strstr_len(space.text, (gssize)space.length, "/DeviceRGB");
}

static const char *inline_space(const ContentOperation *operation)
{
    for (size_t i = 0; i + 1 < MIN(operation->operand_count, CONTENT_OPERANDS); i += 2)
        if (content_is_name(operation, i, "/CS") || content_is_name(operation, i, "/ColorSpace"))
            return names_rgb(operation->operands[i + 1]) ? "an inline image" : NULL;
    return NULL;
}

static const char *screen_operation(const ContentOperation *operation)
{
    switch (operation->code) {
    case CONTENT_OPERATOR('r', 'g', 0):
        return "fills";
    case CONTENT_OPERATOR('R', 'G', 0):
        return "lines";
    case CONTENT_OPERATOR('c', 's', 0):
    case CONTENT_OPERATOR('C', 'S', 0):
        return content_is_name(operation, 0, "/DeviceRGB") ? "colours" : NULL;
    case CONTENT_OPERATOR('B', 'I', 0):
        return inline_space(operation);
    default:
        return NULL;
    }
}

/* One finding a stream: the first such operation, and how many there are. */
static void check_content(const Preflight *preflight, const char *place, const char *text, size_t length)
{
    ContentReader reader = {text, length, 0};
    ContentOperation operation;
    const char *first = NULL;
    size_t count = 0;
    while (content_next(&reader, &operation)) {
        const char *found = screen_operation(&operation);
        first = first ? first : found;
        count += found != NULL;
    }
    if (count > 0)
        preflight_find(preflight, SEVERITY_ERROR, place, "content has DeviceRGB: %s (%zu times)", first,
                       count);
}

static void check_stream(const Preflight *preflight, qpdf_oh stream, int object)
{
    size_t length;
    unsigned char *bytes = pdf_stream_bytes(preflight->pdf, stream, qpdf_dl_generalized, &length);
    g_autofree char *place = g_strdup_printf("object %d", object);
    if (bytes)
        check_content(preflight, place, (const char *)bytes, length);
    free(bytes);
}

static void check_glyphs(const Preflight *preflight, const PdfItem *item)
{
    const qpdf_oh procedures = pdf_get(preflight->pdf, item->dictionary, "/CharProcs");
    g_autoptr(GPtrArray) names = pdf_keys(preflight->pdf, procedures);
    for (guint i = 0; i < names->len; i++) {
        const qpdf_oh stream = qpdf_oh_get_key(preflight->pdf->qpdf, procedures, g_ptr_array_index(names, i));
        if (qpdf_oh_is_stream(preflight->pdf->qpdf, stream))
            check_stream(preflight, stream, item->object);
    }
}

static void check_pages(const Preflight *preflight)
{
    qpdf_data qpdf = preflight->pdf->qpdf;
    const int count = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < count; i++) {
        unsigned char *text = NULL;
        size_t length = 0;
        g_autofree char *place = g_strdup_printf("page %d", i + 1);
        if (qpdf_oh_get_page_content_data(qpdf, qpdf_get_page_n(qpdf, (size_t)i), &text, &length) &
            QPDF_ERRORS)
            preflight_find(preflight, SEVERITY_ERROR, place, "its content cannot be read");
        else
            check_content(preflight, place, (const char *)text, length);
        free(text);
    }
}

/* ---- objects ---- */

/* Inks of another press are converted to those of this one, and black comes out in four. */
static bool has_ink_profile(const Pdf *pdf, qpdf_oh space)
{
    int parts = 0;
    return qpdf_oh_is_array(pdf->qpdf, space) && qpdf_oh_get_array_n_items(pdf->qpdf, space) > 1 &&
           qpdf_oh_is_name_and_equals(pdf->qpdf, qpdf_oh_get_array_item(pdf->qpdf, space, 0), "/ICCBased") &&
           qpdf_oh_get_value_as_int(
               pdf->qpdf, pdf_get(pdf, qpdf_oh_get_array_item(pdf->qpdf, space, 1), "/N"), &parts) &&
           parts == 4;
}

static void judge_space(const Preflight *preflight, int object, qpdf_oh space, const char *what)
{
    const char *found = find_screen_space(preflight->pdf, space, 0);
    g_autofree char *place = g_strdup_printf("object %d", object);
    if (found)
        preflight_find(preflight, SEVERITY_ERROR, place, "%s has %s", what, found);
    else if (has_ink_profile(preflight->pdf, space))
        preflight_find(preflight, SEVERITY_WARNING, place,
                       "%s has a profile of its own: its inks are converted, black to four", what);
}

static void check_spaces(const Preflight *preflight, const PdfItem *item)
{
    static const struct {
        const char *key, *what;
    } keys[] = {{"/ColorSpace", "colour space"}, {"/CS", "transparency group"}};
    const Pdf *pdf = preflight->pdf;
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const bool image = item->stream && pdf_is_name(pdf, item->dictionary, "/Subtype", "/Image");
        const bool shading = qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/ShadingType");
        judge_space(preflight, item->object, pdf_get(pdf, item->dictionary, keys[i].key),
                    image     ? "image"
                    : shading ? "gradient"
                              : keys[i].what);
    }
}

/* The colour spaces that resources name: /ColorSpace is a dictionary there. */
static void check_named_spaces(const Preflight *preflight, const PdfItem *item)
{
    const Pdf *pdf = preflight->pdf;
    const qpdf_oh spaces = pdf_get(pdf, item->dictionary, "/ColorSpace");
    g_autoptr(GPtrArray) names = pdf_keys(pdf, spaces);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *what = g_strconcat("colour space ", name + 1, NULL);
        judge_space(preflight, item->object, qpdf_oh_get_key(pdf->qpdf, spaces, name), what);
    }
}

static bool is_number_three(const Pdf *pdf, qpdf_oh dictionary, const char *path)
{
    double parts[3];
    return pdf_numbers(pdf, pdf_get(pdf, dictionary, path), parts, 3) == 3;
}

static void check_annotation(const Preflight *preflight, const PdfItem *item)
{
    const Pdf *pdf = preflight->pdf;
    if (!pdf_is_name(pdf, item->dictionary, "/Type", "/Annot"))
        return;
    if (is_number_three(pdf, item->dictionary, "/C") || is_number_three(pdf, item->dictionary, "/IC") ||
        is_number_three(pdf, item->dictionary, "/MK/BG") || is_number_three(pdf, item->dictionary, "/MK/BC"))
        preflight_find_object(preflight, item->object, "annotation has DeviceRGB");
}

static void check_item(const Preflight *preflight, const PdfItem *item)
{
    const Pdf *pdf = preflight->pdf;
    int pattern = 0;
    check_spaces(preflight, item);
    check_named_spaces(preflight, item);
    check_annotation(preflight, item);
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, item->dictionary, "/PatternType"), &pattern);
    if (item->stream && (pattern == 1 || pdf_is_name(pdf, item->dictionary, "/Subtype", "/Form")))
        check_stream(preflight, item->stream, item->object);
    if (pdf_is_name(pdf, item->dictionary, "/Subtype", "/Type3"))
        check_glyphs(preflight, item);
}

/* ---- transparency ---- */

static bool is_faint(const Pdf *pdf, const PdfItem *item, const char *key)
{
    double alpha = 1;
    return qpdf_oh_get_value_as_number(pdf->qpdf, pdf_get(pdf, item->dictionary, key), &alpha) && alpha < 1;
}

/* A blend mode is a name, or an array of which the first that a reader knows counts. */
static bool blends(const Pdf *pdf, const PdfItem *item)
{
    const qpdf_oh mode = pdf_get(pdf, item->dictionary, "/BM");
    return qpdf_oh_is_array(pdf->qpdf, mode) ||
           (qpdf_oh_is_name(pdf->qpdf, mode) && !qpdf_oh_is_name_and_equals(pdf->qpdf, mode, "/Normal") &&
            !qpdf_oh_is_name_and_equals(pdf->qpdf, mode, "/Compatible"));
}

/* Of an image a stream, of a graphics state a dictionary. */
static bool has_soft_mask(const Pdf *pdf, const PdfItem *item)
{
    const qpdf_oh mask = pdf_get(pdf, item->dictionary, "/SMask");
    return qpdf_oh_is_stream(pdf->qpdf, mask) || qpdf_oh_is_dictionary(pdf->qpdf, mask);
}

/* A page with transparency must say in what it blends; without it a device guesses. */
static bool has_transparency(const Preflight *preflight)
{
    for (guint i = 0; i < preflight->items->len; i++) {
        const PdfItem *item = &g_array_index(preflight->items, PdfItem, i);
        if (is_faint(preflight->pdf, item, "/ca") || is_faint(preflight->pdf, item, "/CA") ||
            blends(preflight->pdf, item) || has_soft_mask(preflight->pdf, item))
            return true;
    }
    return false;
}

static void check_blending(const Preflight *preflight)
{
    qpdf_data qpdf = preflight->pdf->qpdf;
    const int count = has_transparency(preflight) ? qpdf_get_num_pages(qpdf) : 0;
    for (int i = 0; i < count; i++) {
        const qpdf_oh page = qpdf_get_page_n(qpdf, (size_t)i);
        g_autofree char *place = g_strdup_printf("page %d", i + 1);
        if (!pdf_is_name(preflight->pdf, page, "/Group/CS", "/DeviceCMYK"))
            preflight_find(preflight, SEVERITY_WARNING, place,
                           "has transparency, and does not say that it blends in DeviceCMYK");
    }
}

void rule_colors(const Preflight *preflight)
{
    check_pages(preflight);
    for (guint i = 0; i < preflight->items->len; i++)
        check_item(preflight, &g_array_index(preflight->items, PdfItem, i));
    check_blending(preflight);
}
