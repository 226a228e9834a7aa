/* The keys that what a pattern matches can begin with. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "arena.h"
#include "norm.h"
#include "pattern.h"
#include "screen_words.h"
#include "utf8.h"

enum {
	MOST_FIRST = 250,	/* words of one pattern */
	MOST_SHORT = 1500,	/* when they are short, to have any at all */
	ROUNDS = 16,		/* of a repeat that are spelled out */
	STEPS = 20000		/* in a pattern, far more than a sane one takes */
};


/* --- sets of words --- */

void
words_add(struct maker *m, struct words *w, const struct word *word)
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

void
words_unique(struct maker *m, struct words *w)
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

void
words_add_all(struct maker *m, struct words *w, const struct words *more)
{
	for (uint32_t i = 0; i < more->n && !m->failed; i++)
		words_add(m, w, &more->v[i]);
	if (w->n > m->most)
		words_unique(m, w);
}

static struct words
copy(struct maker *m, const struct words *w)
{
	struct words c = { NULL, 0, 0 };

	for (uint32_t i = 0; i < w->n; i++)
		words_add(m, &c, &w->v[i]);
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
void
word_extend(const struct maker *m, struct word *w, uint32_t c)
{
	char last = w->n > 0 ? w->s[w->n - 1] : '\0';

	if (!w->open || c == KEY_GONE ||
	    ((c == ' ' || c == '0') && last == (char)c) ||
	    (c == ' ' && w->n == 0 && !m->keep_blank))
		return;
	w->n = (unsigned char)(w->n + utf8proc_encode_char(
	    (utf8proc_int32_t)c, (utf8proc_uint8_t *)w->s + w->n));
	if (++w->chars >= m->chars || c == KEY_END || w->n + 4 > WORD_BYTES)
		w->open = false;
}

static void
extend_all(struct maker *m, struct words *w, uint32_t c)
{
	for (uint32_t i = 0; i < w->n; i++)
		word_extend(m, &w->v[i], c);
}

/* --- the characters of a class, as keys --- */

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
bool
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

			word_extend(m, &one, k->c[j]);
			words_add(m, &out, &one);
		}
	words_unique(m, &out);
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
		words_add_all(m, &out, &one);
	}
	words_unique(m, &out);
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
	words_unique(m, w);
	out = copy(m, w);
	for (; k < n->max && any_open(w) && !m->failed; k++) {
		before = copy(m, &out);
		first(m, n->first, w);
		if (k >= ROUNDS)
			close_all(w);
		words_add_all(m, &out, w);
		words_unique(m, &out);
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
	m->failed = m->steps++ > STEPS;
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
	words_add(&m, w, &start);
	first(&m, n, w);
	if (m.failed)
		return false;
	close_all(w);
	words_unique(&m, w);
	drop_covered(w);
	return !m.failed && w->n > 0 && w->v[0].n > 0;
}
