#include "source/encoding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Names that neither iconv nor a rule understands; compared in upper case without blanks, "-" and "_". */
static const struct {
    const char *name, *encoding;
} code_page_names[] = {
    {"65001", "UTF-8"},        {"UTF8", "UTF-8"},    {"936", "CP936"},
    {"GB2312", "GB18030"},     {"932", "CP932"},     {"SJIS", "CP932"},
    {"SHIFTJIS", "CP932"},     {"950", "CP950"},     {"10000", "MACINTOSH"},
    {"BIG5", "BIG5"},          {"KOI8R", "KOI8-R"},  {"KOI8U", "KOI8-U"},
    {"20866", "KOI8-R"},       {"21866", "KOI8-U"},  {"LATIN1", "ISO-8859-1"},
    {"LATIN9", "ISO-8859-15"}, {"51932", "EUC-JP"},  {"51949", "EUC-KR"},
    {"54936", "GB18030"},      {"20127", "ASCII"},   {"SYSTEM", "WINDOWS-1252"},
    {"MACROMAN", "MACINTOSH"}, {"MAC", "MACINTOSH"}, {"OEM", "CP437"},
};

/* Beginnings that may stand before the number of a code page. */
static const char *const code_page_prefixes[] = {"ANSI", "OEM", "CP", "WINDOWS", "MS", "IBM", "X", ""};

static char *squeeze(const char *text)
{
    GString *squeezed = g_string_new(NULL);
    for (; *text; text++)
        if (g_ascii_isgraph(*text) && *text != '-' && *text != '_')
            g_string_append_c(squeezed, g_ascii_toupper(*text));
    return g_string_free(squeezed, FALSE);
}

/* The rest of `name` where it is digits after `prefix`, else NULL. */
static const char *digits_after(const char *name, const char *prefix)
{
    if (!g_str_has_prefix(name, prefix))
        return NULL;
    const char *digits = name + strlen(prefix);
    return *digits && strspn(digits, "0123456789") == strlen(digits) ? digits : NULL;
}

static char *guess_name(const char *squeezed)
{
    for (size_t i = 0; i < G_N_ELEMENTS(code_page_names); i++)
        if (strcmp(squeezed, code_page_names[i].name) == 0)
            return g_strdup(code_page_names[i].encoding);
    for (size_t i = 0; i < G_N_ELEMENTS(code_page_prefixes); i++) {
        const char *digits = digits_after(squeezed, code_page_prefixes[i]);
        if (!digits)
            continue;
        if (g_str_has_prefix(digits, "8859"))
            return g_strdup_printf("ISO-8859-%s", digits + 4);
        return g_strdup_printf(g_str_has_prefix(digits, "125") ? "WINDOWS-%s" : "CP%s", digits);
    }
    const char *iso = digits_after(squeezed, "ISO8859");
    return iso ? g_strdup_printf("ISO-8859-%s", iso) : NULL;
}

static bool iconv_knows(const char *encoding)
{
    const GIConv converter = g_iconv_open("UTF-8", encoding);
    if (converter == (GIConv)-1)
        return false;
    g_iconv_close(converter);
    return true;
}

/* "LDID/87", as some programs write: the language driver byte. */
static char *encoding_of_driver_name(const char *squeezed)
{
    const char *digits = digits_after(squeezed, "LDID/");
    return digits ? g_strdup(encoding_from_language_driver((int)MIN(strtol(digits, NULL, 10), 256))) : NULL;
}

char *encoding_from_code_page(const char *text)
{
    g_autofree char *squeezed = squeeze(text);
    /* A table's texts are bytes padded with blanks: these cannot be meant. */
    if (g_str_has_prefix(squeezed, "UTF16") || g_str_has_prefix(squeezed, "UTF32") ||
        g_str_has_prefix(squeezed, "UCS"))
        return NULL;
    char *encoding = encoding_of_driver_name(squeezed);
    if (!encoding)
        encoding = guess_name(squeezed);
    if (encoding && iconv_knows(encoding))
        return encoding;
    g_free(encoding);
    g_autofree char *plain = g_strstrip(g_ascii_strup(text, -1));
    /* "//" would ask iconv to transliterate. */
    const bool usable = *plain && g_str_is_ascii(plain) && !strchr(plain, '/') && iconv_knows(plain);
    return usable ? g_steal_pointer(&plain) : NULL;
}

/* Language driver byte -> encoding, from the tables of dBASE, FoxPro and ESRI. */
static const struct {
    int driver;
    const char *encoding;
} language_drivers[] = {
    {0x01, "CP437"},        {0x02, "CP850"},        {0x03, "WINDOWS-1252"}, {0x04, "MACINTOSH"},
    {0x08, "CP865"},        {0x09, "CP437"},        {0x0A, "CP850"},        {0x0B, "CP437"},
    {0x0D, "CP437"},        {0x0E, "CP850"},        {0x0F, "CP437"},        {0x10, "CP850"},
    {0x11, "CP437"},        {0x12, "CP850"},        {0x13, "CP932"},        {0x14, "CP850"},
    {0x15, "CP437"},        {0x16, "CP850"},        {0x17, "CP865"},        {0x18, "CP437"},
    {0x19, "CP437"},        {0x1A, "CP850"},        {0x1B, "CP437"},        {0x1C, "CP863"},
    {0x1D, "CP850"},        {0x1F, "CP852"},        {0x22, "CP852"},        {0x23, "CP852"},
    {0x24, "CP860"},        {0x25, "CP850"},        {0x26, "CP866"},        {0x37, "CP850"},
    {0x40, "CP852"},        {0x4D, "CP936"},        {0x4E, "CP949"},        {0x4F, "CP950"},
    {0x50, "CP874"},        {0x57, "WINDOWS-1252"}, {0x58, "WINDOWS-1252"}, {0x59, "WINDOWS-1252"},
    {0x64, "CP852"},        {0x65, "CP866"},        {0x66, "CP865"},        {0x67, "CP861"},
    {0x6A, "CP737"},        {0x6B, "CP857"},        {0x6C, "CP863"},        {0x78, "CP950"},
    {0x79, "CP949"},        {0x7A, "CP936"},        {0x7B, "CP932"},        {0x7C, "CP874"},
    {0x7D, "WINDOWS-1255"}, {0x7E, "WINDOWS-1256"}, {0x86, "CP737"},        {0x87, "CP852"},
    {0x88, "CP857"},        {0xC8, "WINDOWS-1250"}, {0xC9, "WINDOWS-1251"}, {0xCA, "WINDOWS-1254"},
    {0xCB, "WINDOWS-1253"}, {0xCC, "WINDOWS-1257"},
};

const char *encoding_from_language_driver(int driver)
{
    for (size_t i = 0; i < G_N_ELEMENTS(language_drivers); i++)
        if (language_drivers[i].driver == driver)
            return language_drivers[i].encoding;
    return NULL;
}

struct Decoder {
    GIConv converter; /* (GIConv)-1 for UTF-8 */
};

Decoder *decoder_new(const char *encoding)
{
    const bool utf8 = strcmp(encoding, "UTF-8") == 0;
    Decoder *decoder = g_new0(Decoder, 1);
    decoder->converter = utf8 ? (GIConv)-1 : g_iconv_open("UTF-8", encoding);
    return decoder;
}

void decoder_free(Decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->converter != (GIConv)-1)
        g_iconv_close(decoder->converter);
    g_free(decoder);
}

/* UTF-8 with what is no UTF-8 replaced. */
static const char *mend_utf8(Arena *arena, const char *bytes, size_t length)
{
    g_autofree char *valid = g_utf8_make_valid(bytes, (gssize)length);
    return arena_copy_text(arena, valid, strlen(valid));
}

/* Converts byte runs until all are read; each byte that cannot be is replaced. */
static const char *convert(const Decoder *decoder, Arena *arena, const char *bytes, size_t length,
                           bool *damaged)
{
    /* No encoding needs more than four bytes of UTF-8 for one of its own. */
    char *text = arena_allocate(arena, length * 4 + 8), *out = text;
    char *in = (char *)bytes;
    size_t room = length * 4 + 4;
    g_iconv(decoder->converter, NULL, NULL, NULL, NULL);
    while (length > 0) {
        const size_t done = g_iconv(decoder->converter, &in, &length, &out, &room);
        if (done != (size_t)-1 || errno == E2BIG || room < sizeof REPLACEMENT)
            break;
        *damaged = true;
        memcpy(out, REPLACEMENT, sizeof REPLACEMENT - 1);
        out += sizeof REPLACEMENT - 1;
        room -= sizeof REPLACEMENT - 1;
        in++;
        length--;
    }
    *damaged = *damaged || length > 0;
    *out = '\0';
    return text;
}

const char *decoder_decode(const Decoder *decoder, Arena *arena, const char *bytes, size_t length,
                           bool *damaged)
{
    size_t ascii = 0;
    while (ascii < length && (unsigned char)bytes[ascii] < 0x80)
        ascii++;
    if (ascii == length)
        return arena_copy_text(arena, bytes, length);
    if (decoder->converter != (GIConv)-1)
        return convert(decoder, arena, bytes, length, damaged);
    if (g_utf8_validate(bytes, (gssize)length, NULL))
        return arena_copy_text(arena, bytes, length);
    *damaged = true;
    return mend_utf8(arena, bytes, length);
}
