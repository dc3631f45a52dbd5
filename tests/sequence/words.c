#include "sequence/words.h"

#include "support.h"

static Words *make_words(void)
{
    Words *words = words_new(12);
    words_add_chapter(words, 0, "Card");
    words_add_chapter(words, 30, "22 May; #1=a\\b");
    words_add_cue(words, 30, 43230, "Who < what & \"why\"\n-->");
    return words;
}

START_TEST(metadataForTheEncoder)
{
    g_autoptr(Words) words = make_words();
    g_autofree char *text = words_metadata(words, 43230);
    ck_assert_str_eq(text, ";FFMETADATA1\n"
                           "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\ntitle=Card\n"
                           "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2500\nEND=3602500\n"
                           "title=22 May\\; \\#1\\=a\\\\b\n");
}
END_TEST

static void check_file(const char *folder, const char *name, const char *expected)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_str_eq(text, expected);
}

START_TEST(filesBesideTheFilm)
{
    g_autofree char *folder = make_folder(), *film = g_build_filename(folder, "my.film.mp4", NULL);
    g_autoptr(Words) words = make_words();
    ck_assert(words_write(words, film, 43230, NULL));
    check_file(folder, "my.film.vtt",
               "WEBVTT\n\n00:00:02.500 --> 01:00:02.500\nWho &lt; what &amp; &quot;why&quot; --&gt;\n");
    check_file(folder, "my.film.chapters.vtt",
               "WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nCard\n"
               "\n00:00:02.500 --> 01:00:02.500\n22 May; #1=a\\b\n");
    remove_folder(folder);
}
END_TEST

START_TEST(nothingToSayIsNoFile)
{
    g_autofree char *folder = make_folder(), *film = g_build_filename(folder, "film.mp4", NULL);
    g_autofree char *path = g_build_filename(folder, "film.vtt", NULL);
    g_autoptr(Words) words = words_new(12);
    ck_assert(words_write(words, film, 10, NULL));
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    remove_folder(folder);
}
END_TEST

Suite *words_suite(void);

Suite *words_suite(void)
{
    Suite *suite = suite_create("sequence/words");
    TCase *cases = tcase_create("words");
    tcase_add_test(cases, metadataForTheEncoder);
    tcase_add_test(cases, filesBesideTheFilm);
    tcase_add_test(cases, nothingToSayIsNoFile);
    suite_add_tcase(suite, cases);
    return suite;
}
