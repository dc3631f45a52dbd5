#include "base/color.h"

#include "base/number.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names ---- */

typedef struct {
    const char *name;
    uint32_t rgb;
} NamedColor;

/* CSS Color Module 4, section 6.1; sorted by name. */
static const NamedColor named_colors[] = {
    {"aliceblue", 0xf0f8ff},
    {"antiquewhite", 0xfaebd7},
    {"aqua", 0x00ffff},
    {"aquamarine", 0x7fffd4},
    {"azure", 0xf0ffff},
    {"beige", 0xf5f5dc},
    {"bisque", 0xffe4c4},
    {"black", 0x000000},
    {"blanchedalmond", 0xffebcd},
    {"blue", 0x0000ff},
    {"blueviolet", 0x8a2be2},
    {"brown", 0xa52a2a},
    {"burlywood", 0xdeb887},
    {"cadetblue", 0x5f9ea0},
    {"chartreuse", 0x7fff00},
    {"chocolate", 0xd2691e},
    {"coral", 0xff7f50},
    {"cornflowerblue", 0x6495ed},
    {"cornsilk", 0xfff8dc},
    {"crimson", 0xdc143c},
    {"cyan", 0x00ffff},
    {"darkblue", 0x00008b},
    {"darkcyan", 0x008b8b},
    {"darkgoldenrod", 0xb8860b},
    {"darkgray", 0xa9a9a9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xa9a9a9},
    {"darkkhaki", 0xbdb76b},
    {"darkmagenta", 0x8b008b},
    {"darkolivegreen", 0x556b2f},
    {"darkorange", 0xff8c00},
    {"darkorchid", 0x9932cc},
    {"darkred", 0x8b0000},
    {"darksalmon", 0xe9967a},
    {"darkseagreen", 0x8fbc8f},
    {"darkslateblue", 0x483d8b},
    {"darkslategray", 0x2f4f4f},
    {"darkslategrey", 0x2f4f4f},
    {"darkturquoise", 0x00ced1},
    {"darkviolet", 0x9400d3},
    {"deeppink", 0xff1493},
    {"deepskyblue", 0x00bfff},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1e90ff},
    {"firebrick", 0xb22222},
    {"floralwhite", 0xfffaf0},
    {"forestgreen", 0x228b22},
    {"fuchsia", 0xff00ff},
    {"gainsboro", 0xdcdcdc},
    {"ghostwhite", 0xf8f8ff},
    {"gold", 0xffd700},
    {"goldenrod", 0xdaa520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xadff2f},
    {"grey", 0x808080},
    {"honeydew", 0xf0fff0},
    {"hotpink", 0xff69b4},
    {"indianred", 0xcd5c5c},
    {"indigo", 0x4b0082},
    {"ivory", 0xfffff0},
    {"khaki", 0xf0e68c},
    {"lavender", 0xe6e6fa},
    {"lavenderblush", 0xfff0f5},
    {"lawngreen", 0x7cfc00},
    {"lemonchiffon", 0xfffacd},
    {"lightblue", 0xadd8e6},
    {"lightcoral", 0xf08080},
    {"lightcyan", 0xe0ffff},
    {"lightgoldenrodyellow", 0xfafad2},
    {"lightgray", 0xd3d3d3},
    {"lightgreen", 0x90ee90},
    {"lightgrey", 0xd3d3d3},
    {"lightpink", 0xffb6c1},
    {"lightsalmon", 0xffa07a},
    {"lightseagreen", 0x20b2aa},
    {"lightskyblue", 0x87cefa},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xb0c4de},
    {"lightyellow", 0xffffe0},
    {"lime", 0x00ff00},
    {"limegreen", 0x32cd32},
    {"linen", 0xfaf0e6},
    {"magenta", 0xff00ff},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66cdaa},
    {"mediumblue", 0x0000cd},
    {"mediumorchid", 0xba55d3},
    {"mediumpurple", 0x9370db},
    {"mediumseagreen", 0x3cb371},
    {"mediumslateblue", 0x7b68ee},
    {"mediumspringgreen", 0x00fa9a},
    {"mediumturquoise", 0x48d1cc},
    {"mediumvioletred", 0xc71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xf5fffa},
    {"mistyrose", 0xffe4e1},
    {"moccasin", 0xffe4b5},
    {"navajowhite", 0xffdead},
    {"navy", 0x000080},
    {"oldlace", 0xfdf5e6},
    {"olive", 0x808000},
    {"olivedrab", 0x6b8e23},
    {"orange", 0xffa500},
    {"orangered", 0xff4500},
    {"orchid", 0xda70d6},
    {"palegoldenrod", 0xeee8aa},
    {"palegreen", 0x98fb98},
    {"paleturquoise", 0xafeeee},
    {"palevioletred", 0xdb7093},
    {"papayawhip", 0xffefd5},
    {"peachpuff", 0xffdab9},
    {"peru", 0xcd853f},
    {"pink", 0xffc0cb},
    {"plum", 0xdda0dd},
    {"powderblue", 0xb0e0e6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xff0000},
    {"rosybrown", 0xbc8f8f},
    {"royalblue", 0x4169e1},
    {"saddlebrown", 0x8b4513},
    {"salmon", 0xfa8072},
    {"sandybrown", 0xf4a460},
    {"seagreen", 0x2e8b57},
    {"seashell", 0xfff5ee},
    {"sienna", 0xa0522d},
    {"silver", 0xc0c0c0},
    {"skyblue", 0x87ceeb},
    {"slateblue", 0x6a5acd},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xfffafa},
    {"springgreen", 0x00ff7f},
    {"steelblue", 0x4682b4},
    {"tan", 0xd2b48c},
    {"teal", 0x008080},
    {"thistle", 0xd8bfd8},
    {"tomato", 0xff6347},
    {"turquoise", 0x40e0d0},
    {"violet", 0xee82ee},
    {"wheat", 0xf5deb3},
    {"white", 0xffffff},
    {"whitesmoke", 0xf5f5f5},
    {"yellow", 0xffff00},
    {"yellowgreen", 0x9acd32},
};

static int compare_name(const void *name, const void *row)
{
    return strcmp(name, ((const NamedColor *)row)->name);
}

static Color color_from_bytes(unsigned r, unsigned g, unsigned b, unsigned a)
{
    return (Color){r / 255.0, g / 255.0, b / 255.0, a / 255.0};
}

static bool parse_name(const char *text, Color *out)
{
    if (strcmp(text, "transparent") == 0) {
        *out = (Color){0, 0, 0, 0};
        return true;
    }
    const NamedColor *found =
        bsearch(text, named_colors, G_N_ELEMENTS(named_colors), sizeof *named_colors, compare_name);
    if (found)
        *out = color_from_bytes(found->rgb >> 16, found->rgb >> 8 & 0xff, found->rgb & 0xff, 0xff);
    return found;
}

/* ---- #rgb ---- */

static bool parse_hex(const char *digits, Color *out)
{
    const size_t length = strlen(digits);
    if ((length != 3 && length != 4 && length != 6 && length != 8) ||
        strspn(digits, "0123456789abcdef") != length)
        return false;
    const size_t width = length < 6 ? 1 : 2;
    unsigned parts[4] = {0, 0, 0, 0xff};
    for (size_t i = 0; i < length / width; i++) {
        const unsigned high = (unsigned)g_ascii_xdigit_value(digits[i * width]);
        const unsigned low = (unsigned)g_ascii_xdigit_value(digits[i * width + width - 1]);
        parts[i] = high * 16 + low;
    }
    *out = color_from_bytes(parts[0], parts[1], parts[2], parts[3]);
    return true;
}

/* ---- rgb() and hsl() ---- */

/* The arguments of a colour function: three parts and perhaps an alpha. */
typedef struct {
    double parts[4];
    bool percent[4];
    size_t count;
} Arguments;

static const char *skip_blanks(const char *text)
{
    while (g_ascii_isspace(*text))
        text++;
    return text;
}

/* One number with an optional unit behind it; NULL where there is none. */
static const char *read_part(const char *text, const char *unit, Arguments *arguments)
{
    const size_t length = strspn(text, "0123456789e.+-");
    g_autofree char *digits = g_strndup(text, length);
    if (arguments->count == 4 || !number_parse(digits, &arguments->parts[arguments->count]))
        return NULL;
    text += length;
    if (*text == '%') {
        arguments->percent[arguments->count] = true;
        text++;
    } else if (unit && g_str_has_prefix(text, unit)) {
        text += strlen(unit);
    }
    arguments->count++;
    return text;
}

/* What stands between two parts: a comma (old syntax), a slash (before alpha) or blanks; 0: nothing. */
static const char *read_separator(const char *text, char *separator)
{
    const char *next = skip_blanks(text);
    *separator = '\0';
    if (*next == ',' || *next == '/') {
        *separator = *next;
        return skip_blanks(next + 1);
    }
    if (next > text)
        *separator = ' ';
    return next;
}

/* Reads "a, b, c, d)" or "a b c / d)"; `unit` may follow the first part. The two ways may not be mixed. */
static bool read_arguments(const char *text, const char *unit, Arguments *arguments)
{
    char separators[4] = {0};
    text = skip_blanks(text);
    for (size_t i = 0;; i++) {
        text = read_part(text, i == 0 ? unit : NULL, arguments);
        if (!text)
            return false;
        const char *next = read_separator(text, &separators[i]);
        if (*next == ')') {
            text = next;
            if (separators[i] == ',' || separators[i] == '/')
                return false;
            separators[i] = '\0';
            break;
        }
        text = next;
    }
    return text[1] == '\0' && (strcmp(separators, "  ") == 0 || strcmp(separators, "  /") == 0 ||
                               strcmp(separators, ",,") == 0 || strcmp(separators, ",,,") == 0);
}

static double clamp(double value, double maximum)
{
    return fmin(fmax(value, 0), maximum);
}

static double read_alpha(const Arguments *arguments)
{
    if (arguments->count < 4)
        return 1;
    return clamp(arguments->percent[3] ? arguments->parts[3] / 100 : arguments->parts[3], 1);
}

static bool parse_rgb(const char *text, Color *out)
{
    Arguments arguments = {0};
    if (!read_arguments(text, NULL, &arguments))
        return false;
    const bool percent = arguments.percent[0];
    if (arguments.percent[1] != percent || arguments.percent[2] != percent)
        return false;
    const double *parts = arguments.parts, maximum = percent ? 100 : 255;
    *out = (Color){clamp(parts[0] / maximum, 1), clamp(parts[1] / maximum, 1), clamp(parts[2] / maximum, 1),
                   read_alpha(&arguments)};
    return true;
}

static double constrain_angle(double degrees)
{
    const double angle = fmod(degrees, 360);
    return angle < 0 ? angle + 360 : angle;
}

/* One channel of HSL -> RGB, CSS Color 4 section 7.1; `n` is 0, 8, 4 for red, green, blue. */
static double hsl_channel(double n, double hue, double saturation, double lightness)
{
    const double k = fmod(n + hue / 30, 12);
    const double a = saturation * fmin(lightness, 1 - lightness);
    return lightness - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static bool parse_hsl(const char *text, Color *out)
{
    Arguments arguments = {0};
    if (!read_arguments(text, "deg", &arguments) || arguments.percent[0] || !arguments.percent[1] ||
        !arguments.percent[2])
        return false;
    const double hue = constrain_angle(arguments.parts[0]);
    const double saturation = clamp(arguments.parts[1], 100) / 100;
    const double lightness = clamp(arguments.parts[2], 100) / 100;
    *out = (Color){hsl_channel(0, hue, saturation, lightness), hsl_channel(8, hue, saturation, lightness),
                   hsl_channel(4, hue, saturation, lightness), read_alpha(&arguments)};
    return true;
}

bool color_parse(const char *text, Color *out)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    g_strstrip(lower);
    if (lower[0] == '#')
        return parse_hex(lower + 1, out);
    const size_t name_length = strcspn(lower, "(");
    if (lower[name_length] == '\0')
        return parse_name(lower, out);
    const char *arguments = lower + name_length + 1;
    if (strncmp(lower, "rgb(", name_length + 1) == 0 || strncmp(lower, "rgba(", name_length + 1) == 0)
        return parse_rgb(arguments, out);
    if (strncmp(lower, "hsl(", name_length + 1) == 0 || strncmp(lower, "hsla(", name_length + 1) == 0)
        return parse_hsl(arguments, out);
    return false;
}

/* ---- Colour spaces ---- */

typedef struct {
    double l, a, b;
} Lab;

typedef struct {
    double h, c, l; /* hue in degrees, NAN for greys */
} Hcl;

/* White point D50 and the two thresholds of CIE L*a*b*. */
static const double white_x = 0.96422, white_z = 0.82521, lab_zero = 4.0 / 29, lab_low = 6.0 / 29;

static double linear_from_srgb(double x)
{
    return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

static double srgb_from_linear(double x)
{
    return clamp(x <= 0.00304 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055, 1);
}

static double lab_from_xyz(double t)
{
    return t > lab_low * lab_low * lab_low ? cbrt(t) : t / (3 * lab_low * lab_low) + lab_zero;
}

static double xyz_from_lab(double t)
{
    return t > lab_low ? t * t * t : 3 * lab_low * lab_low * (t - lab_zero);
}

static Lab lab_from_color(Color color)
{
    const double r = linear_from_srgb(color.r), g = linear_from_srgb(color.g), b = linear_from_srgb(color.b);
    const double y = lab_from_xyz(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
    double x = y, z = y;
    if (r != g || g != b) {
        x = lab_from_xyz((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / white_x);
        z = lab_from_xyz((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / white_z);
    }
    return (Lab){fmax(116 * y - 16, 0), 500 * (x - y), 200 * (y - z)};
}

static Color color_from_lab(Lab lab, double alpha)
{
    const double middle = (lab.l + 16) / 116;
    const double y = xyz_from_lab(middle);
    const double x = white_x * xyz_from_lab(middle + lab.a / 500);
    const double z = white_z * xyz_from_lab(middle - lab.b / 200);
    return (Color){srgb_from_linear(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
                   srgb_from_linear(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
                   srgb_from_linear(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), alpha};
}

static Hcl hcl_from_color(Color color)
{
    const Lab lab = lab_from_color(color);
    const double chroma = hypot(lab.a, lab.b);
    const double hue = chroma < 0.00005 ? (double)NAN : constrain_angle(atan2(lab.b, lab.a) * 180 / G_PI);
    return (Hcl){hue, chroma, lab.l};
}

static Color color_from_hcl(Hcl hcl, double alpha)
{
    const double radians = isnan(hcl.h) ? 0 : hcl.h * G_PI / 180;
    return color_from_lab((Lab){hcl.l, cos(radians) * hcl.c, sin(radians) * hcl.c}, alpha);
}

static double mix(double from, double to, double t)
{
    return from + t * (to - from);
}

/* Greys have no hue: the other colour's is kept. */
static double mix_hue(double from, double to, double t)
{
    if (isnan(from) || isnan(to))
        return isnan(from) ? to : from;
    double difference = to - from;
    if (difference > 180)
        difference -= 360;
    else if (difference < -180)
        difference += 360;
    return from + t * difference;
}

static bool is_black_or_white(Hcl hcl)
{
    return isnan(hcl.h) && (hcl.l == 0 || hcl.l == 1);
}

static Color interpolate_hcl(Color from, Color to, double t)
{
    const Hcl a = hcl_from_color(from), b = hcl_from_color(to);
    double chroma = mix(a.c, b.c, t);
    if (!isnan(a.h) && is_black_or_white(b))
        chroma = a.c;
    else if (!isnan(b.h) && is_black_or_white(a))
        chroma = b.c;
    return color_from_hcl((Hcl){mix_hue(a.h, b.h, t), chroma, mix(a.l, b.l, t)}, mix(from.a, to.a, t));
}

static Color interpolate_lab(Color from, Color to, double t)
{
    const Lab a = lab_from_color(from), b = lab_from_color(to);
    return color_from_lab((Lab){mix(a.l, b.l, t), mix(a.a, b.a, t), mix(a.b, b.b, t)}, mix(from.a, to.a, t));
}

Color color_interpolate(Color from, Color to, double t, ColorSpace space)
{
    if (space == COLOR_SPACE_HCL)
        return interpolate_hcl(from, to, t);
    if (space == COLOR_SPACE_LAB)
        return interpolate_lab(from, to, t);
    return (Color){mix(from.r, to.r, t), mix(from.g, to.g, t), mix(from.b, to.b, t), mix(from.a, to.a, t)};
}
