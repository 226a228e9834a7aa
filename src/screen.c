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

uint64_t
screen_bytes(const char *s, size_t n)
{
	uint64_t v = 0;

	for (size_t i = n; i-- > 0; )
		v = v << 8 | (unsigned char)s[i];
	return v;
}

/* --- candidates --- */

/* what is looked up: pieces, or NULL for links, and the signs of the text */
struct look {
	const struct piece *pieces;
	uint32_t signs;
	struct candidates *found;
};

static inline bool
signs_fit(uint32_t text, uint32_t all, uint32_t some)
{
	return (all & ~text) == 0 && (some == 0 || (some & text) != 0);
}

static void
add(const struct look *l, uint32_t number)
{
	struct candidates *c = l->found;
	const struct piece *p = l->pieces != NULL ?
	    l->pieces + number : NULL;

	if (c->stamps[c->base + number] == c->look)
		return;
	c->stamps[c->base + number] = c->look;
	if (p != NULL && !signs_fit(l->signs, p->signs, p->some))
		return;
	c->v = arena_more(c->arena, c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = c->base + number;
}

enum { STARTS = 32 };	/* lengths of keys that there may be */

/* what the text starts with, as hashes: one for each length of a key */
struct starts {
	uint64_t v[STARTS];
	unsigned n;
};

static inline const uint32_t *
head_of(const struct table *t, uint64_t hash)
{
	return t->heads + (hash >> (64 - t->bits));
}

/* the tables are large: they are fetched while the text is looked through */
static void
make_starts(const struct screen *s, const char *key, uint32_t n,
    struct starts *starts)
{
	uint64_t h = fnv_start;
	unsigned chars = 0;

	starts->n = 0;
	for (uint32_t i = 0; i < n && s->lengths >> (chars + 1); ) {
		do
			h = (h ^ (unsigned char)key[i++]) * fnv_prime;
		while (i < n && ((unsigned char)key[i] & 0xc0) == 0x80);
		if (!(s->lengths >> ++chars & 1))
			continue;
		starts->v[starts->n] = mix(h);
		__builtin_prefetch(head_of(&s->first, starts->v[starts->n++]));
	}
}

static void
look_first(const struct screen *s, const struct starts *starts,
    const struct look *l)
{
	const struct table *t = &s->first;

	for (unsigned i = 0; i < starts->n; i++)
		__builtin_prefetch(t->v + *head_of(t, starts->v[i]));
	for (unsigned i = 0; i < starts->n; i++) {
		const uint32_t *head = head_of(t, starts->v[i]);

		for (uint32_t k = head[0]; k < head[1]; k++)
			if (posting_fits(t->v[k], starts->v[i]))
				add(l, posting_number(t->v[k]));
	}
}

/* --- keys inside --- */

/* does the key stand where its four bytes are at i? */
static bool
stands(const struct inner *in, const struct inner_key *k, const char *key,
    uint32_t n, uint32_t i)
{
	return k->at <= i && i - k->at + k->n <= n &&
	    memcmp(key + i - k->at, in->texts + k->text, k->n) == 0;
}

/* the keys with the bytes of that hash, which stand at i */
static void
compare(const struct inner *in, const struct windows *w, uint64_t hash,
    const char *key, uint32_t n, uint32_t i, const struct look *l)
{
	uint32_t mask = (1u << w->slot_bits) - 1, check = screen_check(hash);
	uint32_t at = (uint32_t)(hash >> (64 - w->slot_bits));
	const struct inner_key *k;

	while (w->slots[at].key != 0 && w->slots[at].check != check)
		at = (at + 1) & mask;
	if (w->slots[at].key == 0)
		return;
	k = &in->keys[w->slots[at].key - 1];
	for (;; k++) {
		if (stands(in, k, key, n, i))
			for (uint32_t p = k->first; p < k[1].first; p++)
				add(l, in->pieces[p]);
		if (!k->more)
			break;
	}
}

static inline bool
seen(const struct windows *w, uint64_t hash)
{
	uint64_t bits = screen_bits(hash);

	return (w->seen[hash >> (70 - w->seen_bits)] & bits) == bits;
}

static void
look_inside(const struct inner *in, const char *key, uint32_t n,
    const struct look *l)
{
	uint64_t eight = screen_bytes(key, 8), hash;

	for (uint32_t i = 0; i < n; i++) {
		hash = screen_spread(eight);
		if (seen(&in->eights, hash))
			compare(in, &in->eights, hash, key, n, i, l);
		hash = screen_spread(eight & 0xffffffff);
		if (seen(&in->fours, hash)) {
			compare(in, &in->fours, hash, key, n, i, l);
			hash = screen_spread(eight & 0xffffff);
			compare(in, &in->fours, hash, key, n, i, l);
		}
		eight = eight >> 8 | (uint64_t)(unsigned char)key[i + 8] << 56;
	}
}

void
screen_look(const struct screen *s, const char *key, uint32_t n,
    uint32_t signs, bool brief, struct candidates *c)
{
	struct look l = { s->pieces, signs, c };
	struct starts starts;

	make_starts(s, key + 1, n - 1, &starts);
	look_inside(brief ? &s->brief : &s->any, key, n, &l);
	for (uint32_t i = 0; i < s->nalways; i++)
		if (signs_fit(signs, s->always[i].signs, s->always[i].some))
			add(&l, s->always[i].piece);
	look_first(s, &starts, &l);
}

void
screen_look_link(const struct screen *s, const char *key, uint32_t n,
    struct candidates *c)
{
	struct look l = { NULL, 0, c };

	look_inside(&s->links, key, n, &l);
	for (uint32_t i = 0; i < s->nany_link; i++)
		add(&l, s->any_link[i]);
}
