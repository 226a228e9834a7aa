/*
 * Archives of each packing, whole and with broken records, from files and
 * from pipes: every whole page comes out, every broken record is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>
#include <zlib.h>
#include <zstd.h>

#include "arena.h"
#include "diag.h"
#include "http.h"
#include "io.h"
#include "warc.h"

enum { RECORDS = 150, SEED = 77 };

enum form {
	FORM_PLAIN, FORM_GZIP, FORM_ZSTD, FORM_DICTIONARY,
	FORM_PACKED_DICTIONARY, FORM_MAX
};
static const char dictionary_text[] = "<html><body><p>WARC/1.1 response "
    "Content-Type: text/html; charset=utf-8 http://example.org/";

struct bench {
	struct arena arena;
	struct limits limits;
	uint64_t dice;
	enum form form;
	struct buf file;
	/* by number of the record */
	uint64_t offset[RECORDS];
	bool page[RECORDS], bad[RECORDS];
};

static void
no_memory(void *ctx)
{
	(void)ctx;
	abort();
}

static unsigned
roll(struct bench *b, unsigned n)
{
	b->dice ^= b->dice << 13;
	b->dice ^= b->dice >> 7;
	b->dice ^= b->dice << 17;
	return (unsigned)((b->dice >> 11) % n);
}

/* ---- a small writer ---- */

static void
pack_gzip(struct buf *out, str v)
{
	size_t n = compressBound(v.n) + 64;
	char *s = malloc(n);
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)v.s,
	    .avail_in = (unsigned)v.n, .next_out = (unsigned char *)s,
	    .avail_out = (unsigned)n };

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_put(out, (str){ s, n - z.avail_out });
	deflateEnd(&z);
	free(s);
}

static void
pack_zstd(struct buf *out, str v, const char *dictionary)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	size_t n = ZSTD_compressBound(v.n);
	char *s = malloc(n);

	/* damage must show */
	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	if (dictionary != NULL)
		ZSTD_CCtx_loadDictionary(c, dictionary, strlen(dictionary));
	n = ZSTD_compress2(c, s, n, v.s, v.n);
	assert_false(ZSTD_isError(n));
	buf_put(out, (str){ s, n });
	ZSTD_freeCCtx(c);
	free(s);
}

/* one block that is not compressed, of at most 64 kB: RFC 7932, 9.2 */
static void
pack_brotli(struct buf *out, str v)
{
	unsigned bits = (unsigned)(v.n - 1) << 4 | 1u << 20;

	assert_in_range(v.n, 1, 65536);
	for (unsigned i = 0; i < 24; i += 8)
		buf_putc(out, (char)(bits >> i & 0xff));
	buf_put(out, v);
	buf_putc(out, 3);	/* the last block, empty */
}

static void
pack(struct bench *b, struct buf *out, str v)
{
	switch (b->form) {
	case FORM_PLAIN:
		buf_put(out, v);
		break;
	case FORM_GZIP:
		pack_gzip(out, v);
		break;
	default:
		pack_zstd(out, v, b->form >= FORM_DICTIONARY ?
		    dictionary_text : NULL);
	}
}

static void
chunk(struct buf *out, str v)
{
	while (v.n > 0) {
		str piece = str_slice(v, 0, 1000);

		buf_printf(out, "%zx\r\n", piece.n);
		buf_put(out, piece);
		buf_puts(out, "\r\n");
		v = str_slice(v, piece.n, v.n);
	}
	buf_puts(out, "0\r\n\r\n");
}

/* the text of page i */
static str
page_text(struct bench *b, unsigned i)
{
	struct buf t;

	buf_init(&t, &b->arena);
	buf_printf(&t, "<html><body><p>Page %u. ", i);
	for (unsigned k = 0; k < 20 + i * 37 % 400; k++)
		buf_printf(&t, "word%u ", (i + 1) * (k + 7) % 1009);
	buf_puts(&t, "</body></html>\n");
	return buf_str(&t);
}

static void
put_response(struct bench *b, struct buf *block, unsigned i)
{
	str text = page_text(b, i);
	struct buf body;

	buf_init(&body, &b->arena);
	buf_puts(block, i % 10 == 9 ? "HTTP/1.1 404 Not Found\r\n" :
	    "HTTP/1.1 200 OK\r\n");
	buf_puts(block, i % 10 == 8 ? "Content-Type: image/png\r\n" :
	    "Content-Type: text/html; charset=\"UTF-8\"\r\n");
	switch (i % 8) {
	case 1:
		buf_puts(block, "Content-Encoding: gzip\r\n");
		pack_gzip(&body, text);
		break;
	case 2:
		buf_puts(block, "content-encoding: br\r\n");
		pack_brotli(&body, text);
		break;
	case 3:
		buf_puts(block, "Transfer-Encoding: chunked\r\n");
		chunk(&body, text);
		break;
	case 4:
		buf_puts(block, "Content-Encoding: zstd\r\n"
		    "Transfer-Encoding: chunked\r\n");
		pack_zstd(&body, text, NULL);
		text = buf_str(&body);
		buf_init(&body, &b->arena);
		chunk(&body, text);
		break;
	case 5:		/* undone by the crawler */
		buf_puts(block, "Content-Encoding: gzip\r\n"
		    "Transfer-Encoding: chunked\r\n");
		/* fall through */
	default:
		buf_put(&body, text);
	}
	buf_puts(block, "\r\n");
	buf_put(block, buf_str(&body));
	b->page[i] = i % 10 < 8;
}

static void
put_record(struct buf *out, const char *type, unsigned i,
    str block, size_t length)
{
	buf_printf(out, "WARC/1.%u\r\nWARC-Type: %s\r\nWARC-Record-ID: "
	    "<urn:x:%u>\r\nWARC-Target-URI: http://example.org/%u\r\n"
	    "WARC-Date: 2020-01-01T00:00:00Z\r\n"
	    "Content-Type: application/http;msgtype=%s\r\n"
	    "Content-Length: %zu\r\n\r\n", i % 2, type, i, i, type, length);
	buf_put(out, block);
	buf_puts(out, "\r\n\r\n");
}

static void
put_other(struct bench *b, unsigned i)
{
	static const char *const types[] = { "warcinfo", "request",
	    "metadata", "revisit", "x-unknown" };
	struct buf r;

	buf_init(&r, &b->arena);
	put_record(&r, types[i % 5], i,
	    S("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"), 37);
	pack(b, &b->file, buf_str(&r));
}

/* spoils what was packed for a record */
static void
spoil(struct bench *b, char *s, size_t *n)
{
	size_t at = *n / 2 + roll(b, (unsigned)(*n / 3));

	switch (roll(b, b->form == FORM_PLAIN ? 1 : 4)) {
	case 0:
		memset(s, 'X', 5);
		break;
	case 1:
		for (size_t i = at; i < at + 20 && i < *n; i++)
			s[i] = (char)(s[i] ^ 0x55);
		break;
	case 2:
		*n = at;
		break;
	default:
		memmove(s + at, s + at + 3, *n - at - 3);
		*n -= 3;
	}
}

static void
put_page(struct bench *b, unsigned i)
{
	struct buf block, record, packed;
	size_t n, length;
	bool false_length;

	buf_init(&block, &b->arena);
	buf_init(&record, &b->arena);
	buf_init(&packed, &b->arena);
	put_response(b, &block, i);
	n = length = block.n;
	false_length = b->bad[i] && (b->form == FORM_PLAIN || roll(b, 3) == 0);
	if (false_length) {
		static const long wrong[] = { 50, -50, 1L << 40 };

		n = (size_t)((long)length + wrong[roll(b, 3)]);
	}
	put_record(&record, "response", i, buf_str(&block), n);
	pack(b, &packed, buf_str(&record));
	n = packed.n;
	if (b->bad[i] && (!false_length || (b->form == FORM_PLAIN &&
	    roll(b, 4) == 0)))
		spoil(b, packed.s, &n);
	b->offset[i] = b->file.n;
	buf_put(&b->file, str_slice(buf_str(&packed), 0, n));
}

/* a frame that is skipped by those who know of no dictionaries */
static void
put_dictionary(struct bench *b)
{
	str v = str_of(dictionary_text);
	struct buf packed;

	buf_init(&packed, &b->arena);
	if (b->form == FORM_PACKED_DICTIONARY) {
		pack_zstd(&packed, v, NULL);
		v = buf_str(&packed);
	}
	buf_put(&b->file, S("\x5d\x2a\x4d\x18"));
	for (unsigned i = 0; i < 4; i++)
		buf_putc(&b->file, (char)(v.n >> (8 * i)));
	buf_put(&b->file, v);
}

static void
write_archive(struct bench *b, enum form form, unsigned bad_in)
{
	arena_init(&b->arena, no_memory, NULL);
	limits_default(&b->limits);
	b->dice = SEED + (unsigned)form;
	b->form = form;
	buf_init(&b->file, &b->arena);
	if (form >= FORM_DICTIONARY)
		put_dictionary(b);
	put_other(b, 0);
	for (unsigned i = 0; i < RECORDS; i++) {
		b->bad[i] = bad_in > 0 && roll(b, bad_in) == 0;
		put_page(b, i);
		if (i % 3 == 0)
			put_other(b, i);
	}
}

static int
as_file(struct bench *b)
{
	FILE *f = tmpfile();
	int fd = dup(fileno(f));

	fclose(f);
	assert_true(io_write(fd, buf_str(&b->file)));
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static int
as_pipe(struct bench *b)
{
	int p[2];

	assert_int_equal(pipe(p), 0);
	if (fork() == 0) {
		close(p[0]);
		for (size_t i = 0; i < b->file.n; i += 777)
			io_write(p[1], str_slice(buf_str(&b->file), i,
			    i + 777));
		_exit(0);
	}
	close(p[1]);
	return p[0];
}

/* ---- reading it back ---- */

/* the next record, waited for */
static enum take
take(struct source_warc *w, struct bench *b, struct record *r)
{
	struct pollfd p = { .fd = w->source.fd, .events = POLLIN };
	enum take t;

	while ((t = w->source.next(&w->source, &b->arena, r)) == TAKE_WAIT)
		assert_int_equal(poll(&p, 1, -1), 1);
	return t;
}

static void
check_page(struct bench *b, const struct record *r, bool *seen)
{
	struct diag d;
	json_t *o = json_loadb(r->fields.s, r->fields.n, 0, NULL);
	json_t *w = json_object_get(o, "warc");
	unsigned i = (unsigned)atoi(strrchr(json_string_value(
	    json_object_get(o, "url")), '/') + 1);
	str body = r->raw;

	assert_true(i < RECORDS);
	assert_true(b->page[i]);
	assert_false(seen[i]);
	seen[i] = true;
	assert_int_equal(r->offset, b->offset[i]);
	assert_int_equal(json_integer_value(json_object_get(w, "offset")),
	    b->offset[i]);
	assert_string_equal(json_string_value(json_object_get(w, "date")),
	    "2020-01-01T00:00:00Z");
	assert_true(str_eq(r->charset, S("UTF-8")));
	diag_init(&d, NULL, NULL);
	assert_true(http_decode(&b->arena, &body, r->coding, 1 << 20, &d));
	assert_true(str_eq(body, page_text(b, i)));
	json_decref(o);
}

static void
read_archive(struct bench *b, int fd)
{
	bool seen[RECORDS] = { false }, told[RECORDS] = { false };
	struct source_warc w;
	struct record r;
	unsigned good = 0;
	enum take t;

	source_warc_init(&w, fd, "test.warc", &b->limits, &b->arena);
	while ((t = take(&w, b, &r)) == TAKE_ONE) {
		if (r.fault == MSG_NOTE) {
			check_page(b, &r, seen);
			continue;
		}
		for (unsigned i = 0; i < RECORDS; i++)
			told[i] = told[i] || r.offset == b->offset[i];
	}
	assert_int_equal(t, TAKE_END);
	for (unsigned i = 0; i < RECORDS; i++) {
		if (!b->bad[i] && b->page[i] != seen[i])
			fail_msg("form %d: page %u is lost", b->form, i);
		/* the record behind a broken one may be told with it */
		if (b->bad[i] && !told[i] && (i == 0 || !b->bad[i - 1]))
			fail_msg("form %d: %u is not told", b->form, i);
		if (told[i] && !b->bad[i])
			fail_msg("form %d: %u is told", b->form, i);
		good += seen[i];
	}
	assert_true(good > RECORDS / 2);
	source_warc_free(&w);
	close(fd);
	while (wait(NULL) > 0)
		;
}

static void
test_whole(void **state)
{
	(void)state;
	for (int form = 0; form < FORM_MAX; form++) {
		struct bench b;

		memset(&b, 0, sizeof(b));
		write_archive(&b, (enum form)form, 0);
		read_archive(&b, as_file(&b));
		read_archive(&b, as_pipe(&b));
		arena_free(&b.arena);
	}
}

static void
test_broken(void **state)
{
	(void)state;
	for (int form = 0; form < FORM_MAX; form++) {
		struct bench b;

		memset(&b, 0, sizeof(b));
		write_archive(&b, (enum form)form, 10);
		read_archive(&b, as_file(&b));
		read_archive(&b, as_pipe(&b));
		arena_free(&b.arena);
	}
}

/* who writes one record and waits gets it, a broken one, too */
static void
test_one_by_one(void **state)
{
	(void)state;
	for (int form = 0; form < FORM_MAX; form++) {
		struct bench b;
		struct source_warc w;
		struct record r;
		enum take t;
		int p[2];

		memset(&b, 0, sizeof(b));
		write_archive(&b, (enum form)form, 0);
		memset(b.file.s + b.offset[5], 'X', 5);
		assert_int_equal(pipe(p), 0);
		assert_true(io_write(p[1], str_slice(buf_str(&b.file), 0,
		    b.offset[0])));
		source_warc_init(&w, p[0], "idle", &b.limits, &b.arena);
		for (unsigned i = 0; i + 1 < RECORDS; i++) {
			t = w.source.next(&w.source, &b.arena, &r);
			assert_int_equal(t, TAKE_WAIT);
			assert_true(io_write(p[1], str_slice(
			    buf_str(&b.file), b.offset[i], b.offset[i + 1])));
			if (!b.page[i])
				continue;
			t = w.source.next(&w.source, &b.arena, &r);
			assert_int_equal(t, TAKE_ONE);
			assert_int_equal(r.fault, i == 5 ? MSG_RECORD :
			    MSG_NOTE);
			assert_int_equal(r.offset, b.offset[i]);
		}
		close(p[1]);
		source_warc_free(&w);
		close(p[0]);
		arena_free(&b.arena);
	}
}

/* a cut at any byte: what stands before it comes out, and it ends */
static void
test_cut(void **state)
{
	(void)state;
	for (int form = 0; form < FORM_MAX; form++) {
		struct bench b;

		memset(&b, 0, sizeof(b));
		write_archive(&b, (enum form)form, 0);
		for (size_t n = 0; n < b.file.n; n += 1 + b.file.n / 97) {
			struct bench cut = b;
			struct source_warc w;
			struct record r;
			unsigned pages = 0, want = 0;
			int fd;

			arena_init(&cut.arena, no_memory, NULL);
			cut.file.n = n;
			fd = as_file(&cut);
			source_warc_init(&w, fd, "cut", &b.limits,
			    &cut.arena);
			while (take(&w, &cut, &r) == TAKE_ONE)
				pages += r.fault == MSG_NOTE;
			for (unsigned i = 1; i < RECORDS; i++)
				want += b.page[i - 1] && b.offset[i] <= n;
			assert_in_range(pages, want, want + 1);
			source_warc_free(&w);
			close(fd);
			arena_free(&cut.arena);
		}
		arena_free(&b.arena);
	}
}

/* ---- single facts ---- */

static void
test_not_warc(void **state)
{
	static const char *const junk[] = { "<html>not an archive</html>",
	    "\x1f\x8b\x08 no gzip", "\x28\xb5\x2f\xfd no zstd", "WARC", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(junk) / sizeof(*junk); i++) {
		struct bench b;
		struct source_warc w;
		struct record r;
		unsigned faults = 0;
		int fd;

		memset(&b, 0, sizeof(b));
		arena_init(&b.arena, no_memory, NULL);
		limits_default(&b.limits);
		buf_init(&b.file, &b.arena);
		buf_puts(&b.file, junk[i]);
		fd = as_file(&b);
		source_warc_init(&w, fd, "junk", &b.limits, &b.arena);
		while (take(&w, &b, &r) == TAKE_ONE) {
			assert_int_equal(r.fault, MSG_RECORD);
			assert_int_equal(r.offset, 0);
			faults++;
		}
		assert_int_equal(faults, junk[i][0] != '\0');
		source_warc_free(&w);
		close(fd);
		arena_free(&b.arena);
	}
}

/* a length out of all bounds, of a record that is passed over in a pipe */
static void
test_huge_in_pipe(void **state)
{
	struct bench b;
	struct source_warc w;
	struct record r;
	unsigned pages = 0;
	int fd;

	(void)state;
	memset(&b, 0, sizeof(b));
	arena_init(&b.arena, no_memory, NULL);
	limits_default(&b.limits);
	buf_init(&b.file, &b.arena);
	put_record(&b.file, "metadata", 3, S("WARC/1.0 is\nWARC/1.1 too"),
	    (size_t)1 << 40);
	for (unsigned i = 0; i < 3; i++)
		put_page(&b, i);
	fd = as_pipe(&b);
	source_warc_init(&w, fd, "huge", &b.limits, &b.arena);
	while (take(&w, &b, &r) == TAKE_ONE)
		pages += r.fault == MSG_NOTE && r.raw.n > 0;
	assert_int_equal(pages, 3);
	source_warc_free(&w);
	close(fd);
	while (wait(NULL) > 0)
		;
	arena_free(&b.arena);
}

static void
test_too_long(void **state)
{
	struct bench b;
	struct source_warc w;
	struct record r;
	unsigned faults = 0, pages = 0;
	int fd;

	(void)state;
	memset(&b, 0, sizeof(b));
	write_archive(&b, FORM_GZIP, 0);
	b.limits.v[LIMIT_RECORD] = 2000;
	fd = as_file(&b);
	source_warc_init(&w, fd, "long", &b.limits, &b.arena);
	while (take(&w, &b, &r) == TAKE_ONE) {
		assert_true(r.fault == MSG_NOTE ||
		    r.fault == MSG_LIMIT_RECORD);
		faults += r.fault != MSG_NOTE;
		pages += r.fault == MSG_NOTE;
	}
	assert_true(faults > 0 && pages > 0);
	assert_int_equal(faults + pages, RECORDS / 10 * 8);
	source_warc_free(&w);
	close(fd);
	arena_free(&b.arena);
}

static void
test_http_type(void **state)
{
	static const struct {
		const char *value, *type, *charset;
	} cases[] = {
		{ "text/html", "text/html", "" },
		{ "text/html; charset=utf-8", "text/html", "utf-8" },
		{ " Text/HTML ;x=y; CHARSET = 'koi8-r' ", "Text/HTML",
		    "koi8-r" },
		{ "text/html;charset=\"a\";charset=b", "text/html", "a" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		str type, charset;

		http_type(str_of(cases[i].value), &type, &charset);
		assert_true(str_eq(type, str_of(cases[i].type)));
		assert_true(str_eq(charset, str_of(cases[i].charset)));
	}
}

static void
test_codings(void **state)
{
	struct arena a;
	struct diag d;
	struct buf b, bomb;
	str body;

	(void)state;
	arena_init(&a, no_memory, NULL);
	diag_init(&d, NULL, NULL);
	body = S("<p>plain");
	assert_true(http_decode(&a, &body, S("deflate"), 100, &d));
	assert_true(str_eq(body, S("<p>plain")));
	body = S("x");
	assert_false(http_decode(&a, &body, S("compress"), 100, &d));
	assert_int_equal(d.first, MSG_FORMAT);

	/* a body that breaks off is used so far as it goes */
	buf_init(&b, &a);
	pack_gzip(&b, S("a body that will be cut, but not at its start; "
	    "some more words so that the cut takes only a few of them"));
	body = str_slice(buf_str(&b), 0, b.n - 12);
	assert_true(http_decode(&a, &body, S("gzip"), 1000, &d));
	assert_true(str_starts(body, S("a body that will be cut")));

	/* two files of gzip put together are one */
	pack_gzip(&b, S(" And more."));
	body = buf_str(&b);
	assert_true(http_decode(&a, &body, S("gzip"), 1000, &d));
	assert_true(str_ends(body, S("few of them And more.")));

	/* a bomb in a bomb */
	buf_init(&bomb, &a);
	body = (str){ arena_alloc(&a, 8 << 20), 8 << 20 };
	pack_gzip(&bomb, body);
	buf_init(&b, &a);
	pack_brotli(&b, buf_str(&bomb));
	body = buf_str(&b);
	diag_init(&d, NULL, NULL);
	assert_false(http_decode(&a, &body, S("gzip, br"), 1 << 20, &d));
	assert_int_equal(d.first, MSG_LIMIT_INPUT);

	/* chunks: a broken one ends the body */
	body = S("5\r\nhello\r\n6;x=y\r\n world\r\nzz\r\n...");
	assert_true(http_decode(&a, &body, S("chunked"), 100, &d));
	assert_true(str_eq(body, S("hello world")));
	body = S("ffffffff\r\nshort");
	assert_true(http_decode(&a, &body, S("chunked"), 100, &d));
	assert_true(str_eq(body, S("short")));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole), cmocka_unit_test(test_broken),
		cmocka_unit_test(test_one_by_one), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_not_warc),
		cmocka_unit_test(test_huge_in_pipe),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_http_type),
		cmocka_unit_test(test_codings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
