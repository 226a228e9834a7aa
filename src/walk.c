#include "walk.h"

#include "arena.h"

enum {
	NO_BREAK = 256,
	NEAR = 64		/* blocks a caption looks for rows */
};

void
walk_init(struct walk *w, const struct doc *d, unsigned kinds)
{
	w->doc = d;
	w->raw = false;
	w->kinds = kinds;
	w->level = NULL;
	w->block = NULL;
	w->next = 0;
	w->last = SIZE_MAX;
	w->ready = false;
	w->item_break = NO_BREAK;
	w->depth = w->keep = 0;
}

static bool
shown(const struct doc *d, const struct block *b, unsigned kinds)
{
	if (b->fate == FATE_DROP || (kinds & KIND_BIT(b->kind)) == 0)
		return false;
	/* the title of a page is printed from what the page says of itself */
	return !(d->tagged && b->kind == KIND_TITLE);
}

bool
walk_any(const struct doc *d, unsigned kinds)
{
	for (size_t i = 0; i < d->n; i++)
		if (shown(d, &d->blocks[i], kinds))
			return true;
	return false;
}

/* has the image a source that can be printed? */
static bool
pictures(const struct block *b)
{
	return b->kind == KIND_IMAGE && b->href.n > 0 &&
	    !str_istarts(b->href, S("data:"));
}

/* the words of "[words](target)", if the span's text is that */
static str
words_of_link(str text, const struct span *s)
{
	size_t around = s->value.n + 4, end = s->to - s->value.n - 3;

	if (s->kind != SPAN_LINK || s->to - s->from < around ||
	    text.s[s->from] != '[' || text.s[s->to - 1] != ')' ||
	    !str_eq(str_slice(text, end, end + 2), S("](")))
		return (str){ NULL, 0 };
	return str_slice(text, s->from + 1, end);
}

/* takes Markdown's links out of text input: spans say the same */
static void
unmark(struct walk *w)
{
	struct span *spans = arena_array(w->doc->arena, w->nspans,
	    sizeof(*spans));
	uint32_t from = 0;
	struct buf b;

	buf_init(&b, w->doc->arena);
	for (uint32_t i = 0; i < w->nspans; i++) {
		str words = words_of_link(w->text, &w->spans[i]);
		bool bang = w->spans[i].from > from &&
		    w->text.s[w->spans[i].from - 1] == '!';

		spans[i] = w->spans[i];
		buf_put(&b, str_slice(w->text, from, words.s != NULL ?
		    spans[i].from - bang : spans[i].from));
		from = spans[i].to;
		if (words.s == NULL)
			words = str_slice(w->text, spans[i].from, from);
		spans[i].from = (uint32_t)b.n;
		buf_put(&b, words);
		spans[i].to = (uint32_t)b.n;
	}
	buf_put(&b, str_slice(w->text, from, w->text.n));
	w->text = buf_str(&b);
	w->spans = spans;
}

/* bytes of a blank that starts at i, no-break space included, or 0 */
static size_t
blank_at(str v, size_t i)
{
	if (i < v.n && (v.s[i] == ' ' || v.s[i] == '\n'))
		return 1;
	return str_starts(str_slice(v, i, v.n), S("\xc2\xa0")) ? 2 : 0;
}

/* pages space their blocks by lines of no-break spaces: those are left out */
static void
tidy(struct walk *w)
{
	str v = w->text;
	size_t from = 0, to = v.n, n;

	for (size_t i = 0; (n = blank_at(v, i)) > 0; i += n)
		if (v.s[i] == '\n' || i + n == v.n)
			from = i + n;
	for (size_t i = v.n; i > from; i -= n) {
		n = blank_at(v, i - 1) > 0 ? 1 : i > 1 ? 2 : 0;
		if (n == 0 || blank_at(v, i - n) != n)
			break;
		if (v.s[i - n] == '\n')
			to = i - n;
	}
	if (from == 0 && to == v.n)
		return;
	if (w->nspans > 0)
		w->spans = spans_clip(w->doc->arena, w->spans, &w->nspans,
		    (uint32_t)from, (uint32_t)to);
	w->text = str_slice(v, from, to);
}

/* finds the next block to give; false: there is none */
static bool
fetch(struct walk *w)
{
	for (; w->next < w->doc->n; w->next++) {
		const struct block *b = &w->doc->blocks[w->next];

		if (shown(w->doc, b, w->kinds)) {
			w->text = doc_text_spans(w->doc, w->next, &w->spans,
			    &w->nspans);
			w->block = b;
			if (!w->doc->tagged && !w->raw && w->nspans > 0)
				unmark(w);
			if (w->doc->tagged && b->kind != KIND_PRE &&
			    b->kind != KIND_ROW)
				tidy(w);
			if (w->text.n > 0 || pictures(b)) {
				w->i = w->next;
				return true;
			}
		}
		if (b->kind == KIND_ITEM && b->list < w->item_break)
			w->item_break = b->list;
	}
	return false;
}

static bool
in_figure(enum kind k)
{
	return k == KIND_IMAGE || k == KIND_CAPTION;
}

/* blocks whose group is that of the outermost list */
static bool
groups_list(enum kind k)
{
	return k != KIND_ROW && !in_figure(k);
}

static bool
item_ends(const struct walk *w, const struct level *l, const struct block *b)
{
	return l->depth > b->list || l->depth >= w->item_break ||
	    (b->kind == KIND_ITEM && b->list == l->depth);
}

static bool
list_ends(const struct level *l, const struct block *b)
{
	if (l->depth > b->list)
		return true;
	if (b->kind == KIND_ITEM && b->list == l->depth &&
	    b->ordered != l->ordered)
		return true;
	return groups_list(b->kind) && l->id != 0 && b->group != 0 &&
	    l->id != b->group;
}

static bool
goes_deeper(const struct level *l, const struct block *b)
{
	return b->list != l->list || b->quote != l->quote;
}

static bool
figure_ends(const struct walk *w, const struct level *l, const struct block *b)
{
	if (!in_figure(b->kind) || b->group != l->id || goes_deeper(l, b))
		return true;
	/* outside of a figure element, an image and the caption next to it */
	return l->id == 0 && !(b->kind == KIND_CAPTION &&
	    w->last + 1 == w->i &&
	    w->doc->blocks[w->last].kind == KIND_IMAGE);
}

static bool
table_ends(const struct walk *w, const struct level *l, const struct block *b)
{
	if ((b->kind != KIND_ROW && b->kind != KIND_CAPTION) ||
	    b->group != l->id || goes_deeper(l, b))
		return true;
	return l->id == 0 && (b->kind != KIND_ROW || w->last + 1 != w->i);
}

static bool
ends(const struct walk *w, const struct level *l)
{
	const struct block *b = w->block;

	switch (l->group) {
	case GROUP_QUOTE:
		return l->depth > b->quote;
	case GROUP_LIST:
		return list_ends(l, b);
	case GROUP_ITEM:
		return item_ends(w, l, b);
	case GROUP_TABLE:
		return table_ends(w, l, b);
	default:
		return figure_ends(w, l, b);
	}
}

/* how many of the open levels the next block stands in */
static unsigned
kept_levels(const struct walk *w)
{
	unsigned n = 0;

	while (n < w->depth && !ends(w, &w->stack[n]))
		n++;
	return n;
}

/* a caption belongs to rows when its group has one, before or after it */
static bool
captions_table(const struct walk *w)
{
	const struct doc *d = w->doc;
	uint32_t group = w->block->group;

	if (group == 0)
		return false;
	for (size_t i = w->i + 1; i < d->n && i <= w->i + NEAR &&
	    d->blocks[i].group == group; i++)
		if (d->blocks[i].kind == KIND_ROW)
			return true;
	for (size_t i = w->i; i > 0 && i + NEAR > w->i &&
	    d->blocks[i - 1].group == group; i--)
		if (d->blocks[i - 1].kind == KIND_ROW)
			return true;
	return false;
}

/* depth of the innermost open level of a group */
static uint8_t
depth_of(const struct walk *w, enum group g)
{
	for (unsigned i = w->depth; i > 0; i--)
		if (w->stack[i - 1].group == g)
			return w->stack[i - 1].depth;
	return 0;
}

static struct level *
innermost_list(struct walk *w)
{
	unsigned i = w->depth;

	while (i > 0 && w->stack[i - 1].group != GROUP_LIST)
		i--;
	return i > 0 ? &w->stack[i - 1] : NULL;
}

/* the page's number of an item, else the one after the last */
static void
set_number(struct level *list, struct level *item, const struct block *b)
{
	bool own = b->kind == KIND_ITEM && b->list == list->depth &&
	    b->number > 0;

	item->ordered = list->ordered;
	item->number = own ? b->number : list->last + 1;
	item->jumps = item->number != list->last + 1;
	list->last = item->number;
}

static enum walk_event
push(struct walk *w, enum group g, uint8_t depth)
{
	const struct block *b = w->block;
	struct level *list = g == GROUP_ITEM ? innermost_list(w) : NULL;
	struct level *l = &w->stack[w->depth++];

	*l = (struct level){ .group = g, .depth = depth, .id = b->group,
	    .list = b->list, .quote = b->quote, .ordered = b->ordered };
	if (g == GROUP_LIST) {
		l->id = groups_list(b->kind) ? b->group : 0;
		l->number = b->kind == KIND_ITEM && b->number > 0 ?
		    b->number : 1;
		l->last = l->number - 1;
	} else if (list != NULL) {
		set_number(list, l, b);
	}
	w->level = l;
	w->keep = w->depth;
	return WALK_OPEN;
}

/* opens the next level that the block needs; BLOCK when it has them all */
static enum walk_event
descend(struct walk *w)
{
	const struct block *b = w->block;
	uint8_t list = depth_of(w, GROUP_LIST);
	enum group g = GROUP_FIGURE;

	/* what stands in a list stands in an item, if an empty one */
	if (list > 0 && depth_of(w, GROUP_ITEM) != list)
		return push(w, GROUP_ITEM, list);
	if (b->quote > depth_of(w, GROUP_QUOTE))
		return push(w, GROUP_QUOTE, b->quote);
	if (b->list > list)
		return push(w, GROUP_LIST, b->list);
	w->level = w->depth > 0 ? &w->stack[w->depth - 1] : NULL;
	if (b->kind != KIND_ROW && !in_figure(b->kind))
		return WALK_BLOCK;
	if (w->level != NULL && w->level->group >= GROUP_TABLE)
		return WALK_BLOCK;
	if (b->kind == KIND_ROW ||
	    (b->kind == KIND_CAPTION && captions_table(w)))
		g = GROUP_TABLE;
	return push(w, g, 0);
}

enum walk_event
walk_next(struct walk *w)
{
	if (!w->ready) {
		w->ready = fetch(w);
		w->keep = w->ready ? kept_levels(w) : 0;
		w->item_break = NO_BREAK;
	}
	if (w->depth > w->keep) {
		w->level = &w->stack[--w->depth];
		return WALK_CLOSE;
	}
	if (!w->ready)
		return WALK_END;
	if (descend(w) == WALK_OPEN)
		return WALK_OPEN;
	w->ready = false;
	w->last = w->next++;
	return WALK_BLOCK;
}

void
pieces_init(struct pieces *p, str all, uint32_t from, uint32_t to,
    const struct span *spans, uint32_t nspans)
{
	*p = (struct pieces){ .all = all, .at = from, .to = to,
	    .next = spans, .end = nspans > 0 ? spans + nspans : spans };
}

static bool
is_open(const struct pieces *p, enum span_kind k)
{
	for (unsigned i = 0; i < p->depth; i++)
		if (p->open[i]->kind == k)
			return true;
	return false;
}

/* passes over spans that give nothing at or behind the place reached */
static void
skip_spans(struct pieces *p)
{
	while (p->next < p->end && (p->next->kind == SPAN_CELL ||
	    p->next->to <= p->next->from || p->next->to <= p->at ||
	    (p->next->from <= p->at && is_open(p, p->next->kind))))
		p->next++;
}

enum piece
pieces_next(struct pieces *p)
{
	uint32_t limit = p->depth > 0 ? p->until[p->depth - 1] : p->to;
	uint32_t from = p->at;

	skip_spans(p);
	if (p->depth > 0 && p->at >= limit) {
		p->span = p->open[--p->depth];
		return PIECE_CLOSE;
	}
	if (p->at >= p->to)
		return PIECE_END;
	if (p->next < p->end && p->next->from <= p->at) {
		p->span = p->next++;
		p->open[p->depth] = p->span;
		p->until[p->depth++] = p->span->to < limit ? p->span->to :
		    limit;
		return PIECE_OPEN;
	}
	p->at = p->next < p->end && p->next->from < limit ? p->next->from :
	    limit;
	p->text = str_slice(p->all, from, p->at);
	return PIECE_TEXT;
}

bool
walk_cell(const struct walk *w, uint32_t *at, struct cell *c)
{
	uint32_t i = *at;

	while (i < w->nspans && w->spans[i].kind != SPAN_CELL)
		i++;
	if (i >= w->nspans) {
		bool whole = *at == 0;

		*c = (struct cell){ NULL, 0, (uint32_t)w->text.n, w->spans,
		    w->nspans };
		*at = w->nspans + 1;
		return whole;
	}
	*c = (struct cell){ .span = &w->spans[i], .from = w->spans[i].from,
	    .to = w->spans[i].to, .inner = &w->spans[i + 1] };
	for (i++; i < w->nspans && w->spans[i].kind != SPAN_CELL; i++)
		c->ninner++;
	*at = i < w->nspans ? i : w->nspans + 1;
	return true;
}
