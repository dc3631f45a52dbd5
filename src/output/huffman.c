#include "output/huffman.h"

#include <stdlib.h>
#include <string.h>

enum { SYMBOLS_MAX = 288, LENGTH_MAX = 15 };

typedef struct {
    uint32_t count;
    int symbol;
} Leaf;

static int compare_leaves(const void *a, const void *b)
{
    const Leaf *left = a, *right = b;
    if (left->count != right->count)
        return left->count < right->count ? -1 : 1;
    return left->symbol - right->symbol;
}

static int collect_leaves(const uint32_t *counts, int symbol_count, Leaf *leaves)
{
    int count = 0;
    for (int i = 0; i < symbol_count; i++)
        if (counts[i] > 0)
            leaves[count++] = (Leaf){counts[i], i};
    qsort(leaves, (size_t)count, sizeof *leaves, compare_leaves);
    return count;
}

/* How many leaves of a best tree lie at each depth: two queues, leaves and joined nodes, both in order of
 * weight. */
static void count_depths(const Leaf *leaves, int count, uint32_t *depths)
{
    uint64_t weights[2 * SYMBOLS_MAX];
    int parents[2 * SYMBOLS_MAX], depth[2 * SYMBOLS_MAX];
    int leaf = 0, joined = count, next = count;
    for (int i = 0; i < count; i++)
        weights[i] = leaves[i].count;
    for (; next < 2 * count - 1; next++) {
        weights[next] = 0;
        for (int side = 0; side < 2; side++) {
            const int least =
                joined >= next || (leaf < count && weights[leaf] <= weights[joined]) ? leaf++ : joined++;
            weights[next] += weights[least];
            parents[least] = next;
        }
    }
    depth[next - 1] = 0;
    for (int i = next - 2; i >= 0; i--) {
        depth[i] = depth[parents[i]] + 1;
        if (i < count)
            depths[depth[i]]++;
    }
}

/* Leaves below the limit move up to it; shorter codes are made longer until all fit. */
static void limit_depths(uint32_t *depths, int deepest, int limit)
{
    for (int i = limit + 1; i <= deepest; i++) {
        depths[limit] += depths[i];
        depths[i] = 0;
    }
    uint64_t room = 0;
    for (int i = 1; i <= limit; i++)
        room += (uint64_t)depths[i] << (limit - i);
    for (; room > (uint64_t)1 << limit; room--) {
        int shorter = limit - 1;
        while (depths[shorter] == 0)
            shorter--;
        depths[limit]--;
        depths[shorter]--;
        depths[shorter + 1] += 2;
    }
}

static uint16_t reverse(uint32_t bits, int length)
{
    uint32_t reversed = 0;
    for (int i = 0; i < length; i++, bits >>= 1)
        reversed = reversed << 1 | (bits & 1);
    return (uint16_t)reversed;
}

/* The canonical codes: shorter first, then in the order of the symbols. */
static void number_codes(int symbol_count, HuffmanCode *codes)
{
    uint32_t counts[LENGTH_MAX + 1] = {0}, next[LENGTH_MAX + 2] = {0};
    for (int i = 0; i < symbol_count; i++)
        counts[codes[i].length]++;
    counts[0] = 0;
    for (int i = 1; i <= LENGTH_MAX; i++)
        next[i + 1] = (next[i] + counts[i]) << 1;
    for (int i = 0; i < symbol_count; i++)
        if (codes[i].length > 0)
            codes[i].bits = reverse(next[codes[i].length]++, codes[i].length);
}

void huffman_build(const uint32_t *counts, int symbol_count, int limit, HuffmanCode *codes)
{
    Leaf leaves[SYMBOLS_MAX];
    uint32_t depths[SYMBOLS_MAX] = {0};
    const int count = collect_leaves(counts, symbol_count, leaves);
    memset(codes, 0, (size_t)symbol_count * sizeof *codes);
    if (count > 1)
        count_depths(leaves, count, depths);
    else
        depths[1] = (uint32_t)count; /* one symbol alone still takes a bit */
    limit_depths(depths, SYMBOLS_MAX - 1, limit);
    int leaf = count;
    for (int length = 1; length <= limit; length++)
        for (uint32_t i = 0; i < depths[length]; i++)
            codes[leaves[--leaf].symbol].length = (uint8_t)length;
    number_codes(symbol_count, codes);
}
