/* What a file holds, for people and, feature by feature, for programs. */
#include "semaine.h"

#include "base/number.h"
#include "base/stream.h"
#include "info_style.h"
#include "projection/transform.h"
#include "source/geojson_write.h"
#include "source/reader.h"

#include <string.h>

typedef struct {
    const char *path;
    bool features;
    FILE *out;
    Report *report;
} Question;

/* What is counted while the features pass by. */
typedef struct {
    size_t count, without_geometry;
    Box extent;
    char *first_date, *last_date;
} Summary;

static bool is_date_field(const char *name)
{
    static const char *const names[] = {"start_date", "end_date", "date", "start", "end"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool looks_like_date(const char *text)
{
    return strlen(text) >= 10 && strspn(text, "0123456789") == 4 && text[4] == '-' && text[7] == '-';
}

static void note_date(Summary *summary, const char *date)
{
    if (!summary->first_date || strcmp(date, summary->first_date) < 0) {
        g_free(summary->first_date);
        summary->first_date = g_strdup(date);
    }
    if (!summary->last_date || strcmp(date, summary->last_date) > 0) {
        g_free(summary->last_date);
        summary->last_date = g_strdup(date);
    }
}

static void note_feature(Summary *summary, const Source *source, const Feature *feature)
{
    summary->count++;
    summary->without_geometry += feature->geometry.type == GEOMETRY_NONE;
    summary->extent = box_union(summary->extent, geometry_box(&feature->geometry));
    for (size_t i = 0; i < feature->attribute_count; i++) {
        const Member *attribute = &feature->attributes[i];
        const bool dated = is_date_field(attribute->name) ||
                           (i < source->field_count && source->fields[i].name == attribute->name &&
                            source->fields[i].type == FIELD_DATE);
        if (dated && attribute->value.kind == VALUE_STRING && looks_like_date(attribute->value.string))
            note_date(summary, attribute->value.string);
    }
}

static void print_extent(FILE *out, Box extent)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const double sides[] = {extent.x_min, extent.y_min, extent.x_max, extent.y_max};
    for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
        if (i > 0)
            g_string_append(text, ", ");
        number_append(text, sides[i]);
    }
    fprintf(out, "  extent    %s\n", box_is_empty(extent) ? "none" : text->str);
}

static void print_fields(FILE *out, const Source *source)
{
    static const char *const names[] = {"text", "number", "integer", "date", "boolean", "mixed"};
    fprintf(out, "  fields    %zu\n", source->field_count);
    for (size_t i = 0; i < source->field_count; i++) {
        const Field *field = &source->fields[i];
        fprintf(out, "    %-12s %s", field->name, names[field->type]);
        if (field->width > 0 && field->decimals > 0)
            fprintf(out, " %d.%d", field->width, field->decimals);
        else if (field->width > 0)
            fprintf(out, " %d", field->width);
        fputc('\n', out);
    }
}

static void print_summary(const Question *question, const Source *source, const char *crs,
                          const Summary *summary)
{
    FILE *out = question->out;
    fprintf(out, "%s\n  format    %s\n  type      %s\n", question->path, source->format, source->shape_type);
    fprintf(out, "  crs       %s%s\n", crs ? crs : "not understood", source->crs_assumed ? " (assumed)" : "");
    fprintf(out, "  features  %zu", summary->count);
    if (summary->without_geometry > 0)
        fprintf(out, " (%zu without geometry)", summary->without_geometry);
    fputc('\n', out);
    print_extent(out, summary->extent);
    if (*source->encoding)
        fprintf(out, "  encoding  %s\n", source->encoding);
    if (summary->first_date)
        fprintf(out, "  dates     %s to %s\n", summary->first_date, summary->last_date);
    print_fields(out, source);
}

static void print_feature(FILE *out, GString *line, const Feature *feature)
{
    g_string_truncate(line, 0);
    geojson_append_feature(line, feature);
    g_string_append_c(line, '\n');
    fwrite(line->str, 1, line->len, out);
}

/* Lets every feature pass by once; nothing is kept. */
static bool read_features(const Question *question, Reader *reader, Summary *summary, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) line = g_string_new(NULL);
    GError *inner = NULL;
    Feature feature;
    while (reader_next(reader, arena, &feature, &inner)) {
        note_feature(summary, reader_source(reader), &feature);
        if (question->features)
            print_feature(question->out, line, &feature);
        geometry_clear(&feature.geometry);
        arena_reset(arena);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* The name of the CRS, or NULL with a warning where PROJ does not understand it. */
static char *name_crs(const Question *question, const Source *source)
{
    char *name = NULL;
    if (!transform_crs_is_known(source->crs, &name))
        report_add(question->report, SEVERITY_WARNING, question->path, 0, NULL,
                   "projection: PROJ does not understand \"%.80s\"", source->crs);
    return name;
}

static bool describe_source(const Question *question, GError **error)
{
    g_autoptr(Reader) reader = reader_open(question->path, question->report, error);
    if (!reader)
        return false;
    const Source *source = reader_source(reader);
    g_autofree char *crs = name_crs(question, source);
    Summary summary = {.extent = box_empty()};
    const bool done = read_features(question, reader, &summary, error);
    if (done && !question->features)
        print_summary(question, source, crs, &summary);
    g_free(summary.first_date);
    g_free(summary.last_date);
    return done;
}

/* JSON is a style or GeoJSON. */
static bool describe_json(const Question *question, GError **error)
{
    if (question->features || !info_is_style(question->path))
        return describe_source(question, error);
    return info_style(question->path, question->report, question->out, error);
}

/* Which files are described by what, by suffix. */
static const struct {
    const char *suffix;
    bool (*describe)(const Question *question, GError **error);
} kinds[] = {
    {".shp", describe_source},
    {".geojson", describe_source},
    {".json", describe_json},
};

static bool describe(const Question *question, GError **error)
{
    const char *suffix = strrchr(question->path, '.');
    for (size_t i = 0; suffix && i < G_N_ELEMENTS(kinds); i++)
        if (g_ascii_strcasecmp(suffix, kinds[i].suffix) == 0)
            return kinds[i].describe(question, error);
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_USAGE,
                "%s: expected a file that ends in .shp, .geojson or .json", question->path);
    return false;
}

/* Passes the warnings on; the first loss becomes the error of the call, where `error` is still free. */
static bool tell_findings(const Report *report, SemaineMessage message, void *user, GError **error)
{
    g_autofree char *loss = NULL;
    for (size_t i = 0; i < report_count(report); i++) {
        const Finding *finding = report_finding(report, i);
        g_autofree char *text = finding_to_text(finding);
        if (finding->severity == SEVERITY_ERROR && !loss)
            loss = g_steal_pointer(&text);
        else if (message && g_strcmp0(text, loss) != 0)
            message(text, user);
    }
    if (loss)
        g_set_error_literal(error, SEMAINE_ERROR, SEMAINE_ERROR_FORMAT, loss);
    return loss == NULL;
}

bool semaine_info(const char *path, bool features, FILE *out, SemaineMessage message, void *user,
                  GError **error)
{
    g_autoptr(Report) report = report_new();
    const Question question = {path, features, out, report};
    bool done = describe(&question, error);
    done = done && stream_flush(out, "the description", error);
    return tell_findings(report, message, user, done ? error : NULL) && done;
}
