#include "charset.h"

#include <string.h>
#include <uchardet/uchardet.h>

#include "arena.h"
#include "charset_in.h"
#include "diag.h"
#include "utf8.h"

enum {
	NEAR = 64 * 1024,	/* where a declaration should stand */
	LOOK = 256 * 1024,	/* bytes that the guess looks at */
	FEW = 1000,		/* one bad byte in so many is a slip */
	HINT = 8		/* fewer letters with accents say nothing */
};

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* the value behind charset= or encoding= in a tag, or empty */
static str
value_of(str tag, str name)
{
	size_t i = str_ifind(tag, name), n = 0;
	str v = str_trim(str_slice(tag, i + name.n, tag.n));

	if (v.n == 0 || v.s[0] != '=')
		return (str){ "", 0 };
	v = str_trim(str_slice(v, 1, v.n));
	if (v.n > 0 && (v.s[0] == '"' || v.s[0] == '\''))
		v = str_trim(str_slice(v, 1, v.n));
	while (n < v.n && !blank(v.s[n]) && v.s[n] != '"' && v.s[n] != '\'' &&
	    v.s[n] != ';' && v.s[n] != '>' && v.s[n] != '/' && v.s[n] != '?')
		n++;
	return str_slice(v, 0, n);
}

/* the first declaration of a charset that is known */
static const struct charset *
declared(str v)
{
	for (size_t i = 0; (i += str_chr(str_slice(v, i, v.n), '<')) < v.n;
	    i++) {
		str tag = str_slice(v, i, v.n);
		const struct charset *c = NULL;

		tag.n = str_chr(str_slice(tag, 0, 1024), '>');
		if (str_istarts(tag, S("<meta")))
			c = charset_of(value_of(tag, S("charset")));
		else if (str_istarts(tag, S("<?xml")))
			c = charset_of(value_of(tag, S("encoding")));
		if (c != NULL)
			return c;
	}
	return NULL;
}

/* a page that declares UTF-16 in plain letters is not in UTF-16 */
static const struct charset *
declared_by(str v)
{
	const struct charset *c = declared(str_slice(v, 0, NEAR));

	if (c == NULL && v.n > NEAR)
		c = declared(v);
	if (c != NULL && c->coder != CODER_TABLE && c->coder != CODER_ICONV)
		c = &charsets[0];
	return c;
}

struct mark {
	const char *s;
	size_t n;
	const char *label;
};

/* UTF-32 before UTF-16, whose mark begins like it */
static const struct mark marks[] = {
	{ "\xef\xbb\xbf", 3, "utf-8" },
	{ "\xff\xfe\0\0", 4, "utf-32le" },
	{ "\0\0\xfe\xff", 4, "utf-32be" },
	{ "\xff\xfe", 2, "utf-16le" },
	{ "\xfe\xff", 2, "utf-16be" }
};

static const struct charset *
marked(str *v)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const struct mark *m = &marks[i];

		if (!str_starts(*v, (str){ m->s, m->n }))
			continue;
		*v = str_slice(*v, m->n, v->n);
		return charset_of(str_of(m->label));
	}
	return NULL;
}

/*
 * UTF-16 without a mark: in most scripts' pages every other byte is NUL, at
 * least those of the tags.
 */
static const struct charset *
half_nul(str v)
{
	size_t n = v.n < 2048 ? v.n & ~(size_t)1 : 2048, nul[2] = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		nul[i & 1] += v.s[i] == '\0';
	if (n < 4 || nul[0] + nul[1] < n / 8)
		return NULL;
	if (nul[1] > 8 * nul[0])
		return charset_of(S("utf-16le"));
	return nul[0] > 8 * nul[1] ? charset_of(S("utf-16be")) : NULL;
}

/* how the bytes above 127 stand */
struct shape {
	size_t high;		/* how many */
	size_t joined;		/* of them, next to another */
	size_t good, bad;	/* UTF-8: characters, stray bytes */
	bool tail;		/* the only bad ones are a cut last character */
};

static void
look(str v, struct shape *s)
{
	size_t i = 0, stray = v.n, cut;

	memset(s, 0, sizeof(*s));
	while (i < v.n) {
		size_t from = i;
		uint32_t c;

		if ((unsigned char)v.s[i] < 0x80) {
			i++;
			continue;
		}
		c = utf8_next(v, &i);
		s->high += i - from;
		if (i > from + 1 || (i < v.n && (v.s[i] & 0x80)) ||
		    (from > 0 && (v.s[from - 1] & 0x80)))
			s->joined += i - from;
		if (c == 0xfffd && i == from + 1) {
			s->bad++;
			stray = stray < v.n ? stray : from;
		} else
			s->good++;
	}
	cut = v.n - stray;
	s->tail = s->bad > 0 && cut == s->bad && cut <= 3 &&
	    (unsigned char)v.s[stray] >= 0xc2 &&
	    (unsigned char)v.s[stray] <= 0xf4;
}

static const struct charset *
guess(str v)
{
	uchardet_t u = uchardet_new();
	const struct charset *c = NULL;

	if (uchardet_handle_data(u, v.s, v.n < LOOK ? v.n : LOOK) == 0) {
		uchardet_data_end(u);
		c = charset_of(str_of(uchardet_get_charset(u)));
	}
	uchardet_delete(u);
	return c;
}

static bool
is_latin(const struct charset *c)
{
	return c->table == charset_cp1252 || c->table == charset_iso8859_15 ||
	    c->table == charset_macintosh;
}

/*
 * A server's default is Latin-1, whatever the page is in. In a Latin script
 * bytes above 127 stand alone, mostly.
 */
static bool
unlikely(const struct charset *c, const struct shape *s)
{
	return is_latin(c) && s->high > 20 && s->joined * 2 > s->high;
}

/* decodes when the charset fits the bytes */
static bool
decoded(struct arena *a, const struct charset *c, str v,
    const struct shape *s, str *out)
{
	struct buf b;
	size_t bad;

	if (c == NULL)
		return false;
	if (c->coder == CODER_UTF8 && s->good < 4 * s->bad && !s->tail)
		return false;
	buf_init(&b, a);
	bad = charset_decode(&b, c, v);
	*out = buf_str(&b);
	return c->coder == CODER_UTF8 || bad <= v.n / FEW + s->high / 50;
}

static str
choose(struct arena *a, str v, const struct charset *const *said, size_t n)
{
	const struct charset *seen;
	struct shape s;
	str out = v;

	look(v, &s);
	for (size_t i = 0; i < n; i++)
		if (said[i] != NULL && !unlikely(said[i], &s) &&
		    decoded(a, said[i], v, &s, &out))
			return out;
	if (s.good > 0 && decoded(a, &charsets[0], v, &s, &out))
		return out;
	seen = guess(v);
	/* single letters that look East Asian are accents; few tell nothing */
	if (seen != NULL && s.joined * 2 <= s.high &&
	    (seen->coder == CODER_ICONV || s.high < HINT))
		seen = NULL;
	if (decoded(a, seen, v, &s, &out))
		return out;
	/* nothing fits: what was said, with its bad bytes, or the default */
	for (size_t i = 0; i < n; i++)
		if (said[i] != NULL && said[i]->coder == CODER_ICONV &&
		    s.joined * 2 > s.high && !decoded(a, said[i], v, &s, &out))
			return out;
	decoded(a, charset_of(S("windows-1252")), v, &s, &out);
	return out;
}

/* charsets of plain ASCII bytes need an escape to begin with */
static bool
escapes(const struct charset *c, str v)
{
	return c != NULL && c->coder == CODER_ICONV &&
	    strcmp(c->iconv, "ISO-2022-JP-2") == 0 && str_chr(v, 0x1b) < v.n;
}

static str
whole(struct arena *a, const struct charset *c, str v)
{
	struct buf b;

	if (c->coder == CODER_UTF8)
		return utf8_repair(a, v);
	buf_init(&b, a);
	charset_decode(&b, c, v);
	return buf_str(&b);
}

bool
charset_plain(str v)
{
	return utf8_valid(v) && str_chr(v, 0x1b) == v.n;
}

str
charset_to_utf8(struct arena *a, str v, str label, bool tagged,
    struct diag *diag)
{
	const struct charset *c = marked(&v), *said[2];

	if (c == NULL)
		c = half_nul(v);
	if (c != NULL)
		return whole(a, c, v);
	said[0] = charset_of(label);
	if (said[0] == NULL && str_trim(label).n > 0)
		diag_report(diag, MSG_WARNING, NULL,
		    "no charset is called '%.*s': ignored", P(label));
	if (charset_plain(v))
		return v;
	said[1] = tagged ? declared_by(v) : NULL;
	for (size_t i = 0; i < 2; i++)
		if (escapes(said[i], v))
			return whole(a, said[i], v);
	if (utf8_valid(v))
		return v;
	return choose(a, v, said, 2);
}
