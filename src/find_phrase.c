#include "find_phrase.h"

enum { MOST = 40, NEAR = 5 };	/* words; blocks on either side */

/* what stands for any number, and for the text's ends */
enum { NUMBER = '0', EDGE = 1 };

static uint32_t
mix(uint32_t h, uint32_t with)
{
	h = (h ^ with) * 0x9e3779b1u;
	return h ^ h >> 15;
}

static inline void
features(const struct opening *o, phrase_feature *each, void *ctx)
{
	uint32_t last = EDGE, n = o->n < MOST ? o->n : MOST;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t h = o->number[i] ? NUMBER : o->hash[i];

		each(ctx, mix(last + 1, h));
		last = mix(0, h);
		each(ctx, last);
	}
	if (n > 0)
		each(ctx, mix(last + 1, EDGE));
}

void
phrase_features(const struct opening *o, phrase_feature *each, void *ctx)
{
	features(o, each, ctx);
}

struct sum {
	const struct phrase *table;
	int32_t sum;
};

static void
add(void *ctx, uint32_t hash)
{
	struct sum *s = ctx;
	const struct phrase *t = s->table;
	uint32_t at = hash & (PHRASE_SLOTS - 1);

	for (; t[at].weight != 0; at = (at + 1) & (PHRASE_SLOTS - 1))
		if (t[at].check == hash >> 16) {
			s->sum += t[at].weight;
			return;
		}
}

int16_t
phrase_sum(const struct opening *o, const struct phrase *table)
{
	struct sum s = { table, 0 };

	features(o, add, &s);
	return feat_clip(s.sum);
}

/* mean of those around each, from what enters the window and what leaves it */
static void
means(struct featset *set)
{
	int32_t sum = 0, n = 0;

	for (size_t k = 0; k < set->n + NEAR; k++) {
		if (k < set->n) {
			sum += judged_row(set, k)[FEAT_PHRASES];
			n++;
		}
		if (k > 2 * NEAR) {
			sum -= judged_row(set, k - 2 * NEAR - 1)[FEAT_PHRASES];
			n--;
		}
		if (k >= NEAR)
			judged_row(set, k - NEAR)[FEAT_PHRASES_NEAR] =
			    (int16_t)(sum / n);
	}
}

void
phrases_fill(struct featset *set, const struct phrase *table)
{
	for (size_t k = 0; k < set->n; k++)
		judged_row(set, k)[FEAT_PHRASES] =
		    phrase_sum(&set->openings[k], table);
	for (size_t k = 0; k < set->n; k++) {
		judged_row(set, k)[FEAT_PHRASES_P] =
		    k > 0 ? judged_row(set, k - 1)[FEAT_PHRASES] : 0;
		judged_row(set, k)[FEAT_PHRASES_N] =
		    k + 1 < set->n ? judged_row(set, k + 1)[FEAT_PHRASES] : 0;
	}
	means(set);
}
