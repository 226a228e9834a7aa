/* Second stage: what the first stage said of a block's surroundings. */
#include "arena.h"
#include "find_second.h"

enum { FAR = 500, NEAR = 5, WIDE = 15 };

/* means over windows, from sums of all before */
static void
windows(const struct second *s, enum feat feat, size_t half)
{
	struct mean w = { 0, 0 };
	size_t n = s->set->n;

	for (size_t k = 0; k < half && k < n; k++)
		mean_add(&w, s->p[k], s->words[k]);
	for (size_t k = 0; k < n; k++) {
		if (k + half < n)
			mean_add(&w, s->p[k + half], s->words[k + half]);
		if (k > half)
			mean_add(&w, s->p[k - half - 1], -s->words[k - half - 1]);
		second_row(s, k)[feat] = mean_of(w);
	}
}

static void
single(const struct second *s)
{
	static const struct {
		enum feat feat;
		int step;
	} rows[] = {
		{ FEAT_S_OWN, 0 }, { FEAT_S_P1, -1 }, { FEAT_S_P2, -2 },
		{ FEAT_S_P3, -3 }, { FEAT_S_N1, 1 }, { FEAT_S_N2, 2 },
		{ FEAT_S_N3, 3 }
	};

	for (size_t k = 0; k < s->set->n; k++)
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			size_t at = k + (size_t)rows[i].step;

			second_row(s, k)[rows[i].feat] =
			    at < s->set->n ? per_mille(s->p[at]) : -1;
		}
}

static void
groups(const struct second *s)
{
	const struct featset *set = s->set;
	struct arena *a = s->doc->arena;
	struct mean *box = arena_array(a, s->doc->nboxes, sizeof(*box));
	struct mean *shape = arena_array(a, set->shapes, sizeof(*shape));

	for (size_t k = 0; k < set->n; k++) {
		mean_add(&box[s->doc->blocks[set->judged[k]].box], s->p[k],
		    s->words[k]);
		mean_add(&shape[set->shape[k]], s->p[k], s->words[k]);
	}
	for (size_t i = s->doc->nboxes; i-- > 1; )
		mean_add(&box[s->doc->boxes[i].parent],
		    box[i].weight > 0 ? box[i].sum / box[i].weight : 0,
		    box[i].weight);
	for (size_t k = 0; k < set->n; k++) {
		int16_t *f = second_row(s, k);
		uint32_t b1 = second_box(s, k);
		uint32_t b2 = set->boxes[b1].wider;

		f[FEAT_S_B1] = mean_of(box[b1]);
		f[FEAT_S_B2] = mean_of(box[b2]);
		f[FEAT_S_B3] = mean_of(box[set->boxes[b2].wider]);
		f[FEAT_S_SHAPE] = mean_of(shape[set->shape[k]]);
	}
}

/* one row of distances; forward and backward share it */
static void
distance(const struct second *s, size_t k, uint32_t *to_long, uint32_t *to_any,
    enum feat long_feat, enum feat any_feat)
{
	int16_t *f = second_row(s, k);
	bool pass = s->p[k] >= 0.5f;

	/* from the outermost long one on, blocks are counted up */
	if (*to_long == FAR && second_long(s, k))
		*to_long = 0;
	f[long_feat] = *to_long == FAR ? -1 : (int16_t)*to_long;
	f[any_feat] = (int16_t)*to_any;
	if (*to_long < FAR - 1)
		++*to_long;
	*to_any = pass ? 0 : *to_any < FAR ? *to_any + 1 : FAR;
}

static void
distances(const struct second *s)
{
	uint32_t to_long = FAR, to_any = FAR;
	float all = 0, words = 0, before = 0;

	for (size_t k = 0; k < s->set->n; k++) {
		all += s->p[k] >= 0.5f ? s->words[k] : 0;
		words += s->words[k];
		distance(s, k, &to_long, &to_any, FEAT_S_FIRST, FEAT_S_UP);
	}
	to_long = to_any = FAR;
	for (size_t k = s->set->n; k-- > 0; )
		distance(s, k, &to_long, &to_any, FEAT_S_LAST, FEAT_S_DOWN);
	for (size_t k = 0; k < s->set->n; k++) {
		int16_t *f = second_row(s, k);

		f[FEAT_S_PAGE] = per_mille(words > 0 ? all / words : 0);
		f[FEAT_S_BEFORE] = per_mille(all > 0 ? before / all : 0);
		before += s->p[k] >= 0.5f ? s->words[k] : 0;
	}
}

void
feat_second(const struct doc *d, struct featset *set, const float *score)
{
	struct second s = { .doc = d, .set = set, .score = score };

	s.p = arena_array(d->arena, set->n, sizeof(*s.p));
	s.words = arena_array(d->arena, set->n, sizeof(*s.words));
	for (size_t k = 0; k < set->n; k++) {
		s.p[k] = 1 / (1 + expf(-score[k]));
		s.words[k] = (float)d->blocks[set->judged[k]].words + 1;
	}
	single(&s);
	windows(&s, FEAT_S_NEAR, NEAR);
	windows(&s, FEAT_S_WIDE, WIDE);
	groups(&s);
	distances(&s);
	second_whole(&s);
}
