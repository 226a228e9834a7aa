/* Keys one of which whatever a pattern matches holds. */
#include <string.h>

#include "arena.h"
#include "screen_words.h"
#include "utf8.h"

enum {
	MOST_INSIDE = 200,	/* words of one sequence */
	SHORTEST = 3		/* bytes of a word that is looked for */
};

struct inside {
	bool exact;		/* all keys of a match, no more, no less */
	struct words all;	/* when exact */
	struct words best;	/* one of which each match holds; may be none */
};

static struct inside inside(struct maker *, const struct node *);

/* in every other text or address: worth no more than two letters */
static bool
everywhere(const struct word *w)
{
	static const char words[] = " com org net www http https html php the "
	    "and for with that from this you your ";
	str v = str_trim((str){ w->s, w->n });
	char spaced[8] = " ";

	if (v.n < 3 || v.n > 5)
		return false;
	memcpy(spaced + 1, v.s, v.n);
	spaced[v.n + 1] = ' ';
	return str_find(S(words), (str){ spaced, v.n + 2 }) <
	    sizeof(words) - 1;
}

static unsigned
shortest(const struct words *w)
{
	unsigned shortest_n = w->n > 0 ? UINT8_MAX : 0;

	for (uint32_t i = 0; i < w->n; i++) {
		unsigned n = everywhere(&w->v[i]) ? 2 : w->v[i].n;

		if (n < shortest_n)
			shortest_n = n;
	}
	return shortest_n;
}

/* long words are good, many are not */
static int
worth(const struct words *w)
{
	int n = (int)shortest(w), cost = 0;

	if (w->n == 0 || n < SHORTEST)
		return 0;
	for (uint32_t many = w->n; many > 1; many /= 2)
		cost++;
	return 8 * (n > 8 ? 8 : n) + (n > 14 ? 14 : n) - 5 * cost;
}

static void
consider(struct inside *in, const struct words *w)
{
	if (worth(w) > worth(&in->best))
		in->best = *w;
}

static struct words
single(struct maker *m, uint32_t c, bool some)
{
	struct words w = { NULL, 0, 0 };
	struct word one = { .open = true };

	if (some)
		word_extend(m, &one, c);
	one.open = true;
	words_add(m, &w, &one);
	return w;
}

/* a followed by b; false: too many or too long, *a is as it was */
static bool
cross(struct maker *m, struct words *a, const struct words *b)
{
	struct words out = { NULL, 0, 0 };

	if ((uint64_t)a->n * b->n > m->most)
		return false;
	for (uint32_t i = 0; i < a->n; i++)
		for (uint32_t k = 0; k < b->n; k++) {
			struct word one = a->v[i];
			str tail = { b->v[k].s, b->v[k].n };

			if (one.chars + b->v[k].chars > WORD_CHARS ||
			    one.n + b->v[k].n + 4 > WORD_BYTES)
				return false;
			for (size_t j = 0; j < tail.n; ) {
				uint32_t c = utf8_next(tail, &j);

				one.open = true;
				word_extend(m, &one, c);
			}
			words_add(m, &out, &one);
		}
	for (uint32_t i = 0; i < out.n; i++)
		out.v[i].open = true;
	words_unique(m, &out);
	*a = out;
	return true;
}

static struct inside
inside_set(struct maker *m, const struct node *n)
{
	struct inside in = { .exact = false };
	struct members k;

	if (!members_of(n->set, &k))
		return in;
	in.exact = true;
	for (unsigned i = 0; i < k.n; i++) {
		struct words one = single(m, k.c[i], true);

		words_add_all(m, &in.all, &one);
	}
	words_unique(m, &in.all);
	return in;
}

/* what must stand ahead stands in the text, too */
static bool
ahead(struct maker *m, const struct node *n, struct inside *in)
{
	struct inside one;

	if (n->kind != NODE_LOOK)
		return false;
	if (n->c == LOOK_AHEAD) {
		one = inside(m, n->body);
		consider(in, one.exact ? &one.all : &one.best);
	}
	return true;
}

static struct inside
inside_seq(struct maker *m, const struct node *n)
{
	struct inside in = { .exact = true };
	struct words run = single(m, 0, false);

	for (const struct node *c = n->first; c != NULL; c = c->next) {
		struct inside one;

		if (ahead(m, c, &in))
			continue;
		one = inside(m, c);
		if (one.exact && cross(m, &run, &one.all))
			continue;
		in.exact = false;
		consider(&in, &run);
		if (!one.exact)
			consider(&in, &one.best);
		run = one.exact ? one.all : single(m, 0, false);
	}
	if (in.exact)
		in.all = run;
	else
		consider(&in, &run);
	return in;
}

static struct inside
inside_alt(struct maker *m, const struct node *n)
{
	struct inside in = { .exact = true };
	bool some = true;

	for (const struct node *c = n->first; c != NULL; c = c->next) {
		struct inside one = inside(m, c);
		const struct words *w = one.exact ? &one.all : &one.best;

		in.exact = in.exact && one.exact;
		some = some && w->n > 0 && (one.exact || shortest(w) > 0);
		if (in.all.n + w->n > m->most)
			return (struct inside){ .exact = false };
		words_add_all(m, &in.all, w);
	}
	words_unique(m, &in.all);
	if (!in.exact && some)
		in.best = in.all;
	return in;
}

/* all words are one blank or one "0", which any number of them is, too */
static bool
lasting(const struct words *w)
{
	for (uint32_t i = 0; i < w->n; i++)
		if (w->v[i].n > 1 || (w->v[i].n == 1 &&
		    w->v[i].s[0] != ' ' && w->v[i].s[0] != '0'))
			return false;
	return w->n <= 1 || (w->n == 2 && (w->v[0].n == 0 || w->v[1].n == 0));
}

static struct inside
inside_repeat(struct maker *m, const struct node *n)
{
	struct inside in = inside(m, n->first);
	struct words none = single(m, 0, false);

	if (n->max == 0)
		return (struct inside){ .exact = true, .all = none };
	if (in.exact && (n->max == 1 || lasting(&in.all))) {
		if (n->min == 0)
			words_add_all(m, &in.all, &none);
		words_unique(m, &in.all);
		return in;
	}
	if (n->min == 0)
		return (struct inside){ .exact = false };
	if (in.exact)
		in.best = in.all;
	in.exact = false;
	return in;
}

static struct inside
inside(struct maker *m, const struct node *n)
{
	switch (n->kind) {
	case NODE_CHAR:
		return (struct inside){ .exact = true,
		    .all = single(m, key_char(n->c), true) };
	case NODE_SET:
		return inside_set(m, n);
	case NODE_SEQ:
		return inside_seq(m, n);
	case NODE_ALT:
		return inside_alt(m, n);
	case NODE_REPEAT:
		return inside_repeat(m, n);
	case NODE_END:
		return (struct inside){ .exact = true,
		    .all = single(m, KEY_END, true) };
	case NODE_OPAQUE:
		return (struct inside){ .exact = false };
	default:
		return (struct inside){ .exact = true,
		    .all = single(m, 0, false) };
	}
}

/*
 * A sequence that tells nothing may do so when one of its choices is settled:
 * "a(?: .*)?b" holds "a " or "ab".
 */
enum { SETTLED = 5, VARIANTS = 40 };	/* choices in a row; sequences in all */

struct variants {
	struct maker *m;
	struct words *out;
	unsigned n;
};

/* the sequence with the child old replaced by what new stands for */
static struct node *
replaced(struct arena *a, const struct node *seq, const struct node *old,
    const struct node *new)
{
	struct node *copy = arena_new(a, struct node), **tail = &copy->first;

	copy->kind = NODE_SEQ;
	for (const struct node *c = seq->first; c != NULL; c = c->next) {
		bool inner = c == old && new->kind == NODE_SEQ;

		for (const struct node *k = inner ? new->first :
		    c == old ? new : c; k != NULL;
		    k = inner ? k->next : NULL) {
			*tail = arena_new(a, struct node);
			**tail = *k;
			(*tail)->next = NULL;
			tail = &(*tail)->next;
		}
	}
	return copy;
}

static bool settle(struct variants *, const struct node *, unsigned depth);

/* all variants of one child; false: one of them tells nothing */
static bool
settle_child(struct variants *v, const struct node *seq,
    const struct node *c, unsigned depth)
{
	static const struct node nothing = { .kind = NODE_EMPTY };
	struct arena *a = v->m->arena;
	struct node some;

	if (c->kind == NODE_ALT) {
		for (const struct node *k = c->first; k != NULL; k = k->next)
			if (!settle(v, replaced(a, seq, c, k), depth + 1))
				return false;
		return true;
	}
	some = *c->first;
	if (c->max > 1) {
		some = *c;
		some.min = 1;
	}
	return settle(v, replaced(a, seq, c, &some), depth + 1) &&
	    settle(v, replaced(a, seq, c, &nothing), depth + 1);
}

static bool
settle(struct variants *v, const struct node *seq, unsigned depth)
{
	struct inside in = inside(v->m, seq);

	if (in.exact)
		consider(&in, &in.all);
	if (worth(&in.best) > 0) {
		words_add_all(v->m, v->out, &in.best);
		return !v->m->failed;
	}
	if (depth == SETTLED || ++v->n > VARIANTS || seq->kind != NODE_SEQ)
		return false;
	for (const struct node *c = seq->first; c != NULL; c = c->next)
		if (c->kind == NODE_ALT || (c->kind == NODE_REPEAT &&
		    c->min == 0 && c->first->kind != NODE_SET &&
		    c->first->kind != NODE_CHAR))
			return settle_child(v, seq, c, depth);
	return false;
}

bool
words_inside(struct arena *a, const struct node *n, struct words *w)
{
	struct maker m = {
		.arena = a, .chars = WORD_CHARS + 1, .most = MOST_INSIDE,
		.keep_blank = true
	};
	struct variants v = { .m = &m, .out = w };

	*w = (struct words){ NULL, 0, 0 };
	if (!settle(&v, n, 0))
		return false;
	words_unique(&m, w);
	return !m.failed && worth(w) > 0;
}
