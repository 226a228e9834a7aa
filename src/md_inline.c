#include "md_inline.h"

#include "arena.h"
#include "emits.h"
#include "utf8.h"

enum { NEVER, ALWAYS, MAYBE };

/* bytes to escape; what MAYBE is decided by its neighbours */
static const unsigned char specials[256] = {
	['\\'] = ALWAYS, ['`'] = ALWAYS, ['*'] = ALWAYS, ['['] = ALWAYS,
	[']'] = ALWAYS, ['<'] = ALWAYS, ['~'] = ALWAYS, ['_'] = MAYBE,
	['&'] = MAYBE, ['|'] = MAYBE, ['\n'] = MAYBE
};

size_t
md_longest_run(str v, char c)
{
	size_t best = 0, run = 0;

	for (size_t i = 0; i < v.n; i++) {
		run = v.s[i] == c ? run + 1 : 0;
		if (run > best)
			best = run;
	}
	return best;
}

static bool
word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

/* would "&…;" be read as a character? */
static bool
reference(str v)
{
	size_t i = 1;

	if (i < v.n && v.s[i] == '#')
		i++;
	while (i < v.n && i < 40 && word_byte(v.s[i]))
		i++;
	return i > 1 && i < v.n && v.s[i] == ';';
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/*
 * Where a mark that would start a block stands at the start of a line: its
 * offset, or the length. "12." and "12)" start a list, the stop is escaped.
 */
static size_t
block_mark(str v)
{
	size_t i = 0;
	char c = v.n > 0 ? v.s[0] : ' ', next = v.n > 1 ? v.s[1] : '\n';

	if (c == '>' || c == '|')
		return 0;
	if ((c == '-' || c == '+' || c == '#' || c == '=') &&
	    (blank(next) || next == c || next == '|' || next == ':'))
		return 0;
	if (c == ':' && (next == '-' || blank(next)))
		return 0;
	while (i < v.n && v.s[i] >= '0' && v.s[i] <= '9')
		i++;
	return i > 0 && i < v.n && (v.s[i] == '.' || v.s[i] == ')') &&
	    (i + 1 == v.n || blank(v.s[i + 1])) ? i : v.n;
}

static void
new_line(struct md_line *l)
{
	while (l->b->n > 0 && (l->b->s[l->b->n - 1] == ' ' ||
	    l->b->s[l->b->n - 1] == '\t'))
		l->b->n--;
	if (l->single) {
		buf_putc(l->b, ' ');
		return;
	}
	buf_puts(l->b, "\\\n");
	buf_put(l->b, l->prefix);
	l->start = true;
}

static bool
escaped(const struct md_line *l, str v, size_t i)
{
	switch (v.s[i]) {
	case '_':
		return !(i > 0 && i + 1 < v.n && word_byte(v.s[i - 1]) &&
		    word_byte(v.s[i + 1]));
	case '&':
		return reference(str_slice(v, i, v.n));
	case '|':
		return l->cell;
	default:
		return specials[(unsigned char)v.s[i]] == ALWAYS;
	}
}

/* skips the blanks that start a line and escapes what would start a block */
static size_t
put_start(struct md_line *l, str v, size_t i)
{
	size_t mark;

	while (i < v.n && (v.s[i] == ' ' || v.s[i] == '\t'))
		i++;
	if (i == v.n)
		return i;
	l->start = v.s[i] == '\n';
	mark = i + block_mark(str_slice(v, i, v.n));
	if (mark == v.n || v.s[i] == '\n')
		return i;
	buf_put(l->b, str_slice(v, i, mark));
	buf_putc(l->b, '\\');
	buf_putc(l->b, v.s[mark]);
	return mark + 1;
}

static void
put_text(struct md_line *l, str v)
{
	size_t from, i = 0;

	while (i < v.n) {
		if (l->start)
			i = put_start(l, v, i);
		from = i;
		while (i < v.n && specials[(unsigned char)v.s[i]] == NEVER)
			i++;
		buf_put(l->b, str_slice(v, from, i));
		if (i == v.n)
			break;
		if (v.s[i] == '\n') {
			new_line(l);
		} else {
			if (escaped(l, v, i))
				buf_putc(l->b, '\\');
			buf_putc(l->b, v.s[i]);
		}
		i++;
	}
}

/* code is literal but for a table's bars; the fence outgrows its backticks */
static void
put_code(struct md_line *l, str v)
{
	size_t n = md_longest_run(v, '`') + 1;
	bool pad;

	v = str_trim(v);
	pad = v.n > 0 && (v.s[0] == '`' || v.s[v.n - 1] == '`');
	l->start = false;
	for (size_t i = 0; i < n; i++)
		buf_putc(l->b, '`');
	buf_puts(l->b, pad ? " " : "");
	for (size_t i = 0; i < v.n; i++) {
		if (v.s[i] == '|' && l->cell)
			buf_putc(l->b, '\\');
		buf_putc(l->b, v.s[i] == '\n' ? ' ' : v.s[i]);
	}
	buf_puts(l->b, pad ? " " : "");
	for (size_t i = 0; i < n; i++)
		buf_putc(l->b, '`');
}

enum side { SIDE_BLANK, SIDE_MARK, SIDE_WORD };

static enum side
side_of(uint32_t c)
{
	enum cclass k = utf8_class(c);

	return k == CC_SPACE ? SIDE_BLANK : k == CC_OTHER ? SIDE_MARK :
	    SIDE_WORD;
}

/* what stands before the end of v, or behind its start */
static enum side
before(str v)
{
	size_t i = v.n;

	if (v.n == 0)
		return SIDE_BLANK;
	do {
		i--;
	} while (i > 0 && ((unsigned char)v.s[i] & 0xc0) == 0x80);
	return side_of(utf8_next(v, &i));
}

static enum side
behind(str v)
{
	size_t i = 0;

	return v.n == 0 ? SIDE_BLANK : side_of(utf8_next(v, &i));
}

static const char *const marks[SPAN_MAX] = {
	[SPAN_EM] = "*", [SPAN_STRONG] = "**", [SPAN_STRIKE] = "~~"
};

/*
 * Can the span be marked so that it is read as emphasis, and nothing else is?
 * Marks inside words, or where punctuation meets punctuation, may be read
 * otherwise; such a span is printed without them.
 */
static bool
marked(const struct md_line *l, str text, const struct span *s, uint32_t to)
{
	str inside = str_slice(text, s->from, s->to < to ? s->to : to);
	str after = str_slice(text, s->to, to);
	str out = buf_str(l->b);
	enum side left = l->start ? SIDE_BLANK : before(out);
	enum side first = behind(inside), last = before(inside);
	enum side right = behind(after);

	if (marks[s->kind] == NULL || first == SIDE_BLANK ||
	    last == SIDE_BLANK || left == SIDE_WORD || right == SIDE_WORD)
		return false;
	if (out.n > 0 && !l->start && str_chr(S("*_~"),
	    out.s[out.n - 1]) < 3)
		return false;
	return !(first == SIDE_MARK && left == SIDE_MARK) &&
	    !(last == SIDE_MARK && right == SIDE_MARK) &&
	    str_chr(inside, '\n') == inside.n;
}

void
md_target(struct md_line *l, str url)
{
	buf_puts(l->b, "](");
	for (size_t i = 0; i < url.n; i++) {
		char c = url.s[i];

		if (c == '(' || c == ')')
			buf_puts(l->b, c == '(' ? "%28" : "%29");
		else if (c == '&' && reference(str_slice(url, i, url.n)))
			buf_puts(l->b, "\\&");
		else
			buf_putc(l->b, c);
	}
	buf_putc(l->b, ')');
}

static void
open_link(struct md_line *l)
{
	/* "!" and a link would be an image */
	if (l->b->n > 0 && l->b->s[l->b->n - 1] == '!') {
		l->b->n--;
		buf_puts(l->b, "\\!");
	}
	l->start = false;
	buf_putc(l->b, '[');
}

struct open_spans {
	bool on[SPAN_MAX];	/* marks were printed */
	str url;
};

static void
open_span(struct md_line *l, str text, const struct pieces *p,
    struct open_spans *open)
{
	const struct span *s = p->span;

	if (s->kind == SPAN_LINK) {
		open->url = escape_clean(l->doc->arena,
		    emit_url(l->doc, s->value));
		open->on[s->kind] = open->url.n > 0;
		if (open->url.n > 0)
			open_link(l);
		return;
	}
	open->on[s->kind] = marked(l, text, s, p->to);
	if (open->on[s->kind]) {
		l->start = false;
		buf_puts(l->b, marks[s->kind]);
	}
}

static void
close_span(struct md_line *l, const struct span *s, struct open_spans *open)
{
	if (!open->on[s->kind])
		return;
	open->on[s->kind] = false;
	if (s->kind == SPAN_LINK)
		md_target(l, open->url);
	else
		buf_puts(l->b, marks[s->kind]);
}

void
md_inline(struct md_line *l, str text, const struct cell *c)
{
	struct open_spans open = { 0 };
	bool code = false;
	struct pieces p;
	enum piece k;

	pieces_init(&p, text, c->from, c->to, c->inner, c->ninner);
	while ((k = pieces_next(&p)) != PIECE_END) {
		if (k == PIECE_OPEN && p.span->kind == SPAN_CODE && !code) {
			code = true;
			put_code(l, escape_clean(l->doc->arena, str_slice(
			    text, p.span->from, p.until[p.depth - 1])));
		} else if (k == PIECE_CLOSE && p.span->kind == SPAN_CODE) {
			code = false;
		} else if (code) {
			continue;
		} else if (k == PIECE_TEXT) {
			put_text(l, escape_clean(l->doc->arena, p.text));
		} else if (k == PIECE_OPEN) {
			open_span(l, text, &p, &open);
		} else {
			close_span(l, p.span, &open);
		}
	}
}
