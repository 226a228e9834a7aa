/* Text as rules see it: one spelling for what looks the same. */
#ifndef NORM_H
#define NORM_H

#include <stdint.h>

#include "str.h"

struct arena;

/* from this byte of the text on, the original stands at origin */
struct norm_step {
	uint32_t at, origin;
};

/*
 * NFC; curly quotes, dashes, full-width forms, white space, ellipses and the
 * i's of Turkish folded to ASCII; soft hyphens, zero-width and direction marks,
 * tatweel and controls gone; runs of space are one, none at the ends.
 */
struct norm {
	str text;		/* the original itself when it is so already */
	const struct norm_step *steps;
	uint32_t nsteps;	/* 0: text[i] is original[i] */
	uint32_t end;		/* of the original, less space at its end */
	const struct tails *tails;	/* of match_tail.c; NULL: not yet */
	unsigned wording;		/* of cond.c: the score and one; 0: not yet */
};

/* made in the arena; original must be valid UTF-8 and live as long */
struct norm *norm_make(struct arena *, str original);
/* where in the original the byte i (0..text.n) of the text stands */
uint32_t norm_origin(const struct norm *, uint32_t i);
/* what one character becomes: 0 to 3 characters */
unsigned norm_char(uint32_t c, uint32_t out[3]);
/* NFC alone, for patterns */
str norm_compose(struct arena *, str);
uint32_t norm_upper(uint32_t c);
/* all letters that differ only in case give the same letter */
uint32_t norm_case(uint32_t c);
/* the same for a text: v itself when nothing changes */
str norm_case_text(struct arena *, str v);

#endif
