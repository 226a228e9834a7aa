/* From options to a cleaner: which rules are loaded, in which order. */
#ifndef SETUP_H
#define SETUP_H

#include "page.h"

/* false when a rule or option is wrong, which was reported */
bool setup_cleaner(struct cleaner *, const struct opts *, struct arena *,
    struct diag *);
/* --check: samples and lint of the operands, or of all that is loaded */
void setup_check(const struct cleaner *, struct diag *);
/* the text of -V: versions of winnow and its libraries, what is in force */
void setup_version(const struct opts *, struct arena *, struct buf *);

#endif
