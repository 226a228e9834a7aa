/* What the parts of the second stage share. */
#ifndef FIND_SECOND_H
#define FIND_SECOND_H

#include <math.h>

#include "find_box.h"
#include "find_feat.h"

/* a block is long enough to mark where the article starts and ends */
enum { LONG_WORDS = 12 };

struct second {
	const struct doc *doc;
	struct featset *set;
	const float *score;	/* log odds of the k-th judged */
	float *p;		/* its probability */
	float *words;		/* its weight in means */
};

struct mean {
	float sum, weight;
};

static inline void
mean_add(struct mean *m, float p, float words)
{
	m->sum += p * words;
	m->weight += words;
}

static inline int16_t
per_mille(float p)
{
	return (int16_t)lrintf(p * 1000);
}

static inline int16_t
mean_of(struct mean m)
{
	return m.weight <= 0 ? -1 : per_mille(m.sum / m.weight);
}

/* the features of the k-th judged block */
static inline int16_t *
second_row(const struct second *s, size_t k)
{
	return judged_row(s->set, k);
}

/* the box around the k-th judged block that holds others, too */
static inline uint32_t
second_box(const struct second *s, size_t k)
{
	return s->set->boxes[s->doc->blocks[s->set->judged[k]].box].wider;
}

static inline bool
second_long(const struct second *s, size_t k)
{
	return s->p[k] >= 0.5f && s->words[k] >= LONG_WORDS;
}

/* S_RANK and those behind it: where a block stands in the whole page */
void second_whole(const struct second *);

#endif
