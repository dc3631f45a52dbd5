#include "ink/printer.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <lcms2.h>
#include <stddef.h>
#include <string.h>

/* ---- the members ---- */

typedef enum { MEMBER_TEXT, MEMBER_NUMBER, MEMBER_SWITCH, MEMBER_CHOICE, MEMBER_PROFILE } MemberKind;

typedef struct {
    const char *name;
    MemberKind kind;
    size_t offset;        /* into Printer */
    double maximum;       /* of a number */
    const char *yes, *no; /* of a choice: what makes the switch true, what false */
} Member;

static const Member members[] = {
    {"name", MEMBER_TEXT, offsetof(Printer, name), 0, NULL, NULL},
    {"standard", MEMBER_CHOICE, offsetof(Printer, pdfx), 0, "PDF/X-4", "PDF"},
    {"colors", MEMBER_CHOICE, offsetof(Printer, cmyk), 0, "cmyk", "rgb"},
    {"profile", MEMBER_PROFILE, offsetof(Printer, profile), 0, NULL, NULL},
    {"condition", MEMBER_TEXT, offsetof(Printer, condition), 0, NULL, NULL},
    {"condition-text", MEMBER_TEXT, offsetof(Printer, condition_text), 0, NULL, NULL},
    {"registry", MEMBER_TEXT, offsetof(Printer, registry), 0, NULL, NULL},
    {"bleed", MEMBER_NUMBER, offsetof(Printer, bleed), 100, NULL, NULL},
    {"marks", MEMBER_SWITCH, offsetof(Printer, marks), 0, NULL, NULL},
    {"slug", MEMBER_NUMBER, offsetof(Printer, slug), 100, NULL, NULL},
    {"ink-limit", MEMBER_NUMBER, offsetof(Printer, ink_limit), 400, NULL, NULL},
    {"overprint-black", MEMBER_SWITCH, offsetof(Printer, overprint_black), 0, NULL, NULL},
    {"text", MEMBER_CHOICE, offsetof(Printer, text_as_curves), 0, "curves", "text"},
    {"line-minimum", MEMBER_NUMBER, offsetof(Printer, line_minimum), 100, NULL, NULL},
    {"line-minimum-inks", MEMBER_NUMBER, offsetof(Printer, line_minimum_inks), 100, NULL, NULL},
    {"text-minimum", MEMBER_NUMBER, offsetof(Printer, text_minimum), 100, NULL, NULL},
    {"text-minimum-inks", MEMBER_NUMBER, offsetof(Printer, text_minimum_inks), 100, NULL, NULL},
    {"image-minimum", MEMBER_NUMBER, offsetof(Printer, image_minimum), 10000, NULL, NULL},
};

/* ---- the ICC profile ---- */

static const char *const profile_folders[] = {
    "/usr/share/scribus/profiles",      "/usr/share/color/icc",        "/usr/local/share/color/icc",
    "/usr/share/color/icc/ghostscript", "/usr/share/color/icc/colord", "/var/lib/color/icc",
};

static char *find_profile(const char *name, const char *folder)
{
    if (g_path_is_absolute(name))
        return g_strdup(name);
    g_autofree char *user = g_build_filename(g_get_user_data_dir(), "icc", NULL);
    const char *const own[] = {folder, user};
    for (size_t i = 0; i < G_N_ELEMENTS(own) + G_N_ELEMENTS(profile_folders); i++) {
        const bool first = i < G_N_ELEMENTS(own);
        g_autofree char *path =
            g_build_filename(first ? own[i] : profile_folders[i - G_N_ELEMENTS(own)], name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
    }
    return NULL;
}

static bool is_press_profile(GBytes *bytes)
{
    gsize size;
    const void *start = g_bytes_get_data(bytes, &size);
    cmsHPROFILE profile = size <= G_MAXUINT32 ? cmsOpenProfileFromMem(start, (cmsUInt32Number)size) : NULL;
    if (!profile)
        return false;
    const bool good =
        cmsGetColorSpace(profile) == cmsSigCmykData && cmsGetDeviceClass(profile) == cmsSigOutputClass;
    cmsCloseProfile(profile);
    return good;
}

static GBytes *load_profile(const char *name, const char *folder, GError **error)
{
    g_autofree char *path = find_profile(name, folder);
    char *contents;
    gsize length;
    if (!path || !g_file_get_contents(path, &contents, &length, NULL)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO,
                    "profile: \"%s\" is neither beside this file nor in the system's folders of ICC profiles "
                    "(Debian: scribus-data)",
                    name);
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_take(contents, length);
    if (is_press_profile(bytes))
        return g_steal_pointer(&bytes);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                "profile: %s: expected an ICC output profile for CMYK", path);
    return NULL;
}

/* ---- reading ---- */

static bool fail(const char *member, const char *expected, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: expected %s", member, expected);
    return false;
}

static bool read_number(const Member *member, const json_t *json, double *out, GError **error)
{
    *out = json_number_value(json);
    if (json_is_number(json) && *out >= 0 && *out <= member->maximum)
        return true;
    g_autofree char *expected = g_strdup_printf("a number from 0 to %.0f", member->maximum);
    return fail(member->name, expected, error);
}

static bool read_choice(const Member *member, const json_t *json, bool *out, GError **error)
{
    const char *text = json_is_string(json) ? json_string_value(json) : "";
    *out = strcmp(text, member->yes) == 0;
    if (*out || strcmp(text, member->no) == 0)
        return true;
    g_autofree char *expected = g_strdup_printf("\"%s\" or \"%s\"", member->yes, member->no);
    return fail(member->name, expected, error);
}

static bool read_member(Printer *printer, const Member *member, const json_t *json, const char *folder,
                        GError **error)
{
    void *place = (char *)printer + member->offset;
    if (member->kind == MEMBER_NUMBER)
        return read_number(member, json, place, error);
    if (member->kind == MEMBER_CHOICE)
        return read_choice(member, json, place, error);
    if (member->kind == MEMBER_SWITCH) {
        *(bool *)place = json_is_true(json);
        return json_is_boolean(json) || fail(member->name, "true or false", error);
    }
    if (!json_is_string(json))
        return fail(member->name, "a text", error);
    if (member->kind == MEMBER_PROFILE)
        return (*(GBytes **)place = load_profile(json_string_value(json), folder, error)) != NULL;
    g_free(*(char **)place);
    *(char **)place = g_strdup(json_string_value(json));
    return true;
}

static const Member *find_member(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
        if (strcmp(members[i].name, name) == 0)
            return &members[i];
    return NULL;
}

static bool read_members(Printer *printer, json_t *json, const char *folder, GError **error)
{
    const char *name;
    json_t *value;
    if (!json_is_object(json))
        return fail("printer profile", "a JSON object", error);
    json_object_foreach(json, name, value)
    {
        const Member *member = find_member(name);
        if (!member) {
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT,
                        "%s: a printer profile has no such member", name);
            return false;
        }
        if (!read_member(printer, member, value, folder, error))
            return false;
    }
    if (printer->cmyk && !printer->profile)
        return fail("profile", "an ICC profile, for \"colors\" is \"cmyk\"", error);
    if (printer->pdfx && (!printer->cmyk || !printer->condition))
        return fail("standard", "\"colors\": \"cmyk\" and a \"condition\" with PDF/X-4", error);
    return true;
}

Printer *printer_load(const char *path, GError **error)
{
    json_error_t where;
    g_autoptr(json_t) json = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
    if (!json) {
        g_set_error(error, SEMAINE_ERROR, where.line > 0 ? SEMAINE_ERROR_FORMAT : SEMAINE_ERROR_IO,
                    "%s:%d: %s", path, MAX(where.line, 0), where.text);
        return NULL;
    }
    g_autoptr(Printer) printer = printer_new_screen();
    g_autofree char *folder = g_path_get_dirname(path);
    if (!read_members(printer, json, folder, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    if (!printer->marks)
        printer->slug = 0;
    return g_steal_pointer(&printer);
}

Printer *printer_new_screen(void)
{
    Printer *printer = g_new0(Printer, 1);
    printer->name = g_strdup("screen");
    return printer;
}

void printer_free(Printer *printer)
{
    if (!printer)
        return;
    g_free(printer->name);
    g_free(printer->condition);
    g_free(printer->condition_text);
    g_free(printer->registry);
    if (printer->profile)
        g_bytes_unref(printer->profile);
    g_free(printer);
}
