#include "lines.h"

#include <string.h>

enum {
	ROOM = 128 * 1024,	/* read at once, at least */
	LARGE = 4 * 1024 * 1024, /* a larger buffer is not kept */
	START = 1000		/* of a line that is too long, to name it */
};

void
lines_init(struct lines *l, int fd, char end, size_t most,
    const struct arena *a)
{
	*l = (struct lines){ .end = end, .most = most };
	arena_init(&l->arena, a->fail, a->ctx);
	unpack_init(&l->in, fd, a);
}

/* moves what is there into a buffer of that size */
static void
resize(struct lines *l, size_t cap)
{
	struct arena fresh;
	char *s;

	arena_init(&fresh, l->arena.fail, l->arena.ctx);
	s = arena_text(&fresh, cap);
	if (l->to > l->from)
		memcpy(s, l->s + l->from, l->to - l->from);
	arena_free(&l->arena);
	l->arena = fresh;
	l->s = s;
	l->cap = cap;
	l->to -= l->from;
	l->looked -= l->from;
	l->from = 0;
}

static void
make_room(struct lines *l)
{
	size_t held = l->to - l->from;

	if (l->cap - l->to >= ROOM)
		return;
	if (l->cap == 0 || (l->cap > LARGE && held < ROOM)) {
		resize(l, 4 * ROOM);
	} else if (l->cap - held >= l->cap / 2) {
		memmove(l->s, l->s + l->from, held);
		l->looked -= l->from;
		l->from = 0;
		l->to = held;
	} else {
		resize(l, l->cap * 2);
	}
}

/* what was read of the latest line is no whole one */
static enum take
fail(struct lines *l, ssize_t code)
{
	if (code == UNPACK_BROKEN)
		l->wrong = "what is packed in it is damaged or cut short";
	l->eof = true;
	l->from = l->looked = l->to;
	return TAKE_FAILED;
}

static enum take
fill(struct lines *l)
{
	ssize_t n;

	if (l->eof)
		return TAKE_END;
	make_room(l);
	l->in.patient = false;
	n = unpack_read(&l->in, l->s + l->to, l->cap - l->to);
	if (n == UNPACK_WAIT || n == UNPACK_STOPPED)
		return TAKE_WAIT;
	if (n < 0)
		return fail(l, n);
	l->eof = n == 0;
	l->to += (size_t)n;
	return TAKE_ONE;
}

/*
 * The line is from..to, the next one starts at next. False for the rest of
 * one whose start was given. whole: its end was found.
 */
static bool
give(struct lines *l, size_t to, size_t next, bool whole, str *line)
{
	bool rest = l->skipping;

	*line = (str){ l->s + l->from, to - l->from };
	if (!rest) {
		l->number++;
		l->offset = l->at;
		l->too_long = line->n > l->most;
		if (l->too_long)
			line->n = l->most < START ? l->most : START;
	}
	l->skipping = !whole;
	l->at += next - l->from;
	l->from = l->looked = next;
	return !rest;
}

enum take
lines_next(struct lines *l, str *line)
{
	for (;;) {
		char *p = l->to > l->looked ? memchr(l->s + l->looked, l->end,
		    l->to - l->looked) : NULL;
		size_t end = p != NULL ? (size_t)(p - l->s) : l->to;
		enum take t;

		if (p != NULL) {
			if (give(l, end, end + 1, true, line))
				return TAKE_ONE;
			continue;
		}
		l->looked = l->to;
		if (l->to - l->from > (l->skipping ? 0 : l->most)) {
			if (give(l, end, end, false, line))
				return TAKE_ONE;
			continue;
		}
		t = fill(l);
		if (t == TAKE_END && l->to > l->from &&
		    give(l, end, end, true, line))
			return TAKE_ONE;
		if (t != TAKE_ONE)
			return t;
	}
}

void
lines_free(struct lines *l)
{
	unpack_free(&l->in);
	arena_free(&l->arena);
}
