/* From words to the table of keys inside texts: for screen_*.c. */
#ifndef SCREEN_INNER_H
#define SCREEN_INNER_H

#include "screen.h"

struct inner_entry {
	uint64_t window;		/* the bytes that it is found by */
	uint32_t text, piece;
	uint8_t n, at, size;		/* of the window: where, how long */
};

struct inner_builder {
	struct arena *arena;		/* of the result */
	struct inner_entry *v;
	size_t n, cap;
	struct buf texts;
};

void inner_init(struct inner_builder *, struct arena *);
/* a text with that word may match the piece */
void inner_add(struct inner_builder *, const struct word *, uint32_t piece);
void inner_make(struct inner_builder *, struct inner *);

#endif
