#include "base/error.h"
#include "base/json.h"
#include "style/sprite_read.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Icons together may have so many pixels: a sheet cannot be made to fill the memory by naming it often. */
enum { SHEET_SIZE_MAX = 16384, PIXELS_MAX = 128 * 1024 * 1024 };

typedef struct {
    cairo_surface_t *picture;
    int width, height;
    const char *path; /* of the JSON */
    int64_t pixels;   /* cut so far */
} Sheet;

static bool fail(GError **error, const Sheet *sheet, const char *icon, const char *message)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: icon \"%s\": %s", sheet->path, icon,
                message);
    return false;
}

/* A whole number from 0 on. */
static bool read_length(const json_t *entry, const char *name, int *out)
{
    const json_t *value = json_object_get(entry, name);
    const double number = json_number_value(value);
    *out = number >= 0 && number <= SHEET_SIZE_MAX ? (int)number : 0;
    return json_is_number(value) && number == *out;
}

static bool cut(Icon *icon, Sheet *sheet, const json_t *entry, GError **error)
{
    int x, y, width, height;
    if (!read_length(entry, "x", &x) || !read_length(entry, "y", &y) ||
        !read_length(entry, "width", &width) || !read_length(entry, "height", &height))
        return fail(error, sheet, icon->name, "expected x, y, width and height in whole pixels");
    if (width == 0 || height == 0 || x > sheet->width - width || y > sheet->height - height)
        return fail(error, sheet, icon->name, "it is not within the picture");
    sheet->pixels += (int64_t)width * height;
    if (sheet->pixels > PIXELS_MAX)
        return fail(error, sheet, icon->name, "icons overlap too much");
    icon->image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(icon->image);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_surface(cr, sheet->picture, -x, -y);
    cairo_paint(cr);
    const cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_flush(icon->image);
    icon->width = width / icon->pixel_ratio;
    icon->height = height / icon->pixel_ratio;
    return status == CAIRO_STATUS_SUCCESS || fail(error, sheet, icon->name, cairo_status_to_string(status));
}

/* Numbers of an array, in style pixels; NAN where the sprite says nothing. */
static void read_numbers(const json_t *array, double pixel_ratio, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *number = json_array_get(array, i);
        out[i] = json_is_number(number) ? json_number_value(number) / pixel_ratio : NAN;
    }
}

static bool read_icon(Icon *icon, Sheet *sheet, const json_t *entry, GError **error)
{
    const json_t *ratio = json_object_get(entry, "pixelRatio");
    icon->pixel_ratio = ratio ? json_number_value(ratio) : 1;
    if (!(icon->pixel_ratio > 0) || !isfinite(icon->pixel_ratio))
        return fail(error, sheet, icon->name, "expected a pixelRatio above 0");
    icon->sdf = json_is_true(json_object_get(entry, "sdf"));
    read_numbers(json_array_get(json_object_get(entry, "stretchX"), 0), icon->pixel_ratio, 2,
                 icon->stretch_x);
    read_numbers(json_array_get(json_object_get(entry, "stretchY"), 0), icon->pixel_ratio, 2,
                 icon->stretch_y);
    read_numbers(json_object_get(entry, "content"), icon->pixel_ratio, 4, icon->content);
    return cut(icon, sheet, entry, error);
}

static GPtrArray *read_icons(Sheet *sheet, const json_t *index, GError **error)
{
    g_autoptr(GPtrArray) icons = g_ptr_array_new_with_free_func(icon_free);
    if (!json_is_object(index)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: expected object, found %s", sheet->path,
                    json_kind_name(index));
        return NULL;
    }
    const char *name;
    json_t *entry;
    json_object_foreach((json_t *)index, name, entry)
    {
        Icon *icon = g_new0(Icon, 1);
        icon->name = g_strdup(name);
        g_ptr_array_add(icons, icon);
        if (!read_icon(icon, sheet, entry, error))
            return NULL;
    }
    return g_steal_pointer(&icons);
}

/* The size a PNG file gives itself, read before a decoder takes memory for it. */
static bool check_size(const char *path, GError **error)
{
    unsigned char head[24];
    FILE *file = fopen(path, "rb");
    const size_t count = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    if (!file) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: %s", path, g_strerror(errno));
        return false;
    }
    if (count != sizeof head || memcmp(head, "\x89PNG\r\n\x1a\n", 8) != 0) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: no PNG picture", path);
        return false;
    }
    const uint32_t width =
        (uint32_t)head[16] << 24 | (uint32_t)head[17] << 16 | (uint32_t)head[18] << 8 | head[19];
    const uint32_t height =
        (uint32_t)head[20] << 24 | (uint32_t)head[21] << 16 | (uint32_t)head[22] << 8 | head[23];
    if (width <= SHEET_SIZE_MAX && height <= SHEET_SIZE_MAX && (uint64_t)width * height <= PIXELS_MAX)
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_LIMIT, "%s: a picture of %u x %u pixels is too large",
                path, width, height);
    return false;
}

static GPtrArray *read_files(const char *index_path, const char *picture_path, GError **error)
{
    g_autoptr(GError) failure = NULL;
    g_autofree char *text = NULL;
    size_t length = 0;
    if (!g_file_get_contents(index_path, &text, &length, &failure)) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s", failure->message);
        return NULL;
    }
    json_t *index = json_parse(text, length, error);
    if (!index) {
        g_prefix_error(error, "%s: ", index_path);
        return NULL;
    }
    GPtrArray *icons = NULL;
    if (check_size(picture_path, error)) {
        Sheet sheet = {.picture = cairo_image_surface_create_from_png(picture_path), .path = index_path};
        const cairo_status_t status = cairo_surface_status(sheet.picture);
        sheet.width = cairo_image_surface_get_width(sheet.picture);
        sheet.height = cairo_image_surface_get_height(sheet.picture);
        if (status == CAIRO_STATUS_SUCCESS)
            icons = read_icons(&sheet, index, error);
        else
            g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: %s", picture_path,
                        cairo_status_to_string(status));
        cairo_surface_destroy(sheet.picture);
    }
    json_decref(index);
    return icons;
}

GPtrArray *sprite_read_sheet(const char *path, double pixel_ratio, GError **error)
{
    g_autofree char *index = g_strconcat(path, ".json", NULL), *picture = g_strconcat(path, ".png", NULL);
    g_autofree char *fine_index = g_strconcat(path, "@2x.json", NULL),
                    *fine_picture = g_strconcat(path, "@2x.png", NULL);
    const bool fine = pixel_ratio > 1 && g_file_test(fine_index, G_FILE_TEST_EXISTS);
    return fine ? read_files(fine_index, fine_picture, error) : read_files(index, picture, error);
}
