/*
 * How much a short text is worded as junk is: a fitted sum over its words,
 * its runs of two and three words, four letters each of its words, and its
 * form. Linear in the text. Weights are made by tests/fit/wording.py, which
 * says from what: logistic regression over hashed features (Weinberger and
 * others, "Feature hashing for large scale multitask learning", 2009). Those
 * that tell most stand in a table with a mark of eight bits each, by which all
 * others, new words too, are known to have no weight (as in Fan and others,
 * "Cuckoo filter", 2014, in buckets, but without a second one).
 */
#ifndef WORDING_H
#define WORDING_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

enum {
	WORDING_TOKENS = 40,	/* of a text that are looked at */
	WORDING_BUCKETS = 1 << 16,	/* of the table */
	WORDING_WAYS = 4,	/* features in a bucket */
	WORDING_UNIT = 16,	/* weights are log odds of junk in 1/16 */
	WORDING_PROSE = 3	/* sentences that score less are prose: of 31
				   that fell with junk glued behind them 10
				   stay for it, and .3 % of the junk at most */
};

/* the low bits of a feature's hash are its bucket, the high eight its mark */
struct wording_weight {
	uint8_t mark;		/* of no other one in the bucket */
	int8_t weight;		/* 0: none */
};

extern const struct wording_weight
    model_wording[WORDING_BUCKETS][WORDING_WAYS];
extern const int32_t model_wording_start;	/* before any feature */

/* text: folded as in norm.h */
typedef void wording_feature(void *ctx, uint32_t hash, str what);
void wording_features(str text, wording_feature *, void *ctx);
/* per cent, 0..100, that it is junk */
unsigned wording_score(str text);
/* is it worded as a story is? a few words tell nothing: false */
bool wording_is_prose(str sentence);
/* is one of several sentences prose? */
bool wording_has_prose(str text);
/* appends the score and what weighs most: " wording=93(read_more+2.10,...)" */
void wording_explain(str text, struct buf *);

#endif
