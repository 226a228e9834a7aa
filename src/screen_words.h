/* Sets of keys, while a pattern's tree is walked: for screen_*.c. */
#ifndef SCREEN_WORDS_H
#define SCREEN_WORDS_H

#include "pattern.h"
#include "screen.h"

struct maker {
	struct arena *arena;
	unsigned chars;		/* a word is closed at that length */
	uint32_t most;
	unsigned steps;		/* taken: repeats in repeats take many */
	bool failed;		/* too many */
	bool keep_blank;	/* a blank may stand first */
};

enum { MEMBERS = 24 };		/* of a class that is spelled out */

/* the characters of a class, as keys */
struct members {
	uint32_t c[MEMBERS + 4];
	unsigned n;
};

void words_add(struct maker *, struct words *, const struct word *);
/* more may be twice in it then, until words_unique */
void words_add_all(struct maker *, struct words *, const struct words *);
/* sorts, and leaves each once; fails when there are too many */
void words_unique(struct maker *, struct words *);
/* a character of keys behind the word, if it is open */
void word_extend(const struct maker *, struct word *, uint32_t c);
/* false: too many, or it is not known which */
bool members_of(const struct set *, struct members *);

#endif
