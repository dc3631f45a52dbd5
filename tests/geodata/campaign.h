/* A copy of the tests' own small campaign, a town that never was, to be spoilt at will. */
#pragma once

#include "source/source.h"

/* Copies the campaign to a fresh folder; newly allocated path, removed by remove_folder(). */
char *copy_campaign(void);
/* Replaces the first occurrence of `old` in a file of the copy; both may span lines. Fails where there is
 * none. */
void replace_in(const char *folder, const char *file, const char *old, const char *new);
/* The feature whose id is `id`; fails where there is none. */
const Feature *find_feature(const Source *source, const char *id);
/* A text attribute, "" for null; fails where there is no such field. */
const char *attribute_text(const Feature *feature, const char *name);
