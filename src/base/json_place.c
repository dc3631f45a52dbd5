#include "base/json_place.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct JsonPlace {
    size_t line;
    size_t count;       /* of children */
    const char **names; /* of an object's children, which are sorted by them; NULL for arrays */
    JsonPlace *children;
};

struct JsonPlaces {
    JsonPlace root;
    Arena *arena;
};

/* The text being read. It is known to be JSON, so that only structure is looked at. */
typedef struct {
    const char *at, *end;
    size_t line;
    Arena *arena;
} Reader;

typedef struct {
    const char *name;
    size_t order; /* in the document: of equal names the last one counts, as in jansson */
    JsonPlace place;
} Child;

static char peek(const Reader *reader)
{
    return reader->at < reader->end ? *reader->at : '\0';
}

static void skip_space(Reader *reader)
{
    for (char c = peek(reader); c == ' ' || c == '\t' || c == '\r' || c == '\n'; c = peek(reader)) {
        if (c == '\n')
            reader->line++;
        reader->at++;
    }
}

static void skip_string(Reader *reader)
{
    reader->at++;
    while (reader->at < reader->end && *reader->at != '"')
        reader->at += *reader->at == '\\' && reader->at + 1 < reader->end ? 2 : 1;
    if (reader->at < reader->end)
        reader->at++;
}

static void skip_word(Reader *reader)
{
    while (reader->at < reader->end && !strchr(",]} \t\r\n", *reader->at))
        reader->at++;
}

static const char *read_name(Reader *reader)
{
    const char *start = reader->at;
    skip_string(reader);
    const size_t length = (size_t)(reader->at - start);
    if (!memchr(start, '\\', length))
        return arena_copy_text(reader->arena, start + 1, length >= 2 ? length - 2 : 0);
    json_t *text = json_loadb(start, length, JSON_DECODE_ANY, NULL);
    const char *name = arena_copy_text(reader->arena, json_string_value(text), json_string_length(text));
    json_decref(text);
    return name;
}

static int compare_children(const void *left, const void *right)
{
    const Child *a = left, *b = right;
    const int order = strcmp(a->name, b->name);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static void keep_children(Reader *reader, JsonPlace *place, GArray *children, bool named)
{
    if (named)
        g_array_sort(children, compare_children);
    place->count = children->len;
    place->children = arena_allocate_array(reader->arena, children->len, sizeof *place->children);
    place->names = named ? arena_allocate_array(reader->arena, children->len, sizeof *place->names) : NULL;
    for (size_t i = 0; i < children->len; i++) {
        place->children[i] = g_array_index(children, Child, i).place;
        if (named)
            place->names[i] = g_array_index(children, Child, i).name;
    }
}

static JsonPlace read_value(Reader *reader);

static void read_children(Reader *reader, JsonPlace *place, char close)
{
    g_autoptr(GArray) children = g_array_new(FALSE, FALSE, sizeof(Child));
    reader->at++;
    for (skip_space(reader); reader->at < reader->end && *reader->at != close; skip_space(reader)) {
        if (*reader->at == ',') {
            reader->at++;
            continue;
        }
        Child child = {.order = children->len};
        if (close == '}') {
            child.name = read_name(reader);
            skip_space(reader);
            reader->at++; /* the colon */
        }
        child.place = read_value(reader);
        g_array_append_val(children, child);
    }
    reader->at++;
    keep_children(reader, place, children, close == '}');
}

static JsonPlace read_value(Reader *reader)
{
    skip_space(reader);
    JsonPlace place = {.line = reader->line};
    switch (peek(reader)) {
    case '{':
        read_children(reader, &place, '}');
        break;
    case '[':
        read_children(reader, &place, ']');
        break;
    case '"':
        skip_string(reader);
        break;
    default:
        skip_word(reader);
    }
    return place;
}

JsonPlaces *json_places_new(const char *text, size_t length)
{
    JsonPlaces *places = g_new0(JsonPlaces, 1);
    places->arena = arena_new();
    Reader reader = {.at = text, .end = text + length, .line = 1, .arena = places->arena};
    places->root = read_value(&reader);
    return places;
}

void json_places_free(JsonPlaces *places)
{
    if (!places)
        return;
    arena_free(places->arena);
    g_free(places);
}

/* The last of the children with that name, or NULL. */
static const JsonPlace *find_member(const JsonPlace *place, const char *name)
{
    if (!place || !place->names)
        return NULL;
    size_t low = 0, high = place->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(place->names[middle], name) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && strcmp(place->names[low - 1], name) == 0 ? &place->children[low - 1] : NULL;
}

static const JsonPlace *find_element(const JsonPlace *place, size_t index)
{
    return place && !place->names && index < place->count ? &place->children[index] : NULL;
}

JsonCursor json_cursor(const json_t *root, const JsonPlaces *places)
{
    return (JsonCursor){.value = root, .place = places ? &places->root : NULL};
}

JsonCursor json_cursor_member(const JsonCursor *parent, const char *name)
{
    return (JsonCursor){.value = json_object_get(parent->value, name),
                        .place = find_member(parent->place, name),
                        .parent = parent,
                        .name = name};
}

JsonCursor json_cursor_element(const JsonCursor *parent, size_t index)
{
    return (JsonCursor){.value = json_array_get(parent->value, index),
                        .place = find_element(parent->place, index),
                        .parent = parent,
                        .index = index};
}

size_t json_cursor_line(const JsonCursor *cursor)
{
    while (cursor && !cursor->place)
        cursor = cursor->parent;
    return cursor ? cursor->place->line : 0;
}

size_t json_cursor_line_at(const JsonCursor *cursor, const char *index_path)
{
    const JsonPlace *place = cursor->place;
    size_t line = json_cursor_line(cursor);
    while (place && *index_path == '[') {
        char *end = NULL;
        place = find_element(place, (size_t)g_ascii_strtoull(index_path + 1, &end, 10));
        index_path = *end == ']' ? end + 1 : "";
        if (place)
            line = place->line;
    }
    return line;
}

static void append_path(const JsonCursor *cursor, GString *path)
{
    if (!cursor->parent)
        return;
    append_path(cursor->parent, path);
    if (cursor->name)
        g_string_append_printf(path, "%s%s", path->len > 0 ? "." : "", cursor->name);
    else
        g_string_append_printf(path, "[%zu]", cursor->index);
}

char *json_cursor_path(const JsonCursor *cursor)
{
    GString *path = g_string_new(NULL);
    append_path(cursor, path);
    return g_string_free(path, FALSE);
}
