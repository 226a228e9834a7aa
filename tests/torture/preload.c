/*
 * Makes the system mean: loaded by LD_PRELOAD, told by the environment.
 *
 * FAIL_AT=N     the Nth allocation and all after it fail
 * FAIL_ONCE=N   the Nth allocation alone fails
 * READ_MAX=N    read() gives at most N bytes
 * WRITE_MAX=N   write() and writev() take at most N bytes
 * EINTR=N       every Nth read(), write() and writev() is interrupted
 * COUNT=FD      the number of allocations is written there at the end
 *
 * Counting starts when this library is initialised, which is after those it
 * stands before: just ahead of main.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

/* of a sanitizer, when there is one, else the C library's */
static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static int looking;

static long fail_at, fail_once, read_max, write_max, eintr, count_fd;
static long allocations, calls;
static int started;
static ssize_t (*real_read)(int, void *, size_t);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);

static long
setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL ? atol(value) : 0;
}

/* before the constructor, too; what dlsym itself wants it must do without */
static int
found(void)
{
	if (real_realloc != NULL)
		return 1;
	if (looking)
		return 0;
	looking = 1;
	*(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
	*(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
	*(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
	looking = 0;
	return real_realloc != NULL;
}

__attribute__((constructor)) static void
start(void)
{
	*(void **)&real_read = dlsym(RTLD_NEXT, "read");
	*(void **)&real_write = dlsym(RTLD_NEXT, "write");
	*(void **)&real_writev = dlsym(RTLD_NEXT, "writev");
	fail_at = setting("FAIL_AT");
	fail_once = setting("FAIL_ONCE");
	read_max = setting("READ_MAX");
	write_max = setting("WRITE_MAX");
	eintr = setting("EINTR");
	count_fd = setting("COUNT");
	started = 1;
}

__attribute__((destructor)) static void
report(void)
{
	char line[32];
	int n;

	started = 0;
	n = snprintf(line, sizeof(line), "%ld\n", allocations);
	if (count_fd > 0 && n > 0)
		(void)!real_write((int)count_fd, line, (size_t)n);
}

static int
fails(void)
{
	if (!started)
		return 0;
	allocations++;
	if (allocations != fail_once &&
	    (fail_at == 0 || allocations < fail_at))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t n)
{
	return !found() || fails() ? NULL : real_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return !found() || fails() ? NULL : real_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return !found() || fails() ? NULL : real_realloc(p, n);
}

static int
interrupted(void)
{
	if (eintr == 0 || ++calls % eintr != 0)
		return 0;
	errno = EINTR;
	return 1;
}

ssize_t
read(int fd, void *p, size_t n)
{
	if (interrupted())
		return -1;
	return real_read(fd, p, read_max > 0 && n > (size_t)read_max ?
	    (size_t)read_max : n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (interrupted())
		return -1;
	return real_write(fd, p, write_max > 0 && n > (size_t)write_max ?
	    (size_t)write_max : n);
}

ssize_t
writev(int fd, const struct iovec *v, int n)
{
	if (write_max > 0)
		return write(fd, v->iov_base, v->iov_len);
	return interrupted() ? -1 : real_writev(fd, v, n);
}
