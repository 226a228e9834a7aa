/*
 * Filters of system calls for the architecture that this is built for, which
 * src/tools/mkfilter.c writes: libseccomp takes longer to make one than a page
 * takes to be cleaned.
 */
#ifndef SANDBOX_FILTER_H
#define SANDBOX_FILTER_H

#include <linux/filter.h>

enum {
	SANDBOX_FILTER_MAX = 1024,	/* instructions of a filter */
	SANDBOX_SELF = 0x5e1f5e1f	/* stands for the process's own number */
};

struct sandbox_filter {
	const struct sock_filter *v;
	unsigned short n;
};

/* for processes that may open files, and that may start processes */
extern const struct sandbox_filter sandbox_filters[2][2];

#endif
