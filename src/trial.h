/*
 * A cheap matcher that asks whether a pattern may match a text at all, so that
 * PCRE2 compiles and runs only what most likely does. Where it does not know
 * (assertions, counts of groups, case) it says yes.
 */
#ifndef TRIAL_H
#define TRIAL_H

#include <stdint.h>

#include "str.h"

struct arena;
struct rules;

/* a class: what ASCII it has, in lower case, and the rest as ranges */
struct trial_set {
	uint32_t ascii[4];
	uint32_t first;		/* of ranges, pairs */
	uint16_t nranges;
	uint16_t classes;	/* pattern.h */
	bool negated;
};

/* programs of the alternatives from first_alt on */
struct trials {
	const uint16_t *code;
	const uint32_t *starts;	/* offsets into code; TRIAL_NONE */
	const struct trial_set *sets;
	const uint16_t *ranges;
	uint32_t first_alt, nalts;
	size_t ncode, nsets;	/* while the program is built: their sizes */
};

#define TRIAL_NONE UINT32_MAX

/* units of programs that are no characters: surrogates are none */
enum {
	TRIAL_MATCH = 0xd800,
	TRIAL_SET,		/* set */
	TRIAL_SPLIT,		/* how far ahead to go on when the next fails */
	TRIAL_JUMP,		/* how far ahead */
	TRIAL_BACK,		/* how far back */
	TRIAL_MANY,		/* set, least, most: characters of it */
	TRIAL_START,
	TRIAL_END,
	TRIAL_BEHIND,		/* set: the character before is in it */
	TRIAL_ANCHORED		/* first of all: matches start with the text */
};

enum { TRIAL_ASTRAL = 0xffff };	/* any character beyond the first plane */

/* the programs of all alternatives from first_alt on, in the arena */
void trials_build(struct arena *, struct rules *, uint32_t first_alt,
    struct trials *);

/* a text in one case, as characters */
struct trial_text {
	uint16_t *s;
	uint32_t n;
	size_t cap;
};
void trial_text_make(struct arena *, struct trial_text *, str folded);

/* false: the alternative does not match it */
bool trial_run(const struct trials *, uint32_t alt, const struct trial_text *);

#endif
