#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "guard.h"
#include "hand.h"
#include "io.h"
#include "sandbox.h"

enum {
	AHEAD = 32,		/* records per worker between reading and
				   writing, so that a slow one holds up few */
	HELD = 64 << 20,	/* bytes of them; one record may be more */
	GLANCE = 200		/* ms between two looks at the clock */
};

struct pool {
	struct batch *batch;
	struct diag *diag;
	struct hand_opts opts;
	struct guard guard;	/* answers for those whose worker cannot */
	struct slot *slots;	/* a ring, in the order of the input */
	size_t nslots, first, count;
	struct hand *hands;
	struct pollfd *fds;	/* one a hand, and the source */
	size_t nhands;
	bool ended;		/* nothing more is read */
	bool waits;		/* the source has nothing now */
};

static void
prepare(struct pool *p, struct batch *b, struct arena *process,
    struct diag *d)
{
	const struct limits *l = b->job->limits;

	*p = (struct pool){ .batch = b, .diag = d, .nhands = b->jobs,
	    .nslots = (size_t)b->jobs * AHEAD };
	p->opts = (struct hand_opts){
		.job = b->job, .sandbox = b->sandbox, .timeout = b->timeout,
		.null = open("/dev/null", O_RDWR | O_CLOEXEC),
		.most = 2 * l->v[LIMIT_RECORD] + l->v[LIMIT_INPUT] + (16 << 20)
	};
	guard_init(&p->guard, 0);
	p->slots = arena_array(process, p->nslots, sizeof(*p->slots));
	p->hands = arena_array(process, p->nhands, sizeof(*p->hands));
	p->fds = arena_array(process, p->nhands + 1, sizeof(*p->fds));
	for (size_t i = 0; i < p->nslots; i++)
		arena_init(&p->slots[i].arena, process->fail, process->ctx);
}

static bool
start_hand(struct pool *p, struct hand *h)
{
	p->batch->stats.workers++;
	return hand_start(h, &p->opts, p->diag);
}

static struct slot *
slot_at(struct pool *p, size_t i)
{
	return &p->slots[(p->first + i) % p->nslots];
}

static size_t
bytes_held(struct pool *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		n += slot_at(p, i)->arena.held;
	return n;
}

/* the one with least to do, NULL when all have enough */
static struct hand *
free_hand(struct pool *p)
{
	struct hand *best = NULL;

	for (size_t i = 0; i < p->nhands; i++) {
		struct hand *h = &p->hands[i];

		if (h->pid != 0 && !h->leaving && !h->late &&
		    h->n < HAND_QUEUE && (best == NULL || h->n < best->n))
			best = h;
	}
	return best;
}

/* all of the record is in the slot's arena then */
static void
pack(struct slot *s, bool lasts)
{
	str raw = lasts ? s->record.raw :
	    str_copy(&s->arena, s->record.raw);

	s->wire = wire_pack(&s->arena, &s->record);
	wire_open(s->wire, &s->record);
	s->record.raw = raw;
	s->done = false;
}

static void
read_records(struct pool *p)
{
	struct source *source = p->batch->source;
	struct hand *h;

	p->waits = false;
	while (!p->ended && !p->waits && p->count < p->nslots &&
	    (h = free_hand(p)) != NULL &&
	    (p->count == 0 || bytes_held(p) < HELD)) {
		struct slot *s = slot_at(p, p->count);
		enum take t;

		arena_reset(&s->arena);
		t = source->next(source, &s->arena, &s->record);
		p->waits = t == TAKE_WAIT;
		p->ended = t == TAKE_END;
		if (t == TAKE_FAILED)
			batch_report_input(p->batch, p->diag);
		if (t != TAKE_ONE)
			continue;
		pack(s, source->lasts);
		p->count++;
		hand_push(h, &p->opts, s);
		hand_send(h);
	}
}

/* what is done and next in order goes out */
static bool
write_answers(struct pool *p)
{
	struct batch *b = p->batch;

	while (p->count > 0 && slot_at(p, 0)->done) {
		struct slot *s = slot_at(p, 0);

		stats_count(&b->stats, s->answer.status, s->answer.code,
		    s->record.raw.n, s->answer.out.n);
		if (!b->sink->put(b->sink, &s->record, &s->answer, p->diag))
			return false;
		arena_reset(&s->arena);
		p->first = (p->first + 1) % p->nslots;
		p->count--;
	}
	return b->sink->flush(b->sink, p->diag);
}

static void
fail_slot(struct pool *p, struct slot *s, enum msg code, const char *note)
{
	guard_fail(&p->guard, p->batch->job, &s->record, code, str_of(note),
	    &s->answer);
	s->answer.out = str_copy(&s->arena, s->answer.out);
	s->answer.note = str_copy(&s->arena, s->answer.note);
	s->done = true;
}

/* a worker is gone: its record fails, the one behind it goes to the next */
static bool
replace(struct pool *p, struct hand *h)
{
	struct slot *queue[HAND_QUEUE];
	size_t n = h->n, i = 0;
	bool greeted = h->greeted;
	const char *note = "";
	enum msg code = hand_end(h, &note);

	memcpy(queue, h->queue, sizeof(queue));
	h->n = 0;
	if (!greeted) {
		diag_report(p->diag, MSG_READ, NULL,
		    "a worker could not start");
		return false;
	}
	if (code != MSG_NOTE)
		fail_slot(p, queue[i++], code, note);
	if (i == n && p->ended)
		return true;
	if (!start_hand(p, h))
		return false;
	while (i < n)
		hand_push(h, &p->opts, queue[i++]);
	return true;
}

static size_t
watch(struct pool *p)
{
	size_t n = p->nhands;

	for (size_t i = 0; i < n; i++) {
		const struct hand *h = &p->hands[i];

		p->fds[i] = (struct pollfd){ .fd = h->pid != 0 ? h->fd : -1,
		    .events = POLLIN };
		if (hand_pending(h))
			p->fds[i].events |= POLLOUT;
	}
	if (p->waits && !p->ended)
		p->fds[n++] = (struct pollfd){
		    .fd = p->batch->source->fd, .events = POLLIN };
	return n;
}

static bool
serve(struct pool *p)
{
	double now = p->opts.timeout > 0 ? stats_clock() : 0;

	for (size_t i = 0; i < p->nhands; i++) {
		struct hand *h = &p->hands[i];

		if (h->pid == 0)
			continue;
		if ((p->fds[i].revents & POLLOUT) != 0)
			hand_send(h);
		if ((p->fds[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
			if (hand_receive(h, &p->opts))
				hand_send(h);
			else if (!replace(p, h))
				return false;
		}
		hand_check(h, now);
	}
	return true;
}

/* waits until a worker or the source has something */
static bool
wait_for_one(struct pool *p)
{
	bool ticks = p->opts.timeout > 0 || p->batch->progress;
	nfds_t n = watch(p);
	int ready = p->ended ? poll(p->fds, n, ticks ? GLANCE : -1) :
	    io_poll(p->fds, n, ticks ? GLANCE : -1);

	for (size_t i = 0; ready < 0 && i < n; i++)
		p->fds[i].revents = 0;
	if (io_signal() != 0 && !p->ended) {
		p->batch->signal = io_signal();
		p->ended = true;
	}
	return ready >= 0 || errno == EINTR || errno == EAGAIN;
}

static bool
run(struct pool *p)
{
	for (size_t i = 0; i < p->nhands; i++)
		if (!start_hand(p, &p->hands[i]))
			return false;
	for (;;) {
		/* first, as it makes room to read: else none may be left that
		   wakes us */
		if (!write_answers(p))
			return false;
		read_records(p);
		batch_show(p->batch, false);
		if (p->ended && p->count == 0)
			return true;
		if (!wait_for_one(p) || !serve(p))
			return false;
	}
}

bool
pool_run(struct batch *b, struct arena *process, struct diag *d)
{
	struct pool p;
	struct sandbox_opts own = { .forks = true, .files = b->opens };
	const char *note;
	bool ok;

	prepare(&p, b, process, d);
	ok = (b->sandbox == NULL || sandbox_enter(&own, d)) && run(&p);
	for (size_t i = 0; i < p.nhands; i++)
		if (p.hands[i].pid != 0)
			hand_end(&p.hands[i], &note);
	for (size_t i = 0; i < p.nslots; i++)
		arena_free(&p.slots[i].arena);
	arena_free(&p.guard.arena);
	close(p.opts.null);
	return ok;
}
