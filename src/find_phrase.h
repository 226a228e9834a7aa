/*
 * How much the words of a block are those of main content: a fitted sum over
 * its words and pairs of neighbours. What the table doesn't hold weighs
 * nothing, so that it is silent on a language that it doesn't know.
 */
#ifndef FIND_PHRASE_H
#define FIND_PHRASE_H

#include "find_feat.h"
#include "find_form.h"
#include "find_model.h"

/* hashes of the first words and of their pairs, edges included */
typedef void phrase_feature(void *ctx, uint32_t hash);
void phrase_features(const struct opening *, phrase_feature *, void *ctx);
/* what they weigh together; PHRASE_SLOTS rows, as below */
int16_t phrase_sum(const struct opening *, const struct phrase *);
/* fills FEAT_PHRASES and those behind it, by openings */
void phrases_fill(struct featset *, const struct phrase *);

#endif
