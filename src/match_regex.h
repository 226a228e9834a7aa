/* Regular expressions of rules, compiled when first needed. */
#ifndef MATCH_REGEX_H
#define MATCH_REGEX_H

#include "rule.h"

struct regexes;

struct piece;

/* for so many pieces of patterns, and the rules' patterns as they are */
struct regexes *regexes_new(struct arena *, struct rules *, uint32_t pieces,
    bool jit);
void regexes_free(struct regexes *);
/*
 * Looks for the pattern in folded, valid text from a character on. When it
 * is there, span gets the match. A limit or an error of the engine is
 * reported, once a page, and counts as no match.
 */
bool regex_find(struct regexes *, const struct alt *, str text, size_t from,
    size_t span[2], struct diag *);
/* does the piece of that number match the text? */
bool regex_piece(struct regexes *, uint32_t number, const struct piece *,
    str text, struct diag *);
/*
 * A new page: limits are reported again. Its arena fails when there is no
 * memory for a pattern.
 */
void regexes_page(struct regexes *, struct arena *);
/* a limit fired on this page */
bool regexes_fired(const struct regexes *);
/* compiles and forgets; false: wrong, reported at its place */
bool regex_compiles(struct rules *, const struct alt *, struct diag *);

#endif
