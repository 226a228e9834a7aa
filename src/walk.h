/* The one traversal of what is kept; no emitter tests a fate. */
#ifndef WALK_H
#define WALK_H

#include "doc.h"

enum walk_event { WALK_END, WALK_OPEN, WALK_BLOCK, WALK_CLOSE };
enum group { GROUP_QUOTE, GROUP_LIST, GROUP_ITEM, GROUP_TABLE, GROUP_FIGURE };

struct level {
	enum group group;
	bool ordered;		/* of a list */
	bool jumps;		/* of an item: not the number after the last */
	uint8_t depth;		/* as the block says it, of quotes and lists */
	uint8_t list, quote;	/* of the block it was opened for */
	uint32_t id;		/* block.group */
	uint32_t number;	/* of an item, or of a list's first item */
	uint32_t last;		/* of a list: number of its last item */
};

/* quotes, lists and items by depth, and a table or a figure */
enum { WALK_DEPTH = 3 * 255 + 1 };

#define KIND_BIT(k) (1u << (k))
#define KIND_ALL (KIND_BIT(KIND_MAX) - 1)

/*
 * Levels nest, an item stands in a list, rows in a table, images in a figure,
 * a caption in either. A level whose outer levels hold nothing else is given
 * without them: depths printed count up one by one.
 */
struct walk {
	const struct doc *doc;
	bool raw;		/* may be set: Markdown's links in text input
				   stay as they are written */
	/* of OPEN and CLOSE; of BLOCK the innermost one, or NULL */
	const struct level *level;
	/* of BLOCK; of OPEN the block it is opened for */
	const struct block *block;
	size_t i;		/* its index */
	str text;		/* without what was cut, without markers */
	const struct span *spans;
	uint32_t nspans;

	/* private */
	unsigned kinds;
	size_t next;		/* block to look at */
	size_t last;		/* block given before */
	bool ready;		/* block, text, spans are of the next event */
	unsigned item_break;	/* depth of an item passed over, 256: none */
	unsigned depth, keep;	/* levels open; those that stay */
	struct level stack[WALK_DEPTH];
};

/* kinds: KIND_BIT of each kind that the emitter prints */
void walk_init(struct walk *, const struct doc *, unsigned kinds);
enum walk_event walk_next(struct walk *);

/* is any block of these kinds kept? */
bool walk_any(const struct doc *, unsigned kinds);

/*
 * The pieces of a text between the ends of its spans. A span of a kind that is
 * already open is passed over, a span that crosses another's end is clipped.
 */
enum piece { PIECE_END, PIECE_OPEN, PIECE_TEXT, PIECE_CLOSE };

struct pieces {
	const struct span *span;	/* of OPEN and CLOSE */
	str text;			/* of TEXT */

	/* private */
	str all;
	const struct span *next, *end;
	uint32_t at, to;
	unsigned depth;
	const struct span *open[SPAN_MAX];
	uint32_t until[SPAN_MAX];
};

/* the bytes from..to of all; spans that stand for cells are passed over */
void pieces_init(struct pieces *, str all, uint32_t from, uint32_t to,
    const struct span *, uint32_t nspans);
enum piece pieces_next(struct pieces *);

/* a cell of a row, with the spans inside it */
struct cell {
	const struct span *span;	/* NULL: a row without cells */
	uint32_t from, to;
	const struct span *inner;
	uint32_t ninner;
};
/*
 * The next cell of a row, *at starts as 0; false: no more. A row without cell
 * spans is one cell.
 */
bool walk_cell(const struct walk *, uint32_t *at, struct cell *);

#endif
