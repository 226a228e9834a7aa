#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "arena.h"
#include "charset_in.h"
#include "utf8.h"

#define BAD S("\xef\xbf\xbd")

/* UTF-8 of a byte of the upper half */
struct glyph {
	char s[3];
	unsigned char n;
};

static struct glyph
glyph(uint32_t c)
{
	if (c < 0x800)
		return (struct glyph){ { (char)(0xc0 | c >> 6),
		    (char)(0x80 | (c & 0x3f)) }, 2 };
	return (struct glyph){ { (char)(0xe0 | c >> 12),
	    (char)(0x80 | (c >> 6 & 0x3f)), (char)(0x80 | (c & 0x3f)) }, 3 };
}

uint32_t
charset_control(uint32_t c)
{
	uint32_t meant = charset_cp1252[c - 0x80];

	return meant < 0xa0 ? 0 : meant;
}

static size_t
decode_table(struct buf *b, const uint16_t *table, str v)
{
	struct glyph g[128];
	size_t i = 0, bad = 0;

	for (unsigned c = 0; c < 128; c++)
		g[c] = glyph(table[c]);
	while (i < v.n) {
		size_t from = i;
		unsigned c;

		while (i < v.n && (unsigned char)v.s[i] < 0x80)
			i++;
		buf_put(b, str_slice(v, from, i));
		if (i == v.n)
			break;
		c = (unsigned char)v.s[i++] & 0x7f;
		bad += table[c] == 0xfffd;
		buf_put(b, (str){ g[c].s, g[c].n });
	}
	return bad;
}

static uint32_t
unit(const unsigned char *p, unsigned size, bool big)
{
	uint32_t c = 0;

	for (unsigned i = 0; i < size; i++)
		c = c << 8 | p[big ? i : size - 1 - i];
	return c;
}

static size_t
put_scalar(struct buf *b, uint32_t c)
{
	bool bad = c > 0x10ffff || (c >= 0xd800 && c < 0xe000);

	utf8_put(b, bad ? 0xfffd : c);
	return bad;
}

static size_t
decode_utf16(struct buf *b, str v, bool big)
{
	const unsigned char *p = (const unsigned char *)v.s;
	size_t i = 0, bad = 0;

	while (v.n - i >= 2) {
		uint32_t c = unit(p + i, 2, big), low;

		i += 2;
		if (c >= 0xd800 && c < 0xdc00 && v.n - i >= 2) {
			low = unit(p + i, 2, big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) +
				    (low - 0xdc00);
				i += 2;
			}
		}
		bad += put_scalar(b, c);
	}
	if (i < v.n)
		bad += put_scalar(b, 0xd800);
	return bad;
}

static size_t
decode_utf32(struct buf *b, str v, bool big)
{
	const unsigned char *p = (const unsigned char *)v.s;
	size_t i, bad = 0;

	for (i = 0; v.n - i >= 4; i += 4)
		bad += put_scalar(b, unit(p + i, 4, big));
	if (i < v.n)
		bad += put_scalar(b, 0xd800);
	return bad;
}

/* one call of iconv on what is left; false when there is no way on */
static bool
convert(iconv_t cd, struct buf *b, char **in, size_t *left, size_t *bad)
{
	char out[4096], *to = out;
	size_t room = sizeof(out), r = iconv(cd, in, left, &to, &room);

	buf_put(b, (str){ out, sizeof(out) - room });
	if (r != (size_t)-1 || errno == E2BIG)
		return true;
	if (errno != EILSEQ && errno != EINVAL)
		return false;
	if (*left > 0) {
		++*in;
		--*left;
		++*bad;
		buf_put(b, BAD);
	}
	return true;
}

static size_t
decode_iconv(struct buf *b, const char *name, str v)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)(uintptr_t)v.s, out[64], *to = out;
	size_t left = v.n, bad = 0, room = sizeof(out);

	/* without the C library's module ASCII is all that can be read */
	if (cd == (iconv_t)-1)
		return decode_table(b, charset_cp1252, v) + v.n;
	while (left > 0)
		if (!convert(cd, b, &in, &left, &bad))
			break;
	/* a state of the charset may hold a character back */
	if (iconv(cd, NULL, NULL, &to, &room) != (size_t)-1)
		buf_put(b, (str){ out, sizeof(out) - room });
	iconv_close(cd);
	return bad;
}

static size_t
decode_utf8(struct buf *b, str v)
{
	size_t i = 0, bad = 0;

	while (i < v.n) {
		size_t from = i;
		uint32_t c = utf8_next(v, &i);

		bad += c == 0xfffd && i == from + 1;
	}
	buf_put(b, utf8_repair(b->arena, v));
	return bad;
}

size_t
charset_decode(struct buf *b, const struct charset *c, str v)
{
	switch (c->coder) {
	case CODER_UTF16LE:
	case CODER_UTF16BE:
		return decode_utf16(b, v, c->coder == CODER_UTF16BE);
	case CODER_UTF32LE:
	case CODER_UTF32BE:
		return decode_utf32(b, v, c->coder == CODER_UTF32BE);
	case CODER_TABLE:
		return decode_table(b, c->table, v);
	case CODER_ICONV:
		return decode_iconv(b, c->iconv, v);
	case CODER_UTF8:
		break;
	}
	return decode_utf8(b, v);
}

void
charset_load(struct arena *a)
{
	iconv_t *held = arena_array(a, charset_count, sizeof(*held));

	/* the C library keeps what is in use */
	for (unsigned i = 0; i < charset_count; i++)
		if (charsets[i].coder == CODER_ICONV)
			held[i] = iconv_open("UTF-8", charsets[i].iconv);
}
