/* Signs that whatever a pattern matches holds. */
#include "screen_words.h"

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
	case NODE_LOOK:
		return n->c == LOOK_AHEAD ? words_signs(n->body) : 0;
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
	case NODE_LOOK:
		return n->c == LOOK_AHEAD ? words_some_sign(n->body) : 0;
	default:
		return 0;
	}
}
