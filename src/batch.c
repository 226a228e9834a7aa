#include "batch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "guard.h"
#include "io.h"
#include "pool.h"
#include "sandbox.h"

/* seconds between two lines of progress */
#define SHOWN_EVERY 0.2

void
batch_show(struct batch *b, bool last)
{
	double now = b->progress ? stats_clock() : 0;
	char text[200];
	struct arena a;
	struct buf line;

	if (!b->progress || (!last && now < b->shown + SHOWN_EVERY))
		return;
	b->shown = now;
	arena_init(&a, NULL, NULL);
	line = (struct buf){ .arena = &a, .s = text, .cap = sizeof(text) };
	buf_puts(&line, "\r\033[K");
	stats_progress(&line, &b->stats, b->source->done, b->source->total);
	if (last)
		buf_putc(&line, '\n');
	io_write(STDERR_FILENO, buf_str(&line));
	arena_free(&a);
}

void
batch_report_input(const struct batch *b, struct diag *d)
{
	const struct source *s = b->source;

	diag_report(d, MSG_READ, &(struct where){ .file = str_of(s->name) },
	    "%s", s->wrong != NULL ? s->wrong : strerror(errno));
}

/* true when there is something to read; a signal ends the wait */
static bool
wait_for_input(struct batch *b)
{
	struct pollfd fd = { .fd = b->source->fd, .events = POLLIN };

	return io_poll(&fd, 1, -1) >= 0;
}

static bool
clean_one(struct batch *b, struct guard *g, const struct record *r,
    struct diag *d)
{
	struct answer answer;

	guard_clean(g, b->job, r, &answer);
	stats_count(&b->stats, answer.status, answer.code, r->raw.n,
	    answer.out.n);
	return b->sink->put(b->sink, r, &answer, d);
}

/* one record after the other; answers get out before it waits for input */
static bool
run_here(struct batch *b, struct guard *g, struct arena *reading,
    struct diag *d)
{
	struct record r;

	while ((b->signal = io_signal()) == 0) {
		enum take t = b->source->next(b->source, reading, &r);

		if (t == TAKE_ONE && !clean_one(b, g, &r, d))
			return false;
		if (t == TAKE_END)
			break;
		if (t == TAKE_FAILED)
			batch_report_input(b, d);
		if (t == TAKE_WAIT) {
			if (!b->sink->flush(b->sink, d))
				return false;
			wait_for_input(b);
		}
		arena_reset(reading);
		batch_show(b, false);
	}
	return b->sink->flush(b->sink, d);
}

static bool
run_alone(struct batch *b, struct arena *process, struct diag *d)
{
	struct arena reading;
	struct guard guard;
	bool ok;

	if (b->sandbox != NULL && !sandbox_enter(b->sandbox, d))
		return false;
	arena_init(&reading, process->fail, process->ctx);
	guard_init(&guard, b->job->limits->v[LIMIT_MEMORY]);
	ok = run_here(b, &guard, &reading, d);
	arena_free(&reading);
	arena_free(&guard.arena);
	return ok;
}

bool
batch_run(struct batch *b, struct arena *process, struct diag *d)
{
	bool ok;

	stats_start(&b->stats);
	b->shown = b->stats.started;
	io_catch_signals();
	ok = b->jobs > 0 ? pool_run(b, process, d) : run_alone(b, process, d);
	b->stats.skipped = b->source->skipped;
	batch_show(b, true);
	return ok;
}
