/* A table's rows, lined up in columns for a terminal. */
#ifndef GRID_H
#define GRID_H

#include "str.h"

struct arena;
struct grid;
struct walk;

struct grid *grid_new(struct arena *);
/* takes the row that the walk stands at */
void grid_row(struct grid *, const struct walk *);
bool grid_any(const struct grid *);
/*
 * Appends the rows, one a line without the last newline; columns are as wide
 * as their widest cell that is no prose. A table that is wider than width, if
 * that is not 0, has its cells folded where the columns leave room for it; a
 * blank line stands behind a row of several lines. False when there are none.
 */
bool grid_put(struct buf *, const struct grid *, unsigned width);

#endif
