/* A placement as text, one line for each site of a symbol: for people who ask why, and for tests. */
#include "placement/placement.h"

#include "placement/solving.h"

#include <math.h>

/* In quotes; quotes and backslashes in it escaped. */
static void print_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void print_number(FILE *out, const char *before, double number, const char *format)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    /* Adding zero turns a minus zero into zero. */
    fprintf(out, "%s%s", before, g_ascii_formatd(digits, sizeof digits, format, number + 0.0));
}

static void print_box(FILE *out, const TurnedBox *box)
{
    print_number(out, " box ", box->center.x, "%.2f");
    print_number(out, ",", box->center.y, "%.2f");
    print_number(out, ",", box->half_width, "%.2f");
    print_number(out, ",", box->half_height, "%.2f");
    print_number(out, ",", atan2(box->sine, box->cosine), "%.4f");
}

static const char *layer_name(const Placement *placement, size_t layer)
{
    return layer < placement->layer_count ? placement->layer_ids[layer] : "-";
}

static void print_life(FILE *out, const Placement *placement, const char *name, Life life)
{
    g_autofree char *text =
        life_to_text(life, (const char *const *)placement->instants, placement->instant_count);
    fprintf(out, " %s %s", name, text);
}

static void print_symbol(FILE *out, const Placement *placement, const PlacedSymbol *placed)
{
    fprintf(out, "%s %s %s ", placement_fate_text(placed->fate), layer_name(placement, placed->layer),
            placed->feature);
    print_text(out, placed->text);
    fprintf(out, " key %016" G_GINT64_MODIFIER "x.%zu", placed->key, placed->instance);
    print_number(out, " at ", placed->site.x, "%.2f");
    print_number(out, ",", placed->site.y, "%.2f");
    print_life(out, placement, "life", placed->life);
    if (placed->partly)
        print_life(out, placement, "of", placed->whole_life);
    if (placed->winner < placement->count) {
        const PlacedSymbol *winner = &placement->symbols[placed->winner];
        fprintf(out, " winner %s %s ", layer_name(placement, winner->layer), winner->feature);
        print_text(out, winner->text);
    }
    if (placed->number)
        fprintf(out, " number %zu", placed->number);
    if (placed->has_leader)
        fputs(" leader", out);
    if (placed->fate == FATE_PLACED)
        fprintf(out, "%s%s", placed->has_icon ? " icon" : "", placed->has_text ? " text" : "");
    for (size_t i = 0; i < placed->box_count; i++)
        print_box(out, &placed->boxes[i]);
    fputc('\n', out);
}

void placement_dump(const Placement *placement, FILE *out)
{
    print_number(out, "placement frame ", placement->frame.x_max, "%.2f");
    print_number(out, " x ", placement->frame.y_max, "%.2f");
    fputc('\n', out);
    for (size_t i = 0; i < placement->count; i++)
        print_symbol(out, placement, &placement->symbols[i]);
    for (size_t i = 0; i < placement->number_count; i++) {
        fprintf(out, "number %zu %s ", placement->numbers[i].number,
                layer_name(placement, placement->numbers[i].layer));
        print_text(out, placement->numbers[i].text);
        fputc('\n', out);
    }
}
