/* What code that a page took over could still do: next to nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "diag.h"
#include "sandbox.h"

enum { PERMITTED, REFUSED, CANNOT = 77 };

static int
judge(long rc)
{
	return rc < 0 && (errno == EPERM || errno == EACCES ||
	    errno == ENOSYS || errno == EMFILE) ? REFUSED : PERMITTED;
}

static int
try_read(void)
{
	return judge(open("/etc/passwd", O_RDONLY));
}

static int
try_write(void)
{
	return judge(openat(AT_FDCWD, "sandbox_test.tmp",
	    O_WRONLY | O_CREAT, 0600));
}

static int
try_unlink(void)
{
	return judge(unlink("sandbox_test.none"));
}

static int
try_rename(void)
{
	return judge(rename("sandbox_test.none", "sandbox_test.other"));
}

static int
try_mkdir(void)
{
	return judge(mkdir("sandbox_test.dir", 0700));
}

static int
try_chmod(void)
{
	return judge(chmod("/", 0755));
}

static int
try_symlink(void)
{
	return judge(symlink("/etc", "sandbox_test.link"));
}

static int
try_inet(void)
{
	return judge(socket(AF_INET, SOCK_STREAM, 0));
}

static int
try_unix(void)
{
	return judge(socket(AF_UNIX, SOCK_DGRAM, 0));
}

static int
try_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return judge(pid);
}

static int
try_vfork_call(void)
{
	long pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0)
		_exit(0);
	return judge(pid);
}

static int
try_exec(void)
{
	char *argv[] = { (char[]){ "true" }, NULL };

	return judge(execv("/bin/true", argv));
}

static int
try_kill_parent(void)
{
	return judge(kill(getppid(), 0));
}

static int
try_kill_all(void)
{
	return judge(kill(-1, 0));
}

static int
try_ptrace(void)
{
	return judge(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static int
try_mount(void)
{
	return judge(syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, NULL));
}

static int
try_unshare(void)
{
	return judge(unshare(CLONE_NEWUSER));
}

static int
try_uring(void)
{
	return judge(syscall(SYS_io_uring_setup, 1, NULL));
}

static int
try_memfd(void)
{
	return judge(syscall(SYS_memfd_create, "x", 0));
}

static int
try_raise_limit(void)
{
	struct rlimit r = { 1 << 20, 1 << 20 };

	return judge(setrlimit(RLIMIT_NOFILE, &r));
}

static const struct attempt {
	const char *name;
	int (*try)(void);
} attempts[] = {
	{ "read a file", try_read }, { "write a file", try_write },
	{ "unlink", try_unlink }, { "rename", try_rename },
	{ "mkdir", try_mkdir }, { "chmod", try_chmod },
	{ "symlink", try_symlink },
	{ "an internet socket", try_inet }, { "a local socket", try_unix },
	{ "fork", try_fork }, { "a bare clone", try_vfork_call },
	{ "exec", try_exec }, { "signal the parent", try_kill_parent },
	{ "signal everybody", try_kill_all }, { "ptrace", try_ptrace },
	{ "mount", try_mount }, { "unshare", try_unshare },
	{ "io_uring", try_uring }, { "memfd", try_memfd },
	{ "raise a limit", try_raise_limit },
};

/* runs one attempt in a process of its own; sandbox NULL: without one */
static int
attempt(int (*try)(void), const struct sandbox_opts *sandbox)
{
	pid_t pid = fork();
	struct diag d;
	int how;

	if (pid == 0) {
		diag_init(&d, NULL, NULL);
		if (sandbox != NULL && !sandbox_enter(sandbox, &d))
			_exit(CANNOT);
		_exit(try());
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static void
test_refused(void **state)
{
	struct sandbox_opts o = { .memory = 1 << 30, .cpu = 10 };
	unsigned bad = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++) {
		int how = attempt(attempts[i].try, &o);

		if (how == CANNOT)
			skip();
		if (how != REFUSED) {
			print_error("%s: %d\n", attempts[i].name, how);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

/* the attempts are real: outside, most succeed or fail for other reasons */
static void
test_attempts(void **state)
{
	static int (*const possible[])(void) = { try_read, try_inet, try_unix,
	    try_fork, try_vfork_call, try_kill_parent, try_memfd };

	(void)state;
	for (size_t i = 0; i < sizeof(possible) / sizeof(*possible); i++)
		assert_int_equal(attempt(possible[i], NULL), PERMITTED);
}

/* ---- what cleaning needs still works ---- */

static int
do_work(void)
{
	char *p = malloc(64 << 20), *q;
	int fds[2] = { -1, -1 };
	struct stat st;

	if (p == NULL)
		return 2;
	memset(p, 1, 64 << 20);
	q = realloc(p, 128 << 20);
	if (q == NULL)
		return 3;
	free(q);
	if (fstat(STDERR_FILENO, &st) != 0)
		return 4;
	if (write(STDERR_FILENO, "", 0) != 0)
		return 5;
	if (mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
		return 6;
	return pipe(fds) == 0 ? 0 : 7;
}

static void
test_work(void **state)
{
	struct sandbox_opts o = { .memory = 1 << 30, .cpu = 10 };
	int how = attempt(do_work, &o);

	(void)state;
	if (how == CANNOT)
		skip();
	assert_int_equal(how, 0);
}

static int
do_abort(void)
{
	abort();
}

static int
do_burn(void)
{
	while (getppid() >= 0)
		;
	return 0;
}

static int
do_hoard(void)
{
	for (size_t n = 0; n < 4096; n++) {
		volatile char *p = malloc(1 << 20);

		if (p == NULL)
			return (int)(n / 32);
		p[0] = 1;
	}
	return 255;
}

static int
signal_of(int (*act)(void), const struct sandbox_opts *o)
{
	pid_t pid = fork();
	struct diag d;
	int how;

	if (pid == 0) {
		diag_init(&d, NULL, NULL);
		sandbox_enter(o, &d);
		_exit(act());
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFSIGNALED(how) ? WTERMSIG(how) : 0;
}

/* a process that must die can die, and is seen to */
static void
test_ends(void **state)
{
	struct sandbox_opts o = { .cpu = 1 };

	(void)state;
	assert_int_equal(signal_of(do_abort, &o), SIGABRT);
	assert_int_equal(signal_of(do_burn, &o), SIGXCPU);
}

static void
test_memory(void **state)
{
	struct sandbox_opts o = { .memory = 256 << 20 };
	int how;

	(void)state;
#ifdef WINNOW_SANITIZED
	skip();
#endif
	how = attempt(do_hoard, &o);
	if (how == CANNOT)
		skip();
	/* 256 pieces of 1 MB, less what malloc itself takes */
	assert_in_range(how, 6, 8);
}

/* a parent of workers may fork and end them, yet not run programs */
static void
test_parent(void **state)
{
	struct sandbox_opts o = { .forks = true };
	int how = attempt(try_fork, &o);

	(void)state;
	if (how == CANNOT)
		skip();
	assert_int_equal(how, PERMITTED);
	assert_int_equal(attempt(try_exec, &o), REFUSED);
	assert_int_equal(attempt(try_read, &o), REFUSED);
	assert_int_equal(attempt(try_inet, &o), REFUSED);
	o.files = true;
	assert_int_equal(attempt(try_read, &o), PERMITTED);
	assert_int_equal(attempt(try_exec, &o), REFUSED);
}

static int
do_nothing(void)
{
	return 0;
}

/* -V says seccomp when, and only when, the lock-down can be entered */
static void
test_state(void **state)
{
	struct sandbox_opts o = { .cpu = 1 };
	int how = attempt(do_nothing, &o);

	(void)state;
	assert_int_equal(how == 0,
	    strstr(sandbox_state(), "seccomp, resource limits") != NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_attempts), cmocka_unit_test(test_work),
		cmocka_unit_test(test_ends), cmocka_unit_test(test_memory),
		cmocka_unit_test(test_parent), cmocka_unit_test(test_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
