/* Cleaning one record when memory may run out on it. */
#ifndef GUARD_H
#define GUARD_H

#include <setjmp.h>

#include "arena.h"
#include "record.h"

struct guard {
	struct arena arena;	/* of the record; its failure comes back here */
	jmp_buf jump;
};

void guard_init(struct guard *, size_t memory);
/*
 * As record_clean. False when memory ran out: the answer says so, and what
 * libraries held may be lost, so a process of its own had better end. The
 * answer is good until the next call.
 */
bool guard_clean(struct guard *, const struct job *, const struct record *,
    struct answer *);
/* as record_fail, and never fails itself */
void guard_fail(struct guard *, const struct job *, const struct record *,
    enum msg, str note, struct answer *);

#endif
