#include "base/number.h"

#include <math.h>

void number_append(GString *text, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
    if (!isfinite(number)) {
        g_string_append(text, "null");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(digits, sizeof digits, formats[i], number);
        if (g_ascii_strtod(digits, NULL) == number)
            break;
    }
    g_string_append(text, number == 0 ? "0" : digits);
}
