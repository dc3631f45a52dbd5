/* Checks of authored geodata beyond what building them needs: references, places, names, duplicates. */
#pragma once

#include "geodata/geodata.h"

/* Runs all rules and what building does; `folder` holds datapackage.json. Findings go to the report; false
 * only where the package cannot be read. */
bool geodata_check(const char *folder, Report *report, GError **error);

/* ---- Rules; each goes through all themes (check_references.c, check_rows.c) ---- */

/* Keys of sources that no work has. */
void check_sources(Geodata *geodata);
/* Foreign keys that lead nowhere, and features that lie too far from what they name. */
void check_references(Geodata *geodata);
/* Features that lack an English name where one is expected. */
void check_names(Geodata *geodata);
/* Ids that occur in two tables. */
void check_ids(Geodata *geodata);
/* Features that are in a table twice. */
void check_duplicates(Geodata *geodata);
/* CSV files that no resource lists. */
void check_files(Geodata *geodata);
