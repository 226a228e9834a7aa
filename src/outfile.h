/* A file that appears only when it is whole. */
#ifndef OUTFILE_H
#define OUTFILE_H

#include <sys/types.h>

#include "str.h"

struct arena;

struct outfile {
	int fd;			/* to write to; -1 after begin failed */
	const char *path, *temporary;	/* temporary NULL: written in place */
	bool busy;		/* another process is writing the same file */
};

/*
 * Opens a file that will replace path: beside it, hidden, with the mode of
 * the file that is there or by the umask. What is there and no regular file
 * (/dev/null, a pipe, a terminal) is written to as it is; a link is followed.
 * What a killed process left is taken over. False with errno.
 */
bool outfile_begin(struct outfile *, struct arena *, const char *path);
/* puts it in its place; false with errno, and nothing is left behind */
bool outfile_commit(struct outfile *);
/* gives it up; the file that was there stays */
void outfile_drop(struct outfile *);

/* the whole of it in one go */
bool outfile_write(struct arena *, const char *path, str content);
/* makes the directories above path that are missing; false with errno */
bool outfile_parents(struct arena *, const char *path);

#endif
