/* A colour as the press sees it: what a content stream asks for once it is converted. */
#pragma once

typedef enum {
    INK_RGB,     /* left as screen colour */
    INK_PROCESS, /* cyan, magenta, yellow, black */
    INK_SPOT,    /* an ink of its own name */
    INK_ALL,     /* on every plate: registration marks */
} InkKind;

typedef struct {
    InkKind kind;
    double parts[4];  /* 0..1: red, green, blue; or C, M, Y, K; of a spot ink: how it looks in C, M, Y, K */
    double tint;      /* 0..1, of a spot ink and of INK_ALL */
    const char *spot; /* name, borrowed; NULL but for INK_SPOT */
} Ink;
