/* Inline Markdown that nothing in a page's text can turn into markup. */
#ifndef MD_INLINE_H
#define MD_INLINE_H

#include "walk.h"

struct md_line {
	struct buf *b;
	const struct doc *doc;
	str prefix;		/* of the lines that follow the first */
	bool cell;		/* of a table: one line, bars escaped */
	bool single;		/* one line: line breaks become blanks */
	bool start;		/* of a line: what looks like a block is
				   escaped */
};

/* appends the bytes of the text that a cell covers, with its spans */
void md_inline(struct md_line *, str text, const struct cell *);
/* "](address)", which ends a link or an image */
void md_target(struct md_line *, str url);
/* the longest run of a character in the text */
size_t md_longest_run(str, char);

#endif
