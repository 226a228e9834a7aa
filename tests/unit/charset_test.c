/* Charsets: what is believed, what is repaired, and that nothing is lost. */
#include "unit.h"

#include "charset.h"
#include "diag.h"
#include "utf8.h"

static struct arena arena;
static struct diag diag;
static char said[256];

static void
put(void *ctx, enum msg m, str line)
{
	size_t n = line.n < sizeof(said) - 1 ? line.n : sizeof(said) - 1;

	(void)ctx;
	(void)m;
	memcpy(said, line.s, n);
	said[n] = '\0';
}

static str
read_as(str bytes, const char *label, bool tagged)
{
	str v;

	arena_reset(&arena);
	said[0] = '\0';
	diag_init(&diag, put, NULL);
	v = charset_to_utf8(&arena, bytes, str_of(label), tagged, &diag);
	assert_true(utf8_valid(v));
	return v;
}

static void
valid_utf8_stays(void **state)
{
	str v = S("gr\xc3\xbcn");

	(void)state;
	assert_ptr_equal(read_as(v, "", false).s, v.s);
	assert_str(read_as(v, "iso-8859-1", true), "gr\xc3\xbcn");
	assert_str(read_as(S("plain"), "utf-16le", true), "plain");
}

static void
marks_go(void **state)
{
	(void)state;
	assert_str(read_as(S("\xef\xbb\xbfgr\xc3\xbcn"), "", false),
	    "gr\xc3\xbcn");
	assert_str(read_as(S("\xff\xfeg\0\xfc\0"), "utf-8", false),
	    "g\xc3\xbc");
	assert_str(read_as(S("\xfe\xff\0g\0\xfc"), "", false), "g\xc3\xbc");
	assert_str(read_as(S("\xff\xfe\0\0g\0\0\0"), "", false), "g");
	/* a surrogate pair, a lone surrogate, an odd byte */
	assert_str(read_as(S("\xfe\xff\xd8\x3d\xde\x00"), "", false),
	    "\xf0\x9f\x98\x80");
	assert_str(read_as(S("\xfe\xff\xd8\x3d\0a\0"), "", false),
	    "\xef\xbf\xbd" "a\xef\xbf\xbd");
}

static void
utf16_without_mark(void **state)
{
	(void)state;
	assert_str(read_as(S("<\0p\0>\0\xfc\0"), "", true), "<p>\xc3\xbc");
	assert_str(read_as(S("\0<\0p\0>\0\xfc"), "", true), "<p>\xc3\xbc");
	/* some NULs alone are no UTF-16 */
	assert_str(read_as(S("abcdefgh\0ijklmnop\0"), "", false),
	    "abcdefgh\0ijklmnop\0");
}

static void
labels_have_aliases(void **state)
{
	(void)state;
	assert_true(charset_known(S("Latin1")));
	assert_true(charset_known(S(" GB2312 ")));
	assert_true(charset_known(S("x-sjis")));
	assert_true(charset_known(S("UTF-8")));
	assert_false(charset_known(S("klingon-1")));
	assert_false(charset_known(S("")));
	/* Latin-1 means windows-1252 */
	assert_str(read_as(S("a\x93z\x94"), "iso-8859-1", false),
	    "a\xe2\x80\x9cz\xe2\x80\x9d");
	assert_str(read_as(S("\xd0\xf5\xe5"), "ISO-8859-9", false),
	    "\xc4\x9e\xc3\xb5\xc3\xa5");
}

static void
unknown_label_is_said(void **state)
{
	(void)state;
	assert_str(read_as(S("a\xfc"), "klingon-1", false), "a\xc3\xbc");
	assert_non_null(strstr(said, "klingon-1"));
	assert_int_equal(diag.worst, STATUS_OK);
	read_as(S("a\xfc"), "latin1", false);
	assert_string_equal(said, "");
}

static void
declarations(void **state)
{
	static const char *const heads[] = {
		"<meta charset=koi8-r>",
		"<META CHARSET = 'KOI8-R'>",
		"<meta http-equiv=Content-Type content='a;charset=koi8-r'>",
		"<?xml version=\"1.0\" encoding=\"koi8-r\"?>",
		"<meta charset=klingon><meta charset=koi8-r>",
	};
	char page[256];

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		str v;

		strcpy(page, heads[i]);
		strcat(page, "\xd0\xd2\xc9");
		v = read_as(str_of(page), "", true);
		assert_true(str_ends(v, S("\xd0\xbf\xd1\x80\xd0\xb8")));
	}
	/* text declares nothing */
	assert_false(str_ends(read_as(S("<meta charset=koi8-r>\xd0"), "",
	    false), S("\xd0\xbf")));
}

static void
late_declaration(void **state)
{
	size_t far = 100000;
	char *page = test_malloc(far + 64);
	str v;

	(void)state;
	memset(page, ' ', far);
	memcpy(page + far, "<meta charset=gb2312>\xba\xd3", 23);
	v = read_as((str){ page, far + 23 }, "", true);
	assert_true(str_ends(v, S("\xe6\xb2\xb3")));
	test_free(page);
}

static void
wrong_declarations(void **state)
{
	str sjis = S("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\x81\x41\x90\xa2"
	    "\x8a\x45\x81\x42\x8d\xa1\x93\xfa\x82\xcd\x82\xc6\x82\xc4\x82\xe0"
	    "\x97\xc7\x82\xa2\x93\x56\x8b\x43\x82\xc5\x82\xb7\x82\xcb");

	(void)state;
	/* Latin-1 said to be UTF-8 */
	assert_str(read_as(S("<meta charset=utf-8>gr\xfcn, F\xfc\xdf" "e"),
	    "", true), "<meta charset=utf-8>gr\xc3\xbcn, F\xc3\xbc\xc3\x9f"
	    "e");
	/* UTF-8 with a slip stays UTF-8 */
	assert_str(read_as(S("\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc \xfc."),
	    "", false), "\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc \xef\xbf\xbd.");
	/* Japanese said to be Latin-1 */
	assert_true(str_starts(read_as(sjis, "iso-8859-1", false),
	    S("\xe3\x81\x93\xe3\x82\x93\xe3\x81\xab")));
}

static void
cut_in_a_character(void **state)
{
	(void)state;
	assert_str(read_as(S("Beh\xc3"), "utf-8", false),
	    "Beh\xef\xbf\xbd");
	assert_str(read_as(S("\xc3\xbc z\xe6\xb2"), "", false),
	    "\xc3\xbc z\xef\xbf\xbd\xef\xbf\xbd");
	assert_str(read_as(S("caf\xe9"), "", false), "caf\xc3\xa9");
}

static void
escaped_japanese(void **state)
{
	(void)state;
	assert_str(read_as(S("\x1b$B2O\x1b(B"), "iso-2022-jp", false),
	    "\xe6\xb2\xb3");
	assert_str(read_as(S("a\x1b[1m"), "utf-8", false), "a\x1b[1m");
}

static void
plain(void **state)
{
	(void)state;
	assert_true(charset_plain(S("")));
	assert_true(charset_plain(S("a page of more than thirty-two letters "
	    "\xe2\x80\x93 and a dash")));
	assert_false(charset_plain(S("\x1b$B4A;z\x1b(B")));
	assert_false(charset_plain(S("a page of more than thirty-two letters "
	    "and one of Latin-1: \xe9")));
	assert_false(charset_plain(S("\xff\xfe<\0")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),
		cmocka_unit_test(valid_utf8_stays),
		cmocka_unit_test(marks_go),
		cmocka_unit_test(utf16_without_mark),
		cmocka_unit_test(labels_have_aliases),
		cmocka_unit_test(unknown_label_is_said),
		cmocka_unit_test(declarations),
		cmocka_unit_test(late_declaration),
		cmocka_unit_test(wrong_declarations),
		cmocka_unit_test(cut_in_a_character),
		cmocka_unit_test(escaped_japanese),
	};
	int failed;

	arena_init(&arena, unit_no_memory, NULL);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&arena);
	return failed;
}
