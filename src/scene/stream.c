/* Layers of sources too large to be held: their items are built piece by piece while they are painted. */
#include "scene/select.h"

/* Features in a piece. */
enum { PIECE = 1024 };

/* What the layer is built from, anew each time it is painted; all borrowed but the state's own list. */
struct SceneStream {
    SceneRequest request;
    ValueObject state;
    const Layer *layer;
};

struct ScenePieces {
    const SceneStream *stream;
    size_t next; /* feature */
    Arena *arena;
    SceneLayer piece;
};

/* Whether somebody asks for the layer's items besides who paints them: its legend, the list of sources, or
 * the order in which it is painted. */
static bool is_asked_for(const Selection *selection)
{
    const Layer *layer = selection->layer;
    const Source *source = selection->source->source;
    for (size_t i = 0; i < source->field_count; i++)
        if (source->fields[i].name == g_intern_static_string("source"))
            return true;
    return layer_metadata(layer, "semaine:legend") || layer->properties[PROPERTY_LINE_SORT_KEY] ||
           layer->properties[PROPERTY_FILL_SORT_KEY];
}

SceneStream *scene_stream_open(const Selection *selection)
{
    const LayerType type = selection->layer->type;
    if ((type != LAYER_FILL && type != LAYER_LINE) || selection->source->geometries ||
        is_asked_for(selection))
        return NULL;
    SceneStream *stream = g_new0(SceneStream, 1);
    stream->request = *selection->request;
    stream->layer = selection->layer;
    if (selection->request->state)
        stream->state = *selection->request->state;
    return stream;
}

ScenePieces *scene_pieces_start(const SceneStream *stream)
{
    ScenePieces *pieces = g_new0(ScenePieces, 1);
    pieces->stream = stream;
    pieces->arena = arena_new();
    return pieces;
}

void scene_pieces_end(ScenePieces *pieces)
{
    scene_layer_clear(&pieces->piece);
    arena_free(pieces->arena);
    g_free(pieces);
}

const SceneLayer *scene_pieces_next(ScenePieces *pieces)
{
    SceneRequest request = pieces->stream->request;
    request.state = &pieces->stream->state;
    Selection selection;
    scene_layer_clear(&pieces->piece);
    pieces->piece = (SceneLayer){0};
    arena_reset(pieces->arena);
    if (!selection_start(&selection, &request, pieces->stream->layer, pieces->arena) ||
        pieces->next >= selection.source->source->feature_count)
        return NULL;
    selection.next = pieces->next;
    selection.end = pieces->next += PIECE;
    scene_build_items(&selection, &pieces->piece);
    return &pieces->piece;
}
