/* The header of a WARC record. */
#ifndef WARC_HEAD_H
#define WARC_HEAD_H

#include <stdint.h>

#include "str.h"

/* views of the header's text */
struct warc_head {
	str type, uri, date, id, media;
	uint64_t length;
	bool has_length;
	size_t n;		/* its own bytes */
};

/* bytes up to the block that follows the empty line; 0: there is no such */
size_t warc_head_end(str);
/* NULL, or what is wrong with it */
const char *warc_head_parse(struct warc_head *, str head);

#endif
