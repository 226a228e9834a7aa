/* Lines of JSON in, answers out: the plainest source and sink. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "batch.h"
#include "io.h"

enum { HELD = 64 * 1024 };	/* bytes that wait for more before a write */

static enum take
next_line(struct source *source, struct arena *a, struct record *r)
{
	struct source_lines *s = (struct source_lines *)source;
	enum take t;

	*r = (struct record){ .kind = RECORD_LINE, .fault = MSG_NOTE,
	    .file = s->name };
	t = lines_next(&s->lines, &r->raw);
	source->wrong = s->lines.wrong;
	if (t != TAKE_ONE)
		return t;
	/* a mark that editors leave at the start of a file */
	if (s->lines.offset == 0 && str_starts(r->raw, S("\xef\xbb\xbf")))
		r->raw = str_slice(r->raw, 3, r->raw.n);
	r->number = s->lines.number;
	r->offset = s->lines.offset;
	source->done = unpack_offset(&s->lines.in);
	if (s->lines.too_long) {
		struct buf b;

		buf_init(&b, a);
		buf_printf(&b, "line %llu: more than %zu bytes "
		    "(--limit record=N)", (unsigned long long)r->number,
		    s->lines.most);
		r->fault = MSG_LIMIT_RECORD;
		r->note = buf_str(&b);
	}
	return TAKE_ONE;
}

void
source_lines_init(struct source_lines *s, int fd, const char *name,
    const struct limits *limits, const struct arena *a)
{
	struct stat st;

	*s = (struct source_lines){ .name = str_of(name) };
	s->source.next = next_line;
	s->source.fd = fd;
	s->source.name = name;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		s->source.total = (uint64_t)st.st_size;
	lines_init(&s->lines, fd, '\n', limits->v[LIMIT_RECORD], a);
}

static bool
write_out(struct sink_stream *s, str v, struct diag *d)
{
	if (s->broken)
		return false;
	if (io_write(s->fd, v))
		return true;
	s->broken = errno == EPIPE;
	if (!s->broken)
		diag_report(d, MSG_WRITE, &(struct where){
		    .file = str_of(s->name) }, "%s", strerror(errno));
	return false;
}

static bool
flush_stream(struct sink *sink, struct diag *d)
{
	struct sink_stream *s = (struct sink_stream *)sink;
	str v = buf_str(&s->held);

	s->held.n = 0;
	return v.n == 0 || write_out(s, v, d);
}

static bool
put_stream(struct sink *sink, const struct record *r,
    const struct answer *answer, struct diag *d)
{
	struct sink_stream *s = (struct sink_stream *)sink;

	(void)r;
	if (s->held.n + answer->out.n > HELD && !flush_stream(sink, d))
		return false;
	if (answer->out.n > HELD)
		return write_out(s, answer->out, d);
	buf_put(&s->held, answer->out);
	return true;
}

void
sink_stream_init(struct sink_stream *s, int fd, const char *name,
    struct arena *a)
{
	*s = (struct sink_stream){ .fd = fd, .name = name };
	s->sink.put = put_stream;
	s->sink.flush = flush_stream;
	s->held = (struct buf){ .arena = a, .s = arena_text(a, HELD),
	    .cap = HELD };
}
