#include "paint/svg_write.h"

#include <math.h>

/* ---- numbers ---- */

/* Appends `number` / 10^decimals. */
static void add_fixed(GString *out, long number, int decimals)
{
    char digits[32];
    int length = 0;
    unsigned long rest = number < 0 ? 0ul - (unsigned long)number : (unsigned long)number;
    while (decimals > 0 && rest % 10 == 0 && rest > 0) {
        rest /= 10;
        decimals--;
    }
    if (rest == 0) {
        g_string_append_c(out, '0');
        return;
    }
    for (; rest > 0 || length < decimals; rest /= 10)
        digits[length++] = (char)('0' + rest % 10);
    if (number < 0)
        g_string_append_c(out, '-');
    while (length > 0) {
        if (length == decimals)
            g_string_append_c(out, '.');
        g_string_append_c(out, digits[--length]);
    }
}

static long hundredths(double pixels)
{
    const double millimetres = pixels * SVG_MM_PER_PIXEL * 100;
    return lround(CLAMP(millimetres, -1e12, 1e12));
}

void svg_add_length(GString *out, double pixels)
{
    add_fixed(out, hundredths(pixels), 2);
}

void svg_add_number(GString *out, double number, int decimals)
{
    static const double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    const double scaled = number * powers[CLAMP(decimals, 0, 6)];
    add_fixed(out, lround(CLAMP(scaled, -1e15, 1e15)), CLAMP(decimals, 0, 6));
}

/* ---- paths ---- */

/* A number after another one in path data: parted from it only where it must be. */
static void add_step(GString *out, long number, bool first)
{
    const gsize start = out->len;
    add_fixed(out, number, 2);
    if (first || out->str[start] == '-')
        return;
    bool had_point = false;
    for (gsize i = start; i > 0 && (g_ascii_isdigit(out->str[i - 1]) || out->str[i - 1] == '.'); i--)
        had_point = had_point || out->str[i - 1] == '.';
    if (out->str[start] != '.' || !had_point)
        g_string_insert_c(out, (gssize)start, ' ');
}

typedef struct {
    GString *out;
    long x, y;
    char command; /* the last one written */
} PathPen;

static void add_command(PathPen *pen, char command)
{
    if (pen->command != command)
        g_string_append_c(pen->out, command);
}

static void move_to(PathPen *pen, long x, long y)
{
    g_string_append_c(pen->out, 'M');
    add_step(pen->out, x, true);
    add_step(pen->out, y, false);
    pen->command = 'M';
    pen->x = x;
    pen->y = y;
}

static void line_to(PathPen *pen, long x, long y)
{
    const long dx = x - pen->x, dy = y - pen->y;
    const char command = dy == 0 ? 'h' : dx == 0 ? 'v' : 'l';
    const bool first = pen->command != command;
    add_command(pen, command);
    if (command != 'v')
        add_step(pen->out, dx, first);
    if (command != 'h')
        add_step(pen->out, dy, first && command == 'v');
    pen->command = command;
    pen->x = x;
    pen->y = y;
}

static void add_part(GString *out, const Point *points, size_t count, bool close)
{
    PathPen pen = {.out = out};
    const size_t end = close && count > 1 ? count - 1 : count;
    for (size_t i = 0; i < end; i++) {
        const long x = hundredths(points[i].x), y = hundredths(points[i].y);
        if (i == 0)
            move_to(&pen, x, y);
        else if (x != pen.x || y != pen.y || (i == 1 && end == 2))
            line_to(&pen, x, y);
    }
    if (close && count > 1)
        g_string_append_c(out, 'z');
}

void svg_add_path(GString *out, const Geometry *geometry)
{
    for (size_t part = 0; part < geometry->part_count; part++)
        add_part(out, geometry->points + geometry_part_start(geometry, part),
                 geometry_part_length(geometry, part), geometry->type == GEOMETRY_POLYGON);
}

void svg_add_line(GString *out, const Point *points, size_t count)
{
    add_part(out, points, count, false);
}

/* ---- matrices ---- */

/* A turn and an even scale, as most are; anything else is a matrix. */
static bool is_similar(const Matrix *matrix)
{
    return fabs(matrix->xx - matrix->yy) < 1e-6 && fabs(matrix->xy + matrix->yx) < 1e-6;
}

static void add_linear(GString *out, const Matrix *matrix, double scale)
{
    const double angle = atan2(matrix->yx, matrix->xx) * 180 / G_PI;
    const double factor = hypot(matrix->xx, matrix->yx) * scale;
    if (fabs(angle) > 0.005) {
        g_string_append(out, "rotate(");
        svg_add_number(out, angle, 2);
        g_string_append_c(out, ')');
    }
    if (fabs(factor - 1) > 1e-5) {
        g_string_append(out, "scale(");
        svg_add_number(out, factor, 5);
        g_string_append_c(out, ')');
    }
}

void svg_add_transform(GString *out, const char *attribute, const Matrix *matrix, double scale)
{
    const double unit = scale > 0 ? scale * SVG_MM_PER_PIXEL : 1;
    g_string_append_printf(out, " %s=\"", attribute);
    if (is_similar(matrix)) {
        g_string_append(out, "translate(");
        svg_add_length(out, matrix->x0);
        g_string_append_c(out, ' ');
        svg_add_length(out, matrix->y0);
        g_string_append_c(out, ')');
        add_linear(out, matrix, unit);
    } else {
        const double factors[] = {matrix->xx, matrix->yx, matrix->xy, matrix->yy};
        g_string_append(out, "matrix(");
        for (int i = 0; i < 4; i++) {
            svg_add_number(out, factors[i] * unit, 6);
            g_string_append_c(out, ' ');
        }
        svg_add_length(out, matrix->x0);
        g_string_append_c(out, ' ');
        svg_add_length(out, matrix->y0);
        g_string_append_c(out, ')');
    }
    g_string_append_c(out, '"');
}

/* ---- words ---- */

void svg_add_color(GString *out, Color color)
{
    g_string_append_printf(out, "#%02x%02x%02x", (unsigned)lround(CLAMP(color.r, 0, 1) * 255),
                           (unsigned)lround(CLAMP(color.g, 0, 1) * 255),
                           (unsigned)lround(CLAMP(color.b, 0, 1) * 255));
}

void svg_add_escaped(GString *out, const char *text)
{
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append(out, escaped);
}
