/* JSON lines: the top level of a record scanned in place, and spliced. */
#ifndef JSONL_H
#define JSONL_H

#include "str.h"

struct arena;

/* containers inside each other, the record's own object included */
enum { JSONL_DEPTH = 2000 };

struct jsonl_member {
	str name;		/* decoded */
	str value;		/* as written, a string with its quotes */
	size_t from, to;	/* bytes of the line: name, colon, value */
	bool gone;		/* set by the user: leave it out */
};

struct jsonl {
	str line;
	struct jsonl_member *members;	/* in order, duplicates included */
	size_t n, cap;
	const char *error;	/* what is wrong with the line, a constant */
	size_t at;		/* and at which byte, from 0 */
};

/*
 * Checks the whole line by RFC 8259 (an object, valid UTF-8, bounded depth) and
 * finds its members, which point into the line. Escaped surrogates without
 * their partner are let through. False: error and at are set.
 */
bool jsonl_scan(struct jsonl *, struct arena *, str line);
/* the last member of that name, as most parsers choose; NULL: none */
struct jsonl_member *jsonl_last(const struct jsonl *, str name);
/* marks all members of that name as gone */
void jsonl_remove(struct jsonl *, str name);
bool jsonl_is_string(str value);
/*
 * The text of a string as scanned: a view of it when it holds no escapes, else
 * a copy. A lone surrogate gives U+FFFD.
 */
str jsonl_decode(struct arena *, str value);
/* appends a string with its quotes; the text is valid UTF-8 */
void jsonl_quote(struct buf *, str text);

/* appends the members that are not gone, without braces */
void jsonl_members(struct buf *, const struct jsonl *);

/*
 * Appends one object: the caller's members that are not gone, byte for byte;
 * ours whose name no caller's member has; last "winnow": {about, ours whose
 * name is taken}, but for those that are null, empty or the same. So the
 * caller's fields always stand. The name "winnow" is ours: a caller's member
 * of that name is left out, which also lets an output be read again. about:
 * members as JSON text without braces, may be empty.
 */
void jsonl_splice(struct buf *, struct jsonl *caller, const struct jsonl *ours,
    str about);

#endif
