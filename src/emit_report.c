/*
 * -t report: the page's blocks in their order, for the eye of who writes
 * rules. One HTML page, no scripts: kept blocks plain, dropped ones struck
 * through in their category's colour, the reason on hover.
 */
#include "emits.h"

enum { CATEGORIES = 64, COLOURS = 10, ADDRESS = 60 };

struct report {
	struct buf *b;
	const struct doc *doc;
	str names[CATEGORIES];		/* categories, as they appear */
	unsigned long blocks[CATEGORIES], words[CATEGORIES];
	unsigned n;
	unsigned long kept, kept_words;
	bool marked;			/* the first kept block is printed */
};

static const char style[] =
"body{font:16px/1.5 Georgia,serif;color:#222;background:#fff;max-width:50em;\n"
"margin:2em auto;padding:0 1em}\n"
"h1{font-size:1.5em;line-height:1.25;margin:0 0 .2em}\n"
"a{color:inherit}\n"
"table{border-collapse:collapse;font:13px/1.4 system-ui,sans-serif}\n"
"td,th{text-align:left;padding:.15em .8em .15em 0;vertical-align:top}\n"
"td.n{text-align:right;font-variant-numeric:tabular-nums}\n"
"details,.totals{margin:1em 0;font:13px/1.4 system-ui,sans-serif}\n"
".block{display:grid;grid-template-columns:11em 1fr;gap:1em;margin:.35em 0}\n"
".why{font:11px/1.9 ui-monospace,monospace;color:#888;text-align:right;\n"
"overflow:hidden;text-overflow:ellipsis;white-space:nowrap}\n"
".text{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}\n"
".heading .text,.title .text{font-weight:bold}\n"
".pre .text{font:13px/1.4 ui-monospace,monospace}\n"
".item .text{padding-left:1em}.l2 .text{padding-left:2.5em}\n"
".l3 .text{padding-left:4em}\n"
".quote .text{border-left:3px solid #ddd;padding-left:.8em}\n"
".caption .text,.image .text{font-style:italic;font-size:.9em}\n"
".drop .text{text-decoration:line-through;font-size:.85em;opacity:.85}\n"
"del{opacity:.85}\n"
".open .text{background:#eee}\n"
".c0{color:#b3261e}.c1{color:#0b57d0}.c2{color:#146c2e}.c3{color:#8a4a00}\n"
".c4{color:#7b1fa2}.c5{color:#00687a}.c6{color:#a3006b}.c7{color:#5c5f00}\n"
".c8{color:#4a4a8a}.c9{color:#777}\n"
"@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}\n"
".c0{color:#ff8a80}.c1{color:#8ab4f8}.c2{color:#81c995}.c3{color:#fdbb6b}\n"
".c4{color:#d7a8ff}.c5{color:#7fd8e8}.c6{color:#ff9bd2}.c7{color:#d5d86a}\n"
".c8{color:#b3b3ff}.c9{color:#999}.open .text{background:#333}}\n";

static const char *const fates[] = {
	[FATE_OPEN] = "open", [FATE_KEEP] = "keep", [FATE_DROP] = "drop"
};

static void
text(struct buf *b, str v)
{
	escape_put(b, &escape_xml, v);
}

/* the number of a category; the last one stands for all that are too many */
static unsigned
category(struct report *r, str name)
{
	unsigned i = 0;

	while (i < r->n && !str_eq(r->names[i], name))
		i++;
	if (i == r->n && r->n < CATEGORIES)
		r->names[r->n++] = name;
	return i < CATEGORIES ? i : CATEGORIES - 1;
}

static void
count(struct report *r)
{
	for (size_t i = 0; i < r->doc->n; i++) {
		const struct block *b = &r->doc->blocks[i];
		unsigned k;

		if (b->fate != FATE_DROP || b->verdict == NULL) {
			r->kept++;
			r->kept_words += b->words;
			continue;
		}
		k = category(r, b->verdict->why->category);
		r->blocks[k]++;
		r->words[k] += b->words;
	}
}

static void
put_count(struct report *r, const char *class, unsigned colour, str name,
    unsigned long blocks, unsigned long words)
{
	buf_printf(r->b, "<tr class=\"%s%u\"><td>", class, colour);
	text(r->b, name);
	buf_printf(r->b, "</td><td class=\"n\">%lu</td>"
	    "<td class=\"n\">%lu</td></tr>\n", blocks, words);
}

static void
put_totals(struct report *r)
{
	buf_puts(r->b, "<table class=\"totals\">\n<tr><th></th><th>blocks</th>"
	    "<th>words</th></tr>\n");
	put_count(r, "k", 0, S("kept"), r->kept, r->kept_words);
	for (unsigned i = 0; i < r->n; i++)
		put_count(r, "c", i % COLOURS, r->names[i], r->blocks[i],
		    r->words[i]);
	buf_puts(r->b, "</table>\n");
	if (r->kept > 0)
		buf_puts(r->b, "<div class=\"totals\"><a href=\"#kept\">"
		    "First kept block</a></div>\n");
}

static void
put_meta(struct report *r)
{
	const struct meta *m = r->doc->meta;

	if (m == NULL || m->n == 0)
		return;
	buf_puts(r->b, "<details>\n<summary>Metadata</summary>\n<table>\n");
	for (size_t i = 0; i < m->n; i++) {
		const struct candidate *c = &m->all[i];
		const char *cell = c->chosen ? "th" : "td";

		buf_printf(r->b, "<tr><td>%s</td><td>",
		    meta_names[c->field]);
		text(r->b, str_of(c->source));
		buf_printf(r->b, "</td><%s>", cell);
		text(r->b, c->value);
		buf_printf(r->b, "</%s></tr>\n", cell);
	}
	buf_puts(r->b, "</table>\n</details>\n");
}

/* title="promo/get-the-app, rules/promo.rules:12, paragraph, score 0.12" */
static void
put_hover(struct buf *b, const struct why *why, const struct block *block)
{
	buf_puts(b, " title=\"");
	if (why != NULL) {
		escape_put(b, &escape_attr, why->id);
		if (why->file.n > 0) {
			buf_puts(b, ", ");
			escape_put(b, &escape_attr, why->file);
			buf_printf(b, ":%u", why->line);
		}
	}
	if (block != NULL)
		buf_printf(b, "%s%s, %u words, score %.2f",
		    why != NULL ? ", " : "", kind_names[block->kind],
		    block->words, (double)block->score);
	buf_putc(b, '"');
}

/* the end of it, from the start of a character */
static void
put_address(struct buf *b, str href)
{
	size_t from = href.n > ADDRESS ? href.n - ADDRESS : 0;

	while (from < href.n && ((unsigned char)href.s[from] & 0xc0) == 0x80)
		from++;
	buf_puts(b, from > 0 ? "\u2026" : "");
	text(b, str_slice(href, from, href.n));
}

static void
put_text(struct report *r, const struct block *b)
{
	uint32_t from = 0;

	for (const struct cut *c = b->cuts; c != NULL; c = c->next) {
		text(r->b, str_slice(b->text, from, c->from));
		buf_printf(r->b, "<del class=\"c%u\"",
		    category(r, c->why->category) % COLOURS);
		put_hover(r->b, c->why, NULL);
		buf_putc(r->b, '>');
		text(r->b, str_slice(b->text, c->from, c->to));
		buf_puts(r->b, "</del>");
		from = c->to;
	}
	text(r->b, str_slice(b->text, from, b->text.n));
	/* an image without an alternative: the end of its address */
	if (b->text.n == 0)
		put_address(r->b, b->href);
}

static void
put_block(struct report *r, const struct block *b)
{
	const struct why *why = b->verdict != NULL ? b->verdict->why : NULL;
	bool drop = b->fate == FATE_DROP && why != NULL;

	buf_printf(r->b, "<div class=\"block %s %s", fates[b->fate],
	    kind_names[b->kind]);
	if (b->kind == KIND_ITEM && b->list > 1)
		buf_printf(r->b, " l%u", b->list > 3 ? 3u : b->list);
	if (drop)
		buf_printf(r->b, " c%u", category(r, why->category) %
		    COLOURS);
	buf_putc(r->b, '"');
	if (b->fate != FATE_DROP && !r->marked)
		buf_puts(r->b, " id=\"kept\"");
	r->marked = r->marked || b->fate != FATE_DROP;
	put_hover(r->b, why, b);
	buf_puts(r->b, "><div class=\"why\">");
	/* the finder keeps nearly all that is kept: that goes without saying */
	if (drop || (why != NULL && why->file.n > 0))
		text(r->b, why->id);
	else if (b->kind >= KIND_CAPTION)
		buf_puts(r->b, kind_names[b->kind]);
	buf_puts(r->b, "</div><p class=\"text\">");
	put_text(r, b);
	buf_puts(r->b, "</p></div>\n");
}

static void
put_head(struct report *r)
{
	str title = emit_title(r->doc);
	str url = meta_value(r->doc->meta, META_URL);

	if (title.n == 0)
		title = S("winnow report");
	buf_puts(r->b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>");
	text(r->b, title);
	buf_puts(r->b, "</title>\n<style>\n");
	buf_puts(r->b, style);
	buf_puts(r->b, "</style>\n</head>\n<body>\n<h1>");
	text(r->b, title);
	buf_puts(r->b, "</h1>\n");
	if (url.n > 0) {
		buf_puts(r->b, "<div class=\"totals\">");
		text(r->b, url);
		buf_puts(r->b, "</div>\n");
	}
}

void
emit_report(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	struct report r = { .b = b, .doc = d };

	(void)opts;
	count(&r);
	put_head(&r);
	put_totals(&r);
	put_meta(&r);
	for (size_t i = 0; i < d->n; i++)
		put_block(&r, &d->blocks[i]);
	buf_puts(b, "</body>\n</html>\n");
}
