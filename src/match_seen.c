/*
 * Menus stand twice on many pages: what was found out about a short text holds
 * for its next block, too. All of it is forgotten with the page.
 */
#include <string.h>

#include "arena.h"
#include "match_in.h"

enum {
	SHORT = 120,		/* bytes of a text that is remembered */
	PROBES = 8		/* places where it is looked for */
};

void
seen_page(struct matcher *m)
{
	m->nseen = 16;
	while (m->nseen < 2 * m->doc->n)
		m->nseen *= 2;
	m->seen = arena_array(m->doc->arena, m->nseen, sizeof(*m->seen));
}

struct seen *
seen_text(struct matcher *m, str text)
{
	size_t at;

	if (m->seen == NULL || text.n > SHORT)
		return NULL;
	at = (size_t)(str_mix(text) >> 24) & (m->nseen - 1);
	for (int i = 0; i < PROBES; i++, at = (at + 1) & (m->nseen - 1)) {
		struct seen **slot = &m->seen[at];

		if (*slot == NULL) {
			*slot = arena_new(m->doc->arena, struct seen);
			(*slot)->text = text;
			return *slot;
		}
		if (str_eq((*slot)->text, text))
			return *slot;
	}
	return NULL;
}

void
seen_keep(struct matcher *m, struct seen *seen)
{
	struct arena *a = m->doc->arena;

	seen->looked = true;
	seen->n = (uint32_t)m->found.n;
	if (seen->n == 0)
		return;
	seen->found = arena_array(a, seen->n, sizeof(*seen->found));
	seen->answers = arena_array(a, seen->n, sizeof(*seen->answers));
	memcpy(seen->found, m->found.v, seen->n * sizeof(*seen->found));
}

void
seen_recall(struct matcher *m, const struct seen *seen)
{
	struct candidates *c = &m->found;

	while (c->cap < seen->n)
		c->v = arena_grow(c->arena, c->v, c->cap, &c->cap,
		    sizeof(*c->v));
	c->n = seen->n;
	if (seen->n > 0)
		memcpy(c->v, seen->found, seen->n * sizeof(*c->v));
}

/* they are asked for in their order, mostly */
uint8_t *
seen_answer(struct seen *seen, uint32_t piece)
{
	for (uint32_t k = 0; seen != NULL && k < seen->n; k++) {
		uint32_t i = seen->last + k;

		i -= i >= seen->n ? seen->n : 0;
		if (seen->found[i] == piece) {
			seen->last = i;
			return &seen->answers[i];
		}
	}
	return NULL;
}
