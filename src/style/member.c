#include "style/member.h"

#include "base/json.h"
#include "style/literal.h"
#include "style/member_rows.h"
#include "style/metadata.h"
#include "style/property_load.h"

#include <stdlib.h>
#include <string.h>

static const MemberSpec *find_row(const MemberSpec *table, const char *name)
{
    for (; table->spec.name; table++)
        if (strcmp(table->spec.name, name) == 0)
            return table;
    return NULL;
}

static void check_member(const Loader *loader, const JsonCursor *member, const MemberSpec *row)
{
    if (row->check)
        row->check(loader, member);
    else if (row->spec.literal)
        literal_check(loader, member, &row->spec);
    else
        expression_free(property_load(loader, member, &row->spec));
}

/* "color-transition" beside "color"; animation means nothing on paper. */
static bool is_transition(const MemberSpec *table, const char *name)
{
    if (!g_str_has_suffix(name, "-transition"))
        return false;
    g_autofree char *animated = g_strndup(name, strlen(name) - strlen("-transition"));
    const MemberSpec *row = find_row(table, animated);
    return row && row->spec.transition;
}

static void check_unknown(const Loader *loader, const JsonCursor *member, const MemberSpec *table,
                          Unknown unknown)
{
    if (is_transition(table, member->name))
        transition_check(loader, member);
    else if (unknown == UNKNOWN_WRONG)
        loader_error(loader, member, "there is no such member");
    else if (unknown == UNKNOWN_WARNED)
        loader_warning(loader, member, "there is no such member in the specification");
}

void members_check(const Loader *loader, const JsonCursor *at, const MemberSpec *table, Unknown unknown)
{
    if (!loader_expect(loader, at, "object"))
        return;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor member = json_cursor_member(at, name);
        const MemberSpec *row = find_row(table, name);
        if (row)
            check_member(loader, &member, row);
        else
            check_unknown(loader, &member, table, unknown);
    }
    for (const MemberSpec *row = table; row->spec.name; row++)
        if (row->required && !json_object_get(at->value, row->spec.name))
            loader_error(loader, at, "missing required member \"%s\"", row->spec.name);
}

void transition_check(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec table[] = {RANGE("duration", 0, NAN), RANGE("delay", 0, NAN), ENDED};
    members_check(loader, at, table, UNKNOWN_WRONG);
}

/* ---- The root ---- */

static void check_version(const Loader *loader, const JsonCursor *at)
{
    if (!json_is_number(at->value) || json_number_value(at->value) != 8)
        loader_error(loader, at, "expected version 8");
}

static void check_light(const Loader *loader, const JsonCursor *at)
{
    static const char *const anchors[] = {"map", "viewport", NULL};
    static const MemberSpec table[] = {ZOOMED_ENUM("anchor", anchors), ZOOMED_POSITION("position"),
                                       ZOOMED("color", COLOR), ZOOMED_SHARE("intensity"), ENDED};
    members_check(loader, at, table, UNKNOWN_WRONG);
    loader_warning(loader, at, "light falls on extrusions only, which cannot be printed");
}

static void check_sky(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec table[] = {ZOOMED("sky-color", COLOR),        ZOOMED("horizon-color", COLOR),
                                       ZOOMED("fog-color", COLOR),        ZOOMED_SHARE("fog-ground-blend"),
                                       ZOOMED_SHARE("horizon-fog-blend"), ZOOMED_SHARE("sky-horizon-blend"),
                                       ZOOMED_SHARE("atmosphere-blend"),  ENDED};
    members_check(loader, at, table, UNKNOWN_WRONG);
    loader_warning(loader, at, "a sky cannot be printed");
}

static void check_terrain(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec table[] = {STRING("source"), RANGE("exaggeration", 0, NAN), ENDED};
    members_check(loader, at, table, UNKNOWN_WRONG);
    loader_warning(loader, at, "terrain cannot be printed");
}

static void check_projection(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec table[] = {ZOOMED_PROJECTION("type"), ENDED};
    members_check(loader, at, table, UNKNOWN_WRONG);
    const char *type = json_is_object(at->value) ? loader_text(at, "type") : NULL;
    if (type && strcmp(type, "mercator") != 0)
        loader_warning(loader, at,
                       "the projection \"%s\" cannot be printed; metadata semaine:crs can name one", type);
}

static void check_state(const Loader *loader, const JsonCursor *at)
{
    if (!loader_expect(loader, at, "object"))
        return;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)at->value, name, value)
    {
        const JsonCursor member = json_cursor_member(at, name);
        if (!json_object_get(value, "default"))
            loader_warning(loader, &member, "expected an object with a \"default\"; the value will be null");
    }
}

static void check_glyphs(const Loader *loader, const JsonCursor *at)
{
    if (!loader_expect(loader, at, "string"))
        return;
    static const char *const tokens[] = {"{fontstack}", "{range}", NULL};
    for (const char *const *token = tokens; *token; token++)
        if (!strstr(json_string_value(at->value), *token))
            loader_error(loader, at, "expected %s in the address", *token);
}

/* A member that no two sprites may share. */
static void check_unique(const Loader *loader, const JsonCursor *sprites, const char *name)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < json_array_size(sprites->value); i++) {
        const JsonCursor item = json_cursor_element(sprites, i);
        const char *text = loader_text(&item, name);
        if (text && !g_hash_table_add(seen, (void *)text))
            loader_error(loader, sprites, "two sprites have the %s \"%s\"", name, text);
    }
}

static void check_sprite(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec table[] = {REQUIRED_STRING("id"), REQUIRED_STRING("url"), ENDED};
    if (!json_is_array(at->value)) {
        loader_expect(loader, at, "string");
        return;
    }
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor item = json_cursor_element(at, i);
        members_check(loader, &item, table, UNKNOWN_WRONG);
    }
    check_unique(loader, at, "id");
    check_unique(loader, at, "url");
}

/* Hexadecimal digits at the start of `text`; `out` is their number. */
static size_t read_code_point(const char *text, unsigned long *out)
{
    const size_t count = strspn(text, "0123456789abcdefABCDEF");
    *out = strtoul(text, NULL, 16);
    return count;
}

/* "U+26", "U+0-7F", "U+4??" */
static bool is_unicode_range(const char *text)
{
    if ((text[0] != 'U' && text[0] != 'u') || text[1] != '+')
        return false;
    unsigned long first = 0, last = 0;
    const size_t digits = read_code_point(text + 2, &first), marks = strspn(text + 2 + digits, "?");
    if (marks > 0)
        return digits + marks <= 6 && text[2 + digits + marks] == '\0';
    if (digits < 1 || digits > 6 || first > 0x10ffff)
        return false;
    const char *rest = text + 2 + digits;
    if (*rest == '\0')
        return true;
    const size_t more = *rest == '-' ? read_code_point(rest + 1, &last) : 0;
    return more >= 1 && more <= 6 && rest[1 + more] == '\0' && last <= 0x10ffff && first <= last;
}

static void check_unicode_ranges(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec row = ARRAY("unicode-range", STRING, 0);
    if (!literal_check(loader, at, &row.spec))
        return;
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor range = json_cursor_element(at, i);
        if (!is_unicode_range(json_string_value(range.value)))
            loader_error(loader, &range, "expected a range of characters such as \"U+0-7F\", found \"%s\"",
                         json_string_value(range.value));
    }
}

static void check_font_face(const Loader *loader, const JsonCursor *at)
{
    static const MemberSpec table[] = {REQUIRED_STRING("url"), CHECKED("unicode-range", check_unicode_ranges),
                                       ENDED};
    if (json_is_string(at->value))
        return;
    if (!json_is_array(at->value)) {
        loader_error(loader, at, "expected string or array, found %s", json_kind_name(at->value));
        return;
    }
    for (size_t i = 0; i < json_array_size(at->value); i++) {
        const JsonCursor face = json_cursor_element(at, i);
        members_check(loader, &face, table, UNKNOWN_WRONG);
    }
}

static void check_font_faces(const Loader *loader, const JsonCursor *at)
{
    if (!loader_expect(loader, at, "object"))
        return;
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)at->value, name, unused)
    {
        const JsonCursor face = json_cursor_member(at, name);
        check_font_face(loader, &face);
    }
}

static void check_constants(const Loader *loader, const JsonCursor *at)
{
    if (!json_is_null(at->value) && !json_is_false(at->value))
        loader_error(loader, at, "constants are gone since version 8");
}

static void check_pitch(const Loader *loader, const JsonCursor *at)
{
    if (loader_expect(loader, at, "number") && json_number_value(at->value) != 0)
        loader_warning(loader, at, "the map is printed flat");
}

/* Checked by the loaders of layers and sources; named here because they are required. */
static void check_elsewhere(const Loader *loader, const JsonCursor *at)
{
    (void)loader;
    (void)at;
}

void root_check(const Loader *loader, const JsonCursor *root)
{
    static const MemberSpec table[] = {
        REQUIRED("version", check_version),
        REQUIRED("sources", check_elsewhere),
        REQUIRED("layers", check_elsewhere),
        STRING("name"),
        CHECKED("metadata", metadata_check_style),
        ARRAY("center", NUMBER, 2),
        NUMBER("centerAltitude"),
        NUMBER("zoom"),
        NUMBER("bearing"),
        CHECKED("pitch", check_pitch),
        CHECKED("roll", check_pitch),
        CHECKED("state", check_state),
        CHECKED("light", check_light),
        CHECKED("sky", check_sky),
        CHECKED("projection", check_projection),
        CHECKED("terrain", check_terrain),
        CHECKED("sprite", check_sprite),
        CHECKED("glyphs", check_glyphs),
        CHECKED("font-faces", check_font_faces),
        CHECKED("transition", transition_check),
        CHECKED("constants", check_constants),
        ENDED,
    };
    members_check(loader, root, table, UNKNOWN_ALLOWED);
}
