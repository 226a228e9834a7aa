/* UTF-8: decoding, repair, counting of characters and words. */
#ifndef UTF8_H
#define UTF8_H

#include <stdint.h>

#include "str.h"

struct arena;

/* for utf8_next: beyond ASCII */
uint32_t utf8_decode(str v, size_t *i);
/*
 * Decodes the character at *i (< v.n) and moves *i behind it. A byte that
 * starts no valid sequence gives U+FFFD and moves by one.
 */
static inline uint32_t
utf8_next(str v, size_t *i)
{
	unsigned char c = (unsigned char)v.s[*i];

	if (c >= 0x80)
		return utf8_decode(v, i);
	++*i;
	return c;
}
/* writes at most 4 bytes, returns how many; not a surrogate */
size_t utf8_encode(char *, uint32_t c);
void utf8_put(struct buf *, uint32_t c);
bool utf8_valid(str);
/* v itself when it is valid, else a copy with U+FFFD for each bad byte */
str utf8_repair(struct arena *, str);
size_t utf8_chars(str);				/* of valid text */

enum cclass {		/* what a character is, as far as winnow cares */
	CC_OTHER,	/* punctuation, symbols, controls */
	CC_SPACE,
	CC_LETTER,	/* also marks and joiners inside words */
	CC_UPPER,	/* an upper-case or title-case letter */
	CC_DIGIT,
	CC_IDEOGRAPH	/* a letter of a script without spaces */
};
extern const unsigned char utf8_ascii[128];	/* their classes */
enum cclass utf8_class_of(uint32_t c);		/* beyond ASCII */
static inline enum cclass
utf8_class(uint32_t c)
{
	return c < 0x80 ? (enum cclass)utf8_ascii[c] : utf8_class_of(c);
}

/* how many of a..z stand at i, which most letters are */
size_t utf8_letters(str v, size_t i);

/* one pass over a text */
struct tally {
	unsigned chars;		/* without spaces */
	unsigned words;		/* runs of letters and digits; two ideographs
				   count as one word, a rest of one as one */
	unsigned letters, upper, digits, ideographs, other;
};
void utf8_tally(str, struct tally *);
unsigned utf8_words(str);
/* "2.8.0", of the library in use */
const char *utf8_library_version(void);

#endif
