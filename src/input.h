/* What came in: a page, text, or something that is neither. */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>

#include "str.h"

struct arena;
struct diag;
struct limits;

enum input_kind {
	INPUT_UNKNOWN,
	INPUT_EMPTY,		/* nothing, or white space only */
	INPUT_HTML,
	INPUT_TEXT,
	INPUT_OTHER
};

/*
 * Tells from the first kilobytes. *what is set to words for a message, such
 * as "a PDF file", for INPUT_OTHER and INPUT_UNKNOWN.
 */
enum input_kind input_sniff(str bytes, const char **what);

/*
 * Unpacks gzip, in place of *bytes; leaves all else as it is. False after
 * reporting it when the content is larger than the input limit.
 */
bool input_unpack(struct arena *, str *bytes, const struct limits *,
    struct diag *);

#endif
