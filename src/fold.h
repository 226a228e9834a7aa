/* Folding of lines by the cells they take on a terminal. */
#ifndef FOLD_H
#define FOLD_H

#include "str.h"

/* cells that the text takes in one line; East Asian wide characters take 2 */
unsigned fold_cells(str);
/* of its widest piece that cannot be folded; the text is one line */
unsigned fold_widest(str);
/*
 * Appends the text, each of its lines folded to at most width cells where
 * there is a blank or an ideograph to fold at; 0: not folded. The first line
 * starts at a column, all others are indented.
 */
void fold_put(struct buf *, str, unsigned width, unsigned column,
    unsigned indent);

#endif
