/* Workers: processes that clean records for a parent that keeps order. */
#ifndef POOL_H
#define POOL_H

#include <stdbool.h>

struct arena;
struct batch;
struct diag;

/* the part of batch_run with workers */
bool pool_run(struct batch *, struct arena *process, struct diag *);

#endif
