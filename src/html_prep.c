/*
 * A page's skeleton: its tags without their attributes, a single character for
 * each run of text. That is all that the parser needs to say what stands in
 * what, and it goes through its input letter by letter; the rest is looked at
 * when the walk asks for it. Scripts, styles, comments and most drawings are
 * left out.
 */
#include <string.h>

#include "diag.h"
#include "html_tree.h"
#include "limits.h"

enum { NAME_MAX_BYTES = 100 };	/* of a name, as the parser has it */

struct prep {
	struct tree *t;
	const char *p, *end;	/* of the input */
	char *out, *next, *full;	/* of the output */
	size_t runcap, tagcap;
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

static str
rest(const struct prep *x, const char *p)
{
	return (str){ p, (size_t)(x->end - p) };
}

/* room for a tag */
static void
reserve(struct prep *x)
{
	size_t n = (size_t)(x->next - x->out), room = (size_t)(x->full - x->out);

	if (room - n > NAME_MAX_BYTES + 8)
		return;
	x->out = arena_extend(&x->t->arena, x->out, room, room * 2);
	x->next = x->out + n;
	x->full = x->out + room * 2;
}

/*
 * The text from x->p to q. White space before anything else is none: the
 * parser would pass over it.
 */
static void
run(struct prep *x, const char *q, enum run_kind kind)
{
	struct tree *t = x->t;
	const char *p = x->p;

	x->p = q;
	if (kind == RUN_TEXT) {
		const char *b = p;

		while (b < q && (unsigned char)*b <= ' ')
			b++;
		if (b == q)
			kind = RUN_BLANK;
	}
	if (p == q || (kind == RUN_BLANK && x->next == x->out))
		return;
	t->runs = arena_more(&t->arena, t->runs, t->nruns, &x->runcap,
	    sizeof(*t->runs));
	t->runs[t->nruns++] = (struct run){ p, (uint32_t)(q - p), kind };
	reserve(x);
	*x->next++ = kind == RUN_BLANK ? ' ' : RUN_MARK;
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
		run(x, q, RUN_SCRIPT);
	x->p = q;
}

static void
script(struct prep *x, str tag)
{
	raw(x, S("script"), tag);
}

static void
style(struct prep *x, str tag)
{
	raw(x, S("style"), tag);
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

/* does the tag whose attributes begin at p end with "/>"? */
static bool
closes_itself(const struct prep *x, const char *p)
{
	struct attr_scan a = { .p = p, .end = x->end };

	while (attr_next(&a))
		;
	return a.p < x->end && *a.p == '/';
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
			x->p = x->svg = p - 1;
			return;
		}
		if (is_tag(v, S("foreignObject")) || breaks_out(v) ||
		    is_tag(v, S("script")) || is_tag(v, S("style")) ||
		    str_starts(v, S("!"))) {
			x->svg = p;
			return;
		}
		if (is_tag(v, S("svg")) && !closes_itself(x, p + 3))
			open++;
	}
}

static void
whole(struct prep *x, str tag)
{
	(void)tag;
	x->t->whole = true;
}

/* start tags with something to do behind them */
static const struct special {
	str name;
	void (*then)(struct prep *, str tag);
	bool empty;		/* has no content, which the parser can't know */
} specials[] = {
	{ STR("html"), whole, false }, { STR("head"), whole, false },
	{ STR("body"), whole, false }, { STR("script"), script, false },
	{ STR("style"), style, false }, { STR("svg"), drawing, false },
	{ STR("source"), NULL, true }, { STR("wbr"), NULL, true },
	{ STR("track"), NULL, true }
};

static const struct special *
special(str name)
{
	static const struct special none = { .then = NULL };
	char c = (char)(name.s[0] | 0x20);

	if (c != 's' && c != 'h' && c != 'b' && c != 'w' && c != 't')
		return &none;
	for (size_t i = 0; i < sizeof(specials) / sizeof(*specials); i++)
		if (specials[i].name.s[0] == c &&
		    str_ieq(specials[i].name, name))
			return &specials[i];
	return &none;
}

/* passes over attributes; those beyond the bound are not looked at again */
static const char *
attributes(struct prep *x, struct attr_scan *a)
{
	size_t left = x->t->limits->v[LIMIT_ATTRS];
	const char *end = NULL;

	while (attr_next(a))
		if (left-- == 0) {
			end = a->name.s;
			tree_cut(x->t, MSG_LIMIT_ATTRS, "too many attributes",
			    LIMIT_ATTRS, 0);
		}
	return end != NULL ? end : a->p;
}

static void
put(struct prep *x, str v)
{
	memcpy(x->next, v.s, v.n);
	x->next += v.n;
}

static str
tag_name(const struct prep *x, const char *p)
{
	size_t n = 1;

	while (n < NAME_MAX_BYTES && p + n < x->end && name_char(p[n]))
		n++;
	return (str){ p, n };
}

static void
start_tag(struct prep *x)
{
	struct tree *t = x->t;
	str name = tag_name(x, x->p + 1);
	const struct special *s = special(name);
	struct attr_scan a = { .p = name.s + name.n, .end = x->end };
	const char *from = a.p, *to = attributes(x, &a);
	bool empty = a.p < x->end && *a.p == '/';

	reserve(x);
	*x->next++ = '<';
	put(x, name);
	/* a tag's own event comes from here, implied ones before the blank */
	if (to > from)
		*x->next++ = ' ';
	t->tags = arena_more(&t->arena, t->tags, t->ntags, &x->tagcap,
	    sizeof(*t->tags));
	t->tags[t->ntags++] = (struct tag){ from, (uint32_t)(to - from),
	    (uint32_t)(x->next - x->out) };
	if (empty || s->empty)
		*x->next++ = '/';
	*x->next++ = '>';
	from = x->p + 1;
	x->p = a.p < x->end ? a.p + empty + 1 : a.p;
	if (s->then != NULL)
		s->then(x, (str){ from, (size_t)(x->p - from) });
}

static void
end_tag(struct prep *x)
{
	str name = tag_name(x, x->p + 2);
	const char *q = name.s + name.n;

	reserve(x);
	put(x, S("</"));
	put(x, name);
	*x->next++ = '>';
	q = memchr(q, '>', (size_t)(x->end - q));
	x->p = q != NULL ? q + 1 : x->end;
}

/* at a <! or <?, or at a </ before no name: a comment, as in browsers */
static void
declaration(struct prep *x)
{
	const char *q;

	if (str_starts(rest(x, x->p), S("<!--"))) {
		x->p = comment_end(x, x->p);
		return;
	}
	if (str_istarts(rest(x, x->p), S("<!doctype")))
		x->t->whole = true;
	q = memchr(x->p, '>', (size_t)(x->end - x->p));
	x->p = q != NULL ? q + 1 : x->end;
}

/* is the < more than a character of text? */
static bool
is_markup(const struct prep *x, const char *q)
{
	return x->end - q > 1 && (letter(q[1]) || q[1] == '/' ||
	    q[1] == '!' || q[1] == '?');
}

static void
markup(struct prep *x)
{
	const char *q = x->p;

	if (letter(q[1]))
		start_tag(x);
	else if (q[1] == '/' && x->end - q > 2 && letter(q[2]))
		end_tag(x);
	else
		declaration(x);
}

static str
without_nul(struct arena *a, str v)
{
	char *s;
	size_t n = 0;

	if (str_chr(v, '\0') == v.n)
		return v;
	s = arena_text(a, v.n);
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] != '\0')
			s[n++] = v.s[i];
	return (str){ s, n };
}

str
html_prepare(struct tree *t, str page)
{
	/* a place is needed even for nothing */
	str v = page.n > 0 ? without_nul(&t->arena, page) : S("");
	size_t room = v.n / 8 + 1024, many = v.n / 128 + 16;
	struct prep x = { .t = t, .p = v.s, .end = v.s + v.n, .svg = v.s };
	const char *q = v.s;

	x.out = x.next = arena_text(&t->arena, room);
	x.full = x.out + room;
	x.runcap = x.tagcap = many;
	t->runs = arena_extend(&t->arena, NULL, 0, many * sizeof(*t->runs));
	t->tags = arena_extend(&t->arena, NULL, 0, many * sizeof(*t->tags));
	t->page = v;
	t->line_at = v.s;
	t->line = 1;
	while ((q = memchr(q, '<', (size_t)(x.end - q))) != NULL) {
		if (!is_markup(&x, q)) {
			q++;
			continue;
		}
		run(&x, q, RUN_TEXT);
		markup(&x);
		q = x.p;
	}
	run(&x, x.end, RUN_TEXT);
	*x.next = '\0';
	return (str){ x.out, (size_t)(x.next - x.out) };
}
