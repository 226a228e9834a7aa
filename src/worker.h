/* What a parent and its workers say to each other, and a worker's life. */
#ifndef WORKER_H
#define WORKER_H

#include "record.h"

struct sandbox_opts;

/* before an answer's bytes; both ends are the same program */
struct reply {
	uint32_t magic;
	uint32_t status, code;
	uint32_t leaving;	/* the worker ends after this one */
	uint64_t out, note;	/* bytes that follow */
};
enum { REPLY_MAGIC = 0x776e6f77 };

/* a record as it is sent, in the arena, but for its raw bytes, which follow */
str wire_pack(struct arena *, const struct record *);
/* the record in bytes that were sent, as views of them */
void wire_open(str sent, struct record *);

/*
 * Locks itself down, says hello (an empty reply) and answers records until
 * the socket ends. Returns the exit status of the process.
 */
int worker_run(int fd, const struct job *, const struct sandbox_opts *,
    struct diag *);

#endif
