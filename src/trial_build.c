/* Patterns to the programs of the cheap matcher. */
#include <string.h>

#include "arena.h"
#include "norm.h"
#include "pattern.h"
#include "rule.h"
#include "trial.h"

enum {
	LONGEST = 60000,	/* units; a longer program is none */
	COPIES = 2		/* of a group that must match more often */
};

struct builder {
	struct arena *arena;	/* of the result */
	uint16_t *code;
	size_t n, cap;
	struct trial_set *sets;
	size_t nsets, setcap;
	uint16_t *ranges;
	size_t nranges, rangecap;
	bool failed;
};

static void
emit(struct builder *b, uint32_t unit)
{
	b->code = arena_grow(b->arena, b->code, b->n, &b->cap,
	    sizeof(*b->code));
	b->code[b->n++] = (uint16_t)unit;
}

static void
add_range(struct builder *b, uint32_t from, uint32_t to)
{
	for (int i = 0; i < 2; i++) {
		b->ranges = arena_grow(b->arena, b->ranges, b->nranges,
		    &b->rangecap, sizeof(*b->ranges));
		b->ranges[b->nranges++] = (uint16_t)(i == 0 ? from : to);
	}
}

/* is c in it, in either case, or for a negated set: can it be? */
static bool
may_have(const struct set *s, uint32_t c)
{
	struct set plain = *s;
	uint32_t upper = c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
	bool lower_in, upper_in;

	if (s->classes & SET_ANY)
		return true;
	plain.negated = false;
	lower_in = set_has(&plain, c, false);
	upper_in = set_has(&plain, upper, false);
	return s->negated ? !(lower_in && upper_in) : lower_in || upper_in;
}

static bool
same_set(const struct builder *b, const struct trial_set *x,
    const struct trial_set *y)
{
	return memcmp(x->ascii, y->ascii, sizeof(x->ascii)) == 0 &&
	    x->nranges == y->nranges && x->classes == y->classes &&
	    x->negated == y->negated && (x->nranges == 0 ||
	    memcmp(b->ranges + x->first, b->ranges + y->first,
	    x->nranges * 2 * sizeof(*b->ranges)) == 0);
}

static void
copy_ranges(struct builder *b, const struct set *s)
{
	for (unsigned i = 0; i < s->nranges; i++) {
		uint32_t from = s->ranges[i].from, to = s->ranges[i].to;

		if (to < 0x80 || from > 0xffff)
			continue;
		add_range(b, from, to > 0xfffe ? 0xfffe : to);
		/* a letter that only others fold to */
		for (uint32_t c = from; c <= to && c - from < 64; c++)
			if (norm_case(c) != c)
				add_range(b, norm_case(c), norm_case(c));
	}
}

static uint32_t
set_index(struct builder *b, const struct set *s)
{
	struct trial_set set = { .first = (uint32_t)b->nranges,
	    .classes = (uint16_t)s->classes, .negated = s->negated };

	for (uint32_t c = 0; c < 0x80; c++)
		if (may_have(s, c))
			set.ascii[c / 32] |= 1u << c % 32;
	if (s->classes & SET_ANY) {	/* all of what is not ASCII, too */
		set.classes = SET_ANY;
		set.negated = false;
	} else {
		copy_ranges(b, s);
	}
	set.nranges = (uint16_t)((b->nranges - set.first) / 2);
	for (uint32_t i = 0; i < b->nsets; i++)
		if (same_set(b, &b->sets[i], &set)) {
			b->nranges = set.first;
			return i;
		}
	b->sets = arena_grow(b->arena, b->sets, b->nsets, &b->setcap,
	    sizeof(*b->sets));
	b->sets[b->nsets++] = set;
	return (uint32_t)b->nsets - 1;
}

static uint32_t
set_of_char(struct builder *b, uint32_t c)
{
	struct char_range r = { c, c };

	return set_index(b, &(struct set){ &r, 1, 0, false });
}

static uint32_t
char_unit(uint32_t c)
{
	c = norm_case(c);
	return c > 0xffff ? TRIAL_ASTRAL : c;
}

static void node(struct builder *, const struct node *);

static uint32_t
counted(uint32_t n)
{
	return n > UINT16_MAX - 1 ? UINT16_MAX : n;
}

static void
many(struct builder *b, const struct node *n)
{
	uint32_t set = n->first->kind == NODE_SET ?
	    set_index(b, n->first->set) : set_of_char(b, n->first->c);

	emit(b, TRIAL_MANY);
	emit(b, set);
	emit(b, counted(n->min));
	emit(b, counted(n->max));
}

/* sets the distance that the split or jump at byte at goes ahead */
static void
land(struct builder *b, size_t at)
{
	if (b->n - at > UINT16_MAX)
		b->failed = true;
	else
		b->code[at + 1] = (uint16_t)(b->n - at);
}

static void
repeat(struct builder *b, const struct node *n)
{
	uint32_t copies = n->min < COPIES ? n->min : COPIES;
	size_t at;

	if (n->first->kind == NODE_CHAR || n->first->kind == NODE_SET) {
		many(b, n);
		return;
	}
	for (uint32_t i = 0; i < copies; i++)
		node(b, n->first);
	if (n->max <= copies)
		return;
	at = b->n;
	emit(b, TRIAL_SPLIT);
	emit(b, 0);
	node(b, n->first);
	if (n->max > copies + 1) {	/* as often as it likes */
		emit(b, TRIAL_BACK);
		b->failed |= b->n - 1 - at > UINT16_MAX;
		emit(b, (uint32_t)(b->n - 1 - at));
	}
	land(b, at);
}

static void
choice(struct builder *b, const struct node *n)
{
	size_t last = SIZE_MAX, at;

	/* each jump to the end keeps the one before it, to be landed there */
	for (const struct node *c = n->first; c != NULL; c = c->next) {
		at = b->n;
		if (c->next != NULL) {
			emit(b, TRIAL_SPLIT);
			emit(b, 0);
		}
		node(b, c);
		if (c->next == NULL)
			break;
		emit(b, TRIAL_JUMP);
		emit(b, last == SIZE_MAX ? 0 : (uint32_t)(b->n - 1 - last));
		if (last != SIZE_MAX && b->n - 2 - last > UINT16_MAX)
			b->failed = true;
		last = b->n - 2;
		land(b, at);
	}
	while (last != SIZE_MAX) {
		uint32_t before = b->code[last + 1];

		land(b, last);
		last = before == 0 ? SIZE_MAX : last - before;
	}
}

static void
node(struct builder *b, const struct node *n)
{
	b->failed |= b->n > LONGEST * 100u;
	if (b->failed)
		return;
	switch (n->kind) {
	case NODE_CHAR:
		emit(b, char_unit(n->c));
		break;
	case NODE_SET:
		emit(b, TRIAL_SET);
		emit(b, set_index(b, n->set));
		break;
	case NODE_SEQ:
		for (const struct node *c = n->first; c != NULL; c = c->next)
			node(b, c);
		break;
	case NODE_ALT:
		choice(b, n);
		break;
	case NODE_REPEAT:
		repeat(b, n);
		break;
	case NODE_START:
		emit(b, TRIAL_START);
		break;
	case NODE_END:
		emit(b, TRIAL_END);
		break;
	case NODE_BEHIND:
		emit(b, TRIAL_BEHIND);
		emit(b, n->first->kind == NODE_SET ? set_index(b,
		    n->first->set) : set_of_char(b, n->first->c));
		break;
	case NODE_OPAQUE:	/* from here on it may be anything */
		emit(b, TRIAL_MATCH);
		break;
	default:
		break;
	}
}

static uint32_t
program(struct builder *b, const struct node *n)
{
	size_t start = b->n;

	b->failed = false;
	if (pattern_anchored(n, false))
		emit(b, TRIAL_ANCHORED);
	node(b, n);
	emit(b, TRIAL_MATCH);
	if (!b->failed && b->n - start <= LONGEST && b->nsets < UINT16_MAX)
		return (uint32_t)start;
	b->n = start;
	return TRIAL_NONE;
}

void
trials_build(struct arena *a, struct rules *r, uint32_t first,
    struct trials *t)
{
	struct builder b = { .arena = a };
	uint32_t n = (uint32_t)r->nalts - first;
	uint32_t *starts = arena_array(a, n, sizeof(*starts));
	struct arena tree;

	arena_init(&tree, a->fail, a->ctx);
	for (uint32_t i = 0; i < n; i++) {
		const struct alt *alt = rules_alt(r, first + i);

		starts[i] = program(&b, pattern_parse(&tree, alt->source,
		    alt->flags));
		arena_reset(&tree);
	}
	arena_free(&tree);
	*t = (struct trials){ b.code, starts, b.sets, b.ranges, first, n,
	    b.n, b.nsets };
}
