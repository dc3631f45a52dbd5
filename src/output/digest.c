#include "output/digest.h"

#include "base/mix.h"
#include "paint/recording.h"

/* A proof is told by what it makes of a few colours. */
static uint64_t mix_proof(uint64_t sum, const Proof *proof)
{
    unsigned char colors[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 150, 90, 128, 128, 128};
    if (proof)
        proof_pixels(proof, colors, sizeof colors / 3, 3);
    return mix_bytes(sum, colors, sizeof colors);
}

char *digest_page(uint64_t page_sum, const WriterOptions *options, const char *suffix)
{
    const double numbers[] = {options->width, options->height, options->dpi, options->opaque,
                              options->screen};
    uint64_t sum = mix_text(mix_text(page_sum, SEMAINE_VERSION), suffix);
    sum = mix_text(mix_text(sum, options->title), options->language);
    sum = mix_proof(mix_text(sum, options->printer ? options->printer->name : NULL), options->proof);
    return g_strdup_printf("%016" G_GINT64_MODIFIER "x", mix_bytes(sum, numbers, sizeof numbers));
}

uint64_t digest_record(const Page *page)
{
    g_autoptr(Recording) recording = recording_new(1, false);
    page_paint(page, recording_begin(recording));
    return recording_sum(recording);
}

uint64_t digest_maps(const Page *page)
{
    g_autoptr(Recording) recording = recording_new(1, false);
    Canvas *canvas = recording_begin(recording);
    for (size_t i = 0; i < page->panel_count; i++) {
        const Panel *panel = &page->panels[i];
        const Box frame = {0, 0, projection_width(panel->projection), projection_height(panel->projection)};
        paint_scene(panel->scene, panel->placement, panel->instant, frame, NULL, canvas);
    }
    return recording_sum(recording);
}
