#include "worker.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "io.h"
#include "sandbox.h"

struct wire {
	uint64_t size;		/* of all that follows this number */
	uint64_t number, offset;
	uint32_t kind, fault;
	uint64_t n[7];		/* of the parts, in the order of part() */
};
enum { PARTS = 7 };	/* the raw bytes are the last */

static str *
part(struct record *r, size_t i)
{
	str *parts[PARTS] = { &r->file, &r->fields, &r->url, &r->charset,
	    &r->coding, &r->note, &r->raw };

	return parts[i];
}

str
wire_pack(struct arena *a, const struct record *record)
{
	struct record r = *record;
	struct wire w = { .number = r.number, .offset = r.offset,
	    .kind = (uint32_t)r.kind, .fault = (uint32_t)r.fault };
	struct buf b;

	w.size = sizeof(w) - sizeof(w.size);
	for (size_t i = 0; i < PARTS; i++) {
		w.n[i] = part(&r, i)->n;
		w.size += w.n[i];
	}
	buf_init(&b, a);
	buf_put(&b, (str){ (const char *)&w, sizeof(w) });
	for (size_t i = 0; i < PARTS - 1; i++)
		buf_put(&b, *part(&r, i));
	return buf_str(&b);
}

void
wire_open(str sent, struct record *r)
{
	struct wire w;
	size_t at = sizeof(w);

	memcpy(&w, sent.s, sizeof(w));
	*r = (struct record){ .kind = (enum record_kind)w.kind,
	    .fault = (enum msg)w.fault, .number = w.number,
	    .offset = w.offset };
	for (size_t i = 0; i < PARTS; i++) {
		*part(r, i) = str_slice(sent, at, at + w.n[i]);
		at += w.n[i];
	}
}

static bool
receive(int fd, struct arena *a, struct record *r)
{
	uint64_t size;
	char *p;

	if (!io_read_full(fd, &size, sizeof(size)))
		return false;
	p = arena_text(a, sizeof(size) + size);
	memcpy(p, &size, sizeof(size));
	if (!io_read_full(fd, p + sizeof(size), size))
		return false;
	wire_open((str){ p, sizeof(size) + size }, r);
	return true;
}

static bool
send_reply(int fd, const struct answer *answer, bool leaving)
{
	struct reply reply = {
		.magic = REPLY_MAGIC, .status = (uint32_t)answer->status,
		.code = (uint32_t)answer->code, .leaving = leaving,
		.out = answer->out.n, .note = answer->note.n
	};
	str parts[] = { { (const char *)&reply, sizeof(reply) }, answer->out,
	    answer->note };

	return io_write_parts(fd, parts, sizeof(parts) / sizeof(*parts));
}

/* the parent stops the batch, after the records in hand */
static void
leave_signals_to_parent(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

static void
no_memory(void *ctx)
{
	(void)ctx;
	_Exit(STATUS_FAILED);
}

int
worker_run(int fd, const struct job *job, const struct sandbox_opts *sandbox,
    struct diag *d)
{
	struct arena received;
	struct record record;
	struct answer answer = { .status = STATUS_OK };
	struct guard guard;
	bool fit;

	leave_signals_to_parent();
	arena_init(&received, no_memory, NULL);
	guard_init(&guard, job->limits->v[LIMIT_MEMORY]);
	if (sandbox != NULL && !sandbox_enter(sandbox, d))
		return STATUS_FAILED;
	fit = send_reply(fd, &answer, false);
	while (fit && receive(fd, &received, &record)) {
		fit = guard_clean(&guard, job, &record, &answer);
		fit = send_reply(fd, &answer, !fit) && fit;
		arena_reset(&received);
	}
	return STATUS_OK;
}
