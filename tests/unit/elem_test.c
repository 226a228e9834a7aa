/* The table of elements: the two lists of names agree. */
#include "unit.h"

#include "elem.h"

static const char *const ids[ELEM_MAX] = {
	"",
#define ROW(id, class) #id,
	ELEM_ROWS(ROW)
#undef ROW
};

static const enum elem_class classes[ELEM_MAX] = {
	EC_INLINE,
#define ROW(id, class) EC_##class,
	ELEM_ROWS(ROW)
#undef ROW
};

/* AMP_IMG is amp-img */
static str
as_written(const char *id, char *to)
{
	size_t n = strlen(id);

	for (size_t i = 0; i < n; i++)
		to[i] = id[i] == '_' ? '-' : id[i] >= 'A' && id[i] <= 'Z' ?
		    (char)(id[i] + 32) : id[i];
	return (str){ to, n };
}

static void
names_are_found(void **state)
{
	char name[32];

	(void)state;
	for (unsigned e = 1; e < ELEM_MAX; e++) {
		str v = as_written(ids[e], name);

		assert_int_equal(elem_of(v), e);
		assert_int_equal(str_of(elem_name((enum elem)e)).n, v.n);
		assert_memory_equal(elem_name((enum elem)e), v.s, v.n);
		assert_int_equal(elem_class((enum elem)e), classes[e]);
	}
}

static void
others_are_other(void **state)
{
	static const char *const none[] = {
		"", "x", "di", "divx", "zzz", "DIV", "h7", "-", "my-app"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_int_equal(elem_of(str_of(none[i])), ELEM_OTHER);
	assert_int_equal(elem_class(ELEM_OTHER), EC_INLINE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(others_are_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
