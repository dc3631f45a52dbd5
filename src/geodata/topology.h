/* Limits as lines, the faces that they bound, and the borders between faces. */
#pragma once

#include "base/report.h"
#include "geodata/geos.h"

/* An authored line with its place, for messages. */
typedef struct {
    const GEOSGeometry *geometry;
    const char *file;
    size_t line;
    const char *name;
    bool may_overshoot; /* its ends may run past what they meet */
} Limit;

/* A place that a face must hold. */
typedef struct {
    const GEOSGeometry *point;
    const char *file;
    size_t line;
} Seed;

enum { NO_FACE = G_MAXSIZE };

/* A piece of limit between two nodes. */
typedef struct {
    const GEOSGeometry *line;
    size_t left, right; /* faces, seen along the line; NO_FACE outside */
    size_t limit;       /* the authored line that it belongs to */
} Edge;

typedef struct {
    size_t face_count;
    const GEOSGeometry **faces; /* the face of each seed, in their order; NULL where there is none */
    GArray *edges;              /* of Edge */
} Topology;

typedef struct {
    double grid;      /* degrees to which vertices are rounded, so that what nearly meets does */
    double overshoot; /* metres that lines which may overshoot can run past their end */
} TopologyOptions;

/* Nodes and polygonizes the limits and finds the face of each seed. Reports lines that end in nothing, faces
 * without a seed (gaps), seeds without a face and two seeds in one face. Free with topology_free(). */
Topology *topology_build(Geos *geos, const Limit *limits, size_t limit_count, const Seed *seeds,
                         size_t seed_count, TopologyOptions options, Report *report);
void topology_free(Topology *topology);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Topology, topology_free)
/* The border between two faces, with `left` on its left: a line of one or several parts, NULL where they do
 * not touch. `limit` is that of the longest piece. */
const GEOSGeometry *topology_border(Geos *geos, const Topology *topology, size_t left, size_t right,
                                    size_t *limit);
