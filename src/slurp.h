/* A whole file or stream in memory. */
#ifndef SLURP_H
#define SLURP_H

#include "str.h"

struct arena;

/*
 * All of an open descriptor, as one object of the arena, which may be dropped;
 * what exceeds most bytes by more than one is not read, so that the caller sees
 * a length over most. False with errno set; EISDIR for a directory.
 */
bool slurp_fd(int fd, struct arena *, size_t most, str *bytes);
bool slurp_file(const char *name, struct arena *, size_t most, str *bytes);

#endif
