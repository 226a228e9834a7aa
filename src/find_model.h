/* The fitted part of the finder: made by tests/fit, never by hand. */
#ifndef FIND_MODEL_H
#define FIND_MODEL_H

#include <stdint.h>

/*
 * Words of class and id attributes: an open hash table by FNV-1a with linear
 * steps; a slot without a word is free.
 */
enum { CLASS_SLOTS = 8192 };
struct class_word {
	char word[14];
	int8_t weight;		/* log odds of main content, in 1/16 */
	/* beside the others, in 1/64: of any box around, and of near ones */
	int8_t joint, near;
};
extern const struct class_word model_words[CLASS_SLOTS];

/*
 * Words and pairs of words of texts: an open hash table by the low bits of
 * their hash, with linear steps; a slot without a weight is free.
 */
enum { PHRASE_SLOTS = 1 << 15 };
struct phrase {
	uint16_t check;		/* the high bits */
	int8_t weight;		/* log odds, in 1/32 */
};
/* that a text is main content; that it stands behind an article's end */
extern const struct phrase model_phrases[PHRASE_SLOTS];
extern const struct phrase model_ends[PHRASE_SLOTS];

enum { TREE_LEAVES = 16 };	/* of one tree, at most */

/*
 * A boosted sum of small trees over features. A node with feature >= 0 sends
 * rows with value <= threshold to the node after it, others to right; with
 * feature -1 it is a leaf and value is its share of the score.
 */
struct tree_node {
	int16_t feature;
	int16_t threshold;
	int16_t right;		/* index within the tree */
	int16_t value;		/* of a leaf, in 1/1024 of log odds */
};
struct forest {
	const struct tree_node *nodes;
	const uint32_t *roots;	/* index of each tree's first node */
	uint32_t trees;
	float start;		/* log odds before the first tree */
};

/* first stage, then the second, which sees the neighbours' first scores */
struct model {
	struct forest stage[2];
	float screen;		/* below this the first score is final */
	const struct class_word *words;	/* CLASS_SLOTS of them, or NULL */
	const struct phrase *ends;	/* PHRASE_SLOTS, or NULL */
};
extern const struct model model_html, model_text;

#endif
