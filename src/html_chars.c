/* Characters as libxml2 reads them: its references, what it lets through. */
#include <string.h>

#include "charset.h"
#include "html_tree.h"
#include "utf8.h"

enum { REF_LONGEST = 16 };	/* bytes of the longest known name, and more */

/* the Char of XML */
static bool
allowed(uint32_t c)
{
	return c >= 0x20 ? c <= 0xd7ff || (c >= 0xe000 && c <= 0xfffd) ||
	    (c >= 0x10000 && c <= 0x10ffff) :
	    c == '\t' || c == '\n' || c == '\r';
}

static char *
put(char *to, uint32_t c)
{
	return to + utf8_encode(to, c);
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* &#65; or &#x41;, the semicolon may be missing; 0 when it is no character */
static uint32_t
number(str v, size_t *n)
{
	size_t i = 2;
	bool hex = v.n > 2 && (v.s[2] == 'x' || v.s[2] == 'X');
	int base = hex ? 16 : 10;
	uint32_t c = 0;

	for (i += hex; i < v.n && digit(v.s[i]) < base; i++)
		if (c < 0x110000)
			c = c * (uint32_t)base + (uint32_t)digit(v.s[i]);
	*n = i + (i < v.n && v.s[i] == ';');
	if (c >= 0x80 && c < 0xa0)
		c = charset_control(c);
	return allowed(c) ? c : 0;
}

/* the parser looks through a list: each name is looked up once a page */
static uint32_t
named(struct tree *t, str name)
{
	struct ref_slot *s = &t->refs[str_hash(name) % REF_SLOTS];

	if (!str_eq(s->name, name)) {
		char key[REF_LONGEST + 1] = "";
		const htmlEntityDesc *e;

		memcpy(key, name.s, name.n);
		e = htmlEntityLookup((const xmlChar *)key);
		s->name = name;
		s->c = e != NULL ? e->value : 0;
	}
	return s->c;
}

/* &amp; with its semicolon; 0 when there is none of that name */
static uint32_t
name(struct tree *t, str v, size_t *n)
{
	size_t i = 1;

	while (i < v.n && i <= REF_LONGEST && name_char(v.s[i]))
		i++;
	*n = i + 1;
	if (i == 1 || i >= v.n || v.s[i] != ';' || i > REF_LONGEST)
		return 0;
	return named(t, str_slice(v, 1, i));
}

/* has one of eight bytes a control, an & or the start of U+FFFE? */
static bool
plain(const char *s)
{
	const uint64_t ones = 0x0101010101010101u, high = ones << 7;
	uint64_t w, amp, ef;

	memcpy(&w, s, sizeof(w));
	amp = w ^ ones * '&';
	ef = w ^ ones * 0xef;
	return ((((w - ones * 0x20) & ~w) | ((amp - ones) & ~amp) |
	    ((ef - ones) & ~ef)) & high) == 0;
}

/* how many bytes at s the parser would leave out; 0: it is a character */
static size_t
left_out(str v, size_t i)
{
	unsigned char c = (unsigned char)v.s[i];

	if (c < ' ')
		return !allowed(c);
	return c == 0xef && v.n - i > 2 && (unsigned char)v.s[i + 1] == 0xbf &&
	    (unsigned char)v.s[i + 2] >= 0xbe ? 3 : 0;
}

static char *
copy(char *to, str v)
{
	size_t i = 0, n;

	while (i < v.n) {
		if (v.n - i >= 8 && plain(v.s + i)) {
			memcpy(to, v.s + i, 8);
			to += 8;
			i += 8;
		} else if ((n = left_out(v, i)) > 0) {
			i += n;
		} else {
			*to++ = v.s[i++];
		}
	}
	return to;
}

char *
chars_script(char *to, str v)
{
	return copy(to, v);
}

/* a reference at v, which starts with &; returns how long it is there */
static size_t
reference(struct tree *t, str v, uint32_t *c)
{
	size_t n;

	*c = v.n > 1 && v.s[1] == '#' ? number(v, &n) : name(t, v, &n);
	if (*c > 0 || (v.n > 1 && v.s[1] == '#'))
		return n;
	*c = '&';
	return 1;
}

char *
chars_text(struct tree *t, char *to, str v)
{
	size_t i;
	uint32_t c;

	while ((i = str_chr(v, '&')) < v.n) {
		to = copy(to, str_slice(v, 0, i));
		v = str_slice(v, i, v.n);
		v = str_slice(v, reference(t, v, &c), v.n);
		if (c > 0)
			to = put(to, c);
	}
	return copy(to, v);
}

/* in a value a reference to no character is where it ends */
str
chars_value(struct tree *t, str v)
{
	size_t i = str_chr(v, '&');
	char *s, *to;
	uint32_t c;

	if (i == v.n)
		return v;
	s = to = arena_text(&t->arena, v.n);
	do {
		memcpy(to, v.s, i);
		to += i;
		v = str_slice(v, i, v.n);
		v = str_slice(v, reference(t, v, &c), v.n);
		if (c == 0)
			return (str){ s, (size_t)(to - s) };
		to = put(to, c);
	} while ((i = str_chr(v, '&')) < v.n);
	memcpy(to, v.s, v.n);
	return (str){ s, (size_t)(to - s) + v.n };
}
