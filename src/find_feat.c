#include "find_feat.h"

#include "arena.h"
#include "find_box.h"
#include "find_card.h"
#include "find_form.h"
#include "find_name.h"
#include "find_page.h"
#include "find_phrase.h"

const struct feat_row feat_rows[FEAT_MAX] = {
#define ROW(id, help) [FEAT_##id] = { #id, help },
	FEAT_ROWS(ROW)
#undef ROW
};

/* a share that has no base, a distance to nothing */
enum { FAR = 500 };

/* how many blocks on either side count as near */
enum { NEAR = 5 };

bool
feat_judged(const struct block *b)
{
	return !b->hidden && b->text.n > 0 && b->kind != KIND_IMAGE &&
	    b->kind != KIND_CAPTION;
}

bool
feat_prose(const struct block *b)
{
	return b->words >= 12 && b->link_chars * 3 < b->chars &&
	    b->kind != KIND_HEADING && b->kind != KIND_ROW;
}

int16_t
feat_clip(int64_t v)
{
	return (int16_t)(v > INT16_MAX ? INT16_MAX : v < INT16_MIN ?
	    INT16_MIN : v);
}

int16_t
feat_share(uint64_t part, uint64_t whole)
{
	return whole == 0 ? 0 : feat_clip((int64_t)(part * 1000 / whole));
}

/* what all steps need */
struct maker {
	struct doc *doc;
	feats *rows;
	const uint32_t *judged;
	size_t n;
	const struct boxstat *boxes;
	struct page_facts page;
};

static uint32_t
span_chars(const struct block *b, enum span_kind k1, enum span_kind k2)
{
	uint32_t n = 0, end = 0;

	for (uint32_t i = 0; i < b->nspans; i++) {
		const struct span *s = &b->spans[i];

		if ((s->kind != k1 && s->kind != k2) || s->to <= end)
			continue;
		n += s->to - (s->from > end ? s->from : end);
		end = s->to;
	}
	return n;
}

static uint32_t
links(const struct block *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->nspans; i++)
		n += b->spans[i].kind == SPAN_LINK;
	return n;
}

static void
own_form(int16_t *f, const struct block *b)
{
	struct form v;

	form_of(b->text, &v);
	f[FEAT_WORDS] = feat_clip(b->words);
	f[FEAT_CHARS_WORD] = feat_clip(b->words ? v.chars * 10 / b->words : 0);
	f[FEAT_LINKS] = feat_share(b->link_chars, b->chars);
	f[FEAT_NLINKS] = feat_clip(links(b));
	f[FEAT_STOPS] = feat_clip(v.stops);
	f[FEAT_COMMAS] = feat_clip(v.commas);
	f[FEAT_END] = (int16_t)v.end;
	f[FEAT_START] = (int16_t)v.start;
	f[FEAT_UPPER] = feat_share(v.upper, v.letters);
	f[FEAT_CAPPED] = feat_share(v.capped, v.words);
	f[FEAT_DIGITS] = feat_share(v.digits, v.chars);
	f[FEAT_MARKS] = feat_share(v.marks, v.chars);
	f[FEAT_BARS] = feat_clip(v.bars);
	f[FEAT_ODD] = feat_clip(v.odd);
	f[FEAT_QUESTION] = feat_clip(v.questions);
	f[FEAT_QUOTES] = feat_clip(v.quotes);
	f[FEAT_LINES] = feat_clip(v.lines);
	f[FEAT_STRONG] = feat_share(span_chars(b, SPAN_STRONG, SPAN_EM),
	    b->text.n);
	f[FEAT_CODE] = feat_share(span_chars(b, SPAN_CODE, SPAN_CODE), b->text.n);
	f[FEAT_KIND] = (int16_t)b->kind;
	f[FEAT_LEVEL] = b->level;
	f[FEAT_LIST] = b->list;
	f[FEAT_ORDERED] = b->ordered;
	f[FEAT_QUOTE] = b->quote;
	f[FEAT_NOSCRIPT] = b->noscript;
}

/* groups of categories that mark the article's end */
enum { ENDS_COMMENTS, ENDS_RELATED, ENDS_PAGE, ENDS_MAX };
static const struct {
	str category;
	int group;
} enders[] = {
	{ STR("comments"), ENDS_COMMENTS }, { STR("related"), ENDS_RELATED },
	{ STR("social"), ENDS_RELATED }, { STR("copyright"), ENDS_PAGE },
	{ STR("newsletter"), ENDS_PAGE }, { STR("cookie"), ENDS_PAGE }
};

static bool
fell_to_rule(const struct block *b)
{
	return b->fate == FATE_DROP && b->verdict->why->rank > RANK_STAGE;
}

/* forward: since the last rule hit, and words since each group */
static void
rules_before(struct maker *m)
{
	uint32_t words[ENDS_MAX] = { 0 }, since = FAR;
	bool seen[ENDS_MAX] = { false };

	for (size_t k = 0; k < m->n; k++) {
		const struct block *b = &m->doc->blocks[m->judged[k]];
		int16_t *f = m->rows[m->judged[k]];

		f[FEAT_JUNK] = fell_to_rule(b);
		f[FEAT_JUNK_PREV] = feat_clip(since);
		since = fell_to_rule(b) ? 0 : since < FAR ? since + 1 : FAR;
		for (size_t i = 0; fell_to_rule(b) &&
		    i < sizeof(enders) / sizeof(*enders); i++)
			if (str_eq(enders[i].category,
			    b->verdict->why->category))
				seen[enders[i].group] = true;
		for (int g = 0; g < ENDS_MAX; g++) {
			f[FEAT_AFTER_COMMENTS + g] =
			    seen[g] ? feat_clip(words[g]) : -1;
			words[g] += seen[g] ? b->words : 0;
		}
	}
}

static void
rules_after(struct maker *m)
{
	uint32_t until = FAR, words = 0;
	bool seen = false;

	for (size_t k = m->n; k-- > 0; ) {
		const struct block *b = &m->doc->blocks[m->judged[k]];
		int16_t *f = m->rows[m->judged[k]];

		f[FEAT_JUNK_NEXT] = feat_clip(until);
		until = fell_to_rule(b) ? 0 : until < FAR ? until + 1 : FAR;
		if (fell_to_rule(b) &&
		    (str_eq(b->verdict->why->category, S("related")) ||
		    str_eq(b->verdict->why->category, S("comments")))) {
			seen = true;
			words = 0;
		}
		f[FEAT_BEFORE_RELATED] = seen ? feat_clip(words) : -1;
		words += b->words;
	}
}

static void
containers(int16_t *f, const struct maker *m, const struct block *b)
{
	const struct boxstat *all = m->boxes, *s = &all[b->box];
	const struct boxstat *b1 = &all[s->wider], *b2 = &all[b1->wider];
	const struct boxstat *b3 = &all[b2->wider], *home = &all[s->home];
	uint32_t parent = m->doc->boxes[b->box].parent;
	uint32_t prose = all[0].prose;

	f[FEAT_ELEM] = (int16_t)box_elem_order(m->doc->boxes[b->box].elem);
	f[FEAT_PARENT] = (int16_t)box_elem_order(m->doc->boxes[parent].elem);
	f[FEAT_DEPTH] = feat_clip(m->doc->boxes[b->box].depth);
	for (int i = 0; i < NEAR_MAX; i++)
		f[FEAT_IN_ARTICLE + i] = s->near[i];
	f[FEAT_CLASS_OWN] = s->own;
	f[FEAT_CLASS_UP] = s->up;
	f[FEAT_CLASS_MIN] = s->low;
	f[FEAT_CLASS_MAX] = s->high;
	f[FEAT_CLASS_NEAR] = (int16_t)(s->close[0] + s->close[1]);
	f[FEAT_CLASS_JOINT] = (int16_t)(s->joint + f[FEAT_CLASS_NEAR]);
	f[FEAT_CLASS_SUM] = s->sum;
	f[FEAT_B0_WORDS] = feat_clip(s->words);
	f[FEAT_B0_PROSE] = feat_share(s->prose, prose);
	f[FEAT_B0_LINKS] = feat_share(s->link_chars, s->chars);
	f[FEAT_B0_MEAN] = feat_clip(s->blocks ? s->words / s->blocks : 0);
	f[FEAT_B1_BLOCKS] = feat_clip(b1->blocks);
	f[FEAT_B1_PROSE] = feat_share(b1->prose, prose);
	f[FEAT_B1_LINKS] = feat_share(b1->link_chars, b1->chars);
	f[FEAT_B1_MEAN] = feat_clip(b1->blocks ? b1->words / b1->blocks : 0);
	f[FEAT_B1_PURE] = feat_share(b1->prose, b1->words);
	f[FEAT_B2_BLOCKS] = feat_clip(b2->blocks);
	f[FEAT_B2_PROSE] = feat_share(b2->prose, prose);
	f[FEAT_B2_LINKS] = feat_share(b2->link_chars, b2->chars);
	f[FEAT_B2_MEAN] = feat_clip(b2->blocks ? b2->words / b2->blocks : 0);
	f[FEAT_B2_PURE] = feat_share(b2->prose, b2->words);
	f[FEAT_B3_PROSE] = feat_share(b3->prose, prose);
	f[FEAT_B3_LINKS] = feat_share(b3->link_chars, b3->chars);
	f[FEAT_B3_MEAN] = feat_clip(b3->blocks ? b3->words / b3->blocks : 0);
	f[FEAT_HOME_DIST] = feat_clip(s->home_steps);
	f[FEAT_HOME_LINKS] = feat_share(home->link_chars, home->chars);
	f[FEAT_HOME_PURE] = feat_share(home->prose, home->words);
	f[FEAT_SIBLINGS] = feat_clip(s->siblings);
	f[FEAT_COUSINS] = feat_clip(all[parent].siblings);
}

/* one pass forward: where the block stands */
static void
places(struct maker *m)
{
	const struct boxstat *all = &m->boxes[0];
	uint32_t words = 0, prose = 0, heading = FAR, since = FAR;
	uint32_t title_words = 0;
	bool junk = false;
	int32_t title = -(int32_t)(m->page.title_at < m->n ?
	    m->page.title_at : FAR);

	for (size_t k = 0; k < m->n; k++) {
		const struct block *b = &m->doc->blocks[m->judged[k]];
		int16_t *f = m->rows[m->judged[k]];

		f[FEAT_BLOCK_AT] = feat_share(k, m->n);
		f[FEAT_WORDS_AT] = feat_share(words, all->words);
		f[FEAT_PROSE_AT] = feat_share(prose, all->prose);
		f[FEAT_PROSE_BEFORE] = feat_clip(prose);
		f[FEAT_PROSE_AFTER] = feat_clip(all->prose - prose -
		    (feat_prose(b) ? b->words : 0));
		f[FEAT_TITLE_DIST] = feat_clip(title++);
		f[FEAT_TITLE_WORDS] = feat_clip(title_words);
		f[FEAT_HEADING_DIST] = feat_clip(heading);
		f[FEAT_HEADING_JUNK] = junk;
		f[FEAT_PROSE_PREV] = feat_clip(since);
		f[FEAT_INDEX] = feat_clip((int64_t)k);
		f[FEAT_REST] = feat_clip((int64_t)(m->n - 1 - k));
		words += b->words;
		prose += feat_prose(b) ? b->words : 0;
		title_words = title > 0 ? title_words + b->words : 0;
		if (b->kind == KIND_HEADING)
			junk = fell_to_rule(b);
		heading = b->kind == KIND_HEADING ? 0 :
		    heading < FAR ? heading + 1 : FAR;
		since = feat_prose(b) ? 0 : since < FAR ? since + 1 : FAR;
	}
	since = FAR;
	for (size_t k = m->n; k-- > 0; ) {
		const struct block *b = &m->doc->blocks[m->judged[k]];

		m->rows[m->judged[k]][FEAT_PROSE_NEXT] = feat_clip(since);
		since = feat_prose(b) ? 0 : since < FAR ? since + 1 : FAR;
	}
}

/* copies of a neighbour's own features; none: words -1 */
static void
copy_neighbour(int16_t *f, const struct maker *m, size_t k, int step,
    enum feat words, bool full)
{
	size_t at = k + (size_t)step;	/* wraps below 0: past the end */
	const int16_t *g;

	f[words] = -1;
	if (at >= m->n)
		return;
	g = m->rows[m->judged[at]];
	f[words] = g[FEAT_WORDS];
	f[words + 1] = g[FEAT_LINKS];
	if (!full)
		return;
	f[words + 2] = g[FEAT_KIND];
	f[words + 3] = g[FEAT_END];
}

/* prose of the two boxes around it that stands before the block */
static void
places_in_boxes(struct maker *m)
{
	uint32_t *at = arena_array(m->doc->arena, m->doc->nboxes,
	    sizeof(*at));
	uint32_t prose = 0;

	/* prose of the page before the first block of each box */
	for (size_t i = 0; i < m->doc->nboxes; i++)
		at[i] = UINT32_MAX;
	for (size_t k = 0; k < m->n; k++) {
		const struct block *b = &m->doc->blocks[m->judged[k]];
		int16_t *f = m->rows[m->judged[k]];
		uint32_t b1, b2;

		for (uint32_t i = b->box; at[i] == UINT32_MAX;
		    i = m->doc->boxes[i].parent)
			at[i] = prose;
		b1 = m->boxes[b->box].wider;
		b2 = m->boxes[b1].wider;
		f[FEAT_B1_AT] = feat_share(prose - at[b1], m->boxes[b1].prose);
		f[FEAT_B2_AT] = feat_share(prose - at[b2], m->boxes[b2].prose);
		prose += feat_prose(b) ? b->words : 0;
	}
}

struct window {
	int64_t words, prose, chars, link_chars, junk;
};

static void
slide(struct window *w, const struct maker *m, size_t k, int sign)
{
	const struct block *b;

	if (k >= m->n)
		return;
	b = &m->doc->blocks[m->judged[k]];
	w->words += sign * (int64_t)b->words;
	w->prose += feat_prose(b) ? sign * (int64_t)b->words : 0;
	w->chars += sign * (int64_t)b->chars;
	w->link_chars += sign * (int64_t)b->link_chars;
	w->junk += sign * fell_to_rule(b);
}

static void
neighbours(struct maker *m)
{
	struct window w = { 0 };

	for (size_t k = 0; k < NEAR && k < m->n; k++)
		slide(&w, m, k, 1);
	for (size_t k = 0; k < m->n; k++) {
		const struct block *b = &m->doc->blocks[m->judged[k]];
		int16_t *f = m->rows[m->judged[k]];

		slide(&w, m, k + NEAR, 1);
		slide(&w, m, k - NEAR - 1, -1);	/* wraps: nothing */
		f[FEAT_NEAR_PROSE] = feat_share((uint64_t)w.prose,
		    (uint64_t)w.words);
		f[FEAT_NEAR_LINKS] = feat_share((uint64_t)w.link_chars,
		    (uint64_t)w.chars);
		f[FEAT_JUNK_NEAR] = feat_clip(w.junk);
		copy_neighbour(f, m, k, -1, FEAT_P1_WORDS, true);
		copy_neighbour(f, m, k, 1, FEAT_N1_WORDS, true);
		copy_neighbour(f, m, k, -2, FEAT_P2_WORDS, false);
		copy_neighbour(f, m, k, 2, FEAT_N2_WORDS, false);
		f[FEAT_SAME_BOX_P] = k > 0 &&
		    m->boxes[m->doc->blocks[m->judged[k - 1]].box].wider ==
		    m->boxes[b->box].wider;
		f[FEAT_SAME_BOX_N] = k + 1 < m->n &&
		    m->boxes[m->doc->blocks[m->judged[k + 1]].box].wider ==
		    m->boxes[b->box].wider;
	}
}

void
feat_openings(const struct doc *d, struct featset *set)
{
	set->openings = arena_array(d->arena, set->n, sizeof(*set->openings));
	for (size_t k = 0; k < set->n; k++)
		set->openings[k] = opening_of(d->arena,
		    d->blocks[set->judged[k]].text);
}

void
feat_make(struct doc *d, const struct class_word *words,
    struct featset *set)
{
	struct maker m = { .doc = d };
	struct page_cards cards;

	*set = (struct featset){ 0 };
	set->rows = arena_array(d->arena, d->n, sizeof(*set->rows));
	set->judged = arena_array(d->arena, d->n, sizeof(*set->judged));
	for (size_t i = 0; i < d->n; i++)
		if (feat_judged(&d->blocks[i]))
			set->judged[set->n++] = (uint32_t)i;
	set->boxes = box_stats(d, words);
	m.rows = set->rows;
	m.judged = set->judged;
	m.n = set->n;
	m.boxes = set->boxes;
	page_facts(d, set, &m.page);
	for (size_t k = 0; k < m.n; k++) {
		const struct block *b = &d->blocks[m.judged[k]];
		int16_t *f = m.rows[m.judged[k]];

		own_form(f, b);
		containers(f, &m, b);
	}
	rules_before(&m);
	rules_after(&m);
	places(&m);
	places_in_boxes(&m);
	neighbours(&m);
	page_shapes(d, set);
	feat_openings(d, set);
	page_agreement(d, set);
	name_fill(d, set);
	phrases_fill(set, model_phrases);
	cards_fill(d, set, &cards);
	page_fill(&m.page, set);
}
