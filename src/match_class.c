/*
 * class=: which of the names that rules ask for stand on a box or on one
 * around it, as bits that each box has from its parent.
 */
#include "arena.h"
#include "match_in.h"

/* sets the bits of the names in a class or id attribute */
static void
add_names(const struct rules *r, str names, uint64_t *bits)
{
	str token;

	while ((token = str_token(&names)).n > 0)
		for (size_t i = 0; i < r->nnames; i++)
			if (str_ieq(r->names[i], token))
				bits[i / 64] |= 1ull << i % 64;
}

static void
inherit(struct matcher *m)
{
	const struct doc *d = m->doc;
	size_t wide = (m->rules->nnames + 63) / 64;

	m->nnames = m->rules->nnames;
	m->classes = arena_array(d->arena, d->nboxes * wide,
	    sizeof(*m->classes));
	for (size_t i = 0; i < d->nboxes; i++) {
		const struct box *box = &d->boxes[i];
		uint64_t *own = &m->classes[i * wide];

		for (size_t k = 0; k < wide && box->parent < i; k++)
			own[k] = m->classes[box->parent * wide + k];
		add_names(m->rules, box->classes, own);
		add_names(m->rules, box->id, own);
	}
}

bool
match_class(struct matcher *m, uint32_t block, uint32_t name)
{
	size_t wide = (m->rules->nnames + 63) / 64;

	if (m->classes == NULL || m->nnames != m->rules->nnames)
		inherit(m);
	return m->classes[m->doc->blocks[block].box * wide + name / 64] >>
	    name % 64 & 1;
}
