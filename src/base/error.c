#include "base/error.h"

GQuark semaine_error_quark(void)
{
    return g_quark_from_static_string("semaine-error-quark");
}

const char *semaine_version(void)
{
    return SEMAINE_VERSION;
}
