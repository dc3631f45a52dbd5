#include "print/objects.h"

#include "base/error.h"

enum { DEPTH_MAX = 16 }; /* of functions stitched from functions */

static bool fail(const char *what, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "a gradient cannot be converted to inks: %s",
                what);
    return false;
}

/* C0 or C1: three numbers become four. */
static bool convert_stop(const Pdf *pdf, qpdf_oh function, const char *key, InkConverter *converter,
                         GError **error)
{
    double rgb[3], inks[4];
    if (pdf_numbers(pdf, pdf_get(pdf, function, key), rgb, 3) != 3)
        return fail("expected colours of three parts", error);
    ink_converter_process(converter, rgb, inks);
    qpdf_oh_replace_key(pdf->qpdf, function, key, pdf_number_array(pdf, inks, 4));
    return true;
}

static bool convert_function(const Pdf *pdf, qpdf_oh function, InkConverter *converter, GHashTable *done,
                             int depth, GError **error);

static bool convert_parts(const Pdf *pdf, qpdf_oh parts, InkConverter *converter, GHashTable *done, int depth,
                          GError **error)
{
    const int count = qpdf_oh_is_array(pdf->qpdf, parts) ? qpdf_oh_get_array_n_items(pdf->qpdf, parts) : 0;
    for (int i = 0; i < count; i++)
        if (!convert_function(pdf, qpdf_oh_get_array_item(pdf->qpdf, parts, i), converter, done, depth + 1,
                              error))
            return false;
    return true;
}

static bool convert_function(const Pdf *pdf, qpdf_oh function, InkConverter *converter, GHashTable *done,
                             int depth, GError **error)
{
    const int object = qpdf_oh_get_object_id(pdf->qpdf, function);
    int type = -1;
    if (depth > DEPTH_MAX)
        return fail("its functions are nested too deep", error);
    if (object > 0 && !g_hash_table_add(done, GINT_TO_POINTER(object)))
        return true;
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, function, "/FunctionType"), &type);
    if (type == 3) {
        qpdf_oh_remove_key(pdf->qpdf, function, "/Range");
        return convert_parts(pdf, pdf_get(pdf, function, "/Functions"), converter, done, depth, error);
    }
    if (type != 2)
        return fail("expected functions of type 2 and 3", error);
    qpdf_oh_remove_key(pdf->qpdf, function, "/Range");
    return convert_stop(pdf, function, "/C0", converter, error) &&
           convert_stop(pdf, function, "/C1", converter, error);
}

bool shading_recolor(const Pdf *pdf, qpdf_oh shading, InkConverter *converter, GHashTable *done,
                     GError **error)
{
    int type = -1;
    if (!pdf_is_name(pdf, shading, "/ColorSpace", "/DeviceRGB"))
        return true;
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, shading, "/ShadingType"), &type);
    if (type != 2 && type != 3)
        return fail("expected a linear or radial one", error);
    if (!convert_function(pdf, pdf_get(pdf, shading, "/Function"), converter, done, 0, error))
        return false;
    double background[3], inks[4];
    if (pdf_numbers(pdf, pdf_get(pdf, shading, "/Background"), background, 3) == 3) {
        ink_converter_process(converter, background, inks);
        qpdf_oh_replace_key(pdf->qpdf, shading, "/Background", pdf_number_array(pdf, inks, 4));
    }
    qpdf_oh_replace_key(pdf->qpdf, shading, "/ColorSpace", qpdf_oh_new_name(pdf->qpdf, "/DeviceCMYK"));
    return true;
}
