#include "screen.h"

#include <string.h>

#include "arena.h"

static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static const uint64_t fnv_start = 14695981039346656037u;
static const uint64_t fnv_prime = 1099511628211u;

uint64_t
screen_hash(const char *s, size_t n)
{
	uint64_t h = fnv_start;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * fnv_prime;
	return mix(h);
}

uint32_t
screen_three(const char *s)
{
	return (uint32_t)(unsigned char)s[0] |
	    (uint32_t)(unsigned char)s[1] << 8 |
	    (uint32_t)(unsigned char)s[2] << 16;
}

uint32_t
screen_seen(uint32_t three)
{
	return three * 0x9e3779b1u >> (32 - SEEN_BITS);
}

uint64_t
screen_spread(uint32_t three)
{
	return mix(three);
}

static void
add(struct candidates *c, uint32_t piece)
{
	c->v = arena_grow(c->arena, c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = c->base + piece;
}

static void
look_first(const struct screen *s, const char *key, uint32_t n,
    struct candidates *c)
{
	const struct table *t = &s->first;
	uint64_t h = fnv_start;
	unsigned chars = 0;

	for (uint32_t i = 0; i < n && s->lengths >> (chars + 1); ) {
		uint64_t m;

		do
			h = (h ^ (unsigned char)key[i++]) * fnv_prime;
		while (i < n && ((unsigned char)key[i] & 0xc0) == 0x80);
		if (!(s->lengths >> ++chars & 1))
			continue;
		m = mix(h);
		for (uint32_t k = t->heads[m >> (64 - t->bits)];
		    k < t->heads[(m >> (64 - t->bits)) + 1]; k++)
			if (posting_fits(t->v[k], m))
				add(c, posting_number(t->v[k]));
	}
}

/* the three bytes at i are those of some key: which keys stand there? */
static void
compare(const struct inner *in, uint32_t three, const char *key, uint32_t n,
    uint32_t i, struct candidates *c)
{
	uint64_t m = screen_spread(three);
	const struct table *t = &in->table;
	unsigned char next = i + 3 < n ? (unsigned char)key[i + 3] : 1;

	for (uint32_t k = t->heads[m >> (64 - t->bits)];
	    k < t->heads[(m >> (64 - t->bits)) + 1]; k++) {
		uint32_t tag = t->v[k] >> POSTING_BITS;
		const struct inner_key *in_key;

		if (tag != 0 && tag != next)
			continue;
		in_key = &in->keys[posting_number(t->v[k])];
		if (in_key->at <= i &&
		    i - in_key->at + in_key->n <= n &&
		    memcmp(key + i - in_key->at, in->texts + in_key->text,
		    in_key->n) == 0)
			add(c, in_key->piece);
	}
}

static bool
seen(const struct inner *in, uint32_t h)
{
	return in->seen[h / 64] >> h % 64 & 1;
}

/* brief may be NULL */
static void
look_inside(const struct inner *any, const struct inner *brief,
    const char *key, uint32_t n, struct candidates *c)
{
	uint32_t three = screen_three(key), h;

	for (uint32_t i = 0; i + 3 <= n; i++) {
		h = screen_seen(three);
		if (seen(any, h))
			compare(any, three, key, n, i, c);
		if (brief != NULL && seen(brief, h))
			compare(brief, three, key, n, i, c);
		if (i + 3 < n)
			three = three >> 8 |
			    (uint32_t)(unsigned char)key[i + 3] << 16;
	}
}

void
screen_look(const struct screen *s, const char *key, uint32_t n, bool brief,
    struct candidates *c)
{
	look_first(s, key + 1, n - 1, c);
	if (n >= 3)
		look_inside(&s->any, brief ? &s->brief : NULL, key, n, c);
	for (uint32_t i = 0; i < s->nalways; i++)
		add(c, s->always[i]);
}

void
screen_look_link(const struct screen *s, const char *key, uint32_t n,
    struct candidates *c)
{
	if (n >= 3)
		look_inside(&s->links, NULL, key, n, c);
	for (uint32_t i = 0; i < s->nany_link; i++)
		add(c, s->any_link[i]);
}
