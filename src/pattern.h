/*
 * Rule patterns read without PCRE2: folded like the text that they meet, and
 * as a tree for lint and for the screen. What the tree cannot say is opaque.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdint.h>

#include "str.h"

struct arena;

enum { PATTERN_ICASE = 1, PATTERN_EXTENDED = 2 };	/* flags i and x */
#define PATTERN_MANY UINT32_MAX				/* no upper bound */

enum node_kind {
	NODE_EMPTY,		/* matches nothing, always */
	NODE_CHAR,		/* c */
	NODE_SET,		/* one character of set */
	NODE_SEQ,		/* children one after the other */
	NODE_ALT,		/* one of the children */
	NODE_REPEAT,		/* min..max times the child */
	NODE_START,		/* ^ \A */
	NODE_END,		/* $ \z \Z */
	NODE_EDGE,		/* \b, or \B: c tells */
	NODE_LOOK,		/* another lookaround, or atomic group: c is
				   LOOK_AHEAD..., body what is looked for */
	NODE_BEHIND,		/* the character before is the child's, a
				   NODE_CHAR or NODE_SET */
	NODE_OPAQUE		/* anything, of any length: \1, or all of a
				   pattern that is not understood */
};

/* of NODE_LOOK; there is a body but for LOOK_OTHER */
enum { LOOK_AHEAD = '=', LOOK_NOT_AHEAD = '!',
	LOOK_NOT_BEHIND = '<',	/* one character, NODE_CHAR or NODE_SET */
	LOOK_OTHER = '?'
};

/* character classes of a set */
enum {
	SET_WORD = 1, SET_NOT_WORD = 2, SET_DIGIT = 4, SET_NOT_DIGIT = 8,
	SET_SPACE = 16, SET_NOT_SPACE = 32, SET_UPPER = 64, SET_LETTER = 128,
	SET_ANY = 256,		/* something that is not modelled: all */
	SET_DOT = 512,		/* all but the end of a line */
	SET_LOWER = 1024, SET_MARK = 2048
};

struct char_range {
	uint32_t from, to;
};

struct set {
	const struct char_range *ranges;
	unsigned nranges;
	unsigned classes;
	bool negated;
};

struct node {
	enum node_kind kind;
	uint32_t c;			/* of NODE_CHAR, _EDGE, _LOOK */
	const struct set *set;
	uint32_t min, max;		/* of NODE_REPEAT */
	bool possessive;
	bool icase;			/* of NODE_CHAR and NODE_SET */
	uint32_t at;			/* byte of the source */
	uint32_t end;			/* of a choice: the byte behind it */
	struct node *first, *next;	/* child, sibling */
	struct node *body;		/* of NODE_LOOK */
	uint32_t note;			/* of who walks the tree; 0 at first */
};

/*
 * The same pattern for folded text (norm.h): its letters, classes and escapes
 * go through the same table. In the arena, or the source itself.
 */
str pattern_fold(struct arena *, str source, unsigned flags);
/* the tree; never NULL */
struct node *pattern_parse(struct arena *, str folded, unsigned flags);
/* least and most characters of a match; *max may be PATTERN_MANY */
void pattern_length(const struct node *, uint32_t *min, uint32_t *max);
bool set_has(const struct set *, uint32_t c, bool icase);
/* does every match start where the text does (or end where it ends)? */
bool pattern_anchored(const struct node *, bool at_end);
/*
 * What makes matching slow: an unbounded repeat inside another or, unless
 * nested_only, two that follow each other and share a character. NULL when
 * there is none; else what is wrong, and *at is the byte of the folded pattern.
 */
const char *pattern_slow(const struct node *, unsigned flags,
    bool nested_only, uint32_t *at);
/*
 * A branch that says the same as an earlier one of its choice, which is never
 * reached: its source, a view of the folded pattern, or empty.
 */
str pattern_repeated(const struct node *, str folded, unsigned flags);

#endif
