#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "diag.h"

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sched.h>
#include <unistd.h>
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

enum group { ALWAYS, NO_FILES, NO_FORKS };

/* names, as some are unknown to some architectures */
static const struct {
	enum group group;
	const char *name;
} refused[] = {
	{ NO_FILES, "open" }, { NO_FILES, "openat" },
	{ NO_FILES, "openat2" }, { NO_FILES, "creat" },
	{ NO_FILES, "open_by_handle_at" }, { NO_FILES, "unlink" },
	{ NO_FILES, "unlinkat" }, { NO_FILES, "rename" },
	{ NO_FILES, "renameat" }, { NO_FILES, "renameat2" },
	{ NO_FILES, "mkdir" }, { NO_FILES, "mkdirat" },
	{ NO_FILES, "chmod" }, { NO_FILES, "fchmodat" },
	{ NO_FILES, "fchmodat2" }, { NO_FILES, "fchmod" },
	{ ALWAYS, "rmdir" }, { ALWAYS, "link" }, { ALWAYS, "linkat" },
	{ ALWAYS, "symlink" }, { ALWAYS, "symlinkat" }, { ALWAYS, "mknod" },
	{ ALWAYS, "mknodat" }, { ALWAYS, "truncate" }, { ALWAYS, "chown" },
	{ ALWAYS, "lchown" }, { ALWAYS, "fchown" }, { ALWAYS, "fchownat" },
	{ ALWAYS, "setxattr" }, { ALWAYS, "lsetxattr" },
	{ ALWAYS, "fsetxattr" }, { ALWAYS, "removexattr" },
	{ ALWAYS, "utime" }, { ALWAYS, "utimes" }, { ALWAYS, "utimensat" },
	{ ALWAYS, "futimesat" }, { ALWAYS, "name_to_handle_at" },
	{ ALWAYS, "inotify_init1" }, { ALWAYS, "inotify_init" },
	{ ALWAYS, "fanotify_init" }, { ALWAYS, "memfd_create" },
	{ ALWAYS, "memfd_secret" },

	{ ALWAYS, "socket" }, { ALWAYS, "connect" }, { ALWAYS, "bind" },
	{ ALWAYS, "listen" }, { ALWAYS, "accept" }, { ALWAYS, "accept4" },
	{ NO_FORKS, "socketpair" }, { ALWAYS, "socketcall" },

	{ ALWAYS, "execve" }, { ALWAYS, "execveat" }, { NO_FORKS, "fork" },
	{ ALWAYS, "vfork" }, { ALWAYS, "ptrace" },
	{ ALWAYS, "process_vm_readv" }, { ALWAYS, "process_vm_writev" },
	{ ALWAYS, "process_madvise" }, { ALWAYS, "kcmp" },
	{ ALWAYS, "pidfd_open" }, { ALWAYS, "pidfd_getfd" },
	{ ALWAYS, "pidfd_send_signal" }, { ALWAYS, "rt_sigqueueinfo" },
	{ ALWAYS, "rt_tgsigqueueinfo" }, { ALWAYS, "setpriority" },
	{ ALWAYS, "sched_setaffinity" }, { ALWAYS, "sched_setscheduler" },

	{ ALWAYS, "mount" }, { ALWAYS, "umount" }, { ALWAYS, "umount2" },
	{ ALWAYS, "pivot_root" }, { ALWAYS, "chroot" }, { ALWAYS, "unshare" },
	{ ALWAYS, "setns" }, { ALWAYS, "move_mount" },
	{ ALWAYS, "open_tree" }, { ALWAYS, "fsopen" },
	{ ALWAYS, "mount_setattr" }, { ALWAYS, "swapon" },
	{ ALWAYS, "swapoff" }, { ALWAYS, "reboot" }, { ALWAYS, "acct" },
	{ ALWAYS, "quotactl" }, { ALWAYS, "sethostname" },
	{ ALWAYS, "setdomainname" }, { ALWAYS, "settimeofday" },
	{ ALWAYS, "clock_settime" }, { ALWAYS, "adjtimex" },
	{ ALWAYS, "clock_adjtime" }, { ALWAYS, "init_module" },
	{ ALWAYS, "finit_module" }, { ALWAYS, "delete_module" },
	{ ALWAYS, "kexec_load" }, { ALWAYS, "kexec_file_load" },
	{ ALWAYS, "bpf" }, { ALWAYS, "perf_event_open" },
	{ ALWAYS, "userfaultfd" }, { ALWAYS, "io_uring_setup" },
	{ ALWAYS, "io_uring_enter" }, { ALWAYS, "io_uring_register" },
	{ ALWAYS, "io_setup" }, { ALWAYS, "keyctl" }, { ALWAYS, "add_key" },
	{ ALWAYS, "request_key" }, { ALWAYS, "syslog" },
	{ ALWAYS, "personality" }, { ALWAYS, "modify_ldt" },
	{ ALWAYS, "iopl" }, { ALWAYS, "ioperm" }, { ALWAYS, "mbind" },
	{ ALWAYS, "setuid" }, { ALWAYS, "setgid" }, { ALWAYS, "setresuid" },
	{ ALWAYS, "setresgid" }, { ALWAYS, "setgroups" },
	{ ALWAYS, "capset" }, { ALWAYS, "vhangup" },
	{ ALWAYS, "shmget" }, { ALWAYS, "msgget" }, { ALWAYS, "semget" },
	{ ALWAYS, "mq_open" },
};

static bool
refuse(scmp_filter_ctx f, const char *name)
{
	int number = seccomp_syscall_resolve_name(name);
	int rc;

	if (number == __NR_SCMP_ERROR)
		return true;
	rc = seccomp_rule_add(f, SCMP_ACT_ERRNO(EPERM), number, 0);
	/* -EDOM: no such call on this architecture */
	return rc == 0 || rc == -EDOM || rc == -EINVAL;
}

static bool
refuse_all(scmp_filter_ctx f, const struct sandbox_opts *o)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if ((refused[i].group == ALWAYS ||
		    (refused[i].group == NO_FILES && !o->files) ||
		    (refused[i].group == NO_FORKS && !o->forks)) &&
		    !refuse(f, refused[i].name))
			return false;
	return true;
}

/* threads may start, processes may not; abort() may signal this process */
static bool
refuse_processes(scmp_filter_ctx f)
{
	uint32_t self = (uint32_t)getpid();
	uint32_t eperm = SCMP_ACT_ERRNO(EPERM);
	/* clone3 hides its flags in memory: ENOSYS makes the C library use
	   clone */
	uint32_t enosys = SCMP_ACT_ERRNO(ENOSYS);

	return seccomp_rule_add(f, eperm, SCMP_SYS(clone), 1,
	    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
	    seccomp_rule_add(f, enosys, SCMP_SYS(clone3), 0) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(kill), 1,
	    SCMP_A0(SCMP_CMP_NE, self, 0)) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(tkill), 1,
	    SCMP_A0(SCMP_CMP_NE, self, 0)) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(tgkill), 1,
	    SCMP_A0(SCMP_CMP_NE, self, 0)) == 0 &&
	    /* the limits set before stand; reading them is harmless */
	    seccomp_rule_add(f, eperm, SCMP_SYS(prlimit64), 1,
	    SCMP_A2(SCMP_CMP_NE, 0, 0)) == 0 &&
	    refuse(f, "setrlimit");
}

/* on terminals, typing for the user is a way out */
static bool
refuse_typing(scmp_filter_ctx f)
{
	enum { PUSH_BACK = 0x5412, TERMINAL_PASTE = 0x541c };
	uint32_t eperm = SCMP_ACT_ERRNO(EPERM);

	return seccomp_rule_add(f, eperm, SCMP_SYS(ioctl), 1,
	    SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, PUSH_BACK)) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(ioctl), 1,
	    SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TERMINAL_PASTE)) == 0;
}

static bool
enter_seccomp(const struct sandbox_opts *o)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	bool ok;

	if (f == NULL)
		return false;
	/* a tree of comparisons instead of a list, where the library can */
	seccomp_attr_set(f, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	ok = refuse_all(f, o) && refuse_typing(f) &&
	    (o->forks || refuse_processes(f)) && seccomp_load(f) == 0;
	seccomp_release(f);
	return ok;
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
