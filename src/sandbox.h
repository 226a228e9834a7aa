/* The lock-down that stands between a hostile page and the system. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

struct diag;

/* bytes for the libraries' own use, beside those for a page */
enum { SANDBOX_ROOM = 32 << 20 };

struct sandbox_opts {
	size_t memory;		/* bytes that may be mapped from now on; 0: any.
				   Not under AddressSanitizer. */
	unsigned cpu;		/* seconds of processor time from now on, then
				   SIGXCPU; 0: any */
	bool forks;		/* may start processes: a parent of workers */
	bool files;		/* may open files: a parent that writes some */
};

/*
 * Gives up, for good, all rights that cleaning does not need: to open, make
 * or remove files, to reach the network, to start or touch processes, to
 * dump core. Open descriptors stay usable. What must be loaded from files
 * (rules, locale, gconv modules) must have been before. True when the system
 * has a lock-down and it holds; else false after reporting why.
 */
bool sandbox_enter(const struct sandbox_opts *, struct diag *);
/* what this system has for it, in words for -V */
const char *sandbox_state(void);

#endif
