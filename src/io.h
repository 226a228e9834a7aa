/* Descriptors: whole reads and writes, waiting, and the signals that stop. */
#ifndef IO_H
#define IO_H

#include <poll.h>
#include <sys/types.h>

#include "str.h"

/* one read, again after EINTR; -1 with errno */
ssize_t io_read(int fd, void *, size_t n);
/* exactly n bytes; false at an early end (errno 0) or with errno */
bool io_read_full(int fd, void *, size_t n);
/* all of it; false with errno */
bool io_write(int fd, str);
/* the same for up to 8 parts, at once if they fit: who reads wakes up once */
bool io_write_parts(int fd, const str *parts, size_t n);
/* lets a pipe hold a page as a rule, where the system can and may */
void io_widen(int fd);
/* a read would not wait: there is input, or its end */
bool io_ready(int fd);

/*
 * From here on the first SIGINT or SIGTERM only sets a flag, so that records
 * in hand are finished; a second one ends the process at once. The flag is
 * the only state of the process that is not a constant.
 */
void io_catch_signals(void);
/* the signal that asked to stop, or 0 */
int io_signal(void);
/*
 * poll(2) that a signal always ends, even one that came just before it:
 * then it returns -1 with EINTR.
 */
int io_poll(struct pollfd *, nfds_t, int ms);

#endif
