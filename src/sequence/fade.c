#include "sequence/fade.h"

#include <math.h>
#include <string.h>

static void mix_bytes_of_row(const FadePair *pair, size_t first, size_t end, unsigned part,
                             unsigned char *out)
{
    for (size_t i = first; i < end; i++)
        out[i] = (unsigned char)((pair->from[i] * (256 - part) + pair->to[i] * part + 128) >> 8);
}

static size_t clamp_pixel(double value, int most)
{
    return (size_t)CLAMP(value, 0, (double)most);
}

void fade_mix(const FadePair *pair, const Box *boxes, size_t count, unsigned part, unsigned char *out)
{
    const size_t row = (size_t)pair->width * 4;
    memcpy(out, pair->to, row * (size_t)pair->height);
    for (size_t i = 0; i < count; i++) {
        const size_t left = clamp_pixel(floor(boxes[i].x_min), pair->width),
                     right = clamp_pixel(ceil(boxes[i].x_max), pair->width),
                     bottom = clamp_pixel(ceil(boxes[i].y_max), pair->height);
        for (size_t y = clamp_pixel(floor(boxes[i].y_min), pair->height); y < bottom; y++)
            mix_bytes_of_row(pair, y * row + left * 4, y * row + right * 4, part, out);
    }
}
