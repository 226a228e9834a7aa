/*
 * Many records, one answer each, in order: in this process or by workers.
 *
 * A source gives records, a job makes each an answer, a sink writes it. Only
 * the job sees pages; with workers it runs in their processes alone.
 */
#ifndef BATCH_H
#define BATCH_H

#include "lines.h"
#include "record.h"
#include "stats.h"

struct sandbox_opts;

struct source {
	/*
	 * The next record; its parts live in the arena or until the next call.
	 * Never TAKE_WAIT for a source without fd. Counts what it passes over.
	 */
	enum take (*next)(struct source *, struct arena *, struct record *);
	int fd;			/* to wait for; -1: none */
	const char *name;	/* of what is read, for messages */
	const char *wrong;	/* why it gave TAKE_FAILED; NULL: see errno */
	bool lasts;		/* raw bytes live in the arena */
	uint64_t done, total;	/* bytes or files, for progress; 0: unknown */
	uint64_t skipped;	/* records that are none of ours */
};

struct sink {
	/* takes an answer; false after reporting that it can't be written */
	bool (*put)(struct sink *, const struct record *,
	    const struct answer *, struct diag *);
	/* nothing will come for a while: what was put must get out */
	bool (*flush)(struct sink *, struct diag *);
};

struct batch {
	const struct job *job;
	struct source *source;
	struct sink *sink;
	unsigned jobs;		/* workers; 0: clean in this process */
	double timeout;		/* seconds for a record, 0: none; workers only */
	const struct sandbox_opts *sandbox;	/* NULL: none */
	bool opens;		/* source or sink open files as it runs */
	bool progress;		/* show it on standard error, a terminal */
	/* results */
	struct stats stats;
	int signal;		/* that stopped it before the end, or 0 */
	double shown;		/* when progress was, by stats_clock */
};

/*
 * Runs to the end of the source, or until a signal or an output that fails.
 * Failed records are counted, not reported: they are the sink's. False when
 * it stopped early for anything but a signal, which was reported, but for an
 * output that nobody reads on: that is quiet, see sink_stream.broken. An
 * input that can't be read further is reported; those behind it are read.
 */
bool batch_run(struct batch *, struct arena *process, struct diag *);
/* for those who run one: its source gave TAKE_FAILED */
void batch_report_input(const struct batch *, struct diag *);
/* for those who run one: shows progress when it is due or the last */
void batch_show(struct batch *, bool last);

/* lines of JSON */
struct source_lines {
	struct source source;
	struct lines lines;
	str name;
};
void source_lines_init(struct source_lines *, int fd, const char *name,
    const struct limits *, const struct arena *);

/* answers one after another into a descriptor */
struct sink_stream {
	struct sink sink;
	int fd;
	const char *name;
	struct buf held;	/* not written yet */
	bool broken;		/* nobody reads on */
};
void sink_stream_init(struct sink_stream *, int fd, const char *name,
    struct arena *);

#endif
