#include "print/document.h"

#include <string.h>

/* ---- layers ---- */

static qpdf_oh make_layer(const Pdf *pdf, const char *title)
{
    const qpdf_oh layer = pdf_parse(pdf, "<</Type /OCG /Intent /View>>");
    qpdf_oh_replace_key(pdf->qpdf, layer, "/Name", pdf_text_object(pdf, title));
    return qpdf_make_indirect_object(pdf->qpdf, layer);
}

/* Readers list the layers as they are stacked: the topmost first. */
static qpdf_oh reversed(const Pdf *pdf, qpdf_oh groups)
{
    const qpdf_oh order = qpdf_oh_new_array(pdf->qpdf);
    for (int i = qpdf_oh_get_array_n_items(pdf->qpdf, groups) - 1; i >= 0; i--)
        qpdf_oh_append_item(pdf->qpdf, order, qpdf_oh_get_array_item(pdf->qpdf, groups, i));
    return order;
}

static void add_layer_properties(const Pdf *pdf, qpdf_oh groups)
{
    const qpdf_oh properties = qpdf_oh_new_dictionary(pdf->qpdf),
                  view = pdf_parse(pdf, "<</Name (Layers) /BaseState /ON>>");
    qpdf_oh_replace_key(pdf->qpdf, view, "/Order", reversed(pdf, groups));
    qpdf_oh_replace_key(pdf->qpdf, properties, "/OCGs", groups);
    qpdf_oh_replace_key(pdf->qpdf, properties, "/D", view);
    qpdf_oh_replace_key(pdf->qpdf, qpdf_get_root(pdf->qpdf), "/OCProperties", properties);
}

void structure_make_layers(const Pdf *pdf, const PrintOptions *options, qpdf_oh *out)
{
    const size_t count = ink_keys_layer_count(options->keys);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const qpdf_oh groups = qpdf_oh_new_array(pdf->qpdf);
    for (size_t i = 0; i < count; i++) {
        const char *title = ink_keys_layer(options->keys, i);
        out[i] = GPOINTER_TO_UINT(g_hash_table_lookup(known, title));
        if (out[i] == 0) {
            out[i] = make_layer(pdf, title);
            g_hash_table_insert(known, (char *)title, GUINT_TO_POINTER(out[i]));
            qpdf_oh_append_item(pdf->qpdf, groups, out[i]);
        }
    }
    if (count > 0)
        add_layer_properties(pdf, groups);
}

/* ---- figures ---- */

static const PrintPage *find_page(const PrintOptions *options, size_t index)
{
    return index < options->page_count ? &options->pages[index] : NULL;
}

static const char *alternative(const PrintOptions *options, size_t index)
{
    const PrintPage *page = find_page(options, index);
    if (page && page->alternative)
        return page->alternative;
    return options->title ? options->title : "";
}

static void wrap_content(const Pdf *pdf, qpdf_oh page)
{
    static const char head[] = "/Figure <</MCID 0>> BDC\n", tail[] = "\nEMC\n";
    const qpdf_oh before = qpdf_oh_new_stream(pdf->qpdf), after = qpdf_oh_new_stream(pdf->qpdf);
    const qpdf_oh contents = qpdf_oh_new_array(pdf->qpdf);
    pdf_set_stream(pdf, before, head, strlen(head));
    pdf_set_stream(pdf, after, tail, strlen(tail));
    qpdf_oh_append_item(pdf->qpdf, contents, before);
    qpdf_oh_append_item(pdf->qpdf, contents, qpdf_oh_get_key(pdf->qpdf, page, "/Contents"));
    qpdf_oh_append_item(pdf->qpdf, contents, after);
    qpdf_oh_replace_key(pdf->qpdf, page, "/Contents", contents);
}

static qpdf_oh make_figure(const Pdf *pdf, const PrintOptions *options, size_t index, qpdf_oh parent)
{
    const qpdf_oh page = qpdf_get_page_n(pdf->qpdf, index);
    const qpdf_oh figure = pdf_parse(pdf, "<</Type /StructElem /S /Figure /K 0>>");
    qpdf_oh_replace_key(pdf->qpdf, figure, "/P", parent);
    qpdf_oh_replace_key(pdf->qpdf, figure, "/Pg", page);
    qpdf_oh_replace_key(pdf->qpdf, figure, "/Alt", pdf_text_object(pdf, alternative(options, index)));
    const qpdf_oh layout = pdf_parse(pdf, "<</O /Layout /Placement /Block>>");
    qpdf_oh_replace_key(pdf->qpdf, layout, "/BBox", qpdf_oh_get_key(pdf->qpdf, page, "/TrimBox"));
    qpdf_oh_replace_key(pdf->qpdf, figure, "/A", layout);
    qpdf_oh_replace_key(pdf->qpdf, page, "/StructParents", qpdf_oh_new_integer(pdf->qpdf, (long long)index));
    wrap_content(pdf, page);
    return qpdf_make_indirect_object(pdf->qpdf, figure);
}

void structure_add_figures(const Pdf *pdf, const PrintOptions *options)
{
    qpdf_data qpdf = pdf->qpdf;
    const size_t count = (size_t)qpdf_get_num_pages(qpdf);
    const qpdf_oh root = qpdf_get_root(qpdf), figures = qpdf_oh_new_array(qpdf),
                  numbers = qpdf_oh_new_array(qpdf);
    const qpdf_oh tree = qpdf_make_indirect_object(qpdf, pdf_parse(pdf, "<</Type /StructTreeRoot>>"));
    for (size_t i = 0; i < count; i++) {
        const qpdf_oh figure = make_figure(pdf, options, i, tree);
        qpdf_oh_append_item(qpdf, figures, figure);
        qpdf_oh_append_item(qpdf, numbers, qpdf_oh_new_integer(qpdf, (long long)i));
        qpdf_oh_append_item(qpdf, numbers, qpdf_oh_wrap_in_array(qpdf, figure));
    }
    const qpdf_oh parents = qpdf_oh_new_dictionary(qpdf);
    qpdf_oh_replace_key(qpdf, parents, "/Nums", numbers);
    qpdf_oh_replace_key(qpdf, tree, "/K", figures);
    qpdf_oh_replace_key(qpdf, tree, "/ParentTree", parents);
    qpdf_oh_replace_key(qpdf, tree, "/ParentTreeNextKey", qpdf_oh_new_integer(qpdf, (long long)count));
    qpdf_oh_replace_key(qpdf, root, "/StructTreeRoot", tree);
    qpdf_oh_replace_key(qpdf, root, "/MarkInfo", pdf_parse(pdf, "<</Marked true>>"));
    if (options->language)
        qpdf_oh_replace_key(qpdf, root, "/Lang", qpdf_oh_new_string(qpdf, options->language));
}

/* ---- bookmarks ---- */

static qpdf_oh make_bookmark(const Pdf *pdf, qpdf_oh outlines, const char *title, size_t page)
{
    const qpdf_oh item = qpdf_oh_new_dictionary(pdf->qpdf), target = pdf_parse(pdf, "[/Fit]");
    qpdf_oh_insert_item(pdf->qpdf, target, 0, qpdf_get_page_n(pdf->qpdf, page));
    qpdf_oh_replace_key(pdf->qpdf, item, "/Title", pdf_text_object(pdf, title));
    qpdf_oh_replace_key(pdf->qpdf, item, "/Dest", target);
    qpdf_oh_replace_key(pdf->qpdf, item, "/Parent", outlines);
    return qpdf_make_indirect_object(pdf->qpdf, item);
}

void structure_add_outlines(const Pdf *pdf, const PrintOptions *options)
{
    qpdf_data qpdf = pdf->qpdf;
    const qpdf_oh outlines = qpdf_make_indirect_object(qpdf, pdf_parse(pdf, "<</Type /Outlines>>"));
    const size_t count = MIN(options->page_count, (size_t)qpdf_get_num_pages(qpdf));
    long long items = 0;
    qpdf_oh last = 0;
    for (size_t i = 0; i < count; i++) {
        if (!options->pages[i].title)
            continue;
        const qpdf_oh item = make_bookmark(pdf, outlines, options->pages[i].title, i);
        qpdf_oh_replace_key(qpdf, last ? last : outlines, last ? "/Next" : "/First", item);
        if (last)
            qpdf_oh_replace_key(qpdf, item, "/Prev", last);
        last = item;
        items++;
    }
    if (items == 0)
        return;
    qpdf_oh_replace_key(qpdf, outlines, "/Last", last);
    qpdf_oh_replace_key(qpdf, outlines, "/Count", qpdf_oh_new_integer(qpdf, items));
    qpdf_oh_replace_key(qpdf, qpdf_get_root(qpdf), "/Outlines", outlines);
}
