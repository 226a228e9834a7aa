/*
 * mkfilter writes the C source of the filters that the sandbox puts in front of
 * the kernel, for the architecture that it was compiled for. The build runs it.
 */
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sandbox_filter.h"

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
refuse_all(scmp_filter_ctx f, bool files, bool forks)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if ((refused[i].group == ALWAYS ||
		    (refused[i].group == NO_FILES && !files) ||
		    (refused[i].group == NO_FORKS && !forks)) &&
		    !refuse(f, refused[i].name))
			return false;
	return true;
}

/* threads may start, processes may not; abort() may signal this process */
static bool
refuse_processes(scmp_filter_ctx f)
{
	uint32_t eperm = SCMP_ACT_ERRNO(EPERM);
	/* clone3 hides its flags in memory: ENOSYS makes the C library use
	   clone */
	uint32_t enosys = SCMP_ACT_ERRNO(ENOSYS);

	return seccomp_rule_add(f, eperm, SCMP_SYS(clone), 1,
	    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
	    seccomp_rule_add(f, enosys, SCMP_SYS(clone3), 0) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(kill), 1,
	    SCMP_A0(SCMP_CMP_NE, SANDBOX_SELF, 0)) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(tkill), 1,
	    SCMP_A0(SCMP_CMP_NE, SANDBOX_SELF, 0)) == 0 &&
	    seccomp_rule_add(f, eperm, SCMP_SYS(tgkill), 1,
	    SCMP_A0(SCMP_CMP_NE, SANDBOX_SELF, 0)) == 0 &&
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
refuse_these(scmp_filter_ctx f, bool files, bool forks)
{
	return refuse_all(f, files, forks) && refuse_typing(f) &&
	    (forks || refuse_processes(f));
}

/* the program goes through a file, as the library gives it to no other */
static size_t
export(scmp_filter_ctx f, struct sock_filter v[SANDBOX_FILTER_MAX])
{
	FILE *file = tmpfile();
	size_t n = 0;

	if (file == NULL)
		return 0;
	if (seccomp_export_bpf(f, fileno(file)) == 0 &&
	    fseek(file, 0, SEEK_SET) == 0)
		n = fread(v, sizeof(*v), SANDBOX_FILTER_MAX, file);
	if (getc(file) != EOF)
		n = 0;
	fclose(file);
	return n;
}

static bool
put_filter(bool files, bool forks)
{
	struct sock_filter v[SANDBOX_FILTER_MAX];
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	size_t n = 0;

	if (f == NULL)
		return false;
	/* a tree of comparisons instead of a list, where the library can */
	seccomp_attr_set(f, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (refuse_these(f, files, forks))
		n = export(f, v);
	seccomp_release(f);
	printf("\nstatic const struct sock_filter filter_%d_%d[] = {\n",
	    files, forks);
	for (size_t i = 0; i < n; i++)
		printf("{%u,%u,%u,%uu},\n", v[i].code, v[i].jt, v[i].jf,
		    v[i].k);
	puts("};");
	return n > 0;
}

int
main(void)
{
	puts("/* Made by tools/mkfilter.c. */\n"
	    "#include \"sandbox_filter.h\"");
	for (int i = 0; i < 4; i++)
		if (!put_filter(i / 2, i % 2)) {
			fputs("mkfilter: no filter of system calls for this "
			    "architecture\n", stderr);
			return 2;
		}
	puts("\n#define FILTER(v) { v, sizeof(v) / sizeof(*(v)) }\n"
	    "const struct sandbox_filter sandbox_filters[2][2] = {\n"
	    "\t{ FILTER(filter_0_0), FILTER(filter_0_1) },\n"
	    "\t{ FILTER(filter_1_0), FILTER(filter_1_1) }\n};");
	return fflush(stdout) != 0 || ferror(stdout) ? 3 : 0;
}
