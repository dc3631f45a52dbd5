/* What a map is printed on: the printer, the style's inks, the proof. */
#pragma once

#include "ink/table.h"
#include "layout/page.h"
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

/* Where there is a printer or a proof: warns of classes of the page's legend that cannot be told apart on it.
 * Areas are held against areas, discs against discs; lines differ by more than colour. */
void print_setup_check(const PrintSetup *setup, const Page *page, SemaineMessage message, void *user);

/* The printer profile called `name`: a file, or one of those shipped. Errors: IO, FORMAT. */
Printer *print_setup_find_printer(const char *name, GError **error);
