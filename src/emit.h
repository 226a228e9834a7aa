/* Outputs: one table of emitters over one walk of what is kept. */
#ifndef EMIT_H
#define EMIT_H

#include "str.h"

struct doc;

struct emit_opts {
	bool title;		/* print the title (--no-title clears it) */
	bool captions;		/* text and markdown print captions, too */
	bool links;		/* --links: numbered references at the end */
	bool verbose;		/* -v: trace explains the scores */
	bool blocks;		/* --blocks: json carries the blocks */
	unsigned width;		/* --width: fold text; 0: as it is */
	const char *version;	/* of winnow, NULL: not told */
	unsigned long long rules_hash;
};

/*
 * Appends the whole output to the buffer, which the caller writes in one go.
 * All escaping, and the removal of characters that no output may carry (C0 and
 * C1 controls, bidi overrides and embeddings), happens in here.
 */
struct emitter {
	const char *name;	/* of -t */
	const char *suffix;	/* of files written by -o DIR */
	const char *help;
	bool explains;		/* prints for a page without article, too */
	bool tells;		/* prints more of the metadata than the title */
	void (*emit)(struct buf *, const struct doc *,
	    const struct emit_opts *);
};
extern const struct emitter emitters[];
extern const unsigned emitter_count;
/* NULL when there is none of that name */
const struct emitter *emitter_of(str name);

#endif
