/* The style's icons as a standard sprite: sprite.json and sprite.png, and both again as @2x. */
#pragma once

#include "style/sprite.h"
#include "web/folder.h"

/* Writes the sheets; `sprite` NULL: nothing. The names of the files are added to `files` (of char *). Errors:
 * IO. */
bool web_sprite_write(const WebFolder *folder, const Sprite *sprite, GPtrArray *files, GError **error);
