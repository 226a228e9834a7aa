#include <string.h>
#include <utf8proc.h>

#include "norm.h"
#include "screen.h"
#include "utf8.h"

/* signs of ASCII, a bit each; some share one more with others */
enum { DIGIT = 1 << 28, PICTURE = 1 << 29, MONEY = 1 << 30 };
#define BRACKET (1u << 31)
static const uint32_t ascii_signs[0x80] = {
	['('] = 1u << 0 | BRACKET, ['['] = 1u << 1 | BRACKET,
	['$'] = 1u << 2 | MONEY, ['<'] = 1u << 3, ['>'] = 1u << 4,
	['@'] = 1u << 5, ['/'] = 1u << 6, [':'] = 1u << 7, ['|'] = 1u << 8,
	['='] = 1u << 9, ['#'] = 1u << 10, ['{'] = 1u << 11,
	['%'] = 1u << 12, ['&'] = 1u << 13, ['*'] = 1u << 14,
	['+'] = 1u << 15, ['!'] = 1u << 16, ['?'] = 1u << 17,
	['"'] = 1u << 18, ['`'] = 1u << 19, ['~'] = 1u << 20,
	['\\'] = 1u << 21, [';'] = 1u << 22, ['_'] = 1u << 23, ['0'] = DIGIT,
	['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT,
	['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT,
	['9'] = DIGIT
};

/* what ASCII is in keys */
static const char ascii_keys[] =
    "                                "
    "                0000000000      "
    " abcdefghijklmnopqrstuvwxyz    _"
    " abcdefghijklmnopqrstuvwxyz     ";

static uint32_t
key_other(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return KEY_GONE;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_NL:
		return '0';
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LL:
		return norm_case(c);
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_LM:
		return norm_case(c);
	default:
		return ' ';
	}
}

uint32_t
key_char(uint32_t c)
{
	if (c < 0x80)
		return (unsigned char)ascii_keys[c];
	if ((c >= 0x4e00 && c <= 0x9fa5) || (c >= 0xac00 && c <= 0xd7a3))
		return c;
	return key_other(c);
}

/* scripts, coarsely: Latin beyond ASCII, Greek and Cyrillic, others, CJK */
static uint32_t
script(uint32_t letter)
{
	return letter < 0x80 ? 0 : letter < 0x370 ? 1u << 24 :
	    letter < 0x530 ? 1u << 25 : letter < 0x3040 ? 1u << 26 : 1u << 27;
}

/* of what is no letter, but for CJK punctuation, which is too common */
static uint32_t
other_sign(uint32_t c)
{
	if ((c >= 0x2190 && c < 0x2c00) || c >= 0x1f000)
		return PICTURE;		/* arrows, shapes, emoji */
	return c < 0x3000 ? MONEY : 0;
}

uint32_t
key_sign(uint32_t c)
{
	uint32_t key;

	if (c < 0x80)
		return ascii_signs[c];
	key = key_char(c);
	if (key == '0')
		return DIGIT;
	return key != ' ' ? script(key) : other_sign(c);
}

static uint32_t
put(char *key, uint32_t n, uint32_t c)
{
	return n + (uint32_t)utf8proc_encode_char((utf8proc_int32_t)c,
	    (utf8proc_uint8_t *)key + n);
}

static uint32_t
put_other(char *key, uint32_t n, uint32_t c, uint32_t *signs)
{
	uint32_t k = key_char(c);

	*signs |= k == ' ' || k == '0' ? key_sign(c) : script(k);
	if (k == KEY_GONE || ((k == ' ' || k == '0') &&
	    key[n - 1] == (char)k))
		return n;
	return put(key, n, k);
}

uint32_t
key_make(char *key, str text, uint32_t *signs)
{
	uint32_t n = 0, met = 0;
	size_t i = 0;

	key[n++] = ' ';
	while (i < text.n) {
		unsigned char c = (unsigned char)text.s[i];
		char k;

		if (c >= 0x80) {
			n = put_other(key, n, utf8_next(text, &i), &met);
			continue;
		}
		i++;
		k = ascii_keys[c];
		met |= ascii_signs[c];
		if (k > '0' || k != key[n - 1])	/* one blank, one 0 */
			key[n++] = k;
	}
	key[n++] = KEY_END;
	memset(key + n, 0, KEY_TAIL);
	*signs = met;
	return n;
}
