#include "unit.h"

#include "norm.h"
#include "utf8.h"

static const struct {
	str in, out;
} folds[] = {
	{ V("plain text"), V("plain text") },
	{ V(""), V("") },
	{ V("  \t two\n\nwords \r\n"), V("two words") },
	{ V("\xe2\x80\x98q\xe2\x80\x99 \xe2\x80\x9cr\xe2\x80\x9d "
	    "\xc2\xabs\xc2\xbb"),
	    V("'q' \"r\" \"s\"") },
	{ V("a\xe2\x80\x93" "b\xe2\x80\x94" "c\xe2\x88\x92"
	    "d\xe2\x80\x91" "e"),
	    V("a-b-c-d-e") },
	{ V("wait\xe2\x80\xa6"), V("wait...") },
	{ V("\xc2\xa0\xe3\x80\x80no\xc2\xa0\xe2\x80\xafspace\xe3\x80\x80"),
	    V("no space") },
	{ V("soft\xc2\xadhy\xe2\x80\x8bphen\xef\xbb\xbf"), V("softhyphen") },
	{ V("\xef\xbc\xa1\xef\xbc\xa2\xef\xbc\x91\xef\xbc\x9a"), V("AB1:") },
	/* tatweel */
	{ V("\xd9\x85\xd9\x80\xd9\x80\xd8\xb1"), V("\xd9\x85\xd8\xb1") },
	/* direction marks and a zero-width non-joiner */
	{ V("\xe2\x80\x8f\xd9\x85\xe2\x80\x8c\xd8\xb1\xe2\x80\xac"),
	    V("\xd9\x85\xd8\xb1") },
	/* e and an acute accent become one letter */
	{ V("cafe\xcc\x81"), V("caf\xc3\xa9") },
	{ V("\xd0\xb8\xcc\x86"), V("\xd0\xb9") },
	/* an accent with nothing before it */
	{ V("\xcc\x81" "a"), V("\xcc\x81" "a") },
	/* Hangul from its parts; nukta forms that NFC takes apart */
	{ V("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), V("\xea\xb0\x81") },
	{ V("\xe0\xa5\x98"), V("\xe0\xa4\x95\xe0\xa4\xbc") },
	/* the Turkish i's */
	{ V("\xc4\xb0z\xc4\xb1n"), V("Izin") },
	{ V("nul\0byte"), V("nulbyte") }
};

static void
folds_what_looks_alike(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(folds) / sizeof(*folds); i++) {
		struct norm *n = norm_make(&a, folds[i].in);

		assert_int_equal(n->text.n, folds[i].out.n);
		assert_memory_equal(n->text.n > 0 ? n->text.s : "",
		    folds[i].out.s, folds[i].out.n);
	}
	arena_free(&a);
}

static void
folding_twice_is_folding_once(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(folds) / sizeof(*folds); i++) {
		str once = norm_make(&a, folds[i].in)->text;
		str twice = norm_make(&a, once)->text;

		assert_true(str_eq(once, twice));
	}
	arena_free(&a);
}

/* where "[" and "]" of the folded text stand in the original */
static str
bracketed(struct arena *a, str original)
{
	struct norm *n = norm_make(a, original);
	uint32_t from = (uint32_t)str_chr(n->text, '[');
	uint32_t to = (uint32_t)str_chr(n->text, ']') + 1;

	assert_true(to <= n->text.n);
	return str_slice(original, norm_origin(n, from), norm_origin(n, to));
}

static void
maps_back_to_the_original(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	assert_str(bracketed(&a, S("as it [is] here")), "[is]");
	assert_str(bracketed(&a, S("\xe2\x80\x9cq\xe2\x80\x9d  [is]")), "[is]");
	assert_str(bracketed(&a, S("  \n[a\xe2\x80\x99s  b\xc2\xa0] \n")),
	    "[a\xe2\x80\x99s  b\xc2\xa0]");
	assert_str(bracketed(&a,
	    S("e\xcc\x81\xe2\x80\xa6[e\xcc\x81]e\xcc\x81")),
	    "[e\xcc\x81]");
	assert_str(bracketed(&a, S("\xe0\xa5\x98\xe0\xa5\x98[\xe0\xa5\x98]")),
	    "[\xe0\xa5\x98]");
	arena_free(&a);
}

static void
ends_where_the_original_ends(void **state)
{
	UNIT_ARENA(a);
	struct norm *n = norm_make(&a, S(" x\xe2\x80\xa6 \xc2\xa0"));

	(void)state;
	assert_str(n->text, "x...");
	assert_int_equal(norm_origin(n, 0), 1);
	assert_int_equal(norm_origin(n, 4), 5);
	arena_free(&a);
}

/* every offset of a folded text is a character's start or the end */
static void
offsets_are_ascending(void **state)
{
	static const char all[] = "a\xcc\x81 \xe2\x80\xa6\xe2\x80\x99\n\n"
	    "\xe1\x84\x80\xe1\x85\xa1\xe0\xa5\x98\xc2\xad\xef\xbc\x81z  ";
	UNIT_ARENA(a);

	(void)state;
	for (size_t from = 0; from < sizeof(all) - 1; from++) {
		str v = utf8_repair(&a, str_slice(S(all), from,
		    sizeof(all) - 1));
		struct norm *n = norm_make(&a, v);
		uint32_t last = 0;

		assert_true(utf8_valid(n->text));
		for (uint32_t i = 0; i <= n->text.n; i++) {
			uint32_t at = norm_origin(n, i);

			assert_true(at <= v.n);
			if (i < n->text.n &&
			    ((unsigned char)n->text.s[i] & 0xc0) == 0x80)
				continue;
			assert_true(at >= last);
			last = at;
		}
	}
	arena_free(&a);
}

static void
one_letter_for_all_cases(void **state)
{
	(void)state;
	assert_int_equal(norm_case('A'), 'a');
	assert_int_equal(norm_case(0x3a3), norm_case(0x3c2));	/* sigmas */
	assert_int_equal(norm_case(0x17f), 's');		/* long s */
	assert_int_equal(norm_case(0x212a), 'k');		/* kelvin */
	assert_int_equal(norm_case(0x410), 0x430);
	assert_int_equal(norm_case(0x4e00), 0x4e00);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_what_looks_alike),
		cmocka_unit_test(folding_twice_is_folding_once),
		cmocka_unit_test(maps_back_to_the_original),
		cmocka_unit_test(ends_where_the_original_ends),
		cmocka_unit_test(offsets_are_ascending),
		cmocka_unit_test(one_letter_for_all_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
