/*
 * Where an article ends, in text, which has no boxes: short lines such as a
 * heading of comments or of related stories say so by their words. A fitted sum
 * of words and pairs, as in find_phrase.h.
 */
#ifndef FIND_ENDS_H
#define FIND_ENDS_H

#include "find_feat.h"
#include "find_model.h"

/* fills FEAT_ENDS and those behind it, by openings; PHRASE_SLOTS rows */
void ends_fill(const struct doc *, struct featset *, const struct phrase *);

#endif
