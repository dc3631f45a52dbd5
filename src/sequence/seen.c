#include "sequence/seen.h"

#include "layout/alternative.h"
#include "layout/telling.h"

#include <string.h>

static char *copy_field(const Frame *frame, const char *name)
{
    const char *text = fields_lookup(frame->fields, name);
    char *line = g_strdup(text ? text : "");
    return g_strdelimit(line, "\n\t", ' ');
}

Seen *seen_new(const Frame *frame)
{
    Seen *seen = g_new0(Seen, 1);
    seen->told = page_told(&frame->page);
    seen->page = page_alternative(&frame->page);
    seen->figures = page_figures_in_words(&frame->page);
    seen->date = copy_field(frame, "date");
    seen->day = copy_field(frame, "day");
    seen->heading = copy_field(frame, "heading");
    return seen;
}

void seen_free(Seen *seen)
{
    if (!seen)
        return;
    g_array_unref(seen->told);
    char *texts[] = {seen->page, seen->figures, seen->date, seen->day, seen->heading};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(seen);
}

static void append(GString *out, const char *sentences)
{
    if (*sentences)
        g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", sentences);
}

char *seen_words(const Seen *seen, const Seen *before, const char *since, const char *language)
{
    GString *out = g_string_new(NULL);
    if (before && since && strcmp(since, seen->date) != 0)
        g_string_append_printf(out, "%s – %s.", since, seen->date);
    else if (before)
        g_string_append_printf(out, "%s.", seen->date);
    else
        append(out, seen->page);
    append(out, seen->figures);
    if (before) {
        g_autofree char *changes = told_changes(before->told, seen->told, language);
        append(out, changes);
    }
    return g_string_free(out, FALSE);
}
