#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "arena.h"

/* length of the valid sequence at s, or 0 (Unicode 15, table 3-7) */
static unsigned
sequence(const unsigned char *s, size_t n)
{
	unsigned char c = s[0], lo = 0x80, hi = 0xbf;
	unsigned len = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 :
	    c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	if (len < 2)
		return len;
	if (n < len)
		return 0;
	if (c == 0xe0)
		lo = 0xa0;
	else if (c == 0xed)
		hi = 0x9f;
	else if (c == 0xf0)
		lo = 0x90;
	else if (c == 0xf4)
		hi = 0x8f;
	if (s[1] < lo || s[1] > hi)
		return 0;
	for (unsigned i = 2; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

uint32_t
utf8_decode(str v, size_t *i)
{
	const unsigned char *s = (const unsigned char *)v.s + *i;
	unsigned len;

	len = sequence(s, v.n - *i);
	*i += len > 0 ? len : 1;
	switch (len) {
	case 1:
		return s[0];
	case 2:
		return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	case 3:
		return (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 |
		    (s[2] & 0x3fu);
	case 4:
		return (s[0] & 0x07u) << 18 | (s[1] & 0x3fu) << 12 |
		    (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
	default:
		return 0xfffd;
	}
}

size_t
utf8_encode(char *to, uint32_t c)
{
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c,
	    (utf8proc_uint8_t *)to);

	return n > 0 ? (size_t)n : 0;
}

void
utf8_put(struct buf *b, uint32_t c)
{
	char s[4];

	buf_put(b, (str){ s, utf8_encode(s, c) });
}

/* are the next 32 bytes ASCII? */
static bool
ascii(const unsigned char *s)
{
	uint64_t w[4];

	memcpy(w, s, sizeof(w));
	return ((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080u) == 0;
}

/* offset of the first byte that is not valid UTF-8, or the length */
static size_t
valid_until(str v, size_t i)
{
	const unsigned char *s = (const unsigned char *)v.s;

	while (i < v.n) {
		unsigned len;

		if (v.n - i >= 32 && ascii(s + i)) {
			i += 32;
			continue;
		}
		/* one that is not is rarely alone */
		for (unsigned k = 0; k < 16 && i < v.n; k++, i += len) {
			len = s[i] < 0x80 ? 1 : sequence(s + i, v.n - i);
			if (len == 0)
				return i;
		}
	}
	return i;
}

bool
utf8_valid(str v)
{
	return valid_until(v, 0) == v.n;
}

str
utf8_repair(struct arena *a, str v)
{
	size_t from = 0, i = valid_until(v, 0);
	struct buf b;

	if (i == v.n)
		return v;
	buf_init(&b, a);
	while (i < v.n) {
		buf_put(&b, str_slice(v, from, i));
		buf_put(&b, S("\xef\xbf\xbd"));
		from = i + 1;
		i = valid_until(v, from);
	}
	buf_put(&b, str_slice(v, from, v.n));
	return buf_str(&b);
}

size_t
utf8_chars(str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++)
		n += ((unsigned char)v.s[i] & 0xc0) != 0x80;
	return n;
}

/* scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han */
static bool
ideograph(uint32_t c)
{
	return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
	    (c >= 0x1780 && c <= 0x17ff) || (c >= 0x3040 && c <= 0x30ff) ||
	    (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
	    (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff66 && c <= 0xff9f) ||
	    (c >= 0x20000 && c <= 0x3ffff);
}

static const unsigned char of_category[] = {
	[UTF8PROC_CATEGORY_LU] = CC_UPPER, [UTF8PROC_CATEGORY_LT] = CC_UPPER,
	[UTF8PROC_CATEGORY_LL] = CC_LETTER, [UTF8PROC_CATEGORY_LM] = CC_LETTER,
	[UTF8PROC_CATEGORY_LO] = CC_LETTER, [UTF8PROC_CATEGORY_MN] = CC_LETTER,
	[UTF8PROC_CATEGORY_MC] = CC_LETTER, [UTF8PROC_CATEGORY_ME] = CC_LETTER,
	[UTF8PROC_CATEGORY_ND] = CC_DIGIT, [UTF8PROC_CATEGORY_NL] = CC_LETTER,
	[UTF8PROC_CATEGORY_NO] = CC_DIGIT, [UTF8PROC_CATEGORY_ZS] = CC_SPACE,
	[UTF8PROC_CATEGORY_ZL] = CC_SPACE, [UTF8PROC_CATEGORY_ZP] = CC_SPACE,
	[UTF8PROC_CATEGORY_CO] = CC_OTHER
};

#define L CC_LETTER
#define U CC_UPPER
#define D CC_DIGIT
#define W CC_SPACE
const unsigned char utf8_ascii[128] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, W, W, W, W, W, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	W, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
	0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
	U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, 0,
	0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0
};
#undef L
#undef U
#undef D
#undef W

enum cclass
utf8_class_of(uint32_t c)
{
	enum cclass k = (enum cclass)of_category[utf8proc_category(
	    (utf8proc_int32_t)c)];

	return k == CC_LETTER && ideograph(c) ? CC_IDEOGRAPH : k;
}

/* an apostrophe or a hyphen does not end a word */
static bool
joins(uint32_t c)
{
	return c == '\'' || c == '-' || c == 0x2019 || c == 0x200c ||
	    c == 0x200d || c == 0xad;
}

size_t
utf8_letters(str v, size_t i)
{
	const unsigned char *s = (const unsigned char *)v.s;
	size_t from = i;

	while (i < v.n && s[i] >= 'a' && s[i] <= 'z')
		i++;
	return i - from;
}

void
utf8_tally(str v, struct tally *t)
{
	unsigned n[CC_IDEOGRAPH + 1] = { 0 };
	bool inside = false;	/* a word */
	size_t i = 0;

	memset(t, 0, sizeof(*t));
	while (i < v.n) {
		uint32_t c = utf8_next(v, &i);
		enum cclass k = utf8_class(c);
		bool word = k == CC_LETTER || k == CC_UPPER || k == CC_DIGIT;

		n[k]++;
		t->words += word && !inside;
		inside = word || (inside && joins(c));
		if (inside) {
			size_t more = utf8_letters(v, i);

			n[CC_LETTER] += (unsigned)more;
			i += more;
		}
	}
	t->upper = n[CC_UPPER];
	t->digits = n[CC_DIGIT];
	t->ideographs = n[CC_IDEOGRAPH];
	t->other = n[CC_OTHER];
	t->letters = n[CC_LETTER] + t->upper + t->ideographs;
	t->chars = t->letters + t->digits + t->other;
	t->words += (t->ideographs + 1) / 2;
}

unsigned
utf8_words(str v)
{
	struct tally t;

	utf8_tally(v, &t);
	return t.words;
}

const char *
utf8_library_version(void)
{
	return utf8proc_version();
}
