/* What unit tests share. Include it first: cmocka wants these headers so. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "str.h"

/* an arena whose failure fails the test */
static inline void
unit_no_memory(void *ctx)
{
	(void)ctx;
	fail_msg("out of memory");
}

#define UNIT_ARENA(name) \
	struct arena name; \
	arena_init(&name, unit_no_memory, NULL)

/* a view in a static initialiser */
#define V(literal) { (literal), sizeof(literal) - 1 }

#define assert_str(v, literal) do { \
	str got_ = (v); \
	assert_int_equal(got_.n, sizeof(literal) - 1); \
	assert_memory_equal(got_.n > 0 ? got_.s : "", literal, got_.n); \
} while (0)

#endif
