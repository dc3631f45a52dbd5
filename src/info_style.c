#include "info_style.h"

#include "base/cleanup.h"
#include "style/style.h"

#include <string.h>

bool info_is_style(const char *path)
{
    g_autoptr(json_t) root = json_load_file(path, 0, NULL);
    return json_is_object(root) && json_object_get(root, "version") &&
           json_is_array(json_object_get(root, "layers"));
}

static const char *const type_names[] = {
    [LAYER_BACKGROUND] = "background", [LAYER_FILL] = "fill",     [LAYER_LINE] = "line",
    [LAYER_CIRCLE] = "circle",         [LAYER_SYMBOL] = "symbol", [LAYER_RASTER] = "raster",
    [LAYER_UNPRINTABLE] = "not drawn",
};

static void print_text(FILE *out, const Style *style, const char *label, const char *name)
{
    const json_t *member = style_metadata(style, name);
    if (!member)
        return;
    g_autofree char *text = json_is_string(member) ? g_strdup(json_string_value(member)) : NULL;
    char *dumped = text ? NULL : json_dumps(member, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(8));
    fprintf(out, "  %-9s %s\n", label, text ? text : dumped);
    free(dumped);
}

static void print_sources(FILE *out, const Style *style)
{
    fprintf(out, "  sources   %zu\n", style->source_count);
    for (size_t i = 0; i < style->source_count; i++) {
        const StyleSource *source = &style->sources[i];
        fprintf(out, "    %-20s %s\n", source->name,
                source->path         ? source->path
                : source->image_path ? source->image_path
                                     : "inline");
    }
}

static void print_layers(FILE *out, const Style *style)
{
    fprintf(out, "  layers    %zu\n", style->layer_count);
    for (size_t i = 0; i < style->layer_count; i++) {
        const Layer *layer = style->layers[i];
        fprintf(out, "    %-24s %-10s %s%s\n", layer->id, type_names[layer->type],
                layer->source ? layer->source : "",
                layer_dependencies(layer).state ? "  changes with the state" : "");
    }
}

bool info_style(const char *path, Report *report, FILE *out, GError **error)
{
    g_autoptr(Style) style = style_load(path, report, error);
    if (!style)
        return false;
    fprintf(out, "%s\n  format    MapLibre style\n", path);
    if (style->name)
        fprintf(out, "  name      %s\n", style->name);
    print_text(out, style, "title", "semaine:title");
    print_text(out, style, "crs", "semaine:crs");
    print_text(out, style, "extent", "semaine:extent");
    print_text(out, style, "layout", "semaine:layout");
    fprintf(out, "  state     %zu\n", style->state.count);
    for (size_t i = 0; i < style->state.count; i++) {
        const Member *member = &style->state.members[i];
        fprintf(out, "    %-20s %s\n", member->name,
                member->value.kind == VALUE_STRING ? member->value.string : "");
    }
    print_sources(out, style);
    print_layers(out, style);
    return true;
}
