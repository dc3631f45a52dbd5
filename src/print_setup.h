/* What a map is printed on: the printer, the style's inks, the proof. */
#pragma once

#include "ink/table.h"
#include "output/proof.h"
#include "semaine.h"
#include "style/style.h"

typedef struct {
    Printer *printer; /* NULL: a screen */
    InkTable *inks;   /* of the style, or NULL */
    Proof *proof;     /* or NULL */
} PrintSetup;

/* Errors: IO, FORMAT, STYLE, USAGE. Clear with print_setup_clear(), whatever the result. */
bool print_setup_open(PrintSetup *setup, const Style *style, const SemaineRenderOptions *options,
                      GError **error);
void print_setup_clear(PrintSetup *setup);

/* The printer profile called `name`: a file, or one of those shipped. Errors: IO, FORMAT. */
Printer *print_setup_find_printer(const char *name, GError **error);
