#include "emits.h"

#include "url.h"

/* name, suffix, help, explains, tells, emit */
const struct emitter emitters[] = {
	{ "text", ".txt", "plain text", false, false, emit_text },
	{ "markdown", ".md", "CommonMark with GFM tables", false, false,
	    emit_markdown },
	{ "html", ".html", "semantic HTML, without scripts and styles", false,
	    true, emit_html },
	{ "xml", ".xml", "XML, see winnow-xml(5)", false, true, emit_xml },
	{ "json", ".json", "one JSON object", true, true, emit_json },
	{ "jsonl", ".jsonl", "one JSON object on one line", true, true,
	    emit_jsonl },
	{ "trace", ".trace", "every block and why it was kept or dropped",
	    true, true, emit_trace },
	{ "report", ".report.html", "the trace as a page to look at", true,
	    true, emit_report },
	{ "dropped", ".dropped", "what was left out, and by which rule", true,
	    false, emit_dropped },
};
const unsigned emitter_count = sizeof(emitters) / sizeof(*emitters);

const struct emitter *
emitter_of(str name)
{
	for (unsigned i = 0; i < emitter_count; i++)
		if (str_eq(name, str_of(emitters[i].name)))
			return &emitters[i];
	return NULL;
}

str
emit_title(const struct doc *d)
{
	str title = meta_value(d->meta, META_TITLE);

	for (size_t i = 0; title.n == 0 && i < d->n; i++)
		if (d->blocks[i].kind == KIND_TITLE &&
		    d->blocks[i].fate != FATE_DROP)
			title = doc_text(d, i);
	return title;
}

str
emit_url(const struct doc *d, str written)
{
	return url_resolve(d->arena, meta_base(d), written);
}

void
emit_attribute(struct buf *b, const char *name, str value)
{
	buf_printf(b, " %s=\"", name);
	escape_put(b, &escape_attr, value);
	buf_putc(b, '"');
}

void
emit_lines(struct buf *b, str text, const char *br)
{
	while (text.n > 0) {
		size_t n = str_chr(text, '\n');

		escape_put(b, &escape_xml, str_slice(text, 0, n));
		if (n < text.n)
			buf_puts(b, br);
		text = str_slice(text, n + 1, text.n);
	}
}

str
emit_pre(const struct walk *w, str *info)
{
	str text = w->text, first;

	*info = w->block->info;
	if (w->doc->tagged || (!str_starts(text, S("```")) &&
	    !str_starts(text, S("~~~"))))
		return text;
	first = str_cut(text, '\n', &text);
	*info = str_trim(str_slice(first, 3, first.n));
	for (size_t n = text.n; n > 0; n--)
		if (text.s[n - 1] == '\n')
			return str_starts(str_slice(text, n, text.n),
			    str_slice(first, 0, 3)) ?
			    str_slice(text, 0, n - 1) : text;
	return text;
}
