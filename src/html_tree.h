/*
 * Bytes to a tree of libxml2's nodes. The parser is libxml2's; the tree is
 * built here, from its events, in an arena, so that bounds hold while it grows
 * and nothing has to be freed node by node.
 *
 * Nodes carry what the walk wants to know: an element's number and line, an
 * attribute's number. Only html*.c may include this header.
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
ROW(DATA_SRCSET, "data-srcset") ROW(DATA_TARGET, "data-target") ROW(DATETIME, "datetime") \
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

/* the known attributes of one element */
struct attrs {
	uint64_t has;		/* bit for each attr */
	const char *v[ATTR_MAX];
};

enum { NAME_SLOTS = 256 };

/* names come from the parser's dictionary: one pointer, one meaning */
struct name_slot {
	const xmlChar *name;
	unsigned number;
};

struct tree {
	struct arena arena;	/* all nodes; gone after the page */
	htmlParserCtxtPtr ctxt;
	xmlDocPtr doc;
	const struct limits *limits;
	struct diag *diag;
	bool cut;		/* a limit fired */
	bool whole;		/* the page has html, head, body or doctype */

	/* private */
	xmlNodePtr cur;		/* the open element */
	size_t depth, nodes;
	size_t skip;		/* open elements that are not wanted */
	bool wanted;		/* the script that is open */
	unsigned long long fired;	/* bit for each limit */
	struct buf text;	/* read, not yet a node */
	uint32_t text_line;	/* where it begins */
	struct name_slot elems[NAME_SLOTS], attrs[NAME_SLOTS];
};

/* reports once that a limit fired; line 0: unknown */
void tree_cut(struct tree *, enum msg, const char *what, enum limit,
    size_t line);
/* true when there is a tree, be it cut; the rest is in t */
bool tree_parse(struct tree *, str utf8);
void tree_free(struct tree *);

/* script and style bodies, comments and NULs out; line ends stay */
str html_prepare(struct tree *, str utf8);

static inline enum elem
node_elem(const xmlNode *n)
{
	return (enum elem)((uintptr_t)n->psvi & 0xff);
}

static inline uint32_t
node_line(const xmlNode *n)
{
	return (uint32_t)((uintptr_t)n->psvi >> 8);
}

void attrs_read(struct attrs *, const xmlNode *);

static inline bool
attr_has(const struct attrs *a, enum attr k)
{
	return (a->has >> k & 1) != 0;
}

/* empty when there is none */
static inline str
attr_get(const struct attrs *a, enum attr k)
{
	return attr_has(a, k) ? str_of(a->v[k]) : (str){ "", 0 };
}

/* the text below a node, white space folded, at most max bytes */
str node_text(struct arena *, const xmlNode *, size_t max);

#endif
