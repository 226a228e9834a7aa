/* Lines: any length, any way in which they arrive, bounded. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "io.h"
#include "lines.h"

static void
no_memory(void *ctx)
{
	(void)ctx;
	abort();
}

static void
open_lines(struct lines *l, int fd, char end, size_t most)
{
	struct arena a;

	arena_init(&a, no_memory, NULL);
	lines_init(l, fd, end, most, &a);
}

/* a pipe that a child fills in pieces of that size */
static int
feed(str text, size_t piece)
{
	int p[2];

	assert_int_equal(pipe(p), 0);
	if (fork() == 0) {
		close(p[0]);
		for (size_t i = 0; i < text.n; i += piece)
			io_write(p[1], str_slice(text, i, i + piece));
		_exit(0);
	}
	close(p[1]);
	return p[0];
}

static enum take
next_waiting(struct lines *l, str *line)
{
	enum take t;

	while ((t = lines_next(l, line)) == TAKE_WAIT) {
		struct pollfd p = { .fd = l->in.fd, .events = POLLIN };

		io_poll(&p, 1, -1);
	}
	return t;
}

static void
finish(struct lines *l)
{
	str line;

	assert_int_equal(next_waiting(l, &line), TAKE_END);
	assert_int_equal(next_waiting(l, &line), TAKE_END);
	lines_free(l);
	close(l->in.fd);
	wait(NULL);
}

static void
test_pieces(void **state)
{
	const str text = S("one\n\nthree\r\n\0four\nlast");
	static const struct {
		const char *line;
		size_t n;
		uint64_t offset;
	} want[] = {
		{ "one", 3, 0 }, { "", 0, 4 }, { "three\r", 6, 5 },
		{ "\0four", 5, 12 }, { "last", 4, 18 }
	};

	(void)state;
	for (size_t piece = 1; piece <= text.n; piece++) {
		struct lines l;
		str line;

		open_lines(&l, feed(text, piece), '\n', 1000);
		for (size_t i = 0; i < 5; i++) {
			assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
			assert_int_equal(line.n, want[i].n);
			assert_memory_equal(line.s, want[i].line, line.n);
			assert_int_equal(l.number, i + 1);
			assert_int_equal(l.offset, want[i].offset);
			assert_false(l.too_long);
		}
		finish(&l);
	}
}

static void
test_nul(void **state)
{
	struct lines l;
	str line;

	(void)state;
	open_lines(&l, feed(S("a\nb\0c\0"), 100), '\0', 1000);
	assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
	assert_true(str_eq(line, S("a\nb")));
	assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
	assert_true(str_eq(line, S("c")));
	finish(&l);
}

/* a line of 1 MB is passed over, its neighbours are not */
static void
test_too_long(void **state)
{
	size_t n = 1 << 20;
	char *text = malloc(n + 4);

	(void)state;
	memset(text, 'x', n + 4);
	text[1] = text[n] = '\n';
	for (size_t most = n - 4; most < n; most++) {
		struct lines l;
		str line;

		open_lines(&l, feed((str){ text, n + 4 }, 4096), '\n', most);
		assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
		assert_int_equal(line.n, 1);
		assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
		assert_int_equal(l.too_long, most < n - 2);
		assert_int_equal(line.n, most < n - 2 ? 1000 : n - 2);
		assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
		assert_false(l.too_long);
		assert_int_equal(line.n, 3);
		assert_int_equal(l.number, 3);
		assert_int_equal(l.offset, n + 1);
		finish(&l);
	}
	free(text);
}

/* far too long: what is held stays near the bound */
static void
test_bounded(void **state)
{
	size_t n = 64 << 20;
	char *text = malloc(n);
	struct lines l;
	str line;

	(void)state;
	memset(text, 'x', n);
	text[n - 2] = '\n';
	open_lines(&l, feed((str){ text, n }, n), '\n', 100000);
	assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
	assert_true(l.too_long);
	assert_int_equal(next_waiting(&l, &line), TAKE_ONE);
	assert_int_equal(line.n, 1);
	assert_int_equal(l.number, 2);
	assert_int_equal(l.offset, n - 1);
	assert_true(l.arena.held < 4 << 20);
	finish(&l);
	free(text);
}

/* a complete line is given while the rest of the next has not come */
static void
test_does_not_wait(void **state)
{
	struct lines l;
	str line;
	int p[2];

	(void)state;
	assert_int_equal(pipe(p), 0);
	open_lines(&l, p[0], '\n', 1000);
	assert_int_equal(lines_next(&l, &line), TAKE_WAIT);
	assert_true(io_write(p[1], S("one\ntw")));
	assert_int_equal(lines_next(&l, &line), TAKE_ONE);
	assert_int_equal(lines_next(&l, &line), TAKE_WAIT);
	assert_true(io_write(p[1], S("o\n")));
	assert_int_equal(lines_next(&l, &line), TAKE_ONE);
	assert_true(str_eq(line, S("two")));
	assert_int_equal(lines_next(&l, &line), TAKE_WAIT);
	close(p[1]);
	assert_int_equal(lines_next(&l, &line), TAKE_END);
	close(p[0]);
	lines_free(&l);
}

static void
test_failed(void **state)
{
	struct lines l;
	str line;

	(void)state;
	open_lines(&l, -1, '\n', 1000);
	l.in.fd = 1000;	/* not open */
	assert_int_equal(lines_next(&l, &line), TAKE_FAILED);
	assert_int_equal(lines_next(&l, &line), TAKE_END);
	lines_free(&l);
}

/* a page of the usual size goes through a pipe at once, what is there stays */
static void
test_wide(void **state)
{
#ifdef F_GETPIPE_SZ
	char page[200000], back[3];
	int p[2], before;

	(void)state;
	memset(page, 'x', sizeof(page));
	assert_int_equal(pipe2(p, O_NONBLOCK), 0);
	before = fcntl(p[0], F_GETPIPE_SZ);
	assert_int_equal(write(p[1], "one", 3), 3);
	io_widen(p[0]);
	if (fcntl(p[0], F_GETPIPE_SZ) == before)
		skip();		/* this user has many pipes */
	assert_int_equal(write(p[1], page, sizeof(page)), sizeof(page));
	assert_int_equal(read(p[0], back, 3), 3);
	assert_memory_equal(back, "one", 3);
	close(p[0]);
	close(p[1]);
	io_widen(p[0]);
#else
	(void)state;
	skip();
#endif
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces), cmocka_unit_test(test_nul),
		cmocka_unit_test(test_too_long), cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_does_not_wait),
		cmocka_unit_test(test_failed), cmocka_unit_test(test_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
