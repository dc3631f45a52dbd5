#include "output/digest.h"

#include "paint/canvas_digest.h"

#include <string.h>

static void add_text(GChecksum *checksum, const char *text)
{
    g_checksum_update(checksum, (const guchar *)(text ? text : ""), text ? (gssize)strlen(text) + 1 : 1);
}

char *digest_page(const Page *page, const WriterOptions *options, const char *suffix)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    const double numbers[] = {options->width, options->height, options->dpi, options->opaque};
    add_text(checksum, SEMAINE_VERSION);
    add_text(checksum, suffix);
    add_text(checksum, options->title);
    add_text(checksum, options->language);
    g_checksum_update(checksum, (const guchar *)numbers, sizeof numbers);
    Canvas *canvas = canvas_digest_new(checksum);
    page_paint(page, canvas);
    canvas_digest_free(canvas);
    return g_strdup(g_checksum_get_string(checksum));
}

char *digest_maps(const Page *page)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    Canvas *canvas = canvas_digest_new(checksum);
    for (size_t i = 0; i < page->panel_count; i++) {
        const Panel *panel = &page->panels[i];
        const Box frame = {0, 0, projection_width(panel->projection), projection_height(panel->projection)};
        paint_scene(panel->scene, panel->placement, panel->instant, frame, canvas);
    }
    canvas_digest_free(canvas);
    return g_strdup(g_checksum_get_string(checksum));
}
