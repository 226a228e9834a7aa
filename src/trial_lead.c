/* What may stand where a part of a pattern starts, before, and at its end. */
#include "norm.h"
#include "trial_build.h"

/* a letter as programs and folded texts have it */
uint32_t
trial_unit(const struct node *n)
{
	uint32_t c = norm_case(n->c);

	return c > 0xffff ? TRIAL_ASTRAL : c;
}

static bool add_first(struct trial_builder *, struct node *,
    struct trial_lead *);

/* true: the list can match nothing, so that what follows it leads, too */
static bool
add_first_of_list(struct trial_builder *b, struct node *list,
    struct trial_lead *lead)
{
	for (struct node *c = list; c != NULL; c = c->next)
		if (!add_first(b, c, lead))
			return false;
	return true;
}

static bool
add_first_of_alt(struct trial_builder *b, struct node *n,
    struct trial_lead *lead)
{
	bool empty = false;

	for (struct node *c = n->first; c != NULL; c = c->next)
		if (n != b->choice || b->picked == NULL || b->picked == c)
			empty |= add_first(b, c, lead);
	return empty;
}

static bool
add_first(struct trial_builder *b, struct node *n, struct trial_lead *lead)
{
	uint32_t set;

	switch (n->kind) {
	case NODE_CHAR:
		if (n->icase)
			lead_add_folded(lead, trial_unit(n));
		else
			lead_add_char(lead, n->c);
		return false;
	case NODE_SET:
		set = trial_set_of(b, n);	/* may move b->sets */
		lead_add_set(lead, &b->sets[set]);
		return false;
	case NODE_SEQ:
		return add_first_of_list(b, n->first, lead);
	case NODE_ALT:
		return add_first_of_alt(b, n, lead);
	case NODE_REPEAT:
		return n->max == 0 || add_first(b, n->first, lead) ||
		    n->min == 0;
	case NODE_END:
		lead->more |= LEAD_END;
		return false;
	case NODE_OPAQUE:
		lead_add_all(lead);
		return false;
	default:
		return true;
	}
}

struct trial_lead
lead_of(struct trial_builder *b, struct node *list,
    const struct trial_lead *after)
{
	struct trial_lead lead = { { 0, 0, 0, 0 }, 0 };

	if (add_first_of_list(b, list, &lead))
		lead_add(&lead, after);
	return lead;
}

struct trial_lead
lead_of_node(struct trial_builder *b, struct node *n,
    const struct trial_lead *after)
{
	struct trial_lead lead = { { 0, 0, 0, 0 }, 0 };

	if (add_first(b, n, &lead))
		lead_add(&lead, after);
	return lead;
}

static bool add_before(struct trial_builder *, const struct node *,
    struct trial_lead *);

static bool
add_before_alt(struct trial_builder *b, const struct node *n,
    struct trial_lead *lead)
{
	for (struct node *c = n->first; c != NULL; c = c->next)
		if ((n != b->choice || b->picked == NULL || b->picked == c) &&
		    !add_before(b, c, lead))
			return false;
	return n->first != NULL;
}

/* false: it may be anything */
static bool
add_before(struct trial_builder *b, const struct node *n,
    struct trial_lead *lead)
{
	uint32_t set;

	switch (n->kind) {
	case NODE_SEQ:
		return n->first != NULL && add_before(b, n->first, lead);
	case NODE_ALT:
		return add_before_alt(b, n, lead);
	case NODE_BEHIND:
		set = trial_set_of(b, n->first);
		lead_add_set(lead, &b->sets[set]);
		return true;
	case NODE_START:
		lead->more |= LEAD_END;
		return true;
	default:
		return false;
	}
}

struct trial_lead
lead_before(struct trial_builder *b, const struct node *tree)
{
	struct trial_lead lead = { { 0, 0, 0, 0 }, 0 };

	if (!add_before(b, tree, &lead))
		lead_add_all(&lead);
	return lead;
}

/* --- ends --- */

static bool add_last(struct trial_builder *, struct node *,
    struct trial_lead *);

/* children from the last one on; true: all can match nothing */
static bool
add_last_of_list(struct trial_builder *b, struct node *list,
    struct trial_lead *lead)
{
	return list == NULL || (add_last_of_list(b, list->next, lead) &&
	    add_last(b, list, lead));
}

static bool
add_last_of_alt(struct trial_builder *b, struct node *n,
    struct trial_lead *lead)
{
	bool empty = false;

	for (struct node *c = n->first; c != NULL; c = c->next)
		if (n != b->choice || b->picked == NULL || b->picked == c)
			empty |= add_last(b, c, lead);
	return empty;
}

static bool
add_last(struct trial_builder *b, struct node *n, struct trial_lead *lead)
{
	switch (n->kind) {
	case NODE_CHAR:
	case NODE_SET:
		add_first(b, n, lead);
		return false;
	case NODE_SEQ:
		return add_last_of_list(b, n->first, lead);
	case NODE_ALT:
		return add_last_of_alt(b, n, lead);
	case NODE_REPEAT:
		return n->max == 0 || add_last(b, n->first, lead) ||
		    n->min == 0;
	case NODE_OPAQUE:
		lead_add_all(lead);
		return false;
	default:
		return true;
	}
}

/* of the choice that is parted into pieces, the picked branch counts alone */
static void
length_of(struct trial_builder *b, struct node *tree, uint32_t *least,
    uint32_t *most)
{
	struct node *choice = NULL, *first = NULL, *next = NULL, *picked;

	for (struct node *c = tree; b->picked != NULL && choice == NULL &&
	    c != NULL; c = c == tree ? tree->first : c->next)
		choice = c == b->choice ? c : NULL;
	if (choice != NULL) {
		first = choice->first;
		for (picked = first; picked != b->picked; )
			picked = picked->next;
		next = picked->next;
		choice->first = picked;
		picked->next = NULL;
	}
	pattern_length(tree, least, most);
	if (choice != NULL) {
		choice->first->next = next;
		choice->first = first;
	}
}

void
trial_ends(struct trial_builder *b, struct node *tree, struct trial_entry *e)
{
	struct trial_lead last = { { 0, 0, 0, 0 }, 0 };
	uint32_t least, most;

	length_of(b, tree, &least, &most);
	e->least = (uint16_t)(least < UINT16_MAX ? least : 0);
	if (!pattern_anchored(tree, true)) {
		e->most = UINT16_MAX;
		lead_add_all(&last);
	} else {
		e->most = (uint16_t)(most < UINT16_MAX ? most : UINT16_MAX);
		if (add_last(b, tree, &last))
			lead_add_all(&last);
	}
	e->last = (uint16_t)lead_index(b, &last);
}
