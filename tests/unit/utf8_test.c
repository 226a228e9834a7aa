#include "unit.h"

#include "utf8.h"

static const struct {
	str v;
	bool valid;
	const char *repaired;
} rows[] = {
	{ V(""), true, "" },
	{ V("plain, and long enough for a word of eight"), true, NULL },
	{ V("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"), true, NULL },
	{ V("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"), true, NULL },
	{ V("\xc0\x80"), false, "\xef\xbf\xbd\xef\xbf\xbd" },	/* overlong */
	{ V("\xe0\x9f\xbf"), false,
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ V("\xed\xa0\x80"), false,				/* surrogate */
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ V("\xf4\x90\x80\x80"), false,				/* too large */
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ V("a\x80z"), false, "a\xef\xbf\xbdz" },
	{ V("cut \xe2\x82"), false, "cut \xef\xbf\xbd\xef\xbf\xbd" },
	{ V("12345678\xff" "12345678"), false,
	    "12345678\xef\xbf\xbd" "12345678" },
};

static void
tells_valid_from_invalid(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		str v = utf8_repair(&a, rows[i].v);

		assert_int_equal(utf8_valid(rows[i].v), rows[i].valid);
		assert_true(utf8_valid(v));
		if (rows[i].repaired != NULL)
			assert_true(str_eq(v, str_of(rows[i].repaired)));
		else
			assert_true(str_eq(v, rows[i].v));
	}
	arena_free(&a);
}

static void
decodes_what_it_encodes(void **state)
{
	UNIT_ARENA(a);

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 61) {
		struct buf b;
		size_t i = 0;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_init(&b, &a);
		utf8_put(&b, c);
		assert_true(utf8_valid(buf_str(&b)));
		assert_int_equal(utf8_next(buf_str(&b), &i), c);
		assert_int_equal(i, b.n);
		assert_int_equal(utf8_chars(buf_str(&b)), 1);
		arena_reset(&a);
	}
	arena_free(&a);
}

static void
goes_on_behind_a_bad_byte(void **state)
{
	str v = S("\xe2\x82z");
	size_t i = 0;

	(void)state;
	assert_int_equal(utf8_next(v, &i), 0xfffd);
	assert_int_equal(i, 1);
	assert_int_equal(utf8_next(v, &i), 0xfffd);
	assert_int_equal(utf8_next(v, &i), 'z');
	assert_int_equal(i, v.n);
}

static const struct {
	const char *text;
	unsigned words;
} word_rows[] = {
	{ "", 0 },
	{ "  \n ", 0 },
	{ "--- * ---", 0 },
	{ "one two", 2 },
	{ "don't, well-known 3.5", 4 },
	{ "l\u2019eau", 1 },
	{ "a-b-c a- -b 'a' iPad3s x\u00e9y\u00c9z", 6 },
	{ "\u0441\u043b\u043e\u0432\u043e", 1 },
	{ "\u6cb3\u6c34\u53d8\u7eff", 2 },	/* four ideographs */
	{ "\u6cb3\u6c34\u53d8", 2 },
	{ "\u0e20\u0e32\u0e29\u0e32", 2 },	/* Thai */
	{ "GPT \u6cb3\u6c34", 2 },
};

static void
counts_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(word_rows) / sizeof(*word_rows); i++) {
		unsigned n = utf8_words(str_of(word_rows[i].text));

		if (n != word_rows[i].words)
			fail_msg("\"%s\": %u words, not %u",
			    word_rows[i].text, n, word_rows[i].words);
	}
}

static void
tallies(void **state)
{
	struct tally t;

	(void)state;
	utf8_tally(S("Ab 12 \xc3\x84!\xc2\xa0"), &t);
	assert_int_equal(t.chars, 6);
	assert_int_equal(t.letters, 3);
	assert_int_equal(t.upper, 2);
	assert_int_equal(t.digits, 2);
	assert_int_equal(t.other, 1);
	assert_int_equal(t.ideographs, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_valid_from_invalid),
		cmocka_unit_test(decodes_what_it_encodes),
		cmocka_unit_test(goes_on_behind_a_bad_byte),
		cmocka_unit_test(counts_words),
		cmocka_unit_test(tallies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
