/*
 * class=: which of the names that rules ask for stand on a box or on one
 * around it, as bits that each box has from its parent.
 */
#include "arena.h"
#include "match_in.h"

enum { HEADS = 64 };

/* names by their first letter and length: lists that end with 0 */
struct names {
	const struct rules *rules;
	uint32_t head[HEADS], *next;	/* counted from 1 */
};

static uint32_t *
head_of(struct names *n, str name)
{
	size_t letter = (unsigned char)name.s[0] | 0x20;

	return &n->head[(letter + 7 * name.n) % HEADS];
}

static void
index_names(struct names *n, const struct rules *r, struct arena *a)
{
	n->rules = r;
	n->next = arena_array(a, r->nnames + 1, sizeof(*n->next));
	for (uint32_t i = 1; i <= r->nnames; i++) {
		uint32_t *head = head_of(n, r->names[i - 1]);

		n->next[i] = *head;
		*head = i;
	}
}

/* sets the bits of the names in a class or id attribute */
static void
add_names(struct names *n, str list, uint64_t *bits)
{
	str token;

	while ((token = str_token(&list)).n > 0)
		for (uint32_t i = *head_of(n, token); i > 0; i = n->next[i])
			if (str_ieq(n->rules->names[i - 1], token))
				bits[(i - 1) / 64] |= 1ull << (i - 1) % 64;
}

static void
inherit(struct matcher *m)
{
	const struct doc *d = m->doc;
	size_t wide = (m->rules->nnames + 63) / 64;
	struct names names = { 0 };

	index_names(&names, m->rules, d->arena);
	m->nnames = m->rules->nnames;
	m->classes = arena_array(d->arena, d->nboxes * wide,
	    sizeof(*m->classes));
	for (size_t i = 0; i < d->nboxes; i++) {
		const struct box *box = &d->boxes[i];
		uint64_t *own = &m->classes[i * wide];

		for (size_t k = 0; k < wide && box->parent < i; k++)
			own[k] = m->classes[box->parent * wide + k];
		add_names(&names, box->classes, own);
		add_names(&names, box->id, own);
	}
}

/* most boxes carry none of the names */
static bool
bare(const uint64_t *bits, size_t wide)
{
	for (size_t k = 0; k < wide; k++)
		if (bits[k] != 0)
			return false;
	return true;
}

bool
match_class(struct matcher *m, uint32_t block, const struct cond *c)
{
	size_t wide = (m->rules->nnames + 63) / 64;
	const uint64_t *bits;

	if (m->classes == NULL || m->nnames != m->rules->nnames)
		inherit(m);
	bits = &m->classes[m->doc->blocks[block].box * wide];
	if (bare(bits, wide))
		return false;
	for (uint32_t i = 0; i < c->nrefs; i++) {
		uint32_t name = c->refs[i].value;

		if (bits[name / 64] >> name % 64 & 1)
			return true;
	}
	return false;
}
