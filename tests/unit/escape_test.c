#include "page.h"

#include "escape.h"

static str
put(const struct escape *e, str v)
{
	struct buf b;

	buf_init(&b, &arena);
	escape_put(&b, e, v);
	return buf_str(&b);
}

static void
prints_text_as_it_is(void **state)
{
	(void)state;
	assert_str(put(&escape_plain, S("a\tb\nc & <d> \"e\" \\ é 漢 \U0001f600")),
	    "a\tb\nc & <d> \"e\" \\ é 漢 \U0001f600");
	assert_str(put(&escape_plain, S("")), "");
}

static void
escapes_what_the_format_reads(void **state)
{
	str v = S("a<b & \"c\">\td\\e\n");

	(void)state;
	assert_str(put(&escape_xml, v), "a&lt;b &amp; \"c\"&gt;\td\\e\n");
	assert_str(put(&escape_attr, v),
	    "a&lt;b &amp; &quot;c&quot;&gt;&#9;d\\e&#10;");
	assert_str(put(&escape_json, v),
	    "a<b & \\\"c\\\">\\td\\\\e\\n");
	assert_str(put(&escape_line, v), "a<b & \"c\">\\td\\\\e\\n");
	assert_str(put(&escape_xml, S("]]>")), "]]&gt;");
}

static void
keeps_lines_of_json_whole(void **state)
{
	str v = S("a\xe2\x80\xa8" "b\xe2\x80\xa9" "c");

	(void)state;
	assert_str(put(&escape_json, v), "a\\u2028b\\u2029c");
	assert_str(put(&escape_line, v), "a\\nb\\nc");
	assert_str(put(&escape_plain, v), "a\xe2\x80\xa8" "b\xe2\x80\xa9" "c");
}

static const struct escape *const all[] = {
	&escape_plain, &escape_line, &escape_xml, &escape_attr, &escape_json
};

/* every C0 and C1 control, DEL, bidi overrides, characters that are none */
/* "ab" with each of U+0080..U+009F in between, as windows-1252 has it */
static const char *const windows[32] = {
	"a\u20acb", "ab", "a\u201ab", "a\u0192b", "a\u201eb", "a b",
	"a\u2020b", "a\u2021b", "a\u02c6b", "a\u2030b", "a\u0160b",
	"a\u2039b", "a\u0152b", "ab", "a\u017db", "ab", "ab", "a\u2018b",
	"a\u2019b", "a\u201cb", "a\u201db", "a\u2022b", "a\u2013b",
	"a\u2014b", "a\u02dcb", "a\u2122b", "a\u0161b", "a\u203ab",
	"a\u0153b", "ab", "a\u017eb", "a\u0178b"
};

static void
drops_what_no_output_carries(void **state)
{
	(void)state;
	for (size_t e = 0; e < sizeof(all) / sizeof(*all); e++) {
		for (unsigned c = 0; c < 0x80; c++) {
			char s[4] = { 'a', (char)c, 'b', '\0' };
			bool blank = c >= 0x0b && c <= 0x0d;
			const char *want = blank ? "a b" : "ab";

			if (c == '\t' || c == '\n' || (c >= ' ' && c < 0x7f))
				continue;
			assert_str(put(all[e], (str){ s, 3 }), want);
		}
		for (unsigned c = 0x80; c < 0xa0; c++) {
			char s[5] = { 'a', '\xc2', (char)c, 'b', '\0' };

			assert_str(put(all[e], (str){ s, 4 }), windows[c & 31]);
		}
		assert_str(put(all[e], S("a\xe2\x80\xaa\xe2\x80\xab\xe2\x80"
		    "\xac\xe2\x80\xad\xe2\x80\xae" "b")), "ab");
		assert_str(put(all[e], S("a\xef\xbf\xbe\xef\xbf\xbf" "b")),
		    "ab");
	}
}

static void
keeps_marks_isolates_and_joiners(void **state)
{
	str v = S("a\xe2\x80\x8e\xe2\x80\x8f\xe2\x81\xa6\xe2\x81\xa9"
	    "\xe2\x80\x8c\xe2\x80\x8d\xef\xbb\xbf\xc2\xa0\xef\xbf\xbd");

	(void)state;
	for (size_t e = 0; e < sizeof(all) / sizeof(*all); e++)
		assert_true(str_eq(put(all[e], v), v));
}

/* letters that nobody sees, but for the flags that are made of them */
static void
drops_tags_outside_of_flags(void **state)
{
	str flag = S("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063"
	    "\U000e0074\U000e007f");

	(void)state;
	for (size_t e = 0; e < sizeof(all) / sizeof(*all); e++) {
		assert_str(put(all[e], S("a\U000e0041\U000e007f\U000e0000"
		    "b")), "ab");
		assert_true(str_eq(put(all[e], flag), flag));
		assert_str(put(all[e], S("\U0001f3f4a\U000e0041")),
		    "\U0001f3f4a");
		/* no more than a flag has */
		assert_str(put(all[e], S("\U0001f3f4\U000e0067\U000e0062"
		    "\U000e0073\U000e0063\U000e0074\U000e0061\U000e0061"
		    "\U000e0061")), "\U0001f3f4\U000e0067\U000e0062"
		    "\U000e0073\U000e0063\U000e0074\U000e0061\U000e0061");
		assert_str(put(all[e], S("\U000e0100\U000f0041\xf3")),
		    "\U000e0100\U000f0041\xf3");
	}
}

static void
cleans_without_copying_what_is_clean(void **state)
{
	str v = S("clean");

	(void)state;
	assert_ptr_equal(escape_clean(&arena, v).s, v.s);
	assert_str(escape_clean(&arena, S("a\x1b[31mb")), "a[31mb");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(prints_text_as_it_is),
		UNIT(escapes_what_the_format_reads),
		UNIT(keeps_lines_of_json_whole),
		UNIT(drops_what_no_output_carries),
		UNIT(keeps_marks_isolates_and_joiners),
		UNIT(drops_tags_outside_of_flags),
		UNIT(cleans_without_copying_what_is_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
