#include "output/deflate.h"

#include "output/huffman.h"

#include <string.h>
#include <zlib.h>

enum {
    BLOCK_TOKENS = 1 << 17,
    LITERALS = 286,
    DISTANCES = 30,
    CODE_LENGTHS = 19,
    END_OF_BLOCK = 256,
    MATCH_MAX = 258,
    DISTANCE_MAX = 32768,
    HASH_BITS = 13,
};

static const uint32_t NOWHERE = UINT32_MAX;

/* A match: its length and distance in bytes. A literal: length 0, the pixel in `distance`. A row's filter
 * byte: length 1. */
typedef struct {
    uint32_t length, distance;
} Token;

struct Deflater {
    int width, bytes; /* of a pixel */
    uint32_t stride;  /* bytes of a row with its filter byte */
    uint32_t match_pixels;
    Token *tokens;
    size_t token_count, token_room;
    uint32_t *places; /* by hash of two pixels: row and column, 16 bits each */
    unsigned char *row;
    uint32_t literal_counts[LITERALS], distance_counts[DISTANCES];
    HuffmanCode literals[LITERALS], distances[DISTANCES];
    uint16_t length_symbols[MATCH_MAX + 1];
};

static const uint16_t length_bases[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                        31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extras[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                        2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

Deflater *deflater_new(int width, int bytes_per_pixel)
{
    Deflater *deflater = g_new0(Deflater, 1);
    deflater->width = width;
    deflater->bytes = bytes_per_pixel;
    deflater->stride = (uint32_t)width * (uint32_t)bytes_per_pixel + 1;
    deflater->match_pixels = MATCH_MAX / (uint32_t)bytes_per_pixel;
    deflater->row = g_malloc(deflater->stride);
    deflater->places = g_new(uint32_t, 1 << HASH_BITS);
    for (uint32_t i = 0; i < G_N_ELEMENTS(length_bases); i++)
        for (uint32_t k = length_bases[i]; k <= MATCH_MAX; k++)
            deflater->length_symbols[k] = (uint16_t)(END_OF_BLOCK + 1 + i);
    return deflater;
}

void deflater_free(Deflater *deflater)
{
    if (!deflater)
        return;
    g_free(deflater->tokens);
    g_free(deflater->places);
    g_free(deflater->row);
    g_free(deflater);
}

/* ---- distances ---- */

/* Two symbols for each power of two from 4 on (RFC 1951, 3.2.5). */
static uint32_t distance_symbol(uint32_t distance, uint32_t *extra_bits, uint32_t *extra)
{
    const uint32_t rest = distance - 1;
    if (rest < 4) {
        *extra_bits = *extra = 0;
        return rest;
    }
    const uint32_t power = 31 - (uint32_t)__builtin_clz(rest);
    *extra_bits = power - 1;
    *extra = rest & ((1u << *extra_bits) - 1);
    return 2 * power + (rest >> *extra_bits & 1);
}

/* ---- finding what repeats ---- */

static void add_token(Deflater *deflater, uint32_t length, uint32_t distance)
{
    deflater->tokens[deflater->token_count++] = (Token){length, distance};
}

static void add_literal(Deflater *deflater, uint32_t pixel)
{
    add_token(deflater, 0, pixel);
    deflater->literal_counts[pixel >> 16 & 255]++;
    deflater->literal_counts[pixel >> 8 & 255]++;
    deflater->literal_counts[pixel & 255]++;
    if (deflater->bytes == 4)
        deflater->literal_counts[pixel >> 24]++;
}

static void add_match(Deflater *deflater, uint32_t pixels, uint32_t distance)
{
    uint32_t extra_bits, extra;
    const uint32_t symbol = distance_symbol(distance, &extra_bits, &extra);
    while (pixels > 0) {
        const uint32_t count = MIN(pixels, deflater->match_pixels),
                       length = count * (uint32_t)deflater->bytes;
        add_token(deflater, length, distance);
        deflater->literal_counts[deflater->length_symbols[length]]++;
        deflater->distance_counts[symbol]++;
        pixels -= count;
    }
}

static uint64_t read_pair(const uint32_t *pixels)
{
    uint64_t pair;
    memcpy(&pair, pixels, sizeof pair);
    return pair;
}

/* How many pixels from `a` on are those from `b` on. */
static uint32_t match_length(const uint32_t *a, const uint32_t *b, uint32_t most)
{
    uint32_t length = 0;
    while (length + 2 <= most && read_pair(a + length) == read_pair(b + length))
        length += 2;
    return length < most && a[length] == b[length] ? length + 1 : length;
}

/* The last place where this pixel and the next stood together. */
static uint32_t find_pair(Deflater *deflater, const uint32_t *pixels, size_t stride, uint32_t x, uint32_t y,
                          uint32_t *distance)
{
    const uint32_t *here = pixels + y * stride + x, width = (uint32_t)deflater->width;
    const uint64_t pair = read_pair(here);
    uint32_t *entry = &deflater->places[(pair * 0x9e3779b97f4a7c15u) >> (64 - HASH_BITS)];
    const uint32_t found = *entry, old_y = found >> 16, old_x = found & 65535;
    *entry = y << 16 | x;
    if (found == NOWHERE || read_pair(pixels + old_y * stride + old_x) != pair)
        return 0;
    *distance = (y - old_y) * deflater->stride + (x - old_x) * (uint32_t)deflater->bytes;
    if (*distance > DISTANCE_MAX)
        return 0;
    const uint32_t most = MIN(width - x, width - old_x);
    return match_length(here, pixels + old_y * stride + old_x, MIN(most, deflater->match_pixels));
}

static void find_in_row(Deflater *deflater, const uint32_t *pixels, size_t stride, uint32_t y)
{
    const uint32_t *row = pixels + y * stride, width = (uint32_t)deflater->width;
    const bool has_above = y > 0 && deflater->stride <= DISTANCE_MAX;
    for (uint32_t x = 0; x < width;) {
        const uint32_t rest = width - x;
        uint32_t distance = deflater->stride;
        uint32_t length =
            has_above && row[x] == row[x - stride] ? match_length(row + x, row + x - stride, rest) : 0;
        if (length < rest && x > 0 && row[x] == row[x - 1]) {
            const uint32_t run = match_length(row + x, row + x - 1, rest);
            if (run >= length) {
                length = run;
                distance = (uint32_t)deflater->bytes;
            }
        }
        if (length == 0 && rest > 1)
            length = find_pair(deflater, pixels, stride, x, y, &distance);
        if (length > 0)
            add_match(deflater, length, distance);
        else
            add_literal(deflater, row[x]);
        x += MAX(length, 1);
    }
}

/* How many rows make a block: its tokens are all in memory. */
static int block_rows(const Deflater *deflater)
{
    return MAX(BLOCK_TOKENS / (deflater->width + 1), 1);
}

/* What is in the rows from `first` up to `end`; looks back into those above. */
static void find_all(Deflater *deflater, const uint32_t *pixels, size_t stride, int first, int end)
{
    const int rows = end - first;
    const size_t room = (size_t)rows * ((size_t)deflater->width + 1);
    if (deflater->token_room < room) {
        g_free(deflater->tokens);
        deflater->tokens = g_new(Token, room);
        deflater->token_room = room;
    }
    deflater->token_count = 0;
    memset(deflater->literal_counts, 0, sizeof deflater->literal_counts);
    memset(deflater->distance_counts, 0, sizeof deflater->distance_counts);
    deflater->literal_counts[0] += (uint32_t)rows;
    deflater->literal_counts[END_OF_BLOCK] = 1;
    for (int y = first; y < end; y++) {
        add_token(deflater, 1, 0);
        find_in_row(deflater, pixels, stride, (uint32_t)y);
    }
}

/* ---- bits ---- */

typedef struct {
    GByteArray *out;
    unsigned char *next, *end; /* in `out`, which has room enough for what one token takes */
    uint64_t bits;
    uint32_t count;
} Bits;

enum { ROOM = 64 };

static void make_room(Bits *bits)
{
    if (bits->end - bits->next >= ROOM)
        return;
    const guint used = (guint)(bits->next - bits->out->data);
    g_byte_array_set_size(bits->out, MAX(bits->out->len * 2, used + 65536));
    bits->next = bits->out->data + used;
    bits->end = bits->out->data + bits->out->len;
}

/* Writes the whole bytes; at most 7 bits stay. */
static void flush(Bits *bits)
{
    const uint64_t little = GUINT64_TO_LE(bits->bits);
    memcpy(bits->next, &little, 8);
    bits->next += bits->count >> 3;
    bits->bits >>= bits->count & ~7u;
    bits->count &= 7;
}

static void put(Bits *bits, uint64_t value, uint32_t count)
{
    bits->bits |= value << bits->count;
    bits->count += count;
}

static void put_code(Bits *bits, HuffmanCode code)
{
    put(bits, code.bits, code.length);
}

/* ---- the block's head (RFC 1951, 3.2.7) ---- */

typedef struct {
    uint8_t symbol, extra_bits, extra;
} LengthToken;

/* Code lengths in runs: 16 repeats the last, 17 and 18 are zeros. */
static size_t find_runs(const uint8_t *lengths, size_t count, LengthToken *out)
{
    size_t tokens = 0;
    for (size_t i = 0; i < count;) {
        size_t run = 1;
        while (i + run < count && lengths[i + run] == lengths[i] && run < 138)
            run++;
        if (lengths[i] == 0 && run >= 3) {
            out[tokens++] = run <= 10 ? (LengthToken){17, 3, (uint8_t)(run - 3)}
                                      : (LengthToken){18, 7, (uint8_t)(run - 11)};
        } else if (run >= 4) {
            run = MIN(run, 7);
            out[tokens++] = (LengthToken){lengths[i], 0, 0};
            out[tokens++] = (LengthToken){16, 2, (uint8_t)(run - 4)};
        } else {
            run = 1;
            out[tokens++] = (LengthToken){lengths[i], 0, 0};
        }
        i += run;
    }
    return tokens;
}

static uint32_t used_codes(const HuffmanCode *codes, uint32_t count, uint32_t least)
{
    while (count > least && codes[count - 1].length == 0)
        count--;
    return count;
}

static void put_head(Bits *bits, const Deflater *deflater)
{
    static const uint8_t order[CODE_LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                11, 4,  12, 3, 13, 2, 14, 1, 15};
    const uint32_t literals = used_codes(deflater->literals, LITERALS, 257),
                   distances = used_codes(deflater->distances, DISTANCES, 1);
    uint8_t lengths[LITERALS + DISTANCES];
    LengthToken tokens[LITERALS + DISTANCES];
    for (uint32_t i = 0; i < literals; i++)
        lengths[i] = deflater->literals[i].length;
    for (uint32_t i = 0; i < distances; i++)
        lengths[literals + i] = deflater->distances[i].length;
    const size_t count = find_runs(lengths, literals + distances, tokens);
    uint32_t counts[CODE_LENGTHS] = {0}, used = CODE_LENGTHS;
    HuffmanCode codes[CODE_LENGTHS];
    for (size_t i = 0; i < count; i++)
        counts[tokens[i].symbol]++;
    huffman_build(counts, CODE_LENGTHS, 7, codes);
    while (used > 4 && codes[order[used - 1]].length == 0)
        used--;
    put(bits, 2u << 1 | (literals - 257) << 3 | (distances - 1) << 8 | (used - 4) << 13, 17);
    flush(bits);
    for (uint32_t i = 0; i < used; i++) {
        put(bits, codes[order[i]].length, 3);
        flush(bits);
        make_room(bits);
    }
    for (size_t i = 0; i < count; i++) {
        put_code(bits, codes[tokens[i].symbol]);
        put(bits, tokens[i].extra, tokens[i].extra_bits);
        flush(bits);
        make_room(bits);
    }
}

/* ---- the block ---- */

static void put_literal(Bits *bits, const Deflater *deflater, uint32_t pixel)
{
    put_code(bits, deflater->literals[pixel >> 16 & 255]);
    put_code(bits, deflater->literals[pixel >> 8 & 255]);
    put_code(bits, deflater->literals[pixel & 255]);
    if (deflater->bytes == 3)
        return;
    flush(bits);
    put_code(bits, deflater->literals[pixel >> 24]);
}

static void put_match(Bits *bits, const Deflater *deflater, const Token *token)
{
    const uint32_t symbol = deflater->length_symbols[token->length], index = symbol - END_OF_BLOCK - 1;
    uint32_t extra_bits, extra;
    const uint32_t distance = distance_symbol(token->distance, &extra_bits, &extra);
    put_code(bits, deflater->literals[symbol]);
    put(bits, token->length - length_bases[index], length_extras[index]);
    put_code(bits, deflater->distances[distance]);
    put(bits, extra, extra_bits);
}

static void put_tokens(Bits *bits, const Deflater *deflater)
{
    for (size_t i = 0; i < deflater->token_count; i++) {
        const Token *token = &deflater->tokens[i];
        make_room(bits);
        if (token->length == 0)
            put_literal(bits, deflater, token->distance);
        else if (token->length == 1)
            put_code(bits, deflater->literals[0]);
        else
            put_match(bits, deflater, token);
        flush(bits);
    }
    put_code(bits, deflater->literals[END_OF_BLOCK]);
    flush(bits);
}

static void put_block(Bits *bits, Deflater *deflater)
{
    huffman_build(deflater->literal_counts, LITERALS, 15, deflater->literals);
    huffman_build(deflater->distance_counts, DISTANCES, 15, deflater->distances);
    put_head(bits, deflater);
    put_tokens(bits, deflater);
    make_room(bits);
}

/* An empty stored block, which begins on a whole byte. */
static void put_border(Bits *bits)
{
    put(bits, 0, 3);
    bits->count = (bits->count + 7) & ~7u;
    flush(bits);
    memcpy(bits->next, "\0\0\377\377", 4);
    bits->next += 4;
}

static uint32_t sum_row(Deflater *deflater, const uint32_t *pixels, uint32_t adler)
{
    unsigned char *next = deflater->row;
    *next++ = 0;
    for (int x = 0; x < deflater->width; x++) {
        *next++ = (unsigned char)(pixels[x] >> 16);
        *next++ = (unsigned char)(pixels[x] >> 8);
        *next++ = (unsigned char)pixels[x];
        if (deflater->bytes == 4)
            *next++ = (unsigned char)(pixels[x] >> 24);
    }
    return (uint32_t)adler32(adler, deflater->row, deflater->stride);
}

uint32_t deflater_add(Deflater *deflater, const uint32_t *pixels, size_t stride, int rows, GByteArray *out)
{
    uint32_t adler = 1;
    for (int y = 0; y < rows; y++)
        adler = sum_row(deflater, pixels + (size_t)y * stride, adler);
    memset(deflater->places, 255, sizeof *deflater->places << HASH_BITS);
    const guint used = out->len;
    Bits bits = {.out = out};
    g_byte_array_set_size(out, used + 65536);
    bits.next = out->data + used;
    bits.end = out->data + out->len;
    for (int first = 0, end; first < rows; first = end) {
        end = MIN(first + block_rows(deflater), rows);
        find_all(deflater, pixels, stride, first, end);
        put_block(&bits, deflater);
    }
    put_border(&bits);
    g_byte_array_set_size(out, (guint)(bits.next - out->data));
    return adler;
}

void deflate_finish(GByteArray *out)
{
    g_byte_array_append(out, (const guint8 *)"\3\0", 2);
}
