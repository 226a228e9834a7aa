/* Rules that look around, and what they do to the page. */
#include "arena.h"
#include "match.h"
#include "match_in.h"
#include "sentence.h"

enum { PROSE = 15 };	/* words of a block that makes prose of a page */

/* the last verdict of a stage: what the finder, or hiding, made of it */
static enum fate
stage_fate(const struct block *b)
{
	for (const struct mark *k = b->history; k != NULL; k = k->prev)
		if (k->why->rank == RANK_STAGE && !k->retypes)
			return k->fate;
	return FATE_OPEN;
}

static bool
by_rule(const struct block *b)
{
	return b->verdict != NULL && b->verdict->why->rank > RANK_STAGE;
}

bool
match_prose(const struct doc *d, uint32_t i)
{
	const struct block *b = &d->blocks[i];

	return b->words >= PROSE && b->fate != FATE_DROP && !b->hidden &&
	    b->link_chars * 3ull < b->chars && sentence_ends(b->text);
}

static void
note_block(struct matcher *m, struct page *p, uint32_t i)
{
	const struct block *b = &m->doc->blocks[i];

	p->before[i] = p->words;
	p->gone[i] = b->hidden || (stage_fate(b) == FATE_DROP && !by_rule(b));
	if (b->fate != FATE_DROP && !b->hidden)
		p->words += b->words;
	if (!match_prose(m->doc, i))
		return;
	if (p->first == NO_BLOCK)
		p->first = i;
	p->last = i;
}

static void
link_neighbours(const struct doc *d, struct page *p)
{
	uint32_t seen = NO_BLOCK;

	for (uint32_t i = 0; i < d->n; i++) {
		p->prev[i] = seen;
		if (!p->gone[i])
			seen = i;
	}
	seen = NO_BLOCK;
	for (uint32_t i = (uint32_t)d->n; i-- > 0; ) {
		p->next[i] = seen;
		if (!p->gone[i])
			seen = i;
	}
}

static void
note_extents(struct matcher *m, struct page *p)
{
	const struct hits *h = &m->hits;
	uint32_t *at = arena_array(m->doc->arena, m->rules->n, sizeof(*at));
	size_t cap = 0;

	for (size_t i = 0; i < h->n; i++) {
		uint32_t rule = h->v[i].rule, block = h->v[i].block;

		if (hit_vetoed(m, block, m->rules->all[rule]))
			continue;
		if (at[rule] == 0) {
			p->extents = arena_grow(m->doc->arena, p->extents,
			    p->nextents, &cap, sizeof(*p->extents));
			p->extents[p->nextents++] = (struct extent){
			    .rule = rule, .first = block };
			at[rule] = (uint32_t)p->nextents;
		}
		p->extents[at[rule] - 1].last = block;
	}
}

static void
survey(struct matcher *m)
{
	const struct doc *d = m->doc;
	struct page *p = arena_new(d->arena, struct page);

	p->prev = arena_array(d->arena, d->n, sizeof(uint32_t));
	p->next = arena_array(d->arena, d->n, sizeof(uint32_t));
	p->before = arena_array(d->arena, d->n, sizeof(uint32_t));
	p->gone = arena_array(d->arena, d->n, sizeof(bool));
	p->first = p->last = NO_BLOCK;
	for (uint32_t i = 0; i < d->n; i++)
		note_block(m, p, i);
	link_neighbours(d, p);
	note_extents(m, p);
	m->page = p;
}

static void
note_hit(const struct subject *s, uint32_t index, struct hits *found)
{
	const struct rule *rule = rules_at(s->m->rules, index);
	struct hit h = { .block = s->block, .rule = index, .last = s->block };
	bool enough = true;

	if (rule->take.to > 0)
		h.last = cond_take(s->m, s->block, &rule->take, &enough);
	if (enough)
		hits_add(s->m, found, &h);
}

static bool
found_before(const struct hits *found, uint32_t block, uint32_t rule)
{
	for (size_t i = found->n; i-- > 0 && found->v[i].block == block; )
		if (found->v[i].rule == rule)
			return true;
	return false;
}

static void
try_piece(const struct subject *s, uint32_t piece, struct hits *found)
{
	struct matcher *m = s->m;
	const struct piece *p = match_piece(m, piece);
	const struct rule *rule = rules_at(m->rules, p->rule);
	uint32_t index = p->rule;

	if (!subject_wanted(s, index, true))
		return;
	if (rule->action == ACTION_CUT) {
		if (m->cut_by[p->alt] != m->look && subject_holds(s, rule) &&
		    subject_trial(s, piece) != TRIAL_NO &&
		    subject_holds_costly(s, rule))
			hits_add_cuts(s, p, found);
	} else if (!found_before(found, s->block, index) &&
	    subject_holds(s, rule) && subject_matches(s, piece) &&
	    subject_holds_costly(s, rule)) {
		note_hit(s, index, found);
	}
}

static void
try_bare(const struct subject *s, uint32_t index, struct hits *found)
{
	const struct rule *rule = rules_at(s->m->rules, index);

	if (subject_wanted(s, index, true) && subject_holds(s, rule) &&
	    subject_holds_costly(s, rule))
		note_hit(s, index, found);
	else if (rule->tail.to > 0)
		match_tail_late(s, index, found);
}

/* pieces that waited are in the order of blocks; bare rules see all blocks */
static void
collect(struct matcher *m, struct hits *found)
{
	const struct hits *w = &m->waiting;
	struct subject s;
	size_t k = 0, start;

	for (uint32_t i = 0; i < m->doc->n; i++) {
		bool wanted = (k < w->n && w->v[k].block == i) ||
		    m->bare_late.n > 0;

		if (!wanted || !subject_make(m, i, &s))
			continue;
		subject_next(m);
		start = found->n;
		for (; k < w->n && w->v[k].block == i; k++)
			try_piece(&s, w->v[k].rule, found);
		for (size_t j = 0; j < m->bare_late.n; j++)
			try_bare(&s, m->bare_late.v[j], found);
		hits_sort(m, found, start);
	}
}

/* drops a block that nothing protects from the rule */
static void
drop_one(struct matcher *m, uint32_t block, const struct rule *rule)
{
	if (!m->doc->blocks[block].hidden && !hit_vetoed(m, block, rule))
		doc_mark(m->doc, block, FATE_DROP, &rule->why);
}

static bool
marked_by(const struct block *b, const struct rule *rule)
{
	const struct mark *k = b->history;

	while (k != NULL && k->why != &rule->why)
		k = k->prev;
	return k != NULL;
}

/*
 * On a page with tags the finder knows more than some shipped rules. What
 * follows: a heading of comments may stand over the posts of a forum, so one
 * leaves what is likelier main content than not, log odds of 0. And what falls
 * for its wording alone: of the segments of trafilatura's evaluation pages that
 * did, those in blocks above 2 were to stay (34 of 38), those below to go (43
 * of 60).
 */
static const float likely = 0, sure = 2;

static bool
spared(const struct matcher *m, uint32_t i, const struct rule *rule,
    float least)
{
	return m->doc->tagged && rule->why.rank == RANK_SHIPPED &&
	    m->doc->blocks[i].score > least;
}

/*
 * From the block to the end, or to the start; no further than to where an
 * earlier hit of the rule began, lest many hits cost their square.
 */
static void
drop_after(struct matcher *m, uint32_t from, const struct rule *rule)
{
	for (uint32_t i = from; i < m->doc->n &&
	    !marked_by(&m->doc->blocks[i], rule); i++)
		if (i == from || !spared(m, i, rule, likely))
			drop_one(m, i, rule);
}

static void
drop_before(struct matcher *m, uint32_t to, const struct rule *rule)
{
	for (uint32_t i = to + 1; i > 0 &&
	    !marked_by(&m->doc->blocks[i - 1], rule); i--)
		if (i == to + 1 || !spared(m, i - 1, rule, likely))
			drop_one(m, i - 1, rule);
}

static void
drop_taken(struct matcher *m, const struct hit *h, const struct rule *rule)
{
	for (uint32_t i = h->block; i <= h->last; i++)
		if (!m->page->gone[i] &&
		    (i == h->block || m->doc->blocks[i].kind != KIND_IMAGE))
			drop_one(m, i, rule);
}

static void
cut_one(struct matcher *m, const struct hit *h, const struct rule *rule)
{
	doc_cut(m->doc, h->block, h->from, h->to, &rule->why);
	if (doc_text(m->doc, h->block).n == 0)
		doc_mark(m->doc, h->block, FATE_DROP, &rule->why);
}

/*
 * An allow that came too late to stop a mark takes it back: the block has the
 * fate again that the stages gave it, unless they dropped it.
 */
static void
take_back(struct matcher *m, const struct hit *h, const struct rule *allow)
{
	const struct block *b = &m->doc->blocks[h->block];
	size_t from, to = hits_of(m, h->block, &from);

	if (b->fate != FATE_DROP || !by_rule(b) || stage_fate(b) == FATE_DROP)
		return;
	for (size_t i = from; i < to; i++) {
		const struct rule *rule = m->rules->all[m->hits.v[i].rule];

		if (&rule->why == b->verdict->why &&
		    allow->why.rank >= rule->why.rank &&
		    allow_covers(allow, rule)) {
			doc_mark(m->doc, h->block, FATE_KEEP, &allow->why);
			break;
		}
	}
}

/* a rule that is vetoed where it matched removes nothing anywhere */
static void
apply(struct matcher *m, const struct hit *h)
{
	const struct rule *rule = m->rules->all[h->rule];

	if (rule->action < ACTION_MARK && hit_vetoed(m, h->block, rule))
		return;
	switch (rule->action) {
	case ACTION_DROP:
		if (h->to > 0)
			cut_one(m, h, rule);
		else if (!rule->worded || !spared(m, h->block, rule, sure))
			drop_taken(m, h, rule);
		break;
	case ACTION_DROP_AFTER:
		drop_after(m, h->block, rule);
		break;
	case ACTION_DROP_BEFORE:
		drop_before(m, h->block, rule);
		break;
	case ACTION_CUT:
		cut_one(m, h, rule);
		break;
	case ACTION_MARK:
		doc_retype(m->doc, h->block, rule->kind, &rule->why);
		break;
	case ACTION_KEEP:
		doc_mark(m->doc, h->block, FATE_KEEP, &rule->why);
		break;
	default:
		take_back(m, h, rule);
		break;
	}
}

bool
match_context(struct matcher *m, struct doc *d, struct diag *diag)
{
	struct hits found = { 0 };

	m->doc = d;
	m->diag = diag;
	regexes_page(m->regexes, d->arena);
	survey(m);
	collect(m, &found);
	/* only now: no rule sees what another with context found */
	m->late = found;
	for (size_t i = 0; i < found.n; i++) {
		m->counts[found.v[i].rule]++;
		apply(m, &found.v[i]);
	}
	match_rescue(m);
	return !regexes_fired(m->regexes);
}
