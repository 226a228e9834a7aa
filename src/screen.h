/*
 * Which patterns can match a text at all, told without PCRE2: the screen. It
 * may let too many through, never too few.
 *
 * Texts and the literals of patterns are compared as keys: letters in one
 * case, a run of digits as one "0", a run of anything else as one blank,
 * combining marks left out. A pattern that is anchored at the start is filed
 * under the keys that a match can begin with, another one under a set of keys
 * one of which each match holds; one with neither is always tried.
 */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdint.h>

#include "str.h"

struct arena;
struct node;
struct rules;

/* --- keys (screen_key.c) --- */

enum { KEY_GONE = 0, KEY_END = '\n' };

/* what a character is in a key: a letter, '0', ' ' or KEY_GONE */
uint32_t key_char(uint32_t c);
/* most bytes of the key of a text */
#define KEY_ROOM(n) (2 * (n) + 4)
/*
 * The key of a folded text (norm.h): a blank, what the text holds from its
 * first letter or digit on, and KEY_END. Returns its length; signs gets the
 * bits of the signs in the text, which the key itself does not tell apart.
 */
uint32_t key_make(char *key, str text, uint32_t *signs);
/* bits of a sign, or of a letter's script; 0: it is not told apart */
uint32_t key_sign(uint32_t c);
/* bits of signs that each match of a pattern holds */
uint32_t words_signs(const struct node *);
/* bits of which each match holds at least one; 0: nothing is known */
uint32_t words_some_sign(const struct node *);

/* --- words of patterns (screen_words.c) --- */

enum { WORD_CHARS = 20, WORD_BYTES = 4 * WORD_CHARS + 4 };

struct word {
	unsigned char n;		/* bytes */
	unsigned char chars;
	bool open;			/* more may follow */
	char s[WORD_BYTES];
};

struct words {
	struct word *v;
	uint32_t n;
	size_t cap;
};

/*
 * All keys, of at most so many characters (WORD_CHARS at most), that a match
 * can begin with. False: there are too many, or the pattern is not anchored, or
 * one key is empty.
 */
bool words_first(struct arena *, const struct node *, unsigned chars,
    struct words *);
/* keys one of which each match holds; false: none worth looking for */
bool words_inside(struct arena *, const struct node *, struct words *);

/* --- the tables --- */

/* a pattern, or a branch of one that is a choice */
struct piece {
	uint32_t rule, alt;	/* indices */
	uint16_t from, to;	/* bytes of the source that are this branch */
	uint16_t open, close;	/* bytes that all branches take up; without
				   branches all four are 0 */
	uint32_t signs;		/* that a text must have, all of them */
	uint32_t some;		/* one of them, unless 0 */
};

/*
 * Postings of a key: v[heads[h]..heads[h + 1]-1], h the upper bits of its hash.
 * A posting is the number of a piece and, above POSTING_BITS, lower bits of the
 * hash that tell most other keys from this one.
 */
struct table {
	const uint32_t *heads;
	const uint32_t *v;
	unsigned bits;
};

enum { POSTING_BITS = 20 };

static inline uint32_t
posting_of(uint64_t hash, uint32_t number)
{
	return (uint32_t)hash << POSTING_BITS | number;
}

static inline uint32_t
posting_number(uint32_t posting)
{
	return posting & ((1u << POSTING_BITS) - 1);
}

/* is it of a key with this hash? */
static inline bool
posting_fits(uint32_t posting, uint64_t hash)
{
	return posting >> POSTING_BITS ==
	    (uint32_t)hash << POSTING_BITS >> POSTING_BITS;
}

/* keys inside texts: found by three of their bytes, then compared */
struct inner {
	struct table table;		/* numbers are those of keys; in place
					   of the hash's lower bits stands the
					   byte behind the three, 0: any */
	const uint64_t *seen;		/* bits: three bytes that a key has */
	const struct inner_key {
		uint32_t text, piece;	/* text: offset into texts */
		uint8_t n, at;		/* length; in it, where the three are */
	} *keys;
	const char *texts;
};

enum { SEEN_BITS = 17 };

struct screen {
	const struct piece *pieces;
	uint32_t npieces;
	struct table first;		/* by the start of the text */
	uint32_t lengths;		/* bits: characters of keys in first */
	struct inner any, brief;	/* of rules for texts of any length;
					   of rules for brief ones only */
	const uint32_t *always;		/* pieces that are not filed */
	uint32_t nalways;
	struct inner links;		/* of href=: alternatives, not pieces */
	const uint32_t *any_link;	/* those that are not filed there */
	uint32_t nany_link;
};

/* words of a text that is still brief: the default bound of a drop */
enum { BRIEF = 40 };

/* the screen of rules from first on, all made, in the arena */
void screen_build(struct arena *, const struct rules *, uint32_t first,
    struct screen *);
/*
 * The choice whose branches are pieces: the widest one that a match takes
 * exactly one branch of, or NULL. The pieces are in the order of branches.
 */
const struct node *piece_choice(const struct node *);
/* the pattern of a piece, folded */
str piece_source(struct arena *, const struct piece *, str source);

/* pieces that a text may match, in no order, maybe twice */
struct candidates {
	struct arena *arena;
	uint32_t base;		/* added to the number of each */
	uint32_t *v;
	size_t n, cap;
};

/* looks the text's key up and adds to the candidates, also the always ones */
void screen_look(const struct screen *, const char *key, uint32_t n,
    bool brief, struct candidates *);	/* signs are left to the caller */

/* adds the alternatives of href= that the key of a target may match */
void screen_look_link(const struct screen *, const char *key, uint32_t n,
    struct candidates *);

uint64_t screen_hash(const char *, size_t n);
uint32_t screen_three(const char *);	/* three bytes as a number */
uint32_t screen_seen(uint32_t three);	/* their bit in seen */
uint64_t screen_spread(uint32_t three);	/* their hash */

#endif
