/* Plain text, as an earlier scraper left it, to blocks. */
#ifndef TEXT_H
#define TEXT_H

#include "doc.h"
#include "limits.h"

struct diag;

/*
 * Fills the array from valid UTF-8 text. Blocks are parted by blank lines;
 * where there are none, or where lines end sentences, each line is a block.
 * The texts are views of the input, which must live as long as the document.
 * False when a limit cut it: the blocks so far are there, doc->truncated is
 * set and the limit was reported.
 */
bool text_read(struct doc *, str text, const struct limits *, struct diag *);

#endif
