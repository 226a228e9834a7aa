/* Every message goes through one door; the worst one sets the exit status. */
#ifndef DIAG_H
#define DIAG_H

#include "str.h"

/* documented in winnow(1); the larger is the worse */
enum status {
	STATUS_OK = 0,		/* an article came out */
	STATUS_NONE = 1,	/* none was found */
	STATUS_USAGE = 2,	/* options or rules; nothing was read */
	STATUS_FAILED = 3	/* a page could not be read or written */
};

/* one row a kind of message: code (stable, seen in records), status */
#define DIAG_ROWS(ROW) \
ROW(NOTE,		"note",			STATUS_OK) \
ROW(WARNING,		"warning",		STATUS_OK) \
ROW(NO_ARTICLE,		"none",			STATUS_NONE) \
ROW(USAGE,		"usage",		STATUS_USAGE) \
ROW(RULE,		"rule",			STATUS_USAGE) \
ROW(READ,		"read",			STATUS_FAILED) \
ROW(WRITE,		"write",		STATUS_FAILED) \
ROW(FORMAT,		"format",		STATUS_FAILED) \
ROW(RECORD,		"record",		STATUS_FAILED) \
ROW(PARSE,		"parse",		STATUS_FAILED) \
ROW(MEMORY,		"limit.memory",		STATUS_FAILED) \
ROW(TIMEOUT,		"limit.time",		STATUS_FAILED) \
ROW(LIMIT_INPUT,	"limit.input",		STATUS_FAILED) \
ROW(LIMIT_DEPTH,	"limit.depth",		STATUS_FAILED) \
ROW(LIMIT_NODES,	"limit.nodes",		STATUS_FAILED) \
ROW(LIMIT_ATTRS,	"limit.attrs",		STATUS_FAILED) \
ROW(LIMIT_BLOCKS,	"limit.blocks",		STATUS_FAILED) \
ROW(LIMIT_RECORD,	"limit.record",		STATUS_FAILED) \
ROW(LIMIT_OUTPUT,	"limit.output",		STATUS_FAILED) \
ROW(LIMIT_REGEX,	"limit.regex",		STATUS_FAILED) \
ROW(CRASH,		"crash",		STATUS_FAILED)

enum msg {
#define ROW(id, code, status) MSG_##id,
	DIAG_ROWS(ROW)
#undef ROW
	MSG_MAX
};

/* where in the user's text; line 0: unknown, col 0: unknown */
struct where {
	str file;
	unsigned line, col;
	str source;		/* the line itself, to quote with a caret */
};

/*
 * The door. put() gets finished lines without their newline: the first reads
 * "file:line:col: what is wrong", those after it quote the source. The program
 * prints them behind its name; a record keeps the first worst one as its error.
 */
struct diag {
	void (*put)(void *ctx, enum msg, str line);
	void *ctx;
	enum status worst;
	enum msg first;		/* the first message of the worst status */
	unsigned errors;	/* messages above STATUS_OK */
	str about;		/* the file of messages that name no place */
};

void diag_init(struct diag *, void (*put)(void *ctx, enum msg, str line),
    void *ctx);
/* where may be NULL */
void diag_report(struct diag *, enum msg, const struct where *,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
const char *diag_code(enum msg);
enum status diag_status(enum msg);

#endif
