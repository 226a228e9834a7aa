/* From the words of patterns to the table of keys inside texts. */
#include "screen_inner.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"

/* where the rarest bytes are, so many in a row */
static unsigned
rarest(const struct word *w, unsigned size)
{
	unsigned best = 0, most = 0;

	for (unsigned i = 0; i + size <= w->n; i++) {
		unsigned r = screen_rarity(w->s + i, size);

		if (r > most) {
			best = i;
			most = r;
		}
	}
	return best;
}

void
inner_init(struct inner_builder *b, struct arena *a)
{
	*b = (struct inner_builder){ .arena = a };
	buf_init(&b->texts, a);
}

void
inner_add(struct inner_builder *b, const struct word *w, uint32_t piece)
{
	unsigned size = w->n >= 8 ? 8 : w->n >= 4 ? 4 : 3;
	unsigned at = rarest(w, size);

	b->v = arena_grow(b->arena, b->v, b->n, &b->cap, sizeof(*b->v));
	b->v[b->n++] = (struct inner_entry){ screen_bytes(w->s + at, size),
	    (uint32_t)b->texts.n, piece, w->n, (uint8_t)at, (uint8_t)size };
	buf_put(&b->texts, (str){ w->s, w->n });
}

/* an entry with its text, to be sorted */
struct sorted {
	struct inner_entry e;
	const char *s;
};

static int
by_key(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int c = y->e.size - x->e.size;

	if (c == 0)
		c = (x->e.window > y->e.window) - (x->e.window < y->e.window);
	if (c == 0)
		c = x->e.at - y->e.at;
	if (c == 0)
		c = str_cmp((str){ x->s, x->e.n }, (str){ y->s, y->e.n });
	return c != 0 ? c : (x->e.piece > y->e.piece) -
	    (x->e.piece < y->e.piece);
}

static bool
same_window(const struct sorted *x, const struct sorted *y)
{
	return x->e.size == y->e.size && x->e.window == y->e.window;
}

static bool
same_key(const struct sorted *x, const struct sorted *y)
{
	return same_window(x, y) && x->e.at == y->e.at && x->e.n == y->e.n &&
	    memcmp(x->s, y->s, x->e.n) == 0;
}

static struct sorted *
sort(struct inner_builder *b)
{
	struct sorted *v = arena_array(b->arena, b->n, sizeof(*v));

	for (size_t i = 0; i < b->n; i++)
		v[i] = (struct sorted){ b->v[i], b->texts.s + b->v[i].text };
	if (b->n > 0)
		qsort(v, b->n, sizeof(*v), by_key);
	return v;
}

/* --- filter and hash table --- */

static uint8_t
bits_for(size_t n)
{
	uint8_t bits = 7;

	while (bits < 24 && (size_t)1 << bits < n)
		bits++;
	return bits;
}

/* room for n windows, and for so many that only the filter knows */
static void
windows_init(struct inner_builder *b, struct windows *w, size_t n, size_t more)
{
	w->seen_bits = bits_for(16 * (n + more));
	w->slot_bits = bits_for(2 * n);
	w->seen = arena_array(b->arena, ((size_t)1 << w->seen_bits) / 64,
	    sizeof(*w->seen));
	w->slots = arena_array(b->arena, (size_t)1 << w->slot_bits,
	    sizeof(*w->slots));
}

static void
see(const struct windows *w, uint64_t window)
{
	uint64_t h = screen_spread(window);

	((uint64_t *)w->seen)[h >> (70 - w->seen_bits)] |= screen_bits(h);
}

/* with each byte that can follow three in a key, or none */
static const char after_three[] = "\n 0_abcdefghijklmnopqrstuvwxyz";
enum { LEAD_FIRST = 0xc2, LEAD_LAST = 0xf4,
	AFTER_THREE = sizeof(after_three) + LEAD_LAST - LEAD_FIRST + 1 };

static void
see_three(const struct windows *w, uint64_t three)
{
	for (size_t i = 0; i < sizeof(after_three); i++)
		see(w, three | (uint64_t)after_three[i] << 24);
	for (uint64_t c = LEAD_FIRST; c <= LEAD_LAST; c++)
		see(w, three | c << 24);
}

static void
put_window(const struct windows *w, const struct inner_entry *e, uint32_t key)
{
	uint64_t hash = screen_spread(e->window);
	size_t at = hash >> (64 - w->slot_bits);
	struct inner_slot *slots = (struct inner_slot *)w->slots;

	while (slots[at].key != 0)
		at = (at + 1) & (((size_t)1 << w->slot_bits) - 1);
	slots[at] = (struct inner_slot){ screen_check(hash), key + 1 };
	if (e->size == 3)
		see_three(w, e->window);
	else
		see(w, e->window);
}

/* --- keys --- */

static size_t
count_windows(const struct sorted *v, size_t n, unsigned size)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += v[i].e.size == size &&
		    (i == 0 || !same_window(&v[i - 1], &v[i]));
	return k;
}

struct keys {
	struct inner_key *v;
	uint32_t *pieces;
	struct buf texts;
	uint32_t n, posted;
};

static void
put_key(struct keys *k, const struct sorted *v)
{
	k->v[k->n++] = (struct inner_key){ (uint32_t)k->texts.n, k->posted,
	    v->e.n, v->e.at, false };
	buf_put(&k->texts, (str){ v->s, v->e.n });
}

/* each key once, each piece once a key, each window once in its table */
static void
put_all(const struct sorted *v, size_t n, struct inner *in, struct keys *k)
{
	for (size_t i = 0; i < n; i++) {
		bool same = i > 0 && same_window(&v[i - 1], &v[i]);

		if (i == 0 || !same_key(&v[i - 1], &v[i])) {
			if (same)
				k->v[k->n - 1].more = true;
			put_key(k, &v[i]);
		}
		if (!same)
			put_window(v[i].e.size == 8 ? &in->eights :
			    &in->fours, &v[i].e, k->n - 1);
		if (k->posted == k->v[k->n - 1].first ||
		    k->pieces[k->posted - 1] != v[i].e.piece)
			k->pieces[k->posted++] = v[i].e.piece;
	}
}

void
inner_make(struct inner_builder *b, struct inner *in)
{
	struct sorted *v = sort(b);
	size_t threes = count_windows(v, b->n, 3);
	struct keys k = { .n = 0 };

	windows_init(b, &in->eights, count_windows(v, b->n, 8), 0);
	windows_init(b, &in->fours, count_windows(v, b->n, 4) + threes,
	    threes * AFTER_THREE);
	k.v = arena_array(b->arena, b->n + 1, sizeof(*k.v));
	k.pieces = arena_array(b->arena, b->n, sizeof(*k.pieces));
	buf_init(&k.texts, b->arena);
	put_all(v, b->n, in, &k);
	k.v[k.n] = (struct inner_key){ .text = (uint32_t)k.texts.n,
	    .first = k.posted };
	in->keys = k.v;
	in->pieces = k.pieces;
	in->texts = k.texts.s;
	in->nkeys = k.n;
}
