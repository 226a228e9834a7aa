#include "fold.h"

#include <utf8proc.h>

#include "utf8.h"

static unsigned
cells(uint32_t c)
{
	int n;

	if (c >= ' ' && c < 0x7f)
		return 1;
	n = utf8proc_charwidth((utf8proc_int32_t)c);
	return n > 0 ? (unsigned)n : 0;
}

unsigned
fold_cells(str v)
{
	unsigned n = 0;

	for (size_t i = 0; i < v.n; )
		n += cells(utf8_next(v, &i));
	return n;
}

/* closing marks that must not start a line in East Asian text */
static bool
closes(uint32_t c)
{
	static const uint32_t marks[] = {
		0x3001, 0x3002, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015,
		0xff01, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f, 0x30fc,
		0x2019, 0x201d, 0x2026
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (marks[i] == c)
			return true;
	return false;
}

static bool
opens(uint32_t c)
{
	return c == 0x3008 || c == 0x300a || c == 0x300c || c == 0x300e ||
	    c == 0x3010 || c == 0x3014 || c == 0xff08 || c == 0x2018 ||
	    c == 0x201c;
}

/* how much of the line fits into room cells, at least to the first break */
static size_t
fit(str line, unsigned room)
{
	size_t i = 0, best = 0;
	unsigned used = 0;
	uint32_t before = 0;

	while (i < line.n) {
		size_t at = i;
		uint32_t c = utf8_next(line, &i);
		bool wide = utf8_class(c) == CC_IDEOGRAPH ||
		    utf8_class(before) == CC_IDEOGRAPH;

		if (at > 0 && (c == ' ' || (wide && c != ' ' &&
		    before != ' ' && !closes(c) && !opens(before) &&
		    cells(c) > 0)))
			best = at;
		used += cells(c);
		if (used > room && best > 0 && c != ' ')
			return best;
		before = c;
	}
	return line.n;
}

unsigned
fold_widest(str v)
{
	unsigned most = 0;

	while (v.n > 0) {
		size_t n = fit(v, 1);
		unsigned cells = fold_cells(str_trim(str_slice(v, 0, n)));

		most = cells > most ? cells : most;
		v = str_slice(v, n, v.n);
	}
	return most;
}

static void
new_line(struct buf *b, unsigned indent)
{
	buf_putc(b, '\n');
	while (indent-- > 0)
		buf_putc(b, ' ');
}

static void
put_line(struct buf *b, str line, unsigned width, unsigned column,
    unsigned indent)
{
	while (line.n > 0) {
		size_t n = width == 0 ? line.n :
		    fit(line, width > column ? width - column : 1);
		size_t end = n;

		while (n < line.n && line.s[n] == ' ')
			n++;
		while (end > 0 && n < line.n && line.s[end - 1] == ' ')
			end--;
		buf_put(b, str_slice(line, 0, end));
		line = str_slice(line, n, line.n);
		column = indent;
		if (line.n > 0)
			new_line(b, indent);
	}
}

void
fold_put(struct buf *b, str v, unsigned width, unsigned column,
    unsigned indent)
{
	while (v.n > 0) {
		size_t n = str_chr(v, '\n');

		put_line(b, str_slice(v, 0, n), width, column, indent);
		if (n < v.n)
			new_line(b, indent);
		v = str_slice(v, n + 1, v.n);
		column = indent;
	}
}
