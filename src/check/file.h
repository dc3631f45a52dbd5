/* Checks of whole files, one function for each kind; check.c chooses by the file's suffix. */
#pragma once

#include "base/report.h"

/* Checks a style and what it calls for: sources and their fields, icons, fonts. Findings go to the report.
 * False only where the file cannot be read; `error` says why. */
bool check_style(const char *path, Report *report, GError **error);
/* Checks a folder of authored geodata, or its datapackage.json: tables, topology, dates, references. */
bool check_geodata(const char *path, Report *report, GError **error);
/* Checks a page template: places, fields, fonts, texts that are too long, what librsvg cannot draw. */
bool check_template(const char *path, Report *report, GError **error);
/* Checks a shapefile set or a GeoJSON file: damage that reading finds, and whether PROJ understands the CRS.
 */
bool check_source(const char *path, Report *report, GError **error);
