#include "output/writer.h"

#include "base/error.h"
#include "output/format.h"
#include "output/target.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

struct Writer {
    const Format *format;
    void *state;
    char *path, *target, *temporary;
    bool renamed;
};

static const Format *find_format(const char *path)
{
    static const Format *const formats[] = {&format_png, &format_pdf, &format_svg};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_str_has_suffix(path, formats[i]->suffix))
            return formats[i];
    return NULL;
}

static bool fail_to_write(const Writer *writer, GError **error)
{
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s: cannot be written: %s", writer->path,
                g_strerror(errno));
    return false;
}

Writer *writer_open(const char *path, const WriterOptions *options, GError **error)
{
    const Format *format = find_format(path);
    if (!format) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "%s: expected a file name that ends in .png, .pdf or .svg", path);
        return NULL;
    }
    g_autoptr(Writer) writer = g_new0(Writer, 1);
    writer->format = format;
    writer->path = g_strdup(path);
    writer->target = target_resolve(path, error);
    if (!writer->target)
        return NULL;
    writer->temporary = target_temporary(writer->target);
    if (!writer->temporary) {
        fail_to_write(writer, error);
        return NULL;
    }
    writer->state = format->open(writer->temporary, options, error);
    if (!writer->state) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    return g_steal_pointer(&writer);
}

bool writer_add_page(Writer *writer, const Page *page, GError **error)
{
    if (writer->format->add_page(writer->state, page, error))
        return true;
    g_prefix_error(error, "%s: ", writer->path);
    return false;
}

bool writer_close(Writer *writer, GError **error)
{
    if (!writer->format->close(writer->state, error)) {
        g_prefix_error(error, "%s: ", writer->path);
        return false;
    }
    if (g_rename(writer->temporary, writer->target) != 0)
        return fail_to_write(writer, error);
    writer->renamed = true;
    return true;
}

void writer_free(Writer *writer)
{
    if (!writer)
        return;
    if (writer->state)
        writer->format->drop(writer->state);
    if (writer->temporary && !writer->renamed)
        g_unlink(writer->temporary);
    g_free(writer->temporary);
    g_free(writer->target);
    g_free(writer->path);
    g_free(writer);
}
