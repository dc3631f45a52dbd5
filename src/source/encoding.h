/* Encodings of attribute texts: what .cpg files and language driver bytes mean, and text to UTF-8. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The name iconv knows an encoding by, from the text of a .cpg file ("UTF-8", "65001", "ANSI 1252", "88591",
 * "BIG5"). Newly allocated; NULL where nobody knows it. */
char *encoding_from_code_page(const char *text);
/* The same from the language driver byte of a .dbf; static text, or NULL. */
const char *encoding_from_language_driver(int driver);

typedef struct Decoder Decoder;

/* `encoding` as the functions above give it; never NULL then. */
Decoder *decoder_new(const char *encoding);
void decoder_free(Decoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decoder, decoder_free)

/* The bytes as UTF-8 in `arena`. What the encoding does not know becomes U+FFFD, and `damaged` is set. */
const char *decoder_decode(const Decoder *decoder, Arena *arena, const char *bytes, size_t length,
                           bool *damaged);
