/*
 * A page that shipped rules would gut is a page they do not understand: the
 * widest of them are set aside for it, and the trace says so.
 */
#include "arena.h"
#include "match_in.h"

enum {
	ENOUGH = 100,		/* words of a page before it is looked at */
	GUTTED = 50,		/* per cent of them that rules may drop */
	WIDE = 25		/* per cent that makes a single rule wide */
};

static const struct why rescue = {
	.id = { "rescue", 6 }, .category = { "rescue", 6 },
	.rank = RANK_SHIPPED
};

struct toll {
	const struct why *why;
	uint32_t words;
	bool wide;
};

/* dropped by a shipped rule though no stage did */
static bool
lost(const struct block *b)
{
	if (b->hidden || b->fate != FATE_DROP || b->verdict == NULL ||
	    b->verdict->why->rank != RANK_SHIPPED)
		return false;
	for (const struct mark *k = b->history; k != NULL; k = k->prev)
		if (k->why->rank == RANK_STAGE && !k->retypes)
			return k->fate != FATE_DROP;
	return true;
}

static bool
kept(const struct block *b)
{
	return !b->hidden && b->fate != FATE_DROP;
}

static struct toll *
toll_of(struct toll *tolls, size_t n, const struct why *why)
{
	for (size_t i = 0; i < n; i++)
		if (tolls[i].why == why)
			return &tolls[i];
	return NULL;
}

/* does the rule drop more than the block it matches? */
static bool
spreads(const struct matcher *m, const struct why *why)
{
	for (size_t i = 0; i < m->rules->n; i++) {
		const struct rule *rule = m->rules->all[i];

		if (rule != NULL && &rule->why == why)
			return rule->action == ACTION_DROP_AFTER ||
			    rule->action == ACTION_DROP_BEFORE ||
			    rule->take.to > 0;
	}
	return false;
}

/* words that each rule dropped */
static size_t
take_tolls(const struct matcher *m, struct toll **tolls)
{
	struct doc *d = m->doc;
	size_t n = 0, cap = 0;

	*tolls = NULL;
	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];
		struct toll *t;

		if (!lost(b))
			continue;
		t = toll_of(*tolls, n, b->verdict->why);
		if (t == NULL) {
			*tolls = arena_grow(d->arena, *tolls, n, &cap,
			    sizeof(**tolls));
			t = &(*tolls)[n++];
			*t = (struct toll){ .why = b->verdict->why,
			    .wide = spreads(m, b->verdict->why) };
		}
		t->words += b->words;
	}
	return n;
}

/* did wide rules alone drop it? */
static bool
only_wide(const struct block *b, struct toll *tolls, size_t n, uint32_t whole)
{
	for (const struct mark *k = b->history; k != NULL; k = k->prev) {
		const struct toll *t;

		if (k->fate != FATE_DROP || k->retypes ||
		    k->why->rank != RANK_SHIPPED)
			continue;
		t = toll_of(tolls, n, k->why);
		if (t == NULL || (!t->wide &&
		    t->words * 100ull <= whole * (uint64_t)WIDE))
			return false;
	}
	return true;
}

void
match_rescue(struct matcher *m)
{
	struct doc *d = m->doc;
	uint32_t whole = 0, gone = 0;
	struct toll *tolls;
	size_t n;

	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];

		whole += kept(b) || lost(b) ? b->words : 0;
		gone += lost(b) ? b->words : 0;
	}
	if (whole < ENOUGH || gone * 100ull <= whole * (uint64_t)GUTTED)
		return;
	n = take_tolls(m, &tolls);
	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];

		if (lost(b) && only_wide(b, tolls, n, whole))
			doc_mark(d, i, FATE_KEEP, &rescue);
	}
}
