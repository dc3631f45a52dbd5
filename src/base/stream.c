#include "base/stream.h"

#include "base/error.h"

#include <errno.h>

bool stream_flush(FILE *stream, const char *what, GError **error)
{
    errno = 0;
    if (fflush(stream) == 0 && !ferror(stream))
        return true;
    g_set_error(error, SEMAINE_ERROR, SEMAINE_ERROR_IO, "%s cannot be written%s%s", what, errno ? ": " : "",
                errno ? g_strerror(errno) : "");
    return false;
}
