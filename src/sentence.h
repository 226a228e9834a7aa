/* Where sentences end, in any script. */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "str.h"

/* does the text end as a sentence does? quotation marks may follow the stop */
bool sentence_ends(str);

#endif
