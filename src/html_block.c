/* From gathered text to the doc's blocks, and the boxes that hold them. */
#include <string.h>

#include "diag.h"
#include "html_walk.h"
#include "limits.h"

static str
copied(struct reader *r, str v)
{
	return str_copy(r->doc->arena, v);
}

/*
 * Makes a box of each open element that has none yet. No block was added since
 * such an element began, so the next block is the first of each.
 */
static void
make_boxes(struct reader *r)
{
	size_t i = r->nframes;
	uint32_t parent;

	while (i > 0 && !(r->frames[i - 1].boxed && r->frames[i - 1].box > 0))
		i--;
	parent = i > 0 ? r->frames[i - 1].box : 0;
	for (; i < r->nframes; i++) {
		struct frame *f = &r->frames[i];
		uint16_t depth = r->doc->boxes[parent].depth;

		if (!f->boxed)
			continue;
		f->box = doc_add_box(r->doc, &(struct box){
			.parent = parent, .first = (uint32_t)r->doc->n,
			.depth = depth < UINT16_MAX ? depth + 1 : depth,
			.elem = node_elem(f->node),
			.id = copied(r, f->id),
			.classes = copied(r, f->classes),
			.role = copied(r, f->role),
			.itemprop = copied(r, f->itemprop) });
		if (f->hidden > 0)
			r->roots[f->hidden - 1].box = f->box;
		parent = f->box;
	}
}

static uint32_t
innermost_box(const struct reader *r)
{
	size_t i = r->nframes;

	while (i > 0 && !r->frames[i - 1].boxed)
		i--;
	return i > 0 ? r->frames[i - 1].box : 0;
}

static bool
room(struct reader *r)
{
	size_t most = r->opts->limits->v[LIMIT_BLOCKS];

	if (r->doc->n < most)
		return true;
	if (!r->full)
		diag_report(r->diag, MSG_LIMIT_BLOCKS, NULL,
		    "too many blocks (limit %s=%zu)",
		    limit_rows[LIMIT_BLOCKS].name, most);
	r->full = true;
	return false;
}

static void
log_hidden(struct reader *r, uint32_t block, uint32_t root)
{
	r->hidden = arena_grow(&r->tree->arena, r->hidden, r->nhidden,
	    &r->hiddencap, sizeof(*r->hidden));
	r->hidden[r->nhidden++] = (struct hidden_block){ block, root - 1 };
}

static void
add(struct reader *r, struct block *b, uint32_t hidden, const struct why *drop)
{
	size_t i = r->doc->n;

	if (!room(r))
		return;
	make_boxes(r);
	b->box = innermost_box(r);
	doc_add(r->doc, b);
	if (hidden > 0)
		log_hidden(r, (uint32_t)i, hidden);
	if (drop != NULL)
		doc_mark(r->doc, i, FATE_DROP, drop);
	else if (r->c.keep != NULL)
		doc_mark(r->doc, i, FATE_KEEP, r->c.keep);
	else if (r->article != NULL)
		doc_mark(r->doc, i, FATE_DROP, r->article);
}

void
block_add(struct reader *r, struct block *b)
{
	add(r, b, r->c.hidden, r->c.drop);
}

void
block_later(struct reader *r, const struct block *b)
{
	r->later = arena_grow(&r->tree->arena, r->later, r->nlater,
	    &r->latercap, sizeof(*r->later));
	r->later[r->nlater++] = (struct later){ *b, r->c.hidden, r->c.drop };
}

/* the first text in an li makes the item */
static enum kind
text_kind(struct reader *r)
{
	enum kind k = r->c.pre ? KIND_PRE : r->c.row ? KIND_ROW : r->c.kind;

	if (r->c.item > 0 && (k == KIND_PARAGRAPH || k == KIND_HEADING)) {
		bool first = r->frames[r->c.item - 1].pending;

		r->frames[r->c.item - 1].pending = false;
		if (first && k == KIND_PARAGRAPH)
			return KIND_ITEM;
	}
	if (k == KIND_PARAGRAPH && r->c.quote > 0)
		return KIND_QUOTE;
	return k;
}

static bool
no_text(const struct gather *g, bool pre)
{
	size_t i = 0;

	if (!pre && g->nspans == 0)
		return g->n == 0;
	while (i < g->n && (g->s[i] == ' ' || g->s[i] == '\t' ||
	    g->s[i] == '\n'))
		i++;
	return i == g->n;
}

static const struct span *
copy_spans(struct reader *r, const struct gather *g)
{
	struct span *s;

	if (g->nspans == 0)
		return NULL;
	s = arena_array(r->doc->arena, g->nspans, sizeof(*s));
	memcpy(s, g->spans, g->nspans * sizeof(*s));
	return s;
}

/* the block's text and what the context says of it */
static struct block
gathered(struct reader *r, const struct gather *g)
{
	return (struct block){
		.text = str_copy(r->doc->arena, (str){ g->s, g->n }),
		.spans = copy_spans(r, g), .nspans = (uint32_t)g->nspans,
		.list = r->c.list, .quote = r->c.quote,
		.ordered = r->c.ordered, .noscript = r->c.noscript,
		.group = r->c.group, .line = g->line
	};
}

static void
number_item(struct reader *r, struct block *b)
{
	if (b->kind == KIND_ITEM && r->c.ordered && r->c.list_at > 0)
		b->number = r->frames[r->c.list_at - 1].next;
}

static void
add_text(struct reader *r)
{
	struct block b = gathered(r, &r->page);

	b.kind = text_kind(r);
	b.level = b.kind == KIND_HEADING ? r->c.level : 0;
	b.info = b.kind == KIND_PRE ? r->c.info : (str){ "", 0 };
	number_item(r, &b);
	block_add(r, &b);
}

static void
add_later(struct reader *r)
{
	for (size_t i = 0; i < r->nlater; i++)
		add(r, &r->later[i].block, r->later[i].hidden,
		    r->later[i].drop);
	r->nlater = 0;
}

void
block_end(struct reader *r)
{
	struct gather *g = &r->page;

	inline_end(r);
	if (!no_text(g, r->c.pre))
		add_text(r);
	if (r->nlater > 0)
		add_later(r);
	inline_reset(g);
}

void
aside_begin(struct reader *r)
{
	inline_reset(&r->aside);
	r->g = &r->aside;
}

void
aside_end(struct reader *r)
{
	struct gather *g = &r->aside;
	struct block b;

	inline_end(r);
	r->g = &r->page;
	if (g->n == 0)
		return;
	b = gathered(r, g);
	b.kind = KIND_PARAGRAPH;
	if (r->page.n > 0 || r->c.row)
		block_later(r, &b);
	else
		block_add(r, &b);
}
