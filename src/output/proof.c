#include "output/proof.h"

#include "base/error.h"
#include "ink/difference.h"
#include "output/dichromacy.h"

#include <lcms2.h>
#include <math.h>
#include <string.h>

/* ---- kinds ---- */

/* `limit`: CIEDE2000 below which two classes are taken for one. Classes lie apart on a map and in small
 * pieces, so that the limit is several times what can be told side by side; without hue only lightness is
 * left to go by. */
static const struct {
    const char *name;  /* of the option; NULL: no option */
    const char *where; /* in findings */
    double limit;
} kinds[] = {
    [PROOF_SCREEN] = {NULL, "on the screen", 6},     [PROOF_GREY] = {"grey", "in grey", 4},
    [PROOF_PROTAN] = {"protan", "to protanopes", 6}, [PROOF_DEUTAN] = {"deutan", "to deuteranopes", 6},
    [PROOF_TRITAN] = {"tritan", "to tritanopes", 6}, [PROOF_CMYK] = {"cmyk", "in print", 6},
};

bool proof_kind_parse(const char *text, ProofKind *out, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i].name && strcmp(kinds[i].name, text) == 0) {
            *out = (ProofKind)i;
            return true;
        }
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "expected the proof grey, protan, deutan, tritan or cmyk, found \"%s\"", text);
    return false;
}

/* ---- opening ---- */

enum { ENCODED_STEPS = 4096 };

struct Proof {
    ProofKind kind;
    double linear[256];                       /* of each byte */
    unsigned char encoded[ENCODED_STEPS + 1]; /* of linear light in steps */
    Dichromacy sight;
    cmsHTRANSFORM rgb, rgba; /* through the inks and back */
};

static bool open_press(Proof *proof, const Printer *printer, GError **error)
{
    if (!printer || !printer->profile) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                    "the proof cmyk needs a printer profile with inks");
        return false;
    }
    gsize size;
    const void *start = g_bytes_get_data(printer->profile, &size);
    cmsHPROFILE press = cmsOpenProfileFromMem(start, (cmsUInt32Number)size), screen = cmsCreate_sRGBProfile();
    const cmsUInt32Number flags =
        cmsFLAGS_SOFTPROOFING | cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_COPY_ALPHA;
    if (press && screen) {
        proof->rgb =
            cmsCreateProofingTransform(screen, TYPE_RGB_8, screen, TYPE_RGB_8, press,
                                       INTENT_RELATIVE_COLORIMETRIC, INTENT_RELATIVE_COLORIMETRIC, flags);
        proof->rgba =
            cmsCreateProofingTransform(screen, TYPE_RGBA_8, screen, TYPE_RGBA_8, press,
                                       INTENT_RELATIVE_COLORIMETRIC, INTENT_RELATIVE_COLORIMETRIC, flags);
    }
    if (press)
        cmsCloseProfile(press);
    if (screen)
        cmsCloseProfile(screen);
    if (!proof->rgb || !proof->rgba)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, "%s: the ICC profile cannot be proofed",
                    printer->name);
    return proof->rgb && proof->rgba;
}

Proof *proof_new(ProofKind kind, const Printer *printer, GError **error)
{
    g_autoptr(Proof) proof = g_new0(Proof, 1);
    proof->kind = kind;
    for (int i = 0; i < 256; i++)
        proof->linear[i] = srgb_to_linear(i / 255.0);
    for (int i = 0; i <= ENCODED_STEPS; i++)
        proof->encoded[i] = (unsigned char)lround(255 * srgb_from_linear((double)i / ENCODED_STEPS));
    if (kind == PROOF_CMYK && !open_press(proof, printer, error))
        return NULL;
    if (kind >= PROOF_PROTAN && kind <= PROOF_TRITAN)
        proof->sight = dichromacy((Cone)(kind - PROOF_PROTAN));
    return g_steal_pointer(&proof);
}

void proof_free(Proof *proof)
{
    if (!proof)
        return;
    if (proof->rgb)
        cmsDeleteTransform(proof->rgb);
    if (proof->rgba)
        cmsDeleteTransform(proof->rgba);
    g_free(proof);
}

/* ---- pixels ---- */

static unsigned char encode(const Proof *proof, double linear)
{
    return proof->encoded[lround(CLAMP(linear, 0, 1) * ENCODED_STEPS)];
}

static void proof_grey(const Proof *proof, unsigned char *pixel)
{
    const double light = 0.2126729 * proof->linear[pixel[0]] + 0.7151522 * proof->linear[pixel[1]] +
                         0.0721750 * proof->linear[pixel[2]];
    memset(pixel, encode(proof, light), 3);
}

static void proof_sight(const Proof *proof, unsigned char *pixel)
{
    const double light[3] = {proof->linear[pixel[0]], proof->linear[pixel[1]], proof->linear[pixel[2]]};
    double seen[3];
    dichromacy_apply(&proof->sight, light, seen);
    for (size_t i = 0; i < 3; i++)
        pixel[i] = encode(proof, seen[i]);
}

void proof_pixels(const Proof *proof, unsigned char *pixels, size_t count, size_t channels)
{
    if (proof->kind == PROOF_SCREEN)
        return;
    if (proof->kind == PROOF_CMYK) {
        cmsDoTransform(channels == 4 ? proof->rgba : proof->rgb, pixels, pixels, (cmsUInt32Number)count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (proof->kind == PROOF_GREY)
            proof_grey(proof, pixels + i * channels);
        else
            proof_sight(proof, pixels + i * channels);
}

/* ---- classes ---- */

static Lab look(const Proof *proof, Color color)
{
    unsigned char pixel[3] = {(unsigned char)lround(255 * CLAMP(color.r, 0, 1)),
                              (unsigned char)lround(255 * CLAMP(color.g, 0, 1)),
                              (unsigned char)lround(255 * CLAMP(color.b, 0, 1))};
    proof_pixels(proof, pixel, 1, 3);
    return lab_from_srgb((const double[]){pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0});
}

/* Where two classes come too close: "on the screen (4.3), in grey (1.7)"; NULL: nowhere. `seen` holds the
 * colours by kind. */
static char *list_proofs(Lab *const *seen, size_t one, size_t other)
{
    GString *list = g_string_new(NULL);
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
        const double difference =
            seen[kind] ? lab_difference(seen[kind][one], seen[kind][other]) : G_MAXDOUBLE;
        if (difference < kinds[kind].limit)
            g_string_append_printf(list, "%s%s (%.1f)", list->len > 0 ? ", " : "", kinds[kind].where,
                                   difference);
    }
    return g_string_free(list, list->len == 0);
}

static Lab *look_all(ProofKind kind, const Color *colors, size_t count, const Printer *printer)
{
    g_autoptr(Proof) proof = proof_new(kind, printer, NULL);
    Lab *seen = proof ? g_new(Lab, count) : NULL;
    for (size_t i = 0; seen && i < count; i++)
        seen[i] = look(proof, colors[i]);
    return seen;
}

void proof_check(const char *file, const Color *colors, const char *const *names, size_t count,
                 const Printer *printer, Report *report)
{
    Lab *seen[G_N_ELEMENTS(kinds)];
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
        seen[kind] = look_all((ProofKind)kind, colors, count, printer);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            g_autofree char *where = list_proofs(seen, i, k);
            if (where)
                report_add(
                    report, SEVERITY_WARNING, file, 0, "legend",
                    "\"%s\" and \"%s\" look alike %s; classes want a CIEDE2000 of %.0f, in grey of %.0f",
                    names[i], names[k], where, kinds[PROOF_SCREEN].limit, kinds[PROOF_GREY].limit);
        }
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
        g_free(seen[kind]);
}
