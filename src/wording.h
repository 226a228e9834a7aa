/*
 * How much a short text is worded as junk is: a fitted sum over its words,
 * its runs of two and three words, four letters each of its words, and its
 * form. Linear in the text. Weights are made by tests/fit/wording.py, which
 * says from what: logistic regression over hashed features, several to a slot
 * (Weinberger and others, "Feature hashing for large scale multitask
 * learning", 2009).
 */
#ifndef WORDING_H
#define WORDING_H

#include <stdint.h>

#include "str.h"

enum {
	WORDING_TOKENS = 40,	/* of a text that are looked at */
	WORDING_SLOTS = 1 << 19,	/* of the table */
	WORDING_UNIT = 16	/* weights are log odds of junk in 1/16 */
};

extern const int8_t model_wording[WORDING_SLOTS];
extern const int32_t model_wording_start;	/* before any feature */

/* text: folded as in norm.h */
typedef void wording_feature(void *ctx, uint32_t slot, str what);
void wording_features(str text, wording_feature *, void *ctx);
/* per cent, 0..100, that it is junk */
unsigned wording_score(str text);
/* appends the score and what weighs most: " wording=93(read_more+2.10,...)" */
void wording_explain(str text, struct buf *);

#endif
