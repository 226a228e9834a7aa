/*
 * -t text. From HTML: blocks apart by a blank line, the items of a list and
 * the rows of a table by a newline, with "- " or a number in front and two
 * blanks more for each list around them. From text: what is kept, byte for
 * byte, with the line ends that stood there.
 */
#include "emits.h"

#include "arena.h"
#include "fold.h"
#include "grid.h"

struct out {
	struct buf *b;
	const struct doc *doc;
	const struct emit_opts *opts;
	unsigned need;		/* newlines before the next text */
	unsigned lists;		/* open */
	const struct level *item;	/* whose marker comes next */
	bool fresh;		/* the open list has no item yet */
	struct grid *grid;	/* rows of the open table */
	str *links;		/* targets, for the end */
	size_t nlinks, caplinks;
};

static unsigned
kinds(const struct emit_opts *opts)
{
	return KINDS_PROSE | (opts->captions ? KIND_BIT(KIND_CAPTION) : 0);
}

static void
start(struct out *o)
{
	for (; o->b->n > 0 && o->need > 0; o->need--)
		buf_putc(o->b, '\n');
	o->need = 0;
}

static void
indent(struct out *o, unsigned n)
{
	while (n-- > 0)
		buf_putc(o->b, ' ');
}

/* number of the link at the end of the text, or 0 when it leads nowhere */
static size_t
add_link(struct out *o, str target)
{
	str url = emit_url(o->doc, target);

	if (url.n == 0)
		return 0;
	o->links = arena_grow(o->doc->arena, o->links, o->nlinks, &o->caplinks,
	    sizeof(*o->links));
	o->links[o->nlinks++] = url;
	return o->nlinks;
}

/* the text, with a number behind each link when they are wanted */
static str
with_links(struct out *o, const struct walk *w)
{
	struct pieces p;
	struct buf b;
	size_t n;

	if (!o->opts->links || w->nspans == 0)
		return w->text;
	buf_init(&b, o->doc->arena);
	pieces_init(&p, w->text, 0, (uint32_t)w->text.n, w->spans, w->nspans);
	for (enum piece k; (k = pieces_next(&p)) != PIECE_END; ) {
		if (k == PIECE_TEXT)
			buf_put(&b, p.text);
		else if (k == PIECE_CLOSE && p.span->kind == SPAN_LINK &&
		    (n = add_link(o, p.span->value)) > 0)
			buf_printf(&b, " [%zu]", n);
	}
	return buf_str(&b);
}

/* the marker of an item that was opened; how far its text stands in */
static unsigned
marker(struct out *o)
{
	unsigned in = o->lists > 0 ? 2 * (o->lists - 1) : 0;
	size_t line = o->b->n;

	indent(o, in);
	if (o->lists == 0)
		return 0;
	if (o->item == NULL) {
		indent(o, 2);
	} else if (o->item->ordered) {
		buf_printf(o->b, "%u. ", o->item->number);
	} else {
		buf_puts(o->b, "- ");
	}
	o->item = NULL;
	return (unsigned)(o->b->n - line);
}

/* code without the blanks at the ends of lines: text input has none either */
static void
put_pre(struct buf *b, str v)
{
	size_t start = b->n;

	while (v.n > 0) {
		escape_put(b, &escape_plain, str_cut(v, '\n', &v));
		while (b->n > start && (b->s[b->n - 1] == ' ' ||
		    b->s[b->n - 1] == '\t'))
			b->n--;
		buf_putc(b, '\n');
	}
	while (b->n > start && b->s[b->n - 1] == '\n')
		b->n--;
}

static void
put_block(struct out *o, const struct walk *w)
{
	bool pre = w->block->kind == KIND_PRE;
	unsigned in = 0;
	struct buf clean;
	size_t line;

	if (w->block->kind == KIND_ROW) {
		grid_row(o->grid, w);
		return;
	}
	start(o);
	line = o->b->n;
	if (!pre || o->item != NULL)
		in = marker(o);
	if (pre) {
		put_pre(o->b, w->text);
	} else {
		buf_init(&clean, o->doc->arena);
		escape_put(&clean, &escape_plain, with_links(o, w));
		fold_put(o->b, buf_str(&clean), o->opts->width,
		    (unsigned)(o->b->n - line), in);
	}
	o->need = 2;
}

static void
open_level(struct out *o, const struct level *l)
{
	switch (l->group) {
	case GROUP_LIST:
		if (o->lists++ > 0)
			o->need = 1;
		o->fresh = true;
		break;
	case GROUP_ITEM:
		if (!o->fresh)
			o->need = 1;
		o->fresh = false;
		o->item = l;
		break;
	case GROUP_TABLE:
		o->grid = grid_new(o->doc->arena);
		break;
	default:
		break;
	}
}

static void
close_level(struct out *o, const struct level *l)
{
	switch (l->group) {
	case GROUP_LIST:
		o->lists--;
		o->need = 2;
		break;
	case GROUP_ITEM:
		o->item = NULL;
		break;
	case GROUP_TABLE:
		if (grid_any(o->grid))
			start(o);
		if (grid_put(o->b, o->grid, o->opts->width))
			o->need = 2;
		break;
	default:
		o->need = 2;
	}
}

static void
put_title(struct out *o)
{
	str title = emit_title(o->doc);
	struct buf clean;

	if (!o->opts->title || title.n == 0)
		return;
	buf_init(&clean, o->doc->arena);
	escape_put(&clean, &escape_plain, title);
	fold_put(o->b, buf_str(&clean), o->opts->width, 0, 0);
	o->need = 2;
}

static void
put_links(struct out *o)
{
	for (size_t i = 0; i < o->nlinks; i++) {
		start(o);
		buf_printf(o->b, "[%zu] ", i + 1);
		escape_put(o->b, &escape_plain, o->links[i]);
		o->need = 1;
	}
}

static void
put_page(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	struct out o = { .b = b, .doc = d, .opts = opts };
	enum walk_event e;
	struct walk w;

	put_title(&o);
	walk_init(&w, d, kinds(opts));
	while ((e = walk_next(&w)) != WALK_END) {
		if (e == WALK_OPEN)
			open_level(&o, w.level);
		else if (e == WALK_CLOSE)
			close_level(&o, w.level);
		else
			put_block(&o, &w);
	}
	put_links(&o);
	buf_putc(b, '\n');
}

/* line ends between the block given last and this one */
static uint32_t
gap(const struct doc *d, size_t last, size_t i)
{
	uint32_t most = 1;

	if (last + 1 == i)
		return d->blocks[i].newlines;
	while (++last <= i)
		if (d->blocks[last].newlines >= 2)
			most = 2;
	return most;
}

/* line breaks inside the block as the input ended its lines */
static void
put_lines(struct buf *b, str text, str eol)
{
	while (text.n > 0) {
		size_t i = str_chr(text, '\n');
		str line = str_slice(text, 0, i);

		if (i < text.n && str_ends(line, S("\r")))
			line.n--;
		escape_put(b, &escape_plain, line);
		if (i < text.n)
			buf_put(b, eol);
		text = str_slice(text, i + 1, text.n);
	}
}

static void
put_text(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	unsigned title = opts->title ? KIND_BIT(KIND_TITLE) : 0;
	size_t last = SIZE_MAX;
	enum walk_event e;
	struct walk w;

	walk_init(&w, d, kinds(opts) | title);
	w.raw = true;
	while ((e = walk_next(&w)) != WALK_END) {
		if (e != WALK_BLOCK)
			continue;
		for (uint32_t n = last != SIZE_MAX ? gap(d, last, w.i) : 0;
		    n > 0; n--)
			buf_put(b, d->eol);
		put_lines(b, w.block->lead, d->eol);
		if (opts->width > 0 && w.block->kind != KIND_PRE)
			fold_put(b, escape_clean(d->arena, w.text),
			    opts->width, (unsigned)w.block->lead.n, 0);
		else
			put_lines(b, w.text, d->eol);
		last = w.i;
	}
	buf_put(b, d->eol);
}

void
emit_text(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	if (!walk_any(d, kinds(opts) | KIND_BIT(KIND_TITLE)))
		return;
	if (d->tagged)
		put_page(b, d, opts);
	else
		put_text(b, d, opts);
}
