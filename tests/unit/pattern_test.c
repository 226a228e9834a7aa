#include "unit.h"

#include "pattern.h"

static void
folds_letters_as_texts_are_folded(void **state)
{
	static const struct {
		str in, out;
		unsigned flags;
	} rows[] = {
		{ V("plain \\d+"), V("plain \\d+"), 0 },
		{ V("don\xe2\x80\x99t"), V("don\\'t"), 0 },
		{ V("[\xe2\x80\x93\xe2\x80\x94x]"), V("[\\-\\-x]"), 0 },
		{ V("\\x{2019}s"), V("\\'s"), 0 },
		{ V("more\xe2\x80\xa6?"), V("more(?:\\.\\.\\.)?"), 0 },
		{ V("[\xe2\x80\xa6]"), V("[.]"), 0 },
		{ V("a\xc2\xa0\xc2\xa0 b"), V("a b"), 0 },
		{ V("a  +b"), V("a  +b"), 0 },
		{ V("a\xc2\xa0" "b"), V("a\\ b"), PATTERN_EXTENDED },
		{ V("\xef\xbc\x88x\xef\xbc\x89"), V("\\(x\\)"), 0 },
		{ V("a\xd9\x80*b"), V("a(?:)*b"), 0 },
		{ V("caf" "e\xcc\x81"), V("caf\xc3\xa9"), 0 },
		{ V("[]\xe2\x80\x99]x"), V("[]\\']x"), 0 },
		{ V("[[:alpha:]\xe2\x80\x99]"), V("[[:alpha:]\\']"), 0 },
		{ V("\\"), V("\\"), 0 }
	};
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		str got = pattern_fold(&a, rows[i].in, rows[i].flags);

		assert_int_equal(got.n, rows[i].out.n);
		assert_memory_equal(got.s, rows[i].out.s, got.n);
	}
	arena_free(&a);
}

static void
knows_the_length_of_matches(void **state)
{
	static const struct {
		str pattern;
		uint32_t min, max;
	} rows[] = {
		{ V("abc"), 3, 3 }, { V("a?b{2,5}"), 2, 6 },
		{ V("(?:ab|c)d*"), 1, PATTERN_MANY }, { V("^\\bx$"), 1, 1 },
		{ V("(?=look)x"), 1, 1 }, { V("[^a-c]{3}"), 3, 3 },
		{ V(""), 0, 0 }, { V("a|"), 0, 1 }, { V("(a)\\1"), 1,
		    PATTERN_MANY }, { V("x{2}{3}"), 6, 6 },
		{ V("a{,3}"), 5, 5 }, { V("\xe4\xb8\x80+?"), 1, PATTERN_MANY }
	};
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint32_t min, max;

		pattern_length(pattern_parse(&a, rows[i].pattern, 0), &min,
		    &max);
		assert_int_equal(min, rows[i].min);
		assert_int_equal(max, rows[i].max);
	}
	arena_free(&a);
}

static void
finds_what_is_slow(void **state)
{
	static const struct {
		str pattern;
		bool slow, nested;
	} rows[] = {
		{ V("^\\W*read more\\W*$"), false, false },
		{ V("(?:a+)+"), true, true },
		{ V("(?:a*b)*"), true, true },
		{ V("(?:a+b){0,5}"), false, false },
		{ V("\\s*\\W*"), true, false },
		{ V("\\s*x?\\s*"), true, false },
		{ V("\\s*x\\s*"), false, false },
		{ V("\\w+\\s+\\w+"), false, false },
		{ V(".*,.*"), false, false },
		{ V(".*\\d+"), true, false },
		{ V("(?:a+|b)a*"), true, false },
		{ V("[a-f]*[e-z]+"), true, false },
		{ V("[A-F]*[e-z]+"), false, false },
		{ V("a++a"), false, false },
		{ V("(?:(?:a|b)*c)*"), true, true }
	};
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct node *n = pattern_parse(&a, rows[i].pattern, 0);
		uint32_t at;

		assert_int_equal(pattern_slow(n, 0, false, &at) != NULL,
		    rows[i].slow);
		assert_int_equal(pattern_slow(n, 0, true, &at) != NULL,
		    rows[i].nested);
	}
	assert_non_null(pattern_slow(pattern_parse(&a, S("[A-F]*[e-z]+"), 0),
	    PATTERN_ICASE, false, &(uint32_t){ 0 }));
	arena_free(&a);
}

static void
points_at_the_slow_repeat(void **state)
{
	UNIT_ARENA(a);
	uint32_t at = 0;

	(void)state;
	pattern_slow(pattern_parse(&a, S("ab\\s*\\W*"), 0), 0, false, &at);
	assert_int_equal(at, 5);
	arena_free(&a);
}

static bool
anchored(struct arena *a, str pattern, bool at_end)
{
	return pattern_anchored(pattern_parse(a, pattern, 0), at_end);
}

static void
knows_anchors(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	assert_true(anchored(&a, S("^a$"), false));
	assert_true(anchored(&a, S("^a$"), true));
	assert_true(anchored(&a, S("(?:^a|\\Ab)c"), false));
	assert_false(anchored(&a, S("^a|b"), false));
	assert_false(anchored(&a, S("x^a"), false));
	assert_true(anchored(&a, S("x(?:a$|b\\z)"), true));
	assert_false(anchored(&a, S("\\d(a)\\1"), false));
	arena_free(&a);
}

static void
finds_repeated_branches(void **state)
{
	static const struct {
		str pattern;
		unsigned flags;
		str again;
	} rows[] = {
		{ STR("^(?:a|b|a)$"), 0, STR("a") },
		{ STR("x(?:y(?:ab|c|ab ?|ab)z)?"), 0, STR("ab") },
		{ STR("Ab?|c|aB?"), PATTERN_ICASE, STR("aB?") },
		{ STR("Ab?|c|aB?"), 0, STR("") },
		{ STR("[a-c]x|[a-c]X"), PATTERN_ICASE, STR("[a-c]X") },
		{ STR("[a-c]|[^a-c]|\\w|\\W|\\bx|\\Bx|x+|x++|x{2}"), 0,
		    STR("") },
		{ STR("(?=a)x|(?=b)x|(a)\\1|(b)\\1"), 0, STR("") },
		{ STR("\\p{Lo}x|\\p{Lt}x"), PATTERN_ICASE, STR("") },
		{ STR("a||b|"), 0, STR("") }
	};
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		str again = pattern_repeated(pattern_parse(&a, rows[i].pattern,
		    rows[i].flags), rows[i].pattern, rows[i].flags);

		if (!str_eq(again, rows[i].again))
			fail_msg("%.*s: %.*s", P(rows[i].pattern), P(again));
	}
	arena_free(&a);
}

/* no recursion runs away, whatever stands there */
static void
survives_odd_patterns(void **state)
{
	static const char *const odd[] = { "(", ")", "[", "[^", "(?", "(?:",
	    "(?<", "a{", "a{1", "a{2,1}", "*", "\\", "\\p", "\\p{", "\\x{",
	    "(?i)x", "(*MARK:a)x", "\\Qab", "[a-", "[\\", "|||", "(?#c)x",
	    "[[:x:", "\\x", "\\xg", "a**", "(?<n>a)" };
	UNIT_ARENA(a);
	char deep[4000];
	uint32_t at;

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		str folded = pattern_fold(&a, str_of(odd[i]), 0);

		assert_non_null(pattern_parse(&a, folded, 0));
	}
	memset(deep, '(', sizeof(deep));
	assert_int_equal(pattern_parse(&a, (str){ deep, sizeof(deep) }, 0)->
	    kind, NODE_OPAQUE);
	for (size_t i = 0; i + 30 < sizeof(deep); i++)
		deep[i] = "(?:"[i % 3];
	for (size_t i = 0; i < 90; i += 3)
		memcpy(deep + 90 + i * 7 / 3, "x*){9}", 6);
	pattern_slow(pattern_parse(&a, (str){ deep, 300 }, 0), 0, false, &at);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_letters_as_texts_are_folded),
		cmocka_unit_test(knows_the_length_of_matches),
		cmocka_unit_test(finds_what_is_slow),
		cmocka_unit_test(points_at_the_slow_repeat),
		cmocka_unit_test(knows_anchors),
		cmocka_unit_test(finds_repeated_branches),
		cmocka_unit_test(survives_odd_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
