/* From options to a batch: records, or more files than one. */
#ifndef MANY_H
#define MANY_H

#include "page.h"

/* do these options ask for a batch rather than for one page? */
bool many_wanted(const struct opts *);
/*
 * Runs it; problems are reported. Returns the signal that stopped it, SIGPIPE
 * when nobody reads standard output on, or 0.
 */
int many_clean(const struct cleaner *, struct arena *process, struct diag *);

#endif
