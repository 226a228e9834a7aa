/* The stages that judge a document, in their order. */
#ifndef STAGE_H
#define STAGE_H

#include "find.h"

struct diag;
struct matcher;

/*
 * Runs rules, finder and the small stages over the blocks. Text input is
 * judged again without what was dropped until nothing more falls, so that a
 * second run over the output changes nothing.
 */
enum found stages_run(struct doc *, struct matcher *, enum find_mode,
    struct diag *);

#endif
