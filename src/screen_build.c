/* From patterns to the tables of the screen. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "pattern.h"
#include "rule.h"
#include "screen.h"
#include "screen_inner.h"

enum {
	BRANCHES = 2,		/* of a choice that is taken apart */
	LONGEST = 10,		/* characters of a key at the start */
	TYPICAL = 100		/* bytes of a brief text */
};

/* a piece that is tried more often than this is as well tried always */
static const double often = 0.25;

/* the share of texts that have the signs which such a piece asks for */
static const double with_signs = 0.1;

/* one that is tried less often than this is not worth more thought */
static const double seldom = 0.001;

/* what a branch adds to the cost of trying a whole pattern */
static const double branch_cost = 0.03;

struct filing {
	uint64_t hash;		/* of the key */
	uint32_t piece;
};

struct filings {
	struct filing *v;
	size_t n, cap;
};

struct numbers {
	uint32_t *v;
	size_t n, cap;
};

struct builder {
	struct arena *arena;	/* of the result */
	struct arena page;	/* of one pattern's sieves */
	struct arena scratch;	/* of one sieve, while it is made */
	struct arena trees;	/* of one pattern */
	const struct rules *rules;
	struct piece *pieces;
	size_t n, cap;
	struct filings first;
	uint32_t lengths;
	struct inner_builder brief, any, links;
	struct always *always;
	size_t nalways, alwayscap;
	struct numbers any_link;
};

/* --- pieces --- */

str
piece_source(struct arena *a, const struct piece *p, str source)
{
	struct buf b;

	if (p->to == 0)
		return source;
	buf_init(&b, a);
	buf_put(&b, str_slice(source, 0, p->open));
	buf_put(&b, str_slice(source, p->from, p->to));
	buf_put(&b, str_slice(source, p->close, source.n));
	return buf_str(&b);
}

static unsigned
branches(const struct node *n)
{
	unsigned k = 0;

	if (n->kind != NODE_ALT)
		return 0;
	for (const struct node *c = n->first; c != NULL; c = c->next)
		k++;
	return k;
}

/* \1 counts groups, which a piece has fewer of */
static bool
has_opaque(const struct node *n)
{
	if (n->kind == NODE_OPAQUE || (n->body != NULL && has_opaque(n->body)))
		return true;
	for (const struct node *c = n->first; c != NULL; c = c->next)
		if (has_opaque(c))
			return true;
	return false;
}

const struct node *
piece_choice(const struct node *n)
{
	const struct node *best = NULL;

	if (has_opaque(n))
		return NULL;
	if (n->kind == NODE_ALT)
		return branches(n) >= BRANCHES ? n : NULL;
	for (const struct node *c = n->kind == NODE_SEQ ? n->first : NULL;
	    c != NULL; c = c->next)
		if (branches(c) >= BRANCHES &&
		    (best == NULL || branches(c) > branches(best)))
			best = c;
	return best;
}

/* --- filing --- */

static void
file(struct builder *b, struct filings *f, uint64_t hash, uint32_t piece)
{
	f->v = arena_grow(b->arena, f->v, f->n, &f->cap, sizeof(*f->v));
	f->v[f->n++] = (struct filing){ hash, piece };
}

/* a guess at how often one of the words stands there */
static double
likely(const struct words *w, double places)
{
	double sum = 0;

	for (uint32_t i = 0; i < w->n; i++)
		sum += places * exp2(screen_rarity(w->v[i].s, w->v[i].n) /
		    -1.5);
	return sum;
}

static void
file_first(struct builder *b, uint32_t piece, const struct words *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		file(b, &b->first, screen_hash(w->v[i].s, w->v[i].n), piece);
		b->lengths |= 1u << w->v[i].chars;
	}
}

static void
file_inside(struct builder *b, uint32_t piece, const struct words *w,
    bool brief)
{
	for (uint32_t i = 0; i < w->n; i++) {
		inner_add(&b->brief, &w->v[i], piece);
		if (!brief)
			inner_add(&b->any, &w->v[i], piece);
	}
}

static void
add_any_link(struct builder *b, uint32_t alt)
{
	struct numbers *to = &b->any_link;

	to->v = arena_grow(b->arena, to->v, to->n, &to->cap, sizeof(*to->v));
	to->v[to->n++] = alt;
}

static void
add_always(struct builder *b, uint32_t piece)
{
	const struct piece *p = &b->pieces[piece];

	b->always = arena_grow(b->arena, b->always, b->nalways, &b->alwayscap,
	    sizeof(*b->always));
	b->always[b->nalways++] = (struct always){ piece, p->signs, p->some };
}

/* the longest keys that are not too many */
static double
first_words(struct builder *b, const struct node *n, struct words *w)
{
	static const unsigned lengths[] = { LONGEST, 6, 4, 3, 2 };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++)
		if (words_first(&b->scratch, n, lengths[i], w))
			return likely(w, 1);
	return 1;
}

/* how a piece can be told from the texts that it does not match */
struct sieve {
	struct words start, in;
	double at_start, within;	/* share of texts that pass; 1: all */
	uint32_t signs, some;
};

static void
keep_words(struct builder *b, struct words *w)
{
	struct word *v = arena_array(&b->page, w->n, sizeof(*v));

	if (w->n > 0)
		memcpy(v, w->v, w->n * sizeof(*v));
	w->v = v;
}

/* lives until the page is reset; the one that is not looked up by has none */
static void
sieve_make(struct builder *b, const struct piece *p, struct sieve *s)
{
	const struct alt *alt = b->rules->alts[p->alt];
	const struct node *tree = pattern_parse(&b->scratch,
	    piece_source(&b->scratch, p, alt->source), alt->flags);

	s->at_start = first_words(b, tree, &s->start);
	s->within = words_inside(&b->scratch, tree, &s->in) ?
	    likely(&s->in, TYPICAL) : 1;
	s->signs = words_signs(tree);
	s->some = words_some_sign(tree);
	if (s->at_start <= s->within)
		keep_words(b, &s->start);
	else
		keep_words(b, &s->in);
	arena_reset(&b->scratch);
}

static double
sieve_share(const struct sieve *s)
{
	double least = s->at_start < s->within ? s->at_start : s->within;

	return least < often ? least :
	    s->signs != 0 || s->some != 0 ? with_signs : 1;
}

/* adds the piece and files it under what is rarest */
static void
add_piece(struct builder *b, struct piece *p, const struct sieve *s)
{
	uint32_t index = (uint32_t)b->n;

	p->signs = s->signs;
	p->some = s->some;
	b->pieces = arena_grow(b->arena, b->pieces, b->n, &b->cap,
	    sizeof(*b->pieces));
	b->pieces[b->n++] = *p;
	if (s->at_start > often && s->within > often)
		add_always(b, index);
	else if (s->at_start <= s->within)
		file_first(b, index, &s->start);
	else
		file_inside(b, index, &s->in,
		    b->rules->all[p->rule]->words.to <= BRIEF);
}

/* the n-th branch of a choice is this one */
static void
take_branch(struct piece *p, const struct node *choice,
    const struct node *branch)
{
	p->open = (uint16_t)choice->first->at;
	p->close = (uint16_t)choice->end;
	p->from = (uint16_t)branch->at;
	p->to = (uint16_t)(branch->next != NULL ? branch->next->at - 1 :
	    choice->end);
}

/* of each branch of a choice; *share: how often they are tried together */
static struct sieve *
sieve_branches(struct builder *b, struct piece p, const struct node *choice,
    double *share)
{
	struct sieve *v = arena_array(&b->page, branches(choice), sizeof(*v));
	unsigned n = 0;

	*share = 0;
	for (const struct node *c = choice->first; c != NULL; c = c->next) {
		take_branch(&p, choice, c);
		sieve_make(b, &p, &v[n]);
		*share += sieve_share(&v[n++]);
	}
	return v;
}

/*
 * A choice is parted into its branches where these, one by one, are tried less
 * often than the whole: not where what stands around the choice tells all.
 */
static void
add_alt(struct builder *b, const struct alt *alt)
{
	const struct node *choice = piece_choice(pattern_parse(&b->trees,
	    alt->source, alt->flags));
	struct piece p = { .rule = alt->rule, .alt = alt->index };
	struct sieve whole, *parts;
	double share;

	sieve_make(b, &p, &whole);
	if (choice == NULL || sieve_share(&whole) < seldom) {
		add_piece(b, &p, &whole);
		return;
	}
	parts = sieve_branches(b, p, choice, &share);
	if (share > sieve_share(&whole) * (1 + branches(choice) *
	    branch_cost)) {
		add_piece(b, &p, &whole);
		return;
	}
	for (const struct node *c = choice->first; c != NULL; c = c->next) {
		take_branch(&p, choice, c);
		add_piece(b, &p, parts++);
	}
}

/* the pattern of a condition: by what its targets must hold */
static void
add_link(struct builder *b, const struct alt *alt)
{
	struct words in;

	if (words_inside(&b->page, pattern_parse(&b->page, alt->source,
	    alt->flags), &in) && likely(&in, TYPICAL) < often) {
		for (uint32_t i = 0; i < in.n; i++)
			inner_add(&b->links, &in.v[i], alt->index);
	} else {
		add_any_link(b, alt->index);
	}
}

static void
add_links(struct builder *b, const struct rule *rule)
{
	for (uint32_t k = 0; k < rule->nconds; k++) {
		if (rule->conds[k].what == COND_HREF)
			add_link(b, rule->conds[k].regex);
		arena_reset(&b->page);
	}
}

static int
by_language(const void *a, const void *b)
{
	const struct alt *x = *(struct alt *const *)a;
	const struct alt *y = *(struct alt *const *)b;
	int c = str_cmp(x->langs, y->langs);

	return c != 0 ? c : (x->index > y->index) - (x->index < y->index);
}

/*
 * Pieces of one language stand together, and so do their programs: a page needs
 * those of one or two.
 */
static void
add_alts(struct builder *b, uint32_t first)
{
	const struct rules *r = b->rules;
	const struct alt **alts = arena_array(b->arena, r->nalts,
	    sizeof(*alts));
	size_t n = 0;

	for (size_t i = first; i < r->n; i++)
		for (uint32_t k = 0; k < r->all[i]->nalts; k++)
			alts[n++] = r->all[i]->alts[k];
	if (n > 0)
		qsort(alts, n, sizeof(*alts), by_language);
	for (size_t i = 0; i < n; i++) {
		add_alt(b, alts[i]);
		arena_reset(&b->page);
		arena_reset(&b->trees);
	}
}

/* --- tables --- */

static int
by_hash(const void *a, const void *b)
{
	const struct filing *x = a, *y = b;

	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash) :
	    (x->piece > y->piece) - (x->piece < y->piece);
}

static void
make_table(struct builder *b, struct filings *f, struct table *t)
{
	uint32_t *heads;
	uint32_t *v = arena_array(b->arena, f->n, sizeof(*v));
	size_t k = 0;

	for (t->bits = 4; t->bits < 20 && (4u << t->bits) < f->n; t->bits++)
		;
	heads = arena_array(b->arena, (1u << t->bits) + 1, sizeof(*heads));
	if (f->n > 0)
		qsort(f->v, f->n, sizeof(*f->v), by_hash);
	for (uint32_t h = 0; h < 1u << t->bits; h++) {
		heads[h] = (uint32_t)k;
		for (; k < f->n && f->v[k].hash >> (64 - t->bits) == h; k++)
			v[k] = posting_of(f->v[k].hash, f->v[k].piece);
	}
	heads[1u << t->bits] = (uint32_t)k;
	t->heads = heads;
	t->v = v;
}

void
screen_build(struct arena *a, const struct rules *r, uint32_t first,
    struct screen *s)
{
	struct builder b = { .arena = a, .rules = r };

	arena_init(&b.page, a->fail, a->ctx);
	arena_init(&b.scratch, a->fail, a->ctx);
	arena_init(&b.trees, a->fail, a->ctx);
	inner_init(&b.brief, a);
	inner_init(&b.any, a);
	inner_init(&b.links, a);
	add_alts(&b, first);
	for (size_t i = first; i < r->n; i++)
		add_links(&b, r->all[i]);
	arena_free(&b.page);
	arena_free(&b.scratch);
	arena_free(&b.trees);
	*s = (struct screen){
		.pieces = b.pieces, .npieces = (uint32_t)b.n,
		.lengths = b.lengths, .always = b.always,
		.nalways = (uint32_t)b.nalways, .any_link = b.any_link.v,
		.nany_link = (uint32_t)b.any_link.n
	};
	make_table(&b, &b.first, &s->first);
	inner_make(&b.brief, &s->brief);
	inner_make(&b.any, &s->any);
	inner_make(&b.links, &s->links);
}
