#include "unit.h"

#include <stdio.h>

static void
slices_stay_inside(void **state)
{
	(void)state;
	assert_str(str_slice(S("hello"), 1, 3), "el");
	assert_str(str_slice(S("hello"), 3, 99), "lo");
	assert_str(str_slice(S("hello"), 7, 99), "");
	assert_str(str_slice(S("hello"), 3, 2), "");
	assert_str(str_slice(str_of(NULL), 0, 5), "");
}

static void
compares(void **state)
{
	(void)state;
	assert_true(str_eq(S(""), str_of(NULL)));
	assert_false(str_eq(S("a"), S("b")));
	assert_true(str_ieq(S("HeLLo"), S("hEllO")));
	/* letters of ASCII only */
	assert_false(str_ieq(S("\xc3\x84"), S("\xc3\xa4")));
	assert_false(str_ieq(S("@"), S("`")));
	assert_true(str_cmp(S("a"), S("b")) < 0);
	assert_true(str_cmp(S("ab"), S("a")) > 0);
	assert_int_equal(str_cmp(S(""), str_of(NULL)), 0);
	assert_true(str_cmp(S("\xff"), S("a")) > 0);
	assert_true(str_starts(S("abc"), S("ab")));
	assert_false(str_starts(S("a"), S("ab")));
	assert_true(str_istarts(S("ABC"), S("ab")));
	assert_true(str_ends(S("abc"), S("bc")));
	assert_false(str_ends(S("c"), S("bc")));
}

static void
finds(void **state)
{
	const str needles[] = { STR("needle"), STR("pin") };

	(void)state;
	assert_int_equal(str_find(S("a needle"), S("needle")), 2);
	assert_int_equal(str_find(S("a needle"), S("noodle")), 8);
	assert_int_equal(str_find(S("n"), S("needle")), 1);
	assert_int_equal(str_find(S("x"), S("")), 0);
	assert_int_equal(str_ifind(S("a NEEDLE"), S("needle")), 2);
	assert_int_equal(str_ifind(S("a NEEDL"), S("needle")), 7);
	assert_true(str_has_any(S("a NEEDLE"), needles, 2));
	assert_true(str_has_any(S("Pin"), needles, 2));
	assert_false(str_has_any(S("needl pi"), needles, 2));
	assert_false(str_has_any(S(""), needles, 2));
	assert_int_equal(str_chr(S("abc"), 'c'), 2);
	assert_int_equal(str_chr(S(""), 'c'), 0);
}

static void
cuts_and_tokens(void **state)
{
	str rest;

	(void)state;
	assert_str(str_cut(S("name=value=x"), '=', &rest), "name");
	assert_str(rest, "value=x");
	assert_str(str_cut(S("name"), '=', &rest), "name");
	assert_str(rest, "");
	rest = S(" one\t\ntwo  ");
	assert_str(str_token(&rest), "one");
	assert_str(str_token(&rest), "two");
	assert_str(str_token(&rest), "");
	assert_true(str_has_token(S("a Menu-item menu"), S("MENU")));
	assert_false(str_has_token(S("submenu menu-item"), S("menu")));
	assert_str(str_trim(S("\n\t a b \r\n")), "a b");
	assert_str(str_trim(S(" \n")), "");
	/* a space that does not break is text */
	assert_str(str_trim(S("\xc2\xa0")), "\xc2\xa0");
}

static void
numbers(void **state)
{
	(void)state;
	assert_int_equal(str_number(S("0"), 9), 0);
	assert_int_equal(str_number(S("007"), 9), 7);
	assert_int_equal(str_number(S("9"), 9), 9);
	assert_int_equal(str_number(S("10"), 9), -1);
	assert_int_equal(str_number(S(""), 9), -1);
	assert_int_equal(str_number(S("-1"), 9), -1);
	assert_int_equal(str_number(S("1 "), 9), -1);
	assert_int_equal(str_number(S("9223372036854775807"), INT64_MAX),
	    INT64_MAX);
	assert_int_equal(str_number(S("9223372036854775808"), INT64_MAX), -1);
	assert_int_equal(str_number(S("99999999999999999999"), INT64_MAX), -1);
}

static void
builds(void **state)
{
	UNIT_ARENA(a);
	struct buf b;
	str v = S("copied");

	(void)state;
	buf_init(&b, &a);
	assert_str(buf_str(&b), "");
	buf_put(&b, str_of(NULL));
	buf_puts(&b, "n=");
	buf_printf(&b, "%d, %.*s", 12, P(str_slice(S("view!x"), 0, 5)));
	buf_putc(&b, '.');
	assert_str(buf_str(&b), "n=12, view!.");
	for (int i = 0; i < 100000; i++)
		buf_putc(&b, 'x');
	assert_int_equal(b.n, 100012);
	assert_int_equal(b.s[11], '.');
	assert_int_equal(b.s[100011], 'x');
	assert_string_equal(str_cstr(&a, v), "copied");
	assert_string_equal(str_cstr(&a, str_of(NULL)), "");
	assert_str(str_copy(&a, v), "copied");
	assert_ptr_not_equal(str_copy(&a, v).s, v.s);
	arena_free(&a);
}

/* test vectors of FNV-1a, 64 bits */
static void
hashes(void **state)
{
	(void)state;
	assert_int_equal(str_hash(S("")), 0xcbf29ce484222325ULL);
	assert_int_equal(str_hash(S("a")), 0xaf63dc4c8601ec8cULL);
	assert_int_equal(str_hash(S("foobar")), 0x85944171f73967e8ULL);
}

/* one byte anywhere changes the half that tables take */
static void
mixes(void **state)
{
	char a[40], b[40];

	(void)state;
	memset(a, 'a', sizeof(a));
	for (size_t n = 1; n <= sizeof(a); n++)
		for (size_t i = 0; i < n; i++)
			for (int bit = 0; bit < 8; bit++) {
				memcpy(b, a, sizeof(a));
				b[i] = (char)(b[i] ^ 1 << bit);
				assert_int_not_equal(
				    (uint32_t)str_mix((str){ a, n }),
				    (uint32_t)str_mix((str){ b, n }));
			}
	assert_int_not_equal((uint32_t)str_mix(S("")),
	    (uint32_t)str_mix((str){ "\0", 1 }));
}

/* more needles than a set has bits, one of them short */
static void
finds_any_of_many(void **state)
{
	char text[70][4];
	str needles[70];

	(void)state;
	for (int i = 0; i < 70; i++) {
		snprintf(text[i], sizeof(text[i]), "%c%cx", 'a' + i % 26,
		    'a' + i / 26);
		needles[i] = str_of(text[i]);
	}
	needles[66] = S("!");
	for (size_t i = 0; i < 70; i++)
		assert_true(str_has_any(needles[i], needles, 70));
	assert_true(str_has_any(S("stop!"), needles, 70));
	assert_true(str_has_any(S("zz RCX"), needles, 70));
	assert_false(str_has_any(S("zz rc ax"), needles, 70));
}

static void
parts_lines(void **state)
{
	static const char *const want[] = { "a", "b", "", "c", "d" };
	str rest = S("a\nb\r\n\nc\rd\n"), line;
	size_t n = 0;

	(void)state;
	while (str_line(&rest, &line))
		assert_true(n < 5 && str_eq(line, str_of(want[n++])));
	assert_int_equal(n, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices_stay_inside),
		cmocka_unit_test(compares),
		cmocka_unit_test(finds),
		cmocka_unit_test(cuts_and_tokens),
		cmocka_unit_test(numbers),
		cmocka_unit_test(builds),
		cmocka_unit_test(hashes), cmocka_unit_test(mixes),
		cmocka_unit_test(finds_any_of_many),
		cmocka_unit_test(parts_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
