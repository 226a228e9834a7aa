#include <string.h>
#include <utf8proc.h>

#include "norm.h"
#include "screen.h"
#include "utf8.h"

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
	if (c >= 'a' && c <= 'z')
		return c;
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	if (c >= '0' && c <= '9')
		return '0';
	if (c < 0x80)
		return c == '_' ? c : ' ';
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

uint32_t
key_sign(uint32_t c)
{
	/* one bit each; brackets share one more, as do signs of money and
	   what is not ASCII, which CJK punctuation is too common for */
	static const char signs[] = "([$<>@/:|=#{%&*+!?\"`~\\;_";
	uint32_t key = c >= 0x80 ? key_char(c) : 0;
	const char *p;

	_Static_assert(sizeof(signs) - 1 <= 24, "the bits above are taken");
	if (key == '0' || (c >= '0' && c <= '9'))
		return 1u << 28;
	if (c >= 0x80)
		return key != ' ' ? script(key) : c < 0x3000 ? 1u << 30 : 0;
	p = memchr(signs, (int)c, sizeof(signs) - 1);
	if (p == NULL || c == 0)
		return 0;
	return 1u << (p - signs) | (p - signs < 2 ? 1u << 31 : 0) |
	    (*p == '$' ? 1u << 30 : 0);
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

	*signs |= k == ' ' || k == '0' || c < 0x80 ? key_sign(c) : script(k);
	if (k == KEY_GONE || ((k == ' ' || k == '0') &&
	    key[n - 1] == (char)k))
		return n;
	return put(key, n, k);
}

uint32_t
key_make(char *key, str text, uint32_t *signs)
{
	uint32_t n = 0;
	size_t i = 0;

	*signs = 0;
	key[n++] = ' ';
	while (i < text.n) {
		char c = text.s[i];

		if (c >= 'a' && c <= 'z') {
			key[n++] = c;
			i++;
		} else if (c >= 'A' && c <= 'Z') {
			key[n++] = (char)(c + ('a' - 'A'));
			i++;
		} else if (c == ' ') {
			if (key[n - 1] != ' ')
				key[n++] = ' ';
			i++;
		} else {
			n = put_other(key, n, utf8_next(text, &i), signs);
		}
	}
	key[n++] = KEY_END;
	return n;
}
