/* A feature of names: those of the page's authors. */
#ifndef FIND_NAME_H
#define FIND_NAME_H

#include "find_feat.h"

/* What names an author at its start is mostly a note on them; by openings. */
void name_fill(const struct doc *, struct featset *);

#endif
