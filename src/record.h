/* One unit of a batch, from its raw bytes to what is written for it. */
#ifndef RECORD_H
#define RECORD_H

#include <stdint.h>

#include "diag.h"
#include "page.h"

enum record_kind {
	RECORD_LINE,		/* raw: a line of JSON */
	RECORD_RESPONSE,	/* raw: the body of an HTTP response */
	RECORD_FILE		/* raw: a file's bytes */
};

struct record {
	enum record_kind kind;
	enum msg fault;		/* why it can't be read; MSG_NOTE: it can */
	uint64_t number;	/* in the input, from 1 */
	uint64_t offset;	/* of its first byte there */
	str raw;
	str file;		/* the input's name; a file's own name */
	str fields;		/* a JSON object for the output; not of lines */
	str url, charset;	/* of a response */
	str coding;		/* of a response: content codings as listed */
	str note;		/* of a fault: in words */
};

/* what came of it */
struct answer {
	enum status status;	/* OK, NONE or FAILED */
	enum msg code;		/* of the first problem of that status */
	str note;		/* that in words; of OK: a warning, if any */
	str out;		/* bytes to be written */
};

/* how records become answers; lives as long as the batch */
struct job {
	/* cleans one page; ctx is the user's */
	void (*clean)(void *ctx, struct arena *, const struct page *,
	    struct buf *out, struct diag *);
	void *ctx;
	struct page page;	/* what is known of every page */
	const struct limits *limits;
	/*
	 * true: clean gives a JSON object, the answer is one line of JSON.
	 * false: the answer is what clean gives.
	 */
	bool lines;
	bool keep_input;	/* lines: the page's field stays */
	str about;		/* lines: members of each "winnow" object */
};

/* the answer lives in the arena or in the record */
void record_clean(const struct job *, struct arena *, const struct record *,
    struct answer *);
/* the answer for a record that failed on the way */
void record_fail(const struct job *, struct arena *, const struct record *,
    enum msg, str note, struct answer *);

#endif
