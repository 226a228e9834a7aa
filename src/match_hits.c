/* What rules found, and what stands against it. */
#include <stdlib.h>

#include "arena.h"
#include "match_in.h"
#include "norm.h"
#include "utf8.h"

enum { CUTS = 100 };	/* that one rule makes in one block */

void
hits_add(struct matcher *m, struct hits *h, const struct hit *hit)
{
	h->v = arena_more(m->doc->arena, h->v, h->n, &h->cap, sizeof(*h->v));
	h->v[h->n++] = *hit;
}

struct sorted {
	const struct rule *rule;
	struct hit hit;
};

static int
by_weight(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int c = (int)x->rule->why.rank - (int)y->rule->why.rank;

	if (c == 0)
		c = str_cmp(y->rule->why.id, x->rule->why.id);
	return c != 0 ? c : (x->hit.from > y->hit.from) -
	    (x->hit.from < y->hit.from);
}

void
hits_sort(struct matcher *m, struct hits *h, size_t from)
{
	size_t n = h->n - from;
	struct sorted *v;

	if (n < 2)
		return;
	v = arena_array(m->doc->arena, n, sizeof(*v));
	for (size_t i = 0; i < n; i++) {
		v[i].hit = h->v[from + i];
		v[i].rule = rules_at(m->rules, v[i].hit.rule);
	}
	qsort(v, n, sizeof(*v), by_weight);
	for (size_t i = 0; i < n; i++)
		h->v[from + i] = v[i].hit;
}

size_t
hits_of(const struct matcher *m, uint32_t block, size_t *from)
{
	*from = m->first_hit[block];
	return m->first_hit[block + 1];
}

size_t
late_of(const struct matcher *m, uint32_t block)
{
	size_t lo = 0, hi = m->late.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m->late.v[mid].block < block)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* where byte i of what cuts left stands in the block's text */
static uint32_t
uncut(const struct block *b, uint32_t i)
{
	uint32_t head = 0;
	const struct cut *c;

	for (c = b->cuts; c != NULL && c->from <= head; c = c->next)
		head = c->to;
	if (b->cuts == NULL)
		return i;
	while (head < b->text.n && (b->text.s[head] == ' ' ||
	    (b->text.s[head] >= '\t' && b->text.s[head] <= '\r'))) {
		head++;
		for (; c != NULL && c->from <= head; c = c->next)
			head = c->to;
	}
	for (i += head; c != NULL && c->from <= i; c = c->next)
		i += c->to - c->from;
	return i;
}

void
hits_add_cut(const struct subject *s, uint32_t rule, const size_t span[2],
    struct hits *h)
{
	const struct block *b = &s->m->doc->blocks[s->block];
	uint32_t from = norm_origin(s->norm, (uint32_t)span[0]);
	uint32_t to = norm_origin(s->norm, (uint32_t)span[1]);

	if (from < to)
		hits_add(s->m, h, &(struct hit){ .block = s->block,
		    .rule = rule, .from = uncut(b, from),
		    .to = uncut(b, to - 1) + 1 });
}

void
hits_add_cuts(const struct subject *s, const struct piece *p, struct hits *h)
{
	struct matcher *m = s->m;
	const struct rule *rule = rules_at(m->rules, p->rule);
	const struct alt *alt = rules_alt(m->rules, p->alt);
	size_t from = 0, span[2];

	m->cut_by[p->alt] = m->look;
	m->effort[p->rule].searches++;
	for (unsigned k = 0; k < CUTS && from <= s->text.n &&
	    regex_find(m->regexes, alt, s->text, from, span, m->diag);
	    k++) {
		str what = str_slice(s->text, span[0], span[1]);

		if (what.n > 0 && within(&rule->chars,
		    (uint32_t)utf8_chars(what)))
			hits_add_cut(s, p->rule, span, h);
		from = span[1];
		if (what.n == 0 && from < s->text.n)
			utf8_next(s->text, &from);
		else if (what.n == 0)
			break;
	}
}

bool
allow_covers(const struct rule *allow, const struct rule *rule)
{
	bool limited = false;

	for (uint32_t k = 0; k < allow->nconds; k++) {
		const struct cond *c = &allow->conds[k];

		if (c->what != COND_OF)
			continue;
		limited = true;
		for (uint32_t i = 0; i < c->nrefs; i++)
			if (c->refs[i].kind == REF_CATEGORY ?
			    c->refs[i].value == rule->category :
			    str_eq(c->refs[i].name, rule->why.id))
				return true;
	}
	return !limited;
}

static bool
vetoes(const struct rule *allow, const struct rule *rule)
{
	return (allow->action == ACTION_ALLOW ||
	    allow->action == ACTION_KEEP) &&
	    allow->why.rank >= rule->why.rank && allow_covers(allow, rule);
}

bool
hit_vetoed(const struct matcher *m, uint32_t block, const struct rule *rule)
{
	struct rule **all = m->rules->all;
	size_t from, to = hits_of(m, block, &from);

	for (size_t i = from; i < to; i++)
		if (vetoes(all[m->hits.v[i].rule], rule))
			return true;
	for (size_t i = late_of(m, block); i < m->late.n &&
	    m->late.v[i].block == block; i++)
		if (vetoes(all[m->late.v[i].rule], rule))
			return true;
	return false;
}

bool
matcher_has_hit(const struct matcher *m, uint32_t block, uint32_t rule)
{
	size_t from, to = hits_of(m, block, &from);

	for (size_t i = from; i < to; i++)
		if (m->hits.v[i].rule == rule)
			return true;
	for (size_t i = late_of(m, block); i < m->late.n &&
	    m->late.v[i].block == block; i++)
		if (m->late.v[i].rule == rule)
			return true;
	return false;
}

