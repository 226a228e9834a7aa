#include "unit.h"

static void
gives_zeroed_aligned_memory(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	for (size_t n = 0; n < 3000; n += 7) {
		unsigned char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
		/* the next text may start anywhere, the next object not */
		arena_text(&a, 1)[0] = 'x';
	}
	arena_free(&a);
}

static void
reset_zeroes_again(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	memset(arena_alloc(&a, 500), 0xff, 500);
	arena_reset(&a);
	for (size_t i = 0; i < 500; i++)
		assert_int_equal(*(char *)arena_alloc(&a, 1), 0);
	arena_free(&a);
}

static void
large_objects_do_not_move_others(void **state)
{
	UNIT_ARENA(a);
	char *small = arena_text(&a, 4), *large = arena_text(&a, 1 << 20);

	(void)state;
	memcpy(small, "abc", 4);
	memset(large, 'x', 1 << 20);
	memcpy(arena_text(&a, 4), "def", 4);
	assert_string_equal(small, "abc");
	assert_int_equal(large[(1 << 20) - 1], 'x');
	/* a reset gives the large one back */
	arena_reset(&a);
	assert_true(a.held < 1 << 20);
	arena_free(&a);
	assert_int_equal(a.held, 0);
}

static void
growing_keeps_the_content(void **state)
{
	UNIT_ARENA(a);
	unsigned *p = NULL;
	size_t cap = 0;

	(void)state;
	for (unsigned n = 0; n < 10000; n++) {
		p = arena_grow(&a, p, n, &cap, sizeof(*p));
		assert_true(cap > n);
		p[n] = n;
	}
	for (unsigned n = 0; n < 10000; n++)
		assert_int_equal(p[n], n);
	for (size_t n = 10000; n < cap; n++)
		assert_int_equal(p[n], 0);
	arena_free(&a);
}

/* where nothing stands behind it, an array stays where it is */
static void
growing_in_place(void **state)
{
	UNIT_ARENA(a);
	size_t cap = 0, other = 0;
	unsigned *p = arena_grow(&a, NULL, 0, &cap, sizeof(*p)), *q, *r;

	(void)state;
	q = arena_grow(&a, p, cap, &cap, sizeof(*p));
	assert_ptr_equal(p, q);
	memset(q, 1, cap * sizeof(*q));
	r = arena_grow(&a, NULL, 0, &other, sizeof(*r));
	assert_true(r >= q + cap);
	q = arena_grow(&a, q, cap, &cap, sizeof(*q));
	assert_ptr_not_equal(p, q);
	for (size_t i = 0; i < other; i++)
		assert_int_equal(r[i], 0);
	assert_int_equal(q[cap / 2 - 1], 0x01010101);
	assert_int_equal(q[cap / 2], 0);
	arena_free(&a);
}

/* a large one has its chunk to itself and leaves nothing behind */
static void
growing_large(void **state)
{
	UNIT_ARENA(a);
	unsigned *p = NULL;
	size_t cap = 0;

	(void)state;
	for (unsigned n = 0; n < 2000000; n++) {
		p = arena_grow(&a, p, n, &cap, sizeof(*p));
		p[n] = n;
		if (n % 100000 == 0)
			*(char *)arena_alloc(&a, 1 + n % 60000) = 1;
	}
	for (unsigned n = 0; n < 2000000; n++)
		assert_int_equal(p[n], n);
	assert_true(a.held >= cap * sizeof(*p));
	assert_true(a.held < cap * sizeof(*p) + (4 << 20));
	arena_reset(&a);
	assert_true(a.held < 1 << 20);
	arena_free(&a);
}

struct failure {
	jmp_buf jump;
};

/* as arena_grow, but for what is added */
static void
grows_uncleared(void **state)
{
	UNIT_ARENA(a);
	size_t cap = 0;
	int *v = NULL;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		v = arena_more(&a, v, (size_t)i, &cap, sizeof(*v));
		assert_true(cap > (size_t)i);
		v[i] = i;
	}
	for (int i = 0; i < 20000; i++)
		assert_int_equal(v[i], i);
	arena_free(&a);
}

/* a large object goes, what stands around it stays */
static void
drops_large_ones(void **state)
{
	UNIT_ARENA(a);
	char *small, *large, *more;
	size_t held;

	(void)state;
	large = arena_alloc(&a, 100000);	/* the only chunk */
	arena_drop(&a, large, 100000);
	assert_int_equal(a.held, 0);
	small = arena_alloc(&a, 10);
	memcpy(small, "small", 6);
	held = a.held;
	large = arena_alloc(&a, 100000);
	more = arena_alloc(&a, 200000);
	arena_drop(&a, large, 100000);
	assert_int_equal(a.held, held + 200000);
	arena_drop(&a, small, 10);
	assert_int_equal(a.held, held + 200000);
	more[0] = more[199999] = 'x';
	assert_string_equal(small, "small");
	arena_drop(&a, more, 200000);
	assert_int_equal(a.held, held);
	assert_ptr_equal(arena_alloc(&a, 10), small + 16);
	arena_free(&a);
}

/* what is not needed of a large object goes, a small one stays as it is */
static void
gives_the_rest_back(void **state)
{
	UNIT_ARENA(a);
	char *small = arena_text(&a, 100), *large = arena_text(&a, 1 << 20);
	size_t held = a.held;

	(void)state;
	memset(large, 'x', 1 << 20);
	large = arena_extend(&a, large, 1 << 20, 500000);
	assert_int_equal(a.held, held - (1 << 20) + 500000);
	assert_int_equal(large[499999], 'x');
	assert_ptr_equal(arena_extend(&a, small, 100, 50), small);
	arena_drop(&a, large, 500000);
	assert_int_equal(a.held, held - (1 << 20));
	arena_free(&a);
}

static void
jump(void *ctx)
{
	longjmp(((struct failure *)ctx)->jump, 1);
}

/* each of these must call the hook, and leave the arena usable */
static void
fails_through_the_hook(void **state)
{
	struct failure f;
	struct arena a;
	volatile int failed = 0;

	(void)state;
	arena_init(&a, jump, &f);
	a.limit = 1 << 20;
	if (setjmp(f.jump) == 0)
		arena_text(&a, 2 << 20);
	else
		failed++;
	if (setjmp(f.jump) == 0)
		arena_array(&a, SIZE_MAX / 2, 3);
	else
		failed++;
	a.limit = 0;
	if (setjmp(f.jump) == 0)
		arena_text(&a, SIZE_MAX - 100);
	else
		failed++;
	assert_int_equal(failed, 3);
	assert_int_equal(*(char *)arena_alloc(&a, 100), 0);
	arena_free(&a);
}

static void
limit_counts_all_chunks(void **state)
{
	struct failure f;
	struct arena a;
	volatile size_t given = 0;

	(void)state;
	arena_init(&a, jump, &f);
	a.limit = 1 << 20;
	if (setjmp(f.jump) == 0)
		for (;;) {
			arena_alloc(&a, 1000);
			given += 1000;
		}
	assert_in_range(given, 1 << 19, 1 << 20);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_aligned_memory),
		cmocka_unit_test(reset_zeroes_again),
		cmocka_unit_test(large_objects_do_not_move_others),
		cmocka_unit_test(growing_keeps_the_content),
		cmocka_unit_test(growing_in_place),
		cmocka_unit_test(growing_large),
		cmocka_unit_test(grows_uncleared),
		cmocka_unit_test(drops_large_ones),
		cmocka_unit_test(gives_the_rest_back),
		cmocka_unit_test(fails_through_the_hook),
		cmocka_unit_test(limit_counts_all_chunks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
