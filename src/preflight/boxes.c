#include "preflight/rule.h"

#include <math.h>

static const double MM = 72 / 25.4;

typedef struct {
    double x0, y0, x1, y1;
} PageBox;

static bool read_box(const Preflight *preflight, qpdf_oh page, const char *key, PageBox *out)
{
    double n[4];
    if (pdf_numbers(preflight->pdf, pdf_get(preflight->pdf, page, key), n, 4) != 4)
        return false;
    *out = (PageBox){fmin(n[0], n[2]), fmin(n[1], n[3]), fmax(n[0], n[2]), fmax(n[1], n[3])};
    return true;
}

static bool lies_inside(const PageBox *inner, const PageBox *outer)
{
    const double slack = 0.01;
    return inner->x0 >= outer->x0 - slack && inner->y0 >= outer->y0 - slack &&
           inner->x1 <= outer->x1 + slack && inner->y1 <= outer->y1 + slack;
}

static double smallest_margin(const PageBox *inner, const PageBox *outer)
{
    return fmin(fmin(inner->x0 - outer->x0, inner->y0 - outer->y0),
                fmin(outer->x1 - inner->x1, outer->y1 - inner->y1));
}

static void check_bleed(const Preflight *preflight, qpdf_oh page, const char *place, const PageBox *media,
                        const PageBox *trim)
{
    PageBox bleed;
    if (!read_box(preflight, page, "/BleedBox", &bleed)) {
        preflight_find(preflight, SEVERITY_ERROR, place, "has no bleed box");
        return;
    }
    if (!lies_inside(&bleed, media))
        preflight_find(preflight, SEVERITY_ERROR, place, "its bleed box reaches beyond its media box");
    if (!lies_inside(trim, &bleed))
        preflight_find(preflight, SEVERITY_ERROR, place, "its trim box reaches beyond its bleed box");
    const double margin = smallest_margin(trim, &bleed) / MM;
    if (margin < preflight->limits->bleed - 0.01)
        preflight_find(preflight, SEVERITY_WARNING, place, "has %.1f mm of bleed; %.1f mm are usual",
                       fmax(margin, 0), preflight->limits->bleed);
}

static void check_page(const Preflight *preflight, qpdf_oh page, const char *place)
{
    PageBox media, trim, art, crop;
    if (!read_box(preflight, page, "/MediaBox", &media)) {
        preflight_find(preflight, SEVERITY_ERROR, place, "has no media box");
        return;
    }
    double unit = 1;
    if (qpdf_oh_get_value_as_number(preflight->pdf->qpdf, pdf_get(preflight->pdf, page, "/UserUnit"),
                                    &unit) &&
        unit != 1)
        preflight_find(preflight, SEVERITY_WARNING, place,
                       "has a unit of its own: all its sizes are %.3g times what is told here", unit);
    const bool has_trim = read_box(preflight, page, "/TrimBox", &trim),
               has_art = read_box(preflight, page, "/ArtBox", &art);
    if (!has_trim && !has_art)
        preflight_find(preflight, SEVERITY_ERROR, place, "has no trim box: nothing says where to cut");
    if (has_trim && has_art)
        preflight_find(preflight, SEVERITY_ERROR, place,
                       "has a trim box and an art box; PDF/X allows one of them");
    if (has_trim && !(trim.x1 > trim.x0 && trim.y1 > trim.y0))
        preflight_find(preflight, SEVERITY_ERROR, place, "its trim box is empty");
    if (has_trim)
        check_bleed(preflight, page, place, &media, &trim);
    if (has_trim && read_box(preflight, page, "/CropBox", &crop) && !lies_inside(&trim, &crop))
        preflight_find(preflight, SEVERITY_WARNING, place, "its crop box hides part of the trimmed page");
}

void rule_boxes(const Preflight *preflight)
{
    const int count = qpdf_get_num_pages(preflight->pdf->qpdf);
    if (count == 0)
        preflight_find(preflight, SEVERITY_ERROR, NULL, "has no pages");
    for (int i = 0; i < count; i++) {
        g_autofree char *place = g_strdup_printf("page %d", i + 1);
        check_page(preflight, qpdf_get_page_n(preflight->pdf->qpdf, (size_t)i), place);
    }
}
