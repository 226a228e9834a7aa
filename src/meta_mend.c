/*
 * JSON as pages carry it: broken, and mended where the meaning is plain; long,
 * and pruned to the members that tell of the page.
 */
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
	for (size_t i = 0; i < COUNT(heads); i++)
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

/* the members that meta_jsonld.c asks for */
static const str wanted[] = {
	STR("@type"), STR("@id"), STR("@graph"),
	STR("@value"), STR("@list"), STR("mainEntity"),
	STR("mainEntityOfPage"), STR("headline"), STR("name"), STR("author"),
	STR("creator"), STR("datePublished"), STR("dateCreated"),
	STR("uploadDate"), STR("dateModified"), STR("description"),
	STR("inLanguage"), STR("publisher"), STR("articleBody"), STR("image"),
	STR("url"), STR("keywords")
};

static bool
is_wanted(str key)
{
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (str_eq(key, wanted[i]))
			return true;
	return false;
}

/* behind the string that starts at v[i] */
static size_t
string_end(str v, size_t i)
{
	for (i++; i < v.n && v.s[i] != '"'; i++)
		i += v.s[i] == '\\';
	return i < v.n ? i + 1 : v.n;
}

static size_t
skip_blanks(str v, size_t i)
{
	while (i < v.n && blank(v.s[i]))
		i++;
	return i;
}

/* behind the value that starts at v[i]: at the mark that ends it */
static size_t
value_end(str v, size_t i)
{
	unsigned depth = 0;

	while (i < v.n) {
		char c = v.s[i];

		if (c == '"') {
			i = string_end(v, i);
			continue;
		}
		if (depth == 0 && (c == ',' || c == '}' || c == ']'))
			break;
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		i++;
	}
	return i;
}

/* the value of the member at v[i] and a comma; the member's end */
static size_t
leave_out(struct buf *b, str v, size_t i)
{
	i = value_end(v, i);
	if (i < v.n && v.s[i] == ',')
		return i + 1;
	while (b->n > 0 && blank(b->s[b->n - 1]))
		b->n--;
	if (b->n > 0 && b->s[b->n - 1] == ',')
		b->n--;
	return i;
}

str
json_prune(struct arena *a, str v)
{
	size_t i = 0, from = 0;
	struct buf b;

	buf_init(&b, a);
	while (i < v.n) {
		size_t end, colon;

		if (v.s[i] != '"') {
			i++;
			continue;
		}
		end = string_end(v, i);
		colon = skip_blanks(v, end);
		if (colon < v.n && v.s[colon] == ':' &&
		    !is_wanted(str_slice(v, i + 1, end - 1))) {
			buf_put(&b, str_slice(v, from, i));
			end = from = leave_out(&b, v, colon + 1);
		}
		i = end;
	}
	buf_put(&b, str_slice(v, from, v.n));
	return buf_str(&b);
}
