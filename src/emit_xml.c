/*
 * -t xml: a small vocabulary of our own, described by winnow-xml(5) and by
 * winnow.rng. Everything that is kept is there, captions and images as
 * figures; nothing but escape_xml and escape_attr puts text of the page.
 */
#include "emits.h"

static const char *const groups[] = {
	[GROUP_QUOTE] = "quote", [GROUP_LIST] = "list", [GROUP_ITEM] = "item",
	[GROUP_TABLE] = "table", [GROUP_FIGURE] = "figure"
};

static const char *const inlines[SPAN_MAX] = {
	[SPAN_LINK] = "link", [SPAN_EM] = "em", [SPAN_STRONG] = "strong",
	[SPAN_CODE] = "code", [SPAN_SUB] = "sub", [SPAN_SUP] = "sup",
	[SPAN_STRIKE] = "del"
};

/* false: the span has no target, its text stands alone */
static bool
open_span(struct buf *b, const struct doc *d, const struct span *s)
{
	str url;

	if (s->kind != SPAN_LINK) {
		buf_printf(b, "<%s>", inlines[s->kind]);
		return true;
	}
	url = emit_url(d, s->value);
	if (url.n == 0)
		return false;
	buf_puts(b, "<link");
	emit_attribute(b, "target", url);
	buf_putc(b, '>');
	return true;
}

static void
put_inline(struct buf *b, const struct walk *w, const struct cell *c)
{
	bool open[SPAN_MAX] = { false };
	struct pieces p;

	pieces_init(&p, w->text, c->from, c->to, c->inner, c->ninner);
	for (enum piece k; (k = pieces_next(&p)) != PIECE_END; ) {
		if (k == PIECE_TEXT)
			emit_lines(b, p.text, "<br/>");
		else if (k == PIECE_OPEN)
			open[p.span->kind] = open_span(b, w->doc, p.span);
		else if (open[p.span->kind])
			buf_printf(b, "</%s>", inlines[p.span->kind]);
	}
}

static void
put_whole(struct buf *b, const struct walk *w)
{
	put_inline(b, w, &(struct cell){ NULL, 0, (uint32_t)w->text.n,
	    w->spans, w->nspans });
}

static void
put_heading(struct buf *b, const struct walk *w)
{
	unsigned level = w->block->level;

	buf_printf(b, "<head level=\"%u\">", level > 0 ? level : 1);
	put_whole(b, w);
	buf_puts(b, "</head>\n");
}

static void
put_pre(struct buf *b, const struct walk *w)
{
	str info, text = emit_pre(w, &info);

	buf_puts(b, "<pre");
	if (info.n > 0)
		emit_attribute(b, "lang", info);
	buf_putc(b, '>');
	escape_put(b, &escape_xml, text);
	buf_puts(b, "</pre>\n");
}

static void
put_row(struct buf *b, const struct walk *w)
{
	uint32_t at = 0;
	struct cell c;

	buf_puts(b, "<row>");
	while (walk_cell(w, &at, &c)) {
		buf_puts(b, "<cell");
		if (c.span != NULL && c.span->header)
			buf_puts(b, " header=\"yes\"");
		if (c.span != NULL && c.span->columns > 1)
			buf_printf(b, " columns=\"%u\"", c.span->columns);
		buf_putc(b, '>');
		put_inline(b, w, &c);
		buf_puts(b, "</cell>");
	}
	buf_puts(b, "</row>\n");
}

static void
put_image(struct buf *b, const struct walk *w)
{
	str url = emit_url(w->doc, w->block->href);

	buf_puts(b, "<image");
	if (url.n > 0)
		emit_attribute(b, "src", url);
	if (w->text.n > 0)
		emit_attribute(b, "alt", w->text);
	buf_puts(b, "/>\n");
}

static void
put_caption(struct buf *b, const struct walk *w)
{
	buf_puts(b, "<caption>");
	put_whole(b, w);
	buf_puts(b, "</caption>\n");
}

static void
put_paragraph(struct buf *b, const struct walk *w)
{
	buf_puts(b, "<p>");
	put_whole(b, w);
	buf_puts(b, "</p>\n");
}

static void (*const blocks[KIND_MAX])(struct buf *, const struct walk *) = {
	[KIND_PARAGRAPH] = put_paragraph, [KIND_HEADING] = put_heading,
	[KIND_ITEM] = put_paragraph, [KIND_QUOTE] = put_paragraph,
	[KIND_PRE] = put_pre, [KIND_ROW] = put_row,
	[KIND_CAPTION] = put_caption, [KIND_IMAGE] = put_image,
	[KIND_TITLE] = put_heading, [KIND_BYLINE] = put_paragraph,
	[KIND_DATE] = put_paragraph
};

static void
open_level(struct buf *b, const struct level *l)
{
	buf_printf(b, "<%s", groups[l->group]);
	if (l->group == GROUP_LIST && l->ordered) {
		buf_puts(b, " type=\"ordered\"");
		if (l->number > 1)
			buf_printf(b, " start=\"%u\"", l->number);
	}
	if (l->group == GROUP_ITEM && l->ordered && l->jumps)
		buf_printf(b, " number=\"%u\"", l->number);
	buf_puts(b, ">\n");
}

static void
put_meta(struct buf *b, const struct doc *d)
{
	const struct meta *m = d->meta;
	str title = emit_title(d);

	buf_puts(b, "<meta>\n");
	if (meta_value(m, META_TITLE).n == 0 && title.n > 0) {
		buf_puts(b, "<title>");
		escape_put(b, &escape_xml, title);
		buf_puts(b, "</title>\n");
	}
	for (enum meta_field f = META_TITLE; f < META_MAX; f++)
		for (size_t i = 0; m != NULL && i < m->n; i++) {
			const struct candidate *c = &m->all[i];

			if (c->field != f || !c->chosen)
				continue;
			buf_printf(b, "<%s", meta_names[f]);
			emit_attribute(b, "source", str_of(c->source));
			buf_putc(b, '>');
			escape_put(b, &escape_xml, c->value);
			buf_printf(b, "</%s>\n", meta_names[f]);
		}
	buf_puts(b, "</meta>\n");
}

void
emit_xml(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	enum walk_event e;
	struct walk w;

	(void)opts;
	buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<article");
	if (d->lang.n > 0)
		emit_attribute(b, "lang", d->lang);
	if (d->truncated)
		buf_puts(b, " truncated=\"yes\"");
	buf_puts(b, ">\n");
	put_meta(b, d);
	buf_puts(b, "<body>\n");
	walk_init(&w, d, KIND_ALL & ~KINDS_ABOUT);
	while ((e = walk_next(&w)) != WALK_END) {
		if (e == WALK_OPEN)
			open_level(b, w.level);
		else if (e == WALK_CLOSE)
			buf_printf(b, "</%s>\n", groups[w.level->group]);
		else
			blocks[w.block->kind](b, &w);
	}
	buf_puts(b, "</body>\n</article>\n");
}
