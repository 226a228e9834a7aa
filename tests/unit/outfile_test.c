/* Files that appear whole or not at all, and the names that they get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "arena.h"
#include "io.h"
#include "outfile.h"
#include "target.h"

static void
no_memory(void *ctx)
{
	(void)ctx;
	abort();
}

struct place {
	struct arena arena;
	char dir[64], path[80];
};

static int
set_up(void **state)
{
	struct place *p = malloc(sizeof(*p));

	arena_init(&p->arena, no_memory, NULL);
	strcpy(p->dir, P_tmpdir "/outfile_test.XXXXXX");
	if (mkdtemp(p->dir) == NULL)
		return 1;
	snprintf(p->path, sizeof(p->path), "%s/out", p->dir);
	*state = p;
	return 0;
}

/* the entries of the directory, hidden ones included */
static unsigned
entries(const struct place *p, bool remove)
{
	DIR *d = opendir(p->dir);
	struct dirent *e;
	unsigned n = 0;

	while ((e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 ||
		    strcmp(e->d_name, "..") == 0)
			continue;
		n++;
		if (remove)
			unlinkat(dirfd(d), e->d_name, 0);
	}
	closedir(d);
	return n;
}

static int
tear_down(void **state)
{
	struct place *p = *state;

	entries(p, true);
	rmdir(p->dir);
	arena_free(&p->arena);
	free(p);
	return 0;
}

static void
assert_content(const struct place *p, const char *want)
{
	char s[100];
	int fd = open(p->path, O_RDONLY);
	ssize_t n = read(fd, s, sizeof(s) - 1);

	assert_true(n >= 0);
	s[n] = '\0';
	assert_string_equal(s, want);
	close(fd);
}

static void
test_whole_or_not(void **state)
{
	struct place *p = *state;
	struct outfile f;

	assert_true(outfile_begin(&f, &p->arena, p->path));
	assert_true(io_write(f.fd, S("first")));
	assert_int_equal(access(p->path, F_OK), -1);
	assert_true(outfile_commit(&f));
	assert_content(p, "first");

	assert_true(outfile_begin(&f, &p->arena, p->path));
	assert_true(io_write(f.fd, S("second")));
	assert_content(p, "first");
	outfile_drop(&f);
	assert_content(p, "first");
	assert_int_equal(entries(p, false), 1);
}

/* a process dies in the middle; the next one uses what it left */
static void
test_killed(void **state)
{
	struct place *p = *state;
	struct outfile f;
	pid_t pid = fork();
	int how;

	if (pid == 0) {
		if (!outfile_begin(&f, &p->arena, p->path))
			_exit(1);
		io_write(f.fd, S("a long text that was only written in part"));
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_true(WIFSIGNALED(how));
	assert_int_equal(access(p->path, F_OK), -1);
	assert_int_equal(entries(p, false), 1);
	assert_true(outfile_write(&p->arena, p->path, S("short")));
	assert_content(p, "short");
	assert_int_equal(entries(p, false), 1);
}

/* two at the same time: the later one is told */
static void
test_busy(void **state)
{
	struct place *p = *state;
	struct outfile f, g;

	assert_true(outfile_begin(&f, &p->arena, p->path));
	assert_false(outfile_begin(&g, &p->arena, p->path));
	assert_int_equal(errno, EBUSY);
	assert_true(io_write(f.fd, S("mine")));
	assert_true(outfile_commit(&f));
	assert_content(p, "mine");
	assert_int_equal(entries(p, false), 1);
}

static void
test_mode(void **state)
{
	struct place *p = *state;
	mode_t old = umask(027);
	struct stat st;

	assert_true(outfile_write(&p->arena, p->path, S("x")));
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(chmod(p->path, 0604), 0);
	assert_true(outfile_write(&p->arena, p->path, S("y")));
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0604);
	umask(old);
}

static void
test_special(void **state)
{
	struct place *p = *state;
	struct stat st;

	assert_true(outfile_write(&p->arena, "/dev/null", S("x")));
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
	assert_false(outfile_write(&p->arena, "/dev/full", S("x")));
	assert_int_equal(errno, ENOSPC);
	assert_false(outfile_write(&p->arena, p->dir, S("x")));
	assert_int_equal(errno, EISDIR);
	assert_false(outfile_write(&p->arena, "/dev/null/x", S("x")));
	assert_int_equal(errno, ENOTDIR);
}

/* ---- names ---- */

static void
test_names(void **state)
{
	static const struct {
		const char *directory, *pattern, *input, *want;
	} cases[] = {
		{ "out", "%b.%x", "a/page.html", "out/page.txt" },
		{ "out/", "%b.%x", "page.html.gz", "out/page.txt" },
		{ "out", "%b.%x", "page", "out/page.txt" },
		{ "out", "%b.%x", ".hidden", "out/.hidden.txt" },
		{ "out", "%b.%x", "Version 1.2", "out/Version 1.2.txt" },
		{ "out", "%b.%x", "a.b.html", "out/a.b.txt" },
		{ "out", "%b.%x", "-", "out/stdin.txt" },
		{ "out", "%d/%b.%x", "/x/y/page.html", "out/x/y/page.txt" },
		{ "out", "%d/%b.%x", "../../p.html", "out/p.txt" },
		{ "out", "%d/%b.%x", "./a//b/../p.html", "out/a/b/p.txt" },
		{ "out", "%d/%b.%x", "p.html", "out/p.txt" },
		{ "out", "%n-%b", "crawl.warc.gz", "out/00000007-crawl" },
		{ "out", "100%%", "p", "out/100%" },
		{ "out", "../../%b", "p", "out/p" },
		{ "/", "%b", "etc/passwd", "/passwd" },
	};
	struct place *p = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct target t = { .directory = cases[i].directory,
		    .pattern = cases[i].pattern, .suffix = ".txt" };

		assert_string_equal(target_wrong(cases[i].pattern), "");
		assert_string_equal(target_path(&t, &p->arena,
		    str_of(cases[i].input), 7), cases[i].want);
	}
	assert_string_not_equal(target_wrong("%q"), "");
	assert_string_not_equal(target_wrong("a%"), "");
	assert_string_not_equal(target_wrong(""), "");
}

static void
test_claims(void **state)
{
	struct place *p = *state;
	struct target t = { .arena = &p->arena };
	char name[32];

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 20000; i++) {
			snprintf(name, sizeof(name), "out/%d.txt", i);
			assert_int_equal(target_claim(&t, name), round == 0);
		}
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_whole_or_not), EACH(test_killed), EACH(test_busy),
		EACH(test_mode), EACH(test_special), EACH(test_names),
		EACH(test_claims),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
