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
/* most bytes of the key of a text, with the zeros behind it */
#define KEY_ROOM(n) (2 * (n) + 2 + KEY_TAIL)
enum { KEY_TAIL = 8 };
/*
 * The key of a folded text (norm.h): a blank, what the text holds from its
 * first letter or digit on, KEY_END and zeros. Returns its length; signs gets the
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

enum { WORD_CHARS = 20, WORD_BYTES = 44 };	/* the sooner ends a word */

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

/*
 * Keys inside texts are found by the rarest eight bytes that they have in a
 * row; shorter ones by four, or by three and a zero, whose filter holds all
 * bytes that can follow.
 */
struct inner_key {
	uint32_t text;			/* offset into texts */
	uint32_t first;			/* its pieces, up to the next key's */
	uint8_t n, at;			/* length; where these bytes are */
	bool more;			/* the next key has the same */
};

struct inner_slot {
	uint32_t check, key;		/* index + 1, 0: free */
};

/* bytes of keys, as numbers: a filter of bits, then a hash table */
struct windows {
	const uint64_t *seen;
	const struct inner_slot *slots;
	uint8_t seen_bits, slot_bits;
};

struct inner {
	struct windows eights, fours;
	const struct inner_key *keys;
	const uint32_t *pieces;
	const char *texts;
	uint32_t nkeys;
};

struct screen {
	const struct piece *pieces;
	uint32_t npieces;
	struct table first;		/* by the start of the text */
	uint32_t lengths;		/* bits: characters of keys in first */
	struct inner brief, any;	/* of all rules, for brief texts; of
					   those that others may match, too */
	const struct always {
		uint32_t piece, signs, some;	/* as in pieces */
	} *always;			/* pieces that are not filed */
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

/* pieces that a text may match, in no order, each once */
struct candidates {
	struct arena *arena;
	uint32_t base;		/* added to the number of each */
	uint32_t *v;
	size_t n, cap;
	uint32_t *stamps;	/* by number: the look it was met in last */
	uint32_t look;		/* not 0 */
};

/*
 * Looks the text's key up and adds to the candidates, also the always ones.
 * KEY_TAIL zeros must follow the key.
 */
void screen_look(const struct screen *, const char *key, uint32_t n,
    uint32_t signs, bool brief, struct candidates *);

/* adds the alternatives of href= that the key of a target may match */
void screen_look_link(const struct screen *, const char *key, uint32_t n,
    struct candidates *);

/*
 * How rare the bytes of a key are in texts, in steps of two thirds of a bit: a
 * guess by its pairs of letters.
 */
unsigned screen_rarity(const char *, size_t n);
uint64_t screen_hash(const char *, size_t n);
/* up to eight bytes as a number, the first one the lowest */
uint64_t screen_bytes(const char *, size_t n);

/* a hash that tells all of these numbers apart; its upper bits are good */
static inline uint64_t
screen_spread(uint64_t bytes)
{
	return bytes * 0x9e3779b97f4a7c15u;
}

/* two bits of a word of the filter */
static inline uint64_t
screen_bits(uint64_t hash)
{
	return 1ull << (hash >> 20 & 63) | 1ull << (hash >> 26 & 63);
}

/* what of the hash is compared in a slot */
static inline uint32_t
screen_check(uint64_t hash)
{
	return (uint32_t)(hash >> 12);
}

#endif
