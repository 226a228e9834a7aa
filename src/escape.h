/* What a character becomes in an output: one table a format, one loop. */
#ifndef ESCAPE_H
#define ESCAPE_H

#include "str.h"

/*
 * Looked up by byte. 0 is printed as it is, ESC_DROP by nothing, ESC_LEAD may
 * start a character that no output carries, and any other class by its
 * replacement. Whatever the table: C0 controls but tab and newline, DEL, C1,
 * bidi overrides and embeddings, tags outside of flags, U+FFFE and U+FFFF never
 * get through; a form feed, a vertical tab, a carriage return and U+0085 become
 * a space.
 */
enum { ESC_SAFE, ESC_DROP, ESC_LEAD, ESC_SPACE, ESC_FIRST };

struct escape {
	unsigned char class[256];
	const char *to[8];	/* by class - ESC_FIRST */
	const char *line, *paragraph;	/* U+2028 and U+2029, NULL: as it is */
};

extern const struct escape escape_plain;	/* text */
extern const struct escape escape_line;		/* one line: \t \n \\ */
extern const struct escape escape_xml;		/* content: & < > */
extern const struct escape escape_attr;		/* also " and white space */
extern const struct escape escape_json;		/* inside quotes, one line */

/* v is valid UTF-8 */
void escape_put(struct buf *, const struct escape *, str v);
/* v without what escape_plain drops; v itself when there is none of it */
str escape_clean(struct arena *, str v);

#endif
