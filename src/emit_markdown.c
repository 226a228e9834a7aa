/*
 * -t markdown: CommonMark with GFM's tables. What text prints, text that looks
 * like markup escaped. The first row of a table is its head.
 */
#include "emits.h"

#include "arena.h"
#include "md_inline.h"

enum { SPAN_CELLS = 20 };	/* empty cells for one that spans columns */

struct md {
	struct buf *b;
	const struct doc *doc;
	unsigned need;		/* newlines before the next line */
	struct buf prefix;	/* of each line: the open quotes and items */
	struct buf first;	/* of the next line instead, when not empty */
	size_t low;		/* least prefix since the last line */
	size_t starts[WALK_DEPTH];	/* of each open level's prefix */
	unsigned depth;
	char markers[256];	/* of the open lists */
	unsigned lists;
	char closed;		/* marker of a list that ended just now, or 0 */
	bool fresh;		/* the open list has no item yet */
	str *rows;		/* of the open table, as they are printed */
	size_t nrows, caprows;
	size_t columns, first_columns;	/* the most; of the first row */
};

static unsigned
kinds(const struct emit_opts *opts)
{
	return KINDS_PROSE | (opts->captions ? KIND_BIT(KIND_CAPTION) |
	    KIND_BIT(KIND_IMAGE) : 0);
}

static str
trim_end(str v)
{
	while (v.n > 0 && v.s[v.n - 1] == ' ')
		v.n--;
	return v;
}

/* ends the last line and starts the next with what stands before it */
static void
start_line(struct md *m)
{
	if (m->b->n > 0 && m->need > 0) {
		buf_putc(m->b, '\n');
		if (m->need > 1) {
			buf_put(m->b, trim_end(str_slice(buf_str(&m->prefix),
			    0, m->low)));
			buf_putc(m->b, '\n');
		}
	}
	buf_put(m->b, m->first.n > 0 ? buf_str(&m->first) :
	    buf_str(&m->prefix));
	m->first.n = 0;
	m->low = m->prefix.n;
	m->need = 2;
	m->closed = 0;
}

static void
put_inline(struct md *m, const struct walk *w, bool single)
{
	struct md_line l = { .b = m->b, .doc = m->doc, .single = single,
	    .prefix = buf_str(&m->prefix), .start = true };

	md_inline(&l, w->text, &(struct cell){ NULL, 0, (uint32_t)w->text.n,
	    w->spans, w->nspans });
}

static void
put_paragraph(struct md *m, const struct walk *w)
{
	start_line(m);
	put_inline(m, w, false);
}

/* a run of # at the end would be read as a closing one */
static void
protect_end(struct buf *b)
{
	if (b->n > 0 && b->s[b->n - 1] == '#') {
		b->n--;
		buf_puts(b, "\\#");
	}
}

static void
put_heading(struct md *m, const struct walk *w)
{
	unsigned level = w->block->level;

	start_line(m);
	buf_put(m->b, str_slice(S("######"), 0, level > 0 ? level : 1));
	buf_putc(m->b, ' ');
	put_inline(m, w, true);
	protect_end(m->b);
}

/* the language, when it is a plain word */
static str
language(str info)
{
	str word = str_token(&info);

	for (size_t i = 0; i < word.n; i++)
		if ((unsigned char)word.s[i] <= ' ' || word.s[i] == '`' ||
		    word.s[i] == '~' || word.s[i] == '&' ||
		    word.s[i] == '\\')
			return (str){ "", 0 };
	return word;
}

static void
put_pre(struct md *m, const struct walk *w)
{
	str info, text = escape_clean(m->doc->arena, emit_pre(w, &info));
	size_t fence = md_longest_run(text, '`') + 1;

	start_line(m);
	fence = fence < 3 ? 3 : fence;
	for (size_t i = 0; i < fence; i++)
		buf_putc(m->b, '`');
	buf_put(m->b, escape_clean(m->doc->arena, language(info)));
	while (text.n > 0) {
		str line = str_cut(text, '\n', &text);

		buf_putc(m->b, '\n');
		buf_put(m->b, line.n > 0 ? buf_str(&m->prefix) :
		    trim_end(buf_str(&m->prefix)));
		buf_put(m->b, line);
	}
	buf_putc(m->b, '\n');
	buf_put(m->b, buf_str(&m->prefix));
	for (size_t i = 0; i < fence; i++)
		buf_putc(m->b, '`');
}

static void
put_row(struct md *m, const struct walk *w)
{
	struct buf row;
	size_t columns = 0;
	uint32_t at = 0;
	struct cell c;

	buf_init(&row, m->doc->arena);
	while (walk_cell(w, &at, &c)) {
		struct md_line l = { .b = &row, .doc = m->doc, .cell = true,
		    .single = true };
		size_t span = c.span != NULL && c.span->columns > 0 ?
		    c.span->columns : 1;

		buf_puts(&row, "| ");
		md_inline(&l, w->text, &c);
		buf_putc(&row, ' ');
		columns++;
		for (size_t i = 1; i < span && i < SPAN_CELLS; i++, columns++)
			buf_puts(&row, "|  ");
	}
	m->rows = arena_grow(m->doc->arena, m->rows, m->nrows, &m->caprows,
	    sizeof(*m->rows));
	m->rows[m->nrows++] = buf_str(&row);
	if (m->nrows == 1)
		m->first_columns = columns;
	if (columns > m->columns)
		m->columns = columns;
}

static void
put_rows(struct md *m)
{
	for (size_t i = 0; i < m->nrows; i++) {
		start_line(m);
		buf_put(m->b, m->rows[i]);
		for (size_t k = m->first_columns; i == 0 && k < m->columns;
		    k++)
			buf_puts(m->b, "|  ");
		buf_putc(m->b, '|');
		m->need = 1;
		if (i > 0)
			continue;
		start_line(m);
		for (size_t k = 0; k < m->columns; k++)
			buf_puts(m->b, "| --- ");
		buf_putc(m->b, '|');
		m->need = 1;
	}
	if (m->nrows > 0)
		m->need = 2;
	m->nrows = m->columns = 0;
}

static void
put_image(struct md *m, const struct walk *w)
{
	str url = escape_clean(m->doc->arena, emit_url(m->doc,
	    w->block->href));
	struct md_line l = { .b = m->b, .doc = m->doc, .single = true };

	if (url.n == 0)
		return;
	start_line(m);
	buf_puts(m->b, "![");
	md_inline(&l, w->text, &(struct cell){ NULL, 0, (uint32_t)w->text.n,
	    NULL, 0 });
	md_target(&l, url);
}

static void (*const blocks[KIND_MAX])(struct md *, const struct walk *) = {
	[KIND_PARAGRAPH] = put_paragraph, [KIND_HEADING] = put_heading,
	[KIND_ITEM] = put_paragraph, [KIND_QUOTE] = put_paragraph,
	[KIND_PRE] = put_pre, [KIND_ROW] = put_row,
	[KIND_CAPTION] = put_paragraph, [KIND_IMAGE] = put_image,
	[KIND_TITLE] = put_heading, [KIND_BYLINE] = put_paragraph,
	[KIND_DATE] = put_paragraph
};

/* lists that follow each other differ by their markers */
static void
open_list(struct md *m, const struct walk *w)
{
	static const char other[256] = {
		['-'] = '*', ['*'] = '-', ['.'] = ')', [')'] = '.'
	};
	bool ordered = w->level->ordered;
	char c = ordered ? '.' : '-';

	if (m->closed == c || m->closed == other[(unsigned char)c])
		c = other[(unsigned char)m->closed];
	m->markers[m->lists++] = c;
	m->fresh = true;
	/* inside an item, unless it could be taken for the item's text */
	if (m->lists > 1 && m->need > 1 && m->first.n == 0 &&
	    (!ordered || w->level->number == 1))
		m->need = 1;
}

static void
open_item(struct md *m, const struct level *l)
{
	char c = m->markers[m->lists - 1];
	size_t from;

	if (!m->fresh)
		m->need = 1;
	m->fresh = false;
	if (m->first.n == 0)
		buf_put(&m->first, buf_str(&m->prefix));
	from = m->first.n;
	if (c == '.' || c == ')')
		buf_printf(&m->first, "%u%c ", l->number < 999999999 ?
		    l->number : 999999999, c);
	else
		buf_printf(&m->first, "%c ", c);
	for (; from < m->first.n; from++)
		buf_putc(&m->prefix, ' ');
}

static void
open_level(struct md *m, const struct walk *w)
{
	m->starts[m->depth++] = m->prefix.n;
	if (w->level->group == GROUP_QUOTE) {
		if (m->first.n > 0)
			buf_puts(&m->first, "> ");
		buf_puts(&m->prefix, "> ");
	} else if (w->level->group == GROUP_LIST) {
		open_list(m, w);
	} else if (w->level->group == GROUP_ITEM) {
		open_item(m, w->level);
	}
	m->closed = 0;
}

static void
close_level(struct md *m, const struct level *l)
{
	m->prefix.n = m->starts[--m->depth];
	if (m->prefix.n < m->low)
		m->low = m->prefix.n;
	m->closed = 0;
	if (l->group == GROUP_TABLE) {
		put_rows(m);
	} else if (l->group == GROUP_LIST) {
		m->closed = m->markers[--m->lists];
		m->need = 2;
	}
}

static void
put_title(struct md *m, const struct emit_opts *opts)
{
	str title = emit_title(m->doc);
	struct md_line l = { .b = m->b, .doc = m->doc, .single = true };

	if (!opts->title || title.n == 0)
		return;
	start_line(m);
	buf_puts(m->b, "# ");
	md_inline(&l, title, &(struct cell){ NULL, 0, (uint32_t)title.n,
	    NULL, 0 });
	protect_end(m->b);
}

void
emit_markdown(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	struct md m = { .b = b, .doc = d };
	enum walk_event e;
	struct walk w;

	if (!walk_any(d, kinds(opts)))
		return;
	buf_init(&m.prefix, d->arena);
	buf_init(&m.first, d->arena);
	put_title(&m, opts);
	walk_init(&w, d, kinds(opts));
	while ((e = walk_next(&w)) != WALK_END) {
		if (e == WALK_OPEN)
			open_level(&m, &w);
		else if (e == WALK_CLOSE)
			close_level(&m, w.level);
		else
			blocks[w.block->kind](&m, &w);
	}
	buf_putc(b, '\n');
}
