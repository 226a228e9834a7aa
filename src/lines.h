/* Lines of an input, packed or not, one at a time, each up to a bound. */
#ifndef LINES_H
#define LINES_H

#include <stdint.h>

#include "arena.h"
#include "str.h"
#include "unpack.h"

/* what a step of an input gave */
enum take {
	TAKE_END,
	TAKE_ONE,
	TAKE_WAIT,		/* nothing yet: wait for the descriptor */
	TAKE_FAILED		/* errno says why; what is left comes next */
};

struct lines {
	struct unpack in;	/* .fd: the descriptor */
	char end;		/* '\n', or NUL for lists of file names */
	size_t most;		/* bytes of one line */
	uint64_t number;	/* of the latest line, from 1 */
	uint64_t offset;	/* of its first byte */
	bool too_long;		/* it was longer than most: the rest is lost */
	const char *wrong;	/* why it gave TAKE_FAILED; NULL: see errno */
	/* private */
	struct arena arena;	/* holds the buffer and nothing else */
	char *s;
	size_t cap, from, to;	/* what is held; */
	size_t looked;		/* no end before here */
	uint64_t at;		/* where s[from] stood in the input */
	bool skipping;		/* the rest of a line that is too long */
	bool eof;
};

/* memory fails as the given arena's does */
void lines_init(struct lines *, int fd, char end, size_t most,
    const struct arena *);
/*
 * The next line without its end, good until the next call. Never waits for
 * input. The last line may lack its end. Of a line that is too long only the
 * start comes.
 */
enum take lines_next(struct lines *, str *line);
void lines_free(struct lines *);

#endif
