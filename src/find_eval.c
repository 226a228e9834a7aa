/*
 * Forests over many rows at once. Where a row turns in a tree cannot be
 * foretold, which costs more than all the steps: so no row walks. Each split
 * crosses out, for all rows that it sends to the right, the leaves on its left;
 * a row's leaf is then the first that it has left.
 */
#include "find_eval.h"

#include <string.h>

enum {
	WIDTH = 8,		/* rows of a vector */
	LANES = 2 * WIDTH,	/* rows of a group, a lane each */
	GROUPS = 16		/* that each tree is read for */
};

/* by lane: a value, a set of leaves, or 0 and -1 for what is false and true */
typedef int16_t vector __attribute__((vector_size(2 * WIDTH)));
union lanes {
	vector v[2];
	int16_t lane[LANES];
};

struct group {
	union lanes features[FEAT_MAX];
	int32_t sums[LANES], half[LANES];
	bool hopeless;		/* all of its rows */
};

/* a tree: each lane of a split's vectors is the same */
struct split {
	int16_t feature;
	vector threshold, leaves;
};
struct splits {
	struct split v[TREE_LEAVES];
	int16_t values[TREE_LEAVES];
	unsigned n, leaves;
};

static vector
all_lanes(int16_t v)
{
	return (vector){ v, v, v, v, v, v, v, v };
}

/* nodes stand before those on their left, and these before all on the right */
static void
read_tree(const struct tree_node *root, struct splits *s)
{
	s->n = s->leaves = 0;
	for (const struct tree_node *n = root; s->leaves <= s->n; n++) {
		int below = (n->right - (int)(n - root)) / 2;

		if (n->feature < 0)
			s->values[s->leaves++] = n->value;
		else
			s->v[s->n++] = (struct split){ n->feature,
			    all_lanes(n->threshold), all_lanes((int16_t)
			    (((1 << below) - 1) << s->leaves)) };
	}
}

/* adds to each row's sum the leaf that it comes to */
static void
add_leaves(struct group *g, const struct splits *s)
{
	vector low = { 0 }, high = { 0 };
	union lanes crossed;

	for (const struct split *p = s->v; p < s->v + s->n; p++) {
		const vector *v = g->features[p->feature].v;

		low |= (v[0] > p->threshold) & p->leaves;
		high |= (v[1] > p->threshold) & p->leaves;
	}
	crossed.v[0] = low;
	crossed.v[1] = high;
	for (size_t lane = 0; lane < LANES; lane++)
		g->sums[lane] += s->values[__builtin_ctz(
		    ~(unsigned)crossed.lane[lane])];
}

static void
add_trees(struct group *g, size_t n, const struct forest *f, uint32_t from,
    uint32_t to)
{
	struct splits s;

	for (uint32_t t = from; t < to && t < f->trees; t++) {
		read_tree(&f->nodes[f->roots[t]], &s);
		for (size_t i = 0; i < n; i++)
			if (!g[i].hopeless)
				add_leaves(&g[i], &s);
	}
}

/* the last group may have fewer rows: the others count for nothing */
static void
load(struct group *g, const feats *rows, const uint32_t *which, size_t n)
{
	memset(g->sums, 0, sizeof(g->sums));
	g->hopeless = false;
	for (size_t lane = 0; lane < LANES; lane++) {
		const int16_t *row = rows[which[lane < n ? lane : 0]];

		for (size_t f = 0; f < FEAT_MAX; f++)
			g->features[f].lane[lane] = row[f];
	}
}

static void
at_half(struct group *g, float bound)
{
	g->hopeless = true;
	for (size_t lane = 0; lane < LANES; lane++) {
		g->half[lane] = g->sums[lane];
		g->hopeless &= (float)g->sums[lane] < bound;
	}
}

/* what is hopeless after half of the trees is not worth the others */
static void
eval(const struct forest *f, struct group *g, size_t n, float screen)
{
	float bound = (screen - f->start) * 1024;
	uint32_t some = f->trees / 2 + 1;

	add_trees(g, n, f, 0, some);
	for (size_t i = 0; i < n; i++)
		at_half(&g[i], bound);
	add_trees(g, n, f, some, f->trees);
	for (size_t i = 0; i < n; i++)
		for (size_t lane = 0; lane < LANES; lane++)
			if ((float)g[i].half[lane] < bound)
				g[i].sums[lane] = g[i].half[lane];
}

void
find_eval(const struct forest *f, const feats *rows, const uint32_t *which,
    size_t n, float screen, float *scores)
{
	struct group g[GROUPS];

	for (size_t k = 0; k < n; k += GROUPS * LANES) {
		size_t few = n - k < GROUPS * LANES ? n - k : GROUPS * LANES;
		size_t groups = (few + LANES - 1) / LANES;

		for (size_t i = 0; i < groups; i++)
			load(&g[i], rows, which + k + i * LANES,
			    few - i * LANES);
		eval(f, g, groups, screen);
		for (size_t i = 0; i < few; i++) {
			const int32_t *sums = g[i / LANES].sums;

			scores[k + i] = f->start +
			    (float)sums[i % LANES] / 1024;
		}
	}
}
