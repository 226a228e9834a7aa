/* The article finder: which blocks are the main content. */
#ifndef FIND_H
#define FIND_H

#include "doc.h"
#include "opt.h"

/* why a page holds no article, or that it does */
enum found {
	FOUND_ARTICLE,
	FOUND_NOTHING,		/* no prose at all */
	FOUND_CONSENT,		/* a consent wall */
	FOUND_LOGIN,		/* a login page */
	FOUND_ERROR,		/* "404", "page not found" */
	FOUND_SHELL,		/* nothing without scripts */
	FOUND_ROBOT,		/* it checks whether a person reads it */
	FOUND_MAX
};

/*
 * Marks every block KEEP or DROP at RANK_STAGE and sets its score. FIND_AUTO
 * keeps a fragment of a page, or text that is clean already, as it is.
 */
enum found find_article(struct doc *, enum find_mode);
/* what the kept blocks amount to; a page of walls and errors is no article */
enum found find_state(const struct doc *);
/* "the page is a consent wall" */
const char *found_reason(enum found);
/*
 * Appends the score's strongest features, each as " NAME=value+share of the
 * score": a tree's value is shared among the features it asked.
 */
void find_explain(const struct doc *, size_t block, struct buf *);
/* gives back what only find_explain needs, which is much */
void find_forget(struct doc *);

#endif
