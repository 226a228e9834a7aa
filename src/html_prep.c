/*
 * What the parser need not see. Scripts, styles and comments are half of a
 * page's bytes and it would go through them letter by letter.
 */
#include <string.h>

#include "diag.h"
#include "html_tree.h"
#include "limits.h"

struct prep {
	struct tree *t;
	const char *p, *end;	/* of the input */
	char *out, *full;	/* of the output: next byte, end */
	const char *svg;	/* no drawing before it need be looked at */
};

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* copies up to q, without NULs */
static void
copy(struct prep *x, const char *q)
{
	while (x->p < q) {
		const char *nul = memchr(x->p, '\0', (size_t)(q - x->p));
		size_t n = (size_t)((nul != NULL ? nul : q) - x->p);

		memcpy(x->out, x->p, n);
		x->out += n;
		x->p += n + (nul != NULL);
	}
}

/* leaves out up to q, but for the line ends */
static void
skip(struct prep *x, const char *q)
{
	while (x->p < q) {
		const char *nl = memchr(x->p, '\n', (size_t)(q - x->p));

		if (nl == NULL)
			break;
		*x->out++ = '\n';
		x->p = nl + 1;
	}
	x->p = q;
}

static str
rest(const struct prep *x, const char *p)
{
	return (str){ p, (size_t)(x->end - p) };
}

/* behind the comment that starts at p; one without an end goes to the end */
static const char *
comment_end(const struct prep *x, const char *p)
{
	const char *q = p + 4;

	if (q < x->end && *q == '>')
		return q + 1;
	if (x->end - q > 1 && q[0] == '-' && q[1] == '>')
		return q + 2;
	while ((q = memchr(q, '-', (size_t)(x->end - q))) != NULL) {
		str v = rest(x, q);

		if (str_starts(v, S("-->")))
			return q + 3;
		if (str_starts(v, S("--!>")))
			return q + 4;
		q++;
	}
	return x->end;
}

/* at the > that ends the tag, or at the end */
static const char *
tag_end(const struct prep *x, const char *p)
{
	bool value = false;	/* behind an equals sign */

	for (; p < x->end && *p != '>'; p++) {
		if (value && (*p == '"' || *p == '\'')) {
			p = memchr(p + 1, *p, (size_t)(x->end - p - 1));
			if (p == NULL)
				return x->end;
		}
		if (!blank(*p))
			value = *p == '=';
	}
	return p;
}

/* the name's end tag; where there is none, the end of the page */
static const char *
raw_end(const struct prep *x, const char *p, str name)
{
	while ((p = memchr(p, '<', (size_t)(x->end - p))) != NULL) {
		if (x->end - p > 2 && p[1] == '/' &&
		    str_istarts(rest(x, p + 2), name))
			return p;
		p++;
	}
	return x->end;
}

static bool
is_tag(str v, str name)
{
	return v.n > name.n && str_istarts(v, name) &&
	    (blank(v.s[name.n]) || v.s[name.n] == '>' || v.s[name.n] == '/');
}

/* <script/> is open in HTML, but a page may mean it as in XML */
static bool
is_empty(const struct prep *x, str name, str tag)
{
	const char *p = x->p;

	if (!str_ends(tag, S("/>")))
		return false;
	while ((p = memchr(p, '<', (size_t)(x->end - p))) != NULL) {
		str v = rest(x, ++p);

		if (str_istarts(v, name))
			return true;
		if (str_starts(v, S("/")) &&
		    str_istarts(str_slice(v, 1, v.n), name))
			return false;
	}
	return true;
}

/* the body of an element whose content is no markup */
static void
raw(struct prep *x, str name, str tag)
{
	const char *q;

	if (is_empty(x, name, tag))
		return;
	q = raw_end(x, x->p, name);
	if (str_ifind(tag, S("ld+json")) < tag.n)
		copy(x, q);
	else
		skip(x, q);
}

/* tags that end an svg which nobody closed: as in a browser */
static bool
breaks_out(str tag)
{
	char name[16];
	size_t n = 0;

	while (n < tag.n && n < sizeof(name) && (letter(tag.s[n]) ||
	    (tag.s[n] >= '0' && tag.s[n] <= '9'))) {
		name[n] = (char)(tag.s[n] | 0x20);
		n++;
	}
	return elem_class(elem_of((str){ name, n })) == EC_BLOCK;
}

/* a drawing's body goes, if it ends as it should and holds nothing else */
static void
drawing(struct prep *x, str tag)
{
	const char *p = x->p;
	unsigned open = 1;

	if (str_ends(tag, S("/>")) || p < x->svg)
		return;
	x->svg = x->end;
	while ((p = memchr(p, '<', (size_t)(x->end - p))) != NULL) {
		str v = rest(x, ++p);

		if (is_tag(v, S("/svg")) && --open == 0) {
			skip(x, p - 1);
			x->svg = x->p;
			return;
		}
		if (is_tag(v, S("foreignObject")) || breaks_out(v) ||
		    is_tag(v, S("script")) || is_tag(v, S("style")) ||
		    str_starts(v, S("!"))) {
			x->svg = p;
			return;
		}
		if (is_tag(v, S("svg")) && p[tag_end(x, p) - p - 1] != '/')
			open++;
	}
}

/* elements without content that the parser does not know as such */
static bool
is_void(str tag)
{
	return is_tag(tag, S("source")) || is_tag(tag, S("wbr")) ||
	    is_tag(tag, S("track"));
}

/* closes it at once, or what follows would stand in it */
static void
void_element(struct prep *x, const char *q)
{
	size_t left = (size_t)(x->end - x->p);

	if (q[-1] != '>' || q[-2] == '/' ||
	    left + 2 > (size_t)(x->full - x->out)) {
		copy(x, q);
		return;
	}
	copy(x, q - 1);
	memcpy(x->out, " />", 3);
	x->out += 3;
	x->p = q;
}

/*
 * Where the attributes of a tag end that may be looked at. The parser compares
 * each with all before it, so they must not even reach it.
 */
static const char *
attrs_end(const char *p, const char *end, size_t most)
{
	size_t words = 0, values = 0;
	bool before = false;	/* a blank */

	for (; p < end && words <= most && values <= most; p++) {
		if (values > 0 && (*p == '"' || *p == '\'') &&
		    p[-1] == '=') {
			p = memchr(p + 1, *p, (size_t)(end - p - 1));
			if (p == NULL)
				return end;
		}
		words += before && !blank(*p);
		before = blank(*p);
		values += *p == '=';
	}
	return p;
}

/* copies a tag; one with very many attributes ends early */
static void
copy_tag(struct prep *x, const char *q)
{
	size_t most = x->t->limits->v[LIMIT_ATTRS];
	const char *end = q;

	if ((size_t)(q - x->p) > 2 * most)
		end = attrs_end(x->p, q, most);
	copy(x, end);
	if (end == q)
		return;
	tree_cut(x->t, MSG_LIMIT_ATTRS, "too many attributes", LIMIT_ATTRS,
	    0);
	*x->out++ = '>';
	skip(x, q);
}

static void
markup(struct prep *x)
{
	const char *q = tag_end(x, x->p + 1);
	str tag = { x->p + 1, (size_t)(q - x->p - 1) };

	if (q < x->end)
		q++, tag.n++;
	if (is_tag(tag, S("html")) || is_tag(tag, S("head")) ||
	    is_tag(tag, S("body")))
		x->t->whole = true;
	if (is_void(tag)) {
		void_element(x, q);
		return;
	}
	copy_tag(x, q);
	if (is_tag(tag, S("script")))
		raw(x, S("script"), tag);
	else if (is_tag(tag, S("style")))
		raw(x, S("style"), tag);
	else if (is_tag(tag, S("svg")))
		drawing(x, tag);
}

/* at a <! or <?, or at a </ before no name: a comment, as in browsers */
static void
declaration(struct prep *x)
{
	const char *q;

	if (str_starts(rest(x, x->p), S("<!--"))) {
		skip(x, comment_end(x, x->p));
		return;
	}
	if (str_istarts(rest(x, x->p), S("<!doctype")))
		x->t->whole = true;
	q = memchr(x->p, '>', (size_t)(x->end - x->p));
	skip(x, q != NULL ? q + 1 : x->end);
}

str
html_prepare(struct tree *t, str v)
{
	size_t room = v.n + v.n / 2 + 64;	/* some tags grow */
	char *out = arena_text(&t->arena, room + 1);
	struct prep x = { .t = t, .p = v.s, .end = v.s + v.n, .out = out,
	    .full = out + room, .svg = v.s };

	while (x.p < x.end) {
		const char *q = memchr(x.p, '<', (size_t)(x.end - x.p));

		if (q == NULL || x.end - q < 2) {
			copy(&x, x.end);
			break;
		}
		copy(&x, q);
		if (letter(q[1]) || (q[1] == '/' && x.end - q > 2 &&
		    letter(q[2])))
			markup(&x);
		else if (q[1] == '!' || q[1] == '?' || q[1] == '/')
			declaration(&x);
		else
			copy(&x, q + 1);
	}
	*x.out = '\0';
	return (str){ out, (size_t)(x.out - out) };
}
