#include "layout/cascade.h"

#include "support.h"

#include <libxml/parser.h>
#include <string.h>

static xmlNode *find(xmlNode *node, const char *id)
{
    for (; node; node = node->next) {
        xmlChar *own = xmlGetProp(node, (const xmlChar *)"id");
        const bool found = own && strcmp((const char *)own, id) == 0;
        xmlFree(own);
        xmlNode *inside = found ? node : find(node->children, id);
        if (inside)
            return inside;
    }
    return NULL;
}

/* The value of a property at the element with id x, below a style sheet. */
static char *value(const char *css, const char *element, const char *name)
{
    g_autofree char *text = g_strdup_printf("<svg font-size=\"9\"><style>%s</style>%s</svg>", css, element);
    xmlDoc *document = xmlReadMemory(text, (int)strlen(text), NULL, NULL, 0);
    ck_assert_ptr_nonnull(document);
    Cascade *cascade = cascade_new(document);
    char *found = cascade_value(cascade, find(xmlDocGetRootElement(document), "x"), name);
    cascade_free(cascade);
    xmlFreeDoc(document);
    return found;
}

static const struct {
    const char *css, *element, *name, *expected;
} cases[] = {
    {"", "<rect id='x' fill='red'/>", "fill", "red"},
    {"", "<rect id='x' fill='red' style='fill: blue; stroke:none'/>", "fill", "blue"},
    {"rect { fill: green }", "<rect id='x' fill='red'/>", "fill", "green"},
    {"rect { fill: green }", "<rect id='x' style='fill:blue'/>", "fill", "blue"},
    {".a{fill:green}#x{fill:blue}rect{fill:red}", "<rect id='x' class='b a'/>", "fill", "blue"},
    {".a{fill:green}.b{fill:blue}", "<rect id='x' class='b a'/>", "fill", "blue"},
    {"text, rect.a#x { fill : teal }", "<rect id='x' class='a'/>", "fill", "teal"},
    {"#map\\.main{fill:red}#x{fill:blue}", "<rect id='x'/>", "fill", "blue"},
    {"g rect{fill:green}", "<g><rect id='x'/></g>", "fill", NULL},
    {"@media print{rect{fill:green}}", "<rect id='x'/>", "fill", NULL},
    {"rect{fill:green/* none; } */}", "<rect id='x'/>", "fill", "green"},
    {"rect{fill:green !important}", "<rect id='x'/>", "fill", "green"},
    {"rect{fill:", "<rect id='x'/>", "fill", NULL},
    {"", "<g fill='red'><rect id='x'/></g>", "fill", "red"},
    {"g{fill:red}", "<g><rect id='x' fill='inherit'/></g>", "fill", "red"},
    {"", "<rect id='x'/>", "font-size", "9"},
    {"", "<g opacity='0.5'><rect id='x'/></g>", "opacity", NULL},
};

START_TEST(valueIsThatOfCss)
{
    g_autofree char *found = value(cases[_i].css, cases[_i].element, cases[_i].name);
    ck_assert_pstr_eq(found, cases[_i].expected);
}
END_TEST

Suite *cascade_suite(void);
Suite *cascade_suite(void)
{
    Suite *suite = suite_create("layout/cascade");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, valueIsThatOfCss, 0, G_N_ELEMENTS(cases));
    suite_add_tcase(suite, all);
    return suite;
}
