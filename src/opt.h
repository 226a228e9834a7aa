/* The command line: one table that the parser, --help and the tests share. */
#ifndef OPT_H
#define OPT_H

#include "limits.h"
#include "str.h"

struct arena;
struct diag;

enum from { FROM_AUTO, FROM_HTML, FROM_TEXT, FROM_JSONL, FROM_WARC };
enum find_mode { FIND_AUTO, FIND_ALWAYS, FIND_NEVER };
enum mode {		/* what the run is for */
	MODE_CLEAN, MODE_CHECK, MODE_LIST_RULES, MODE_RULE_STATS, MODE_HELP,
	MODE_VERSION
};

/* one -r, -e, -k or -d, in the order of the command line */
struct rule_opt {
	char letter;
	const char *value;
};

struct opts {
	enum mode mode;
	enum from from;
	const char *to;			/* an emitter's name */
	const char *output, *pattern, *files_from;
	struct rule_opt *rules;
	size_t nrules;
	const char *url, *charset, *lang;
	enum find_mode find;
	unsigned width, jobs;
	double timeout;			/* seconds, 0: none */
	bool builtin_rules, user_rules;
	bool title, links, blocks;
	bool update, nul, strict, stats, progress, partial, sandbox;
	bool keep_input, verbose;
	struct limits limits;
	char **files;			/* operands */
	size_t nfiles;
};

/* a row of the table; help NULL ends it */
struct opt_row {
	char letter;			/* 0: none */
	const char *name;		/* without "--" */
	const char *arg;		/* name of its value, NULL: none */
	const char *help;
	bool (*set)(struct opts *, const char *value, char letter);
};
extern const struct opt_row opt_rows[];

/*
 * Reads argv; false after reporting what is wrong (MSG_USAGE). Strings point
 * into argv, arrays live in the arena.
 */
bool opt_parse(struct opts *, struct arena *, int argc, char **argv,
    struct diag *);
/* the text of --help, made from the table */
void opt_help(struct buf *);

#endif
