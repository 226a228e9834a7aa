/* The tree in document order, without recursion, to blocks. */
#include "html_walk.h"

#include <string.h>

#include "limits.h"

struct frame *
html_push(struct reader *r, const xmlNode *n, enum leave leave)
{
	struct frame *f;

	r->frames = arena_more(&r->tree->arena, r->frames, r->nframes,
	    &r->framecap, sizeof(*r->frames));
	f = &r->frames[r->nframes++];
	*f = (struct frame){ .node = n, .leave = leave, .saved = r->c };
	return f;
}

/* --- what an element changes for the blocks in it --- */

static void
heading(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)a;
	r->c.kind = KIND_HEADING;
	r->c.level = (uint8_t)(node_elem(n) - ELEM_H1 + 1);
}

static void
caption(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)n;
	(void)a;
	r->c.kind = KIND_CAPTION;
}

static void
new_group(struct reader *r)
{
	r->c.group = ++r->groups;
}

static void
figure(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)n;
	(void)a;
	if (r->c.list == 0)
		new_group(r);
}

static void
quote(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)n;
	(void)a;
	if (r->c.quote < UINT8_MAX)
		r->c.quote++;
}

static void
list(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	long start = str_number(str_trim(attr_get(a, ATTR_START)), 1000000000);

	if (r->c.list == 0)
		new_group(r);
	if (r->c.list < UINT8_MAX)
		r->c.list++;
	r->c.ordered = node_elem(n) == ELEM_OL;
	r->c.item = 0;
	r->c.list_at = (uint32_t)r->nframes;
	r->frames[r->nframes - 1].next = start > 0 ? (uint32_t)start - 1 : 0;
}

static void
item(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	long value = str_number(str_trim(attr_get(a, ATTR_VALUE)), 1000000000);

	(void)n;
	if (r->c.list == 0) {
		new_group(r);
		r->c.list = 1;
	}
	r->c.item = (uint32_t)r->nframes;
	r->frames[r->nframes - 1].pending = true;
	if (r->c.list_at > 0) {
		struct frame *f = &r->frames[r->c.list_at - 1];

		f->next = value > 0 ? (uint32_t)value : f->next + 1;
	}
}

static bool
no_language(str v)
{
	return v.n == 0 || str_ieq(v, S("none")) || str_ieq(v, S("default")) ||
	    str_ieq(v, S("plain")) || str_ieq(v, S("notranslate"));
}

/* "language-c", "brush: c", or "highlight-c notranslate" give "c" */
static str
class_language(str classes)
{
	static const char *const prefix[] = {
		"language-", "lang-", "highlight-source-", "brush:",
		"mw-highlight-lang-", "highlight-"
	};
	bool sphinx = str_has_token(classes, S("notranslate"));
	str t;

	while ((t = str_token(&classes)).n > 0)
		for (size_t i = 0; i < sizeof(prefix) / sizeof(*prefix) -
		    !sphinx; i++) {
			str p = str_of(prefix[i]), v;

			if (!str_istarts(t, p))
				continue;
			v = str_slice(t, p.n, t.n);
			if (v.n == 0 && str_ends(p, S(":")))
				v = str_token(&classes);
			if (!no_language(v))
				return v;
		}
	return (str){ "", 0 };
}

static str
named_language(const xmlNode *n)
{
	struct attrs a;
	str v;

	if (n == NULL || n->type != XML_ELEMENT_NODE)
		return (str){ "", 0 };
	attrs_read(&a, n);
	v = attr_get(&a, ATTR_DATA_LANG);
	if (v.n == 0)
		v = attr_get(&a, ATTR_DATA_LANGUAGE);
	if (v.n == 0)
		v = attr_get(&a, ATTR_LANG);
	return v.n > 0 && node_elem(n) != ELEM_HTML &&
	    !attr_has(&a, ATTR_LANG) ? v :
	    class_language(attr_get(&a, ATTR_CLASS));
}

static void
pre(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	const xmlNode *child = n->children;
	str v = named_language(n);

	(void)a;
	while (child != NULL && child->type != XML_ELEMENT_NODE)
		child = child->next;
	if (v.n == 0 && child != NULL && node_elem(child) == ELEM_CODE)
		v = named_language(child);
	if (v.n == 0)
		v = named_language(n->parent);
	if (v.n == 0 && n->parent != NULL)
		v = named_language(n->parent->parent);
	r->c.info = str_copy(r->doc->arena, v);
	r->c.pre = true;
}

static void
row(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	const xmlNode *t = n->parent;

	(void)a;
	if (t != NULL && node_elem(t) != ELEM_TABLE)
		t = t->parent;
	r->c.row = t != NULL && t->type == XML_ELEMENT_NODE &&
	    node_elem(t) == ELEM_TABLE && t->extra == TABLE_DATA;
}

static void
table(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)a;
	table_judge(r->tree, (xmlNode *)(uintptr_t)n);
	if (n->extra == TABLE_DATA)
		new_group(r);
}

static void
noscript(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)n;
	(void)a;
	r->c.noscript = true;
}

static void (*const block_rows[ELEM_MAX])(struct reader *, const xmlNode *,
    const struct attrs *) = {
	[ELEM_H1] = heading, [ELEM_H2] = heading, [ELEM_H3] = heading,
	[ELEM_H4] = heading, [ELEM_H5] = heading, [ELEM_H6] = heading,
	[ELEM_FIGCAPTION] = caption, [ELEM_CAPTION] = caption,
	[ELEM_FIGURE] = figure, [ELEM_BLOCKQUOTE] = quote,
	[ELEM_UL] = list, [ELEM_OL] = list, [ELEM_MENU] = list,
	[ELEM_LI] = item, [ELEM_PRE] = pre, [ELEM_TABLE] = table,
	[ELEM_TR] = row, [ELEM_NOSCRIPT] = noscript
};

static bool
caption_class(const struct attrs *a)
{
	str v = attr_get(a, ATTR_CLASS);

	/* few have it, and it is found faster than tokens are told apart */
	return str_find(v, S("caption")) < v.n &&
	    (str_has_token(v, S("caption")) ||
	    str_has_token(v, S("wp-caption-text")) ||
	    str_has_token(v, S("image-caption")) ||
	    str_has_token(v, S("photo-caption")) ||
	    str_has_token(v, S("gallery-caption")));
}

/* --- entering --- */

static void
obey_note(struct reader *r, const xmlNode *n)
{
	const struct note *note = n->_private;

	if (note != NULL && note->drop != NULL)
		r->c.drop = note->drop;
	if (note != NULL && note->keep != NULL)
		r->c.keep = note->keep;
}

static void
enter_block(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	enum elem e = node_elem(n);
	uint32_t hidden = hidden_begin(r, n, a);
	struct frame *f;

	block_end(r);
	f = html_push(r, n, LEAVE_BLOCK);
	f->boxed = true;
	f->hidden = hidden;
	f->id = attr_get(a, ATTR_ID);
	f->classes = attr_get(a, ATTR_CLASS);
	f->role = attr_get(a, ATTR_ROLE);
	f->itemprop = attr_get(a, ATTR_ITEMPROP);
	if (hidden > 0)
		r->c.hidden = hidden;
	obey_note(r, n);
	r->c.pre = false;
	if (block_rows[e] != NULL)
		block_rows[e](r, n, a);
	else if (a->has != 0 && caption_class(a))
		r->c.kind = KIND_CAPTION;
}

/* elements that end pre: someone forgot its end tag */
static bool
breaks_pre(enum elem e)
{
	return (e >= ELEM_H1 && e <= ELEM_H6) || e == ELEM_P || e == ELEM_UL ||
	    e == ELEM_OL || e == ELEM_TABLE || e == ELEM_BLOCKQUOTE ||
	    e == ELEM_ARTICLE || e == ELEM_SECTION || e == ELEM_FOOTER ||
	    e == ELEM_PRE;
}

static const unsigned char span_of[ELEM_MAX] = {
	[ELEM_A] = SPAN_LINK + 1, [ELEM_B] = SPAN_STRONG + 1,
	[ELEM_STRONG] = SPAN_STRONG + 1, [ELEM_I] = SPAN_EM + 1,
	[ELEM_EM] = SPAN_EM + 1, [ELEM_CITE] = SPAN_EM + 1,
	[ELEM_CODE] = SPAN_CODE + 1, [ELEM_KBD] = SPAN_CODE + 1,
	[ELEM_SAMP] = SPAN_CODE + 1, [ELEM_TT] = SPAN_CODE + 1,
	[ELEM_SUB] = SPAN_SUB + 1, [ELEM_SUP] = SPAN_SUP + 1,
	[ELEM_S] = SPAN_STRIKE + 1, [ELEM_STRIKE] = SPAN_STRIKE + 1,
	[ELEM_DEL] = SPAN_STRIKE + 1
};

static bool
is_open(const struct reader *r, enum span_kind kind)
{
	for (size_t i = 0; i < r->nopen; i++)
		if (r->open[i].kind == kind)
			return true;
	return false;
}

/* emphasis in emphasis is none; code in pre is nothing new */
static void
enter_span(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	unsigned k = span_of[node_elem(n)];
	enum span_kind kind = (enum span_kind)(k - 1);
	str value = { "", 0 };

	if (k == 0 || is_open(r, kind) || (kind == SPAN_CODE && r->c.pre))
		return;
	if (kind == SPAN_LINK) {
		value = str_trim(attr_get(a, ATTR_HREF));
		if (value.n == 0)
			return;
		value = str_copy(r->doc->arena, value);
	}
	html_push(r, n, LEAVE_INLINE);
	inline_open(r, kind, value);
}

/* is there a block-level element below? */
static bool
holds_block(const xmlNode *top)
{
	const xmlNode *n = top->children;

	while (n != NULL) {
		if (n->type == XML_ELEMENT_NODE) {
			if (elem_class(node_elem(n)) == EC_BLOCK)
				return true;
			if (n->children != NULL) {
				n = n->children;
				continue;
			}
		}
		while (n->next == NULL && n->parent != top)
			n = n->parent;
		n = n->next;
	}
	return false;
}

/*
 * An inline element that is hidden or that a rule names stands apart, be it in
 * mid-sentence.
 */
static void
enter_aside(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	const struct note *note = n->_private;
	uint32_t hidden;

	if (r->g == &r->aside)
		return;
	hidden = hidden_begin(r, n, a);
	if (hidden == 0 && note == NULL)
		return;
	if (!r->c.row && !r->c.pre && ((note != NULL && note->keep != NULL) ||
	    holds_block(n))) {
		block_end(r);
		html_push(r, n, LEAVE_BLOCK)->hidden = hidden;
	} else {
		html_push(r, n, LEAVE_ASIDE)->hidden = hidden;
		aside_begin(r);
	}
	if (hidden > 0)
		r->c.hidden = hidden;
	obey_note(r, n);
}

static unsigned
columns(const struct attrs *a)
{
	long n = str_number(str_trim(attr_get(a, ATTR_COLSPAN)), 1000);

	return n > 0 ? (unsigned)n : 1;
}

/* a block-level element inside pre or a row makes no block of its own */
static void
enter_inner(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	enum elem e = node_elem(n);

	if (r->c.row && (e == ELEM_TD || e == ELEM_TH)) {
		html_push(r, n, LEAVE_CELL);
		inline_cell(r, e == ELEM_TH, columns(a));
		return;
	}
	if (a->has != 0 || n->_private != NULL)
		enter_aside(r, n, a);
	html_push(r, n, LEAVE_BORDER);
	inline_border(r);
}

static void
enter_inline(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	if (a->has != 0 || n->_private != NULL)
		enter_aside(r, n, a);
	enter_span(r, n, a);
}

static void
enter_image(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	struct context saved = r->c;

	obey_note(r, n);
	image_read(r, n, a);
	r->c = saved;
}

/* are its children visited? */
static bool
shown(enum elem e)
{
	return elem_class(e) != EC_SKIP || e == ELEM_SVG || e == ELEM_HEAD;
}

static xmlNode *
enter(struct reader *r, xmlNode *n)
{
	enum elem e = node_elem(n);
	struct attrs a;

	attrs_read(&a, n);
	facts_element(r, n, &a);
	switch (elem_class(e)) {
	case EC_BLOCK:
		if (r->g == &r->aside || r->c.row ||
		    (r->c.pre && !breaks_pre(e)))
			enter_inner(r, n, &a);
		else
			enter_block(r, n, &a);
		break;
	case EC_BREAK:
		inline_break(r);
		break;
	case EC_RULE:
		if (r->g == &r->aside || r->c.row || r->c.pre)
			inline_border(r);
		else
			block_end(r);
		break;
	case EC_IMAGE:
		enter_image(r, n, &a);
		break;
	case EC_SKIP:
		break;
	case EC_INLINE:
		enter_inline(r, n, &a);
		break;
	}
	return shown(e) ? n->children : NULL;
}

/* --- leaving --- */

static void
leave(struct reader *r)
{
	struct frame *f = &r->frames[r->nframes - 1];

	switch (f->leave) {
	case LEAVE_BLOCK:
		block_end(r);
		if (f->box > 0)
			r->doc->boxes[f->box].end = (uint32_t)r->doc->n;
		break;
	case LEAVE_INLINE:
		inline_close(r);
		break;
	case LEAVE_CELL:
		inline_cell_end(r);
		break;
	case LEAVE_BORDER:
		inline_border(r);
		break;
	case LEAVE_ASIDE:
		aside_end(r);
		break;
	}
	f = &r->frames[--r->nframes];
	r->c = f->saved;
}

static xmlNode *
visit(struct reader *r, xmlNode *n)
{
	if (node_is(n, GAP_BEFORE))
		inline_gap(r);
	if (n->type == XML_TEXT_NODE) {
		inline_text(r, (const char *)n->content, node_number(n));
		return NULL;
	}
	return n->type == XML_ELEMENT_NODE ? enter(r, n) : NULL;
}

/* up and on to the next node in document order */
static xmlNode *
next(struct reader *r, xmlNode *n)
{
	for (;;) {
		if (node_is(n, GAP_AT_END) && shown(node_elem(n)))
			inline_gap(r);
		/* an inline element may have two frames */
		while (r->nframes > 0 &&
		    r->frames[r->nframes - 1].node == n)
			leave(r);
		if (n->next != NULL)
			return n->next;
		if (n->parent == NULL || n->parent->type != XML_ELEMENT_NODE)
			return NULL;
		n = n->parent;
	}
}

void
html_walk(struct reader *r)
{
	xmlNode *n = r->tree->doc->children, *down;

	while (n != NULL && !r->full) {
		down = visit(r, n);
		n = down != NULL ? down : next(r, n);
	}
	/* a full doc leaves some open */
	while (r->nframes > 0)
		leave(r);
	block_end(r);
	r->doc->boxes[0].end = (uint32_t)r->doc->n;
}
