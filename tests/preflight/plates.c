/* What Ghostscript's plates show of a page of ours: black text on the black plate alone, marks on all. */
#include "preflight/plate.h"
#include "print/sample.h"
#include "support.h"

#include <string.h>

enum { DPI = 144 };

static Sample *sample;
static char *folder;

/* Black and nearly black letters on a tint of three inks, at places of the trimmed page. */
static void paint(cairo_t *cr, InkKeys *keys)
{
    sample_color(cr, ink_keys_process(keys, 0.4, 0.2, 0.1, 0));
    cairo_rectangle(cr, 0, 0, 300, 200);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    sample_text(cr, "HHHH", 40, 20, 20, 0);
    cairo_set_source_rgb(cr, 0.102, 0.1, 0.09);
    sample_text(cr, "HHHH", 40, 20, 100, 0);
    /* Filled and stroked at once, the fill of one colour, the stroke black. */
    sample_color(cr, ink_keys_process(keys, 0, 0.8, 0, 0));
    cairo_rectangle(cr, 200, 100, 60, 60);
    cairo_fill_preserve(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_set_line_width(cr, 4);
    cairo_stroke(cr);
}

static void draw_plates(void)
{
    folder = make_folder();
    sample = sample_paint("coated-fogra39", paint);
    g_autoptr(GBytes) bytes = sample_finish(sample);
    g_autofree char *file = g_build_filename(folder, "page.pdf", NULL);
    gsize length;
    const char *start = g_bytes_get_data(bytes, &length);
    ck_assert(g_file_set_contents(file, start, (gssize)length, NULL));
    char *arguments[] = {"gs",
                         "-q",
                         "-dSAFER",
                         "-dBATCH",
                         "-dNOPAUSE",
                         "-sDEVICE=tiffsep",
                         "-sCompression=none",
                         "-r144",
                         "-sOutputFile=%d.tif",
                         "page.pdf",
                         NULL};
    int status = -1;
    ck_assert(g_spawn_sync(folder, arguments, NULL,
                           G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                           NULL, NULL, NULL, NULL, &status, NULL));
    ck_assert_int_eq(status, 0);
}

static void remove_plates(void)
{
    sample_free(sample);
    remove_folder(folder);
    g_free(folder);
}

/* Least and most ink of a plate in a box of the trimmed page, points from its upper left corner. */
static void measure(const char *ink, double x, double y, double width, double height, int *least, int *most)
{
    g_autofree char *name = g_strdup_printf("1(%s).tif", ink), *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    Plate plate;
    ck_assert_msg(plate_load(path, &plate, &error), "%s", error ? error->message : "");
    const double margin = print_sheet_margin(&sample->options.sheet), scale = DPI / 72.0;
    *least = 255;
    *most = 0;
    for (size_t row = (size_t)((margin + y) * scale); row < (size_t)((margin + y + height) * scale); row++)
        for (size_t column = (size_t)((margin + x) * scale); column < (size_t)((margin + x + width) * scale);
             column++) {
            const int value = plate.ink[row * plate.width + column];
            *least = MIN(*least, value);
            *most = MAX(*most, value);
        }
    plate_clear(&plate);
}

START_TEST(blackTextLiesOverTheOtherInks)
{
    static const char *const inks[] = {"Cyan", "Magenta", "Yellow"};
    static const int tints[] = {102, 51, 26};
    int least, most;
    for (int line = 0; line < 2; line++) {
        measure("Black", 10, 10 + 80 * line, 180, 75, &least, &most);
        ck_assert_int_eq(least, 0);
        ck_assert_int_eq(most, 255);
        for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
            measure(inks[i], 10, 10 + 80 * line, 180, 75, &least, &most);
            ck_assert_msg(least == most && abs(least - tints[i]) <= 1, "%s: %d to %d", inks[i], least, most);
        }
    }
}
END_TEST

START_TEST(filledShapeKeepsItsFill)
{
    int least, most;
    measure("Magenta", 210, 110, 40, 40, &least, &most);
    ck_assert_int_eq(least, 204);
    measure("Cyan", 210, 110, 40, 40, &least, &most);
    ck_assert_int_eq(most, 0);
    measure("Black", 198, 98, 64, 64, &least, &most);
    ck_assert_int_eq(most, 255);
}
END_TEST

/* The crop mark at the upper left corner, outside the bleed. */
START_TEST(marksLieOnEveryPlate)
{
    static const char *const inks[] = {"Cyan", "Magenta", "Yellow", "Black"};
    for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
        int least, most;
        measure(inks[i], -4, -22, 8, 10, &least, &most);
        ck_assert_msg(most == 255, "%s: %d", inks[i], most);
    }
}
END_TEST

/* Nothing is painted beyond the bleed but the marks. */
START_TEST(bleedIsTheEnd)
{
    int least, most;
    measure("Cyan", 60, -20, 60, 10, &least, &most);
    ck_assert_int_eq(most, 0);
}
END_TEST

Suite *plates_suite(void);
Suite *plates_suite(void)
{
    Suite *suite = suite_create("preflight/plates");
    TCase *cases = tcase_create("plates");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, draw_plates, remove_plates);
    tcase_add_test(cases, blackTextLiesOverTheOtherInks);
    tcase_add_test(cases, filledShapeKeepsItsFill);
    tcase_add_test(cases, marksLieOnEveryPlate);
    tcase_add_test(cases, bleedIsTheEnd);
    suite_add_tcase(suite, cases);
    return suite;
}
