/*
 * Bytes to a tree of libxml2's nodes. The parser is libxml2's, and is given the
 * skeleton of the page: its tags and a mark for each run of text. The tree is
 * built here, from its events, in an arena, so that bounds hold while it grows
 * and nothing has to be freed node by node.
 *
 * Nodes carry what the walk wants to know: an element's number and tag, a
 * text's line. Only html*.c may include this header.
 */
#ifndef HTML_TREE_H
#define HTML_TREE_H

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include "arena.h"
#include "diag.h"
#include "elem.h"
#include "html.h"
#include "limits.h"

/* attributes that winnow looks at */
#define ATTR_ROWS(ROW) \
ROW(ALT, "alt") ROW(ARIA_CONTROLS, "aria-controls") \
ROW(ARIA_HIDDEN, "aria-hidden") ROW(CLASS, "class") \
ROW(COLSPAN, "colspan") ROW(CONTENT, "content") \
ROW(DATA_LANG, "data-lang") ROW(DATA_LANGUAGE, "data-language") \
ROW(DATA_LAZY_SRC, "data-lazy-src") \
ROW(DATA_LAZY_SRCSET, "data-lazy-srcset") \
ROW(DATA_ORIGINAL, "data-original") ROW(DATA_SRC, "data-src") \
ROW(DATA_BS_TARGET, "data-bs-target") \
ROW(DATA_SRCSET, "data-srcset") ROW(DATA_TARGET, "data-target") \
ROW(DATETIME, "datetime") \
ROW(HEIGHT, "height") ROW(HIDDEN, "hidden") ROW(HREF, "href") \
ROW(HTTP_EQUIV, "http-equiv") ROW(ID, "id") ROW(ITEMPROP, "itemprop") \
ROW(LANG, "lang") ROW(NAME, "name") ROW(OPEN, "open") \
ROW(PROPERTY, "property") \
ROW(PUBDATE, "pubdate") ROW(REL, "rel") ROW(ROLE, "role") \
ROW(SRC, "src") ROW(SRCSET, "srcset") ROW(START, "start") \
ROW(STYLE, "style") ROW(TYPE, "type") ROW(VALUE, "value") \
ROW(WIDTH, "width") ROW(XML_LANG, "xml:lang")

enum attr {
	ATTR_OTHER,
#define ROW(id, name) ATTR_##id,
	ATTR_ROWS(ROW)
#undef ROW
	ATTR_MAX
};

/* the known attributes of one element, references resolved */
struct attrs {
	uint64_t has;		/* bit for each attr */
	str v[ATTR_MAX];
};

enum { NAME_SLOTS = 256, ATTR_SLOTS = 128, REF_SLOTS = 64 };

/* names come from the parser's dictionary: one pointer, one meaning */
struct name_slot {
	const xmlChar *name;
	unsigned number;
};

/* a named character reference that was looked up */
struct ref_slot {
	str name;
	uint32_t c;		/* 0: there is none of that name */
};

/* a start tag of the page */
struct tag {
	const char *s;		/* its attributes, as they stand there */
	uint32_t n;
	uint32_t at;		/* where it ends in the skeleton */
};

enum run_kind { RUN_BLANK, RUN_TEXT, RUN_SCRIPT };
enum { RUN_MARK = 0x7f };	/* stands for text in the skeleton; a space
				   for white space */

/* text between tags, as it stands in the page */
struct run {
	const char *s;
	uint32_t n;
	enum run_kind kind;
};

struct tree {
	struct arena arena;	/* all nodes; gone after the page */
	htmlParserCtxtPtr ctxt;
	xmlDocPtr doc;
	const struct limits *limits;
	struct diag *diag;
	bool attributes;	/* XPath wants them as nodes */
	bool cut;		/* a limit fired */
	bool whole;		/* the page has html, head, body or doctype */

	/* private */
	xmlNodePtr cur;		/* the open element */
	size_t depth, nodes;
	size_t skip;		/* open elements that are not wanted */
	bool wanted;		/* the script that is open */
	unsigned long long fired;	/* bit for each limit */
	str page;		/* without NULs */
	struct tag *tags;	/* all start tags */
	size_t ntags, tag;	/* the one that the parser has reached */
	struct run *runs;
	size_t nruns, run;	/* the next that the parser will report */
	size_t from;		/* runs of the text that is no node yet */
	bool gap;		/* white space before what comes */
	size_t pre;		/* open elements of that name */
	const char *line_at;	/* counted up to here */
	uint32_t line;
	struct name_slot elems[NAME_SLOTS];
	unsigned char attrs[ATTR_SLOTS];
	struct ref_slot refs[REF_SLOTS];
};

/* reports once that a limit fired; line 0: unknown */
void tree_cut(struct tree *, enum msg, const char *what, enum limit,
    size_t line);
/* true when there is a tree, be it cut; the rest is in t */
bool tree_parse(struct tree *, str utf8);
void tree_free(struct tree *);

/* the skeleton; fills runs and tags, which point into the page */
str html_prepare(struct tree *, str utf8);
/* the line of a place in the page; quick in ascending order */
uint32_t tree_line(struct tree *, const char *);

static inline enum elem
node_elem(const xmlNode *n)
{
	return (enum elem)((uintptr_t)n->psvi & 0xff);
}

/*
 * White space alone makes no node, but where XPath or pre may ask for it; what
 * stands next to it is marked.
 */
enum { GAP_BEFORE = 0x100, GAP_AT_END = 0x200, NUMBER_SHIFT = 10 };

static inline bool
node_is(const xmlNode *n, unsigned gap)
{
	return ((uintptr_t)n->psvi & gap) != 0;
}

/* of a text: its line; of an element: its tag + 1, 0 when it is implied */
static inline uint32_t
node_number(const xmlNode *n)
{
	return (uint32_t)((uintptr_t)n->psvi >> NUMBER_SHIFT);
}

/* html_attr.c */
/* goes over the attributes of a tag as libxml2 reads them */
struct attr_scan {
	const char *p, *end;	/* stops at >, at /> or at the end */
	str name, value;	/* as written */
};
bool attr_next(struct attr_scan *);
bool name_char(char);
void attrs_init(struct tree *);
void attrs_read(struct attrs *, const xmlNode *);
/* the same as nodes of the tree, all of them */
void attrs_add(struct tree *, xmlNode *, const struct tag *);

/* html_chars.c */
/*
 * Writes v without what the parser would not let through and with its
 * references resolved; never longer than v. Returns the end.
 */
char *chars_text(struct tree *, char *to, str v);
char *chars_script(char *to, str v);
/* v itself when it has no reference */
str chars_value(struct tree *, str v);

static inline bool
attr_has(const struct attrs *a, enum attr k)
{
	return (a->has >> k & 1) != 0;
}

/* empty when there is none */
static inline str
attr_get(const struct attrs *a, enum attr k)
{
	return attr_has(a, k) ? a->v[k] : (str){ "", 0 };
}

/* the text below a node, white space folded, at most max bytes */
str node_text(struct arena *, const xmlNode *, size_t max);

#endif
