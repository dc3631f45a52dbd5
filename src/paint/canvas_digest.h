/* A canvas that draws nothing: it sums up all calls. Two pages with the same digest look the same. */
#pragma once

#include "paint/canvas.h"

/* Adds every call to `checksum`, borrowed. Free with canvas_digest_free(). */
Canvas *canvas_digest_new(GChecksum *checksum);
void canvas_digest_free(Canvas *canvas);
