/*
 * Text that the page does not show: where injected instructions sit, and notes
 * for screen readers. What scripts will show is not hidden: streamed segments,
 * the panels of accordions and tabs, an ancestor of most of the page's prose
 * that waits for its style sheet. So elements are only noted on the way, and
 * judged when the whole page is known.
 */
#include "html_walk.h"

enum {
	DECORATION = 8,		/* words: what aria-hidden alone may hide */
	SWITCHED = 30,		/* words: what a class alone may hide */
	FADES = 3,		/* so many transparent elements: they fade in */
	PROSE = 12		/* words: a block this long is prose */
};

static const struct why whys[SIGN_MAX] = {
#define WHY(name) { .id = { "hidden/" name, sizeof("hidden/" name) - 1 }, \
    .category = { "hidden", 6 }, .rank = RANK_STAGE }
	[SIGN_ARIA] = WHY("aria"),
	[SIGN_OPACITY] = WHY("opacity"),
	[SIGN_VISIBILITY] = WHY("visibility"),
	[SIGN_CLASS] = WHY("class"),
	[SIGN_READER] = WHY("reader"),
	[SIGN_STYLE] = WHY("style"),
	[SIGN_ATTRIBUTE] = WHY("attribute"),
#undef WHY
};

#define TOKEN(s) { s, sizeof(s) - 1 }

/* whole class tokens for what only screen readers read */
static const str readers[] = {
	TOKEN("sr-only"), TOKEN("visually-hidden"), TOKEN("visuallyhidden"),
	TOKEN("visually-hidden-focusable"), TOKEN("u-visually-hidden"),
	TOKEN("is-visually-hidden"), TOKEN("hidden-visually"),
	TOKEN("screen-reader-text"), TOKEN("screen-reader"),
	TOKEN("screen-reader-only"), TOKEN("screenreader"),
	TOKEN("screenreader-only"), TOKEN("show-for-sr"), TOKEN("sr-text"),
	TOKEN("usa-sr-only"), TOKEN("a11y-hidden"), TOKEN("assistive-text"),
	TOKEN("element-invisible"), TOKEN("offscreen"), TOKEN("off-screen"),
	TOKEN("ui-helper-hidden-accessible"),
};

/* and for what is not displayed */
static const str hiders[] = {
	TOKEN("hidden"), TOKEN("hide"), TOKEN("is-hidden"), TOKEN("u-hidden"),
	TOKEN("uk-hidden"), TOKEN("d-none"), TOKEN("display-none"),
};

/* parts of class tokens and ids of what opens at a click */
static const str panels[] = {
	TOKEN("accordion"), TOKEN("collaps"), TOKEN("tabpanel"),
	TOKEN("tab-pane"), TOKEN("tab-content"), TOKEN("tabcontent"),
	TOKEN("faq"), TOKEN("toggle"), TOKEN("expand"), TOKEN("spoiler"),
	TOKEN("read-more"), TOKEN("readmore"), TOKEN("show-more"),
};
#undef TOKEN

/* "md:block", "d-md-flex": shown on some screens after all */
static bool
shows_again(str classes)
{
	static const str displays[] = {
		{ "block", 5 }, { "flex", 4 }, { "grid", 4 }, { "inline", 6 },
		{ "table", 5 }, { "contents", 8 }, { "table-cell", 10 },
		{ "visible", 7 }, { "inline-block", 12 }, { "cell", 4 },
		{ "inline-flex", 11 }, { "not-sr-only", 11 }
	};
	str t;

	while ((t = str_token(&classes)).n > 0) {
		bool prefixed = str_chr(t, ':') < t.n ||
		    str_starts(t, S("d-"));

		for (size_t i = 0; prefixed &&
		    i < sizeof(displays) / sizeof(displays[0]); i++)
			if (str_ends(t, displays[i]) &&
			    !str_starts(t, S("focus")))
				return true;
	}
	return false;
}

/* the tokens that begin with a letter, a bit for each; readers come first */
enum { READERS = sizeof(readers) / sizeof(str),
	TOKENS = READERS + sizeof(hiders) / sizeof(str) };
_Static_assert(TOKENS <= 32, "struct reader has 32 bits for them");

static const str *
token(size_t i)
{
	return i < READERS ? &readers[i] : &hiders[i - READERS];
}

void
hidden_begin_page(struct reader *r)
{
	for (size_t i = 0; i < TOKENS; i++)
		r->tokens[token(i)->s[0] & 31] |= (uint32_t)1 << i;
}

static enum sign
token_hides(const struct reader *r, str t)
{
	uint32_t some = r->tokens[t.s[0] & 31];

	for (size_t i = 0; some != 0; some >>= 1, i++)
		if ((some & 1) != 0 && str_ieq(t, *token(i)))
			return i < READERS ? SIGN_READER : SIGN_CLASS;
	return SIGN_NONE;
}

static enum sign
look_up(const struct reader *r, str classes)
{
	enum sign sign = SIGN_NONE, s;
	str list = classes, t;

	while ((t = str_token(&list)).n > 0)
		if ((s = token_hides(r, t)) > sign)
			sign = s;
	return sign != SIGN_NONE && shows_again(classes) ? SIGN_NONE : sign;
}

/* many elements have the same classes */
static enum sign
class_hides(struct reader *r, str classes)
{
	struct class_sign *c = &r->classes[str_mix(classes) % CLASSES];

	if (classes.n == 0)
		return SIGN_NONE;
	if (!str_eq(c->classes, classes))
		*c = (struct class_sign){ classes, look_up(r, classes) };
	return c->sign;
}

static bool
part_of(str v)
{
	return str_has_any(v, panels, sizeof(panels) / sizeof(panels[0]));
}

static bool
opens(enum elem e, str id, str classes, str role)
{
	return e == ELEM_DETAILS || str_ieq(role, S("tabpanel")) ||
	    str_ieq(role, S("region")) || str_starts(id, S("S:")) ||
	    part_of(id) || part_of(classes);
}

/* does an open element open at a click? Asked once for each, at most */
static bool
in_panel(struct reader *r)
{
	size_t i = r->nframes;
	bool panel;

	while (i > 0 && r->frames[i - 1].panel == PANEL_UNKNOWN)
		i--;
	panel = i > 0 && r->frames[i - 1].panel == PANEL_YES;
	for (; i < r->nframes; i++) {
		struct frame *f = &r->frames[i];

		panel = panel || (f->boxed && opens(node_elem(f->node),
		    f->id, f->classes, f->role));
		f->panel = panel ? PANEL_YES : PANEL_NO;
	}
	return panel;
}

static enum sign
attributes(struct reader *r, enum elem e, const struct attrs *a)
{
	str hidden = attr_get(a, ATTR_HIDDEN);
	enum sign style, class;

	if (attr_has(a, ATTR_HIDDEN) && !str_ieq(hidden, S("until-found")) &&
	    !str_ieq(hidden, S("false")))
		return SIGN_ATTRIBUTE;
	if (e == ELEM_DIALOG && !attr_has(a, ATTR_OPEN))
		return SIGN_ATTRIBUTE;
	style = style_hides(attr_get(a, ATTR_STYLE));
	class = class_hides(r, attr_get(a, ATTR_CLASS));
	if (style != SIGN_NONE || class != SIGN_NONE)
		return style > class ? style : class;
	return str_ieq(attr_get(a, ATTR_ARIA_HIDDEN), S("true")) ?
	    SIGN_ARIA : SIGN_NONE;
}

uint32_t
hidden_begin(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	enum sign sign;

	if (a->has == 0 && node_elem(n) != ELEM_DIALOG)
		return 0;
	sign = attributes(r, node_elem(n), a);
	if (sign == SIGN_NONE)
		return 0;
	r->roots = arena_grow(&r->tree->arena, r->roots, r->nroots,
	    &r->rootcap, sizeof(*r->roots));
	r->roots[r->nroots++] = (struct hidden_root){
		.parent = r->c.hidden, .id = attr_get(a, ATTR_ID),
		.panel = in_panel(r) || opens(node_elem(n),
		    attr_get(a, ATTR_ID), attr_get(a, ATTR_CLASS),
		    attr_get(a, ATTR_ROLE)), .sign = sign
	};
	r->fades += sign == SIGN_OPACITY || sign == SIGN_VISIBILITY;
	return (uint32_t)r->nroots;
}

/* --- when the whole page is known --- */

static bool
is_prose(const struct block *b)
{
	return b->words >= PROSE && b->kind != KIND_IMAGE && !b->noscript &&
	    b->link_chars * 2 < b->chars;
}

static size_t
count_prose(struct reader *r)
{
	size_t prose = 0;

	for (size_t i = 0; i < r->doc->n; i++)
		if (is_prose(&r->doc->blocks[i]))
			prose += r->doc->blocks[i].words;
	for (size_t i = 0; i < r->nhidden; i++) {
		const struct block *b =
		    &r->doc->blocks[r->hidden[i].block];
		struct hidden_root *root = &r->roots[r->hidden[i].root];

		root->words += b->words;
		root->prose += is_prose(b) ? b->words : 0;
	}
	/* children come after their parents */
	for (size_t i = r->nroots; i-- > 0;)
		if (r->roots[i].parent > 0) {
			struct hidden_root *up =
			    &r->roots[r->roots[i].parent - 1];

			up->words += r->roots[i].words;
			up->prose += r->roots[i].prose;
		}
	return prose;
}

/* a set of the ids that some control names: open addressing */
struct ids {
	str *v;
	size_t size;		/* a power of two */
};

static str *
slot(const struct ids *set, str id)
{
	size_t i = (size_t)str_mix(id) & (set->size - 1);

	while (set->v[i].n > 0 && !str_eq(set->v[i], id))
		i = (i + 1) & (set->size - 1);
	return &set->v[i];
}

static struct ids
controlled(struct reader *r)
{
	struct ids set = { NULL, 16 };

	while (set.size < 2 * r->ncontrols)
		set.size *= 2;
	set.v = arena_array(&r->tree->arena, set.size, sizeof(*set.v));
	for (size_t i = 0; i < r->ncontrols; i++)
		*slot(&set, r->controls[i]) = r->controls[i];
	return set;
}

static bool
is_hidden(const struct reader *r, const struct hidden_root *root,
    const struct ids *ids, size_t prose)
{
	if (root->parent > 0 && r->roots[root->parent - 1].loud)
		return true;
	if (root->panel || (root->id.n > 0 && slot(ids, root->id)->n > 0))
		return false;
	if (root->sign == SIGN_ARIA && root->words > DECORATION)
		return false;
	if (root->sign == SIGN_CLASS && root->words > SWITCHED)
		return false;
	if ((root->sign == SIGN_OPACITY || root->sign == SIGN_VISIBILITY) &&
	    r->fades >= FADES)
		return false;
	return root->prose * 2 <= prose || root->prose == 0;
}

/* the outermost hidden element says why */
static void
mark(struct reader *r, const struct hidden_block *h)
{
	const struct hidden_root *root = &r->roots[h->root];

	if (!root->loud)
		return;
	while (root->parent > 0 && r->roots[root->parent - 1].loud)
		root = &r->roots[root->parent - 1];
	r->doc->blocks[h->block].hidden = true;
	doc_mark(r->doc, h->block, FATE_DROP, &whys[root->sign]);
}

void
hidden_decide(struct reader *r)
{
	struct doc *d = r->doc;
	struct ids ids;
	size_t prose;

	if (r->nroots == 0)
		return;
	ids = controlled(r);
	prose = count_prose(r);
	for (size_t i = 0; i < r->nroots; i++) {
		struct hidden_root *root = &r->roots[i];

		root->loud = is_hidden(r, root, &ids, prose);
		if (root->loud && root->box > 0)
			d->boxes[root->box].hidden = true;
	}
	for (size_t i = 1; i < d->nboxes; i++)
		d->boxes[i].hidden |= d->boxes[d->boxes[i].parent].hidden;
	for (size_t i = 0; i < r->nhidden; i++)
		mark(r, &r->hidden[i]);
}
