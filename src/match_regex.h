/* Regular expressions of rules, compiled when first needed. */
#ifndef MATCH_REGEX_H
#define MATCH_REGEX_H

#include "rule.h"

struct regexes;

struct screen;

/* for the pieces of the screen and the rules' patterns; not copied */
struct regexes *regexes_new(struct arena *, const struct rules *,
    const struct screen *, bool jit);
void regexes_free(struct regexes *);
/*
 * Looks for the pattern in folded, valid text from a character on. When it
 * is there, span gets the match. A limit or an error of the engine is
 * reported, once a page, and counts as no match.
 */
bool regex_find(struct regexes *, const struct alt *, str text, size_t from,
    size_t span[2], struct diag *);
/* does a piece of a pattern match the text? */
bool regex_piece(struct regexes *, uint32_t piece, str text, struct diag *);
/* a new page: limits are reported again; true when one fired on the last */
bool regexes_page(struct regexes *);
/* compiles and forgets; false: wrong, reported at its place */
bool regex_compiles(struct rules *, const struct alt *, struct diag *);

#endif
