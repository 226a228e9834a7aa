#include "match.h"

#include "arena.h"
#include "diag.h"
#include "limits.h"
#include "match_in.h"
#include "norm.h"
#include "rule_image.h"
#include "utf8.h"

enum { ROUNDS = 4 };	/* of rules over what cuts leave */

/* --- life --- */

static void
find_bare(struct matcher *m)
{
	struct rules *r = m->rules;
	size_t cap[2] = { 0, 0 };

	for (uint32_t i = 0; i < r->n; i++) {
		struct bare *b;
		bool context;

		if ((r->all[i] != NULL ? r->all[i]->nalts :
		    r->image->rules[i].patterns) > 0)
			continue;
		context = rules_at(r, i)->context;
		b = context ? &m->bare_late : &m->bare;
		b->v = arena_more(m->arena, b->v, b->n, &cap[context],
		    sizeof(*b->v));
		b->v[b->n++] = i;
	}
}

struct matcher *
matcher_new(struct arena *a, struct rules *r)
{
	struct matcher *m = arena_new(a, struct matcher);
	uint32_t first = r->image != NULL ? r->image->nrules : 0;

	m->arena = a;
	m->rules = r;
	m->only = UINT32_MAX;
	m->counts = arena_array(a, r->n, sizeof(*m->counts));
	m->effort = arena_array(a, r->n, sizeof(*m->effort));
	m->image = r->image != NULL ? &r->image->screen : NULL;
	if (r->n > first) {
		screen_build(a, r, first, &m->own);
		trials_build(a, r, &m->own, &m->own_trials);
		m->tried = arena_array(a, 1u << TRIED_BITS,
		    sizeof(*m->tried));
	}
	m->npieces = m->own.npieces +
	    (m->image != NULL ? m->image->npieces : 0);
	/* in one piece, little of which a page uses */
	m->found.stamps = arena_array(a, m->npieces + 2 * r->nalts,
	    sizeof(uint32_t));
	m->links.stamps = m->found.stamps + m->npieces;
	m->cut_by = m->links.stamps + r->nalts;
	m->regexes = regexes_new(a, r, m->npieces, false);
	m->found.arena = m->links.arena = a;
	find_bare(m);
	return m;
}

void
matcher_free(struct matcher *m)
{
	regexes_free(m->regexes);
}

void
matcher_jit(struct matcher *m)
{
	regexes_free(m->regexes);
	m->regexes = regexes_new(m->arena, m->rules, m->npieces, true);
}

const unsigned long *
matcher_hits(const struct matcher *m)
{
	return m->counts;
}

const struct effort *
matcher_effort(const struct matcher *m)
{
	return m->effort;
}

void
matcher_only(struct matcher *m, uint32_t rule, uint32_t block)
{
	m->only = rule;
	m->only_block = block;
}

bool
matcher_finds(struct matcher *m, const struct alt *alt, str text,
    struct diag *d)
{
	size_t span[2];

	return regex_find(m->regexes, alt, text, 0, span, d);
}

/* --- subjects --- */

uint32_t
subject_links(str text, const struct span *spans, uint32_t n)
{
	struct tally t;
	uint32_t chars = 0, end = 0;

	for (uint32_t i = 0; i < n; i++) {
		if (spans[i].kind != SPAN_LINK || spans[i].to <= end)
			continue;
		utf8_tally(str_slice(text, spans[i].from > end ?
		    spans[i].from : end, spans[i].to), &t);
		chars += t.chars;
		end = spans[i].to;
	}
	return chars;
}

/* what cuts left, counted anew */
static void
recount(struct subject *s, struct block *b)
{
	struct tally t;
	str text = doc_text_spans(s->m->doc, s->block, &s->spans, &s->nspans);

	utf8_tally(text, &t);
	s->words = t.words;
	s->chars = t.chars;
	s->link_chars = subject_links(text, s->spans, s->nspans);
	b->norm = norm_make(s->m->doc->arena, text);
}

/* the same text may have stood on the page before */
static void
recall(struct subject *s, struct block *b)
{
	s->seen = seen_text(s->m, b->text);
	if (b->norm == NULL)
		b->norm = s->seen != NULL && s->seen->norm != NULL ?
		    s->seen->norm : norm_make(s->m->doc->arena, b->text);
	if (s->seen != NULL)
		s->seen->norm = b->norm;
}

bool
subject_make(struct matcher *m, uint32_t i, struct subject *s)
{
	struct block *b = &m->doc->blocks[i];

	if (b->hidden || b->kind == KIND_PRE)
		return false;
	if (b->text.n > m->rules->limits->v[LIMIT_SUBJECT]) {
		m->long_blocks++;
		return false;
	}
	*s = (struct subject){ .m = m, .block = i, .spans = b->spans,
	    .nspans = b->nspans, .words = b->words, .chars = b->chars,
	    .link_chars = b->link_chars, .kind = b->kind };
	if (b->cuts != NULL)
		recount(s, b);
	else
		recall(s, b);
	s->norm = b->norm;
	s->text = b->norm->text;
	return true;
}

void
match_key_room(struct matcher *m, size_t text)
{
	if (m->keycap < KEY_ROOM(text)) {
		m->keycap = 2 * KEY_ROOM(text);
		m->key = arena_text(m->arena, m->keycap);
	}
}

const struct piece *
match_piece(const struct matcher *m, uint32_t number)
{
	uint32_t n = m->image != NULL ? m->image->npieces : 0;

	return number < n ? &m->image->pieces[number] :
	    &m->own.pieces[number - n];
}

void
subject_next(struct matcher *m)
{
	m->look++;
	m->has_letters = m->has_links = false;
}

static void
look(const struct subject *s)
{
	struct matcher *m = s->m;
	bool brief = s->words <= BRIEF;
	uint32_t signs, length;

	match_key_room(m, s->text.n);
	length = key_make(m->key, s->text, &signs);
	m->found.n = 0;
	m->found.base = 0;
	m->found.look = m->look;
	if (m->image != NULL) {
		screen_look(m->image, m->key, length, signs, brief,
		    &m->found);
		m->found.base = m->image->npieces;
	}
	if (m->own.npieces > 0)
		screen_look(&m->own, m->key, length, signs, brief, &m->found);
}

void
subject_look(const struct subject *s)
{
	subject_next(s->m);
	if (s->seen != NULL && s->seen->looked) {
		seen_recall(s->m, s->seen);
		return;
	}
	look(s);
	if (s->seen != NULL)
		seen_keep(s->m, s->seen);
}

/* many rules may share a program: it is asked once */
static enum trial_answer
ask_own(struct matcher *m, uint32_t piece)
{
	const struct trial_entry *e = &m->own_trials.entries[piece];
	uint32_t hash = (e->start + 31 * e->pick) * 0x9e3779b9u;
	struct tried *t = &m->tried[hash >> (32 - TRIED_BITS)];

	if (t->look != m->look || t->start != e->start ||
	    t->pick != e->pick || t->lead != e->lead)
		*t = (struct tried){ m->look, e->start, e->pick, e->lead,
		    trial_run(&m->own_trials, piece, &m->letters) };
	return t->answer;
}

static enum trial_answer
ask(const struct subject *s, uint32_t piece)
{
	struct matcher *m = s->m;
	uint32_t n = m->image != NULL ? m->image->npieces : 0;

	if (!m->has_letters)
		trial_text_make(m->arena, &m->letters, s->text);
	m->has_letters = true;
	m->effort[match_piece(m, piece)->rule].trials++;
	return piece < n ?
	    trial_run(&m->rules->image->trials, piece, &m->letters) :
	    ask_own(m, piece - n);
}

enum trial_answer
subject_trial(const struct subject *s, uint32_t piece)
{
	uint8_t *kept = seen_answer(s->seen, piece);
	enum trial_answer answer;

	if (kept != NULL && *kept != 0)
		return (enum trial_answer)(*kept - 1);
	answer = ask(s, piece);
	if (kept != NULL)
		*kept = (uint8_t)(answer + 1);
	return answer;
}

bool
subject_matches(const struct subject *s, uint32_t piece)
{
	enum trial_answer answer = subject_trial(s, piece);
	const struct piece *p = match_piece(s->m, piece);
	uint8_t *kept;

	if (answer != TRIAL_MAYBE)
		return answer == TRIAL_YES;
	s->m->effort[p->rule].searches++;
	answer = regex_piece(s->m->regexes, piece, p, s->text, s->m->diag) ?
	    TRIAL_YES : TRIAL_NO;
	kept = seen_answer(s->seen, piece);
	if (kept != NULL)
		*kept = (uint8_t)(answer + 1);
	return answer == TRIAL_YES;
}

bool
subject_wanted(const struct subject *s, uint32_t index, bool context)
{
	const struct matcher *m = s->m;
	const struct rule *rule = rules_at(m->rules, index);

	if (m->rules->off[index] || rule->context != context ||
	    !(rule->kinds & 1u << s->kind) || !within(&rule->words, s->words))
		return false;
	/* a sample is not cut by others; its neighbours are as on a page */
	if (m->only != UINT32_MAX && m->only != index && (context ||
	    (rule->action == ACTION_CUT && s->block == m->only_block) ||
	    !rules_at(m->rules, m->only)->context))
		return false;
	return rule->action == ACTION_CUT || within(&rule->chars, s->chars);
}

static bool
costly(const struct cond *c)
{
	return c->what == COND_LIKE || c->what == COND_WORDING;
}

static bool
hold(const struct subject *s, const struct rule *rule, bool those)
{
	for (uint32_t k = 0; k < rule->nconds; k++)
		if (costly(&rule->conds[k]) == those &&
		    !cond_holds(&rule->conds[k], s))
			return false;
	return true;
}

bool
subject_holds(const struct subject *s, const struct rule *rule)
{
	return hold(s, rule, false);
}

bool
subject_holds_costly(const struct subject *s, const struct rule *rule)
{
	return hold(s, rule, true);
}

/* --- one block, rules without context --- */

/* of a cut rule, or of another by its tail= */
static bool
is_cut(const struct hit *h)
{
	return h->from < h->to;
}

static bool
has_plain_hit(const struct matcher *m, size_t from, uint32_t rule)
{
	for (size_t i = from; i < m->hits.n; i++)
		if (m->hits.v[i].rule == rule && !is_cut(&m->hits.v[i]))
			return true;
	return false;
}

static void
note_hit(const struct subject *s, uint32_t index)
{
	hits_add(s->m, &s->m->hits, &(struct hit){ .block = s->block,
	    .rule = index, .last = s->block });
}

/* a piece that may match: a hit, or left for the rules with context */
static void
try_piece(const struct subject *s, uint32_t piece, size_t from)
{
	struct matcher *m = s->m;
	const struct piece *p = match_piece(m, piece);
	const struct rule *rule = rules_at(m->rules, p->rule);
	uint32_t index = p->rule;

	if (rule->context) {	/* the block's kind may change till then */
		if (!m->rules->off[index] && within(&rule->words, s->words))
			hits_add(m, &m->waiting, &(struct hit){
			    .block = s->block, .rule = piece });
		return;
	}
	if (!subject_wanted(s, index, false))
		return;
	if (rule->action == ACTION_CUT) {
		if (m->cut_by[p->alt] != m->look && subject_holds(s, rule) &&
		    subject_trial(s, piece) != TRIAL_NO &&
		    subject_holds_costly(s, rule))
			hits_add_cuts(s, p, &m->hits);
	} else if (!has_plain_hit(m, from, index) && subject_holds(s, rule) &&
	    subject_matches(s, piece) && subject_holds_costly(s, rule)) {
		note_hit(s, index);
	}
}

/* hits of the subject, behind those that the block has since from */
static void
collect(const struct subject *s, size_t from)
{
	struct matcher *m = s->m;
	size_t start = m->hits.n;

	while (m->waiting.n > 0 &&
	    m->waiting.v[m->waiting.n - 1].block == s->block)
		m->waiting.n--;
	subject_look(s);
	for (size_t i = 0; i < m->found.n; i++)
		try_piece(s, m->found.v[i], from);
	for (size_t i = 0; i < m->bare.n; i++)
		if (subject_wanted(s, m->bare.v[i], false) &&
		    !has_plain_hit(m, from, m->bare.v[i]) &&
		    subject_holds(s, rules_at(m->rules, m->bare.v[i])))
			note_hit(s, m->bare.v[i]);
	hits_sort(m, &m->hits, start);
}

static void
mark_block(struct matcher *m, uint32_t block, const struct rule *rule)
{
	bool vetoed = hit_vetoed(m, block, rule);

	if (rule->action == ACTION_DROP && !vetoed)
		doc_mark(m->doc, block, FATE_DROP, &rule->why);
	else if (rule->action == ACTION_KEEP)
		doc_mark(m->doc, block, FATE_KEEP, &rule->why);
	else if (rule->action == ACTION_MARK)
		doc_retype(m->doc, block, rule->kind, &rule->why);
}

static void
mark_all(struct matcher *m, uint32_t block, size_t from)
{
	for (size_t i = from; i < m->hits.n; i++)
		if (!is_cut(&m->hits.v[i]))
			mark_block(m, block,
			    m->rules->all[m->hits.v[i].rule]);
}

/* the cuts among hits from..; NULL when there is none, else one's reason */
static const struct why *
cut_all(struct matcher *m, uint32_t block, size_t from)
{
	const struct why *why = NULL;

	for (size_t i = from; i < m->hits.n; i++) {
		const struct hit *h = &m->hits.v[i];
		const struct rule *rule = m->rules->all[h->rule];

		if (!is_cut(h) || hit_vetoed(m, block, rule))
			continue;
		doc_cut(m->doc, block, h->from, h->to, &rule->why);
		why = &rule->why;
	}
	return why;
}

/* junk that is glued to the end of what stays */
static const struct why *
cut_tail(struct matcher *m, const struct subject *s)
{
	size_t from = m->hits.n;

	match_tail(s);
	m->first_hit[s->block + 1] = (uint32_t)m->hits.n;
	return cut_all(m, s->block, from);
}

static void
match_block(struct matcher *m, uint32_t block)
{
	size_t first = m->hits.n, from = first;
	const struct why *cut;
	struct subject s;

	for (int round = 0; round < ROUNDS; round++) {
		if (!subject_make(m, block, &s))
			return;
		collect(&s, first);
		/* the veto looks hits up by block */
		m->first_hit[block + 1] = (uint32_t)m->hits.n;
		mark_all(m, block, from);
		cut = cut_all(m, block, from);
		if (cut == NULL && m->doc->blocks[block].fate != FATE_DROP)
			cut = cut_tail(m, &s);
		if (cut == NULL)
			return;
		if (utf8_words(doc_text(m->doc, block)) == 0) {
			doc_mark(m->doc, block, FATE_DROP, cut);
			return;
		}
		from = m->hits.n;
	}
}

bool
match_free(struct matcher *m, struct doc *d, struct diag *diag)
{
	m->doc = d;
	m->diag = diag;
	m->hits = m->late = m->waiting = (struct hits){ 0 };
	m->page = NULL;
	m->classes = NULL;
	m->long_blocks = 0;
	m->first_hit = arena_array(d->arena, d->n + 1, sizeof(uint32_t));
	m->idle = arena_array(d->arena, IDLE, sizeof(*m->idle));
	seen_page(m);
	regexes_page(m->regexes, d->arena);
	for (uint32_t i = 0; i < d->n; i++) {
		m->first_hit[i] = m->first_hit[i + 1] = (uint32_t)m->hits.n;
		match_block(m, i);
		m->first_hit[i + 1] = (uint32_t)m->hits.n;
	}
	for (size_t i = 0; i < m->hits.n; i++)
		m->counts[m->hits.v[i].rule]++;
	if (m->long_blocks > 0)
		diag_report(diag, MSG_NOTE, NULL, "rules did not search %lu "
		    "block%s of more than %zu bytes (--limit subject=N)",
		    m->long_blocks, m->long_blocks == 1 ? "" : "s",
		    m->rules->limits->v[LIMIT_SUBJECT]);
	return !regexes_fired(m->regexes);
}

bool
match_compiles(struct rules *r, const struct alt *alt, struct diag *d)
{
	return regex_compiles(r, alt, d);
}
