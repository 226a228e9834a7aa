/* What the fitted forests say of blocks. */
#ifndef FIND_EVAL_H
#define FIND_EVAL_H

#include "find_feat.h"
#include "find_model.h"

/*
 * scores[k] is the log odds of rows[which[k]], for k below n. Where half of the
 * trees leave less than screen, that is the score (-INFINITY: nowhere).
 */
void find_eval(const struct forest *, const feats *rows,
    const uint32_t *which, size_t n, float screen, float *scores);

#endif
