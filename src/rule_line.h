/*
 * Lines of rule files. A backslash at the end of a line, in a regular
 * expression, joins it with the next one, whose leading blanks mean nothing:
 *
 *	drop  marker  /^(?:read more|\
 *		see also)$/i
 */
#ifndef RULE_LINE_H
#define RULE_LINE_H

#include "arena.h"
#include "str.h"

/* cuts the next line off *text, with those that it is continued on */
str rule_line_next(str *text);
/* lines that it takes in the file */
unsigned rule_line_count(str line);
/* what a regular expression says, without breaks: v itself if it has none */
str rule_line_join(struct arena *, str v);
/* the rest of v from where byte at of what rule_line_join gives stands, or
   nearly so when that was folded (pattern.h); all of v when there is none */
str rule_line_place(str v, size_t at);

#endif
