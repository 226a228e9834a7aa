/*
 * -t json and -t jsonl: one object. Every member is always there: null where
 * nothing is known, [] where there may be several. "text" is what -t text
 * prints with the same options, without the newline at its end.
 */
#include "emits.h"

#include "arena.h"

enum { CATEGORIES = 64 };

struct json {
	struct buf *b;
	const struct doc *doc;
	const struct emit_opts *opts;
	const char *next;	/* what parts members */
	bool any;
};

static const char *const fates[] = {
	[FATE_OPEN] = "open", [FATE_KEEP] = "keep", [FATE_DROP] = "drop"
};

static void
put_string(struct buf *b, str v)
{
	buf_putc(b, '"');
	escape_put(b, &escape_json, v);
	buf_putc(b, '"');
}

static void
name(struct json *j, const char *key)
{
	if (j->any)
		buf_puts(j->b, j->next);
	j->any = true;
	buf_printf(j->b, "\"%s\": ", key);
}

static void
one(struct json *j, const char *key, str v)
{
	name(j, key);
	if (v.n > 0)
		put_string(j->b, v);
	else
		buf_puts(j->b, "null");
}

static void
many(struct json *j, const char *key, enum meta_field f)
{
	const struct meta *m = j->doc->meta;
	const char *part = "";

	name(j, key);
	buf_putc(j->b, '[');
	for (size_t i = 0; m != NULL && i < m->n; i++) {
		if (m->all[i].field != f || !m->all[i].chosen)
			continue;
		buf_puts(j->b, part);
		put_string(j->b, m->all[i].value);
		part = ", ";
	}
	buf_putc(j->b, ']');
}

static void
text(struct json *j)
{
	struct buf b;
	str v;

	buf_init(&b, j->doc->arena);
	emit_text(&b, j->doc, j->opts);
	v = buf_str(&b);
	while (v.n > 0 && (v.s[v.n - 1] == '\n' || v.s[v.n - 1] == '\r'))
		v.n--;
	name(j, "text");
	put_string(j->b, v);
}

static void
block(struct buf *b, const struct doc *d, size_t i)
{
	const struct block *block = &d->blocks[i];

	buf_printf(b, "{\"kind\": \"%s\", ", kind_names[block->kind]);
	if (block->level > 0)
		buf_printf(b, "\"level\": %u, ", block->level);
	if (block->list > 0)
		buf_printf(b, "\"list\": %u, ", block->list);
	buf_printf(b, "\"fate\": \"%s\", ", fates[block->fate]);
	if (block->verdict != NULL) {
		buf_puts(b, "\"why\": ");
		put_string(b, block->verdict->why->id);
		buf_puts(b, ", ");
	}
	buf_printf(b, "\"score\": %.2f, \"text\": ", (double)block->score);
	put_string(b, block->fate == FATE_DROP ? block->text :
	    doc_text(d, i));
	buf_putc(b, '}');
}

static void
blocks(struct json *j)
{
	name(j, "blocks");
	buf_putc(j->b, '[');
	for (size_t i = 0; i < j->doc->n; i++) {
		if (i > 0)
			buf_puts(j->b, j->next);
		block(j->b, j->doc, i);
	}
	buf_putc(j->b, ']');
}

static void
fields(struct json *j)
{
	const struct meta *m = j->doc->meta;
	const struct candidate *date = m != NULL ? m->one[META_DATE] : NULL;

	one(j, "title", emit_title(j->doc));
	many(j, "author", META_AUTHOR);
	one(j, "date", meta_value(m, META_DATE));
	one(j, "date_source", date != NULL ? str_of(date->source) :
	    (str){ "", 0 });
	one(j, "modified", meta_value(m, META_MODIFIED));
	one(j, "site", meta_value(m, META_SITE));
	one(j, "url", meta_value(m, META_URL));
	one(j, "language", meta_value(m, META_LANGUAGE));
	one(j, "description", meta_value(m, META_DESCRIPTION));
	one(j, "image", meta_value(m, META_IMAGE));
	many(j, "tags", META_TAG);
	text(j);
	if (j->opts->blocks)
		blocks(j);
}

struct tally_row {
	str category;
	unsigned long blocks;
};

/* dropped blocks by the category of their verdict, in order of appearance */
static void
dropped(struct buf *b, const struct doc *d)
{
	struct tally_row rows[CATEGORIES];
	size_t n = 0, k;

	for (size_t i = 0; i < d->n; i++) {
		const struct block *block = &d->blocks[i];

		if (block->fate != FATE_DROP || block->verdict == NULL)
			continue;
		for (k = 0; k < n && !str_eq(rows[k].category,
		    block->verdict->why->category); k++)
			;
		if (k == n && n < CATEGORIES)
			rows[n++] = (struct tally_row){
			    block->verdict->why->category, 0 };
		if (k < n)
			rows[k].blocks++;
	}
	buf_puts(b, "\"dropped\": {");
	for (k = 0; k < n; k++) {
		buf_puts(b, k > 0 ? ", " : "");
		put_string(b, rows[k].category);
		buf_printf(b, ": %lu", rows[k].blocks);
	}
	buf_putc(b, '}');
}

static void
about(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	buf_puts(b, "\"winnow\": {\"version\": ");
	put_string(b, str_of(opts->version));
	buf_printf(b, ", \"rules\": \"%016llx\", \"status\": \"%s\", ",
	    opts->rules_hash, walk_any(d, KIND_ALL) ? "ok" : "none");
	if (d->truncated)
		buf_puts(b, "\"truncated\": true, ");
	dropped(b, d);
	buf_putc(b, '}');
}

static void
object(struct buf *b, const struct doc *d, const struct emit_opts *opts,
    const char *next)
{
	struct json j = { .b = b, .doc = d, .opts = opts, .next = next };

	/* the first is set in as those that follow */
	buf_putc(b, '{');
	buf_puts(b, str_eq(str_of(next), S(", ")) ? "" : next + 1);
	fields(&j);
	buf_puts(b, next);
	about(b, d, opts);
}

void
emit_json(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	object(b, d, opts, ",\n  ");
	buf_puts(b, "\n}\n");
}

void
emit_jsonl(struct buf *b, const struct doc *d, const struct emit_opts *opts)
{
	object(b, d, opts, ", ");
	buf_puts(b, "}\n");
}
