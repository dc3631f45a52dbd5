#include "geodata/table.h"

#include "base/file.h"
#include "base/number.h"

#include <csv.h>
#include <math.h>
#include <string.h>

/* ---- CSV ---- */

typedef struct {
    const char *file;
    size_t line;      /* being read */
    size_t row_line;  /* where the row began */
    GPtrArray *cells; /* of the row, in `arena` */
    bool header_read, header_good;
    Table *table;
    Report *report;
} CsvReader;

static void add_cell(void *bytes, size_t length, void *user)
{
    CsvReader *reader = user;
    g_ptr_array_add(reader->cells, arena_copy_text(reader->table->arena, bytes, length));
}

static void check_header(CsvReader *reader)
{
    const Resource *resource = reader->table->resource;
    bool good = reader->cells->len == resource->column_count;
    for (size_t i = 0; good && i < resource->column_count; i++)
        good = strcmp(g_ptr_array_index(reader->cells, i), resource->columns[i].name) == 0;
    reader->header_good = good;
    if (good)
        return;
    g_autoptr(GString) expected = g_string_new(NULL);
    for (size_t i = 0; i < resource->column_count; i++)
        g_string_append_printf(expected, "%s%s", i ? "," : "", resource->columns[i].name);
    report_add(reader->report, SEVERITY_ERROR, reader->file, 1, NULL,
               "expected the columns %s of resource \"%s\"", expected->str, resource->name);
}

static void end_row(int terminator, void *user)
{
    (void)terminator;
    CsvReader *reader = user;
    Table *table = reader->table;
    const size_t expected = table->resource->column_count;
    if (!reader->header_read) {
        reader->header_read = true;
        check_header(reader);
    } else if (reader->header_good && reader->cells->len == expected) {
        Row row = {reader->file, reader->row_line, NULL};
        row.cells = arena_allocate_array(table->arena, expected, sizeof(char *));
        memcpy(row.cells, reader->cells->pdata, expected * sizeof(char *));
        g_array_append_val(table->row_array, row);
    } else if (reader->header_good) {
        report_add(reader->report, SEVERITY_ERROR, reader->file, reader->row_line, NULL,
                   "expected %zu cells, found %u", expected, reader->cells->len);
    }
    g_ptr_array_set_size(reader->cells, 0);
    reader->row_line = reader->line + 1;
}

/* Line by line, so that each row knows where it begins. */
static bool parse_lines(struct csv_parser *parser, const char *text, size_t length, CsvReader *reader)
{
    for (const char *at = text, *end = text + length; at < end; reader->line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const size_t size = newline ? (size_t)(newline - at) + 1 : (size_t)(end - at);
        if (csv_parse(parser, at, size, add_cell, end_row, reader) != size)
            return false;
        at += size;
    }
    return csv_fini(parser, add_cell, end_row, reader) == 0;
}

static void parse_text(const char *text, size_t length, CsvReader *reader)
{
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    if (!parse_lines(&parser, text, length, reader))
        report_add(reader->report, SEVERITY_ERROR, reader->file, reader->row_line, NULL,
                   "expected quotes that are closed and followed by a comma or the line's end");
    csv_free(&parser);
}

static void read_file(Table *table, const char *path, Report *report)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) error = NULL;
    if (!file_read(path, &text, &length, &error)) {
        report_add(report, SEVERITY_ERROR, path, 0, NULL, "cannot be read: %s", error->message);
        return;
    }
    const char *bad = NULL;
    if (!g_utf8_validate(text, (gssize)length, &bad)) {
        size_t line = 1;
        for (const char *at = text; at < bad; at++)
            line += *at == '\n';
        report_add(report, SEVERITY_ERROR, path, line, NULL, "expected UTF-8");
        return;
    }
    CsvReader reader = {.line = 1, .row_line = 1, .table = table, .report = report};
    reader.file = arena_copy_text(table->arena, path, strlen(path));
    reader.cells = g_ptr_array_new();
    parse_text(text, length, &reader);
    g_ptr_array_unref(reader.cells);
}

/* ---- Columns ---- */

static bool is_listed(const json_t *texts, const char *text)
{
    size_t index;
    const json_t *member;
    json_array_foreach(texts, index, member)
    {
        if (g_strcmp0(json_string_value(member), text) == 0)
            return true;
    }
    return false;
}

bool column_read_boolean(const Column *column, const char *text, bool *out)
{
    *out = column->true_texts ? is_listed(column->true_texts, text) : strcmp(text, "true") == 0;
    return *out || (column->false_texts ? is_listed(column->false_texts, text) : strcmp(text, "false") == 0);
}

static bool is_integer(const char *text)
{
    const char *digits = text + (*text == '-');
    return *digits && strspn(digits, "0123456789") == strlen(digits) && strlen(digits) <= 15;
}

/* Words for what the column expects where the text is something else; NULL where it fits. */
static const char *check_type(const Column *column, const char *text, double *number)
{
    bool flag;
    *number = NAN;
    switch (column->type) {
    case FIELD_INTEGER:
        return is_integer(text) && number_parse(text, number) ? NULL : "a whole number";
    case FIELD_NUMBER:
        return number_parse(text, number) && isfinite(*number) ? NULL : "a number";
    case FIELD_BOOLEAN:
        return column_read_boolean(column, text, &flag) ? NULL : "yes or no, as the schema lists them";
    default:
        return NULL;
    }
}

static void check_cell(const Table *table, size_t row, size_t index, Report *report)
{
    const Column *column = &table->resource->columns[index];
    const char *text = table->rows[row].cells[index];
    double number;
    if (*text == '\0') {
        if (column->required)
            table_error(table, row, column->name, report, "expected a value, found nothing");
        return;
    }
    if (g_ascii_isspace(text[0]) || g_ascii_isspace(text[strlen(text) - 1]))
        table_error(table, row, column->name, report, "expected no blanks around \"%s\"", text);
    const char *expected = check_type(column, text, &number);
    if (expected)
        table_error(table, row, column->name, report, "expected %s, found \"%s\"", expected, text);
    else if (number < column->minimum || number > column->maximum)
        table_error(table, row, column->name, report, "expected a number from %g to %g, found %s",
                    column->minimum, column->maximum, text);
    if (column->allowed && !is_listed(column->allowed, text))
        table_error(table, row, column->name, report,
                    "expected one of the texts that the schema lists, found \"%s\"", text);
}

static void check_unique(const Table *table, size_t index, Report *report)
{
    const Column *column = &table->resource->columns[index];
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < table->row_count; row++) {
        const char *text = table->rows[row].cells[index];
        const Row *before = g_hash_table_lookup(seen, text);
        if (before)
            table_error(table, row, column->name, report, "\"%s\" stands at %s:%zu already", text,
                        before->file, before->line);
        else if (*text)
            g_hash_table_insert(seen, (void *)text, &table->rows[row]);
    }
}

static void check_columns(const Table *table, Report *report)
{
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t i = 0; i < table->resource->column_count; i++)
            check_cell(table, row, i, report);
    for (size_t i = 0; i < table->resource->column_count; i++)
        if (table->resource->columns[i].unique)
            check_unique(table, i, report);
}

Table *table_load(const Package *package, const Resource *resource, Report *report)
{
    Table *table = g_new0(Table, 1);
    table->resource = resource;
    table->arena = arena_new();
    table->row_array = g_array_new(FALSE, FALSE, sizeof(Row));
    for (size_t i = 0; i < resource->path_count; i++) {
        g_autofree char *path = g_build_filename(package->folder, resource->paths[i], NULL);
        read_file(table, path, report);
    }
    table->row_count = table->row_array->len;
    table->rows = (Row *)(void *)table->row_array->data;
    check_columns(table, report);
    return table;
}

void table_free(Table *table)
{
    if (!table)
        return;
    g_array_unref(table->row_array);
    arena_free(table->arena);
    g_free(table);
}

const char *table_cell(const Table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->resource->column_count; i++)
        if (strcmp(table->resource->columns[i].name, column) == 0)
            return table->rows[row].cells[i];
    return "";
}

void table_error(const Table *table, size_t row, const char *column, Report *report, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report_add(report, SEVERITY_ERROR, table->rows[row].file, table->rows[row].line, column, "%s", message);
}
