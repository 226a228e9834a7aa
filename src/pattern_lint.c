/* What can be said of a pattern's length and cost from its tree. */
#include "pattern.h"

#include "arena.h"
#include "norm.h"
#include "utf8.h"

/* the walk ends there: far more than any pattern of sane nesting takes */
enum { STEPS = 200000 };

static uint32_t
add(uint32_t a, uint32_t b)
{
	return a == PATTERN_MANY || b == PATTERN_MANY || a > 1000000 ||
	    b > 1000000 ? PATTERN_MANY : a + b;
}

static uint32_t
times(uint32_t a, uint32_t b)
{
	if (a == 0 || b == 0)
		return 0;
	return a == PATTERN_MANY || b == PATTERN_MANY || a > 1000000 / b ?
	    PATTERN_MANY : a * b;
}

static void
length_of_alt(const struct node *n, uint32_t *min, uint32_t *max)
{
	uint32_t lo, hi;

	*min = PATTERN_MANY;
	*max = 0;
	for (const struct node *c = n->first; c != NULL; c = c->next) {
		pattern_length(c, &lo, &hi);
		if (lo < *min)
			*min = lo;
		if (hi > *max)
			*max = hi;
	}
}

void
pattern_length(const struct node *n, uint32_t *min, uint32_t *max)
{
	uint32_t lo, hi;

	*min = *max = 0;
	switch (n->kind) {
	case NODE_CHAR:
	case NODE_SET:
		*min = *max = 1;
		break;
	case NODE_SEQ:
		for (const struct node *c = n->first; c != NULL; c = c->next) {
			pattern_length(c, &lo, &hi);
			*min = add(*min, lo);
			*max = add(*max, hi);
		}
		break;
	case NODE_ALT:
		length_of_alt(n, min, max);
		break;
	case NODE_REPEAT:
		pattern_length(n->first, &lo, &hi);
		*min = times(lo, n->min);
		*max = times(hi, n->max);
		break;
	case NODE_OPAQUE:
		*max = PATTERN_MANY;
		break;
	default:
		break;
	}
}

/* --- what is slow --- */

/* unbounded repeats that what comes next may stand beside */
struct open {
	const struct node *of[8];
	unsigned n;
};

struct lint {
	bool icase;
	bool nested_only;
	unsigned steps;		/* taken; a group in a repeat is walked twice */
	const char *wrong;
	uint32_t at;
};

static void
wrong(struct lint *l, const char *what, uint32_t at)
{
	if (l->wrong == NULL) {
		l->wrong = what;
		l->at = at;
	}
}

static bool
one_has(const struct node *n, uint32_t c, bool icase)
{
	struct char_range r = { n->c, n->c };

	if (n->kind == NODE_SET)
		return set_has(n->set, c, icase);
	return set_has(&(struct set){ &r, 1, 0, false }, c, icase);
}

static bool
both_have(const struct node *a, const struct node *b, uint32_t c, bool icase)
{
	return one_has(a, c, icase) && one_has(b, c, icase);
}

static bool
share_at_ends(const struct node *a, const struct node *b, bool icase)
{
	if (a->kind == NODE_CHAR)
		return both_have(a, b, a->c, icase);
	for (unsigned k = 0; k < a->set->nranges; k++)
		if (both_have(a, b, a->set->ranges[k].from, icase) ||
		    both_have(a, b, a->set->ranges[k].to, icase))
			return true;
	return false;
}

/* do two single characters share one? looked for where they can differ */
static bool
share(const struct node *a, const struct node *b, bool icase)
{
	static const uint32_t scripts[] = { 0x391, 0x3b1, 0x410, 0x430, 0x5d0,
	    0x627, 0x660, 0x905, 0x966, 0xe01, 0x2014, 0x2022, 0x3001, 0x3042,
	    0x4e00, 0xac00, 0x1f600 };

	if (share_at_ends(a, b, icase) || share_at_ends(b, a, icase))
		return true;
	for (uint32_t c = 1; c < 0x180; c++)
		if (both_have(a, b, c, icase))
			return true;
	for (unsigned k = 0; k < sizeof(scripts) / sizeof(*scripts); k++)
		if (both_have(a, b, scripts[k], icase))
			return true;
	return false;
}

static bool
unbounded_inside(const struct node *n)
{
	if (n->kind == NODE_REPEAT && n->max == PATTERN_MANY && !n->possessive)
		return true;
	for (const struct node *c = n->first; c != NULL &&
	    n->kind != NODE_BEHIND; c = c->next)
		if (unbounded_inside(c))
			return true;
	return false;
}

static bool
may_be_empty(const struct node *n)
{
	uint32_t min, max;

	pattern_length(n, &min, &max);
	return min == 0;
}

static void
keep_open(struct open *to, const struct open *more)
{
	for (unsigned k = 0; k < more->n && to->n < 8; k++)
		to->of[to->n++] = more->of[k];
}

static void walk(struct lint *, const struct node *, struct open *);

static void
walk_single_repeat(struct lint *l, const struct node *n, struct open *o)
{
	for (unsigned k = 0; k < o->n; k++)
		if (n->max == PATTERN_MANY && !l->nested_only &&
		    share(o->of[k], n->first, l->icase))
			wrong(l, "two unbounded repeats follow each other and "
			    "share a character", n->at);
	if (n->min > 0)
		o->n = 0;
	if (n->max == PATTERN_MANY && !n->possessive && o->n < 8)
		o->of[o->n++] = n->first;
}

static void
walk_repeat(struct lint *l, const struct node *n, struct open *o)
{
	struct open before = *o;

	if (n->max == PATTERN_MANY && unbounded_inside(n->first))
		wrong(l, "an unbounded repeat stands inside another", n->at);
	if (n->first->kind == NODE_CHAR || n->first->kind == NODE_SET) {
		walk_single_repeat(l, n, o);
		return;
	}
	walk(l, n->first, o);
	if (n->max > 1)		/* its end meets its own start */
		walk(l, n->first, o);
	if (n->min == 0)
		keep_open(o, &before);
}

static void
walk_alt(struct lint *l, const struct node *n, struct open *o)
{
	struct open out = { .n = 0 }, in;

	for (const struct node *c = n->first; c != NULL; c = c->next) {
		in = *o;
		walk(l, c, &in);
		keep_open(&out, &in);
	}
	*o = out;
}

static void
walk(struct lint *l, const struct node *n, struct open *o)
{
	if (l->steps++ > STEPS)
		return;
	switch (n->kind) {
	case NODE_SEQ:
		for (const struct node *c = n->first; c != NULL; c = c->next)
			walk(l, c, o);
		break;
	case NODE_ALT:
		walk_alt(l, n, o);
		break;
	case NODE_REPEAT:
		walk_repeat(l, n, o);
		break;
	default:
		if (!may_be_empty(n))
			o->n = 0;
		break;
	}
}

const char *
pattern_slow(const struct node *n, unsigned flags, bool nested_only,
    uint32_t *at)
{
	struct lint l = {
		.icase = flags & PATTERN_ICASE, .nested_only = nested_only
	};
	struct open o = { .n = 0 };

	walk(&l, n, &o);
	*at = l.at;
	return l.wrong;
}

bool
pattern_anchored(const struct node *n, bool at_end)
{
	const struct node *c = n->first;

	switch (n->kind) {
	case NODE_START:
		return !at_end;
	case NODE_END:
		return at_end;
	case NODE_ALT:
		while (c != NULL && pattern_anchored(c, at_end))
			c = c->next;
		return c == NULL;
	case NODE_SEQ:
		while (at_end && c != NULL && c->next != NULL)
			c = c->next;
		return c != NULL && pattern_anchored(c, at_end);
	default:
		return false;
	}
}

/* --- what is never reached --- */

static bool
same_set(const struct set *a, const struct set *b)
{
	if (a->nranges != b->nranges || a->classes != b->classes ||
	    a->negated != b->negated || (a->classes & SET_ANY))
		return false;
	for (unsigned k = 0; k < a->nranges; k++)
		if (a->ranges[k].from != b->ranges[k].from ||
		    a->ranges[k].to != b->ranges[k].to)
			return false;
	return true;
}

/* do both match the same? false where the tree cannot tell */
static bool
same_node(const struct node *a, const struct node *b, bool icase)
{
	const struct node *x = a->first, *y = b->first;

	if (a->kind != b->kind || a->kind >= NODE_EDGE || a->min != b->min ||
	    a->max != b->max || a->possessive != b->possessive)
		return false;
	if (a->kind == NODE_CHAR)
		return a->c == b->c ||
		    (icase && norm_case(a->c) == norm_case(b->c));
	if (a->kind == NODE_SET)
		return same_set(a->set, b->set);
	for (; x != NULL && y != NULL && same_node(x, y, icase);
	    x = x->next, y = y->next)
		;
	return x == NULL && y == NULL;
}

static str
branch(const struct node *choice, const struct node *b, str folded)
{
	return str_slice(folded, b->at, b->next != NULL ? b->next->at - 1 :
	    choice->end);
}

static str
repeated_here(const struct node *n, str folded, bool icase)
{
	for (const struct node *b = n->first; b != NULL; b = b->next) {
		str text = branch(n, b, folded);

		for (const struct node *a = n->first; a != b; a = a->next)
			if (str_eq(text, branch(n, a, folded)) ||
			    same_node(a, b, icase))
				return text;
	}
	return str_slice(folded, 0, 0);
}

str
pattern_repeated(const struct node *n, str folded, unsigned flags)
{
	str found = str_slice(folded, 0, 0);

	if (n->kind == NODE_ALT)
		found = repeated_here(n, folded, flags & PATTERN_ICASE);
	for (const struct node *c = n->first; c != NULL && found.n == 0;
	    c = c->next)
		found = pattern_repeated(c, folded, flags);
	return found;
}
