/* Second stage: where a block stands among all blocks of the page. */
#include <stdlib.h>

#include "arena.h"
#include "find_second.h"

/* groups of blocks alike: by kind or element, and depth */
enum { DEPTHS = 64, GROUPS = 32 * DEPTHS };

/* how much more words than expected score more, at most */
static const float many = 30;

struct pair {
	float score;
	uint32_t k;
};

static int
descending(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return x->score != y->score ? (x->score < y->score) -
	    (x->score > y->score) : (x->k > y->k) - (x->k < y->k);
}

/* sums over the page */
struct page {
	float words, right, doubt, top;
	float expected;		/* greatest expected F1 of a threshold */
	float at;		/* which: log odds */
	uint32_t passing;	/* boxes of blocks that pass */
};

/* ranks, and the threshold that find.c would choose now */
static void
rank(const struct second *s, struct page *page)
{
	struct pair *p = arena_array(s->doc->arena, s->set->n, sizeof(*p));
	float chosen = 0, got = 0;

	for (uint32_t k = 0; k < s->set->n; k++)
		p[k] = (struct pair){ s->score[k], k };
	qsort(p, s->set->n, sizeof(*p), descending);
	for (size_t i = 0; i < s->set->n; i++) {
		size_t k = p[i].k;
		int16_t *f = second_row(s, k);
		float more;

		chosen += s->words[k];
		got += s->words[k] * s->p[k];
		more = chosen / (page->right + 1);
		f[FEAT_S_RANK] = per_mille(chosen / page->words);
		f[FEAT_S_ABOVE] = (int16_t)lrintf(100 *
		    (more < many ? more : many));
		if (2 * got / (chosen + page->right) > page->expected) {
			page->expected = 2 * got / (chosen + page->right);
			page->at = p[i].score;
		}
	}
}

static void
sum_page(const struct second *s, struct page *page)
{
	for (size_t k = 0; k < s->set->n; k++) {
		float p = s->p[k];

		page->words += s->words[k];
		page->right += s->words[k] * p;
		page->doubt += s->words[k] * p * (1 - p);
		if (p > page->top)
			page->top = p;
	}
}

static int16_t
hundredth(float x)
{
	return (int16_t)lrintf(fminf(fmaxf(x * 100, -3000), 3000));
}

static void
put_page(const struct second *s, const struct page *page)
{
	for (size_t k = 0; k < s->set->n; k++) {
		int16_t *f = second_row(s, k);

		f[FEAT_S_REST] = hundredth(s->score[k] - page->at);
		f[FEAT_S_EXPECT] = per_mille(page->expected);
		f[FEAT_S_DOUBT] = per_mille(page->doubt / (page->right +
		    1e-9f));
		f[FEAT_S_TOP] = per_mille(page->top);
		f[FEAT_S_BOXES] = feat_clip(page->passing);
	}
}

/* which of the boxes holds most of what is expected? */
static size_t
best_box(const struct second *s, const struct mean *box)
{
	size_t best = 0;

	for (size_t k = 1; k < s->set->n; k++)
		if (box[second_box(s, k)].sum > box[second_box(s, best)].sum)
			best = k;
	return second_box(s, best);
}

static struct mean *
sum_boxes(const struct second *s, struct page *page)
{
	struct arena *a = s->doc->arena;
	struct mean *box = arena_array(a, s->doc->nboxes, sizeof(*box));
	bool *passed = arena_array(a, s->doc->nboxes, sizeof(*passed));

	for (size_t k = 0; k < s->set->n; k++) {
		uint32_t b = second_box(s, k);

		mean_add(&box[b], s->p[k], s->words[k]);
		page->passing += s->p[k] > 0.5f && !passed[b];
		passed[b] |= s->p[k] > 0.5f;
	}
	return box;
}

/* distance to the span of the box that holds most */
static void
put_boxes(const struct second *s, const struct mean *box,
    const struct page *page)
{
	size_t best = best_box(s, box), first = s->set->n, last = 0;

	for (size_t k = 0; k < s->set->n; k++)
		if (second_box(s, k) == best) {
			first = first == s->set->n ? k : first;
			last = k;
		}
	for (size_t k = 0; k < s->set->n; k++) {
		int16_t *f = second_row(s, k);

		f[FEAT_S_MASS] = per_mille(box[second_box(s, k)].sum /
		    (page->right + 1e-9f));
		f[FEAT_S_HOME] = second_box(s, k) == best;
		f[FEAT_S_HOME_MEAN] = mean_of(box[best]);
		f[FEAT_S_HOME_DIST] = feat_clip(k < first ?
		    (int64_t)k - (int64_t)first : k > last ?
		    (int64_t)(k - last) : 0);
	}
}

/* a section is what has the same heading above */
static void
sections(const struct second *s)
{
	const struct featset *set = s->set;

	for (size_t from = 0, end; from < set->n; from = end) {
		int16_t index = second_row(s, from)[FEAT_SEC_INDEX];
		struct mean mean = { 0, 0 };
		int16_t head = s->doc->blocks[set->judged[from]].kind ==
		    KIND_HEADING ? per_mille(s->p[from]) : -1;

		for (end = from; end < set->n &&
		    second_row(s, end)[FEAT_SEC_INDEX] == index; end++)
			mean_add(&mean, s->p[end], s->words[end]);
		for (size_t k = from; k < end; k++) {
			second_row(s, k)[FEAT_S_SECTION] = mean_of(mean);
			second_row(s, k)[FEAT_S_HEAD] = head;
		}
	}
}

/* mean of the blocks with the same value of a feature, at the same depth */
static void
alike(const struct second *s, enum feat by, bool depths, enum feat out)
{
	struct mean *m = arena_array(s->doc->arena, GROUPS, sizeof(*m));

	for (int pass = 0; pass < 2; pass++)
		for (size_t k = 0; k < s->set->n; k++) {
			int16_t *f = second_row(s, k);
			int depth = !depths ? 0 : f[FEAT_DEPTH] < DEPTHS ?
			    f[FEAT_DEPTH] : DEPTHS - 1;
			struct mean *mine = &m[(f[by] * DEPTHS + depth) %
			    GROUPS];

			if (pass == 0)
				mean_add(mine, s->p[k], s->words[k]);
			else
				f[out] = mean_of(*mine);
		}
}

/* the least score on the way to a long block that passes */
static void
worst_between(const struct second *s)
{
	float least = -1;

	for (size_t k = 0; k < s->set->n; k++) {
		least = second_long(s, k) ? 1 : fminf(least, s->p[k]);
		second_row(s, k)[FEAT_S_WORST] = per_mille(least);
	}
	least = -1;
	for (size_t k = s->set->n; k-- > 0; ) {
		int16_t *f = second_row(s, k);

		least = second_long(s, k) ? 1 : fminf(least, s->p[k]);
		if (per_mille(least) > f[FEAT_S_WORST])
			f[FEAT_S_WORST] = per_mille(least);
	}
}

void
second_whole(const struct second *s)
{
	struct page page = { 0 };
	struct mean *box;

	if (s->set->n == 0)
		return;
	sum_page(s, &page);
	rank(s, &page);
	box = sum_boxes(s, &page);
	put_page(s, &page);
	put_boxes(s, box, &page);
	sections(s);
	alike(s, FEAT_KIND, false, FEAT_S_KIND);
	alike(s, FEAT_KIND, true, FEAT_S_KIND_DEPTH);
	alike(s, FEAT_ELEM, true, FEAT_S_ELEM_DEPTH);
	worst_between(s);
}
