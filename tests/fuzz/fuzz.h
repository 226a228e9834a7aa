/* What the fuzz targets share: an arena that may run out, and a complaint. */
#ifndef FUZZ_H
#define FUZZ_H

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "diag.h"
#include "str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* where an arena without memory returns to */
struct fuzz_jump {
	jmp_buf jump;
};

static inline void
fuzz_no_memory(void *ctx)
{
	longjmp(((struct fuzz_jump *)ctx)->jump, 1);
}

/* what must hold whatever comes in */
static inline void
fuzz_must(int holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "does not hold: %s\n", what);
		abort();
	}
}

#endif
