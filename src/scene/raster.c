/* Pictures with four corners on the map: coloured as the layer wants them and, where the corners are no
 * parallelogram, seen in perspective (Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989). */
#include "geometry/measure.h"
#include "scene/select.h"

#include <math.h>

/* ---- colours ---- */

/* The layer's wishes in the form in which each pixel meets them. */
typedef struct {
    double spin[3]; /* weights of red, green and blue in red; turned round in green and blue */
    double saturation, contrast, low, high;
} Tone;

static double number(const Selection *selection, PropertyId id)
{
    return layer_number(selection->layer, id, &selection->context);
}

static Tone read_tone(const Selection *selection)
{
    const double angle = number(selection, PROPERTY_RASTER_HUE_ROTATE) * G_PI / 180;
    const double s = sqrt(3) * sin(angle), c = cos(angle);
    const double saturation = number(selection, PROPERTY_RASTER_SATURATION),
                 contrast = number(selection, PROPERTY_RASTER_CONTRAST);
    return (Tone){
        .spin = {(2 * c + 1) / 3, (-s - c + 1) / 3, (s - c + 1) / 3},
        .saturation = saturation > 0 ? 1 - 1 / (1.001 - saturation) : -saturation,
        .contrast = contrast > 0 ? 1 / (1.001 - contrast) : 1 + contrast,
        .low = number(selection, PROPERTY_RASTER_BRIGHTNESS_MIN),
        .high = number(selection, PROPERTY_RASTER_BRIGHTNESS_MAX),
    };
}

static bool is_plain(const Tone *tone)
{
    return tone->spin[0] == 1 && tone->saturation == 0 && tone->contrast == 1 && tone->low == 0 &&
           tone->high == 1;
}

static uint32_t tone_channel(const Tone *tone, double value, double average, uint32_t alpha)
{
    value += (average - value) * tone->saturation;
    value = (value - 0.5) * tone->contrast + 0.5;
    value = tone->low + (tone->high - tone->low) * value;
    return (uint32_t)lround(CLAMP(value, 0, 1) * alpha);
}

static uint32_t tone_pixel(const Tone *tone, uint32_t pixel)
{
    const uint32_t alpha = pixel >> 24;
    if (alpha == 0)
        return 0;
    const double r = (pixel >> 16 & 255) / (double)alpha, g = (pixel >> 8 & 255) / (double)alpha,
                 b = (pixel & 255) / (double)alpha, average = (r + g + b) / 3;
    const double *w = tone->spin;
    return alpha << 24 | tone_channel(tone, r * w[0] + g * w[1] + b * w[2], average, alpha) << 16 |
           tone_channel(tone, r * w[2] + g * w[0] + b * w[1], average, alpha) << 8 |
           tone_channel(tone, r * w[1] + g * w[2] + b * w[0], average, alpha);
}

static Picture *tone_picture(const Picture *picture, const Tone *tone)
{
    Picture *toned = picture_new(picture->width, picture->height);
    const size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; toned && i < count; i++)
        toned->pixels[i] = tone_pixel(tone, picture->pixels[i]);
    return toned;
}

/* ---- perspective ---- */

/* From the unit square to the corners: (xx u + xy v + x0, yx u + yy v + y0) / (wx u + wy v + 1). */
typedef struct {
    double xx, xy, x0, yx, yy, y0, wx, wy;
} Perspective;

static bool is_parallelogram(const Point corners[4])
{
    const double dx = corners[0].x + corners[2].x - corners[1].x - corners[3].x;
    const double dy = corners[0].y + corners[2].y - corners[1].y - corners[3].y;
    return hypot(dx, dy) < 0.25;
}

/* False where the corners are no view of a rectangle: crossed, in line, or bent inward. */
static bool find_perspective(const Point p[4], Perspective *out)
{
    const double sx = p[0].x - p[1].x + p[2].x - p[3].x, sy = p[0].y - p[1].y + p[2].y - p[3].y;
    const Point right = {p[1].x - p[2].x, p[1].y - p[2].y}, down = {p[3].x - p[2].x, p[3].y - p[2].y};
    const double determinant = right.x * down.y - right.y * down.x;
    if (fabs(determinant) < 1e-9)
        return false;
    const double wx = (sx * down.y - down.x * sy) / determinant,
                 wy = (right.x * sy - sx * right.y) / determinant;
    const double least = fmin(fmin(1, 1 + wx), fmin(1 + wx + wy, 1 + wy));
    *out = (Perspective){p[1].x - p[0].x + wx * p[1].x,
                         p[3].x - p[0].x + wy * p[3].x,
                         p[0].x,
                         p[1].y - p[0].y + wx * p[1].y,
                         p[3].y - p[0].y + wy * p[3].y,
                         p[0].y,
                         wx,
                         wy};
    return least > 0.02;
}

static Point perspective_inverse(const Perspective *p, Point at)
{
    const double a = p->xx - at.x * p->wx, b = p->xy - at.x * p->wy, c = at.x - p->x0;
    const double d = p->yx - at.y * p->wx, e = p->yy - at.y * p->wy, f = at.y - p->y0;
    const double determinant = a * e - b * d;
    return (Point){(c * e - b * f) / determinant, (a * f - c * d) / determinant};
}

static uint32_t mix_channel(const uint32_t pixels[4], const double weights[4], int shift)
{
    double sum = 0;
    for (int i = 0; i < 4; i++)
        sum += (pixels[i] >> shift & 255) * weights[i];
    return (uint32_t)lround(sum) << shift;
}

/* Between the pixels round a place, in pixels; beyond the edge the outermost goes on. */
static uint32_t sample(const Picture *picture, double x, double y, bool smooth)
{
    const double left = smooth ? floor(x - 0.5) : floor(x), top = smooth ? floor(y - 0.5) : floor(y);
    uint32_t pixels[4];
    for (int i = 0; i < 4; i++) {
        const size_t column = (size_t)CLAMP(left + i % 2, 0, picture->width - 1),
                     row = (size_t)CLAMP(top + i / 2, 0, picture->height - 1);
        pixels[i] = picture->pixels[row * (size_t)picture->width + column];
    }
    if (!smooth)
        return pixels[0];
    const double u = x - 0.5 - left, v = y - 0.5 - top;
    const double weights[4] = {(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v};
    return mix_channel(pixels, weights, 0) | mix_channel(pixels, weights, 8) |
           mix_channel(pixels, weights, 16) | mix_channel(pixels, weights, 24);
}

/* Pixels of the new picture for a style pixel: as many as the old one has, within reason. */
static double warp_density(const Picture *picture, const Point corners[4], Box box)
{
    const double area = fabs(ring_area(corners, 4)), all = (double)picture->width * picture->height;
    const double density = CLAMP(sqrt(all / fmax(area, 1)), 2, 8);
    return fmin(density, sqrt(32e6 / fmax((box.x_max - box.x_min) * (box.y_max - box.y_min), 1)));
}

/* The picture as it is seen between the corners, upright in their box within the frame. */
static Picture *warp_picture(const Picture *picture, const Point corners[4], const Perspective *perspective,
                             bool smooth, Box frame, Matrix *matrix)
{
    Box box = box_empty();
    for (int i = 0; i < 4; i++)
        box = box_extend(box, corners[i]);
    box = (Box){fmax(box.x_min, frame.x_min), fmax(box.y_min, frame.y_min), fmin(box.x_max, frame.x_max),
                fmin(box.y_max, frame.y_max)};
    if (box_is_empty(box))
        return NULL;
    const double density = warp_density(picture, corners, box);
    Picture *warped = picture_new((int)ceil((box.x_max - box.x_min) * density) + 1,
                                  (int)ceil((box.y_max - box.y_min) * density) + 1);
    for (int y = 0; warped && y < warped->height; y++)
        for (int x = 0; x < warped->width; x++) {
            const Point at = {box.x_min + (x + 0.5) / density, box.y_min + (y + 0.5) / density};
            const Point from = perspective_inverse(perspective, at);
            if (from.x >= 0 && from.y >= 0 && from.x <= 1 && from.y <= 1)
                warped->pixels[(size_t)y * (size_t)warped->width + (size_t)x] =
                    sample(picture, from.x * picture->width, from.y * picture->height, smooth);
        }
    *matrix = (Matrix){1 / density, 0, 0, 1 / density, box.x_min, box.y_min};
    return warped;
}

/* ---- layers ---- */

static const Picture *find_picture(const Selection *selection, const StyleSource **source)
{
    const Style *style = selection->request->style;
    *source = selection->layer->source ? style_lookup_source(style, selection->layer->source) : NULL;
    return *source && selection->request->pictures ? selection->request->pictures[*source - style->sources]
                                                   : NULL;
}

static bool project_corners(const Selection *selection, const StyleSource *source, Point corners[4])
{
    for (int i = 0; i < 4; i++)
        if (!projection_forward(selection->request->projection, source->corners[i], &corners[i]))
            return false;
    return true;
}

/* From pixels of the picture to the page, where three of its corners decide. */
static Matrix corner_matrix(const Picture *picture, const Point p[4])
{
    const double w = picture->width, h = picture->height;
    return (Matrix){(p[1].x - p[0].x) / w,
                    (p[1].y - p[0].y) / w,
                    (p[3].x - p[0].x) / h,
                    (p[3].y - p[0].y) / h,
                    p[0].x,
                    p[0].y};
}

static SceneRaster build_raster(const Selection *selection, const Picture *picture, const Point corners[4])
{
    SceneRaster raster = {.picture = picture, .matrix = corner_matrix(picture, corners)};
    raster.opacity = CLAMP(number(selection, PROPERTY_RASTER_OPACITY), 0, 1);
    const char *old = layer_string(selection->layer, PROPERTY_RESAMPLING, &selection->context),
               *new = layer_string(selection->layer, PROPERTY_RASTER_RESAMPLING, &selection->context);
    raster.smooth = g_strcmp0(old, "nearest") != 0 && g_strcmp0(new, "nearest") != 0;
    const Tone tone = read_tone(selection);
    if (!is_plain(&tone)) {
        raster.owned = tone_picture(picture, &tone);
        raster.picture = raster.owned;
    }
    Perspective perspective;
    if (raster.picture && !is_parallelogram(corners) && find_perspective(corners, &perspective)) {
        Picture *warped = warp_picture(raster.picture, corners, &perspective, raster.smooth, selection->frame,
                                       &raster.matrix);
        picture_free(raster.owned);
        raster.picture = raster.owned = warped;
    }
    return raster;
}

void scene_build_rasters(Selection *selection, SceneLayer *out)
{
    const StyleSource *source;
    const Picture *picture = find_picture(selection, &source);
    Point corners[4];
    if (!picture || !project_corners(selection, source, corners))
        return;
    Box box = box_empty();
    for (int i = 0; i < 4; i++)
        box = box_extend(box, corners[i]);
    g_autoptr(GArray) rasters = g_array_new(FALSE, FALSE, sizeof(SceneRaster));
    const Copies copies = selection_copies(selection, box, selection->frame);
    for (int i = copies.first; i <= copies.last; i++) {
        const Point shift = {i * copies.step.x, i * copies.step.y};
        Point moved[4];
        for (int k = 0; k < 4; k++)
            moved[k] = (Point){corners[k].x + shift.x, corners[k].y + shift.y};
        const SceneRaster raster = build_raster(selection, picture, moved);
        if (raster.picture && raster.opacity > 0 && box_overlaps(box_shift(box, shift), selection->frame))
            g_array_append_val(rasters, raster);
        else
            picture_free(raster.owned);
    }
    out->raster_count = rasters->len;
    out->rasters = g_memdup2(rasters->data, rasters->len * sizeof(SceneRaster));
}
