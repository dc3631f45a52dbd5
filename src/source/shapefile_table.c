#include "source/shapefile.h"

#include "base/error.h"
#include "source/encoding.h"

#include <math.h>
#include <shapefil.h>
#include <string.h>

enum { HEADER_MIN = 33 };

/* Used where neither .cpg nor language driver says anything: the commonest by far, and a superset of Latin 1.
 */
static const char DEFAULT_ENCODING[] = "WINDOWS-1252";

typedef struct {
    size_t offset, width; /* in the row */
    char type;            /* as the .dbf has it */
} Column;

struct ShapeTable {
    char *path;
    FILE *file;
    ShapeStreams streams;
    DBFHandle handle;
    ShapeBytes *bytes;
    size_t row_count, field_count;
    Field *fields;
    Column *columns;
    char *encoding;
    bool encoding_assumed, assumption_told;
    Decoder *decoder;
};

/* ---- Opening ---- */

static bool open_handle(ShapeTable *table, size_t size, GError **error)
{
    char name[64];
    SAHooks hooks;
    shape_hooks(&hooks);
    table->streams = (ShapeStreams){.main = table->bytes};
    shape_stream_name(&table->streams, ".dbf", name);
    if (size >= HEADER_MIN)
        table->handle = DBFOpenLL(name, "rb", &hooks);
    const DBFHandle handle = table->handle;
    if (handle && handle->nRecordLength > 0 && (size_t)handle->nHeaderLength <= size)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "expected a dBASE table whose header is whole and whose fields fit its rows (%zu bytes)",
                size);
    return false;
}

/* Rows that header and size of the file both bear out. */
static void count_rows(ShapeTable *table, size_t size, Damage *damage)
{
    const size_t length = (size_t)table->handle->nRecordLength;
    const size_t rest = size - (size_t)table->handle->nHeaderLength, held = rest / length;
    const size_t declared = table->handle->nRecords < 0 ? 0 : (size_t)table->handle->nRecords;
    if (declared > held)
        damage_add(damage, DAMAGE_LOSS, table->path, 0, "cut off: says that it has %zu rows, but holds %zu",
                   declared, held);
    if (declared < held)
        damage_add(damage, DAMAGE_FILE, table->path, 0, "says that it has %zu rows, but holds %zu", declared,
                   held);
    table->row_count = MIN(declared, held);
}

static FieldType field_type(char type, int decimals)
{
    switch (type) {
    case 'N':
        return decimals == 0 ? FIELD_INTEGER : FIELD_NUMBER;
    case 'F':
        return FIELD_NUMBER;
    case 'D':
        return FIELD_DATE;
    case 'L':
        return FIELD_BOOLEAN;
    default:
        return FIELD_TEXT;
    }
}

static const char *field_name(ShapeTable *table, const char *bytes)
{
    bool damaged = false;
    g_autoptr(Arena) arena = arena_new();
    return g_intern_string(decoder_decode(table->decoder, arena, bytes, strlen(bytes), &damaged));
}

/* Fields that lie within the row; one that does not ends the list. */
static void describe_fields(ShapeTable *table, Damage *damage)
{
    const size_t count = (size_t)MAX(DBFGetFieldCount(table->handle), 0);
    table->fields = g_new0(Field, count + 1);
    table->columns = g_new0(Column, count + 1);
    size_t offset = 1; /* after the deletion mark */
    for (size_t i = 0; i < count; i++) {
        char name[XBASE_FLDNAME_LEN_READ + 1] = "";
        int width = 0, decimals = 0;
        DBFGetFieldInfo(table->handle, (int)i, name, &width, &decimals);
        if (width < 0 || offset + (size_t)width > (size_t)table->handle->nRecordLength) {
            damage_add(damage, DAMAGE_FILE, table->path, 0, "field %zu \"%s\" lies outside the row: left out",
                       i + 1, name);
            return;
        }
        const char type = DBFGetNativeFieldType(table->handle, (int)i);
        if (!memchr("CNFDL", type, 5))
            damage_add(damage, DAMAGE_FILE, table->path, 0, "field \"%s\" has the type '%c', read as null",
                       name, g_ascii_isprint(type) ? type : '?');
        table->fields[i] = (Field){field_name(table, name), field_type(type, decimals), width, decimals};
        table->columns[i] = (Column){offset, (size_t)width, type};
        offset += (size_t)width;
        table->field_count++;
    }
}

static void choose_encoding(ShapeTable *table, const char *code_page, Damage *damage)
{
    if (code_page)
        table->encoding = encoding_from_code_page(code_page);
    const char *of_driver = encoding_from_language_driver(table->handle->iLanguageDriver);
    if (code_page && !table->encoding) {
        g_autofree char *path = shape_sibling(table->path, ".cpg");
        damage_add(damage, DAMAGE_FILE, path, 0, "no encoding is called \"%.40s\"; %s is used", code_page,
                   of_driver ? of_driver : DEFAULT_ENCODING);
        table->assumption_told = true;
    }
    table->encoding_assumed = !table->encoding && !of_driver;
    if (!table->encoding)
        table->encoding = g_strdup(of_driver ? of_driver : DEFAULT_ENCODING);
    table->decoder = decoder_new(table->encoding);
}

ShapeTable *shape_table_open(const char *path, const char *code_page, Damage *damage, GError **error)
{
    size_t size = 0;
    g_autoptr(ShapeTable) table = g_new0(ShapeTable, 1);
    table->path = g_strdup(path);
    table->file = shape_open_file(path, &size, error);
    if (table->file)
        table->bytes = shape_bytes_new(table->file, size);
    if (!table->file || !open_handle(table, size, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    count_rows(table, size, damage);
    choose_encoding(table, code_page, damage);
    describe_fields(table, damage);
    return g_steal_pointer(&table);
}

void shape_table_free(ShapeTable *table)
{
    if (!table)
        return;
    if (table->handle)
        DBFClose(table->handle);
    shape_bytes_free(table->bytes);
    if (table->file)
        fclose(table->file);
    decoder_free(table->decoder);
    g_free(table->encoding);
    g_free(table->fields);
    g_free(table->columns);
    g_free(table->path);
    g_free(table);
}

size_t shape_table_row_count(const ShapeTable *table)
{
    return table->row_count;
}

size_t shape_table_field_count(const ShapeTable *table)
{
    return table->field_count;
}

const Field *shape_table_fields(const ShapeTable *table)
{
    return table->fields;
}

char *shape_table_encoding(const ShapeTable *table)
{
    return table->encoding_assumed ? g_strconcat(table->encoding, " (assumed)", NULL)
                                   : g_strdup(table->encoding);
}

/* ---- Values ---- */

typedef struct {
    ShapeTable *table;
    const Field *field;
    const char *bytes; /* of the value, `length` of them */
    size_t length;
    size_t row;
    Arena *arena;
    Damage *damage;
} Cell;

static void warn(const Cell *cell, DamageKind kind, const char *expected)
{
    g_autofree char *found = g_utf8_make_valid(cell->bytes, (gssize)MIN(cell->length, 20));
    damage_add(cell->damage, kind, cell->table->path, cell->row + 1, "%s: expected %s, found \"%s\"",
               cell->field->name, expected, found);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\0';
}

static void trim_right(Cell *cell)
{
    while (cell->length > 0 && is_blank(cell->bytes[cell->length - 1]))
        cell->length--;
}

static void trim(Cell *cell)
{
    trim_right(cell);
    while (cell->length > 0 && is_blank(*cell->bytes)) {
        cell->bytes++;
        cell->length--;
    }
}

/* A whole number that a double cannot hold: its last digits would be others. */
static bool loses_digits(const char *text, double number)
{
    if (fabs(number) <= 9007199254740992.0 || strpbrk(text, ".eE"))
        return false;
    char digits[XBASE_FLD_MAX_WIDTH + 1];
    g_ascii_formatd(digits, sizeof digits, "%.0f", number);
    const char *from = text + (*text == '+');
    return strcmp(digits, from) != 0;
}

/* Digits alone, so few that a double holds every number of them. */
static bool read_digits(const Cell *cell, double *number)
{
    enum { DIGITS_MAX = 15 };
    int64_t sum = 0;
    for (size_t i = 0; i < cell->length; i++) {
        if (!g_ascii_isdigit(cell->bytes[i]) || i == DIGITS_MAX)
            return false;
        sum = sum * 10 + (cell->bytes[i] - '0');
    }
    *number = (double)sum;
    return true;
}

static Value read_number(Cell *cell)
{
    trim(cell);
    if (cell->length == 0 || *cell->bytes == '*')
        return value_null();
    double digits;
    if (read_digits(cell, &digits))
        return value_number(digits);
    char text[XBASE_FLD_MAX_WIDTH + 1], *end = NULL;
    if (cell->length >= sizeof text)
        return value_null();
    memcpy(text, cell->bytes, cell->length);
    text[cell->length] = '\0';
    const double number = g_ascii_strtod(text, &end);
    const bool plain = strspn(text, "0123456789+-.eE") == cell->length;
    if (!plain || end != text + cell->length || !isfinite(number)) {
        warn(cell, DAMAGE_NUMBER, "a number");
        return value_null();
    }
    if (loses_digits(text, number))
        warn(cell, DAMAGE_NUMBER, "a whole number of 15 digits at most");
    return value_number(number);
}

/* Is YYYYMMDD a day of the calendar? */
static bool is_day(const char *digits)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int part[4]; /* century, year in it, month, day */
    for (size_t i = 0; i < G_N_ELEMENTS(part); i++)
        part[i] = (digits[2 * i] - '0') * 10 + digits[2 * i + 1] - '0';
    const bool leap = part[1] % 4 == 0 && (part[1] != 0 || part[0] % 4 == 0);
    const int month = part[2], day = part[3];
    return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1] + (leap && month == 2);
}

/* How many bytes from the first on lie between `low` and `high`. */
static size_t count_leading(const Cell *cell, char low, char high)
{
    size_t count = 0;
    while (count < cell->length && cell->bytes[count] >= low && cell->bytes[count] <= high)
        count++;
    return count;
}

static Value read_date(Cell *cell)
{
    trim(cell);
    const size_t zeros = count_leading(cell, '0', '0'), digits = count_leading(cell, '0', '9');
    if (zeros == cell->length || *cell->bytes == '*')
        return value_null();
    if (digits == 8 && cell->length == 8 && is_day(cell->bytes))
        return value_string(
            arena_print(cell->arena, "%.4s-%.2s-%.2s", cell->bytes, cell->bytes + 4, cell->bytes + 6));
    warn(cell, DAMAGE_DATE, "a date YYYYMMDD");
    return value_null();
}

static Value read_logical(Cell *cell)
{
    trim(cell);
    const char mark = cell->length > 0 ? *cell->bytes : '?';
    if (strchr("TtYy1", mark))
        return value_boolean(true);
    if (strchr("FfNn0", mark))
        return value_boolean(false);
    if (mark != '?' && mark != '*')
        warn(cell, DAMAGE_LOGICAL, "T or F");
    return value_null();
}

/* Says once that the encoding is a guess, when the first text comes by for which it matters. */
static void tell_assumption(const Cell *cell, const char *text)
{
    ShapeTable *table = cell->table;
    if (!table->encoding_assumed || table->assumption_told || g_str_is_ascii(text))
        return;
    table->assumption_told = true;
    damage_add(cell->damage, DAMAGE_FILE, table->path, 0,
               "neither .cpg nor language driver name the encoding; %s is assumed", DEFAULT_ENCODING);
}

static Value read_text(Cell *cell)
{
    const char *end = memchr(cell->bytes, '\0', cell->length);
    if (end)
        cell->length = (size_t)(end - cell->bytes);
    trim_right(cell);
    if (cell->length == 0)
        return value_null();
    bool damaged = false;
    const char *text = decoder_decode(cell->table->decoder, cell->arena, cell->bytes, cell->length, &damaged);
    tell_assumption(cell, text);
    if (damaged)
        warn(cell, DAMAGE_TEXT, cell->table->encoding);
    return value_string(text);
}

static Value read_value(Cell *cell, char type)
{
    switch (type) {
    case 'N':
    case 'F':
        return read_number(cell);
    case 'D':
        return read_date(cell);
    case 'L':
        return read_logical(cell);
    case 'C':
        return read_text(cell);
    default:
        return value_null();
    }
}

RowState shape_table_read(ShapeTable *table, size_t row, Arena *arena, Member *out, Damage *damage)
{
    for (size_t i = 0; i < table->field_count; i++)
        out[i] = (Member){table->fields[i].name, value_null()};
    const char *bytes = row < table->row_count ? DBFReadTuple(table->handle, (int)row) : NULL;
    if (!bytes)
        return ROW_UNREADABLE;
    if (*bytes == '*')
        return ROW_DELETED;
    for (size_t i = 0; i < table->field_count; i++) {
        const Column *column = &table->columns[i];
        Cell cell = {table, &table->fields[i], bytes + column->offset, column->width, row, arena, damage};
        out[i].value = read_value(&cell, column->type);
    }
    return ROW_READ;
}
