/* Classes and leads of the cheap matcher's programs, each kept once. */
#include <string.h>

#include "arena.h"
#include "norm.h"
#include "trial_build.h"

enum { FEW = 0xfff0 };		/* sets and leads that units can name */

/* --- tables of what is there once --- */

/* the slot of a row with that hash which same says is the one, or a free one */
static uint32_t *
slot_of(struct trial_hash *h, uint64_t hash,
    bool (*same)(const struct trial_builder *, uint32_t),
    const struct trial_builder *b)
{
	size_t at = (size_t)hash & (h->size - 1);

	while (h->slots[at] != 0 && !same(b, h->slots[at] - 1))
		at = (at + 1) & (h->size - 1);
	return &h->slots[at];
}

void
trial_hash_init(struct arena *a, struct trial_hash *h)
{
	h->size = 2 * 65536;
	h->slots = arena_array(a, h->size, sizeof(*h->slots));
}

static uint64_t
hash_of(const void *v, size_t n)
{
	return str_hash((str){ v, n });
}

/* --- leads --- */

void
lead_add(struct trial_lead *to, const struct trial_lead *more)
{
	for (int i = 0; i < 4; i++)
		to->ascii[i] |= more->ascii[i];
	to->more |= more->more;
}

void
lead_add_char(struct trial_lead *to, uint32_t c)
{
	if (c < 0x80)
		to->ascii[c / 32] |= 1u << c % 32;
	else
		to->more |= LEAD_OTHER;
}

/* a letter in both cases, or all that folds to it */
void
lead_add_folded(struct trial_lead *to, uint32_t c)
{
	lead_add_char(to, c);
	if (c >= 'a' && c <= 'z')
		lead_add_char(to, c - ('a' - 'A'));
	if (c == 'i' || c == 'k' || c == 's')	/* and not ASCII */
		to->more |= LEAD_OTHER;
}

void
lead_add_all(struct trial_lead *to)
{
	memset(to->ascii, 0xff, sizeof(to->ascii));
	to->more |= LEAD_OTHER | LEAD_END;
}

void
lead_add_set(struct trial_lead *to, const struct trial_set *s)
{
	for (int i = 0; i < 4; i++)
		to->ascii[i] |= s->ascii[i];
	if (s->nranges > 0 || s->classes != 0 || s->negated || !s->cased)
		to->more |= LEAD_OTHER;
}

static bool
same_lead(const struct trial_builder *b, uint32_t i)
{
	return memcmp(&b->leads[i], &b->wanted_lead, sizeof(*b->leads)) == 0;
}

/* the first one says nothing: it stands for what there is no room for */
uint32_t
lead_index(struct trial_builder *b, const struct trial_lead *lead)
{
	uint32_t *slot;

	b->wanted_lead = *lead;
	slot = slot_of(&b->lead_hash, hash_of(lead, sizeof(*lead)), same_lead,
	    b);
	if (*slot != 0)
		return *slot - 1;
	if (b->nleads >= FEW)
		return 0;
	b->leads = arena_grow(b->arena, b->leads, b->nleads, &b->leadcap,
	    sizeof(*b->leads));
	b->leads[b->nleads++] = *lead;
	*slot = (uint32_t)b->nleads;
	return *slot - 1;
}

/* --- sets --- */

static void
add_range(struct trial_builder *b, uint32_t from, uint32_t to)
{
	for (int i = 0; i < 2; i++) {
		b->ranges = arena_grow(b->arena, b->ranges, b->nranges,
		    &b->rangecap, sizeof(*b->ranges));
		b->ranges[b->nranges++] = (uint16_t)(i == 0 ? from : to);
	}
}

static void
copy_ranges(struct trial_builder *b, const struct set *s, bool cased)
{
	for (unsigned i = 0; i < s->nranges; i++) {
		uint32_t from = s->ranges[i].from, to = s->ranges[i].to;

		if (to < 0x80 || from > 0xffff)
			continue;
		add_range(b, from, to > 0xfffe ? 0xfffe : to);
		/* a letter that only others fold to */
		for (uint32_t c = from; !cased && c <= to && c - from < 64;
		    c++)
			if (norm_case(c) != c)
				add_range(b, norm_case(c), norm_case(c));
	}
}

/* is c of ASCII in it? */
static bool
has_ascii(const struct set *s, uint32_t c, bool icase)
{
	struct set plain = { s->ranges, s->nranges, 0, false };
	unsigned classes = s->classes;
	bool in;

	if (classes & SET_ANY)
		return true;
	if (icase && (classes & (SET_UPPER | SET_LOWER))) {
		if (s->negated)	/* see in_classes in trial.c */
			return true;
		classes |= SET_UPPER | SET_LOWER;
	}
	in = set_has(&plain, c, icase);
	/* set_has takes all letters for small ones and for marks */
	classes &= ~(unsigned)(SET_MARK | (c >= 'A' && c <= 'Z' ?
	    SET_LOWER : 0));
	plain = (struct set){ NULL, 0, classes, false };
	return (in || set_has(&plain, c, false)) != s->negated;
}

static bool
same_set(const struct trial_builder *b, uint32_t i)
{
	const struct trial_set *x = &b->sets[i], *y = &b->wanted_set;

	return memcmp(x->ascii, y->ascii, sizeof(x->ascii)) == 0 &&
	    x->nranges == y->nranges && x->classes == y->classes &&
	    x->negated == y->negated && x->cased == y->cased &&
	    (x->nranges == 0 || memcmp(b->ranges + x->first, b->ranges +
	    y->first, x->nranges * 2 * sizeof(*b->ranges)) == 0);
}

static uint32_t
set_index(struct trial_builder *b, const struct set *s, bool icase)
{
	struct trial_set *set = &b->wanted_set;
	uint32_t *slot;

	*set = (struct trial_set){ .first = (uint32_t)b->nranges,
	    .classes = (uint16_t)s->classes, .negated = s->negated,
	    .cased = !icase };
	for (uint32_t c = 0; c < 0x80; c++)
		if (has_ascii(s, c, icase))
			set->ascii[c / 32] |= 1u << c % 32;
	if (s->classes & SET_ANY) {	/* all of what is not ASCII, too */
		set->classes = SET_ANY;
		set->negated = false;
	} else {
		copy_ranges(b, s, !icase);
	}
	set->nranges = (uint16_t)((b->nranges - set->first) / 2);
	slot = slot_of(&b->set_hash, hash_of(set->ascii, sizeof(set->ascii)),
	    same_set, b);
	if (*slot != 0) {
		b->nranges = set->first;
		return *slot - 1;
	}
	if (b->nsets >= FEW) {
		b->failed = true;
		return 0;
	}
	b->sets = arena_grow(b->arena, b->sets, b->nsets, &b->setcap,
	    sizeof(*b->sets));
	b->sets[b->nsets++] = *set;
	*slot = (uint32_t)b->nsets;
	return *slot - 1;
}

uint32_t
trial_set_of(struct trial_builder *b, struct node *n)
{
	struct char_range r = { n->c, n->c };

	if (n->note == 0)
		n->note = 1 + (n->kind == NODE_SET ?
		    set_index(b, n->set, n->icase) :
		    set_index(b, &(struct set){ &r, 1, 0, false }, n->icase));
	return n->note - 1;
}
