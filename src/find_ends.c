#include "find_ends.h"

#include "find_phrase.h"

/* words of a short line and of prose; what other lines weigh, in 1/32 */
enum { SHORT = 12, PROSE = 25, NONE = -192 };

/* the most that any line behind weighs; each block between takes some off */
static void
what_follows(const struct featset *set)
{
	int32_t most = NONE;

	for (size_t k = set->n; k-- > 0; ) {
		int32_t own = judged_row(set, k)[FEAT_ENDS];

		judged_row(set, k)[FEAT_ENDS_NEXT] = (int16_t)most;
		most = most * 9 / 10 - 16;
		most = own > most ? own : most;
	}
}

void
ends_fill(const struct doc *d, struct featset *set, const struct phrase *table)
{
	int16_t most = NONE;
	int64_t since = 0;
	bool begun = false;

	for (size_t k = 0; k < set->n; k++) {
		const struct block *b = &d->blocks[set->judged[k]];
		int16_t *f = judged_row(set, k), own = b->words > SHORT ? NONE :
		    phrase_sum(&set->openings[k], table);

		f[FEAT_ENDS] = own;
		f[FEAT_ENDS_MAX] = most;
		f[FEAT_ENDS_WORDS] = begun ? feat_clip(since) : -1;
		begun = begun || b->words >= PROSE;
		since += b->words;
		if (begun && own > most) {
			most = own;
			since = 0;
		}
	}
	what_follows(set);
}
