/* What a page draws, call by call, before any of it is painted: in device pixels, with the area and the sum
 * of each call. So a part of a picture can be painted alone, and what changed since the last picture is
 * known. */
#pragma once

#include "base/arena.h"
#include "paint/canvas.h"

/* Groups that fade as a whole and clips, from the outermost in. */
typedef struct RecordedContext {
    const struct RecordedContext *parent; /* NULL: the page itself */
    bool is_group;
    double opacity; /* group */
    Geometry clip;  /* clip */
    bool clip_is_box;
    Box box;                /* nothing outside is painted; of a clip that is a box, the box */
    unsigned depth, groups; /* contexts and groups from the page to here */
    uint64_t sum;
} RecordedContext;

typedef enum {
    CALL_FILL,
    CALL_GRADIENT,
    CALL_STROKE,
    CALL_PATTERN,
    CALL_PICTURE,
    CALL_DRAWING,
    CALL_STAMP, /* text, icon, disc: small, and painted in one piece */
} CallKind;

typedef enum { STAMP_TEXT, STAMP_ICON, STAMP_CIRCLE, STAMP_DISC } StampKind;

typedef struct {
    StampKind kind;
    Matrix matrix; /* from the call's coordinates to device pixels */
    size_t count;  /* runs or stops */
    const TextRun *runs;
    const ColorStop *stops;
    const Icon *icon;
    Matrix icon_matrix;
    double opacity, radius;
    Color color; /* fill or tint */
    Point center;
    Stroke outline; /* width 0: none */
} StampCall;

typedef struct {
    CallKind kind;
    const RecordedContext *context;
    Box box;      /* device pixels that it may touch */
    uint64_t sum; /* of all that is the same for every part, context included */
    /* Fill, gradient, stroke, pattern, picture: parts with boxes and sums of their own. */
    Geometry geometry;
    const Box *part_boxes;
    const uint64_t *part_sums;
    Color color; /* fill; tint of a pattern */
    bool antialias, framed, smooth;
    Point from, to; /* gradient */
    const ColorStop *stops;
    size_t stop_count;
    Stroke stroke;
    double reach; /* of a stroke to either side of its line */
    const Icon *icon;
    const Picture *picture;
    Matrix matrix; /* pattern: of the icon's first copy; picture: of its pixels; drawing: of the page */
    double opacity;
    RsvgHandle *svg; /* drawing; borrowed from the page */
    const char *id;
    Point page;
    uint64_t content; /* drawing, stamp: the sum without context */
    StampCall stamp;
} RecordedCall;

typedef struct Recording Recording;

/* `scale`: device pixels per style pixel. `screen`: see Canvas. Free with recording_free(). */
Recording *recording_new(double scale, bool screen);
void recording_free(Recording *recording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recording, recording_free)

/* Forgets what was recorded; the canvas that records what comes, borrowed. Geometry and texts are copied;
 * icons, pictures and drawings must live as long as they are used. */
Canvas *recording_begin(Recording *recording);
/* Calls `full` whenever more than a few megabytes are recorded and no group is open: it may paint them and
 * then forget them. NULL: never. */
void recording_set_full(Recording *recording, void (*full)(void *user), void *user);
/* Forgets the calls, but not what is open. */
void recording_forget(Recording *recording);
size_t recording_count(const Recording *recording);
const RecordedCall *recording_call(const Recording *recording, size_t index);
/* The sum of all calls in their order. */
uint64_t recording_sum(const Recording *recording);
