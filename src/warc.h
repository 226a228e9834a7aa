/* Pages in WARC 1.0 and 1.1 archives: plain, gzip or zstd a record. */
#ifndef WARC_H
#define WARC_H

#include "batch.h"
#include "unpack.h"

/*
 * Gives the HTML of response and resource records with status 2xx and a body;
 * all others are counted in source.skipped. A record that is broken or longer
 * than LIMIT_RECORD is given as a faulty one, with its offset, and reading
 * goes on at the next that looks whole.
 */
struct source_warc {
	struct source source;
	str name;
	size_t most;		/* bytes of one record's block */
	struct unpack in;
	uint64_t number;	/* of records, all kinds */
	/* private: unpacked bytes from the current record on */
	struct arena arena;
	char *s;
	size_t from, to, cap;
	uint64_t text;		/* bytes of the unpacked stream before s */
	uint64_t start;		/* of the current record, in that stream */
	size_t edge;		/* where the latest member begins in s */
	uint64_t edge_offset;	/* and in the file */
	unsigned members;
	bool lost;		/* looking for the next record */
	bool damaged;		/* what is packed can't be unpacked further */
	bool ended;
};
void source_warc_init(struct source_warc *, int fd, const char *name,
    const struct limits *, const struct arena *);
void source_warc_free(struct source_warc *);

#endif
