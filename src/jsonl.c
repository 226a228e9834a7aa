#include "jsonl.h"

#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "escape.h"
#include "utf8.h"

struct scan {
	const char *s;
	size_t i, n;
	const char *error;
};

static bool
wrong(struct scan *p, const char *error)
{
	p->error = error;
	return false;
}

/* the next byte, or NUL, which is valid nowhere outside strings */
static char
peek(const struct scan *p)
{
	return p->i < p->n ? p->s[p->i] : '\0';
}

static void
blanks(struct scan *p)
{
	while (p->i < p->n && (p->s[p->i] == ' ' || p->s[p->i] == '\t' ||
	    p->s[p->i] == '\n' || p->s[p->i] == '\r'))
		p->i++;
}

/* a high bit in each byte of w that is below n (n <= 128) */
#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u
#define BELOW(w, n) (((w) - ONES * (n)) & ~(w) & HIGH)

/* moves to the next quote, backslash or control character */
static void
plain(struct scan *p)
{
	while (p->n - p->i >= 8) {
		uint64_t w;

		memcpy(&w, p->s + p->i, 8);
		if (BELOW(w, 0x20) != 0 || BELOW(w ^ ONES * '"', 1) != 0 ||
		    BELOW(w ^ ONES * '\\', 1) != 0)
			break;
		p->i += 8;
	}
	while (p->i < p->n && p->s[p->i] != '"' && p->s[p->i] != '\\' &&
	    (unsigned char)p->s[p->i] >= 0x20)
		p->i++;
}

/* of a hexadecimal digit, or -1 */
static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* four digits at s, or -1 */
static int32_t
four_digits(const char *s, size_t n)
{
	int32_t v = 0;

	for (size_t i = 0; i < 4; i++) {
		int d = i < n ? digit_value(s[i]) : -1;

		if (d < 0)
			return -1;
		v = v * 16 + d;
	}
	return v;
}

static bool
escape(struct scan *p)
{
	static const char letters[] = "\"\\/bfnrt";
	char c;

	p->i++;
	c = peek(p);
	if (c == 'u' && four_digits(p->s + p->i + 1, p->n - p->i - 1) >= 0) {
		p->i += 5;
		return true;
	}
	if (c == '\0' || strchr(letters, c) == NULL)
		return wrong(p, "not an escape");
	p->i++;
	return true;
}

static bool
string(struct scan *p)
{
	if (peek(p) != '"')
		return wrong(p, "a string is missing");
	p->i++;
	for (;;) {
		plain(p);
		if (p->i == p->n)
			return wrong(p, "a string has no end");
		if (p->s[p->i] == '"')
			break;
		if (p->s[p->i] != '\\')
			return wrong(p, "a control character in a string");
		if (!escape(p))
			return false;
	}
	p->i++;
	return true;
}

static bool
digits(struct scan *p)
{
	size_t from = p->i;

	while (p->i < p->n && p->s[p->i] >= '0' && p->s[p->i] <= '9')
		p->i++;
	return p->i > from || wrong(p, "a digit is missing");
}

static bool
number(struct scan *p)
{
	if (peek(p) == '-')
		p->i++;
	if (peek(p) == '0')
		p->i++;
	else if (!digits(p))
		return false;
	if (peek(p) == '.') {
		p->i++;
		if (!digits(p))
			return false;
	}
	if (peek(p) == 'e' || peek(p) == 'E') {
		p->i++;
		if (peek(p) == '+' || peek(p) == '-')
			p->i++;
		return digits(p);
	}
	return true;
}

static bool
word(struct scan *p)
{
	static const str words[] = { { "true", 4 }, { "false", 5 },
	    { "null", 4 } };

	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
		if (str_starts((str){ p->s + p->i, p->n - p->i }, words[k])) {
			p->i += words[k].n;
			return true;
		}
	return wrong(p, "a value is missing");
}

static bool
scalar(struct scan *p)
{
	char c = peek(p);

	if (c == '"')
		return string(p);
	return c == '-' || (c >= '0' && c <= '9') ? number(p) : word(p);
}

static bool
colon(struct scan *p)
{
	blanks(p);
	if (peek(p) != ':')
		return wrong(p, "a colon is missing");
	p->i++;
	return true;
}

static bool
name(struct scan *p)
{
	blanks(p);
	return string(p) && colon(p);
}

/* closes what ends here; *more: another value follows */
static bool
close_up(struct scan *p, const char *open, size_t *depth, bool *more)
{
	for (*more = false; *depth > 0; (*depth)--, p->i++) {
		blanks(p);
		if (peek(p) == ',') {
			p->i++;
			*more = true;
			return open[*depth - 1] == '[' || name(p);
		}
		/* in ASCII, '}' is '{' + 2 and ']' is '[' + 2 */
		if (peek(p) != open[*depth - 1] + 2)
			return wrong(p, "a comma or a bracket is missing");
	}
	return true;
}

/* any value, without recursion */
static bool
value(struct scan *p)
{
	char open[JSONL_DEPTH - 1];
	size_t depth = 0;
	bool more = true;

	while (more) {
		char c;

		blanks(p);
		c = peek(p);
		if (c != '{' && c != '[') {
			if (!scalar(p) || !close_up(p, open, &depth, &more))
				return false;
			continue;
		}
		if (depth == sizeof(open))
			return wrong(p, "nested too deeply");
		open[depth++] = c;
		p->i++;
		blanks(p);
		if (peek(p) == c + 2) {
			if (!close_up(p, open, &depth, &more))
				return false;
		} else if (c == '{' && !name(p)) {
			return false;
		}
	}
	return true;
}

static bool
member(struct jsonl *j, struct arena *a, struct scan *p)
{
	struct jsonl_member *m;
	size_t from, to;

	blanks(p);
	from = p->i;
	if (!string(p))
		return false;
	to = p->i;
	if (!colon(p))
		return false;
	blanks(p);
	j->members = arena_grow(a, j->members, j->n, &j->cap, sizeof(*m));
	m = &j->members[j->n];
	*m = (struct jsonl_member){ .from = from };
	m->name = jsonl_decode(a, str_slice(j->line, from, to));
	from = p->i;
	if (!value(p))
		return false;
	m->to = p->i;
	m->value = str_slice(j->line, from, m->to);
	j->n++;
	return true;
}

static bool
object(struct jsonl *j, struct arena *a, struct scan *p)
{
	blanks(p);
	if (peek(p) != '{')
		return wrong(p, "not an object");
	p->i++;
	blanks(p);
	if (peek(p) != '}') {
		for (;;) {
			if (!member(j, a, p))
				return false;
			blanks(p);
			if (peek(p) != ',')
				break;
			p->i++;
		}
		if (peek(p) != '}')
			return wrong(p, "a comma or a brace is missing");
	}
	p->i++;
	blanks(p);
	return p->i == p->n || wrong(p, "more after the object's end");
}

bool
jsonl_scan(struct jsonl *j, struct arena *a, str line)
{
	struct scan p = { .s = line.s, .n = line.n };
	bool ok;

	*j = (struct jsonl){ .line = line };
	ok = object(j, a, &p) &&
	    (utf8_valid(line) || wrong(&p, "not valid UTF-8"));
	j->error = p.error;
	j->at = p.i;
	return ok;
}

struct jsonl_member *
jsonl_last(const struct jsonl *j, str name)
{
	for (size_t i = j->n; i > 0; i--)
		if (str_eq(j->members[i - 1].name, name))
			return &j->members[i - 1];
	return NULL;
}

void
jsonl_remove(struct jsonl *j, str name)
{
	for (size_t i = 0; i < j->n; i++)
		if (str_eq(j->members[i].name, name))
			j->members[i].gone = true;
}

bool
jsonl_is_string(str value)
{
	return value.n > 0 && value.s[0] == '"';
}

/* the character that the escape at v.s[*i] means; *i moves behind it */
static uint32_t
unescape(str v, size_t *i)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *p;
	int32_t c, low;

	if (v.s[*i + 1] != 'u') {
		p = strchr(from, v.s[*i + 1]);
		c = p != NULL ? to[p - from] : v.s[*i + 1];
		*i += 2;
		return (uint32_t)c;
	}
	c = four_digits(v.s + *i + 2, 4);
	*i += 6;
	if ((c & 0xf800) != 0xd800)
		return (uint32_t)c;
	if (c < 0xdc00 && v.n - *i >= 6 && v.s[*i] == '\\' &&
	    v.s[*i + 1] == 'u') {
		low = four_digits(v.s + *i + 2, 4);
		if ((low & 0xfc00) == 0xdc00) {
			*i += 6;
			return 0x10000u + (uint32_t)((c & 0x3ff) << 10 |
			    (low & 0x3ff));
		}
	}
	return 0xfffd;
}

str
jsonl_decode(struct arena *a, str value)
{
	str v = str_slice(value, 1, value.n - 1);
	size_t i = str_chr(v, '\\'), from = 0;
	struct buf b;

	if (i == v.n)
		return v;
	/* no escape is shorter than what it means */
	b = (struct buf){ .arena = a, .s = arena_text(a, v.n), .cap = v.n };
	while (i < v.n) {
		uint32_t c;

		buf_put(&b, str_slice(v, from, i));
		c = unescape(v, &i);
		if (c < 0x80)
			buf_putc(&b, (char)c);
		else
			utf8_put(&b, c);
		from = i;
		i += str_chr(str_slice(v, i, v.n), '\\');
	}
	buf_put(&b, str_slice(v, from, v.n));
	return buf_str(&b);
}

void
jsonl_quote(struct buf *b, str text)
{
	buf_putc(b, '"');
	escape_put(b, &escape_json, text);
	buf_putc(b, '"');
}

static void
comma(struct buf *b, size_t start)
{
	if (b->n > start)
		buf_puts(b, ", ");
}

/* members that stay, neighbours together with what stands between them */
void
jsonl_members(struct buf *b, const struct jsonl *j)
{
	size_t start = b->n;

	for (size_t i = 0; i < j->n; i++) {
		size_t first = i;

		if (j->members[i].gone)
			continue;
		while (i + 1 < j->n && !j->members[i + 1].gone)
			i++;
		comma(b, start);
		buf_put(b, str_slice(j->line, j->members[first].from,
		    j->members[i].to));
	}
}

/* the caller's last member of that name that stays */
static const struct jsonl_member *
taken(const struct jsonl *caller, str name)
{
	for (size_t i = caller->n; i > 0; i--)
		if (!caller->members[i - 1].gone &&
		    str_eq(caller->members[i - 1].name, name))
			return &caller->members[i - 1];
	return NULL;
}

/* ours that says nothing, or nothing else than the caller's */
static bool
adds_nothing(const struct jsonl_member *m, const struct jsonl_member *theirs)
{
	return str_eq(m->value, S("null")) || str_eq(m->value, S("[]")) ||
	    str_eq(m->value, theirs->value);
}

/* ours whose names are taken by the caller, or those that are not */
static void
put_ours(struct buf *b, const struct jsonl *caller, const struct jsonl *ours,
    bool clash, size_t start)
{
	for (size_t i = 0; i < ours->n; i++) {
		const struct jsonl_member *m = &ours->members[i];
		const struct jsonl_member *theirs = taken(caller, m->name);

		if (m->gone || (theirs != NULL) != clash ||
		    (clash && adds_nothing(m, theirs)))
			continue;
		comma(b, start);
		buf_put(b, str_slice(ours->line, m->from, m->to));
	}
}

void
jsonl_splice(struct buf *b, struct jsonl *caller, const struct jsonl *ours,
    str about)
{
	size_t start;

	jsonl_remove(caller, S("winnow"));
	buf_putc(b, '{');
	start = b->n;
	jsonl_members(b, caller);
	put_ours(b, caller, ours, false, start);
	comma(b, start);
	buf_puts(b, "\"winnow\": {");
	start = b->n;
	buf_put(b, about);
	put_ours(b, caller, ours, true, start);
	buf_puts(b, "}}");
}
