/* The form of a text, without regard to its language. */
#ifndef FIND_FORM_H
#define FIND_FORM_H

#include <stdint.h>

#include "str.h"

struct form {
	uint32_t chars, letters, upper, digits, marks;
	uint32_t words, capped;		/* capped: start with a capital */
	uint32_t stops, commas, bars, odd, questions, quotes, lines;
	int end;	/* 3 sentence stop, 2 colon, 1 other mark, 0 letter */
	int start;	/* 3 upper or caseless, 2 lower, 1 digit, 0 other */
};

void form_of(str, struct form *);

/*
 * Words of a text as hashes (ASCII letters folded): calls with each, in
 * order. Bytes over 0x7f count as letters.
 */
struct wordscan {
	str text;
	size_t at;
	bool number;		/* the last one starts with a digit */
};
/* false at the end */
bool wordscan_next(struct wordscan *, uint32_t *hash);

/* the first words of a text, so that it is read once; in the arena */
enum { OPENING_WORDS = 60 };
struct opening {
	const uint32_t *hash;
	const bool *number;	/* those that start with a digit */
	uint32_t n;
};
struct arena;
struct opening opening_of(struct arena *, str);

#endif
