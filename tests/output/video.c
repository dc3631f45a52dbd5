#include "output/video.h"

#include "semaine.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 64, HEIGHT = 36, FRAMES = 10 };

/* Ends the test program well where there is no ffmpeg to test with. */
static bool has_encoder(void)
{
    g_autofree char *path = g_find_program_in_path("ffmpeg");
    return path != NULL;
}

static void fill(unsigned char *pixels, int frame)
{
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++)
        memcpy(pixels + 4 * i, (unsigned char[]){(unsigned char)(frame * 20), 128, 200, 0}, 4);
}

static bool make_film(const char *path, const char *metadata, GError **error)
{
    unsigned char pixels[WIDTH * HEIGHT * 4];
    g_autoptr(Video) video = video_open(path, WIDTH, HEIGHT, 5, error);
    if (!video)
        return false;
    for (int i = 0; i < FRAMES; i++) {
        fill(pixels, i);
        if (!video_add_frame(video, pixels, error))
            return false;
    }
    return video_close(video, metadata, error);
}

static size_t count_files(const char *folder)
{
    size_t count = 0;
    GDir *listing = g_dir_open(folder, 0, NULL);
    while (g_dir_read_name(listing))
        count++;
    g_dir_close(listing);
    return count;
}

static const char *const suffixes[] = {"mp4", "webm", "gif", "apng"};

/* What ffprobe says of a film: "64,36,5/1,10". */
static char *probe(const char *path)
{
    const char *argv[] = {"ffprobe",
                          "-v",
                          "error",
                          "-count_frames",
                          "-show_entries",
                          "stream=width,height,r_frame_rate,nb_read_frames",
                          "-of",
                          "csv=p=0",
                          path,
                          NULL};
    char *out = NULL;
    ck_assert(
        g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, NULL));
    return g_strchomp(out);
}

START_TEST(filmHasItsFrames)
{
    if (!has_encoder())
        return;
    g_autofree char *folder = make_folder(), *name = g_strconcat("film.", suffixes[_i], NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(make_film(path, NULL, &error), "%s", error ? error->message : "");
    g_autofree char *found = probe(path);
    ck_assert_str_eq(found, "64,36,5/1,10");
    ck_assert_uint_eq(count_files(folder), 1);
    remove_folder(folder);
}
END_TEST

START_TEST(sameFramesSameBytes)
{
    if (!has_encoder())
        return;
    g_autofree char *folder = make_folder();
    char *bytes[2];
    gsize lengths[2];
    for (int i = 0; i < 2; i++) {
        g_autofree char *path = g_strdup_printf("%s/%d.%s", folder, i, suffixes[_i]);
        ck_assert(make_film(path, NULL, NULL));
        ck_assert(g_file_get_contents(path, &bytes[i], &lengths[i], NULL));
    }
    ck_assert_uint_eq(lengths[0], lengths[1]);
    ck_assert_int_eq(memcmp(bytes[0], bytes[1], lengths[0]), 0);
    g_free(bytes[0]);
    g_free(bytes[1]);
    remove_folder(folder);
}
END_TEST

/* Puts a program called ffmpeg before all others. */
static void use_encoder(const char *folder, const char *script)
{
    g_autofree char *path = g_build_filename(folder, "ffmpeg", NULL);
    ck_assert(g_file_set_contents_full(path, script, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
    g_autofree char *all = g_strconcat(folder, ":", g_getenv("PATH"), NULL);
    setenv("PATH", all, 1);
}

static const struct {
    const char *script, *words;
} failures[] = {
    {"#!/bin/sh\necho first >&2\necho 'No space left on device' >&2\nexit 1\n", "No space left on device"},
    {"#!/bin/sh\nkill -9 $$\n", "ended by signal 9"},
    {"#!/bin/sh\ncat > /dev/null\nexit 3\n", "ended with status 3"},
};

START_TEST(failedEncoderIsOneSentence)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "film.mp4", NULL);
    use_encoder(folder, failures[_i].script);
    g_autoptr(GError) error = NULL;
    ck_assert(!make_film(path, NULL, &error));
    ck_assert(g_error_matches(error, SEMAINE_ERROR, SEMAINE_ERROR_TOOL));
    ck_assert_msg(strstr(error->message, failures[_i].words), "%s", error->message);
    ck_assert_ptr_null(strchr(error->message, '\n'));
    ck_assert_uint_eq(count_files(folder), 1); /* the script */
    remove_folder(folder);
}
END_TEST

START_TEST(missingEncoderIsNamed)
{
    g_autofree char *folder = make_folder(), *path = g_build_filename(folder, "film.mp4", NULL);
    setenv("PATH", folder, 1);
    g_autoptr(GError) error = NULL;
    ck_assert(!make_film(path, NULL, &error));
    ck_assert_msg(strstr(error->message, "ffmpeg"), "%s", error->message);
    ck_assert_uint_eq(count_files(folder), 0);
    remove_folder(folder);
}
END_TEST

Suite *video_suite(void);

Suite *video_suite(void)
{
    Suite *suite = suite_create("video");
    TCase *cases = tcase_create("video");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, filmHasItsFrames, 0, G_N_ELEMENTS(suffixes));
    tcase_add_loop_test(cases, sameFramesSameBytes, 0, G_N_ELEMENTS(suffixes));
    tcase_add_loop_test(cases, failedEncoderIsOneSentence, 0, G_N_ELEMENTS(failures));
    tcase_add_test(cases, missingEncoderIsNamed);
    suite_add_tcase(suite, cases);
    return suite;
}
