#include "print/objects.h"

#include "base/error.h"

#include <stdlib.h>

typedef struct {
    const Pdf *pdf;
    Recolor *recolor;
    const qpdf_oh *layers;
    GChecksum *digest;
    GHashTable *functions; /* converted ones */
    GHashTable *plates;    /* resource name -> qpdf_oh of the colour space */
    qpdf_oh overprints[4]; /* graphics states, 0 until needed */
    bool cmyk;
} Objects;

/* ---- resources ---- */

/* OP alone would set both sides (ISO 32000-1, table 58). */
static qpdf_oh overprint_state(Objects *self, unsigned which)
{
    if (self->overprints[which] == 0)
        self->overprints[which] = qpdf_make_indirect_object(
            self->pdf->qpdf, pdf_parse(self->pdf, "<</Type /ExtGState /op %s /OP %s /OPM 1>>",
                                       which & 1 ? "true" : "false", which & 2 ? "true" : "false"));
    return self->overprints[which];
}

static qpdf_oh plate_space(Objects *self, const Ink *ink, const char *resource)
{
    qpdf_data qpdf = self->pdf->qpdf;
    const gpointer known = g_hash_table_lookup(self->plates, resource);
    if (known)
        return (qpdf_oh)GPOINTER_TO_UINT(known);
    const qpdf_oh function = pdf_parse(self->pdf, "<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /N 1>>");
    qpdf_oh_replace_key(qpdf, function, "/C1", pdf_number_array(self->pdf, ink->parts, 4));
    const qpdf_oh space = pdf_parse(self->pdf, "[/Separation /All /DeviceCMYK]");
    if (ink->kind == INK_SPOT) {
        g_autofree char *name = g_strconcat("/", ink->spot, NULL);
        qpdf_oh_set_array_item(qpdf, space, 1, qpdf_oh_new_name(qpdf, name));
    }
    qpdf_oh_append_item(qpdf, space, function);
    const qpdf_oh object = qpdf_make_indirect_object(qpdf, space);
    g_hash_table_insert(self->plates, g_strdup(resource), GUINT_TO_POINTER(object));
    return object;
}

static void add_resources(Objects *self, qpdf_oh owner, const RecolorNeeds *needs)
{
    qpdf_data qpdf = self->pdf->qpdf;
    const qpdf_oh resources = pdf_make_dictionary(self->pdf, owner, "/Resources");
    for (unsigned i = 0; i < 4; i++)
        if (needs->overprints & 1u << i) {
            g_autofree char *name = g_strdup_printf("/Xo%u", i);
            qpdf_oh_replace_key(qpdf, pdf_make_dictionary(self->pdf, resources, "/ExtGState"), name,
                                overprint_state(self, i));
        }
    for (guint i = 0; i < needs->plates->len; i++) {
        const Ink *ink = g_ptr_array_index(needs->plates, i);
        g_autofree char *written = recolor_plate_name(ink);
        g_autofree char *name =
            ink->kind == INK_SPOT ? g_strconcat("/Xs", ink->spot, NULL) : g_strdup(written);
        qpdf_oh_replace_key(qpdf, pdf_make_dictionary(self->pdf, resources, "/ColorSpace"), name,
                            plate_space(self, ink, written));
    }
    for (size_t i = needs->first_layer; i < needs->end_layer; i++) {
        g_autofree char *name = g_strdup_printf("/Lay%zu", i);
        qpdf_oh_replace_key(qpdf, pdf_make_dictionary(self->pdf, resources, "/Properties"), name,
                            self->layers[i]);
    }
}

/* ---- streams ---- */

static bool recolor_stream(Objects *self, qpdf_oh stream, qpdf_oh owner, GError **error)
{
    size_t length;
    unsigned char *bytes = pdf_stream_bytes(self->pdf, stream, qpdf_dl_generalized, &length);
    if (!bytes)
        return pdf_check(self->pdf, error) &&
               (g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "a content stream cannot be read"),
                false);
    RecolorNeeds needs;
    recolor_needs_init(&needs);
    g_autoptr(GString) content = recolor_content(self->recolor, (const char *)bytes, length, &needs);
    free(bytes);
    pdf_set_stream(self->pdf, stream, content->str, content->len);
    g_checksum_update(self->digest, (const guchar *)content->str, (gssize)content->len);
    add_resources(self, owner, &needs);
    recolor_needs_clear(&needs);
    return true;
}

static bool recolor_page(Objects *self, qpdf_oh page, GError **error)
{
    const qpdf_oh contents = pdf_get(self->pdf, page, "/Contents");
    if (qpdf_oh_is_stream(self->pdf->qpdf, contents))
        return recolor_stream(self, contents, page, error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "a page's content is not one stream");
    return false;
}

static bool recolor_glyphs(Objects *self, qpdf_oh font, GError **error)
{
    const qpdf_oh procedures = pdf_get(self->pdf, font, "/CharProcs");
    g_autoptr(GPtrArray) names = pdf_keys(self->pdf, procedures);
    for (guint i = 0; i < names->len; i++)
        if (!recolor_stream(self, qpdf_oh_get_key(self->pdf->qpdf, procedures, g_ptr_array_index(names, i)),
                            font, error))
            return false;
    return true;
}

/* ---- objects ---- */

static bool has_number(const Pdf *pdf, qpdf_oh dictionary, const char *key, int number)
{
    int value = -1;
    return qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, dictionary, key), &value) && value == number;
}

static void recolor_group(const Pdf *pdf, qpdf_oh group)
{
    if (pdf_is_name(pdf, group, "/CS", "/DeviceRGB"))
        qpdf_oh_replace_key(pdf->qpdf, group, "/CS", qpdf_oh_new_name(pdf->qpdf, "/DeviceCMYK"));
}

static bool recolor_painted(Objects *self, const PdfItem *item, GError **error)
{
    const Pdf *pdf = self->pdf;
    if (item->stream && (pdf_is_name(pdf, item->dictionary, "/Subtype", "/Form") ||
                         has_number(pdf, item->dictionary, "/PatternType", 1)))
        return recolor_stream(self, item->stream, item->dictionary, error);
    if (pdf_is_name(pdf, item->dictionary, "/Subtype", "/Type3"))
        return recolor_glyphs(self, item->dictionary, error);
    return true;
}

static bool recolor_colored(Objects *self, const PdfItem *item, GError **error)
{
    const Pdf *pdf = self->pdf;
    if (pdf_is_name(pdf, item->dictionary, "/S", "/Transparency"))
        recolor_group(pdf, item->dictionary);
    if (item->stream && pdf_is_name(pdf, item->dictionary, "/Subtype", "/Image"))
        return image_recolor(pdf, item->stream, self->recolor->converter, error);
    if (qpdf_oh_has_key(pdf->qpdf, item->dictionary, "/ShadingType"))
        return shading_recolor(pdf, item->dictionary, self->recolor->converter, self->functions, error);
    return true;
}

static bool recolor_pages(Objects *self, GError **error)
{
    const int count = qpdf_get_num_pages(self->pdf->qpdf);
    for (int i = 0; i < count; i++)
        if (!recolor_page(self, qpdf_get_page_n(self->pdf->qpdf, (size_t)i), error))
            return false;
    return true;
}

static bool recolor_items(Objects *self, const GArray *items, GError **error)
{
    for (guint i = 0; i < items->len; i++) {
        const PdfItem *item = &g_array_index(items, PdfItem, i);
        if (!recolor_painted(self, item, error) || (self->cmyk && !recolor_colored(self, item, error))) {
            g_prefix_error(error, "object %d: ", item->object);
            return false;
        }
    }
    return true;
}

bool objects_recolor(const Pdf *pdf, Recolor *recolor, const qpdf_oh *layers, bool cmyk, GChecksum *digest,
                     GError **error)
{
    Objects self = {.pdf = pdf,
                    .recolor = recolor,
                    .layers = layers,
                    .digest = digest,
                    .functions = g_hash_table_new(g_direct_hash, g_direct_equal),
                    .plates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    .cmyk = cmyk};
    g_autoptr(GArray) items = pdf_collect(pdf);
    const bool good = recolor_pages(&self, error) && recolor_items(&self, items, error);
    g_hash_table_unref(self.functions);
    g_hash_table_unref(self.plates);
    return good && pdf_check(pdf, error);
}
