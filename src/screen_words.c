/* What a pattern's tree says of the keys of texts that it matches. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "arena.h"
#include "norm.h"
#include "pattern.h"
#include "screen.h"
#include "utf8.h"

enum {
	MOST_FIRST = 250,	/* words of one pattern */
	MOST_SHORT = 1500,	/* when they are short, to have any at all */
	MOST_INSIDE = 200,
	MEMBERS = 24,		/* of a class that is spelled out */
	ROUNDS = 16,		/* of a repeat that are spelled out */
	SHORTEST = 3		/* bytes of a word that is looked for inside */
};

struct maker {
	struct arena *arena;
	unsigned chars;		/* a word is closed at that length */
	uint32_t most;
	bool failed;		/* too many */
	bool keep_blank;	/* a blank may stand first */
};

/* --- sets of words --- */

static void
add(struct maker *m, struct words *w, const struct word *word)
{
	if (w->n >= 4 * m->most) {
		m->failed = true;
		return;
	}
	w->v = arena_grow(m->arena, w->v, w->n, &w->cap, sizeof(*w->v));
	w->v[w->n++] = *word;
}

static int
by_text(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int c = str_cmp((str){ x->s, x->n }, (str){ y->s, y->n });

	return c != 0 ? c : x->open - y->open;
}

static void
unique(struct maker *m, struct words *w)
{
	uint32_t n = 0;

	if (w->n < 2)
		return;
	qsort(w->v, w->n, sizeof(*w->v), by_text);
	for (uint32_t i = 0; i < w->n; i++)
		if (n == 0 || by_text(&w->v[n - 1], &w->v[i]) != 0)
			w->v[n++] = w->v[i];
	w->n = n;
	if (n > m->most)
		m->failed = true;
}

static void
add_all(struct maker *m, struct words *w, const struct words *more)
{
	for (uint32_t i = 0; i < more->n && !m->failed; i++)
		add(m, w, &more->v[i]);
	unique(m, w);
}

static struct words
copy(struct maker *m, const struct words *w)
{
	struct words c = { NULL, 0, 0 };

	for (uint32_t i = 0; i < w->n; i++)
		add(m, &c, &w->v[i]);
	return c;
}

static void
close_all(struct words *w)
{
	for (uint32_t i = 0; i < w->n; i++)
		w->v[i].open = false;
}

static bool
any_open(const struct words *w)
{
	for (uint32_t i = 0; i < w->n; i++)
		if (w->v[i].open)
			return true;
	return false;
}

/* a character of keys behind one word */
static void
extend(const struct maker *m, struct word *w, uint32_t c)
{
	char last = w->n > 0 ? w->s[w->n - 1] : '\0';

	if (!w->open || c == KEY_GONE ||
	    ((c == ' ' || c == '0') && last == (char)c) ||
	    (c == ' ' && w->n == 0 && !m->keep_blank))
		return;
	w->n = (unsigned char)(w->n + utf8proc_encode_char(
	    (utf8proc_int32_t)c, (utf8proc_uint8_t *)w->s + w->n));
	if (++w->chars >= m->chars || c == KEY_END)
		w->open = false;
}

static void
extend_all(struct maker *m, struct words *w, uint32_t c)
{
	for (uint32_t i = 0; i < w->n; i++)
		extend(m, &w->v[i], c);
}

/* --- the characters of a class, as keys --- */

struct members {
	uint32_t c[MEMBERS + 4];
	unsigned n;
};

static void
add_member(struct members *k, uint32_t c)
{
	for (unsigned i = 0; i < k->n; i++)
		if (k->c[i] == c)
			return;
	if (k->n < MEMBERS + 4)
		k->c[k->n++] = c;
}

/* false: too many, or it is not known which */
static bool
members_of(const struct set *s, struct members *k)
{
	k->n = 0;
	if (s->negated || (s->classes & ~(unsigned)(SET_NOT_WORD | SET_DIGIT |
	    SET_SPACE)))
		return false;
	if (s->classes & (SET_NOT_WORD | SET_SPACE))
		add_member(k, ' ');
	if (s->classes & SET_NOT_WORD)
		add_member(k, KEY_GONE);	/* it holds marks, too */
	if (s->classes & SET_DIGIT)
		add_member(k, '0');
	for (unsigned i = 0; i < s->nranges; i++)
		for (uint32_t c = s->ranges[i].from;
		    c <= s->ranges[i].to; c++) {
			add_member(k, key_char(c));
			if (k->n > MEMBERS || c - s->ranges[i].from > 300)
				return false;
		}
	return true;
}

static void
extend_members(struct maker *m, struct words *w, const struct members *k)
{
	struct words out = { NULL, 0, 0 };

	for (uint32_t i = 0; i < w->n && !m->failed; i++)
		for (unsigned j = 0; j < (w->v[i].open ? k->n : 1); j++) {
			struct word one = w->v[i];

			extend(m, &one, k->c[j]);
			add(m, &out, &one);
		}
	unique(m, &out);
	*w = out;
}

/* --- words that a match begins with --- */

static void first(struct maker *, const struct node *, struct words *);

static void
first_of_alt(struct maker *m, const struct node *n, struct words *w)
{
	struct words out = { NULL, 0, 0 };

	for (const struct node *c = n->first; c != NULL && !m->failed;
	    c = c->next) {
		struct words one = copy(m, w);

		first(m, c, &one);
		add_all(m, &out, &one);
	}
	*w = out;
}

static bool
same_words(const struct words *a, const struct words *b)
{
	if (a->n != b->n)
		return false;
	for (uint32_t i = 0; i < a->n; i++)
		if (by_text(&a->v[i], &b->v[i]) != 0)
			return false;
	return true;
}

static void
first_of_repeat(struct maker *m, const struct node *n, struct words *w)
{
	struct words out, before;
	uint32_t k;

	for (k = 0; k < n->min && k < ROUNDS && any_open(w) && !m->failed; k++)
		first(m, n->first, w);
	unique(m, w);
	out = copy(m, w);
	for (; k < n->max && any_open(w) && !m->failed; k++) {
		before = copy(m, &out);
		first(m, n->first, w);
		if (k >= ROUNDS)
			close_all(w);
		add_all(m, &out, w);
		if (same_words(&before, &out))
			break;
	}
	*w = out;
}

static void
first(struct maker *m, const struct node *n, struct words *w)
{
	struct members k;

	if (m->failed || !any_open(w))
		return;
	switch (n->kind) {
	case NODE_CHAR:
		extend_all(m, w, key_char(n->c));
		break;
	case NODE_SET:
		if (members_of(n->set, &k))
			extend_members(m, w, &k);
		else
			close_all(w);
		break;
	case NODE_SEQ:
		for (const struct node *c = n->first; c != NULL; c = c->next)
			first(m, c, w);
		break;
	case NODE_ALT:
		first_of_alt(m, n, w);
		break;
	case NODE_REPEAT:
		first_of_repeat(m, n, w);
		break;
	case NODE_END:
		extend_all(m, w, KEY_END);
		break;
	case NODE_OPAQUE:
		close_all(w);
		break;
	default:
		break;
	}
}

/* a word that another one starts with makes that one needless */
static void
drop_covered(struct words *w)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < w->n; i++)
		if (n == 0 || !str_starts((str){ w->v[i].s, w->v[i].n },
		    (str){ w->v[n - 1].s, w->v[n - 1].n }))
			w->v[n++] = w->v[i];
	w->n = n;
}

bool
words_first(struct arena *a, const struct node *n, unsigned chars,
    struct words *w)
{
	struct maker m = { .arena = a, .chars = chars,
	    .most = chars > 4 ? MOST_FIRST : MOST_SHORT };
	struct word start = { .open = true };

	*w = (struct words){ NULL, 0, 0 };
	if (!pattern_anchored(n, false))
		return false;
	add(&m, w, &start);
	first(&m, n, w);
	if (m.failed)
		return false;
	close_all(w);
	unique(&m, w);
	drop_covered(w);
	return !m.failed && w->n > 0 && w->v[0].n > 0;
}

/* --- words that stand anywhere in a match --- */

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
	static const char *const words[] = { "com", "org", "net", "www",
		"http", "https", "html", "php", "the", "and", "for", "with",
		"that", "from", "this", "you", "your" };
	str v = str_trim((str){ w->s, w->n });

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq(v, str_of(words[i])))
			return true;
	return false;
}

static unsigned
shortest(const struct words *w)
{
	unsigned n = w->n > 0 ? UINT8_MAX : 0;

	for (uint32_t i = 0; i < w->n; i++)
		if (w->v[i].n < n || everywhere(&w->v[i]))
			n = everywhere(&w->v[i]) && n > 2 ? 2 : w->v[i].n;
	return n;
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
		extend(m, &one, c);
	one.open = true;
	add(m, &w, &one);
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

			if (one.chars + b->v[k].chars > WORD_CHARS)
				return false;
			for (size_t j = 0; j < tail.n; ) {
				uint32_t c = utf8_next(tail, &j);

				one.open = true;
				extend(m, &one, c);
			}
			add(m, &out, &one);
		}
	for (uint32_t i = 0; i < out.n; i++)
		out.v[i].open = true;
	unique(m, &out);
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

		add_all(m, &in.all, &one);
	}
	return in;
}

static struct inside
inside_seq(struct maker *m, const struct node *n)
{
	struct inside in = { .exact = true };
	struct words run = single(m, 0, false);

	for (const struct node *c = n->first; c != NULL; c = c->next) {
		struct inside one = inside(m, c);

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
		add_all(m, &in.all, w);
	}
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
			add_all(m, &in.all, &none);
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
		add_all(v->m, v->out, &in.best);
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
	return settle(&v, n, 0) && worth(w) > 0;
}

/* --- signs --- */

/* those that all members of a class have */
static uint32_t
signs_of_set(const struct set *s)
{
	uint32_t signs = UINT32_MAX;

	if (!s->negated && s->classes == SET_DIGIT && s->nranges == 0)
		return key_sign('0');
	if (s->negated || s->classes != 0 || s->nranges == 0)
		return 0;
	for (unsigned i = 0; i < s->nranges && signs != 0; i++)
		for (uint32_t c = s->ranges[i].from; signs != 0 &&
		    c <= s->ranges[i].to; c++)
			signs &= key_sign(c);
	return signs;
}

uint32_t
words_signs(const struct node *n)
{
	uint32_t signs = n->kind == NODE_ALT ? UINT32_MAX : 0;

	switch (n->kind) {
	case NODE_CHAR:
		return key_sign(n->c);
	case NODE_SET:
		return signs_of_set(n->set);
	case NODE_SEQ:
		for (const struct node *c = n->first; c != NULL; c = c->next)
			signs |= words_signs(c);
		return signs;
	case NODE_ALT:
		for (const struct node *c = n->first; c != NULL; c = c->next)
			signs &= words_signs(c);
		return signs;
	case NODE_REPEAT:
		return n->min > 0 ? words_signs(n->first) : 0;
	default:
		return 0;
	}
}

static unsigned
bits(uint32_t v)
{
	unsigned n = 0;

	for (; v != 0; v &= v - 1)
		n++;
	return n;
}

/* the rarer of two clauses: the one that fewer signs fulfil */
static uint32_t
rarer(uint32_t a, uint32_t b)
{
	return a == 0 || (b != 0 && bits(b) < bits(a)) ? b : a;
}

static uint32_t
some_of_set(const struct set *s)
{
	uint32_t some = s->classes == SET_DIGIT ? key_sign('0') : 0, one;

	if (s->negated || (s->classes & ~(unsigned)SET_DIGIT))
		return 0;
	for (unsigned i = 0; i < s->nranges; i++)
		for (uint32_t c = s->ranges[i].from; c <= s->ranges[i].to;
		    c++) {
			one = key_sign(c);
			if (one == 0 || c - s->ranges[i].from > 300)
				return 0;
			some |= one;
		}
	return some;
}

uint32_t
words_some_sign(const struct node *n)
{
	uint32_t some = 0, one;

	switch (n->kind) {
	case NODE_CHAR:
		return key_sign(n->c);
	case NODE_SET:
		return some_of_set(n->set);
	case NODE_SEQ:
		for (const struct node *c = n->first; c != NULL; c = c->next)
			some = rarer(some, words_some_sign(c));
		return some;
	case NODE_ALT:
		for (const struct node *c = n->first; c != NULL; c = c->next) {
			one = words_some_sign(c);
			if (one == 0)
				return 0;
			some |= one;
		}
		return some;
	case NODE_REPEAT:
		return n->min > 0 ? words_some_sign(n->first) : 0;
	default:
		return 0;
	}
}
