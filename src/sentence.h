/* Where sentences end, in any script, and whether lines are made of them. */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "str.h"

/* does the text end as a sentence does? quotation marks may follow the stop */
bool sentence_ends(str);
/*
 * Where sentences start in the text from that byte on, behind other sentences:
 * a stop, what closes it, and a blank, or a stop alone with a capital or a
 * character of a script without spaces behind. The last of them, n at most,
 * the very last first; how many. The text is folded (norm.h).
 */
unsigned sentence_starts(str, size_t from, unsigned n, size_t starts[]);
/*
 * The same where no stop divides: behind a colon or a sign that stands alone,
 * at the bracket that the text's last character closes, and at a capital that
 * starts a label with a colon, or shouts, or is in a text that has no stop at
 * its end.
 */
unsigned sentence_joints(str, size_t from, unsigned n, size_t starts[]);

/*
 * Are these lines one hard-wrapped paragraph? Then all but the last are about
 * as long as the longest, and few end a sentence.
 */
bool sentence_wrapped(str);

#endif
