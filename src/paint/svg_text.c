#include "paint/svg_text.h"

#include "paint/svg_write.h"

#include <math.h>
#include <string.h>

static char *declarations(const TextRun *run, const char *anchor)
{
    GString *out = g_string_new(NULL);
    svg_declare_text(out, run);
    if (anchor)
        g_string_append_printf(out, ";text-anchor:%s", anchor);
    /* SVG folds blanks, which no label has unless it means them. */
    if (strstr(run->text, "  "))
        g_string_append(out, ";white-space:pre");
    return g_string_free(out, FALSE);
}

static void add_class(const SvgText *text, const TextRun *run, const char *anchor)
{
    g_autofree char *style = declarations(run, anchor);
    svg_styles_add(text->styles, text->body, style);
}

static void add_curved(const SvgText *text, const TextRun *run)
{
    const unsigned number = ++*text->curves;
    g_string_append_printf(text->definitions, "<path id=\"curve%u\" d=\"", number);
    svg_add_line(text->definitions, run->curve, run->curve_count);
    g_string_append(text->definitions, "\"/>\n");
    g_string_append(text->body, "<text");
    add_class(text, run, NULL);
    g_string_append_printf(text->body, "><textPath xlink:href=\"#curve%u\">", number);
    svg_add_escaped(text->body, run->text);
    g_string_append(text->body, "</textPath></text>\n");
}

/* ---- straight labels ---- */

/* Where a run begins when the label is turned back about its first run. */
static Point turned_back(const TextRun *first, const TextRun *run)
{
    const double dx = run->origin.x - first->origin.x, dy = run->origin.y - first->origin.y;
    const double c = cos(first->angle), s = sin(first->angle);
    return (Point){first->origin.x + dx * c + dy * s, first->origin.y - dx * s + dy * c};
}

/* Lines that share their middle or their end are set so: who edits a word then finds it where it belongs. */
static const char *common_anchor(const TextRun *runs, size_t count)
{
    bool middle = count > 1, end = count > 1;
    for (size_t i = 1; i < count; i++) {
        const double left = turned_back(&runs[0], &runs[i]).x - runs[0].origin.x;
        middle = middle && fabs(left + runs[i].width / 2 - runs[0].width / 2) < 0.05;
        end = end && fabs(left + runs[i].width - runs[0].width) < 0.05;
    }
    return middle ? "middle" : end ? "end" : NULL;
}

static void add_place(const SvgText *text, Point point)
{
    g_string_append(text->body, " x=\"");
    svg_add_length(text->body, point.x);
    g_string_append(text->body, "\" y=\"");
    svg_add_length(text->body, point.y);
    g_string_append_c(text->body, '"');
}

static Point anchored(const TextRun *first, const TextRun *run, const char *anchor)
{
    Point point = turned_back(first, run);
    if (anchor)
        point.x += anchor[0] == 'm' ? run->width / 2 : run->width;
    return point;
}

static void add_turn(const SvgText *text, const TextRun *first)
{
    if (fabs(first->angle) < 1e-5)
        return;
    g_string_append(text->body, " transform=\"rotate(");
    svg_add_number(text->body, first->angle * 180 / G_PI, 2);
    g_string_append_c(text->body, ' ');
    svg_add_length(text->body, first->origin.x);
    g_string_append_c(text->body, ' ');
    svg_add_length(text->body, first->origin.y);
    g_string_append(text->body, ")\"");
}

static bool same_look(const TextRun *a, const TextRun *b)
{
    g_autofree char *one = declarations(a, NULL), *other = declarations(b, NULL);
    return strcmp(one, other) == 0;
}

static void add_lines(const SvgText *text, const TextRun *runs, size_t count)
{
    const char *anchor = common_anchor(runs, count);
    g_string_append(text->body, "<text");
    add_class(text, &runs[0], anchor);
    add_turn(text, &runs[0]);
    g_string_append_c(text->body, '>');
    for (size_t i = 0; i < count; i++) {
        g_string_append(text->body, "<tspan");
        if (i > 0 && !same_look(&runs[0], &runs[i]))
            add_class(text, &runs[i], NULL);
        add_place(text, anchored(&runs[0], &runs[i], anchor));
        g_string_append_c(text->body, '>');
        svg_add_escaped(text->body, runs[i].text);
        g_string_append(text->body, "</tspan>");
    }
    g_string_append(text->body, "</text>\n");
}

static void add_single(const SvgText *text, const TextRun *run)
{
    g_string_append(text->body, "<text");
    add_class(text, run, NULL);
    add_place(text, run->origin);
    add_turn(text, run);
    g_string_append_c(text->body, '>');
    svg_add_escaped(text->body, run->text);
    g_string_append(text->body, "</text>\n");
}

void svg_add_label(const SvgText *text, const TextRun *runs, size_t count)
{
    size_t straight = 0;
    for (size_t i = 0; i < count; i++)
        straight += runs[i].curve_count < 2;
    if (straight == count && count > 1) {
        add_lines(text, runs, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (runs[i].curve_count >= 2)
            add_curved(text, &runs[i]);
        else
            add_single(text, &runs[i]);
}
