/* Records from several inputs, one after the other, as from one. */
#ifndef INPUTS_H
#define INPUTS_H

#include "files.h"
#include "warc.h"

struct source_inputs {
	struct source source;
	struct names names;
	bool warc;		/* WARC, else lines of JSON */
	const struct limits *limits;
	const struct arena *process;
	/* private: the one that is read */
	struct arena arena;	/* its name */
	int fd;			/* -1: none */
	struct source *inner;
	struct source_lines lines;
	struct source_warc archive;
	uint64_t done, skipped;	/* of those before */
};
/*
 * "-" is standard input. An input that can't be read gives TAKE_FAILED, and
 * those behind it are read.
 */
void source_inputs_init(struct source_inputs *, const struct names *,
    bool warc, const struct limits *, const struct arena *process);

#endif
