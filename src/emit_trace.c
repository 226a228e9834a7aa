/*
 * -t trace: one line a candidate of the metadata, then one line a block, in
 * the page's order; fields apart by tabs, stable, made for awk:
 *
 *	meta  field  chosen|other  source  value
 *	n  keep|drop|open  rule or stage  kind  score  text  [cuts]
 *
 * With -v the score is followed by the features that gave most of it, each as
 * NAME=value+part, and by how it is worded (wording.h), apart by blanks. n
 * counts from 1. The text is the block's own, once: a tab is \t, a newline
 * \n, a backslash \\, and what was cut stands between \< and \>. cuts, only
 * there when something was cut, are the rules' ids apart by blanks.
 *
 * -t dropped: one line a block or piece that was left out, the id of its rule
 * or stage, a tab, its text.
 */
#include "emits.h"
#include "find.h"
#include "norm.h"
#include "wording.h"

static const char *const fates[] = {
	[FATE_OPEN] = "open", [FATE_KEEP] = "keep", [FATE_DROP] = "drop"
};

static void
put_line(struct buf *b, str v)
{
	escape_put(b, &escape_line, v);
}

static void
put_meta(struct buf *b, const struct meta *m)
{
	for (size_t i = 0; m != NULL && i < m->n; i++) {
		const struct candidate *c = &m->all[i];

		buf_printf(b, "meta\t%s\t%s\t", meta_names[c->field],
		    c->chosen ? "chosen" : "other");
		put_line(b, str_of(c->source));
		buf_putc(b, '\t');
		put_line(b, c->value);
		buf_putc(b, '\n');
	}
}

static void
put_text(struct buf *b, const struct block *block)
{
	uint32_t from = 0;

	for (const struct cut *c = block->cuts; c != NULL; c = c->next) {
		put_line(b, str_slice(block->text, from, c->from));
		buf_puts(b, "\\<");
		put_line(b, str_slice(block->text, c->from, c->to));
		buf_puts(b, "\\>");
		from = c->to;
	}
	put_line(b, str_slice(block->text, from, block->text.n));
	for (const struct cut *c = block->cuts; c != NULL; c = c->next) {
		buf_putc(b, c == block->cuts ? '\t' : ' ');
		put_line(b, c->why->id);
	}
}

static str
reason(const struct block *b)
{
	return b->verdict != NULL ? b->verdict->why->id : S("-");
}

static void
put_wording(struct buf *b, const struct doc *d, size_t i)
{
	struct buf words;

	buf_init(&words, d->arena);
	wording_explain(norm_make(d->arena, doc_text(d, i))->text, &words);
	put_line(b, buf_str(&words));
}

void
emit_trace(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	put_meta(b, d->meta);
	for (size_t i = 0; i < d->n; i++) {
		const struct block *block = &d->blocks[i];

		buf_printf(b, "%zu\t%s\t", i + 1, fates[block->fate]);
		put_line(b, reason(block));
		buf_printf(b, "\t%s\t%.2f", kind_names[block->kind],
		    (double)block->score);
		if (opts->verbose) {
			find_explain(d, i, b);
			put_wording(b, d, i);
		}
		buf_putc(b, '\t');
		put_text(b, block);
		buf_putc(b, '\n');
	}
}

static void
put_dropped(struct buf *b, str id, str text)
{
	put_line(b, id);
	buf_putc(b, '\t');
	put_line(b, text);
	buf_putc(b, '\n');
}

void
emit_dropped(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	(void)opts;
	for (size_t i = 0; i < d->n; i++) {
		const struct block *block = &d->blocks[i];

		if (block->fate == FATE_DROP) {
			put_dropped(b, reason(block), block->text);
			continue;
		}
		for (const struct cut *c = block->cuts; c != NULL; c = c->next)
			put_dropped(b, c->why->id,
			    str_slice(block->text, c->from, c->to));
	}
}
