#include "source/damage.h"

enum { TOLD_IN_FULL = 3 };

static const char *const kind_names[DAMAGE_KINDS] = {
    [DAMAGE_FILE] = "files",
    [DAMAGE_LOSS] = "files cut off",
    [DAMAGE_RECORD] = "records that cannot be read",
    [DAMAGE_GEOMETRY] = "shapes with damaged parts",
    [DAMAGE_ROW] = "rows that are missing or deleted",
    [DAMAGE_NUMBER] = "values that are no numbers",
    [DAMAGE_DATE] = "values that are no dates",
    [DAMAGE_LOGICAL] = "values that are neither true nor false",
    [DAMAGE_TEXT] = "texts that do not fit the encoding",
};

void damage_add(Damage *damage, DamageKind kind, const char *file, size_t record, const char *format, ...)
{
    const bool is_whole_file = kind == DAMAGE_FILE || kind == DAMAGE_LOSS;
    if (!damage->report || (damage->counts[kind]++ >= TOLD_IN_FULL && !is_whole_file))
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *path = record ? g_strdup_printf("record %zu", record) : NULL;
    const Severity severity = kind == DAMAGE_LOSS ? SEVERITY_ERROR : SEVERITY_WARNING;
    report_add(damage->report, severity, file ? file : damage->file, 0, path, "%s", message);
}

void damage_finish(Damage *damage)
{
    for (size_t kind = 0; kind < DAMAGE_KINDS; kind++) {
        if (damage->report && kind != DAMAGE_FILE && kind != DAMAGE_LOSS &&
            damage->counts[kind] > TOLD_IN_FULL)
            report_add(damage->report, SEVERITY_WARNING, damage->file, 0, NULL, "%zu more %s",
                       damage->counts[kind] - TOLD_IN_FULL, kind_names[kind]);
        damage->counts[kind] = 0;
    }
}
