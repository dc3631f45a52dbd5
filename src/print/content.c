#include "print/content.h"

#include <glib.h>
#include <string.h>

/* ---- characters ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' ||
           c == '/' || c == '%';
}

static bool at_end(const ContentReader *reader)
{
    return reader->position >= reader->length;
}

static void skip_space(ContentReader *reader)
{
    while (!at_end(reader)) {
        const char c = reader->text[reader->position];
        if (c == '%')
            while (!at_end(reader) && reader->text[reader->position] != '\n' &&
                   reader->text[reader->position] != '\r')
                reader->position++;
        else if (is_space(c))
            reader->position++;
        else
            return;
    }
}

/* ---- tokens ---- */

/* From the opening bracket to behind the closing one; nested brackets and escaped characters stay inside. */
static void skip_string(ContentReader *reader)
{
    size_t depth = 0;
    while (!at_end(reader)) {
        const char c = reader->text[reader->position++];
        if (c == '\\' && !at_end(reader))
            reader->position++;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return;
    }
}

static void skip_to(ContentReader *reader, char end)
{
    while (!at_end(reader) && reader->text[reader->position] != end)
        reader->position++;
    if (!at_end(reader))
        reader->position++;
}

static bool starts_dictionary(const ContentReader *reader, char bracket)
{
    const size_t p = reader->position;
    return reader->text[p] == bracket && p + 1 < reader->length && reader->text[p + 1] == bracket;
}

static void skip_word(ContentReader *reader)
{
    reader->position++;
    while (!at_end(reader) && !is_space(reader->text[reader->position]) &&
           !is_delimiter(reader->text[reader->position]))
        reader->position++;
}

/* One token; the depth of arrays and dictionaries changes with their brackets. */
static void skip_token(ContentReader *reader, long *depth)
{
    const char c = reader->text[reader->position];
    if (c == '(') {
        skip_string(reader);
    } else if (starts_dictionary(reader, '<') || starts_dictionary(reader, '>')) {
        reader->position += 2;
        *depth += c == '<' ? 1 : -1;
    } else if (c == '<') {
        skip_to(reader, '>');
    } else if (c == '[' || c == ']') {
        reader->position++;
        *depth += c == '[' ? 1 : -1;
    } else if (c == ')' || c == '>' || c == '{' || c == '}') {
        reader->position++;
    } else {
        skip_word(reader);
    }
}

/* A whole operand, or an operator's name. */
static ContentSlice read_slice(ContentReader *reader)
{
    const size_t start = reader->position;
    long depth = 0;
    do {
        skip_token(reader, &depth);
        if (depth > 0)
            skip_space(reader);
    } while (depth > 0 && !at_end(reader));
    return (ContentSlice){reader->text + start, reader->position - start};
}

static bool is_operator(ContentSlice slice)
{
    const char c = slice.text[0];
    if (slice.length == 4 && memcmp(slice.text, "true", 4) == 0)
        return false;
    if ((slice.length == 5 && memcmp(slice.text, "false", 5) == 0) ||
        (slice.length == 4 && memcmp(slice.text, "null", 4) == 0))
        return false;
    return g_ascii_isalpha(c) || c == '\'' || c == '"';
}

/* ---- inline images ---- */

/* Behind ID and one space come the bytes; EI stands between white space (ISO 32000-1, 8.9.7). */
static void skip_image_bytes(ContentReader *reader)
{
    reader->position++;
    for (; reader->position + 1 < reader->length; reader->position++) {
        const char *p = reader->text + reader->position;
        const bool before = is_space(p[-1]), after = reader->position + 2 >= reader->length || is_space(p[2]);
        if (p[0] == 'E' && p[1] == 'I' && before && after) {
            reader->position += 2;
            return;
        }
    }
    reader->position = reader->length;
}

static void add_operand(ContentOperation *out, ContentSlice slice)
{
    if (out->operand_count < CONTENT_OPERANDS)
        out->operands[out->operand_count] = slice;
    out->operand_count++;
}

static void read_inline_image(ContentReader *reader, ContentOperation *out)
{
    skip_space(reader);
    while (!at_end(reader)) {
        const ContentSlice slice = read_slice(reader);
        if (slice.length == 2 && memcmp(slice.text, "ID", 2) == 0) {
            skip_image_bytes(reader);
            return;
        }
        add_operand(out, slice);
        skip_space(reader);
    }
}

/* ---- operations ---- */

static uint32_t encode(ContentSlice name)
{
    if (name.length > 3)
        return 0;
    uint32_t code = 0;
    for (size_t i = 0; i < name.length; i++)
        code |= (uint32_t)(unsigned char)name.text[i] << (8 * i);
    return code;
}

bool content_next(ContentReader *reader, ContentOperation *out)
{
    out->operand_count = 0;
    skip_space(reader);
    out->start = reader->position;
    while (!at_end(reader)) {
        const ContentSlice slice = read_slice(reader);
        if (is_operator(slice)) {
            out->code = encode(slice);
            if (out->code == CONTENT_OPERATOR('B', 'I', 0))
                read_inline_image(reader, out);
            out->end = reader->position;
            return true;
        }
        add_operand(out, slice);
        skip_space(reader);
    }
    return false;
}

/* Digits with a sign and a point, as PDF writes them: no exponents, no locale. */
double content_number(const ContentOperation *operation, size_t index)
{
    if (index >= operation->operand_count || index >= CONTENT_OPERANDS)
        return 0;
    const ContentSlice slice = operation->operands[index];
    double value = 0, scale = 0;
    for (size_t i = 0; i < slice.length; i++) {
        const char c = slice.text[i];
        if (g_ascii_isdigit(c)) {
            const bool kept = value < 1e15; /* more digits say nothing */
            value = kept ? value * 10 + (c - '0') : value;
            scale = kept ? scale * 10 : scale;
        } else if (c == '.' && scale == 0) {
            scale = 1;
        } else if (!(i == 0 && (c == '-' || c == '+'))) {
            break;
        }
    }
    if (scale > 0)
        value /= scale;
    return slice.length > 0 && slice.text[0] == '-' ? -value : value;
}

bool content_is_name(const ContentOperation *operation, size_t index, const char *name)
{
    if (index >= operation->operand_count || index >= CONTENT_OPERANDS)
        return false;
    const ContentSlice slice = operation->operands[index];
    return slice.length == strlen(name) && memcmp(slice.text, name, slice.length) == 0;
}
