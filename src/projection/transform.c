#include "projection/transform.h"

#include "base/error.h"

#include <math.h>
#include <proj.h>
#include <string.h>

struct Transform {
    PJ_CONTEXT *context;
    PJ *pipeline; /* NULL: Web Mercator by formula */
    char *name;
    GMutex lock; /* a PJ is for one thread at a time */
};

static const double MERCATOR_LATITUDE = 85.051128779806604;

static void log_nothing(void *user, int level, const char *text)
{
    (void)user;
    (void)level;
    (void)text;
}

static PJ_CONTEXT *quiet_context(void)
{
    PJ_CONTEXT *context = proj_context_create();
    proj_context_set_enable_network(context, 0);
    proj_log_func(context, NULL, log_nothing);
    return context;
}

/* The CRS alone, as WKT1 of a .prj may name more than the horizontal part. NULL where PROJ understands
 * nothing. */
static PJ *open_crs(PJ_CONTEXT *context, const char *text)
{
    /* "+proj=..." alone names an operation; people mean the coordinate system. */
    const bool is_string = g_str_has_prefix(text, "+proj") && !strstr(text, "type=crs");
    g_autofree char *typed = is_string ? g_strconcat(text, " +type=crs", NULL) : NULL;
    PJ *crs = proj_create(context, typed ? typed : text);
    if (crs && !proj_is_crs(crs)) {
        proj_destroy(crs);
        crs = NULL;
    }
    return crs;
}

static PJ *open_crs_or_fail(PJ_CONTEXT *context, const char *text, GError **error)
{
    PJ *crs = open_crs(context, text);
    if (!crs)
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_PROJECTION,
                    "coordinate system: PROJ does not understand \"%.80s\"; expected for instance EPSG:27561",
                    text);
    return crs;
}

/* Two names of one system need no search for the way between them, which takes long. */
static PJ *open_pipeline(PJ_CONTEXT *context, PJ *source, PJ *target)
{
    if (proj_is_equivalent_to_with_ctx(context, source, target, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
        return proj_create(context, "+proj=noop");
    PJ *pipeline = proj_create_crs_to_crs_from_pj(context, source, target, NULL, NULL);
    if (!pipeline)
        return NULL;
    PJ *normalized = proj_normalize_for_visualization(context, pipeline);
    proj_destroy(pipeline);
    return normalized;
}

static Transform *transform_open(PJ_CONTEXT *context, const char *from, const char *to, GError **error)
{
    PJ *source = open_crs_or_fail(context, from, error);
    PJ *target = source ? open_crs_or_fail(context, to, error) : NULL;
    PJ *pipeline = target ? open_pipeline(context, source, target) : NULL;
    Transform *transform = NULL;
    if (pipeline) {
        transform = g_new0(Transform, 1);
        transform->context = context;
        transform->pipeline = pipeline;
        transform->name = g_strdup(proj_get_name(target));
    } else if (target) {
        g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_PROJECTION,
                    "coordinate system: PROJ knows no way from \"%.80s\" to \"%.80s\"", from, to);
    }
    proj_destroy(source);
    proj_destroy(target);
    return transform;
}

Transform *transform_new(const char *from, const char *to, GError **error)
{
    PJ_CONTEXT *context = quiet_context();
    Transform *transform = transform_open(context, from, to, error);
    if (!transform)
        proj_context_destroy(context);
    return transform;
}

Transform *transform_new_mercator(void)
{
    Transform *transform = g_new0(Transform, 1);
    transform->name = g_strdup("Web Mercator");
    return transform;
}

void transform_free(Transform *transform)
{
    if (!transform)
        return;
    proj_destroy(transform->pipeline);
    g_mutex_clear(&transform->lock);
    if (transform->context)
        proj_context_destroy(transform->context);
    g_free(transform->name);
    g_free(transform);
}

bool transform_is_idle(const Transform *transform)
{
    if (!transform->pipeline)
        return false;
    const char *definition = proj_pj_info(transform->pipeline).definition;
    return definition && g_str_has_prefix(definition, "proj=noop");
}

static Point mercator_forward(Point p)
{
    const double latitude = CLAMP(p.y, -MERCATOR_LATITUDE, MERCATOR_LATITUDE);
    return (Point){p.x / 360 + 0.5, log(tan(G_PI / 4 + latitude * G_PI / 360)) / (2 * G_PI)};
}

static Point mercator_inverse(Point p)
{
    return (Point){(p.x - 0.5) * 360, (atan(exp(p.y * 2 * G_PI)) - G_PI / 4) * 360 / G_PI};
}

static void transform_points(const Transform *transform, PJ_DIRECTION direction, Point *points, size_t count)
{
    if (transform->pipeline) {
        GMutex *lock = (GMutex *)&transform->lock;
        g_mutex_lock(lock);
        proj_trans_generic(transform->pipeline, direction, &points[0].x, sizeof(Point), count, &points[0].y,
                           sizeof(Point), count, NULL, 0, 0, NULL, 0, 0);
        g_mutex_unlock(lock);
        return;
    }
    for (size_t i = 0; i < count; i++)
        points[i] = direction == PJ_FWD ? mercator_forward(points[i]) : mercator_inverse(points[i]);
}

void transform_forward(const Transform *transform, Point *points, size_t count)
{
    if (count > 0)
        transform_points(transform, PJ_FWD, points, count);
}

void transform_inverse(const Transform *transform, Point *points, size_t count)
{
    if (count > 0)
        transform_points(transform, PJ_INV, points, count);
}

char *transform_target_name(const Transform *transform)
{
    return g_strdup(transform->name);
}

bool transform_crs_is_known(const char *crs, char **name)
{
    PJ_CONTEXT *context = quiet_context();
    PJ *opened = open_crs(context, crs);
    const bool known = opened != NULL;
    if (name)
        *name = known ? g_strdup(proj_get_name(opened)) : NULL;
    proj_destroy(opened);
    proj_context_destroy(context);
    return known;
}
