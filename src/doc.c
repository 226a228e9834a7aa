#include "doc.h"

#include "arena.h"
#include "sentence.h"
#include "utf8.h"

const char *const kind_names[KIND_MAX] = {
	[KIND_PARAGRAPH] = "paragraph",
	[KIND_HEADING] = "heading",
	[KIND_ITEM] = "item",
	[KIND_QUOTE] = "quote",
	[KIND_PRE] = "pre",
	[KIND_ROW] = "row",
	[KIND_CAPTION] = "caption",
	[KIND_IMAGE] = "image",
	[KIND_TITLE] = "title",
	[KIND_BYLINE] = "byline",
	[KIND_DATE] = "date",
};

enum kind
kind_of(str name)
{
	size_t k = 0;

	while (k < KIND_MAX && !str_eq(name, str_of(kind_names[k])))
		k++;
	return (enum kind)k;
}

void
doc_init(struct doc *d, struct arena *a)
{
	*d = (struct doc){ .arena = a, .eol = S("\n") };
	doc_add_box(d, &(struct box){ .elem = ELEM_OTHER });
}

static uint32_t
chars_between(str text, uint32_t from, uint32_t to)
{
	uint32_t n = 0;

	for (uint32_t i = from; i < to; i++)
		n += ((unsigned char)text.s[i] & 0xc0) != 0x80 &&
		    (unsigned char)text.s[i] > ' ';
	return n;
}

static void
count(struct block *b)
{
	struct tally t;
	uint32_t end = 0;

	utf8_tally(b->text, &t);
	b->words = t.words;
	b->chars = t.chars;
	for (uint32_t i = 0; i < b->nspans; i++) {
		const struct span *s = &b->spans[i];

		if (s->kind != SPAN_LINK || s->to <= end)
			continue;
		b->link_chars += chars_between(b->text,
		    s->from > end ? s->from : end, s->to);
		end = s->to;
	}
	if (b->link_chars > b->chars)
		b->link_chars = b->chars;
}

struct block *
doc_add(struct doc *d, const struct block *add)
{
	struct block *b;

	d->blocks = arena_more(d->arena, d->blocks, d->n, &d->cap,
	    sizeof(*d->blocks));
	b = &d->blocks[d->n++];
	*b = *add;
	count(b);
	return b;
}

uint32_t
doc_add_box(struct doc *d, const struct box *add)
{
	d->boxes = arena_more(d->arena, d->boxes, d->nboxes, &d->boxcap,
	    sizeof(*d->boxes));
	d->boxes[d->nboxes] = *add;
	return (uint32_t)d->nboxes++;
}

void
doc_add_fact(struct doc *d, enum fact_source source, str key, str value)
{
	d->facts = arena_grow(d->arena, d->facts, d->nfacts, &d->factcap,
	    sizeof(*d->facts));
	d->facts[d->nfacts++] = (struct fact){
		.source = source, .key = key, .value = value,
		.block = (uint32_t)d->n
	};
}

str
doc_fact(const struct doc *d, enum fact_source source, str key)
{
	for (size_t i = 0; i < d->nfacts; i++)
		if (d->facts[i].source == source &&
		    str_eq(d->facts[i].key, key))
			return d->facts[i].value;
	return (str){ "", 0 };
}

static const struct mark *
log_mark(struct doc *d, struct block *b, const struct mark *m)
{
	struct mark *mine = arena_new(d->arena, struct mark);

	*mine = *m;
	mine->prev = b->history;
	b->history = mine;
	return mine;
}

static bool
yields(const struct mark *old, const struct mark *new)
{
	if (old == NULL || new->why->rank > old->why->rank)
		return true;
	if (new->why->rank < old->why->rank)
		return false;
	return !(old->why->rank > RANK_STAGE && old->fate == FATE_KEEP &&
	    new->fate == FATE_DROP);
}

void
doc_mark(struct doc *d, size_t i, enum fate fate, const struct why *why)
{
	struct block *b = &d->blocks[i];
	const struct mark *m = log_mark(d, b,
	    &(struct mark){ .fate = fate, .why = why });

	if (yields(b->verdict, m)) {
		b->verdict = m;
		b->fate = fate;
	}
}

void
doc_retype(struct doc *d, size_t i, enum kind kind, const struct why *why)
{
	struct block *b = &d->blocks[i];

	log_mark(d, b, &(struct mark){
		.kind = kind, .retypes = true, .why = why });
	b->kind = kind;
}

void
doc_cut(struct doc *d, size_t i, uint32_t from, uint32_t to,
    const struct why *why)
{
	struct cut **p = &d->blocks[i].cuts, *c;

	while (*p != NULL && (*p)->to < from)
		p = &(*p)->next;
	c = arena_new(d->arena, struct cut);
	*c = (struct cut){ from, to, why, *p };
	while (c->next != NULL && c->next->from <= c->to) {
		if (c->next->from < c->from)
			c->from = c->next->from;
		if (c->next->to > c->to)
			c->to = c->next->to;
		c->next = c->next->next;
	}
	*p = c;
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* where byte i of the block's text stands once the cuts are out */
static uint32_t
moved(const struct block *b, uint32_t i)
{
	uint32_t gone = 0;

	for (const struct cut *c = b->cuts; c != NULL && c->from < i;
	    c = c->next)
		gone += (c->to < i ? c->to : i) - c->from;
	return i - gone;
}

struct span *
spans_clip(struct arena *a, const struct span *spans, uint32_t *n,
    uint32_t from, uint32_t to)
{
	struct span *v = arena_array(a, *n, sizeof(*v));
	uint32_t left = 0;

	for (uint32_t i = 0; i < *n; i++) {
		struct span s = spans[i];

		s.from = s.from > from ? s.from - from : 0;
		s.to = s.to < to ? s.to : to;
		s.to = s.to > from ? s.to - from : 0;
		if (s.from < s.to || s.kind == SPAN_CELL)
			v[left++] = s;
	}
	*n = left;
	return v;
}

/* lines that a cut left too uneven to be read as one paragraph are joined */
static void
unwrap(char *s, str text)
{
	if (str_chr(text, '\n') == text.n || sentence_wrapped(str_trim(text)))
		return;
	for (size_t i = 0; i < text.n; i++)
		if (s[i] == '\n')
			s[i] = ' ';
}

str
doc_text_spans(const struct doc *d, size_t i, const struct span **spans,
    uint32_t *nspans)
{
	const struct block *b = &d->blocks[i];
	struct span *moved_spans;
	uint32_t head, tail, from = 0;
	struct buf out;
	str text;

	*spans = b->spans;
	*nspans = b->nspans;
	if (b->cuts == NULL)
		return b->text;
	buf_init(&out, d->arena);
	for (const struct cut *c = b->cuts; c != NULL; c = c->next) {
		buf_put(&out, str_slice(b->text, from, c->from));
		from = c->to;
	}
	buf_put(&out, str_slice(b->text, from, b->text.n));
	text = buf_str(&out);
	if (!d->tagged && b->kind != KIND_PRE)
		unwrap(out.s, text);
	for (head = 0; head < text.n && blank(text.s[head]); head++)
		;
	for (tail = (uint32_t)text.n; tail > head && blank(text.s[tail - 1]);
	    tail--)
		;
	moved_spans = arena_array(d->arena, b->nspans, sizeof(*moved_spans));
	for (uint32_t k = 0; k < b->nspans; k++) {
		moved_spans[k] = b->spans[k];
		moved_spans[k].from = moved(b, b->spans[k].from);
		moved_spans[k].to = moved(b, b->spans[k].to);
	}
	*spans = spans_clip(d->arena, moved_spans, nspans, head, tail);
	return str_slice(text, head, tail);
}

str
doc_text(const struct doc *d, size_t i)
{
	const struct span *spans;
	uint32_t n;

	return doc_text_spans(d, i, &spans, &n);
}
