#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "io.h"

/*
 * The name is made from the final one, so that a second run meets what a
 * killed one left, and a lock tells that from what a living one is writing.
 */
static const char *
temporary_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	int dir = slash != NULL ? (int)(slash - path) + 1 : 0;
	struct buf b;

	buf_init(&b, a);
	buf_printf(&b, "%.*s.winnow-%016llx", dir, path,
	    str_hash(str_of(path + dir)));
	buf_putc(&b, '\0');
	return b.s;
}

/* false: somebody else has it, or put it in its place just now */
static bool
owned(int fd, const char *name, bool *busy)
{
	struct stat a, b;

	if (flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK) {
		*busy = true;
		return false;
	}
	return fstat(fd, &a) == 0 && stat(name, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int
open_temporary(const char *name, bool *busy)
{
	for (;;) {
		int fd = open(name, O_WRONLY | O_CREAT | O_NOFOLLOW |
		    O_CLOEXEC, 0666);

		if (fd < 0)
			return -1;
		if (owned(fd, name, busy) && ftruncate(fd, 0) == 0)
			return fd;
		close(fd);
		if (*busy) {
			errno = EBUSY;
			return -1;
		}
	}
}

bool
outfile_begin(struct outfile *f, struct arena *a, const char *path)
{
	char real[PATH_MAX];
	struct stat st;
	bool exists = stat(path, &st) == 0;

	*f = (struct outfile){ .fd = -1, .path = path };
	if (exists && !S_ISREG(st.st_mode)) {
		f->fd = open(path, O_WRONLY | O_CLOEXEC);
		return f->fd >= 0;
	}
	if (exists && realpath(path, real) != NULL)
		f->path = str_cstr(a, str_of(real));
	f->temporary = temporary_name(a, f->path);
	f->fd = open_temporary(f->temporary, &f->busy);
	if (f->fd < 0)
		return false;
	if (exists)
		fchmod(f->fd, st.st_mode & 07777);
	return true;
}

bool
outfile_commit(struct outfile *f)
{
	bool ok = true;

	/* before the lock goes */
	if (f->temporary != NULL)
		ok = rename(f->temporary, f->path) == 0;
	if (!ok) {
		int why = errno;

		unlink(f->temporary);
		errno = why;
	}
	return close(f->fd) == 0 && ok;
}

void
outfile_drop(struct outfile *f)
{
	int why = errno;

	if (f->temporary != NULL)
		unlink(f->temporary);
	close(f->fd);
	errno = why;
}

bool
outfile_write(struct arena *a, const char *path, str content)
{
	struct outfile f;

	if (!outfile_begin(&f, a, path))
		return false;
	if (io_write(f.fd, content))
		return outfile_commit(&f);
	outfile_drop(&f);
	return false;
}

bool
outfile_parents(struct arena *a, const char *path)
{
	char *p = str_cstr(a, str_of(path));

	for (char *s = strchr(p + 1, '/'); s != NULL; s = strchr(s + 1, '/')) {
		*s = '\0';
		if (mkdir(p, 0777) < 0 && errno != EEXIST)
			return false;
		*s = '/';
	}
	return true;
}
