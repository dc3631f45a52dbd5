/* qpdf's C interface made easier: paths through dictionaries, arrays of numbers, streams, a walk over all
 * that is reachable. Handles live until the document is closed. */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    qpdf_data qpdf;
} Pdf;

/* Opens a file held in memory, which must outlive it. Errors: FORMAT. Close with pdf_close(). */
Pdf *pdf_open(const char *name, const void *bytes, size_t length, GError **error);
void pdf_close(Pdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pdf, pdf_close)

/* Whether qpdf met no error since the last call; false sets `error` to its words. */
bool pdf_check(const Pdf *pdf, GError **error);

/* The value at a path of keys, "/Resources/Font"; qpdf's null where there is none, or where something on the
 * way is no dictionary. Streams count as their dictionaries. */
qpdf_oh pdf_get(const Pdf *pdf, qpdf_oh object, const char *path);
/* The dictionary under `key`, made where there is none. */
qpdf_oh pdf_make_dictionary(const Pdf *pdf, qpdf_oh dictionary, const char *key);
/* Whether the value at a path is this name, "/Form". */
bool pdf_is_name(const Pdf *pdf, qpdf_oh object, const char *path, const char *name);
/* A text at a path as UTF-8, borrowed until the next call to qpdf; NULL where there is none. */
const char *pdf_text(const Pdf *pdf, qpdf_oh object, const char *path);
/* Up to `count` numbers of an array; returns how many numbers the array holds, 0 where it is none. */
size_t pdf_numbers(const Pdf *pdf, qpdf_oh array, double *out, size_t count);
/* Keys of a dictionary in order; free with g_ptr_array_unref(). */
GPtrArray *pdf_keys(const Pdf *pdf, qpdf_oh dictionary);
/* An object from its PDF text. */
qpdf_oh pdf_parse(const Pdf *pdf, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* An array of numbers with up to five decimals. */
qpdf_oh pdf_number_array(const Pdf *pdf, const double *numbers, size_t count);
/* A string object of any UTF-8 text. */
qpdf_oh pdf_text_object(const Pdf *pdf, const char *text);

/* A stream's bytes, all filters undone as far as `level` allows; free with free(). NULL where that fails. */
unsigned char *pdf_stream_bytes(const Pdf *pdf, qpdf_oh stream, enum qpdf_stream_decode_level_e level,
                                size_t *length);
/* New bytes for a stream, unfiltered. */
void pdf_set_stream(const Pdf *pdf, qpdf_oh stream, const void *bytes, size_t length);

/* Every dictionary reachable from the trailer, each once, in a fixed order. */
typedef struct {
    qpdf_oh dictionary;
    qpdf_oh stream; /* whose dictionary it is, or 0 */
    int object;     /* number of the indirect object it lies in */
} PdfItem;

/* Array of PdfItem; free with g_array_unref(). */
GArray *pdf_collect(const Pdf *pdf);
