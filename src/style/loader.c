#include "style/loader.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>

static json_t *parse(const char *text, size_t length, json_error_t *failure)
{
    json_t *root = json_loadb(text, length, 0, failure);
    if (!root && json_error_code(failure) == json_error_numeric_overflow)
        root = json_loadb(text, length, JSON_DECODE_INT_AS_REAL, failure);
    return root;
}

StyleDocument *style_document_read(const char *path, size_t *line, GError **error)
{
    g_autofree char *text = NULL;
    size_t length = 0;
    g_autoptr(GError) failure = NULL;
    if (!file_read(path, &text, &length, &failure)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", failure->message);
        return NULL;
    }
    json_error_t wrong;
    json_t *root = parse(text, length, &wrong);
    if (!root) {
        if (line)
            *line = wrong.line > 0 ? (size_t)wrong.line : 1;
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "no JSON: %s", wrong.text);
        return NULL;
    }
    StyleDocument *document = g_new0(StyleDocument, 1);
    document->path = g_strdup(path);
    document->folder = g_path_get_dirname(path);
    document->root = root;
    document->places = json_places_new(text, length);
    return document;
}

void style_document_free(StyleDocument *document)
{
    if (!document)
        return;
    g_free(document->path);
    g_free(document->folder);
    json_decref(document->root);
    json_places_free(document->places);
    g_free(document);
}

static void add(const Loader *loader, Severity severity, const JsonCursor *at, const char *format,
                va_list arguments)
{
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    g_autofree char *path = json_cursor_path(at);
    report_add(loader->report, severity, loader->document->path, json_cursor_line(at), path, "%s", message);
}

void loader_error(const Loader *loader, const JsonCursor *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(loader, SEVERITY_ERROR, at, format, arguments);
    va_end(arguments);
}

void loader_warning(const Loader *loader, const JsonCursor *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(loader, SEVERITY_WARNING, at, format, arguments);
    va_end(arguments);
}

void loader_error_within(const Loader *loader, const JsonCursor *at, const char *key, const char *message)
{
    const size_t line = json_cursor_line(at), inner = json_cursor_line_at(at, key);
    g_autofree char *start = json_cursor_path(at);
    g_autofree char *path = g_strconcat(start, key, NULL);
    if (inner == line)
        report_add(loader->report, SEVERITY_ERROR, loader->document->path, line, path, "%s", message);
    else
        report_add(loader->report, SEVERITY_ERROR, loader->document->path, line, path, "%s (on line %zu)",
                   message, inner);
}

bool loader_expect(const Loader *loader, const JsonCursor *at, const char *type)
{
    const char *found = json_kind_name(at->value);
    if (strcmp(found, type) == 0)
        return true;
    loader_error(loader, at, "expected %s, found %s", type, found);
    return false;
}

const char *loader_text(const JsonCursor *object, const char *name)
{
    return json_string_value(json_object_get(object->value, name));
}

double loader_number(const JsonCursor *object, const char *name, double otherwise)
{
    const json_t *value = json_object_get(object->value, name);
    return json_is_number(value) ? json_number_value(value) : otherwise;
}
