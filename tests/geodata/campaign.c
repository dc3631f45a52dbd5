#include "geodata/campaign.h"

#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static void copy_folder(const char *from, const char *to)
{
    GDir *directory = g_dir_open(from, 0, NULL);
    ck_assert_ptr_nonnull(directory);
    g_mkdir_with_parents(to, 0777);
    for (const char *name = g_dir_read_name(directory); name; name = g_dir_read_name(directory)) {
        g_autofree char *source = g_build_filename(from, name, NULL),
                        *target = g_build_filename(to, name, NULL);
        g_autofree char *text = NULL;
        gsize length = 0;
        if (g_file_test(source, G_FILE_TEST_IS_DIR)) {
            copy_folder(source, target);
            continue;
        }
        ck_assert(g_file_get_contents(source, &text, &length, NULL));
        ck_assert(g_file_set_contents(target, text, (gssize)length, NULL));
    }
    g_dir_close(directory);
}

char *copy_campaign(void)
{
    char *folder = make_folder();
    g_autofree char *campaign = test_file("geodata/campaign");
    copy_folder(campaign, folder);
    return folder;
}

void replace_in(const char *folder, const char *file, const char *old, const char *new)
{
    g_autofree char *path = g_build_filename(folder, file, NULL), *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    const char *at = strstr(text, old);
    ck_assert_msg(at != NULL, "no \"%s\" in %s", old, file);
    g_autofree char *changed = g_strdup_printf("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    ck_assert(g_file_set_contents(path, changed, -1, NULL));
}

const Feature *find_feature(const Source *source, const char *id)
{
    for (size_t i = 0; i < source->feature_count; i++)
        if (strcmp(attribute_text(&source->features[i], "id"), id) == 0)
            return &source->features[i];
    ck_abort_msg("no feature \"%s\" in %s", id, source->path);
}

const char *attribute_text(const Feature *feature, const char *name)
{
    const Value *value = feature_lookup(feature, name);
    ck_assert_msg(value != NULL, "no field \"%s\"", name);
    return value->kind == VALUE_STRING ? value->string : "";
}
