/*
 * A cheap matcher that tells whether a pattern matches a text, so that PCRE2
 * compiles and runs only what it leaves open: counts of long groups, rare
 * letters, what the tree of the pattern does not say.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include <stdint.h>

#include "str.h"

struct arena;
struct rules;
struct screen;

/* a class: what ASCII it has, and the rest as ranges and classes */
struct trial_set {
	uint32_t ascii[4];
	uint32_t first;		/* of ranges, pairs */
	uint16_t nranges;
	uint16_t classes;	/* pattern.h */
	bool negated, cased;
};

/* what may stand next: ASCII; LEAD_OTHER, LEAD_END */
struct trial_lead {
	uint32_t ascii[4];
	uint32_t more;
};

enum { LEAD_OTHER = 1, LEAD_END = 2 };

/* where the program of a piece starts and goes on in its branch */
struct trial_entry {
	uint32_t start, pick;	/* offsets into code; start: TRIAL_NONE */
	uint16_t lead, before;	/* LEAD_END before: the text starts there */
	uint16_t last;		/* before the end: a match ends with the text */
	uint16_t least, most;	/* characters; UINT16_MAX: any number, or it may
				   end anywhere */
};

/* programs of the pieces of a screen (screen.h) */
struct trials {
	const uint16_t *code;
	const struct trial_entry *entries;	/* by piece */
	const struct trial_set *sets;
	const struct trial_lead *leads;
	const uint16_t *ranges;
	/* while the program is built: their sizes */
	size_t ncode, nsets, nleads, nranges;
};

#define TRIAL_NONE UINT32_MAX

/* units of programs that are no characters: surrogates are none */
enum {
	TRIAL_MATCH = 0xd800,
	TRIAL_SET,		/* set */
	TRIAL_SPLIT,		/* how far ahead to go on when the next fails,
				   lead of the next, lead of the other */
	TRIAL_SWITCH,		/* n, n times: a letter, how far ahead */
	TRIAL_JUMP,		/* how far ahead */
	TRIAL_BACK,		/* how far back */
	TRIAL_MANY,		/* set, least, most characters of it; lead */
	TRIAL_START,
	TRIAL_END,
	TRIAL_BEHIND,		/* set: the character before is in it */
	TRIAL_NOT_BEHIND,
	TRIAL_EDGE,		/* \b */
	TRIAL_NO_EDGE,
	TRIAL_AHEAD,		/* how far ahead it goes on; up to TRIAL_MATCH
				   what follows must match here */
	TRIAL_NOT_AHEAD,	/* must not */
	TRIAL_GUESS,		/* what follows is more than the pattern says */
	TRIAL_GUESS_LONG,	/* n: it is where more characters follow */
	TRIAL_PICK,		/* on to the branch that the piece is */
	TRIAL_ANCHORED,		/* first of all: matches start with the text */
	TRIAL_STOP		/* in texts only: behind the last character */
};

enum { TRIAL_ASTRAL = 0xffff };	/* any character beyond the first plane */

/* the programs of all pieces, in the arena */
void trials_build(struct arena *, struct rules *, const struct screen *,
    struct trials *);

/* a text as characters, folded to one case and as it is, TRIAL_STOP at n */
struct trial_text {
	uint16_t *folded, *plain;
	uint32_t n;
	bool odd;		/* has letters whose case is a wide field */
	size_t cap;
};
void trial_text_make(struct arena *, struct trial_text *, str);

/* a no and a yes are sure */
enum trial_answer { TRIAL_NO, TRIAL_YES, TRIAL_MAYBE };
enum trial_answer trial_run(const struct trials *,
    uint32_t piece, const struct trial_text *);

#endif
