#include "style/state.h"

#include "base/error.h"
#include "style/value.h"

#include <string.h>

static void set_member(GArray *members, const char *name, Value value)
{
    for (guint i = 0; i < members->len; i++)
        if (strcmp(g_array_index(members, Member, i).name, name) == 0) {
            g_array_index(members, Member, i).value = value;
            return;
        }
    const Member member = {g_intern_string(name), value};
    g_array_append_val(members, member);
}

static const char *find_text(const GArray *members, const char *name)
{
    for (guint i = 0; i < members->len; i++) {
        const Member *member = &g_array_index(members, Member, i);
        if (strcmp(member->name, name) == 0)
            return member->value.kind == VALUE_STRING ? member->value.string : NULL;
    }
    return NULL;
}

static bool apply_setting(GArray *members, const char *setting, Arena *arena, GError **error)
{
    const char *equals = strchr(setting, '=');
    if (!equals || equals == setting) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE, "--set: expected KEY=VALUE, found \"%s\"",
                    setting);
        return false;
    }
    g_autofree char *name = g_strndup(setting, (gsize)(equals - setting));
    json_t *json = json_loads(equals + 1, JSON_DECODE_ANY, NULL);
    set_member(members, name,
               json ? value_from_json(json, arena)
                    : value_string(arena_copy_text(arena, equals + 1, strlen(equals + 1))));
    json_decref(json);
    return true;
}

/* `date` becomes the instant and `day` the calendar day of it. */
static bool apply_date(GArray *members, const char *text, Arena *arena, GError **error)
{
    Date date;
    if (!date_parse(text, &date, error))
        return false;
    g_autofree char *instant = date_instant(&date), *day = date_day(&date);
    set_member(members, "date", value_string(arena_copy_text(arena, instant, strlen(instant))));
    set_member(members, "day", value_string(arena_copy_text(arena, day, strlen(day))));
    return true;
}

bool state_build(const Style *style, const char *date, const char *const *settings, const char *language,
                 Arena *arena, ValueObject *out, GError **error)
{
    g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(Member));
    for (size_t i = 0; i < style->state.count; i++)
        g_array_append_val(members, style->state.members[i]);
    if (language)
        set_member(members, "lang", value_string(language));
    for (size_t i = 0; settings && settings[i]; i++)
        if (!apply_setting(members, settings[i], arena, error))
            return false;
    const char *shown = date ? date : find_text(members, "date");
    if (shown && *shown && !apply_date(members, shown, arena, error))
        return false;
    Member *copy = arena_allocate_array(arena, members->len, sizeof(Member));
    if (members->len > 0)
        memcpy(copy, members->data, members->len * sizeof(Member));
    *out = (ValueObject){members->len, copy};
    return true;
}

const char *state_text(const ValueObject *state, const char *name)
{
    for (size_t i = 0; i < state->count; i++)
        if (strcmp(state->members[i].name, name) == 0 && state->members[i].value.kind == VALUE_STRING)
            return state->members[i].value.string;
    return NULL;
}
