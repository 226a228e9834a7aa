#include "rule_line.h"

#include <string.h>

#include "rule_parse.h"

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
}

/* bytes of the break that v starts with, or 0 */
static size_t
break_at(str v)
{
	size_t n = str_starts(v, S("\\\r\n")) ? 3 :
	    str_starts(v, S("\\\n")) ? 2 : 0;

	while (n > 0 && n < v.n && blank(v.s[n]))
		n++;
	return n;
}

/* an even number of backslashes are characters, not a break */
static bool
continued(str line)
{
	size_t n = 0;

	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	while (n < line.n && line.s[line.n - 1 - n] == '\\')
		n++;
	return n % 2 == 1;
}

/* comments and samples may end in a backslash */
static bool
may_continue(str line)
{
	bool below = line.n > 0 && blank(line.s[0]);
	str rest = line, word = str_token(&rest);

	word = str_slice(word, 0, str_chr(word, '['));
	return !str_starts(word, S("#")) && !(below && rule_sample_word(word));
}

str
rule_line_next(str *text)
{
	str line = str_cut(*text, '\n', text);

	if (!may_continue(line))
		return line;
	while (text->n > 0 && continued(line)) {
		str more = str_cut(*text, '\n', text);

		line.n = (size_t)(more.s + more.n - line.s);
	}
	return line;
}

unsigned
rule_line_count(str line)
{
	unsigned n = 1;

	for (size_t i = 0; i < line.n; i++)
		n += line.s[i] == '\n';
	return n;
}

/* bytes of the next character or escaped character, not across a break */
static size_t
unit_at(str v)
{
	return v.n > 1 && v.s[0] == '\\' ? 2 : 1;
}

str
rule_line_join(struct arena *a, str v)
{
	char *to;
	size_t n = 0;

	if (str_chr(v, '\n') == v.n)
		return v;
	to = arena_text(a, v.n);
	while (v.n > 0) {
		size_t skip = break_at(v), unit = unit_at(v);

		if (skip == 0) {
			memcpy(to + n, v.s, unit);
			n += unit;
		}
		v = str_slice(v, skip > 0 ? skip : unit, v.n);
	}
	return (str){ to, n };
}

str
rule_line_place(str v, size_t at)
{
	str all = v;
	size_t skip;

	while (v.n > 0 && ((skip = break_at(v)) > 0 || at > 0)) {
		if (skip == 0) {
			skip = unit_at(v) < at ? unit_at(v) : at;
			at -= skip;
		}
		v = str_slice(v, skip, v.n);
	}
	return v.n > 0 ? v : all;
}
