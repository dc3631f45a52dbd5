/* Errors of the library: one GError domain, declared with its codes in semaine.h. The innermost function says
 * what was expected and what was found; whoever loops puts file, layer, property or feature in front with
 * g_prefix_error(). */
#pragma once

#include "semaine.h"
