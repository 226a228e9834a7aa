#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "jsonl.h"
#include "utf8.h"

static void
open_input(struct source_inputs *s, const char *name)
{
	bool std = strcmp(name, "-") == 0;

	s->fd = std ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return;
	io_widen(s->fd);
	if (s->warc) {
		source_warc_init(&s->archive, s->fd, name, s->limits,
		    s->process);
		s->inner = &s->archive.source;
	} else {
		source_lines_init(&s->lines, s->fd, name, s->limits,
		    s->process);
		s->inner = &s->lines.source;
	}
}

static void
close_input(struct source_inputs *s)
{
	s->skipped += s->inner->skipped;
	s->done += s->inner->done;
	if (s->warc)
		source_warc_free(&s->archive);
	else
		lines_free(&s->lines.lines);
	if (s->fd != STDIN_FILENO)
		close(s->fd);
	s->inner = NULL;
	s->fd = -1;
}

/* a record that says why an input gave none */
static void
put_fault(struct arena *a, const char *name, struct record *r)
{
	struct buf b;

	*r = (struct record){ .kind = RECORD_RESPONSE, .fault = MSG_READ,
	    .file = str_of(name), .note = str_of(strerror(errno)) };
	buf_init(&b, a);
	buf_puts(&b, "{\"file\": ");
	jsonl_quote(&b, utf8_repair(a, r->file));
	buf_putc(&b, '}');
	r->fields = buf_str(&b);
}

static enum take
next_from_inputs(struct source *source, struct arena *a, struct record *r)
{
	struct source_inputs *s = (struct source_inputs *)source;
	const char *name;
	enum take t;

	for (;;) {
		if (s->inner == NULL) {
			source->fd = s->names.listed ? s->names.list.fd : -1;
			arena_reset(&s->arena);
			t = names_next(&s->names, &s->arena, &name);
			if (t != TAKE_ONE)
				return t;
			open_input(s, name);
			if (s->fd < 0) {
				put_fault(a, name, r);
				return TAKE_ONE;
			}
		}
		source->fd = s->inner->fd;
		source->name = s->inner->name;
		t = s->inner->next(s->inner, a, r);
		source->done = s->done + s->inner->done;
		source->skipped = s->skipped + s->inner->skipped;
		/* known for a single input only */
		source->total = s->names.n == 1 && !s->names.listed ?
		    s->inner->total : 0;
		if (t != TAKE_END)
			return t;
		close_input(s);
	}
}

void
source_inputs_init(struct source_inputs *s, const struct names *names,
    bool warc, const struct limits *limits, const struct arena *process)
{
	*s = (struct source_inputs){ .names = *names, .warc = warc,
	    .limits = limits, .process = process, .fd = -1 };
	s->source.next = next_from_inputs;
	s->source.fd = -1;
	s->source.name = "input";
	arena_init(&s->arena, process->fail, process->ctx);
}
