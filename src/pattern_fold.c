/* A pattern's own letters, spelled as folded text spells them. */
#include "pattern.h"

#include <string.h>

#include "arena.h"
#include "norm.h"
#include "utf8.h"

struct folder {
	str in;
	size_t i;
	struct buf out;
	bool extended, in_class, quoted;
	bool blank;		/* the last thing put was one literal space */
};

static bool
ascii_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || c == '_';
}

static bool
quantified(const struct folder *f)
{
	return f->i < f->in.n && memchr("*+?{", f->in.s[f->i], 4) != NULL;
}

/* a literal that folding made ASCII: escaped where it could mean more */
static void
put_literal(struct folder *f, uint32_t c)
{
	bool blank = c == ' ' && !f->in_class && !f->extended;

	if (blank && f->blank && !quantified(f))
		return;
	if (c < 0x80 && !ascii_word(c) && !blank && !f->quoted)
		buf_putc(&f->out, '\\');
	utf8_put(&f->out, c);
	f->blank = blank;
}

static void
fold_literal(struct folder *f, uint32_t c)
{
	uint32_t to[3];
	unsigned n = norm_char(c, to);

	if (n == 0) {
		if (!f->in_class && quantified(f))
			buf_puts(&f->out, "(?:)");
	} else if (n == 1) {
		put_literal(f, to[0]);
	} else {
		buf_puts(&f->out, f->in_class ? "." : "(?:\\.\\.\\.)");
		f->blank = false;
	}
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* the x of \x{2019} or \x20 is at i: true when it is read, into *c */
static bool
hex_escape(struct folder *f, size_t i, uint32_t *c)
{
	bool braced = i + 1 < f->in.n && f->in.s[i + 1] == '{';
	size_t from = i + 1 + braced, end;

	*c = 0;
	for (end = from; end < f->in.n && end - from < (braced ? 6 : 2) &&
	    hex(f->in.s[end]) >= 0; end++)
		*c = *c << 4 | (uint32_t)hex(f->in.s[end]);
	if (end == from || *c > 0x10ffff || (*c >= 0xd800 && *c <= 0xdfff) ||
	    (braced && (end == f->in.n || f->in.s[end] != '}')))
		return false;
	f->i = end + braced;
	return true;
}

static void
fold_escape(struct folder *f)
{
	size_t i = f->i + 1;
	uint32_t c;

	f->blank = false;
	if (i >= f->in.n) {
		buf_putc(&f->out, '\\');
		f->i = i;
		return;
	}
	if (f->in.s[i] == 'x' && hex_escape(f, i, &c)) {
		if (c < 0x80)
			buf_printf(&f->out, "\\x%02x", (unsigned)c);
		else
			fold_literal(f, c);
		return;
	}
	if (f->in.s[i] == 'Q')
		f->quoted = true;
	c = utf8_next(f->in, &i);
	f->i = i;
	if (c >= 0x80) {
		fold_literal(f, c);
		return;
	}
	buf_putc(&f->out, '\\');
	buf_putc(&f->out, (char)c);
}

/* the start of a class with its ^ and a ] that is a member */
static void
open_class(struct folder *f)
{
	size_t from = f->i++;

	if (f->i < f->in.n && f->in.s[f->i] == '^')
		f->i++;
	if (f->i < f->in.n && f->in.s[f->i] == ']')
		f->i++;
	buf_put(&f->out, str_slice(f->in, from, f->i));
	f->in_class = true;
	f->blank = false;
}

/* [:alpha:] inside a class; false when there is none at i */
static bool
posix_class(struct folder *f)
{
	str rest = str_slice(f->in, f->i, f->in.n);
	size_t end = str_find(rest, S(":]"));

	if (!f->in_class || !str_starts(rest, S("[:")) || end == rest.n)
		return false;
	buf_put(&f->out, str_slice(rest, 0, end + 2));
	f->i += end + 2;
	return true;
}

static void
fold_next(struct folder *f)
{
	size_t i = f->i;
	uint32_t c = utf8_next(f->in, &i);

	if (f->quoted && str_starts(str_slice(f->in, f->i, f->in.n),
	    S("\\E"))) {
		buf_puts(&f->out, "\\E");
		f->i += 2;
		f->quoted = false;
	} else if (c == '\\' && !f->quoted) {
		fold_escape(f);
	} else if (c == '[' && !f->quoted && !f->in_class) {
		open_class(f);
	} else if (c == '[' && posix_class(f)) {
		return;
	} else if (c >= 0x80) {
		f->i = i;
		fold_literal(f, c);
	} else {
		f->in_class = f->in_class && c != ']';
		f->i = i;
		if (c == ' ' && !f->in_class && !f->extended) {
			put_literal(f, c);
			return;
		}
		buf_putc(&f->out, (char)c);
		f->blank = false;
	}
}

static bool
ascii(str v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.s[i] >= 0x80)
			return false;
	return true;
}

str
pattern_fold(struct arena *a, str source, unsigned flags)
{
	struct folder f = {
		.in = norm_compose(a, source),
		.extended = flags & PATTERN_EXTENDED
	};

	if (ascii(source) && str_find(source, S("  ")) == source.n &&
	    str_find(source, S("\\x")) == source.n)
		return source;
	buf_init(&f.out, a);
	while (f.i < f.in.n)
		fold_next(&f);
	return buf_str(&f.out);
}
