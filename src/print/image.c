#include "print/objects.h"

#include "base/error.h"

#include <stdlib.h>

static bool fail(const char *what, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "an image cannot be converted to inks: %s", what);
    return false;
}

static int read_int(const Pdf *pdf, qpdf_oh image, const char *path)
{
    int value = 0;
    (void)qpdf_oh_get_value_as_int(pdf->qpdf, pdf_get(pdf, image, path), &value);
    return value;
}

static bool convert_pixels(const Pdf *pdf, qpdf_oh stream, const unsigned char *rgb, size_t length,
                           const InkConverter *converter, GError **error)
{
    const int width = read_int(pdf, stream, "/Width"), height = read_int(pdf, stream, "/Height");
    if (width < 1 || height < 1 || length / 3 / (size_t)width < (size_t)height)
        return fail("it has fewer pixels than it says", error);
    const size_t count = (size_t)width * (size_t)height;
    unsigned char *cmyk = g_try_malloc_n(count, 4);
    if (!cmyk)
        return fail("it is too large", error);
    ink_converter_pixels(converter, rgb, cmyk, count);
    pdf_set_stream(pdf, stream, cmyk, 4 * count);
    g_free(cmyk);
    const qpdf_oh dictionary = qpdf_oh_get_dict(pdf->qpdf, stream);
    qpdf_oh_replace_key(pdf->qpdf, dictionary, "/ColorSpace", qpdf_oh_new_name(pdf->qpdf, "/DeviceCMYK"));
    qpdf_oh_remove_key(pdf->qpdf, dictionary, "/Decode");
    return true;
}

bool image_recolor(const Pdf *pdf, qpdf_oh stream, const InkConverter *converter, GError **error)
{
    if (!pdf_is_name(pdf, stream, "/ColorSpace", "/DeviceRGB"))
        return true;
    if (read_int(pdf, stream, "/BitsPerComponent") != 8)
        return fail("expected 8 bits a part", error);
    if (qpdf_oh_is_array(pdf->qpdf, pdf_get(pdf, stream, "/Mask")))
        return fail("it is masked by colour", error);
    size_t length;
    unsigned char *rgb = pdf_stream_bytes(pdf, stream, qpdf_dl_all, &length);
    if (!rgb)
        return fail("its filter is not known", error);
    const bool good = convert_pixels(pdf, stream, rgb, length, converter, error);
    free(rgb);
    return good;
}
