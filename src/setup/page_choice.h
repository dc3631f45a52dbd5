/* Which template a page is set in, and what restyles it. */
#pragma once

#include "layout/page_size.h"
#include "semaine.h"
#include "style/style.h"

/* The template of a page: the one the options name, else the style's (metadata semaine:layout, a file or a
 * list of files: the first of the wanted shape, nearest in size; without a size the first). Turns a named
 * size on its side where such a template is nearer. NULL: the bare map. Newly allocated. */
char *page_choose_layout(const Style *style, const SemaineRenderOptions *options, PageSize *size);
/* The CSS file that restyles the template: the option's, else metadata semaine:theme; newly allocated, or
 * NULL.
 */
char *page_choose_theme(const Style *style, const SemaineRenderOptions *options);
