/* Streams that the caller opened. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* Hands on what was written to `stream`. False where it, or anything before, did not arrive (a full disk): an
 * error of the domain SEMAINE_ERROR that names `what` could not be written. The stream stays open. */
bool stream_flush(FILE *stream, const char *what, GError **error);
