/* What the page says of itself: every candidate with its source, one chosen. */
#ifndef META_H
#define META_H

#include "doc.h"

enum meta_field {
	META_TITLE,
	META_AUTHOR,		/* several may be chosen */
	META_DATE,		/* ISO 8601, of the first publication */
	META_MODIFIED,		/* ISO 8601 */
	META_SITE,
	META_URL,		/* absolute */
	META_LANGUAGE,		/* lower case primary tag */
	META_DESCRIPTION,
	META_IMAGE,		/* absolute when a base is known */
	META_TAG,		/* several may be chosen */
	META_MAX
};
extern const char *const meta_names[META_MAX];

struct candidate {
	enum meta_field field;
	const char *source;	/* "json-ld", "og:title", "h1"…: a constant */
	str value;		/* as it would be printed, not empty */
	unsigned rank;		/* the lower is preferred, see meta.c */
	bool chosen;
};

struct meta {
	struct candidate *all;	/* in the order they were found */
	size_t n, cap;
	/* the chosen one of each field, NULL if there is none; of authors and
	   tags the first */
	const struct candidate *one[META_MAX];
	str body;		/* JSON-LD articleBody, or empty */
	size_t told;		/* candidates that the page names unseen; what
				   is printed stands behind them */
};

/*
 * Weighs the facts and visible blocks, retypes the blocks that repeat the
 * title as KIND_TITLE, sets doc->lang when it is empty, and doc->meta. Of text
 * input only the first title block and the language are told.
 */
const struct meta *meta_judge(struct doc *);

/*
 * Authors that the page names unseen, most of them at most; how many. Unlike
 * the chosen ones they are the same whether what is printed was looked at or
 * not. meta may be NULL.
 */
unsigned meta_told_authors(const struct meta *, str names[], unsigned most);
/* the chosen value, or empty; meta may be NULL */
str meta_value(const struct meta *, enum meta_field);
/* "2.14", of the JSON library in use */
const char *meta_library_version(void);

/*
 * What relative addresses of the page start from, or empty: its base element,
 * the caller's address, else the one that the page says is its own.
 */
str meta_base(const struct doc *);

#endif
