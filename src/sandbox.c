#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "diag.h"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox_filter.h"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { USUAL = 256 << 20 };	/* bytes of addresses of a process */

#ifdef __linux__

/* ---- landlock: no path can be opened, made or removed ---- */

/* rights by version, as in the kernel's landlock.h; older headers lack some */
static const struct {
	int version;
	uint64_t files, network, scope;
} rights[] = {
	{ 1, 0x1fff, 0, 0 },
	{ 2, 0x3fff, 0, 0 },		/* refer */
	{ 3, 0x7fff, 0, 0 },		/* truncate */
	{ 4, 0x7fff, 0x3, 0 },		/* bind, connect */
	{ 5, 0xffff, 0x3, 0 },		/* ioctl on devices */
	{ 6, 0xffff, 0x3, 0x3 },	/* abstract sockets, signals */
};
enum { RIGHTS = sizeof(rights) / sizeof(*rights) };

static int
landlock_version(void)
{
	long v = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	return v < 1 ? 0 : v > rights[RIGHTS - 1].version ?
	    rights[RIGHTS - 1].version : (int)v;
}

/* false: the kernel has it not, or not here */
static bool
enter_landlock(const struct sandbox_opts *o)
{
	int v = landlock_version();
	uint64_t attr[3];
	size_t size = v < 4 ? 8 : v < 6 ? 16 : 24;
	long fd;
	bool ok;

	if (v == 0)
		return false;
	attr[0] = o->files ? 0 : rights[v - 1].files;
	attr[1] = rights[v - 1].network;
	/* a parent must be able to end its workers */
	attr[2] = o->forks ? 0 : rights[v - 1].scope;
	if (attr[0] == 0 && (v < 4 || attr[1] == 0))
		return false;
	fd = syscall(SYS_landlock_create_ruleset, attr, size, 0);
	if (fd < 0)
		return false;
	ok = syscall(SYS_landlock_restrict_self, (int)fd, 0) == 0;
	close((int)fd);
	return ok;
}

/* ---- seccomp: what no cleaner calls is refused ---- */

static bool
enter_seccomp(const struct sandbox_opts *o)
{
	const struct sandbox_filter *f = &sandbox_filters[o->files][o->forks];
	struct sock_filter own[SANDBOX_FILTER_MAX];
	struct sock_fprog program = { f->n, own };
	uint32_t self = (uint32_t)getpid();

	for (unsigned i = 0; i < f->n; i++) {
		own[i] = f->v[i];
		if (own[i].k == SANDBOX_SELF)
			own[i].k = self;
	}
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool
lock_down(const struct sandbox_opts *o, struct diag *d)
{
	bool landlock, seccomp;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
		diag_report(d, MSG_READ, NULL, "no sandbox: %s "
		    "(--no-sandbox runs without)", strerror(errno));
		return false;
	}
	landlock = enter_landlock(o);
	seccomp = enter_seccomp(o);
	if (!seccomp)
		diag_report(d, MSG_READ, NULL, "no sandbox: seccomp is not "
		    "to be had%s (--no-sandbox runs without)",
		    landlock ? ", landlock alone is not enough" : "");
	return seccomp;
}

const char *
sandbox_state(void)
{
	bool landlock = landlock_version() > 0;
	bool seccomp = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;

	return landlock && seccomp ? "landlock, seccomp, resource limits" :
	    seccomp ? "seccomp, resource limits (no landlock)" :
	    "none to be had (neither landlock nor seccomp)";
}

/* bytes of addresses in use */
static size_t
mapped(void)
{
	char text[64];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;

	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return USUAL;
	text[n] = '\0';
	return strtoul(text, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

#if SANITIZED
/* the search for leaks needs what a sandbox refuses */
int __lsan_is_turned_off(void);
int
__lsan_is_turned_off(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
}
#endif

#else

static bool
lock_down(const struct sandbox_opts *o, struct diag *d)
{
	(void)o, (void)d;
	return true;
}

const char *
sandbox_state(void)
{
	return "resource limits only (no lock-down on this system)";
}

static size_t
mapped(void)
{
	return USUAL;
}

#endif

/* never above what it may be already */
static void
bound(unsigned what, rlim_t most)
{
	struct rlimit r;

	if (getrlimit(what, &r) != 0)
		return;
	if (r.rlim_max == RLIM_INFINITY || r.rlim_max > most)
		r.rlim_max = most;
	if (r.rlim_cur == RLIM_INFINITY || r.rlim_cur > r.rlim_max)
		r.rlim_cur = r.rlim_max;
	setrlimit(what, &r);
}

/* SIGXCPU, which is told from other ends, and a second later SIGKILL */
static void
bound_cpu(rlim_t seconds)
{
	struct rlimit r;

	bound(RLIMIT_CPU, seconds + 1);
	if (getrlimit(RLIMIT_CPU, &r) == 0 && r.rlim_cur > seconds) {
		r.rlim_cur = seconds;
		setrlimit(RLIMIT_CPU, &r);
	}
}

static void
bound_resources(const struct sandbox_opts *o)
{
	struct rusage used;

	bound(RLIMIT_CORE, 0);
	/* the sanitizer's shadow takes terabytes of addresses */
	if (o->memory > 0 && !SANITIZED)
		bound(RLIMIT_AS, mapped() + o->memory);
	if (o->cpu > 0 && getrusage(RUSAGE_SELF, &used) == 0)
		bound_cpu((rlim_t)used.ru_utime.tv_sec +
		    (rlim_t)used.ru_stime.tv_sec + o->cpu + 1);
	if (!o->forks)
		bound(RLIMIT_NPROC, 0);
	if (!o->files && !o->forks)
		bound(RLIMIT_NOFILE, 16);
}

bool
sandbox_enter(const struct sandbox_opts *o, struct diag *d)
{
	bound_resources(o);
	return lock_down(o, d);
}
