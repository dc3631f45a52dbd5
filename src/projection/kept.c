#include "projection/kept.h"

struct KeptGeometry {
    GMutex lock;
    size_t points, count;
    Geometry *geometries; /* one per feature */
};

enum { KEPT_POINTS = 1 << 19 }; /* 8 MB */

KeptGeometry *kept_new(size_t count)
{
    KeptGeometry *kept = g_new0(KeptGeometry, 1);
    g_mutex_init(&kept->lock);
    kept->count = count;
    kept->geometries = g_new0(Geometry, count + 1);
    return kept;
}

void kept_free(KeptGeometry *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < kept->count; i++)
        geometry_clear(&kept->geometries[i]);
    g_free(kept->geometries);
    g_mutex_clear(&kept->lock);
    g_free(kept);
}

const Geometry *kept_find(KeptGeometry *kept, size_t feature)
{
    g_mutex_lock(&kept->lock);
    const Geometry *found = kept->geometries[feature].point_count > 0 ? &kept->geometries[feature] : NULL;
    g_mutex_unlock(&kept->lock);
    return found;
}

const Geometry *kept_add(KeptGeometry *kept, size_t feature, Geometry *geometry)
{
    Geometry *place = &kept->geometries[feature];
    g_mutex_lock(&kept->lock);
    if (place->point_count == 0 && kept->points + geometry->point_count <= KEPT_POINTS) {
        kept->points += geometry->point_count;
        *place = *geometry;
        *geometry = (Geometry){0};
    }
    const Geometry *result = place->point_count > 0 ? place : geometry;
    g_mutex_unlock(&kept->lock);
    return result;
}
