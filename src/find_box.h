/* Statistics of containers: sums over boxes, and what ancestors say. */
#ifndef FIND_BOX_H
#define FIND_BOX_H

#include <stdint.h>

#include "doc.h"

/* ancestors whose distance counts */
enum near {
	NEAR_ARTICLE, NEAR_MAIN, NEAR_ASIDE, NEAR_HEADER, NEAR_FORM,
	NEAR_TABLE, NEAR_LIST, NEAR_FIGURE, NEAR_BODY, NEAR_MAX
};
enum { NEAR_NONE = 99 };

struct boxstat {
	uint32_t blocks, words, prose, chars, link_chars;
	uint32_t wider;		/* nearest ancestor with more blocks, or self */
	uint32_t home;		/* nearest with half of the page's prose */
	uint16_t home_steps;	/* boxes up to it */
	uint16_t siblings;	/* like it, with the same parent */
	uint32_t shape;		/* hash of element and classes */
	uint8_t near[NEAR_MAX];	/* boxes up to it, 0: itself */
	/* weights of class words, in 1/16 of log odds */
	int16_t own, up, low, high, sum;
	/* beside each other, in 1/64: all; of the two innermost with names */
	int16_t joint, close[2];
};

/*
 * One row a box, in the doc's arena; two passes over the boxes. Only blocks
 * that feat_judged() accepts count.
 */
struct class_word;
struct boxstat *box_stats(const struct doc *, const struct class_word *);
/* an element's place in the order of usual prose, 0..15 */
int box_elem_order(enum elem);

/* weight of the words in a class or id, from a table of CLASS_SLOTS or NULL */
struct class_weight {
	int16_t low, high, sum, joint, near;
	uint16_t n;		/* known words */
};
void class_weigh(const struct class_word *, str names,
    struct class_weight *);

#endif
