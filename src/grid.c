#include "grid.h"

#include "arena.h"
#include "escape.h"
#include "fold.h"
#include "walk.h"

/* columns that are lined up, and cells a column is wide at most */
enum { COLUMNS = 32, WIDEST = 40 };

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
put_row(struct buf *b, const struct grid *g, const struct row *row)
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
		column += (i < COLUMNS ? g->width[i] : 0) + 2;
	}
	while (b->n > 0 && b->s[b->n - 1] == ' ')
		b->n--;
}

bool
grid_put(struct buf *b, const struct grid *g)
{
	for (size_t i = 0; i < g->n; i++) {
		if (i > 0)
			buf_putc(b, '\n');
		put_row(b, g, &g->rows[i]);
	}
	return g->n > 0;
}
