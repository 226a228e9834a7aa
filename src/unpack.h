/*
 * A stream of bytes: plain, gzip or zstd, in members (in archives one a record,
 * as a rule). What is broken can be left behind.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <zlib.h>
#include <zstd.h>

#include "arena.h"

enum packing { PACK_UNKNOWN, PACK_PLAIN, PACK_GZIP, PACK_ZSTD };

enum {
	UNPACK_END = 0,
	UNPACK_BROKEN = -1,	/* damaged; unpack_seek goes on */
	UNPACK_FAILED = -2,	/* errno */
	UNPACK_STOPPED = -3,	/* by a signal, see io.h */
	UNPACK_WAIT = -4	/* no input yet: the same call goes on later */
};

struct unpack {
	int fd;
	enum packing packing;
	uint64_t member;	/* offset of the current member; plain: 0 */
	unsigned members;	/* begun so far */
	bool patient;		/* waits for input, never gives UNPACK_WAIT */
	/* private */
	struct arena arena;
	char *raw;
	size_t from, to;
	uint64_t base;		/* offset of raw[0] */
	bool seekable, between;
	z_stream zlib;
	ZSTD_DStream *zstd;
};

void unpack_init(struct unpack *, int fd, const struct arena *);
void unpack_free(struct unpack *);
/*
 * Up to n bytes, of one member only: when members has changed, they are the
 * start of a new one. Else one of the codes above.
 */
ssize_t unpack_read(struct unpack *, char *, size_t n);
/* offset in the file of the next raw byte */
uint64_t unpack_offset(const struct unpack *);
/*
 * Goes to what looks like the start of a member at an offset or after it;
 * plain: to the offset itself. Of a pipe, what has passed by is gone, but for
 * some 100 kB. Returns UNPACK_END when there is none, or a code, or 1.
 */
ssize_t unpack_seek(struct unpack *, uint64_t offset);

#endif
