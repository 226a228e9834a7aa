/* Patterns to the programs of the cheap matcher. */
#include "trial_build.h"

#include <string.h>

#include "arena.h"
#include "norm.h"
#include "rule.h"
#include "screen.h"

enum {
	LONGEST = 60000,	/* units; a longer program is none */
	COPIES = 8,		/* of a group that is counted */
	UNROLLED = 400,		/* units that the copies of a group may be */
	DEPTH = 200		/* of letters that branches share */
};

static void
emit(struct trial_builder *b, uint32_t unit)
{
	b->code = arena_more(b->arena, b->code, b->n, &b->cap,
	    sizeof(*b->code));
	b->code[b->n++] = (uint16_t)unit;
}

/* is it a letter that the folded text tells, or only the plain one? */
static bool
is_unit(const struct node *n)
{
	return n->kind == NODE_CHAR && (n->icase || (norm_case(n->c) == n->c &&
	    norm_upper(n->c) == n->c));
}

/* --- code --- */

static void put_node(struct trial_builder *, struct node *,
    const struct trial_lead *after);

static void
put_list(struct trial_builder *b, struct node *list,
    const struct trial_lead *after)
{
	for (struct node *c = list; c != NULL; c = c->next) {
		struct trial_lead next = lead_of(b, c->next, after);

		put_node(b, c, &next);
	}
}

static uint32_t
counted(uint32_t n)
{
	return n > UINT16_MAX - 1 ? UINT16_MAX : n;
}

/* does its set say less than the pattern does? */
static bool
is_loose(const struct node *n)
{
	unsigned classes = n->kind == NODE_SET ? n->set->classes : 0;

	return (classes & SET_ANY) ||
	    (n->icase && (classes & (SET_UPPER | SET_LOWER)));
}

static void
put_many(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	if (is_loose(n->first) || n->possessive)
		emit(b, TRIAL_GUESS);
	emit(b, TRIAL_MANY);
	emit(b, trial_set_of(b, n->first));
	emit(b, counted(n->min));
	emit(b, counted(n->max));
	emit(b, lead_index(b, after));
}

/* returns where the distance goes, for land */
static size_t
put_split(struct trial_builder *b, const struct trial_lead *first,
    const struct trial_lead *other)
{
	emit(b, TRIAL_SPLIT);
	emit(b, 0);
	emit(b, lead_index(b, first));
	emit(b, lead_index(b, other));
	return b->n - 3;
}

/* the unit at slot is how far it is from there, less back, to here */
static void
land(struct trial_builder *b, size_t slot, size_t back)
{
	if (b->n - slot + back > UINT16_MAX)
		b->failed = true;
	else
		b->code[slot] = (uint16_t)(b->n - slot + back);
}

/* as often as it likes, whatever the count */
static void
put_loop(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	struct trial_lead again = lead_of_node(b, n, after), both = again;
	size_t slot;

	lead_add(&both, after);
	slot = put_split(b, &again, after);
	put_node(b, n, &both);
	emit(b, TRIAL_BACK);
	b->failed |= b->n - slot > UINT16_MAX;
	emit(b, (uint32_t)(b->n - slot));
	land(b, slot, 1);
}

/* so many more times, each of them if it likes */
static void
put_options(struct trial_builder *b, struct node *n, uint32_t times,
    const struct trial_lead *after)
{
	struct trial_lead again = lead_of_node(b, n, after), both = again;
	size_t slots[COPIES];

	lead_add(&both, after);
	for (uint32_t i = 0; i < times; i++) {
		slots[i] = put_split(b, &again, after);
		put_node(b, n, i + 1 < times ? &both : after);
	}
	for (uint32_t i = 0; i < times; i++)
		land(b, slots[i], 1);
}

/* a count that stands for a loop says nothing of texts that are shorter */
static void
put_bound(struct trial_builder *b, const struct node *n)
{
	uint32_t least, most;

	if (n->max == PATTERN_MANY)
		return;
	pattern_length(n->first, &least, &most);
	emit(b, TRIAL_GUESS_LONG);
	emit(b, counted(n->max > UINT16_MAX ? n->max :
	    n->max * (least > 1 && least < UINT16_MAX ? least : 1)));
}

/* groups that may come often are not counted: what follows is a guess then */
static void
put_group(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	uint32_t least = n->min < COPIES ? n->min : COPIES;
	struct trial_lead again = lead_of_node(b, n->first, after);
	size_t start = b->n;

	if (n->possessive || n->min > COPIES)
		emit(b, TRIAL_GUESS);
	lead_add(&again, after);
	for (uint32_t i = 0; i < least; i++)
		put_node(b, n->first, &again);
	if (n->max <= least)
		return;
	if (n->max <= COPIES && (n->max == 1 || b->n - start < UNROLLED)) {
		put_options(b, n->first, n->max - least, after);
		return;
	}
	put_bound(b, n);
	put_loop(b, n->first, after);
}

static void
put_repeat(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	if (n->first->kind == NODE_CHAR || n->first->kind == NODE_SET)
		put_many(b, n, after);
	else if (n->max > 0)
		put_group(b, n, after);
}

/* --- choices --- */

static void
put_jump(struct trial_builder *b)
{
	emit(b, TRIAL_JUMP);
	emit(b, 0);
	b->jumps = arena_grow(b->arena, b->jumps, b->njumps, &b->jumpcap,
	    sizeof(*b->jumps));
	b->jumps[b->njumps++] = b->n - 1;
}

/* all jumps since there were so many go here */
static void
land_jumps(struct trial_builder *b, size_t since)
{
	while (b->njumps > since)
		land(b, b->jumps[--b->njumps], 1);
}

static void put_branches(struct trial_builder *, struct node **, size_t n,
    const struct trial_lead *after);

static bool
is_letter(const struct node *branch)
{
	return branch != NULL && is_unit(branch);
}

/* the letters that branches start with, each once, each with a distance */
static size_t
put_letters(struct trial_builder *b, struct node **v, size_t n)
{
	size_t head = b->n + 2;

	emit(b, TRIAL_SWITCH);
	emit(b, 0);
	for (size_t i = 0; i < n; i++) {
		size_t k = head;

		while (k < b->n && b->code[k] != trial_unit(v[i]))
			k += 2;
		if (k < b->n)
			continue;
		emit(b, trial_unit(v[i]));
		emit(b, 0);
	}
	b->code[head - 1] = (uint16_t)((b->n - head) / 2);
	return head;
}

/*
 * Branches that start with a letter: one step to those that have the letter,
 * which go on behind it.
 */
static void
put_switch(struct trial_builder *b, struct node **v, size_t n,
    const struct trial_lead *after)
{
	struct node **same = arena_array(b->scratch, n, sizeof(*same));
	size_t head = put_letters(b, v, n), end = b->n, jumps = b->njumps;

	for (size_t k = head; k < end; k += 2) {
		size_t m = 0;

		for (size_t i = 0; i < n; i++)
			if (trial_unit(v[i]) == b->code[k])
				same[m++] = v[i]->next;
		if (k > head)
			put_jump(b);
		land(b, k + 1, k + 3 - head);
		put_branches(b, same, m, after);
	}
	land_jumps(b, jumps);
}

/* what any of the branches may start with */
static struct trial_lead
lead_of_all(struct trial_builder *b, struct node **v, size_t n,
    const struct trial_lead *after)
{
	struct trial_lead all = { { 0, 0, 0, 0 }, 0 };

	for (size_t i = 0; i < n; i++) {
		struct trial_lead one = lead_of(b, v[i], after);

		lead_add(&all, &one);
	}
	return all;
}

/* the letters first: returns how many branches start with one */
static size_t
sort_branches(struct trial_builder *b, struct node **v, size_t n)
{
	struct node **other = arena_array(b->scratch, n, sizeof(*other));
	size_t letters = 0, others = 0;

	for (size_t i = 0; i < n; i++)
		if (is_letter(v[i]))
			v[letters++] = v[i];
		else
			other[others++] = v[i];
	for (size_t i = 0; i < others; i++)
		v[letters + i] = other[i];
	return letters;
}

/* by branch: what it and those behind it may start with */
static struct trial_lead *
leads_from(struct trial_builder *b, struct node **v, size_t n,
    const struct trial_lead *after)
{
	struct trial_lead *leads = arena_array(b->scratch, n + 1,
	    sizeof(*leads));

	for (size_t i = n; i-- > 0; ) {
		leads[i] = lead_of(b, v[i], after);
		lead_add(&leads[i], &leads[i + 1]);
	}
	return leads;
}

/*
 * Lists of nodes, one of which matches. Which one comes first is of no matter,
 * since all that is asked is whether one does.
 */
static void
put_branches(struct trial_builder *b, struct node **v, size_t n,
    const struct trial_lead *after)
{
	size_t jumps = b->njumps, slot = 0, letters = sort_branches(b, v, n);
	const struct trial_lead *leads = leads_from(b, v, n, after);
	bool deep = ++b->depth > DEPTH;

	for (size_t i = 0, k; i < n && !b->failed; i += k) {
		struct trial_lead first;

		k = i == 0 && letters > 1 && !deep ? letters : 1;
		if (i > 0) {
			put_jump(b);
			land(b, slot, 1);
		}
		if (i + k < n) {
			first = lead_of_all(b, v + i, k, after);
			slot = put_split(b, &first, &leads[i + k]);
		}
		if (k > 1)
			put_switch(b, v, k, after);
		else
			put_list(b, v[i], after);
	}
	b->depth--;
	land_jumps(b, jumps);
}

/* the branches that are pieces: each of them goes its own way */
static void
put_pieces(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	size_t jumps = b->njumps;

	emit(b, TRIAL_PICK);
	for (struct node *c = n->first; c != NULL; c = c->next) {
		(b->entry++)->pick = (uint32_t)b->n;
		put_list(b, c->first, after);
		put_jump(b);
	}
	land_jumps(b, jumps);
}

static void
put_choice(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	struct node **v;
	size_t count = 0;

	if (n == b->choice) {
		put_pieces(b, n, after);
		return;
	}
	for (struct node *c = n->first; c != NULL; c = c->next)
		count++;
	v = arena_array(b->scratch, count, sizeof(*v));
	count = 0;
	for (struct node *c = n->first; c != NULL; c = c->next)
		v[count++] = c->first;
	put_branches(b, v, count, after);
}

static void
put_char(struct trial_builder *b, struct node *n)
{
	if (n->kind == NODE_CHAR && is_unit(n)) {
		emit(b, trial_unit(n));
		return;
	}
	if (is_loose(n))
		emit(b, TRIAL_GUESS);
	emit(b, TRIAL_SET);
	emit(b, trial_set_of(b, n));
}

static void
put_behind(struct trial_builder *b, struct node *n, uint32_t unit)
{
	if (is_loose(n))
		emit(b, TRIAL_GUESS);
	if (is_loose(n) && unit == TRIAL_NOT_BEHIND)
		return;
	emit(b, unit);
	emit(b, trial_set_of(b, n));
}

static void
put_look(struct trial_builder *b, struct node *n)
{
	struct trial_lead all = { { 0, 0, 0, 0 }, 0 };
	size_t slot = b->n + 1;

	lead_add_all(&all);
	if (n->c == LOOK_NOT_BEHIND) {
		put_behind(b, n->body, TRIAL_NOT_BEHIND);
	} else if (n->c == LOOK_OTHER) {
		emit(b, TRIAL_GUESS);
	} else {
		emit(b, n->c == LOOK_AHEAD ? TRIAL_AHEAD : TRIAL_NOT_AHEAD);
		emit(b, 0);
		put_node(b, n->body, &all);
		emit(b, TRIAL_MATCH);
		land(b, slot, 1);
	}
}

static void
put_node(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	b->failed |= b->n - b->start > LONGEST;
	if (b->failed)
		return;
	switch (n->kind) {
	case NODE_CHAR:
	case NODE_SET:
		put_char(b, n);
		break;
	case NODE_SEQ:
		put_list(b, n->first, after);
		break;
	case NODE_ALT:
		put_choice(b, n, after);
		break;
	case NODE_REPEAT:
		put_repeat(b, n, after);
		break;
	case NODE_START:
		emit(b, TRIAL_START);
		break;
	case NODE_END:
		emit(b, TRIAL_END);
		break;
	case NODE_BEHIND:
		put_behind(b, n->first, TRIAL_BEHIND);
		break;
	case NODE_EDGE:
		emit(b, n->c == 'b' ? TRIAL_EDGE : TRIAL_NO_EDGE);
		break;
	case NODE_LOOK:
		put_look(b, n);
		break;
	case NODE_OPAQUE:	/* from here on it may be anything */
		emit(b, TRIAL_GUESS);
		emit(b, TRIAL_MATCH);
		break;
	default:
		break;
	}
}

/* --- programs --- */

/* what the piece's matches may start with, and what stands before */
static void
put_leads(struct trial_builder *b, struct node *tree,
    const struct node *branch, struct trial_entry *e)
{
	struct trial_lead all = { { 0, 0, 0, 0 }, 0 }, lead;

	lead_add_all(&all);
	b->picked = branch;
	lead = lead_of_node(b, tree, &all);
	e->lead = (uint16_t)lead_index(b, &lead);
	lead = lead_before(b, tree);
	e->before = (uint16_t)lead_index(b, &lead);
	trial_ends(b, tree, e);
	b->picked = NULL;
}

/*
 * Where "a?b" matches, so does "b": what need not stand ahead tells nothing of
 * whether there is a match, but makes it start in more places.
 */
static void
drop_options(struct node *tree)
{
	while (tree->kind == NODE_SEQ && tree->first != NULL &&
	    tree->first->kind == NODE_REPEAT && tree->first->min == 0 &&
	    !tree->first->possessive)
		tree->first = tree->first->next;
}

/* of the n pieces of an alternative: branches in order, or itself */
static void
put_program(struct trial_builder *b, struct node *tree, bool parted,
    struct trial_entry *entries, uint32_t n)
{
	const struct node *branch;
	struct trial_lead all = { { 0, 0, 0, 0 }, 0 };

	lead_add_all(&all);
	drop_options(tree);
	b->start = b->n;
	b->failed = false;
	b->njumps = 0;
	b->choice = parted ? piece_choice(tree) : NULL;
	b->entry = entries;
	if (pattern_anchored(tree, false))
		emit(b, TRIAL_ANCHORED);
	put_node(b, tree, &all);
	emit(b, TRIAL_MATCH);
	if (b->failed)
		b->n = b->start;
	branch = b->choice != NULL ? b->choice->first : NULL;
	for (uint32_t i = 0; i < n; i++) {
		entries[i].start = b->failed ? TRIAL_NONE :
		    (uint32_t)b->start;
		put_leads(b, tree, branch, &entries[i]);
		branch = branch != NULL ? branch->next : NULL;
	}
}

/* a lead that may be anything is the first, sets that fail the last resort */
static void
builder_init(struct trial_builder *b, struct arena *a, struct arena *scratch)
{
	struct trial_lead all = { { 0, 0, 0, 0 }, 0 };

	*b = (struct trial_builder){ .arena = a, .scratch = scratch };
	trial_hash_init(a, &b->set_hash);
	trial_hash_init(a, &b->lead_hash);
	lead_add_all(&all);
	lead_index(b, &all);
}

void
trials_build(struct arena *a, struct rules *r, const struct screen *screen,
    struct trials *t)
{
	struct trial_builder b;
	const struct piece *p = screen->pieces;
	struct trial_entry *entries = arena_array(a, screen->npieces,
	    sizeof(*entries));
	struct arena scratch, table;
	struct trial_known known;

	arena_init(&scratch, a->fail, a->ctx);
	arena_init(&table, a->fail, a->ctx);
	trial_known_init(&known, &table, r, screen);
	builder_init(&b, a, &scratch);
	for (uint32_t i = 0, n; i < screen->npieces; i += n) {
		const struct alt *alt = rules_alt(r, p[i].alt);
		uint32_t first = trial_known_piece(&known, i);

		for (n = 1; i + n < screen->npieces &&
		    p[i + n].alt == p[i].alt; n++)
			;
		if (first != i) {
			memcpy(entries + i, entries + first,
			    n * sizeof(*entries));
			continue;
		}
		put_program(&b, pattern_parse(&scratch, alt->source,
		    alt->flags), p[i].close != 0, entries + i, n);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	arena_free(&table);
	*t = (struct trials){ b.code, entries, b.sets, b.leads, b.ranges, b.n,
	    b.nsets, b.nleads, b.nranges };
}
