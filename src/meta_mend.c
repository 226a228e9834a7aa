/* Broken JSON as pages carry it, mended where the meaning is plain. */
#include "metas.h"

#include "arena.h"

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* wrappers of old browsers and of careless templates */
static str
unwrap(str v)
{
	static const str heads[] = {
		STR("<!--"), STR("//<![CDATA["), STR("// <![CDATA["),
		STR("/*<![CDATA[*/"), STR("<![CDATA["), STR("/* <![CDATA[ */")
	};

	v = str_trim(v);
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (str_starts(v, heads[i]))
			v = str_trim(str_slice(v, heads[i].n, v.n));
	while (v.n > 0 && v.s[0] != '{' && v.s[0] != '[')
		v = str_slice(v, 1, v.n);
	return v;
}

/* bytes of a backslash at v[i] and what follows, as far as JSON knows it */
static size_t
escape_length(str v, size_t i)
{
	size_t n = 2;

	if (i + 1 >= v.n)
		return 0;
	if (v.s[i + 1] != 'u')
		return str_chr(S("\"\\/bfnrt"), v.s[i + 1]) < 8 ? 2 : 0;
	for (; n < 6; n++)
		if (i + n >= v.n || str_chr(S("0123456789abcdefABCDEF"),
		    v.s[i + n]) == 22)
			return 0;
	return n;
}

/* copies the string that starts at v[i]; returns where it ends */
static size_t
put_string(struct buf *b, str v, size_t i)
{
	buf_putc(b, v.s[i++]);
	while (i < v.n && v.s[i] != '"') {
		size_t n = 1;

		if (v.s[i] == '\\') {
			n = escape_length(v, i);
			if (n > 0)
				buf_put(b, str_slice(v, i, i + n));
			/* an escape that is none loses its backslash */
			i += n > 0 ? n : 1;
			continue;
		}
		buf_putc(b, (unsigned char)v.s[i] < ' ' ? ' ' : v.s[i]);
		i += n;
	}
	buf_putc(b, '"');
	return i < v.n ? i + 1 : i;
}

/* a comma that only blanks part from the end of its list */
static bool
idle_comma(str v, size_t i)
{
	for (i++; i < v.n && blank(v.s[i]); i++)
		;
	return i >= v.n || v.s[i] == '}' || v.s[i] == ']';
}

str
json_mend(struct arena *a, str v)
{
	struct buf b;
	size_t i = 0;

	v = unwrap(v);
	buf_init(&b, a);
	while (i < v.n) {
		if (v.s[i] == '"') {
			i = put_string(&b, v, i);
			continue;
		}
		if (v.s[i] != ',' || !idle_comma(v, i))
			buf_putc(&b, (unsigned char)v.s[i] < ' ' ? ' ' :
			    v.s[i]);
		i++;
	}
	return buf_str(&b);
}
