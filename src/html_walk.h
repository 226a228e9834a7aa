/*
 * The walk over the tree, shared by the html_*.c that make blocks of it.
 *
 * Everything in struct reader that is scratch lives in the tree's arena; what
 * goes to the doc is copied to the doc's. Only html*.c may include this header.
 */
#ifndef HTML_WALK_H
#define HTML_WALK_H

#include "doc.h"
#include "html_style.h"
#include "html_tree.h"

/* what holds for the blocks below an element, given back when it ends */
struct context {
	enum kind kind;		/* PARAGRAPH, HEADING or CAPTION */
	uint8_t level, list, quote;
	bool ordered, noscript;
	bool pre, row;		/* text is kept; blocks are cells' text */
	uint32_t group;
	uint32_t item, list_at;	/* frame + 1 of the li, of the list; or 0 */
	uint32_t hidden;	/* hidden root + 1, or 0 */
	const struct why *drop, *keep;	/* element rules */
	str info;		/* of pre */
};

enum leave { LEAVE_BLOCK, LEAVE_INLINE, LEAVE_CELL, LEAVE_BORDER,
	LEAVE_ASIDE };

/* does it open at a click? */
enum panel { PANEL_UNKNOWN, PANEL_NO, PANEL_YES };

/* an open element that has something to do when it ends */
struct frame {
	const xmlNode *node;
	enum leave leave;
	struct context saved;
	bool boxed;		/* is or will be a box */
	bool pending;		/* of an li: no block yet */
	enum panel panel;	/* it or an element around it */
	uint32_t box;		/* once there is a block in it, else 0 */
	uint32_t next;		/* of a list: the next item's number */
	uint32_t hidden;	/* the root + 1 that it is, or 0 */
	str id, classes, role, itemprop;
};

/* an open inline element */
struct open {
	enum span_kind kind;
	str value;
};

/* a block in the making */
struct gather {
	char *s;
	size_t n, cap;
	struct span *spans;
	size_t nspans, spancap;
	size_t opened;		/* of the open inline elements: have a span */
	uint32_t slot[SPAN_MAX];	/* these spans */
	bool gap;		/* white space stands before what comes */
	bool fresh;		/* nothing stands before: no space needed */
	unsigned breaks;	/* br in a row */
	uint32_t cell;		/* span of the open cell + 1, or 0 */
	uint32_t line;
};

/* a block that waits for the end of the one it stands in */
struct later {
	struct block block;
	uint32_t hidden;
	const struct why *drop;
};

/* an element that the page hides, until the walk's end decides */
struct hidden_root {
	uint32_t parent;	/* root + 1, or 0 */
	uint32_t box;		/* 0: none */
	bool panel;		/* the page will show it */
	enum sign sign;
	bool loud;		/* decided: it is hidden */
	str id;
	size_t words, prose;	/* in it; in blocks of prose in it */
};

/* what a class attribute says of whether its element is shown */
struct class_sign {
	str classes;
	enum sign sign;
};
enum { CLASSES = 64 };	/* that are kept */

/* what element rules say of a node; hangs on its _private */
struct note {
	const struct why *drop, *keep;
};

struct hidden_block {
	uint32_t block, root;
};

struct reader {
	struct doc *doc;
	struct tree *tree;
	const struct html_opts *opts;
	struct diag *diag;
	bool full;		/* no more blocks: the walk ends */
	struct context c;
	struct frame *frames;
	size_t nframes, framecap;
	struct open open[SPAN_MAX];
	size_t nopen;
	struct gather *g;	/* page, or aside while in hidden text */
	struct gather page, aside;
	struct later *later;
	size_t nlater, latercap;
	uint32_t tokens[32];	/* html_hidden.c: those of a first letter */
	struct class_sign classes[CLASSES];	/* hash */
	struct hidden_root *roots;
	size_t nroots, rootcap, fades;
	struct hidden_block *hidden;
	size_t nhidden, hiddencap;
	str *controls;		/* ids that aria-controls names */
	size_t ncontrols, controlcap;
	uint32_t groups;
	const struct why *article;	/* an element rule named one */
};

void html_walk(struct reader *);
/* pushes a frame that will give the context back as it is now */
struct frame *html_push(struct reader *, const xmlNode *, enum leave);

/* html_inline.c: text and spans of the block in the making */
void inline_text(struct reader *, const char *, uint32_t line);
/* white space */
void inline_gap(struct reader *);
void inline_break(struct reader *);
void inline_open(struct reader *, enum span_kind, str value);
void inline_close(struct reader *);
void inline_cell(struct reader *, bool header, unsigned columns);
void inline_cell_end(struct reader *);
/* closes what is open in the text, but not for the next block */
void inline_end(struct reader *);
void inline_reset(struct gather *);
/* a block-level border inside pre or a row: a line or a space */
void inline_border(struct reader *);

/* html_block.c: from gathered text to blocks and boxes */
void block_end(struct reader *);
void block_add(struct reader *, struct block *);
void block_later(struct reader *, const struct block *);
/* text that stands apart from the block around it */
void aside_begin(struct reader *);
void aside_end(struct reader *);

/* html_image.c */
void image_read(struct reader *, const xmlNode *, const struct attrs *);
/* html_table.c: sets extra of a table and of all tables in it, once */
enum { TABLE_UNKNOWN, TABLE_LAYOUT, TABLE_DATA };
void table_judge(struct tree *, xmlNode *);
/* html_facts.c */
/* the host that the page names, when the caller gave no address */
void facts_host(struct reader *);
void facts_element(struct reader *, const xmlNode *, const struct attrs *);
/* html_rules.c: notes the nodes that element rules match, adds their facts */
void rules_run(struct reader *);
/* html_hidden.c */
void hidden_begin_page(struct reader *);
/* the root + 1 that the element is, or 0 when the page shows it */
uint32_t hidden_begin(struct reader *, const xmlNode *,
    const struct attrs *);
void hidden_decide(struct reader *);

#endif
