#include "grid.h"

#include <limits.h>

#include "arena.h"
#include "escape.h"
#include "fold.h"
#include "walk.h"

enum {
	COLUMNS = 32,		/* that are lined up */
	WIDEST = 40,		/* cells a column is wide at most */
	LONGEST = 24, LEAST = 6	/* of a word that keeps its column so wide */
};

struct row {
	str *cells;
	size_t n;
};

struct grid {
	struct arena *arena;
	struct row *rows;
	size_t n, cap;
	unsigned width[COLUMNS];
};

struct grid *
grid_new(struct arena *a)
{
	struct grid *g = arena_new(a, struct grid);

	g->arena = a;
	return g;
}

/* a cell's text in one line */
static str
one_line(struct arena *a, str text)
{
	char *p;

	text = str_trim(escape_clean(a, text));
	if (str_chr(text, '\n') == text.n && str_chr(text, '\t') == text.n)
		return text;
	p = str_cstr(a, text);
	for (size_t i = 0; i < text.n; i++)
		if (p[i] == '\n' || p[i] == '\t')
			p[i] = ' ';
	return (str){ p, text.n };
}

void
grid_row(struct grid *g, const struct walk *w)
{
	struct row row = { 0 };
	uint32_t at = 0;
	size_t cap = 0;
	struct cell c;

	while (walk_cell(w, &at, &c)) {
		str text = one_line(g->arena, str_slice(w->text, c.from, c.to));
		unsigned cells = fold_cells(text);
		size_t columns = c.span != NULL ? c.span->columns : 1;

		if (row.n < COLUMNS && columns == 1 && cells <= WIDEST &&
		    cells > g->width[row.n])
			g->width[row.n] = cells;
		do {
			row.cells = arena_grow(g->arena, row.cells, row.n,
			    &cap, sizeof(*row.cells));
			row.cells[row.n++] = text;
			text = (str){ "", 0 };
		} while (columns-- > 1 && row.n < COLUMNS);
	}
	g->rows = arena_grow(g->arena, g->rows, g->n, &g->cap,
	    sizeof(*g->rows));
	g->rows[g->n++] = row;
}

bool
grid_any(const struct grid *g)
{
	return g->n > 0;
}

static void
put_row(struct buf *b, const unsigned *width, const struct row *row)
{
	size_t column = 0, reached = 0;	/* where it should be, and is */

	for (size_t i = 0; i < row->n; i++) {
		if (row->cells[i].n > 0) {
			for (; reached < column; reached++)
				buf_putc(b, ' ');
			buf_put(b, row->cells[i]);
			reached += fold_cells(row->cells[i]) + 2;
			for (size_t k = 0; k < 2 && i + 1 < row->n; k++)
				buf_putc(b, ' ');
		}
		column += (i < COLUMNS ? width[i] : 0) + 2;
	}
	while (b->n > 0 && b->s[b->n - 1] == ' ')
		b->n--;
}

/* how wide the columns are, and the widest that none of them can fold */
struct columns {
	size_t n;
	unsigned wide[COLUMNS], least[COLUMNS];
	unsigned whole;		/* words up to here are not cut off */
};

static void
measure(struct columns *c, const struct row *row)
{
	size_t n = row->n < COLUMNS ? row->n : COLUMNS;

	for (size_t i = 0; i < n; i++) {
		unsigned wide = fold_cells(row->cells[i]);
		unsigned least = fold_widest(row->cells[i]);

		/* one that spans columns takes the room it finds */
		if (i + 1 < row->n && row->cells[i + 1].n == 0)
			continue;
		c->wide[i] = wide > c->wide[i] ? wide : c->wide[i];
		c->least[i] = least > c->least[i] ? least : c->least[i];
	}
	c->n = n > c->n ? n : c->n;
}

static unsigned
narrowed(const struct columns *c, size_t i, unsigned most)
{
	unsigned least = c->least[i] < c->whole ? c->least[i] : c->whole;

	return c->wide[i] < most ? c->wide[i] : most > least ? most : least;
}

static size_t
total(const struct columns *c, unsigned most)
{
	size_t sum = 0;

	for (size_t i = 0; i < c->n; i++)
		sum += narrowed(c, i, most);
	return sum + (c->n > 0 ? 2 * (c->n - 1) : 0);
}

/* narrows the widest columns until a row fits; false: there are too many */
static bool
narrow(struct columns *c, unsigned width)
{
	unsigned most = width;

	/* with many columns long words may stand out, rather than the row */
	for (c->whole = LONGEST; c->whole > LEAST; c->whole /= 2)
		if (total(c, 1) <= width)
			break;
	while (most > 1 && total(c, most) > width)
		most--;
	if (total(c, most) > width)
		return false;
	for (size_t i = 0; i < c->n; i++)
		c->wide[i] = narrowed(c, i, most);
	return true;
}

/* cells that a text may take: its column's and those of empty ones behind it */
static unsigned
room(const struct row *row, size_t i, const unsigned *wide, unsigned left)
{
	unsigned sum = wide[i];

	while (++i < row->n && i < COLUMNS && row->cells[i].n == 0)
		sum += wide[i] + 2;
	return i < row->n ? sum : left;
}

/* the row as lines of cells that stand under each other; how many */
static size_t
put_lines(struct buf *b, const struct grid *g, const struct row *row,
    const unsigned *wide, unsigned width)
{
	str rest[COLUMNS] = { 0 };
	size_t n = row->n < COLUMNS ? row->n : COLUMNS, lines = 0;
	bool more = true;

	for (size_t i = 0, at = 0; i < n; at += wide[i] + 2, i++) {
		struct buf folded;

		buf_init(&folded, g->arena);
		fold_put(&folded, row->cells[i], room(row, i, wide,
		    width > at ? width - (unsigned)at : 1), 0, 0);
		rest[i] = buf_str(&folded);
	}
	for (; more; lines++) {
		struct row line = { rest, n };
		str now[COLUMNS];

		more = false;
		for (size_t i = 0; i < n; i++) {
			now[i] = str_cut(rest[i], '\n', &rest[i]);
			more = more || rest[i].n > 0;
		}
		line.cells = now;
		buf_puts(b, lines > 0 ? "\n" : "");
		put_row(b, wide, &line);
	}
	return lines;
}

/* a table that is wider than the terminal: false, if that much wider */
static bool
put_narrow(struct buf *b, const struct grid *g, unsigned width)
{
	struct columns c = { 0 };
	size_t lines = 1;

	for (size_t i = 0; i < g->n; i++)
		measure(&c, &g->rows[i]);
	if (total(&c, UINT_MAX) <= width || !narrow(&c, width))
		return false;
	for (size_t i = 0; i < g->n; i++) {
		if (i > 0)
			buf_puts(b, lines > 1 ? "\n\n" : "\n");
		lines = put_lines(b, g, &g->rows[i], c.wide, width);
	}
	return true;
}

bool
grid_put(struct buf *b, const struct grid *g, unsigned width)
{
	if (width > 0 && put_narrow(b, g, width))
		return true;
	for (size_t i = 0; i < g->n; i++) {
		if (i > 0)
			buf_putc(b, '\n');
		put_row(b, g->width, &g->rows[i]);
	}
	return g->n > 0;
}
