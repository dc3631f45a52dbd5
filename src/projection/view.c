#include "projection/view.h"

/* Reads `count` numbers parted by commas; nothing may follow. */
static bool read_numbers(const char *text, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        char *end = NULL;
        out[i] = g_ascii_strtod(text, &end);
        if (end == text || (i + 1 < count ? *end != ',' : *end != '\0'))
            return false;
        text = end + 1;
    }
    return true;
}

bool view_parse_extent(const char *text, Box *out)
{
    double n[4];
    if (!read_numbers(text, 4, n))
        return false;
    *out = (Box){n[0], n[1], n[2], n[3]};
    return n[0] < n[2] && n[1] < n[3] && n[1] >= -90 && n[3] <= 90;
}

bool view_parse_center(const char *text, Point *out)
{
    double n[2];
    if (!read_numbers(text, 2, n))
        return false;
    *out = (Point){n[0], n[1]};
    return n[1] >= -90 && n[1] <= 90;
}
