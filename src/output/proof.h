/* Proofs: what a sheet looks like in grey, to colour-blind readers, and in inks; and whether the classes of a
 * legend can still be told apart. */
#pragma once

#include "base/color.h"
#include "base/report.h"
#include "ink/printer.h"

#include <stddef.h>

typedef enum { PROOF_SCREEN, PROOF_GREY, PROOF_PROTAN, PROOF_DEUTAN, PROOF_TRITAN, PROOF_CMYK } ProofKind;

typedef struct Proof Proof;

/* Reads "grey", "protan", "deutan", "tritan" or "cmyk". Errors: USAGE. */
bool proof_kind_parse(const char *text, ProofKind *out, GError **error);

/* A proof of a kind. `printer` is asked for PROOF_CMYK only and must have a profile then. Errors: USAGE,
 * FORMAT. Free with proof_free(). */
Proof *proof_new(ProofKind kind, const Printer *printer, GError **error);
void proof_free(Proof *proof);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Proof, proof_free)

/* Changes pixels in place: RGB, or RGBA with straight alpha, 8 bits each. */
void proof_pixels(const Proof *proof, unsigned char *pixels, size_t count, size_t channels);

/* Warns of every two colours of a legend that come too close to be told apart, on the screen or in any proof;
 * `names` are their texts, `file` what the report calls the map. Proofs in inks are left out where `printer`
 * is NULL or has no profile. */
void proof_check(const char *file, const Color *colors, const char *const *names, size_t count,
                 const Printer *printer, Report *report);
