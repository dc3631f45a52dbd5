#include "placement/icon_pose.h"

#include "placement/text_block.h"

#include <math.h>

static Box anchored_box(const SymbolIcon *icon)
{
    double horizontal, vertical;
    anchor_shares(icon->anchor, &horizontal, &vertical);
    const double left = icon->offset[0] - horizontal * icon->icon->width;
    const double top = icon->offset[1] - vertical * icon->icon->height;
    return (Box){left, top, left + icon->icon->width, top + icon->icon->height};
}

/* Around the text on the fitted axes, centred on it on the others. */
static Box fitted_box(const SymbolIcon *icon, Box text)
{
    const double *padding = icon->text_fit_padding;
    const double middle_x = icon->offset[0] + (text.x_min + text.x_max) / 2;
    const double middle_y = icon->offset[1] + (text.y_min + text.y_max) / 2;
    Box box = {middle_x - icon->icon->width / 2, middle_y - icon->icon->height / 2,
               middle_x + icon->icon->width / 2, middle_y + icon->icon->height / 2};
    if (icon->text_fit == FIT_WIDTH || icon->text_fit == FIT_BOTH) {
        box.x_min = icon->offset[0] + text.x_min - padding[3];
        box.x_max = icon->offset[0] + text.x_max + padding[1];
    }
    if (icon->text_fit == FIT_HEIGHT || icon->text_fit == FIT_BOTH) {
        box.y_min = icon->offset[1] + text.y_min - padding[0];
        box.y_max = icon->offset[1] + text.y_max + padding[2];
    }
    return box;
}

IconPose icon_pose(const SymbolIcon *icon, const Box *text_box, double line_angle)
{
    Box box = icon->text_fit != FIT_NONE && text_box ? fitted_box(icon, *text_box) : anchored_box(icon);
    box =
        (Box){box.x_min * icon->size, box.y_min * icon->size, box.x_max * icon->size, box.y_max * icon->size};
    return (IconPose){box, line_angle + icon->rotate * G_PI / 180, line_angle};
}

void icon_matrix(const SymbolIcon *icon, const IconPose *pose, Point site, double matrix[6])
{
    const double width = fmax(icon->icon->width, 1e-6), height = fmax(icon->icon->height, 1e-6);
    const double x_scale = (pose->box.x_max - pose->box.x_min) / width;
    const double y_scale = (pose->box.y_max - pose->box.y_min) / height;
    const double cosine = cos(pose->angle), sine = sin(pose->angle);
    matrix[0] = x_scale * cosine;
    matrix[1] = x_scale * sine;
    matrix[2] = -y_scale * sine;
    matrix[3] = y_scale * cosine;
    matrix[4] = site.x + icon->translate[0] + pose->box.x_min * cosine - pose->box.y_min * sine;
    matrix[5] = site.y + icon->translate[1] + pose->box.x_min * sine + pose->box.y_min * cosine;
}

/* Broken expressions yield paddings without end. */
static double bounded_padding(double padding)
{
    return isfinite(padding) ? CLAMP(padding, -1000, 1000) : 0;
}

TurnedBox icon_cover(const SymbolIcon *icon, const IconPose *pose, Point site)
{
    const Box padded = {pose->box.x_min - bounded_padding(icon->padding[3]),
                        pose->box.y_min - bounded_padding(icon->padding[0]),
                        pose->box.x_max + bounded_padding(icon->padding[1]),
                        pose->box.y_max + bounded_padding(icon->padding[2])};
    const double x = (padded.x_min + padded.x_max) / 2, y = (padded.y_min + padded.y_max) / 2;
    const double cosine = cos(pose->angle), sine = sin(pose->angle);
    const Point center = {site.x + icon->translate[0] + x * cosine - y * sine,
                          site.y + icon->translate[1] + x * sine + y * cosine};
    const TurnedBox turned = turned_box(center, fmax(0, padded.x_max - padded.x_min) / 2,
                                        fmax(0, padded.y_max - padded.y_min) / 2, pose->angle);
    const Box around = turned_box_bounds(&turned);
    return turned_box(center, (around.x_max - around.x_min) / 2, (around.y_max - around.y_min) / 2, 0);
}
