#include "setup/page_fields.h"

#include "base/date.h"
#include "layout/number_text.h"
#include "layout/page.h"
#include "style/state.h"

#include <math.h>
#include <string.h>

static void set_state_fields(Fields *fields, const ValueObject *state)
{
    for (size_t i = 0; i < state->count; i++) {
        const Member *member = &state->members[i];
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        if (member->value.kind == VALUE_STRING)
            fields_set(fields, member->name, member->value.string);
        else if (member->value.kind == VALUE_NUMBER)
            fields_set(fields, member->name, g_ascii_dtostr(number, sizeof number, member->value.number));
    }
}

/* "à la fin de la journée", "à 14 h"; newly allocated. */
static char *moment_text(const Date *date, const char *language)
{
    const bool english = strcmp(language, "en") == 0;
    if (date->hour < 0)
        return g_strdup(english ? "at the end of the day" : "à la fin de la journée");
    g_autofree char *hour = date_hour_to_text(date, language);
    return g_strconcat(english ? "at\u00a0" : "à\u00a0", hour, NULL);
}

/* Sets PREFIXdate, PREFIXday, PREFIXweekday, PREFIXmoment and PREFIXhour. */
static void set_date_fields(Fields *fields, const char *prefix, const char *shown, const char *language)
{
    static const char *const names[] = {"date", "day", "weekday", "moment", "hour"};
    g_autofree char *texts[G_N_ELEMENTS(names) + 1] = {NULL};
    Date date;
    if (shown && date_parse(shown, &date, NULL)) {
        texts[0] = date_to_text(&date, language);
        texts[2] = g_strdup(date_weekday(&date, language));
        texts[3] = moment_text(&date, language);
        texts[4] = date_hour_to_text(&date, language);
        date.hour = date.minute = -1;
        texts[1] = date_to_text(&date, language);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *name = g_strconcat(prefix, names[i], NULL);
        fields_set(fields, name, texts[i] ? texts[i] : "");
        g_free(g_steal_pointer(&texts[i]));
    }
}

/* "The text (VES 381; ZOL)". */
static char *account_text(const json_t *day, const char *language)
{
    const json_t *account = json_object_get(day, "account"), *works = json_object_get(day, "source");
    const char *text = account ? style_text(account, language) : NULL,
               *source = works ? style_text(works, language) : NULL;
    return text && source ? g_strdup_printf("%s (%s)", text, source) : g_strdup(text);
}

/* Sets PREFIXheading and PREFIXaccount: what the style's semaine:timeline tells of the day shown. */
static void set_account_fields(Fields *fields, const Style *style, const char *prefix, const char *shown,
                               const char *language)
{
    const json_t *days = json_object_get(style_metadata(style, "semaine:timeline"), "days");
    Date date;
    const bool dated = shown && date_parse(shown, &date, NULL);
    g_autofree char *name = dated ? date_day(&date) : NULL;
    const json_t *day = name ? json_object_get(days, name) : NULL, *title = json_object_get(day, "heading");
    g_autofree char *heading = g_strconcat(prefix, "heading", NULL);
    g_autofree char *account = g_strconcat(prefix, "account", NULL);
    g_autofree char *text = account_text(day, language);
    fields_set(fields, heading, title ? style_text(title, language) : NULL);
    fields_set(fields, account, text);
}

static const char *metadata_text(const Style *style, const char *name, const char *language)
{
    const json_t *member = style_metadata(style, name);
    const char *text = member ? style_text(member, language) : NULL;
    return text ? text : "";
}

/* The style's own fields. */
static void set_texts(Fields *fields, const Style *style, const char *language)
{
    json_t *texts = (json_t *)style_metadata(style, "semaine:texts");
    const char *name;
    json_t *text;
    json_object_foreach(texts, name, text)
    {
        const char *words = style_text(text, language);
        fields_set(fields, name, words ? words : "");
    }
}

Fields *page_fields_new(const Style *style, const ValueObject *state, const char *date, const char *language)
{
    Fields *fields = fields_new();
    set_state_fields(fields, state);
    set_texts(fields, style, language);
    const char *shown = date ? date : state_text(state, "day");
    set_date_fields(fields, "", shown, language);
    set_account_fields(fields, style, "", shown, language);
    static const char *const own[] = {"title", "subtitle", "lead", "note", "credits", "edition"};
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
        g_autofree char *member = g_strconcat("semaine:", own[i], NULL);
        fields_set(fields, own[i], metadata_text(style, member, language));
    }
    fields_set(fields, "scale", "");
    fields_set(fields, "projection", "");
    return fields;
}

/* The scale as printed: two or three significant digits, for nobody measures better on paper. */
static char *scale_text(const Projection *projection, const char *language)
{
    const double scale = projection_scale_denominator(projection);
    const double power = pow(10, floor(log10(scale)) - 2);
    const bool french = strcmp(language, "en") != 0;
    g_autofree char *number = number_text_grouped(lround(round(scale / power) * power), language);
    return g_strdup_printf(french ? "1\u202f:\u202f%s" : "1:%s", number);
}

void page_fields_set_scale(Fields *fields, const Projection *projection, const char *language)
{
    g_autofree char *scale = scale_text(projection, language), *crs = projection_crs_name(projection);
    fields_set(fields, "scale", scale);
    fields_set(fields, "projection", crs);
}

void page_fields_set_panel(Fields *fields, const PanelCaption *caption, const char *language)
{
    g_autofree char *prefix = g_strconcat(caption->id, ".", NULL);
    g_autofree char *name = g_strconcat(prefix, "scale", NULL);
    g_autofree char *scale = scale_text(caption->projection, language);
    set_date_fields(fields, prefix, caption->date, language);
    set_account_fields(fields, caption->style, prefix, caption->date, language);
    fields_set(fields, name, scale);
}

/* Whether the page gives the sources in full elsewhere. */
static bool has_source_list(const Page *page)
{
    for (size_t i = 0; i < layout_place_count(page->layout); i++)
        if (layout_place(page->layout, i)->kind == PLACE_SOURCES)
            return true;
    return false;
}

void page_fields_add_sources(Fields *fields, const Page *page)
{
    g_auto(GStrv) keys = page_source_keys(page);
    g_autofree char *list = g_strjoinv(", ", keys);
    const char *credits = fields_lookup(fields, "credits");
    const bool french = strcmp(page->language, "en") != 0;
    fields_set(fields, "sources", list);
    if (!*list || has_source_list(page))
        return;
    g_autofree char *text =
        g_strdup_printf("%s%s%s%s.", credits, *credits ? "\n" : "",
                        french ? "Sources des objets dessinés\u202f: " : "Sources of what is drawn: ", list);
    fields_set(fields, "credits", text);
}
