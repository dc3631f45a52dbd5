#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

typedef struct {
    char *memory;
    size_t size;
} Block;

struct Arena {
    GArray *blocks; /* of Block */
    size_t current; /* index of the block in use */
    size_t used;    /* bytes given out of it */
};

static void block_clear(void *item)
{
    g_free(((Block *)item)->memory);
}

Arena *arena_new(void)
{
    Arena *arena = g_new0(Arena, 1);
    arena->blocks = g_array_new(FALSE, FALSE, sizeof(Block));
    g_array_set_clear_func(arena->blocks, block_clear);
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    g_array_unref(arena->blocks);
    g_free(arena);
}

static Block *arena_block(Arena *arena, size_t size)
{
    while (arena->current < arena->blocks->len) {
        Block *block = &g_array_index(arena->blocks, Block, arena->current);
        if (block->size - arena->used >= size)
            return block;
        arena->current++;
        arena->used = 0;
    }
    Block block = {.size = MAX(size, (size_t)BLOCK_SIZE)};
    block.memory = g_malloc(block.size);
    g_array_append_val(arena->blocks, block);
    return &g_array_index(arena->blocks, Block, arena->current);
}

void *arena_allocate(Arena *arena, size_t size)
{
    const size_t alignment = alignof(max_align_t);
    g_assert(size <= G_MAXSIZE - alignment);
    const size_t rounded = (size + alignment - 1) / alignment * alignment;
    Block *block = arena_block(arena, rounded);
    void *piece = block->memory + arena->used;
    arena->used += rounded;
    return piece;
}

void *arena_allocate_array(Arena *arena, size_t count, size_t size)
{
    g_assert(size == 0 || count <= G_MAXSIZE / size);
    return arena_allocate(arena, count * size);
}

char *arena_copy_text(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_allocate(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_print(Arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = arena_allocate(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void arena_reset(Arena *arena)
{
    arena->current = 0;
    arena->used = 0;
}
