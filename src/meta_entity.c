/* Character references that the page's parser left: they were escaped twice. */
#include "metas.h"

#include "arena.h"
#include "utf8.h"

/* names of characters that titles and names hold, escaped twice */
static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{ "amp", '&' }, { "quot", '"' }, { "apos", '\'' }, { "lt", '<' },
	{ "gt", '>' }, { "nbsp", 0xa0 }, { "lsquo", 0x2018 },
	{ "rsquo", 0x2019 }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
	{ "ndash", 0x2013 }, { "mdash", 0x2014 }, { "hellip", 0x2026 },
	{ "eacute", 0xe9 }, { "egrave", 0xe8 }, { "agrave", 0xe0 },
	{ "uuml", 0xfc }, { "ouml", 0xf6 }, { "auml", 0xe4 },
	{ "szlig", 0xdf }, { "ntilde", 0xf1 }, { "ccedil", 0xe7 },
};

static uint32_t
hex(str digits)
{
	uint32_t n = 0;

	for (size_t i = 0; i < digits.n; i++) {
		size_t digit = str_chr(S("0123456789abcdefABCDEF"),
		    digits.s[i]);

		if (digit == 22 || i == 6)
			return 0;
		n = n * 16 + (uint32_t)(digit > 15 ? digit - 6 : digit);
	}
	return n;
}

/* the character that "#8217" or "rsquo" names, or 0 */
static uint32_t
entity(str name)
{
	uint32_t n = 0;
	long decimal;

	for (size_t i = 0; i < COUNT(entities); i++)
		if (str_eq(name, str_of(entities[i].name)))
			return entities[i].c;
	if (str_istarts(name, S("#x"))) {
		n = hex(str_slice(name, 2, name.n));
	} else if (str_starts(name, S("#"))) {
		decimal = str_number(str_slice(name, 1, name.n), 0x10ffff);
		n = decimal > 0 ? (uint32_t)decimal : 0;
	}
	return n < ' ' || n > 0x10ffff || (n >= 0xd800 && n < 0xe000) ? 0 : n;
}

str
meta_decode(struct arena *a, str v)
{
	struct buf b;

	if (str_chr(v, '&') == v.n)
		return v;
	buf_init(&b, a);
	while (v.n > 0) {
		size_t n = str_chr(v, '&'), end;
		uint32_t c;

		buf_put(&b, str_slice(v, 0, n));
		v = str_slice(v, n, v.n);
		end = str_chr(str_slice(v, 0, 12), ';');
		c = v.n > 0 && end < 12 ? entity(str_slice(v, 1, end)) : 0;
		if (c != 0)
			utf8_put(&b, c);
		else
			buf_put(&b, str_slice(v, 0, 1));
		v = str_slice(v, c != 0 ? end + 1 : 1, v.n);
	}
	return buf_str(&b);
}

