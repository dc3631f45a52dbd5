#include "print/pdf.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

Pdf *pdf_open(const char *name, const void *bytes, size_t length, GError **error)
{
    g_autoptr(Pdf) pdf = g_new0(Pdf, 1);
    pdf->qpdf = qpdf_init();
    qpdf_silence_errors(pdf->qpdf);
    qpdf_set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
    (void)qpdf_read_memory(pdf->qpdf, name, bytes, length, NULL);
    return pdf_check(pdf, error) ? g_steal_pointer(&pdf) : NULL;
}

void pdf_close(Pdf *pdf)
{
    if (!pdf)
        return;
    /* qpdf prints errors that nobody asked for. */
    if (qpdf_has_error(pdf->qpdf))
        (void)qpdf_get_error(pdf->qpdf);
    qpdf_cleanup(&pdf->qpdf);
    g_free(pdf);
}

bool pdf_check(const Pdf *pdf, GError **error)
{
    if (!qpdf_has_error(pdf->qpdf))
        return true;
    const qpdf_error found = qpdf_get_error(pdf->qpdf);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s",
                qpdf_get_error_message_detail(pdf->qpdf, found));
    return false;
}

/* ---- values ---- */

static qpdf_oh as_dictionary(const Pdf *pdf, qpdf_oh object)
{
    return qpdf_oh_is_stream(pdf->qpdf, object) ? qpdf_oh_get_dict(pdf->qpdf, object) : object;
}

qpdf_oh pdf_get(const Pdf *pdf, qpdf_oh object, const char *path)
{
    while (*path) {
        const char *slash = strchr(path + 1, '/');
        g_autofree char *key = slash ? g_strndup(path, (gsize)(slash - path)) : g_strdup(path);
        object = qpdf_oh_get_key_if_dict(pdf->qpdf, as_dictionary(pdf, object), key);
        path += strlen(key);
    }
    return object;
}

qpdf_oh pdf_make_dictionary(const Pdf *pdf, qpdf_oh dictionary, const char *key)
{
    qpdf_oh found = qpdf_oh_get_key(pdf->qpdf, dictionary, key);
    if (!qpdf_oh_is_dictionary(pdf->qpdf, found)) {
        found = qpdf_oh_new_dictionary(pdf->qpdf);
        qpdf_oh_replace_key(pdf->qpdf, dictionary, key, found);
    }
    return found;
}

bool pdf_is_name(const Pdf *pdf, qpdf_oh object, const char *path, const char *name)
{
    return qpdf_oh_is_name_and_equals(pdf->qpdf, pdf_get(pdf, object, path), name);
}

const char *pdf_text(const Pdf *pdf, qpdf_oh object, const char *path)
{
    const qpdf_oh found = pdf_get(pdf, object, path);
    if (qpdf_oh_is_name(pdf->qpdf, found))
        return qpdf_oh_get_name(pdf->qpdf, found);
    return qpdf_oh_is_string(pdf->qpdf, found) ? qpdf_oh_get_utf8_value(pdf->qpdf, found) : NULL;
}

size_t pdf_numbers(const Pdf *pdf, qpdf_oh array, double *out, size_t count)
{
    if (!qpdf_oh_is_array(pdf->qpdf, array))
        return 0;
    const int length = qpdf_oh_get_array_n_items(pdf->qpdf, array);
    for (int i = 0; i < length && (size_t)i < count; i++)
        if (!qpdf_oh_get_value_as_number(pdf->qpdf, qpdf_oh_get_array_item(pdf->qpdf, array, i), &out[i]))
            return 0;
    return (size_t)length;
}

GPtrArray *pdf_keys(const Pdf *pdf, qpdf_oh dictionary)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    if (!qpdf_oh_is_dictionary(pdf->qpdf, dictionary))
        return keys;
    qpdf_oh_begin_dict_key_iter(pdf->qpdf, dictionary);
    while (qpdf_oh_dict_more_keys(pdf->qpdf))
        g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(pdf->qpdf)));
    return keys;
}

/* ---- new objects ---- */

qpdf_oh pdf_parse(const Pdf *pdf, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return qpdf_oh_parse(pdf->qpdf, text);
}

qpdf_oh pdf_number_array(const Pdf *pdf, const double *numbers, size_t count)
{
    const qpdf_oh array = qpdf_oh_new_array(pdf->qpdf);
    for (size_t i = 0; i < count; i++)
        qpdf_oh_append_item(pdf->qpdf, array, qpdf_oh_new_real_from_double(pdf->qpdf, numbers[i], 5));
    return array;
}

qpdf_oh pdf_text_object(const Pdf *pdf, const char *text)
{
    return qpdf_oh_new_unicode_string(pdf->qpdf, text);
}

/* ---- streams ---- */

unsigned char *pdf_stream_bytes(const Pdf *pdf, qpdf_oh stream, enum qpdf_stream_decode_level_e level,
                                size_t *length)
{
    unsigned char *bytes = NULL;
    QPDF_BOOL filtered = QPDF_FALSE;
    *length = 0;
    const QPDF_ERROR_CODE code = qpdf_oh_get_stream_data(pdf->qpdf, stream, level, &filtered, &bytes, length);
    if (!(code & QPDF_ERRORS) && filtered)
        return bytes ? bytes : calloc(1, 1);
    free(bytes);
    return NULL;
}

void pdf_set_stream(const Pdf *pdf, qpdf_oh stream, const void *bytes, size_t length)
{
    const qpdf_oh none = qpdf_oh_new_null(pdf->qpdf);
    qpdf_oh_replace_stream_data(pdf->qpdf, stream, bytes, length, none, none);
}

/* ---- walking ---- */

typedef struct {
    const Pdf *pdf;
    GArray *items;
    GArray *pending; /* qpdf_oh of indirect objects */
    GHashTable *seen;
    int object;
} Walk;

static void visit(Walk *walk, qpdf_oh object, size_t depth);

static void visit_keys(Walk *walk, qpdf_oh dictionary, qpdf_oh stream, size_t depth)
{
    const PdfItem item = {dictionary, stream, walk->object};
    g_array_append_val(walk->items, item);
    g_autoptr(GPtrArray) keys = pdf_keys(walk->pdf, dictionary);
    for (guint i = 0; i < keys->len; i++)
        visit(walk, qpdf_oh_get_key(walk->pdf->qpdf, dictionary, g_ptr_array_index(keys, i)), depth + 1);
}

static void visit(Walk *walk, qpdf_oh object, size_t depth)
{
    enum { DEPTH_MAX = 200 }; /* of objects inside one another; indirect ones wait their turn */
    qpdf_data qpdf = walk->pdf->qpdf;
    const bool stays = qpdf_oh_is_dictionary(qpdf, object) || qpdf_oh_is_stream(qpdf, object);
    if (depth > 0 && qpdf_oh_is_indirect(qpdf, object)) {
        const gint64 id =
            (gint64)qpdf_oh_get_object_id(qpdf, object) << 20 | qpdf_oh_get_generation(qpdf, object);
        if (g_hash_table_add(walk->seen, g_memdup2(&id, sizeof id))) {
            g_array_append_val(walk->pending, object);
            return;
        }
    } else if (depth <= DEPTH_MAX && stays) {
        const bool stream = qpdf_oh_is_stream(qpdf, object);
        visit_keys(walk, stream ? qpdf_oh_get_dict(qpdf, object) : object, stream ? object : 0, depth);
        return;
    } else if (depth <= DEPTH_MAX && qpdf_oh_is_array(qpdf, object)) {
        const int count = qpdf_oh_get_array_n_items(qpdf, object);
        for (int i = 0; i < count; i++)
            visit(walk, qpdf_oh_get_array_item(qpdf, object, i), depth + 1);
    }
    if (!stays)
        qpdf_oh_release(qpdf, object);
}

GArray *pdf_collect(const Pdf *pdf)
{
    Walk walk = {.pdf = pdf,
                 .items = g_array_new(FALSE, FALSE, sizeof(PdfItem)),
                 .pending = g_array_new(FALSE, FALSE, sizeof(qpdf_oh)),
                 .seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL)};
    visit(&walk, qpdf_get_trailer(pdf->qpdf), 0);
    for (guint next = 0; next < walk.pending->len; next++) {
        const qpdf_oh object = g_array_index(walk.pending, qpdf_oh, next);
        walk.object = qpdf_oh_get_object_id(pdf->qpdf, object);
        visit(&walk, object, 0);
    }
    g_hash_table_unref(walk.seen);
    g_array_unref(walk.pending);
    return g_steal_pointer(&walk.items);
}
