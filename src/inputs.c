#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "jsonl.h"
#include "utf8.h"

static bool
open_input(struct source_inputs *s, const char *name)
{
	bool std = strcmp(name, "-") == 0;

	s->source.name = std ? "standard input" : name;
	s->fd = std ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return false;
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
	return true;
}

static void
close_input(struct source_inputs *s)
{
	int why = errno;

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
	errno = why;
}

/* opens the next one */
static enum take
next_input(struct source_inputs *s)
{
	const char *name;
	enum take t;

	s->source.fd = s->names.listed ? s->names.list.in.fd : -1;
	s->source.name = "list of files";
	arena_reset(&s->arena);
	t = names_next(&s->names, &s->arena, &name);
	s->source.wrong = s->names.wrong;
	return t == TAKE_ONE && !open_input(s, name) ? TAKE_FAILED : t;
}

static enum take
next_from_inputs(struct source *source, struct arena *a, struct record *r)
{
	struct source_inputs *s = (struct source_inputs *)source;
	enum take t;

	for (;;) {
		if (s->inner == NULL && (t = next_input(s)) != TAKE_ONE)
			return t;
		source->fd = s->inner->fd;
		t = s->inner->next(s->inner, a, r);
		source->wrong = s->inner->wrong;
		source->done = s->done + s->inner->done;
		source->skipped = s->skipped + s->inner->skipped;
		/* known for a single input only */
		source->total = s->names.n == 1 && !s->names.listed ?
		    s->inner->total : 0;
		if (t == TAKE_ONE || t == TAKE_WAIT)
			return t;
		close_input(s);
		if (t == TAKE_FAILED)
			return t;
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
