/* Decompression of a whole body at once, bounded. */
#ifndef INFLATE_H
#define INFLATE_H

#include "str.h"

struct arena;

enum inflated {
	INFLATED,		/* whole */
	INFLATED_CUT,		/* so far as it goes: the rest is missing or
				   damaged */
	INFLATED_NOT,		/* not compressed this way at all */
	INFLATED_TOO_LARGE	/* more than most bytes */
};

enum inflated inflate_gzip(struct arena *, str in, size_t most, str *out);
/* zlib, or the bare deflate that some servers send by this name */
enum inflated inflate_deflate(struct arena *, str in, size_t most, str *out);
enum inflated inflate_brotli(struct arena *, str in, size_t most, str *out);
enum inflated inflate_zstd(struct arena *, str in, size_t most, str *out);

#endif
