#include "hand.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "stats.h"

enum { ROOM = 1 << 20 };	/* bytes in a socket */

/* only the socket and standard error are left to a worker */
static int
keep_only(int fd, int null)
{
	long n = sysconf(_SC_OPEN_MAX);

	if (null >= 0) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
	}
	if (fd != STDERR_FILENO + 1) {
		dup2(fd, STDERR_FILENO + 1);
		fd = STDERR_FILENO + 1;
	}
#ifdef SYS_close_range
	if (syscall(SYS_close_range, (unsigned)fd + 1, ~0u, 0) == 0)
		return fd;
#endif
	for (int i = fd + 1; i < (n > 0 && n < 65536 ? n : 65536); i++)
		close(i);
	return fd;
}

static void
be_worker(int fd, pid_t parent, const struct hand_opts *o, struct diag *d)
{
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	if (getppid() != parent)
		_exit(STATUS_FAILED);
	_exit(worker_run(keep_only(fd, o->null), o->job, o->sandbox, d));
}

bool
hand_start(struct hand *h, const struct hand_opts *o, struct diag *d)
{
	pid_t parent = getpid();
	int sv[2];

	h->greeted = h->late = h->leaving = false;
	h->got = 0;
	h->body = NULL;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sv) < 0) {
		diag_report(d, MSG_READ, NULL, "cannot start a worker: %s",
		    strerror(errno));
		return false;
	}
	/* a page at once; the system may allow less */
	for (size_t i = 0; i < 2; i++)
		setsockopt(sv[i], SOL_SOCKET, SO_SNDBUF, &(int){ ROOM },
		    sizeof(int));
	h->pid = fork();
	if (h->pid == 0) {
		close(sv[0]);
		be_worker(sv[1], parent, o, d);
	}
	close(sv[1]);
	h->fd = sv[0];
	if (h->pid < 0) {
		h->pid = 0;
		diag_report(d, MSG_READ, NULL, "cannot start a worker: %s",
		    strerror(errno));
		close(sv[0]);
		return false;
	}
	return true;
}

static void
set_deadline(struct hand *h, const struct hand_opts *o)
{
	h->deadline = o->timeout > 0 && h->n > 0 ?
	    stats_clock() + o->timeout : 0;
}

void
hand_push(struct hand *h, const struct hand_opts *o, struct slot *s)
{
	s->sent = 0;
	s->done = false;
	h->queue[h->n++] = s;
	if (h->n == 1)
		set_deadline(h, o);
}

static struct slot *
unsent(const struct hand *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->queue[i]->sent <
		    h->queue[i]->wire.n + h->queue[i]->record.raw.n)
			return h->queue[i];
	return NULL;
}

bool
hand_pending(const struct hand *h)
{
	return unsent(h) != NULL;
}

static struct iovec
piece(str v, size_t from)
{
	str rest = str_slice(v, from, v.n);

	return (struct iovec){ (void *)(uintptr_t)rest.s, rest.n };
}

static ssize_t
send_rest(int fd, const struct slot *s)
{
	size_t n = s->wire.n;
	struct iovec pieces[] = { piece(s->wire, s->sent),
	    piece(s->record.raw, s->sent > n ? s->sent - n : 0) };
	struct msghdr m = { .msg_iov = pieces, .msg_iovlen = 2 };

	return sendmsg(fd, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void
hand_send(struct hand *h)
{
	struct slot *s;

	while ((s = unsent(h)) != NULL) {
		ssize_t n = send_rest(h->fd, s);

		/* that the worker is gone shows when it is read from */
		if (n <= 0)
			return;
		s->sent += (size_t)n;
	}
}

/* the answer's words are checked: who wrote them read a hostile page */
static bool
plausible(const struct hand *h, const struct hand_opts *o)
{
	const struct reply *r = &h->reply;

	return r->magic == REPLY_MAGIC && r->status <= STATUS_FAILED &&
	    r->code < MSG_MAX && r->out <= o->most && r->note <= 64 * 1024 &&
	    (!h->greeted || h->n > 0);
}

static bool
take_answer(struct hand *h, const struct hand_opts *o)
{
	struct slot *s = h->queue[0];
	str out = { h->body, h->reply.out };

	/* one line for a record, whatever the worker became */
	if (o->job->lines && (out.n == 0 || str_chr(out, '\n') != out.n - 1))
		return false;
	s->answer = (struct answer){
		.status = (enum status)h->reply.status,
		.code = (enum msg)h->reply.code, .out = out,
		.note = { h->body + out.n, h->reply.note }
	};
	s->done = true;
	h->n--;
	memmove(h->queue, h->queue + 1, h->n * sizeof(*h->queue));
	h->leaving = h->reply.leaving != 0 || h->late;
	h->got = 0;
	set_deadline(h, o);
	return true;
}

/* the next bytes of the reply or of what follows it */
static ssize_t
receive_some(struct hand *h)
{
	size_t head = sizeof(h->reply);
	char *to = h->got < head ? (char *)&h->reply + h->got :
	    h->body + (h->got - head);
	size_t all = h->got < head ? head :
	    head + h->reply.out + h->reply.note;
	ssize_t n = recv(h->fd, to, all - h->got, MSG_DONTWAIT);

	if (n > 0)
		h->got += (size_t)n;
	return n;
}

bool
hand_receive(struct hand *h, const struct hand_opts *o)
{
	for (;;) {
		ssize_t n = receive_some(h);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return true;
		if (n <= 0)
			return false;
		if (h->got < sizeof(h->reply))
			continue;
		if (h->got == sizeof(h->reply)) {
			if (!plausible(h, o))
				return false;
			if (!h->greeted) {
				h->greeted = true;
				h->got = 0;
				continue;
			}
			h->body = arena_text(&h->queue[0]->arena,
			    h->reply.out + h->reply.note);
		}
		if (h->got == sizeof(h->reply) + h->reply.out +
		    h->reply.note && !take_answer(h, o))
			return false;
		/* it is at least writing */
		if (h->got > 0)
			set_deadline(h, o);
	}
}

void
hand_check(struct hand *h, double now)
{
	if (h->deadline == 0 || now < h->deadline)
		return;
	h->late = true;
	h->deadline = 0;
	kill(h->pid, SIGKILL);
}

enum msg
hand_end(struct hand *h, const char **note)
{
	int how = 0;

	close(h->fd);
	kill(h->pid, SIGKILL);
	while (waitpid(h->pid, &how, 0) < 0 && errno == EINTR)
		;
	h->pid = 0;
	h->fd = -1;
	h->deadline = 0;
	if (h->n == 0 || h->leaving)
		return MSG_NOTE;
	if (h->late) {
		*note = "not done in time (--timeout)";
		return MSG_TIMEOUT;
	}
	if (WIFEXITED(how) && WEXITSTATUS(how) == STATUS_FAILED) {
		*note = "out of memory (--limit memory=N)";
		return MSG_MEMORY;
	}
	*note = WIFSIGNALED(how) ? strsignal(WTERMSIG(how)) :
	    "the worker ended";
	return MSG_CRASH;
}
