/* Where the outputs of many inputs go: a directory and names in it. */
#ifndef TARGET_H
#define TARGET_H

#include <stdint.h>

#include "str.h"

struct arena;

struct target {
	const char *directory;
	const char *pattern;	/* see target_path */
	const char *suffix;	/* of the output's format, ".txt" */
	bool update;		/* leave those alone that are up to date */
	/* private: hashes of the names given so far, an open table */
	uint64_t *seen;
	size_t nseen, cap;
	struct arena *arena;	/* of the process */
};

/* the empty string, or what is wrong with a pattern */
const char *target_wrong(const char *pattern);
/*
 * The path for record n of an input. In the pattern, %b is the input's base
 * name without suffixes like .html.gz, %d its directory, %n the record's
 * number, %x the output's suffix without its dot, %% a percent sign. No path
 * leads out of the directory: "..", "." and empty parts are left out.
 */
const char *target_path(const struct target *, struct arena *, str input,
    uint64_t n);
/* false when the path was claimed before, by another input */
bool target_claim(struct target *, const char *path);
/* what stands there is the input itself */
bool target_is_input(const char *path, const char *input);
/* what stands there is not older than the input, nor the input itself */
bool target_current(const char *path, const char *input);

#endif
