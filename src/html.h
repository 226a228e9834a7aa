/* HTML to blocks: the only room that knows libxml2. */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "str.h"

struct diag;
struct doc;
struct element_rule;
struct limits;

struct html_opts {
	const struct limits *limits;
	const struct element_rule *rules;	/* may be NULL when nrules is 0 */
	size_t nrules;
};

/*
 * Fills a fresh doc from a page in valid UTF-8: blocks, boxes, facts, and the
 * marks of hidden text and of element rules. False when the page could not be
 * read or a limit cut it, which is then reported; a cut page keeps the blocks
 * read so far and sets doc->truncated. May leave by the arena's fail hook,
 * and leaves nothing of the parser behind then.
 */
bool html_read(struct doc *, str utf8, const struct html_opts *,
    struct diag *);

/*
 * Makes libxml2 ready for use; the first html_read would do the same, but a
 * sandbox may want it done before it closes. Safe to call again.
 */
void html_init(void);

/* what is wrong with an XPath expression; NULL: nothing */
const char *html_xpath_error(const char *xpath);

/* "2.9.14", of the library in use */
const char *html_library_version(void);

#endif
