#include "preflight/rule.h"

#include "base/error.h"
#include "preflight/edges.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PIXELS_MAX = 4000000, SECONDS_MAX = 600 };
static const double DPI_MIN = 24, DPI_MAX = 150;
/* Less than this is no area: the eye of a needle where outlines meet. */
static const double AREA_MIN_MM2 = 1;

/* ---- Ghostscript ---- */

/* Called in the child: a file that keeps Ghostscript busy for ever ends by itself. */
static void limit_time(void *user)
{
    (void)user;
    const struct rlimit limit = {SECONDS_MAX, SECONDS_MAX};
    (void)setrlimit(RLIMIT_CPU, &limit);
}

static bool draw_plates(const char *program, const char *path, const char *folder, double dpi, GError **error)
{
    g_autofree char *output = g_strdup_printf("-sOutputFile=%s/%%d.tif", folder),
                    *file = g_canonicalize_filename(path, NULL);
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.3f", dpi);
    g_autofree char *resolution = g_strconcat("-r", text, NULL), *errors = NULL;
    char *arguments[] = {(char *)program,
                         "-q",
                         "-dSAFER",
                         "-dBATCH",
                         "-dNOPAUSE",
                         "-sDEVICE=tiffsep",
                         "-sCompression=none",
                         "-dOverprint=/enable",
                         resolution,
                         output,
                         "-f",
                         file,
                         NULL};
    int status = 0;
    if (!g_spawn_sync(folder, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, limit_time, NULL, NULL, &errors,
                      &status, error))
        return false;
    return g_spawn_check_wait_status(status, error);
}

/* ---- ink ---- */

/* What of a page's plates is judged. */
typedef struct {
    double dpi;
    SheetBox bleed, trim;
} Region;

static bool read_box(const Preflight *preflight, qpdf_oh page, const char *key, double box[4])
{
    return pdf_numbers(preflight->pdf, pdf_get(preflight->pdf, page, key), box, 4) == 4;
}

/* A box in the axes of the plates. */
static SheetBox place_box(const double box[4], const double media[4])
{
    const double left = fmin(media[0], media[2]), top = fmax(media[1], media[3]);
    return (SheetBox){fmin(box[0], box[2]) - left, top - fmax(box[1], box[3]), fmax(box[0], box[2]) - left,
                      top - fmin(box[1], box[3])};
}

static bool find_region(const Preflight *preflight, qpdf_oh page, Region *out)
{
    double media[4], bleed[4], trim[4];
    if (!read_box(preflight, page, "/MediaBox", media))
        return false;
    if (!read_box(preflight, page, "/TrimBox", trim))
        memcpy(trim, media, sizeof trim);
    if (!read_box(preflight, page, "/BleedBox", bleed))
        memcpy(bleed, trim, sizeof bleed);
    const double width = fabs(media[2] - media[0]) / 72, height = fabs(media[3] - media[1]) / 72;
    out->dpi = CLAMP(sqrt(PIXELS_MAX / fmax(width * height, 1e-6)), DPI_MIN, DPI_MAX);
    out->bleed = place_box(bleed, media);
    out->trim = place_box(trim, media);
    return width * height * DPI_MIN * DPI_MIN < 16.0 * PIXELS_MAX;
}

static bool add_plate(InkSum *sum, const char *path, GError **error)
{
    Plate plate;
    if (!plate_load(path, &plate, error))
        return false;
    if (!sum->total) {
        sum->width = plate.width;
        sum->height = plate.height;
        sum->total = g_new0(unsigned short, plate.width *plate.height);
    }
    for (size_t i = 0;
         plate.width == sum->width && plate.height == sum->height && i < plate.width * plate.height; i++)
        sum->total[i] = (unsigned short)MIN(sum->total[i] + plate.ink[i], G_MAXUSHORT);
    plate_clear(&plate);
    return true;
}

/* Plates are called "3(Cyan).tif"; "3.tif" is all of them together. */
static bool sum_plates(const char *folder, int page, InkSum *sum, GError **error)
{
    g_autofree char *prefix = g_strdup_printf("%d(", page);
    GDir *directory = g_dir_open(folder, 0, error);
    bool good = directory != NULL;
    for (const char *name = good ? g_dir_read_name(directory) : NULL; good && name;
         name = g_dir_read_name(directory)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_str_has_prefix(name, prefix))
            good = add_plate(sum, path, error);
    }
    if (directory)
        g_dir_close(directory);
    return good;
}

static void judge_ink(const Preflight *preflight, int page, const Region *region, const InkSum *sum)
{
    const double limit = preflight->limits->ink * 255 / 100 + 2.5, scale = region->dpi / 72;
    const size_t x1 = MIN((size_t)fmax(region->bleed.x1 * scale, 0), sum->width),
                 y1 = MIN((size_t)fmax(region->bleed.y1 * scale, 0), sum->height);
    size_t most = 0, count = 0, where = 0;
    for (size_t y = (size_t)fmax(ceil(region->bleed.y0 * scale), 0); y < y1; y++)
        for (size_t x = (size_t)fmax(ceil(region->bleed.x0 * scale), 0); x < x1; x++) {
            const size_t i = y * sum->width + x;
            count += sum->total[i] > limit;
            where = sum->total[i] > most ? i : where;
            most = MAX(most, sum->total[i]);
        }
    const double pixel_mm = 25.4 / region->dpi, area = (double)count * pixel_mm * pixel_mm;
    g_autofree char *place = g_strdup_printf("page %d", page);
    if (area >= AREA_MIN_MM2)
        preflight_find(preflight, SEVERITY_ERROR, place,
                       "total ink of %.0f %% is more than %.0f %% (%.0f mm2; at %.0f mm from the left, %.0f "
                       "mm from the top)",
                       (double)most * 100 / 255, preflight->limits->ink, area,
                       (double)(where % sum->width) * pixel_mm, (double)(where / sum->width) * pixel_mm);
}

/* Less than this is the end of a line or a letter, and its bleed too small to be seen in it. */
static const double BARE_MIN_MM = 5, BLEED_MIN_MM = 1;

/* Where ink ends at the cut, a white seam shows as soon as the knife is a little off. */
static void judge_edges(const Preflight *preflight, int page, const Region *region, const InkSum *sum)
{
    const double mm = 25.4 / 72, bleed = (region->trim.x0 - region->bleed.x0) * mm;
    const double bare = edges_bare_length(sum, &region->trim, &region->bleed, region->dpi / 72) * mm;
    g_autofree char *place = g_strdup_printf("page %d", page);
    if (preflight->limits->bleed > 0 && bleed >= BLEED_MIN_MM && bare >= BARE_MIN_MM)
        preflight_find(preflight, SEVERITY_WARNING, place,
                       "ink ends at the cut along %.0f mm; it must go on into the bleed", bare);
}

/* ---- the rule ---- */

static bool measure_page(const Preflight *preflight, const char *folder, int page, const Region *region,
                         GError **error)
{
    InkSum sum = {0};
    const bool good = sum_plates(folder, page, &sum, error);
    if (good && sum.total) {
        judge_ink(preflight, page, region, &sum);
        judge_edges(preflight, page, region, &sum);
    }
    g_free(sum.total);
    return good;
}

static void remove_folder(const char *folder)
{
    GDir *directory = g_dir_open(folder, 0, NULL);
    for (const char *name = directory ? g_dir_read_name(directory) : NULL; name;
         name = g_dir_read_name(directory)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    if (directory)
        g_dir_close(directory);
    g_rmdir(folder);
}

/* One resolution for all pages: that of the largest. */
static bool find_regions(const Preflight *preflight, Region *regions, int count, double *dpi)
{
    *dpi = DPI_MAX;
    for (int i = 0; i < count; i++) {
        if (!find_region(preflight, qpdf_get_page_n(preflight->pdf->qpdf, (size_t)i), &regions[i]))
            return false;
        *dpi = fmin(*dpi, regions[i].dpi);
    }
    return true;
}

static bool measure(const Preflight *preflight, const char *program, const char *folder, GError **error)
{
    const int count = qpdf_get_num_pages(preflight->pdf->qpdf);
    g_autofree Region *regions = g_new0(Region, (gsize)count);
    double dpi;
    if (!find_regions(preflight, regions, count, &dpi)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT,
                    "a page has no size, or none that can be drawn");
        return false;
    }
    if (!draw_plates(program, preflight->path, folder, dpi, error))
        return false;
    for (int i = 0; i < count; i++) {
        regions[i].dpi = dpi;
        if (!measure_page(preflight, folder, i + 1, &regions[i], error))
            return false;
    }
    return true;
}

void rule_plates(const Preflight *preflight)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *program = g_find_program_in_path("gs");
    if (preflight->limits->ink <= 0 || qpdf_get_num_pages(preflight->pdf->qpdf) < 1)
        return;
    if (!program) {
        preflight_find(preflight, SEVERITY_WARNING, NULL,
                       "total ink was not measured: Ghostscript (gs) is not installed");
        return;
    }
    g_autofree char *folder = g_dir_make_tmp("semaine-plates-XXXXXX", &error);
    if (!folder || !measure(preflight, program, folder, &error))
        preflight_find(preflight, SEVERITY_WARNING, NULL, "total ink was not measured: %s", error->message);
    if (folder)
        remove_folder(folder);
}
