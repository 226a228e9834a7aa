#include "find.h"

#include <math.h>
#include <stdlib.h>

#include "arena.h"
#include "find_ends.h"
#include "find_eval.h"

static const struct why why_find = {
	.id = STR("find"), .category = STR("find")
};
static const struct why why_whole = {
	.id = STR("whole"), .category = STR("find")
};

/* features of a score that trace shows */
enum { SHOWN = 3 };

/*
 * An HTML page where the expected F1 is at least this is well understood: there
 * a block must be more likely than not, however cheap it would be to keep.
 */
static const float sure = 0.8f;

/*
 * A page none of whose blocks is this likely to be main content has none. Of
 * the development pages this empties eight: seven without main content by their
 * ground truth and one that holds six words.
 */
static const float likely = 0.1f;

/* a final score for those that pass the first stage */
static void
score_again(struct doc *d, const struct model *m, struct featset *set,
    float *scores)
{
	uint32_t *which = arena_array(d->arena, set->n, sizeof(*which));
	float *again = arena_array(d->arena, set->n, sizeof(*again));
	size_t n = 0;

	for (size_t k = 0; k < set->n; k++)
		if (scores[k] >= m->screen)
			which[n++] = set->judged[k];
	find_eval(&m->stage[1], (const feats *)set->rows, which, n, -INFINITY,
	    again);
	n = 0;
	for (size_t k = 0; k < set->n; k++)
		if (scores[k] >= m->screen)
			scores[k] = again[n++];
}

/* scores of the judged blocks: log odds */
static float *
score(struct doc *d, const struct model *m, struct featset *set)
{
	float *s = arena_array(d->arena, set->n, sizeof(*s));

	find_eval(&m->stage[0], (const feats *)set->rows, set->judged, set->n,
	    m->screen, s);
	feat_second(d, set, s);
	score_again(d, m, set, s);
	for (size_t k = 0; k < set->n; k++)
		d->blocks[set->judged[k]].score = s[k];
	return s;
}

static int
descending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x < y) - (x > y);
}

/*
 * The threshold that gives the greatest expected F1 of words, were the scores
 * the truth: among blocks in falling order of score, 2 * sum of the expected
 * right words chosen / (words chosen + right words there are).
 */
static float
best_threshold(const struct doc *d, const struct featset *set, const float *s)
{
	struct pair { float score, words; } *p;
	float right = 0, chosen = 0, got = 0, best = 0, at = 0;

	p = arena_array(d->arena, set->n, sizeof(*p));
	for (size_t k = 0; k < set->n; k++) {
		p[k].score = s[k];
		p[k].words = (float)d->blocks[set->judged[k]].words;
		right += p[k].words / (1 + expf(-s[k]));
	}
	qsort(p, set->n, sizeof(*p), descending);
	for (size_t k = 0; k < set->n; k++) {
		float f;

		chosen += p[k].words;
		got += p[k].words / (1 + expf(-p[k].score));
		f = 2 * got / (chosen + right);
		if (f <= best)
			continue;
		best = f;
		at = p[k].score;
	}
	return d->tagged && best > sure && at < 0 ? 0 : at;
}

/* is any block likely to be main content? */
static bool
hopeful(const struct featset *set, const float *s)
{
	for (size_t k = 0; k < set->n; k++)
		if (1 / (1 + expf(-s[k])) >= likely)
			return true;
	return false;
}

/* the name of what a page unfolds is kept with what follows it there */
static void
keep_summaries(const struct doc *d, const struct featset *set, float *s,
    float at)
{
	for (size_t k = 0; k + 1 < set->n; k++) {
		const struct box *box =
		    &d->boxes[d->blocks[set->judged[k]].box];

		if (box->elem == ELEM_SUMMARY && s[k] < at &&
		    s[k + 1] >= at &&
		    set->judged[k + 1] < d->boxes[box->parent].end)
			s[k] = at;
	}
}

/*
 * Figures, captions and images are kept where the article is: between kept
 * blocks, one of which is its neighbour.
 */
static void
keep_figures(struct doc *d, const struct featset *set)
{
	size_t first = d->n, last = 0, k = 0;

	for (size_t i = 0; i < set->n; i++)
		if (d->blocks[set->judged[i]].fate == FATE_KEEP) {
			last = set->judged[i];
			first = first == d->n ? last : first;
		}
	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];
		bool near;

		while (k < set->n && set->judged[k] < i)
			k++;
		if (b->hidden || feat_judged(b))
			continue;
		near = (k > 0 && d->blocks[set->judged[k - 1]].fate ==
		    FATE_KEEP) || (k < set->n &&
		    d->blocks[set->judged[k]].fate == FATE_KEEP);
		doc_mark(d, i, near && i > first && i < last ? FATE_KEEP :
		    FATE_DROP, &why_find);
	}
}

static void
keep_all(struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (!d->blocks[i].hidden)
			doc_mark(d, i, FATE_KEEP, &why_whole);
}

/*
 * A page around an article has menus: at least so many short blocks would go,
 * and such shares of all blocks or words. Other text is an article with dirt
 * in it, which is the rules' work.
 */
enum { MENU_BLOCKS = 8, MENU_WORDS = 4 };
static const float page_blocks = 0.2f, page_words = 0.15f;

static bool
clean_text(const struct doc *d, const struct featset *set, const float *s,
    float at)
{
	float blocks = 0, words = 0, gone_blocks = 0, gone_words = 0;
	int menu = 0;

	if (d->tagged)
		return false;
	for (size_t k = 0; k < set->n; k++) {
		const struct block *b = &d->blocks[set->judged[k]];

		if (b->fate == FATE_DROP) {	/* a rule's */
			menu += b->words <= MENU_WORDS;
			continue;
		}
		blocks++;
		words += (float)b->words;
		if (s[k] >= at)
			continue;
		gone_blocks++;
		gone_words += (float)b->words;
		menu += b->words <= MENU_WORDS;
	}
	return menu < MENU_BLOCKS || (gone_blocks < blocks * page_blocks &&
	    gone_words < words * page_words);
}

/*
 * Text tells the two ends of an article better than what stands between them,
 * where most is part of it: there only what scores so much less goes.
 */
static const float unlikely = -0.5f;

static void
fill_gaps(const struct doc *d, const struct featset *set, float *s, float at)
{
	size_t first = set->n, last = 0;

	for (size_t k = 0; k < set->n; k++)
		if (s[k] >= at && feat_prose(&d->blocks[set->judged[k]])) {
			first = first == set->n ? k : first;
			last = k;
		}
	for (size_t k = first; k < last; k++)
		if (s[k] < at && s[k] >= at + unlikely)
			s[k] = at;
}

/* a fragment is not inside a page: no frame of its own, no page's parts */
static bool
fragment(const struct doc *d)
{
	if (!d->tagged || d->whole)
		return false;
	for (size_t i = 0; i < d->nboxes; i++) {
		enum elem e = d->boxes[i].elem;

		if (e == ELEM_NAV || e == ELEM_HEADER || e == ELEM_FOOTER ||
		    e == ELEM_ASIDE)
			return false;
	}
	return true;
}

void
find_forget(struct doc *d)
{
	if (d->feats != NULL)
		arena_drop(d->arena, d->feats->rows,
		    d->n * sizeof(*d->feats->rows));
	d->feats = NULL;
}

enum found
find_article(struct doc *d, enum find_mode mode)
{
	const struct model *m = d->tagged ? &model_html : &model_text;
	struct featset *set = arena_new(d->arena, struct featset);
	float *s, at;

	if (mode == FIND_NEVER || (mode == FIND_AUTO && fragment(d))) {
		keep_all(d);
		return find_state(d);
	}
	find_forget(d);		/* text is judged again when it was cut */
	feat_make(d, m->words, set);
	if (m->ends != NULL)
		ends_fill(d, set, m->ends);
	d->feats = set;
	s = score(d, m, set);
	at = d->tagged && !hopeful(set, s) ? INFINITY :
	    best_threshold(d, set, s);
	if (mode == FIND_AUTO && clean_text(d, set, s, at)) {
		keep_all(d);
		return find_state(d);
	}
	if (d->tagged)
		keep_summaries(d, set, s, at);
	else
		fill_gaps(d, set, s, at);
	for (size_t k = 0; k < set->n; k++)
		doc_mark(d, set->judged[k], s[k] >= at ? FATE_KEEP : FATE_DROP,
		    &why_find);
	keep_figures(d, set);
	return find_state(d);
}

/* a tree's value is credited to the features on its way, in equal parts */
static void
credit(const struct forest *f, const int16_t *row, float *parts)
{
	for (uint32_t t = 0; t < f->trees; t++) {
		const struct tree_node *root = &f->nodes[f->roots[t]];
		const struct tree_node *n = root;
		int16_t way[TREE_LEAVES];
		size_t steps = 0;

		for (; n->feature >= 0; n = row[n->feature] <= n->threshold ?
		    n + 1 : root + n->right)
			if (steps < TREE_LEAVES)
				way[steps++] = n->feature;
		for (size_t i = 0; i < steps; i++)
			parts[way[i]] += (float)n->value / 1024 /
			    (float)steps;
	}
}

void
find_explain(const struct doc *d, size_t block, struct buf *out)
{
	const struct model *m = d->tagged ? &model_html : &model_text;
	float parts[FEAT_MAX] = { 0 };
	const int16_t *row;

	if (d->feats == NULL || !feat_judged(&d->blocks[block]))
		return;
	row = d->feats->rows[block];
	/* a score below the screen is the first stage's */
	credit(&m->stage[d->blocks[block].score >= m->screen], row, parts);
	for (int i = 0; i < SHOWN; i++) {
		size_t best = 0;

		for (size_t f = 1; f < FEAT_MAX; f++)
			if (fabsf(parts[f]) > fabsf(parts[best]))
				best = f;
		if (fabsf(parts[best]) < 0.05f)
			break;
		buf_printf(out, " %s=%d%+.1f", feat_rows[best].name,
		    row[best], (double)parts[best]);
		parts[best] = 0;
	}
}
