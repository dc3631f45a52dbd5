/* Sums of 64 bits that tell values apart; not against those who mean harm. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t mix_word(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 0x9fb21c651e98df25u;
    return sum ^ sum >> 29;
}

static inline uint64_t mix_bytes(uint64_t sum, const void *bytes, size_t length)
{
    const unsigned char *next = bytes;
    uint64_t word;
    for (size_t rest = length; rest >= 8; rest -= 8, next += 8) {
        memcpy(&word, next, 8);
        sum = mix_word(sum, word);
    }
    word = 0;
    if (length % 8 > 0)
        memcpy(&word, next, length % 8);
    return mix_word(mix_word(sum, word), length);
}

static inline uint64_t mix_number(uint64_t sum, double number)
{
    return mix_bytes(sum, &number, sizeof number);
}

static inline uint64_t mix_text(uint64_t sum, const char *text)
{
    return text ? mix_bytes(sum, text, strlen(text)) : mix_word(sum, 1);
}
