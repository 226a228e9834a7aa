/* Counts of a batch, for --stats and --progress. */
#ifndef STATS_H
#define STATS_H

#include <stdint.h>

#include "diag.h"

/* in == ok + none + failed at any time between two records */
struct stats {
	uint64_t in, ok, none, failed;
	uint64_t skipped;	/* records that hold no page, not in "in" */
	uint64_t bytes_in, bytes_out;
	uint64_t code[MSG_MAX];	/* failures by their code */
	uint64_t workers;	/* started, the first ones included */
	double started;		/* seconds of a steady clock */
};

void stats_start(struct stats *);
void stats_count(struct stats *, enum status, enum msg, size_t in, size_t out);
/* one line of JSON for standard error */
void stats_line(struct buf *, const struct stats *);
/*
 * One line for a terminal, without its end: records, rate, failures and, when
 * total is not 0, the time left.
 */
void stats_progress(struct buf *, const struct stats *, uint64_t done,
    uint64_t total);
double stats_clock(void);

#endif
