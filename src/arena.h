/* Bump allocation: many small objects with one end of life. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

/*
 * An arena hands out zeroed memory and takes it back all at once. It never
 * returns NULL: when the system has no more, or the arena's own limit is
 * reached, fail(ctx) is called, which must not return (longjmp or exit).
 */
struct arena {
	void (*fail)(void *ctx);
	void *ctx;
	size_t limit;		/* most bytes held at once; 0: no limit */
	size_t held;		/* bytes taken from the system */
	struct chunk *chunk;	/* the one in use; older ones hang below it */
	char *next, *end;	/* free part of the chunk */
};

void arena_init(struct arena *, void (*fail)(void *ctx), void *ctx);
/* n zeroed bytes aligned for any object; n may be 0 */
void *arena_alloc(struct arena *, size_t n);
/* the same for n objects of a size; the product is checked */
void *arena_array(struct arena *, size_t n, size_t size);
/* n bytes that nobody has cleared, without alignment: for text */
char *arena_text(struct arena *, size_t n);
/*
 * Makes an object of have bytes larger, in its place or in another, where its
 * content is copied to; the old place is gone. What is added is not cleared.
 * Also smaller: a large one gives the rest back.
 */
void *arena_extend(struct arena *, void *p, size_t have, size_t want);
/*
 * Makes the array p of *cap objects larger so that it holds more than n
 * objects: returns the old or a new place, with the old content, the rest
 * zeroed. The old place is gone.
 */
void *arena_grow(struct arena *, void *p, size_t n, size_t *cap, size_t size);
/* the same for objects that are set as a whole: nobody has cleared the rest */
void *arena_more(struct arena *, void *p, size_t n, size_t *cap, size_t size);
/*
 * An object of n bytes is not used again. A large one goes back to the system
 * at once, unless it shares its memory with others.
 */
void arena_drop(struct arena *, void *p, size_t n);
/* forgets all objects, keeps one chunk of ordinary size for the next use */
void arena_reset(struct arena *);
/* gives everything back to the system */
void arena_free(struct arena *);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))

#endif
