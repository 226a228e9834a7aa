/* What the conditions of a rule ask of a block and its page. */
#include <string.h>
#include <utf8proc.h>

#include "arena.h"
#include "limits.h"
#include "match_in.h"
#include "sentence.h"
#include "utf8.h"
#include "wording.h"

enum {
	LINKED = 90,		/* per cent of the characters: link=whole */
	LOWER = 10,		/* per cent of cased letters: caps=all */
	SHORT = 20,		/* words of a block that take= takes */
	LISTED = 8,		/* items of a list that it takes at most */
	WORDS = 200,		/* of a block that like= compares */
	LETTERS = 4,		/* of a word that carries meaning */
	AGAIN = 8,		/* words of a block that again= counts */
	EVEN = 50		/* per cent: as much junk as prose */
};

/* --- the block alone --- */

static bool
holds_link(const struct cond *c, const struct subject *s)
{
	bool some = s->link_chars > 0;
	bool whole = some && s->link_chars * 100ull >= s->chars *
	    (unsigned long long)LINKED;

	return ((c->mask & 1) && !some) || ((c->mask & 2) && some) ||
	    ((c->mask & 4) && whole);
}

static bool
holds_href(const struct cond *c, const struct subject *s)
{
	return match_href(s, c->regex);
}

/* shouted: upper case, but for a small share ("McDONALD'S") */
static bool
holds_caps(const struct cond *c, const struct subject *s)
{
	uint32_t upper = 0, lower = 0;

	(void)c;
	for (size_t i = 0; i < s->text.n; ) {
		uint32_t ch = utf8_next(s->text, &i);

		if (lower * 100ull > s->text.n * (size_t)LOWER)
			return false;	/* whatever follows */
		if (ch < 0x80) {
			upper += ch >= 'A' && ch <= 'Z';
			lower += ch >= 'a' && ch <= 'z';
			continue;
		}
		upper += utf8proc_category((utf8proc_int32_t)ch) ==
		    UTF8PROC_CATEGORY_LU;
		lower += utf8proc_category((utf8proc_int32_t)ch) ==
		    UTF8PROC_CATEGORY_LL;
	}
	return upper >= 2 && lower * 100 <= (upper + lower) * LOWER;
}

static bool
holds_class(const struct cond *c, const struct subject *s)
{
	return match_class(s->m, s->block, c);
}

static bool
host_under(str host, str suffix)
{
	return str_eq(host, suffix) || (host.n > suffix.n &&
	    str_ends(host, suffix) && host.s[host.n - suffix.n - 1] == '.');
}

static bool
holds_host(const struct cond *c, const struct subject *s)
{
	for (uint32_t i = 0; i < c->nrefs; i++)
		if (host_under(s->m->doc->host, c->refs[i].name))
			return true;
	return false;
}

static bool
holds_lang(const struct cond *c, const struct subject *s)
{
	for (uint32_t i = 0; i < c->nrefs; i++)
		if (str_eq(s->m->doc->lang, c->refs[i].name))
			return true;
	return false;
}

static bool
holds_always(const struct cond *c, const struct subject *s)
{
	(void)c;
	(void)s;
	return true;
}

/* --- the page --- */

static bool
holds_where(const struct cond *c, const struct subject *s)
{
	const struct page *p = s->m->page;

	if (p->first == NO_BLOCK)
		return false;
	return ((c->mask & 1) && s->block < p->first) ||
	    ((c->mask & 2) && s->block > p->first && s->block < p->last) ||
	    ((c->mask & 4) && s->block > p->last);
}

static bool
holds_rest(const struct cond *c, const struct subject *s)
{
	const struct page *p = s->m->page;
	uint32_t rest = p->words - p->before[s->block];
	const struct block *b = &s->m->doc->blocks[s->block];
	uint32_t own = p->gone[s->block] ? 0 : b->words;
	uint64_t share;

	rest = rest > own ? rest - own : 0;
	share = p->words > 0 ? 100ull * rest / p->words : 0;
	return share >= c->range.from && share <= c->range.to;
}

static bool
rule_is(const struct matcher *m, uint32_t index, const struct ref *ref)
{
	const struct rule *rule = rules_at(m->rules, index);

	if (rule->action == ACTION_ALLOW || rule->action == ACTION_KEEP)
		return false;
	return ref->kind == REF_CATEGORY ? rule->category == ref->value :
	    ref->kind == REF_RULE && str_eq(rule->why.id, ref->name);
}

/* is the block of that kind, or did it fall to a rule without context? */
static bool
block_is(const struct matcher *m, uint32_t block, const struct ref *ref)
{
	size_t from, to;

	if (ref->kind == REF_KIND)
		return m->doc->blocks[block].kind == ref->value;
	if (ref->kind == REF_PROSE)
		return match_prose(m->doc, block);
	to = hits_of(m, block, &from);
	for (size_t i = from; i < to; i++) {
		uint32_t rule = m->hits.v[i].rule;

		if (rule_is(m, rule, ref) &&
		    !hit_vetoed(m, block, m->rules->all[rule]))
			return true;
	}
	return false;
}

/* images count as neighbours only where they are asked for */
static uint32_t
neighbour(const struct subject *s, const uint32_t *step,
    const struct cond *c)
{
	const struct block *blocks = s->m->doc->blocks;
	bool images = false;
	uint32_t i = step[s->block];

	for (uint32_t k = 0; k < c->nrefs; k++)
		images |= c->refs[k].kind == REF_KIND &&
		    c->refs[k].value == KIND_IMAGE;
	while (i != NO_BLOCK && blocks[i].kind == KIND_IMAGE && !images)
		i = step[i];
	return i;
}

static bool
neighbour_is(const struct cond *c, const struct subject *s,
    const uint32_t *step)
{
	uint32_t i = neighbour(s, step, c);

	for (uint32_t k = 0; k < c->nrefs && i != NO_BLOCK; k++)
		if (block_is(s->m, i, &c->refs[k]))
			return true;
	return false;
}

static bool
holds_prev(const struct cond *c, const struct subject *s)
{
	return neighbour_is(c, s, s->m->page->prev);
}

static bool
holds_next(const struct cond *c, const struct subject *s)
{
	return neighbour_is(c, s, s->m->page->next);
}

/* another block of the page fell to it */
static bool
holds_with(const struct cond *c, const struct subject *s)
{
	const struct page *p = s->m->page;

	for (size_t i = 0; i < p->nextents; i++) {
		const struct extent *e = &p->extents[i];

		if (e->first == s->block && e->last == s->block)
			continue;
		for (uint32_t k = 0; k < c->nrefs; k++)
			if (rule_is(s->m, e->rule, &c->refs[k]))
				return true;
	}
	return false;
}

/* --- like= --- */

/* words of four letters and more that say nothing of the subject */
static bool
empty_word(str w)
{
	static const char *const words[] = {
		"about", "after", "also", "been", "before", "being", "could",
		"during", "from", "have", "here", "into", "just", "more",
		"most", "other", "over", "said", "says", "some", "than",
		"that", "their", "them", "then", "there", "these", "they",
		"this", "were", "what", "when", "where", "which", "while",
		"will", "with", "would", "your", "aber", "auch", "dass",
		"durch", "eine", "einem", "einen", "einer", "haben", "nach",
		"nicht", "oder", "sich", "sind", "\u00fcber", "unter",
		"werden", "wird", "avec", "cette", "dans", "elle", "leur",
		"mais", "nous", "plus", "pour", "sont", "vous", "como",
		"con", "desde", "entre", "esta", "este", "para", "pero",
		"por", "sobre", "alla", "anche", "dalla", "della", "delle",
		"dopo", "nella", "sono", "mais", "pela", "pelo", "voor",
		"naar", "niet", "deze", "door"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq(w, str_of(words[i])))
			return true;
	return false;
}

/*
 * The next word of meaning: a run of letters long enough, or two characters of
 * a script without spaces (overlapping pairs). False at the end.
 */
static bool
meaning(str v, size_t *at, str *word)
{
	size_t i = *at, from = i, before = i;
	unsigned letters = 0;

	while (i < v.n) {
		size_t next = i;
		enum cclass k = utf8_class(utf8_next(v, &next));

		if (k == CC_IDEOGRAPH && letters == 0 && before > from) {
			*word = str_slice(v, from, next);
			*at = i;
			return true;
		}
		if (k == CC_LETTER || k == CC_UPPER) {
			from = letters++ == 0 ? i : from;
		} else {
			*word = str_slice(v, from, i);
			if (letters >= LETTERS && !empty_word(*word)) {
				*at = i;
				return true;
			}
			letters = 0;
			from = k == CC_IDEOGRAPH ? i : next;
		}
		before = k == CC_IDEOGRAPH ? next : from;
		i = next;
	}
	*word = str_slice(v, from, i);
	*at = i;
	return letters >= LETTERS && !empty_word(*word);
}

static str
lower_text(struct matcher *m, uint32_t block)
{
	struct block *b = &m->doc->blocks[block];

	if (b->norm == NULL)
		b->norm = norm_make(m->doc->arena, doc_text(m->doc, block));
	return norm_case_text(m->doc->arena, str_slice(b->norm->text, 0,
	    m->rules->limits->v[LIMIT_SUBJECT]));
}

static bool
has_word(str text, str word)
{
	size_t at = 0;
	str w;

	for (unsigned n = 0; n < WORDS && meaning(text, &at, &w); n++)
		if (str_eq(w, word))
			return true;
	return false;
}

static bool
alike(struct matcher *m, uint32_t a, uint32_t b)
{
	size_t at = 0;
	str word, first, second;

	if (b == NO_BLOCK)
		return false;
	first = lower_text(m, a);
	second = lower_text(m, b);
	for (unsigned n = 0; n < WORDS && meaning(first, &at, &word); n++)
		if (has_word(second, word))
			return true;
	return false;
}

static bool
holds_like(const struct cond *c, const struct subject *s)
{
	const struct page *p = s->m->page;

	return ((c->mask & 1) &&
	    alike(s->m, s->block, neighbour(s, p->prev, c))) ||
	    ((c->mask & 2) && alike(s->m, s->block, neighbour(s, p->next, c)));
}

/* --- take= --- */

static bool
goes_along(const struct block *b)
{
	return b->words <= SHORT && b->kind != KIND_PRE &&
	    !sentence_ends(b->text);
}

/* an item of the list that the one taken before it is in, the mark outside */
static bool
same_list(const struct block *b, const struct block *before,
    const struct block *mark)
{
	return b->kind == KIND_ITEM && before->kind == KIND_ITEM &&
	    b->group == before->group &&
	    (mark->kind != KIND_ITEM || mark->group != b->group);
}

uint32_t
cond_take(const struct matcher *m, uint32_t block, const struct range *r,
    bool *enough)
{
	const struct block *blocks = m->doc->blocks;
	uint32_t taken = 0, last = block;

	for (uint32_t i = m->page->next[block]; i != NO_BLOCK;
	    i = m->page->next[i]) {
		const struct block *b = &blocks[i];

		if (b->kind == KIND_IMAGE)
			continue;
		if (!goes_along(b) || (taken >= r->to && (taken >= LISTED ||
		    !same_list(b, &blocks[last], &blocks[block]))))
			break;
		last = i;
		taken++;
	}
	*enough = taken >= r->from;
	return last;
}

/* --- wording= --- */

/* several rules ask for that of a whole block */
static unsigned
score_of(const struct subject *s)
{
	if (s->text.n < s->norm->text.n)
		return wording_score(s->text);
	if (s->norm->wording == 0)
		s->norm->wording = wording_score(s->text) + 1;
	return s->norm->wording - 1;
}

/* Of what still stands. A rule that acts on wording alone takes no sentence of
   prose along, one that another condition found may. */
static bool
holds_wording(const struct cond *c, const struct subject *s)
{
	bool sample = s->m->only != UINT32_MAX &&
	    s->block == s->m->only_block;

	return (sample || s->m->doc->blocks[s->block].fate != FATE_DROP) &&
	    within(&c->range, score_of(s)) &&
	    (c->range.from < EVEN || !wording_has_prose(s->text));
}

/* --- again= --- */

static str
first_word(str text)
{
	size_t from = 0, i = 0;

	while (i < text.n) {
		size_t next = i;
		enum cclass k = utf8_class(utf8_next(text, &next));
		bool letter = k == CC_LETTER || k == CC_UPPER;

		if (!letter && i > from)
			break;
		from = letter ? from : next;
		i = next;
	}
	return str_slice(text, from, i);
}

static struct start *
start_of(struct starts *t, str word)
{
	size_t i = str_hash(word) & (t->n - 1);

	while (t->v[i].word.n > 0 && !str_eq(t->v[i].word, word))
		i = (i + 1) & (t->n - 1);
	t->v[i].word = word;
	return &t->v[i];
}

static bool
counted(const struct matcher *m, uint32_t i)
{
	const struct block *b = &m->doc->blocks[i];

	return b->words > 1 && b->words <= AGAIN && !m->page->gone[i] &&
	    b->kind != KIND_IMAGE && b->kind != KIND_PRE;
}

static struct starts *
count_starts(struct matcher *m)
{
	struct arena *a = m->doc->arena;
	struct starts *t = arena_new(a, struct starts);

	t->n = 16;
	while (t->n < m->doc->n * 2)
		t->n *= 2;
	t->v = arena_array(a, t->n, sizeof(*t->v));
	for (uint32_t i = 0; i < m->doc->n; i++) {
		str word;

		if (!counted(m, i))
			continue;
		word = first_word(lower_text(m, i));
		if (word.n > 0)
			start_of(t, word)->count++;
	}
	return t;
}

static bool
holds_again(const struct cond *c, const struct subject *s)
{
	str word = first_word(lower_text(s->m, s->block));
	uint32_t n;

	if (s->m->page->starts == NULL)
		s->m->page->starts = count_starts(s->m);
	if (word.n == 0)
		return false;
	n = start_of(s->m->page->starts, word)->count;
	return within(&c->range, n - counted(s->m, s->block));
}

static bool (*const holds[COND_MAX])(const struct cond *,
    const struct subject *) = {
	[COND_WORDS] = holds_always, [COND_CHARS] = holds_always,
	[COND_KIND] = holds_always, [COND_LINK] = holds_link,
	[COND_HREF] = holds_href, [COND_CAPS] = holds_caps,
	[COND_WHERE] = holds_where, [COND_REST] = holds_rest,
	[COND_PREV] = holds_prev, [COND_NEXT] = holds_next,
	[COND_LIKE] = holds_like, [COND_WITH] = holds_with,
	[COND_CLASS] = holds_class, [COND_HOST] = holds_host,
	[COND_LANG] = holds_lang, [COND_TAKE] = holds_always,
	[COND_TAIL] = holds_always, [COND_OF] = holds_always,
	[COND_WORDING] = holds_wording, [COND_AGAIN] = holds_again
};

bool
cond_holds(const struct cond *c, const struct subject *s)
{
	return holds[c->what](c, s) != c->negated;
}
