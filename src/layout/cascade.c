#include "layout/cascade.h"

#include "layout/markup.h"

#include <string.h>

typedef struct {
    char *type, *id; /* NULL: any */
    GPtrArray *classes;
    int weight;         /* specificity: ids, then classes, then types */
    char *declarations; /* "fill: red; ..." */
} Rule;

struct Cascade {
    GPtrArray *rules; /* in the order of the document */
};

static void rule_free(void *item)
{
    Rule *rule = item;
    g_free(rule->type);
    g_free(rule->id);
    g_ptr_array_unref(rule->classes);
    g_free(rule->declarations);
    g_free(rule);
}

/* ---- reading ---- */

static bool is_name_character(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* A name, with escaped characters ("map\.main") taken as they are. NULL where there is none. */
static char *read_name(const char **text)
{
    GString *name = g_string_new(NULL);
    for (; is_name_character(**text) || (**text == '\\' && (*text)[1]); (*text)++) {
        if (**text == '\\')
            (*text)++;
        g_string_append_c(name, **text);
    }
    return g_string_free(name, name->len == 0);
}

static bool read_part(const char **text, Rule *rule)
{
    const char mark = **text;
    if (mark == '.' || mark == '#')
        (*text)++;
    char *name = read_name(text);
    if (!name)
        return mark == '*' && (*text)++;
    if (mark == '.') {
        g_ptr_array_add(rule->classes, name);
        rule->weight += 100;
    } else {
        char **slot = mark == '#' ? &rule->id : &rule->type;
        g_free(*slot);
        *slot = name;
        rule->weight += mark == '#' ? 10000 : 1;
    }
    return true;
}

static void add_rule(Cascade *cascade, const char *selector, const char *declarations)
{
    Rule *rule = g_new0(Rule, 1);
    rule->classes = g_ptr_array_new_with_free_func(g_free);
    rule->declarations = g_strdup(declarations);
    const char *rest = selector;
    while (*rest && read_part(&rest, rule))
        ;
    if (*rest || rest == selector)
        rule_free(rule);
    else
        g_ptr_array_add(cascade->rules, rule);
}

static char *without_comments(const char *css)
{
    GString *text = g_string_new(NULL);
    for (const char *open; (open = strstr(css, "/*"));) {
        g_string_append_len(text, css, open - css);
        const char *close = strstr(open + 2, "*/");
        css = close ? close + 2 : open + strlen(open);
    }
    return g_string_free(g_string_append(text, css), FALSE);
}

/* Blocks inside blocks (@media) are passed over whole. */
static const char *block_end(const char *open)
{
    int depth = 0;
    for (const char *c = open; *c; c++) {
        depth += (*c == '{') - (*c == '}');
        if (depth == 0)
            return c;
    }
    return NULL;
}

static void add_sheet(Cascade *cascade, const char *css)
{
    g_autofree char *text = without_comments(css);
    const char *open, *close;
    for (const char *rest = text; (open = strchr(rest, '{')) && (close = block_end(open)); rest = close + 1) {
        g_autofree char *prelude = g_strndup(rest, (gsize)(open - rest));
        g_autofree char *declarations = g_strndup(open + 1, (gsize)(close - open - 1));
        if (*g_strstrip(prelude) == '@' || strchr(declarations, '{'))
            continue;
        g_auto(GStrv) selectors = g_strsplit(prelude, ",", -1);
        for (char **selector = selectors; *selector; selector++)
            add_rule(cascade, g_strstrip(*selector), declarations);
    }
}

Cascade *cascade_new(xmlDoc *document)
{
    Cascade *cascade = g_new0(Cascade, 1);
    cascade->rules = g_ptr_array_new_with_free_func(rule_free);
    const xmlNode *root = xmlDocGetRootElement(document);
    for (const xmlNode *node = root; node; node = markup_next(root, node))
        if (markup_is(node, "style")) {
            g_autofree char *css = markup_text(node);
            add_sheet(cascade, css);
        }
    return cascade;
}

void cascade_free(Cascade *cascade)
{
    if (!cascade)
        return;
    g_ptr_array_unref(cascade->rules);
    g_free(cascade);
}

/* ---- looking up ---- */

/* The last declaration of `name` in a list of them. */
static char *find_declaration(const char *declarations, const char *name)
{
    char *value = NULL;
    g_auto(GStrv) list = g_strsplit(declarations, ";", -1);
    for (char **one = list; *one; one++) {
        char *colon = strchr(*one, ':');
        if (!colon)
            continue;
        *colon = '\0';
        if (strcmp(g_strstrip(*one), name) != 0)
            continue;
        g_free(value);
        value = g_strdup(g_strstrip(colon + 1));
        char *important = strstr(value, "!important");
        if (important)
            *important = '\0';
        g_strchomp(value);
    }
    return value;
}

static bool applies(const Rule *rule, const xmlNode *node)
{
    if (rule->type && !markup_is(node, rule->type))
        return false;
    g_autofree char *id = rule->id ? markup_attribute(node, "id") : NULL;
    if (rule->id && g_strcmp0(id, rule->id) != 0)
        return false;
    g_autofree char *class = rule->classes->len > 0 ? markup_attribute(node, "class") : NULL;
    g_auto(GStrv) classes = g_strsplit(class ? class : "", " ", -1);
    for (guint i = 0; i < rule->classes->len; i++)
        if (!g_strv_contains((const char *const *)classes, g_ptr_array_index(rule->classes, i)))
            return false;
    return true;
}

static char *find_in_rules(const Cascade *cascade, const xmlNode *node, const char *name)
{
    char *value = NULL;
    int weight = -1;
    for (guint i = 0; i < cascade->rules->len; i++) {
        const Rule *rule = g_ptr_array_index(cascade->rules, i);
        if (rule->weight < weight || !applies(rule, node))
            continue;
        char *found = find_declaration(rule->declarations, name);
        if (!found)
            continue;
        g_free(value);
        value = found;
        weight = rule->weight;
    }
    return value;
}

static char *own_value(const Cascade *cascade, const xmlNode *node, const char *name)
{
    g_autofree char *style = markup_attribute(node, "style");
    char *value = style ? find_declaration(style, name) : NULL;
    if (!value)
        value = find_in_rules(cascade, node, name);
    return value ? value : markup_attribute(node, name);
}

static bool is_inherited(const char *name)
{
    static const char *const names[] = {"stroke", "stroke-width", "letter-spacing", "line-height",
                                        "fill",   "text-anchor",  "visibility",     NULL};
    return g_str_has_prefix(name, "font-") || g_strv_contains(names, name);
}

char *cascade_value(const Cascade *cascade, const xmlNode *node, const char *name)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
        char *value = own_value(cascade, node, name);
        if (value && strcmp(value, "inherit") != 0)
            return value;
        g_free(value);
        if (!is_inherited(name))
            break;
    }
    return NULL;
}
