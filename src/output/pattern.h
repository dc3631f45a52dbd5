/* Names of numbered files: "dir/%04d.png". */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Whether a file name holds a number's place at all. */
bool pattern_is_one(const char *text);
/* The name of a number: %d or %0Nd once, %% for a percent sign. Newly allocated, or NULL and an error USAGE.
 */
char *pattern_name(const char *pattern, size_t number, GError **error);
/* The name of the manifest beside the files: their folder and prefix, and the part of a shard (0: none).
 * Newly allocated. */
char *pattern_manifest(const char *pattern, unsigned shard, unsigned shard_count);
/* The manifests of parts that are there beside the files, in the order of their names; text, owned. */
GPtrArray *pattern_part_manifests(const char *pattern);
