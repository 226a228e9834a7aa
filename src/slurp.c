#include "slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "io.h"

enum { FIRST = 1 << 16 };

bool
slurp_fd(int fd, struct arena *a, size_t most, str *bytes)
{
	struct stat st;
	size_t n = 0, cap = FIRST;
	char *s;

	if (fstat(fd, &st) < 0)
		return false;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (S_ISFIFO(st.st_mode))
		io_widen(fd);
	if (S_ISREG(st.st_mode) && st.st_size > 0)
		cap = (size_t)st.st_size + 1;
	if (cap > most + 1)
		cap = most + 1;
	s = arena_text(a, cap);
	while (n <= most) {
		ssize_t k;

		if (n == cap) {
			size_t more = cap > most / 2 ? most + 1 : cap * 2;

			s = arena_extend(a, s, cap, more);
			cap = more;
		}
		k = io_read(fd, s + n, cap - n);
		if (k < 0)
			return false;
		if (k == 0)
			break;
		n += (size_t)k;
	}
	*bytes = (str){ arena_extend(a, s, cap, n), n };
	return true;
}

bool
slurp_file(const char *name, struct arena *a, size_t most, str *bytes)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC), error;
	bool ok = fd >= 0 && slurp_fd(fd, a, most, bytes);

	error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
	return ok;
}
