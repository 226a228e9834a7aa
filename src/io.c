#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void
note_signal(int number)
{
	caught = number;
}

void
io_catch_signals(void)
{
	struct sigaction sa = { .sa_handler = note_signal,
	    .sa_flags = (int)SA_RESETHAND };

	sigemptyset(&sa.sa_mask);
	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

int
io_signal(void)
{
	return caught;
}

int
io_poll(struct pollfd *fds, nfds_t n, int ms)
{
	struct timespec wait = { ms / 1000, ms % 1000 * 1000000L };
	sigset_t stop, old;
	int ready = -1;

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, &old);
	if (caught != 0)
		errno = EINTR;
	else
		ready = ppoll(fds, n, ms < 0 ? NULL : &wait, &old);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return ready;
}

ssize_t
io_read(int fd, void *p, size_t n)
{
	ssize_t got;

	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got;
}

bool
io_read_full(int fd, void *p, size_t n)
{
	for (size_t at = 0; at < n; ) {
		ssize_t got = io_read(fd, (char *)p + at, n - at);

		if (got <= 0) {
			if (got == 0)
				errno = 0;
			return false;
		}
		at += (size_t)got;
	}
	return true;
}

/* a descriptor that someone made non-blocking is waited for */
static bool
again(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	if (errno == EINTR)
		return true;
	if (errno != EAGAIN)
		return false;
	poll(&p, 1, -1);
	return true;
}

bool
io_write(int fd, str v)
{
	while (v.n > 0) {
		ssize_t n = write(fd, v.s, v.n);

		if (n < 0 && !again(fd, POLLOUT))
			return false;
		v = str_slice(v, n > 0 ? (size_t)n : 0, v.n);
	}
	return true;
}

bool
io_write_parts(int fd, const str *parts, size_t n)
{
	struct iovec v[8];
	ssize_t done;
	size_t gone;

	for (size_t i = 0; i < n; i++)
		v[i] = (struct iovec){ (void *)(uintptr_t)parts[i].s,
		    parts[i].n };
	done = writev(fd, v, (int)n);
	gone = done > 0 ? (size_t)done : 0;
	for (size_t i = 0; i < n; i++) {
		str rest = str_slice(parts[i], gone, parts[i].n);

		gone -= parts[i].n - rest.n;
		if (!io_write(fd, rest))
			return false;
	}
	return true;
}

void
io_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	/* half of what any user may ask for; each 64 kB that a page is larger
	   than its pipe cost two changes of process */
	enum { WIDE = 512 * 1024 };

	(void)fcntl(fd, F_SETPIPE_SZ, WIDE);
#else
	(void)fd;
#endif
}

bool
io_ready(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int n;

	do
		n = poll(&p, 1, 0);
	while (n < 0 && errno == EINTR);
	return n != 0;
}
