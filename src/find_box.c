#include "find_box.h"

#include "arena.h"
#include "find_feat.h"

/* most steps in a hash table before it is taken as crowded */
enum { PROBES = 64 };

static const uint8_t elem_order[ELEM_MAX] = {
	[ELEM_P] = 15, [ELEM_BLOCKQUOTE] = 14, [ELEM_PRE] = 14,
	[ELEM_H1] = 13, [ELEM_H2] = 13, [ELEM_H3] = 13, [ELEM_H4] = 12,
	[ELEM_H5] = 12, [ELEM_H6] = 12, [ELEM_LI] = 11, [ELEM_OL] = 11,
	[ELEM_DD] = 10, [ELEM_DT] = 10, [ELEM_DL] = 10, [ELEM_TR] = 9,
	[ELEM_TD] = 9, [ELEM_TH] = 9, [ELEM_TABLE] = 9, [ELEM_ARTICLE] = 8,
	[ELEM_MAIN] = 8, [ELEM_SECTION] = 7, [ELEM_DETAILS] = 7,
	[ELEM_SUMMARY] = 7, [ELEM_DIV] = 6, [ELEM_BODY] = 5,
	[ELEM_OTHER] = 5, [ELEM_FIGURE] = 4, [ELEM_FIGCAPTION] = 4,
	[ELEM_UL] = 4, [ELEM_HEADER] = 3, [ELEM_FORM] = 2,
	[ELEM_ADDRESS] = 2, [ELEM_ASIDE] = 1, [ELEM_FOOTER] = 1,
	[ELEM_NAV] = 1, [ELEM_LABEL] = 1, [ELEM_BUTTON] = 1,
	[ELEM_OPTION] = 1
};

int
box_elem_order(enum elem e)
{
	return elem_order[e];
}

/* which distance an element starts; NEAR_MAX: none */
static const struct {
	enum elem elem;
	enum near near;
} starts[] = {
	{ ELEM_ARTICLE, NEAR_ARTICLE }, { ELEM_MAIN, NEAR_MAIN },
	{ ELEM_ASIDE, NEAR_ASIDE }, { ELEM_NAV, NEAR_ASIDE },
	{ ELEM_FOOTER, NEAR_ASIDE }, { ELEM_HEADER, NEAR_HEADER },
	{ ELEM_FORM, NEAR_FORM }, { ELEM_BUTTON, NEAR_FORM },
	{ ELEM_LABEL, NEAR_FORM }, { ELEM_SELECT, NEAR_FORM },
	{ ELEM_TABLE, NEAR_TABLE }, { ELEM_UL, NEAR_LIST },
	{ ELEM_OL, NEAR_LIST }, { ELEM_FIGURE, NEAR_FIGURE }
};

static const struct {
	str role;
	enum near near;
} roles[] = {
	{ STR("main"), NEAR_MAIN }, { STR("article"), NEAR_ARTICLE },
	{ STR("complementary"), NEAR_ASIDE },
	{ STR("navigation"), NEAR_ASIDE }, { STR("contentinfo"), NEAR_ASIDE },
	{ STR("banner"), NEAR_HEADER }, { STR("search"), NEAR_FORM }
};

static void
set_near(struct boxstat *s, const struct boxstat *parent,
    const struct box *b)
{
	for (int i = 0; i < NEAR_MAX; i++)
		s->near[i] = parent->near[i] >= NEAR_NONE - 1 ? NEAR_NONE :
		    (uint8_t)(parent->near[i] + 1);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (starts[i].elem == b->elem)
			s->near[starts[i].near] = 0;
	for (size_t i = 0; b->role.n > 0 &&
	    i < sizeof(roles) / sizeof(*roles); i++)
		if (str_ieq(roles[i].role, b->role))
			s->near[roles[i].near] = 0;
	if (str_ieq(b->itemprop, S("articleBody")) ||
	    str_ieq(b->itemprop, S("text")) ||
	    str_ieq(b->itemprop, S("reviewBody")))
		s->near[NEAR_BODY] = 0;
}

/* boxes beside each other have the same classes: their weights are kept */
enum { KEPT = 64 };
struct kept {
	str classes;
	struct class_weight weight;
};

static const struct class_weight *
weight_of(struct kept kept[KEPT], const struct class_word *words, str classes,
    unsigned long long hash)
{
	struct kept *k = &kept[hash % KEPT];

	if (k->classes.s == NULL || !str_eq(k->classes, classes)) {
		k->classes = classes;
		class_weigh(words, classes, &k->weight);
	}
	return &k->weight;
}

static int16_t
bounded(int x, int most)
{
	return (int16_t)(x > most ? most : x < -most ? -most : x);
}

/* class words: what the box says, then what its ancestors said */
static void
set_class(struct boxstat *s, const struct boxstat *parent,
    const struct class_weight *classes, const struct class_weight *id,
    bool named)
{
	s->own = (int16_t)(classes->sum + id->sum);
	s->low = classes->low < id->low ? classes->low : id->low;
	s->high = classes->high > id->high ? classes->high : id->high;
	/* a far ancestor says less: half at each step */
	s->up = (int16_t)(s->own + parent->up / 2);
	s->sum = (int16_t)(s->own + parent->sum);
	if (parent->low < s->low)
		s->low = parent->low;
	if (parent->high > s->high)
		s->high = parent->high;
	s->sum = bounded(s->sum, 2000);
	s->joint = bounded(classes->joint + id->joint + parent->joint, 8000);
	memcpy(s->close, parent->close, sizeof(s->close));
	if (!named)
		return;
	s->close[1] = s->close[0];
	s->close[0] = (int16_t)(classes->near + id->near);
}

/* one pass down: what a box inherits */
static void
inherit(const struct doc *d, struct boxstat *s, const struct class_word *words)
{
	struct kept kept[KEPT] = { { { NULL, 0 }, { 0 } } };
	struct class_weight id;

	for (int i = 0; i < NEAR_MAX; i++)
		s[0].near[i] = NEAR_NONE;
	for (size_t i = 1; i < d->nboxes; i++) {
		const struct box *b = &d->boxes[i];
		unsigned long long h = str_mix(b->classes);

		set_near(&s[i], &s[b->parent], b);
		class_weigh(words, b->id, &id);
		set_class(&s[i], &s[b->parent],
		    weight_of(kept, words, b->classes, h), &id,
		    b->classes.n + b->id.n > 0);
		s[i].shape = (uint32_t)(h ^ h >> 32) * 31 + b->elem;
	}
}

/* one pass up: sums */
static void
sum_up(const struct doc *d, struct boxstat *s)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];
		struct boxstat *mine = &s[b->box];

		if (!feat_judged(b))
			continue;
		mine->blocks++;
		mine->words += b->words;
		mine->prose += feat_prose(b) ? b->words : 0;
		mine->chars += b->chars;
		mine->link_chars += b->link_chars;
	}
	for (size_t i = d->nboxes; i-- > 1; ) {
		struct boxstat *up = &s[d->boxes[i].parent];

		up->blocks += s[i].blocks;
		up->words += s[i].words;
		up->prose += s[i].prose;
		up->chars += s[i].chars;
		up->link_chars += s[i].link_chars;
	}
}

/* one more pass down: which ancestors are the telling ones */
static void
find_wider(const struct doc *d, struct boxstat *s)
{
	for (size_t i = 1; i < d->nboxes; i++) {
		uint32_t p = d->boxes[i].parent;

		s[i].wider = s[p].blocks > s[i].blocks ? p : s[p].wider;
		if (s[i].prose * 2 >= s[0].prose) {
			s[i].home = (uint32_t)i;
		} else {
			s[i].home = s[p].home;
			s[i].home_steps = (uint16_t)(s[p].home_steps + 1);
		}
	}
}

/* boxes with equal parent and shape, counted in an open hash table */
static void
count_siblings(const struct doc *d, struct boxstat *s)
{
	size_t size = 16;
	uint32_t *first, *slots;

	while (size < d->nboxes * 2)
		size *= 2;
	slots = arena_array(d->arena, size, sizeof(*slots));
	first = arena_array(d->arena, d->nboxes, sizeof(*first));
	for (uint32_t i = 1; i < d->nboxes; i++) {
		uint32_t p = d->boxes[i].parent;
		size_t at = (s[i].shape * 2654435761u + p * 40503u) &
		    (size - 1);

		int probes = PROBES;

		while (slots[at] != 0 && probes-- > 0 &&
		    (s[slots[at]].shape != s[i].shape ||
		    d->boxes[slots[at]].parent != p))
			at = (at + 1) & (size - 1);
		/* a crowded table (made so on purpose) costs accuracy only */
		if (slots[at] == 0 || probes < 0)
			slots[at] = i;
		first[i] = slots[at];
		if (s[first[i]].siblings < UINT16_MAX)
			s[first[i]].siblings++;
	}
	for (uint32_t i = 1; i < d->nboxes; i++)
		s[i].siblings = s[first[i]].siblings;
}

struct boxstat *
box_stats(const struct doc *d, const struct class_word *words)
{
	struct boxstat *s = arena_array(d->arena, d->nboxes, sizeof(*s));

	inherit(d, s, words);
	sum_up(d, s);
	find_wider(d, s);
	count_siblings(d, s);
	return s;
}
