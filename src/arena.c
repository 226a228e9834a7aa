#include "arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 128 * 1024, LARGE = 1 << 20, ALIGN = alignof(max_align_t) };

struct chunk {
	struct chunk *below;
	size_t size;		/* bytes after this header */
	max_align_t start[];
};

void
arena_init(struct arena *a, void (*fail)(void *ctx), void *ctx)
{
	memset(a, 0, sizeof(*a));
	a->fail = fail;
	a->ctx = ctx;
}

static _Noreturn void
give_up(struct arena *a)
{
	a->fail(a->ctx);
	abort();	/* a fail hook that returns is a defect */
}

/* may it hold n bytes more? */
static bool
room(const struct arena *a, size_t n)
{
	return n < SIZE_MAX - sizeof(struct chunk) - a->held &&
	    (a->limit == 0 || (a->held < a->limit &&
	    n <= a->limit - a->held));
}

static void
add_chunk(struct arena *a, size_t n, bool cleared)
{
	size_t size = n > CHUNK / 4 ? n : CHUNK - sizeof(struct chunk);
	struct chunk *c = NULL;

	if (room(a, size))
		c = cleared ? calloc(1, sizeof(*c) + size) :
		    malloc(sizeof(*c) + size);
	if (c == NULL)
		give_up(a);
	c->size = size;
	a->held += size;
	/* a large object gets a chunk of its own; the open one stays open */
	if (n > CHUNK / 4 && a->chunk != NULL) {
		c->below = a->chunk->below;
		a->chunk->below = c;
		return;
	}
	c->below = a->chunk;
	a->chunk = c;
	a->next = (char *)c->start;
	a->end = a->next + size;
}

static void *
take(struct arena *a, size_t n, size_t align)
{
	size_t pad = -(uintptr_t)a->next & (align - 1);
	char *p;

	if (a->next == NULL || n > (size_t)(a->end - a->next) ||
	    pad > (size_t)(a->end - a->next) - n) {
		int alone = n > CHUNK / 4 && a->chunk != NULL;

		add_chunk(a, n, false);
		if (alone)
			return a->chunk->below->start;
		pad = 0;
	}
	p = a->next + pad;
	a->next = p + n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	bool open = a->chunk != NULL;

	if (n <= CHUNK / 4)
		return memset(take(a, n, ALIGN), 0, n);
	/* fresh memory is zero already, and costs nothing until it is used */
	add_chunk(a, n, true);
	if (open)
		return a->chunk->below->start;
	a->next = a->end;
	return a->chunk->start;
}

static void
check(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		give_up(a);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	check(a, n, size);
	return arena_alloc(a, n * size);
}

char *
arena_text(struct arena *a, size_t n)
{
	return take(a, n, 1);
}

/* is it the last object of the open chunk, with room behind it? */
static bool
extends(const struct arena *a, const char *p, size_t have, size_t want)
{
	return p != NULL && a->next != NULL && p + have == a->next &&
	    want - have <= (size_t)(a->end - a->next);
}

/* the chunk that a large object has to itself, as the list has it */
static struct chunk **
own_chunk(struct arena *a, const char *p, size_t have)
{
	struct chunk **link = &a->chunk;

	if (have <= CHUNK / 4)
		return NULL;
	while (*link != NULL && ((const char *)(*link)->start != p ||
	    (*link)->size != have))
		link = &(*link)->below;
	return *link != NULL ? link : NULL;
}

/* sized with its chunk: nothing stays behind, and pages move uncopied */
static char *
size_chunk(struct arena *a, struct chunk **link, size_t want)
{
	struct chunk *c = NULL;
	bool open = link == &a->chunk;

	if (want <= (*link)->size || room(a, want - (*link)->size))
		c = realloc(*link, sizeof(*c) + want);
	if (c == NULL)
		give_up(a);
	a->held += want - c->size;
	c->size = want;
	*link = c;
	if (open)
		a->next = a->end = (char *)c->start + want;
	return (char *)c->start;
}

void *
arena_extend(struct arena *a, void *p, size_t have, size_t want)
{
	struct chunk **own = own_chunk(a, p, have);
	void *q;

	if (own != NULL)
		return size_chunk(a, own, want);
	if (want <= have)
		return p;
	if (extends(a, p, have, want)) {
		a->next += want - have;
		return p;
	}
	q = take(a, want, ALIGN);
	if (have != 0)
		memcpy(q, p, have);
	return q;
}

void *
arena_more(struct arena *a, void *p, size_t n, size_t *cap, size_t size)
{
	size_t more, have = *cap * size;

	if (n < *cap)
		return p;
	more = *cap < 8 ? 16 : have < LARGE ? *cap * 2 : *cap + *cap / 2;
	if (more <= n)
		more = n + 1;
	check(a, more, size);
	p = arena_extend(a, p, have, more * size);
	*cap = more;
	return p;
}

void *
arena_grow(struct arena *a, void *p, size_t n, size_t *cap, size_t size)
{
	size_t had = *cap;
	char *q = arena_more(a, p, n, cap, size);

	memset(q + had * size, 0, (*cap - had) * size);
	return q;
}

void
arena_drop(struct arena *a, void *p, size_t n)
{
	struct chunk **link = own_chunk(a, p, n), *c;

	if (link == NULL)
		return;
	c = *link;
	if (link == &a->chunk)
		a->next = a->end = NULL;
	*link = c->below;
	a->held -= c->size;
	free(c);
}

void
arena_reset(struct arena *a)
{
	struct chunk *keep = NULL;

	while (a->chunk != NULL) {
		struct chunk *c = a->chunk;

		a->chunk = c->below;
		if (keep == NULL && c->size == CHUNK - sizeof(*c))
			keep = c;
		else
			free(c);
	}
	a->held = 0;
	a->next = a->end = NULL;
	if (keep != NULL) {
		keep->below = NULL;
		a->chunk = keep;
		a->held = keep->size;
		a->next = (char *)keep->start;
		a->end = a->next + keep->size;
	}
}

void
arena_free(struct arena *a)
{
	while (a->chunk != NULL) {
		struct chunk *c = a->chunk;

		a->chunk = c->below;
		free(c);
	}
	a->held = 0;
	a->next = a->end = NULL;
}
