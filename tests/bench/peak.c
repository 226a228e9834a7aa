/*
 * peak PROGRAM ARGUMENT...: the most memory that the program had at a time, in
 * KiB. A process counts what stood in memory when it was started, too: so this
 * small one starts it.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rusage used;
	pid_t child = argc < 2 ? -1 : fork();
	int out = dup(STDOUT_FILENO);

	if (child == 0) {
		if (freopen("/dev/null", "w", stdout) != NULL)
			execv(argv[1], argv + 1);
		_exit(127);
	}
	if (child < 0 || wait(NULL) < 0 ||
	    getrusage(RUSAGE_CHILDREN, &used) != 0)
		return 2;
	dprintf(out, "%ld\n", used.ru_maxrss);
	return 0;
}
