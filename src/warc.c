#include "warc.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "http.h"
#include "jsonl.h"
#include "utf8.h"
#include "warc_head.h"

enum {
	PIECE = 64 * 1024,	/* read at once, at least */
	HEAD = 64 * 1024,	/* no record's header is longer */
	PEEK = 256 * 1024,	/* of a block, to see what it is */
	LARGE = 4 << 20		/* a larger buffer is not kept */
};

/* ---- the buffer of unpacked bytes ---- */

static void
make_room(struct source_warc *w)
{
	size_t held = w->to - w->from, cap = w->cap;
	struct arena fresh;
	char *s = w->s;

	if (w->cap - w->to >= PIECE)
		return;
	while (cap - held < PIECE)
		cap = cap == 0 ? 4 * PIECE : cap * 2;
	if (cap > LARGE && held < PIECE)
		cap = 4 * PIECE;
	if (cap != w->cap) {
		arena_init(&fresh, w->arena.fail, w->arena.ctx);
		s = arena_text(&fresh, cap);
	}
	if (held > 0)
		memmove(s, w->s + w->from, held);
	if (cap != w->cap) {
		arena_free(&w->arena);
		w->arena = fresh;
	}
	w->edge = w->edge >= w->from && w->edge <= w->to ?
	    w->edge - w->from : SIZE_MAX;
	w->text += w->from;
	w->s = s;
	w->cap = cap;
	w->from = 0;
	w->to = held;
}

/* more bytes; as unpack_read */
static ssize_t
more(struct source_warc *w)
{
	ssize_t n;

	make_room(w);
	n = unpack_read(&w->in, w->s + w->to, w->cap - w->to);
	if (n > 0 && w->in.members != w->members) {
		w->members = w->in.members;
		w->edge = w->to;
		w->edge_offset = w->in.member;
	}
	if (n > 0)
		w->to += (size_t)n;
	w->source.done = unpack_offset(&w->in);
	return n;
}

static str
held(const struct source_warc *w)
{
	return (str){ w->s + w->from, w->to - w->from };
}

/* a member of an archive starts there, and a record in it */
static bool
at_record(const struct source_warc *w, size_t at)
{
	return w->in.packing != PACK_PLAIN && at == w->edge && at < w->to &&
	    str_starts((str){ w->s + at, w->to - at }, S("WARC/1."));
}

/* the record at hand is over where the next member starts */
static bool
cut_by_member(const struct source_warc *w)
{
	return w->edge > w->from && at_record(w, w->edge);
}

/* at least n bytes are held, 1; or a code, or UNPACK_END for fewer */
static ssize_t
need(struct source_warc *w, size_t n)
{
	while (w->to - w->from < n) {
		ssize_t k = more(w);

		if (k <= 0)
			return k;
		if (cut_by_member(w) && w->edge - w->from < n)
			return UNPACK_END;
	}
	return 1;
}

enum { MARK = 16 };	/* bytes of what header_mark looks for */

/* where a record's header follows a line end, or the length */
static size_t
header_mark(str v)
{
	size_t i = str_find(v, S("\nWARC/1.0\r\nWARC-"));

	return str_find(str_slice(v, 0, i), S("\nWARC/1.1\r\nWARC-"));
}

/*
 * In what can't be read twice, a length that is out of all bounds must not
 * swallow the rest: where another header comes, the record is over.
 */
static ssize_t
skip_huge(struct source_warc *w, uint64_t n)
{
	while (n > 0) {
		ssize_t rc = need(w, n < MARK ? (size_t)n : MARK);
		str v = held(w);
		size_t at = header_mark(v);

		if (rc <= 0)
			return rc;
		if (at < v.n && at < n) {
			w->from += at + 1;
			return UNPACK_END;
		}
		at = n <= v.n ? (size_t)n : v.n - MARK + 1;
		w->from += at;
		n -= at;
	}
	return 1;
}

static ssize_t
skip(struct source_warc *w, uint64_t n)
{
	if (w->in.packing == PACK_PLAIN && !w->in.seekable && n > w->most)
		return skip_huge(w, n);
	while (n > 0) {
		ssize_t rc = need(w, 1);
		size_t k = w->to - w->from;

		if (rc <= 0)
			return rc;
		if (cut_by_member(w))
			k = w->edge - w->from;
		else if (w->from == w->edge && w->text + w->from > w->start &&
		    at_record(w, w->edge))
			return UNPACK_END;
		k = k < n ? k : (size_t)n;
		w->from += k;
		n -= k;
	}
	return 1;
}

/* where the record at from stands in the file */
static uint64_t
offset_of(const struct source_warc *w)
{
	return w->in.packing == PACK_PLAIN ? w->text + w->from :
	    w->edge_offset;
}

/* ---- the header ---- */

static const char *
why_short(struct source_warc *w, ssize_t rc)
{
	w->damaged = rc == UNPACK_BROKEN;
	return rc == UNPACK_BROKEN ? "it is damaged" : "it is cut short";
}

/* NULL, or what is wrong with the header at from; *rc as of more() */
static const char *
read_head(struct source_warc *w, struct arena *a, struct warc_head *h,
    ssize_t *rc)
{
	*h = (struct warc_head){ .length = 0 };
	if ((*rc = need(w, 8)) < 0)
		return why_short(w, *rc);
	if (!str_starts(held(w), S("WARC/1.")))
		return "no WARC record starts here";
	while ((h->n = warc_head_end(str_slice(held(w), 0, HEAD))) == 0) {
		if (w->to - w->from > HEAD)
			return "its header has no end";
		if ((*rc = need(w, w->to - w->from + 1)) <= 0)
			return why_short(w, *rc);
	}
	return warc_head_parse(h, str_copy(a, str_slice(held(w), 0, h->n)));
}

/* ---- records ---- */

/* {"id": …, "url": …, "warc": {"offset": …}} */
static void
put_fields(const struct source_warc *w, struct arena *a,
    const struct warc_head *h, struct record *r)
{
	struct buf b;

	buf_init(&b, a);
	buf_putc(&b, '{');
	if (h->id.n > 0) {
		buf_puts(&b, "\"id\": ");
		jsonl_quote(&b, utf8_repair(a, h->id));
		buf_puts(&b, ", ");
	}
	if (h->uri.n > 0) {
		buf_puts(&b, "\"url\": ");
		jsonl_quote(&b, utf8_repair(a, h->uri));
		buf_puts(&b, ", ");
	}
	buf_printf(&b, "\"warc\": {\"offset\": %llu",
	    (unsigned long long)r->offset);
	if (!str_eq(w->name, S("-"))) {
		buf_puts(&b, ", \"file\": ");
		jsonl_quote(&b, utf8_repair(a, w->name));
	}
	if (h->date.n > 0) {
		buf_puts(&b, ", \"date\": ");
		jsonl_quote(&b, utf8_repair(a, h->date));
	}
	buf_puts(&b, "}}");
	r->fields = buf_str(&b);
}

/* the record at hand is given as a fault; after it, the next whole one */
static enum take
fault(struct source_warc *w, struct arena *a, const struct warc_head *h,
    struct record *r, enum msg m, const char *why)
{
	struct buf b;

	buf_init(&b, a);
	buf_printf(&b, "record at offset %llu: %s",
	    (unsigned long long)r->offset, why);
	r->fault = m;
	r->note = buf_str(&b);
	r->raw = (str){ "", 0 };
	put_fields(w, a, h, r);
	return TAKE_ONE;
}

/* plain: once more from the start of the broken record, if it can be had */
static void
go_back(struct source_warc *w)
{
	uint64_t at = w->start + 1;

	if (w->in.packing != PACK_PLAIN)
		return;
	if (at >= w->text && at <= w->text + w->to) {
		w->from = (size_t)(at - w->text);
	} else if (w->in.seekable && unpack_seek(&w->in, at) == 1) {
		w->from = w->to = 0;
		w->text = at;
	}
}

static enum take
broken(struct source_warc *w, struct arena *a, const struct warc_head *h,
    struct record *r, const char *why)
{
	w->lost = true;
	/* not this one again */
	if (w->text + w->from == w->start && w->from < w->to)
		w->from++;
	go_back(w);
	return fault(w, a, h, r, MSG_RECORD, why);
}

/* what the block is, seen by its start; true: a page to be cleaned */
static bool
is_page(struct source_warc *w, struct arena *a, const struct warc_head *h,
    struct record *r, struct http *http)
{
	str block = str_slice(held(w), h->n, h->n + h->length);
	bool page;

	if (str_ieq(h->type, S("resource"))) {
		*http = (struct http){ .status = 200, .body = block };
		http_type(h->media, &http->type, &http->charset);
	} else if (!http_parse(a, block, http)) {
		return false;
	}
	page = http_is_html(http->type) && http->status / 100 == 2 &&
	    (uint64_t)(http->body.s - block.s) < h->length;
	r->url = h->uri;
	r->charset = str_copy(a, http->charset);
	r->coding = http->coding;
	return page;
}

/* the two line ends behind a record */
static bool
trailer(struct source_warc *w)
{
	str v;

	need(w, 4);
	v = held(w);
	if (cut_by_member(w))
		v.n = w->edge - w->from;
	if (v.n == 0)
		return true;
	for (size_t i = 0; i < 2; i++) {
		size_t k = str_starts(v, S("\r\n")) ? 2 :
		    str_starts(v, S("\n"));

		/* the last record of a file may lack them */
		if (k == 0)
			return false;
		v = str_slice(v, k, v.n);
		w->from += k;
	}
	return true;
}

/* passes over the record at from; NULL, or what is wrong with it */
static const char *
pass(struct source_warc *w, const struct warc_head *h)
{
	ssize_t rc = skip(w, h->n + h->length);

	if (rc <= 0)
		return why_short(w, rc);
	return trailer(w) ? NULL : "its Content-Length is wrong";
}

/* the whole page in the buffer; NULL, or what is wrong */
static const char *
fetch(struct source_warc *w, struct arena *a, const struct warc_head *h,
    const struct http *http, struct record *r)
{
	size_t head = (size_t)(http->body.s - (w->s + w->from));
	size_t all = h->n + (size_t)h->length;
	ssize_t rc = need(w, all);

	if (rc <= 0)
		return why_short(w, rc);
	/* the trailer may move the buffer */
	r->raw = str_copy(a, str_slice(held(w), head, all));
	w->from += all;
	return trailer(w) ? NULL : "its Content-Length is wrong";
}

static bool
wanted(const struct warc_head *h)
{
	return str_ieq(h->type, S("response")) ||
	    str_ieq(h->type, S("resource"));
}

/* a page into *r, other blocks are counted; NULL, or what is wrong */
static const char *
read_block(struct source_warc *w, struct arena *a, const struct warc_head *h,
    struct record *r, bool *page)
{
	struct http http;
	const char *wrong;

	*page = wanted(h) && is_page(w, a, h, r, &http);
	if (*page && h->length <= w->most)
		return fetch(w, a, h, &http, r);
	wrong = pass(w, h);
	if (wrong == NULL && *page)
		fault(w, a, h, r, MSG_LIMIT_RECORD,
		    "it is longer than --limit record=N allows");
	else if (wrong == NULL)
		w->source.skipped++;
	return wrong;
}

/*
 * As much of a block as is held before it is judged. Of what can't be read
 * twice, whole records of usual size: a wrong length then does no harm.
 */
static size_t
peek(const struct source_warc *w, const struct warc_head *h)
{
	size_t most = w->in.packing == PACK_PLAIN && !w->in.seekable ?
	    LARGE : PEEK;

	return h->length < most ? (size_t)h->length : most;
}

/* 1: *r is to be given; 0: passed over; else a code */
static ssize_t
one_record(struct source_warc *w, struct arena *a, struct record *r)
{
	struct warc_head h;
	ssize_t rc = 1;
	bool page = true;
	const char *wrong = read_head(w, a, &h, &rc);

	if (wrong == NULL) {
		r->number = ++w->number;
		rc = need(w, h.n + peek(w, &h));
		wrong = rc == 1 ? read_block(w, a, &h, r, &page) :
		    why_short(w, rc);
	}
	if (rc == UNPACK_FAILED || rc == UNPACK_STOPPED)
		return rc;
	if (wrong != NULL)
		broken(w, a, &h, r, wrong);
	else if (page && r->fault == MSG_NOTE)
		put_fields(w, a, &h, r);
	return wrong != NULL || page;
}

/* ---- finding the way again ---- */

/* moves to where a record may start in the bytes at hand; false: nowhere */
static bool
scan(struct source_warc *w)
{
	str v = held(w);
	size_t i = str_find(v, S("\nWARC/1.")) + 1;
	size_t edge = w->edge - w->from;

	if (w->edge >= w->from && edge < i && at_record(w, w->edge))
		i = edge;
	if (i >= v.n)
		return false;
	w->from += i;
	return true;
}

/* the next line, or member, that starts like a record */
static ssize_t
find_text(struct source_warc *w)
{
	while (!scan(w)) {
		size_t keep = w->to - w->from < 8 ? w->to - w->from : 8;
		ssize_t rc;

		w->from = w->to - keep;
		if ((rc = more(w)) <= 0) {
			w->damaged = rc == UNPACK_BROKEN;
			return rc;
		}
	}
	return 1;
}

/* the next member that can be unpacked and starts like a record */
static ssize_t
find_member(struct source_warc *w)
{
	for (;;) {
		ssize_t rc = unpack_seek(&w->in, w->in.member + 1);

		if (rc <= 0)
			return rc;
		w->text += w->from;
		w->from = w->to = w->edge = 0;
		w->members = 0;
		w->in.patient = true;
		rc = need(w, 8);
		if (rc == 1 && at_record(w, w->from))
			return 1;
		if (rc == UNPACK_FAILED || rc == UNPACK_STOPPED)
			return rc;
	}
}

static ssize_t
find_record(struct source_warc *w)
{
	ssize_t rc = UNPACK_BROKEN;

	if (!w->damaged)
		rc = find_text(w);
	if (w->damaged)
		rc = find_member(w);
	if (rc != UNPACK_WAIT)
		w->lost = w->damaged = false;
	return rc;
}

static enum take
outcome(struct source_warc *w, ssize_t rc)
{
	if (rc == UNPACK_WAIT)
		return TAKE_WAIT;
	w->ended = true;
	return rc == UNPACK_FAILED ? TAKE_FAILED : TAKE_END;
}

/* to the first byte of a record; 1, or a code */
static ssize_t
approach(struct source_warc *w)
{
	ssize_t rc;

	/* here nothing is lost by going away to write answers; who has begun a
	   record will end it */
	w->in.patient = false;
	if (w->lost)
		return find_record(w);
	while ((rc = need(w, 1)) == 1 &&
	    (w->s[w->from] == '\r' || w->s[w->from] == '\n'))
		w->from++;
	return rc;
}

static enum take
next_record(struct source *source, struct arena *a, struct record *r)
{
	struct source_warc *w = (struct source_warc *)source;
	ssize_t rc = 0;

	while (!w->ended && rc == 0) {
		rc = approach(w);
		w->in.patient = true;
		*r = (struct record){ .kind = RECORD_RESPONSE,
		    .fault = MSG_NOTE, .file = w->name,
		    .offset = rc == UNPACK_BROKEN ? w->in.member :
		    offset_of(w), .number = w->number + 1 };
		w->start = w->text + w->from;
		if (rc == UNPACK_BROKEN)
			return broken(w, a, &(struct warc_head){ .length = 0 }, r,
			    why_short(w, rc));
		if (rc != 1)
			return outcome(w, rc);
		rc = one_record(w, a, r);
	}
	return rc == 1 ? TAKE_ONE : outcome(w, rc);
}

void
source_warc_init(struct source_warc *w, int fd, const char *name,
    const struct limits *limits, const struct arena *a)
{
	struct stat st;

	*w = (struct source_warc){ .name = str_of(name),
	    .most = limits->v[LIMIT_RECORD] };
	w->source.next = next_record;
	w->source.fd = fd;
	w->source.name = name;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		w->source.total = (uint64_t)st.st_size;
	arena_init(&w->arena, a->fail, a->ctx);
	unpack_init(&w->in, fd, a);
	w->text = unpack_offset(&w->in);
}

void
source_warc_free(struct source_warc *w)
{
	unpack_free(&w->in);
	arena_free(&w->arena);
}
