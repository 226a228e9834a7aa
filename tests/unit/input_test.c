/* What comes in: told from the bytes; gzip unpacked within bounds. */
#include "unit.h"

#include <zlib.h>

#include "diag.h"
#include "input.h"
#include "../../src/limits.h"	/* not the system's */

static const struct {
	enum input_kind kind;
	str bytes;
} rows[] = {
	{ INPUT_EMPTY, V("") },
	{ INPUT_EMPTY, V(" \n\t ") },
	{ INPUT_HTML, V("<!DOCTYPE html><title>x</title>") },
	{ INPUT_HTML, V("\xef\xbb\xbf\n<!-- c --><html>") },
	{ INPUT_HTML, V("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC "
	    "\"-//W3C//DTD XHTML 1.0//EN\"><html><body>") },
	{ INPUT_HTML, V("<p>A fragment of a page.</p>") },
	{ INPUT_HTML, V("Some words, <HTML> and then a page") },
	{ INPUT_HTML, V("junk <div>a</div> <p>b</p> <p>c</p> <p>d</p>") },
	{ INPUT_HTML, V("<\0h\0t\0m\0l\0>\0") },
	{ INPUT_HTML, V("<html>\0<p>x") },
	{ INPUT_TEXT, V("Plain words.\n\nAnd more of them.") },
	{ INPUT_TEXT, V("I <3 this, and x < y, and <b>bold</b> words.") },
	{ INPUT_TEXT, V("<3 is a heart") },
	{ INPUT_TEXT, V("<john@example.org> wrote: <quite> a lot") },
	{ INPUT_TEXT, V("# A heading\n\n- an item\n- [a link](http://x)") },
	{ INPUT_TEXT, V("[ad_1] Indonesia said on Monday") },
	{ INPUT_TEXT, V("\xff\xfew\0o\0r\0d\0s\0") },
	{ INPUT_TEXT, V("{braces} are not JSON") },
	{ INPUT_TEXT, V("gr\xfcn und bl\xe4ulich") },
	{ INPUT_OTHER, V("%PDF-1.7\n") },
	{ INPUT_OTHER, V("\x89PNG\r\n\x1a\n\0\0") },
	{ INPUT_OTHER, V("\xff\xd8\xff\xe0\0\x10JFIF") },
	{ INPUT_OTHER, V("GIF89a") },
	{ INPUT_OTHER, V("RIFF\x10\0\0\0WEBPVP8 ") },
	{ INPUT_OTHER, V("PK\3\4\x14\0") },
	{ INPUT_OTHER, V("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") },
	{ INPUT_OTHER, V("\x7f" "ELF\2\1\1") },
	{ INPUT_OTHER, V("<?xml version=\"1.0\"?><rss version=\"2.0\">") },
	{ INPUT_OTHER, V("<feed xmlns=\"http://www.w3.org/2005/Atom\">") },
	{ INPUT_OTHER, V("<svg xmlns=\"http://www.w3.org/2000/svg\">") },
	{ INPUT_OTHER, V("{\"html\": \"<p>x\"}") },
	{ INPUT_OTHER, V("[{\"a\":1}]") },
	{ INPUT_OTHER, V("WARC/1.0\r\nWARC-Type: response\r\n") },
	{ INPUT_OTHER, V("From: <x@y>\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: multipart/related; boundary=b\r\n\r\n<html>") },
	{ INPUT_OTHER, V("\1\2\3\4\5\6\7\16\17\20\21\22\23\24\25") },
};

static void
kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *what = NULL;
		enum input_kind kind = input_sniff(rows[i].bytes, &what);

		if (kind != rows[i].kind)
			fail_msg("row %zu is taken for kind %d", i, kind);
		assert_non_null(what);
	}
}

static void
says_what(void **state)
{
	const char *what;

	(void)state;
	input_sniff(S("%PDF-1.7"), &what);
	assert_string_equal(what, "a PDF file");
	input_sniff(S("<rss>"), &what);
	assert_string_equal(what, "an RSS feed");
}

static str
gzipped(struct arena *a, str v)
{
	size_t room = v.n + 1000;
	char *out = arena_text(a, room);
	z_stream z = { .next_in = (Bytef *)(uintptr_t)v.s,
	    .avail_in = (uInt)v.n, .next_out = (Bytef *)out,
	    .avail_out = (uInt)room };

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 9,
	    Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (str){ out, room - z.avail_out };
}

static void
drop_line(void *ctx, enum msg m, str line)
{
	(void)ctx;
	(void)m;
	(void)line;
}

static void
unpacks(void **state)
{
	struct limits limits;
	struct diag diag;
	char zeros[5000] = { 0 };
	str v;

	UNIT_ARENA(a);
	(void)state;
	limits_default(&limits);
	diag_init(&diag, drop_line, NULL);
	v = gzipped(&a, S("<p>packed"));
	assert_true(input_unpack(&a, &v, &limits, &diag));
	assert_str(v, "<p>packed");
	v = S("plain");
	assert_true(input_unpack(&a, &v, &limits, &diag));
	assert_str(v, "plain");
	assert_int_equal(diag.worst, STATUS_OK);
	limits.v[LIMIT_INPUT] = 1000;
	v = gzipped(&a, (str){ zeros, sizeof(zeros) });
	assert_false(input_unpack(&a, &v, &limits, &diag));
	assert_int_equal(diag.first, MSG_LIMIT_INPUT);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(says_what),
		cmocka_unit_test(unpacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
