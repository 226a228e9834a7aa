/* Many files in, a file out for each record. */
#ifndef FILES_H
#define FILES_H

#include "batch.h"
#include "target.h"

/* names: operands of the command line, then lines of a list */
struct names {
	char *const *operands;
	size_t n, next;
	bool listed;
	struct lines list;	/* of --files-from, when there is one */
	const char *wrong;	/* why it gave TAKE_FAILED; NULL: see errno */
};

/*
 * The next name, in the arena or from the command line; never waits, as
 * lines_next.
 */
enum take names_next(struct names *, struct arena *, const char **name);

/* one record a file; "-" is standard input */
struct source_files {
	struct source source;
	struct names names;
	struct target *target;	/* for --update; NULL: none is skipped */
	uint64_t number;
	size_t most;		/* bytes of a file */
};
/*
 * Reads inside the given most, and one byte more when there is more: the page
 * then fails by its own limit. A file that can't be read is a faulty record.
 */
void source_files_init(struct source_files *, const struct names *,
    struct target *, const struct limits *);

/*
 * Every answer into a file, which is empty when there is no article; none for
 * a record that failed. Problems are reported.
 */
struct sink_files {
	struct sink sink;
	struct target *target;
	struct arena scratch;
};
void sink_files_init(struct sink_files *, struct target *,
    const struct arena *);
void sink_files_free(struct sink_files *);

#endif
