/*
 * -t html: a document of plain semantic elements. No class, style, script or
 * handler gets in, links lead to http, https and mailto only.
 */
#include <string.h>

#include "emits.h"

enum { NEAR = 64 };	/* blocks of a table that may hold its caption */

struct html {
	struct buf *b;
	const struct doc *doc;
	bool figure;		/* the open table stands in one */
	bool rows;		/* its rows have begun */
	bool captioned;		/* the open figure has its caption */
	bool item;		/* an item was opened and is empty yet */
	size_t empty;		/* where the open figure starts */
};

static const char *const inlines[SPAN_MAX] = {
	[SPAN_LINK] = "a", [SPAN_EM] = "em", [SPAN_STRONG] = "strong",
	[SPAN_CODE] = "code", [SPAN_SUB] = "sub", [SPAN_SUP] = "sup",
	[SPAN_STRIKE] = "del"
};

/* false: the span has no target, its text stands alone */
static bool
open_span(struct html *h, const struct span *s)
{
	str url;

	if (s->kind != SPAN_LINK) {
		buf_printf(h->b, "<%s>", inlines[s->kind]);
		return true;
	}
	url = emit_url(h->doc, s->value);
	if (url.n == 0)
		return false;
	buf_puts(h->b, "<a");
	emit_attribute(h->b, "href", url);
	buf_putc(h->b, '>');
	return true;
}

static void
put_inline(struct html *h, const struct walk *w, const struct cell *c)
{
	bool open[SPAN_MAX] = { false };
	struct pieces p;

	pieces_init(&p, w->text, c->from, c->to, c->inner, c->ninner);
	for (enum piece k; (k = pieces_next(&p)) != PIECE_END; ) {
		if (k == PIECE_TEXT)
			emit_lines(h->b, p.text, "<br>");
		else if (k == PIECE_OPEN)
			open[p.span->kind] = open_span(h, p.span);
		else if (open[p.span->kind])
			buf_printf(h->b, "</%s>", inlines[p.span->kind]);
	}
}

static void
put_as(struct html *h, const struct walk *w, const char *element)
{
	buf_printf(h->b, "<%s>", element);
	put_inline(h, w, &(struct cell){ NULL, 0, (uint32_t)w->text.n,
	    w->spans, w->nspans });
	buf_printf(h->b, "</%s>\n", element);
}

static void
put_paragraph(struct html *h, const struct walk *w)
{
	put_as(h, w, "p");
}

static void
put_item(struct html *h, const struct walk *w)
{
	if (!h->item) {
		put_as(h, w, "p");
		return;
	}
	put_inline(h, w, &(struct cell){ NULL, 0, (uint32_t)w->text.n,
	    w->spans, w->nspans });
	buf_putc(h->b, '\n');
}

static void
put_heading(struct html *h, const struct walk *w)
{
	static const char *const elements[] = {
		"h1", "h1", "h2", "h3", "h4", "h5", "h6"
	};
	unsigned level = w->block->level;

	put_as(h, w, elements[level < 7 ? level : 6]);
}

static void
put_pre(struct html *h, const struct walk *w)
{
	str info, text = emit_pre(w, &info);

	buf_puts(h->b, "<pre><code>");
	escape_put(h->b, &escape_xml, text);
	buf_puts(h->b, "</code></pre>\n");
}

static void
put_row(struct html *h, const struct walk *w)
{
	uint32_t at = 0;
	struct cell c;

	if (!h->rows)
		buf_puts(h->b, "<table>\n");
	h->rows = true;
	buf_puts(h->b, "<tr>");
	while (walk_cell(w, &at, &c)) {
		const char *element = c.span != NULL && c.span->header ?
		    "th" : "td";

		buf_printf(h->b, "<%s", element);
		if (c.span != NULL && c.span->columns > 1)
			buf_printf(h->b, " colspan=\"%u\"",
			    c.span->columns < 1000 ? c.span->columns : 1000);
		buf_putc(h->b, '>');
		put_inline(h, w, &c);
		buf_printf(h->b, "</%s>", element);
	}
	buf_puts(h->b, "</tr>\n");
}

static void
end_rows(struct html *h)
{
	if (h->rows)
		buf_puts(h->b, "</table>\n");
	h->rows = false;
}

/* a figure has one caption: others, and those that came late, get their own */
static void
put_caption(struct html *h, const struct walk *w)
{
	bool in_figure = w->level->group == GROUP_FIGURE || h->figure;

	end_rows(h);
	if (in_figure && h->captioned)
		buf_puts(h->b, "</figure>\n<figure>\n");
	else if (!in_figure)
		buf_puts(h->b, "<figure>\n");
	put_as(h, w, "figcaption");
	buf_puts(h->b, in_figure ? "" : "</figure>\n");
	h->captioned = in_figure;
}

static void
put_image(struct html *h, const struct walk *w)
{
	str url = emit_url(h->doc, w->block->href);

	if (url.n == 0)
		return;
	buf_puts(h->b, "<img");
	emit_attribute(h->b, "src", url);
	emit_attribute(h->b, "alt", w->text);
	buf_puts(h->b, ">\n");
}

static void (*const blocks[KIND_MAX])(struct html *, const struct walk *) = {
	[KIND_PARAGRAPH] = put_paragraph, [KIND_HEADING] = put_heading,
	[KIND_ITEM] = put_item, [KIND_QUOTE] = put_paragraph,
	[KIND_PRE] = put_pre, [KIND_ROW] = put_row,
	[KIND_CAPTION] = put_caption, [KIND_IMAGE] = put_image,
	[KIND_TITLE] = put_heading, [KIND_BYLINE] = put_paragraph,
	[KIND_DATE] = put_paragraph
};

/* a table with a caption stands in a figure */
static bool
has_caption(const struct walk *w)
{
	const struct doc *d = w->doc;
	uint32_t group = w->block->group;

	for (size_t i = w->i; group != 0 && i < d->n && i < w->i + NEAR &&
	    d->blocks[i].group == group; i++)
		if (d->blocks[i].kind == KIND_CAPTION &&
		    d->blocks[i].fate != FATE_DROP)
			return true;
	return false;
}

static void
open_level(struct html *h, const struct walk *w)
{
	const struct level *l = w->level;

	h->captioned = false;
	switch (l->group) {
	case GROUP_QUOTE:
		buf_puts(h->b, "<blockquote>\n");
		break;
	case GROUP_LIST:
		if (l->ordered && l->number > 1)
			buf_printf(h->b, "<ol start=\"%u\">\n", l->number);
		else
			buf_puts(h->b, l->ordered ? "<ol>\n" : "<ul>\n");
		break;
	case GROUP_ITEM:
		if (l->ordered && l->jumps)
			buf_printf(h->b, "<li value=\"%u\">", l->number);
		else
			buf_puts(h->b, "<li>");
		break;
	case GROUP_TABLE:
		h->figure = has_caption(w);
		buf_puts(h->b, h->figure ? "<figure>\n" : "");
		break;
	default:
		h->empty = h->b->n;
		buf_puts(h->b, "<figure>\n");
	}
	h->item = l->group == GROUP_ITEM;
}

static void
close_level(struct html *h, const struct level *l)
{
	h->item = false;
	switch (l->group) {
	case GROUP_QUOTE:
		buf_puts(h->b, "</blockquote>\n");
		break;
	case GROUP_LIST:
		buf_puts(h->b, l->ordered ? "</ol>\n" : "</ul>\n");
		break;
	case GROUP_ITEM:
		buf_puts(h->b, "</li>\n");
		break;
	case GROUP_TABLE:
		end_rows(h);
		buf_puts(h->b, h->figure ? "</figure>\n" : "");
		h->figure = false;
		break;
	default:
		/* of an image that has no address nothing was printed */
		if (h->b->n == h->empty + strlen("<figure>\n"))
			h->b->n = h->empty;
		else
			buf_puts(h->b, "</figure>\n");
	}
}

static void
put_meta(struct buf *b, const struct meta *m)
{
	static const struct {
		enum meta_field field;
		const char *name;
	} rows[] = {
		{ META_AUTHOR, "author" }, { META_DATE, "date" },
		{ META_DESCRIPTION, "description" },
	};

	for (size_t r = 0; r < sizeof(rows) / sizeof(*rows); r++)
		for (size_t i = 0; m != NULL && i < m->n; i++) {
			if (m->all[i].field != rows[r].field ||
			    !m->all[i].chosen)
				continue;
			buf_printf(b, "<meta name=\"%s\"", rows[r].name);
			emit_attribute(b, "content", m->all[i].value);
			buf_puts(b, ">\n");
		}
	if (meta_value(m, META_URL).n > 0) {
		buf_puts(b, "<link rel=\"canonical\"");
		emit_attribute(b, "href", meta_value(m, META_URL));
		buf_puts(b, ">\n");
	}
}

static void
put_head(struct buf *b, const struct doc *d)
{
	buf_puts(b, "<!DOCTYPE html>\n<html");
	if (d->lang.n > 0)
		emit_attribute(b, "lang", d->lang);
	buf_puts(b, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	escape_put(b, &escape_xml, emit_title(d));
	buf_puts(b, "</title>\n");
	put_meta(b, d->meta);
	buf_puts(b, "</head>\n<body>\n<article>\n");
}

void
emit_html(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	struct html h = { .b = b, .doc = d };
	str title = emit_title(d);
	enum walk_event e;
	struct walk w;

	put_head(b, d);
	if (opts->title && title.n > 0) {
		buf_puts(b, "<h1>");
		escape_put(b, &escape_xml, title);
		buf_puts(b, "</h1>\n");
	}
	walk_init(&w, d, KIND_ALL & ~KINDS_ABOUT);
	while ((e = walk_next(&w)) != WALK_END) {
		if (e == WALK_OPEN) {
			open_level(&h, &w);
		} else if (e == WALK_CLOSE) {
			close_level(&h, w.level);
		} else {
			blocks[w.block->kind](&h, &w);
			h.item = false;
		}
	}
	buf_puts(b, "</article>\n</body>\n</html>\n");
}
