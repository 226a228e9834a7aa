/* Patterns that were met before, and parted alike, by their text. */
#include "trial_build.h"

#include "arena.h"
#include "rule.h"
#include "screen.h"

void
trial_known_init(struct trial_known *k, struct arena *a, struct rules *r,
    const struct screen *s)
{
	size_t size = 16;

	while (size < 2 * (size_t)s->npieces)
		size *= 2;
	*k = (struct trial_known){ s, r,
	    arena_array(a, size, sizeof(uint32_t)), size - 1 };
}

static const struct alt *
alt_of(const struct trial_known *k, uint32_t piece)
{
	return rules_alt(k->rules, k->screen->pieces[piece].alt);
}

uint32_t
trial_known_piece(struct trial_known *k, uint32_t piece)
{
	const struct piece *pieces = k->screen->pieces;
	const struct alt *alt = alt_of(k, piece);
	size_t at = str_hash(alt->source) & k->mask;

	for (; k->slots[at] != 0; at = (at + 1) & k->mask) {
		uint32_t first = k->slots[at] - 1;
		const struct alt *other = alt_of(k, first);

		if (other->flags == alt->flags &&
		    str_eq(other->source, alt->source) &&
		    pieces[first].close == pieces[piece].close)
			return first;
	}
	k->slots[at] = piece + 1;
	return piece;
}
