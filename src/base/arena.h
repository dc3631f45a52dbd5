/* Memory given out in small pieces and freed at once: strings and arrays that expressions compute while one
 * feature, layer or frame is built. */
#pragma once

#include <glib.h>
#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

/* `size` bytes aligned for any type, not cleared. Never NULL: out of memory aborts, as GLib does. */
void *arena_allocate(Arena *arena, size_t size);
/* `count` times `size` bytes; aborts where the product overflows. */
void *arena_allocate_array(Arena *arena, size_t count, size_t size);
char *arena_copy_text(Arena *arena, const char *text, size_t length);
char *arena_print(Arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Forgets all pieces but keeps the memory for the next round. */
void arena_reset(Arena *arena);
