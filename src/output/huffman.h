/* Huffman codes as DEFLATE has them (RFC 1951, 3.2.2). */
#pragma once

#include <stdint.h>

typedef struct {
    uint16_t bits; /* in the order they are written, first bit lowest */
    uint8_t length;
} HuffmanCode;

/* The best codes for symbols that occur so often, none longer than `limit` bits; length 0 for those that do
 * not occur. At most 288 symbols. */
void huffman_build(const uint32_t *counts, int symbol_count, int limit, HuffmanCode *codes);
