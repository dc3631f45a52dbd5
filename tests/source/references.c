#include "source/references.h"

#include "semaine.h"
#include "support.h"

#include <string.h>

static char *folder, *path;

static void set_up(void)
{
    folder = make_folder();
    path = g_build_filename(folder, "sources.csv", NULL);
}

static void tear_down(void)
{
    remove_folder(folder);
    g_free(folder);
    g_free(path);
}

static References *load_text(const char *text, GError **error)
{
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return references_load(path, "fr", error);
}

START_TEST(worksAreFoundByTheirKey)
{
    g_autoptr(References) references = load_text(
        "key,kind,reference,licence\r\nA1,book,\"A, book; \"\"quoted\"\"\",free\r\nB,,Other,\r\n", NULL);
    ck_assert_ptr_nonnull(references);
    ck_assert_str_eq(references_lookup(references, "A1")->reference, "A, book; \"quoted\"");
    ck_assert_str_eq(references_lookup(references, "A1")->licence, "free");
    ck_assert_str_eq(references_lookup(references, "B")->licence, "");
    ck_assert_ptr_null(references_lookup(references, "a1"));
}
END_TEST

START_TEST(referenceInTheLanguageAskedFor)
{
    g_autoptr(References) references = load_text("key,reference,reference_fr\nA,Book,Livre\nB,Same,\n", NULL);
    ck_assert_str_eq(references_lookup(references, "A")->reference, "Livre");
    ck_assert_str_eq(references_lookup(references, "B")->reference, "Same");
    g_autoptr(References) english = references_load(path, "en", NULL);
    ck_assert_str_eq(references_lookup(english, "A")->reference, "Book");
}
END_TEST

START_TEST(licenceMayBeMissing)
{
    g_autoptr(References) references = load_text("key,reference\nA,Work\n", NULL);
    ck_assert_str_eq(references_lookup(references, "A")->licence, "");
}
END_TEST

static const struct {
    const char *text;
    SemaineError code;
} wrong[] = {
    {"", SEMAINE_ERROR_FORMAT},
    {"key,kind\nA,book\n", SEMAINE_ERROR_FORMAT},
    {"key,reference\nA\n", SEMAINE_ERROR_FORMAT},
    {"key,reference\nA,b,c\n", SEMAINE_ERROR_FORMAT},
};

START_TEST(wrongTable)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(References) references = load_text(wrong[_i].text, &error);
    ck_assert_ptr_null(references);
    ck_assert(g_error_matches(error, SEMAINE_ERROR, (int)wrong[_i].code));
    ck_assert_ptr_nonnull(strstr(error->message, path));
}
END_TEST

START_TEST(missingTable)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(references_load(path, "fr", &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_IO));
}
END_TEST

Suite *references_suite(void);
Suite *references_suite(void)
{
    Suite *suite = suite_create("source/references");
    TCase *cases = tcase_create("references");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, worksAreFoundByTheirKey);
    tcase_add_test(cases, referenceInTheLanguageAskedFor);
    tcase_add_test(cases, licenceMayBeMissing);
    tcase_add_loop_test(cases, wrongTable, 0, G_N_ELEMENTS(wrong));
    tcase_add_test(cases, missingTable);
    suite_add_tcase(suite, cases);
    return suite;
}
