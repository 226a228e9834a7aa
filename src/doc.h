/*
 * The one data structure: a page is an array of blocks in document order.
 *
 * An input fills the array; stages only mark blocks with a fate and a reason;
 * an emitter walks what is kept. Nothing is edited or deleted on the way.
 *
 * Ownership: whatever a struct doc reaches lives in doc->arena, is a constant,
 * or belongs to the rules, which live longer. Nobody frees any of it.
 */
#ifndef DOC_H
#define DOC_H

#include <stdint.h>

#include "elem.h"
#include "str.h"

struct arena;

/* what a block is; text and title alone print some, see emit.h */
enum kind {
	KIND_PARAGRAPH,
	KIND_HEADING,		/* level 1..6 */
	KIND_ITEM,		/* first block of a list item */
	KIND_QUOTE,		/* a paragraph inside blockquote */
	KIND_PRE,		/* preformatted, kept to the byte */
	KIND_ROW,		/* a row of a data table, cells are spans */
	KIND_CAPTION,		/* of a figure or a table */
	KIND_IMAGE,		/* text is the alternative, href the source */
	KIND_TITLE,		/* the article's own title */
	KIND_BYLINE,
	KIND_DATE,
	KIND_MAX
};
extern const char *const kind_names[KIND_MAX];
/* KIND_MAX when there is none of that name */
enum kind kind_of(str name);

enum fate { FATE_OPEN, FATE_KEEP, FATE_DROP };

/*
 * Who wins when marks disagree: the higher rank. Shipped rules stand over the
 * built-in stages, the user's over shipped ones, the command line over all.
 */
enum rank {
	RANK_STAGE,
	RANK_SHIPPED,
	RANK_SYSTEM,
	RANK_USER,
	RANK_OPTION
};

/* why a mark was made: a stage or a rule */
struct why {
	str id;			/* "find", "hidden", "promo/get-the-app" */
	str category;		/* of a rule, else the stage's name */
	str file;		/* of a rule, else empty */
	unsigned line;
	enum rank rank;
};

struct mark {
	enum fate fate;
	enum kind kind;		/* of a mark that only gives a kind */
	bool retypes;
	const struct why *why;
	const struct mark *prev;	/* the one before it in time */
};

/* a piece of a block's text that is not printed; ascending, disjoint */
struct cut {
	uint32_t from, to;	/* bytes of block.text */
	const struct why *why;
	struct cut *next;
};

enum span_kind {
	SPAN_LINK,		/* value: the target as written */
	SPAN_EM,
	SPAN_STRONG,
	SPAN_CODE,
	SPAN_SUB,
	SPAN_SUP,
	SPAN_STRIKE,
	SPAN_CELL,		/* of a row; cells follow each other */
	SPAN_MAX
};

/* inline markup over bytes from..to of block.text; outer before inner */
struct span {
	uint32_t from, to;
	enum span_kind kind;
	bool header;		/* of a cell */
	uint16_t columns;	/* of a cell: how many it spans, at least 1 */
	str value;
};

struct block {
	str text;		/* valid UTF-8; "\n" where a line breaks */
	const struct span *spans;
	uint32_t nspans;
	enum kind kind;
	uint8_t level;		/* of a heading, else 0 */
	uint8_t list;		/* depth of list nesting, 0: in none */
	uint8_t quote;		/* depth of quotation */
	bool ordered;		/* of the innermost list */
	bool hidden;		/* the page does not show it */
	bool noscript;		/* stands inside noscript */
	uint32_t number;	/* of an item in an ordered list */
	uint32_t group;		/* list (outermost), table or figure it belongs
				   to, numbered from 1; 0: none */
	uint32_t box;		/* index of the innermost box */
	uint32_t line;		/* of the input, from 1; 0: unknown */
	uint32_t newlines;	/* text input: line ends before it */
	str lead;		/* text input: the marker that stands before the
				   text: "- ", "2. ", "## ", "> " */
	str href;		/* of an image: its source as written */
	str info;		/* of pre: the language named by the page */

	/* counted once by doc_add */
	uint32_t words, chars;	/* utf8.h; chars without spaces */
	uint32_t link_chars;	/* chars inside links */

	/* judged */
	enum fate fate;		/* of the standing verdict */
	const struct mark *verdict;	/* NULL while the fate is open */
	const struct mark *history;	/* all marks, the latest first */
	struct cut *cuts;
	struct norm *norm;	/* for rules, made when first asked for */
	float score;		/* of the finder: log odds of main content */
};

/*
 * An element that holds blocks. Parents come before their children, so one
 * pass down inherits and one pass up sums. Text input has the one root box.
 */
struct box {
	uint32_t parent;	/* the root is its own */
	uint32_t first, end;	/* its blocks: first..end-1 */
	uint16_t depth;
	enum elem elem;
	bool hidden;
	str id, classes;	/* as written */
	str role, itemprop;
};

/* a statement of the page about itself; meta.c weighs them */
enum fact_source {
	FACT_META,		/* name= or property= or http-equiv= */
	FACT_LINK,		/* rel= */
	FACT_TITLE,		/* the title element */
	FACT_HTML,		/* an attribute of html or base */
	FACT_JSONLD,		/* a script's text as it stands */
	FACT_ITEMPROP,		/* microdata */
	FACT_TIME,		/* a time element */
	FACT_REL,		/* text of <a rel=author> */
	FACT_RULE,		/* an element rule */
	FACT_SOURCE_MAX
};

struct fact {
	enum fact_source source;
	str key;		/* as written; lower case for meta and link */
	str value;
	uint32_t block;		/* the block that was next, for the visible */
};

struct doc {
	struct arena *arena;
	struct block *blocks;
	size_t n, cap;
	struct box *boxes;
	size_t nboxes, boxcap;
	struct fact *facts;
	size_t nfacts, factcap;
	size_t bytes;		/* of the page, unpacked */
	bool tagged;		/* read from HTML */
	bool whole;		/* a whole page, not a fragment */
	bool truncated;		/* a limit cut it */
	bool terse;		/* author and date need not be looked for */
	str eol;		/* of text input: "\n" or "\r\n" */
	str url;		/* given by the caller */
	str host;		/* lower case, for rules; may be empty */
	str base;		/* what relative links start from */
	str lang;		/* lower case primary tag; may be empty */
	const struct meta *meta;
	const struct featset *feats;	/* the finder's, for trace */
};

void doc_init(struct doc *, struct arena *);
/*
 * Appends a block, whose text lives as long as the arena, and counts it.
 * The pointer is good until the next doc_add.
 */
struct block *doc_add(struct doc *, const struct block *);
uint32_t doc_add_box(struct doc *, const struct box *);
void doc_add_fact(struct doc *, enum fact_source, str key, str value);
/* value of the first fact of that key, or empty */
str doc_fact(const struct doc *, enum fact_source, str key);

/*
 * The only way to a verdict. The mark is always logged; it becomes the verdict
 * unless one of higher rank stands. At equal rank the later mark wins, but
 * keep stands over drop among rules (allow and keep are vetoes).
 */
void doc_mark(struct doc *, size_t i, enum fate, const struct why *);
/* logs a new kind for the block and sets it */
void doc_retype(struct doc *, size_t i, enum kind, const struct why *);
/* joins with cuts that it meets; offsets must be character boundaries */
void doc_cut(struct doc *, size_t i, uint32_t from, uint32_t to,
    const struct why *);

/* the text without its cuts, trimmed of ASCII blanks where a cut was */
str doc_text(const struct doc *, size_t i);
/* the same with spans moved to fit; *nspans and *spans are set */
str doc_text_spans(const struct doc *, size_t i, const struct span **spans,
    uint32_t *nspans);
/*
 * The spans of the bytes from..to of a text, of the *n of all of it, as spans
 * of that part: *n are left. What holds nothing goes, but for cells.
 */
struct span *spans_clip(struct arena *, const struct span *, uint32_t *n,
    uint32_t from, uint32_t to);

#endif
