/* Junk that is glued to the end of a paragraph: tail=. */
#include "match_in.h"
#include "arena.h"
#include "norm.h"
#include "sentence.h"
#include "utf8.h"
#include "wording.h"

enum {
	SENTENCES = 2,		/* that a tail has at most */
	JOINTS = 4,		/* where one may start without a stop before */
	WHOLE = 6,		/* words that stay before such a one, at least */
	REACH = 240,		/* bytes that are searched for its start */
	SOME = 24,		/* bytes that tell whether enough stays */
	LEAST = 4,		/* letters that stay, an ideograph counting
				   as two: less is a number */
	LABEL = 24		/* bytes of "Table 1.7." at most */
};

/* a text from one byte on */
struct tail {
	size_t at;
	uint32_t words, chars;
	bool enough;		/* stays without it */
};

/* the last sentences of a text, which more than one block may have */
struct tails {
	unsigned n;
	struct tail v[SENTENCES];	/* the shortest first */
};

/* is it a number and its name, which belong to what follows? */
static bool
label(str head)
{
	size_t n = head.n, blanks = 0;

	while (n > 0 && (head.s[n - 1] == ' ' || head.s[n - 1] == '.'))
		n--;
	if (n == 0 || n > LABEL || head.s[n - 1] < '0' || head.s[n - 1] > '9')
		return false;
	for (size_t i = 0; i < n; i++)
		blanks += head.s[i] == ' ';
	return blanks == 1;
}

/* has it letters enough? Most have, at once */
static bool
stays(str head)
{
	struct tally t;

	utf8_tally(str_slice(head, 0, SOME), &t);
	if (t.letters + t.ideographs < LEAST && head.n > SOME)
		utf8_tally(head, &t);
	return t.letters + t.ideographs >= LEAST && !label(head);
}

static struct tail
tail_at(str text, size_t at)
{
	struct tail t = { .at = at };
	struct tally tally;

	utf8_tally(str_slice(text, at, text.n), &tally);
	t.words = tally.words;
	t.chars = tally.chars;
	t.enough = t.words > 0 && t.words <= RULE_TAIL &&
	    stays(str_slice(text, 0, at));
	return t;
}

/* what stands in the text from that byte on, as a block of its own */
static bool
tail_make(const struct subject *whole, const struct tail *t,
    struct subject *tail)
{
	uint32_t from;
	str text;

	if (!t->enough)
		return false;
	*tail = *whole;
	tail->seen = NULL;
	tail->text = str_slice(whole->text, t->at, whole->text.n);
	tail->words = t->words;
	tail->chars = t->chars;
	tail->link_chars = 0;
	if (whole->nspans == 0)
		return true;
	from = norm_origin(whole->norm, (uint32_t)t->at);
	text = doc_text(whole->m->doc, whole->block);
	tail->spans = spans_clip(whole->m->doc->arena, whole->spans,
	    &tail->nspans, from, (uint32_t)text.n);
	tail->link_chars = subject_links(str_slice(text, from, text.n),
	    tail->spans, tail->nspans);
	return true;
}

/* A rule that would drop the tail, were it a block. Nothing of the story may be
   in what it adds to the next shorter tail. */
static bool
holds(const struct subject *tail, uint32_t piece, str added)
{
	struct matcher *m = tail->m;
	uint32_t index = match_piece(m, piece)->rule;
	const struct rule *rule = rules_at(m->rules, index);

	if (m->only != UINT32_MAX && m->only != index &&
	    tail->block == m->only_block)
		return false;
	return rule->tail.to > 0 && within(&rule->tail, tail->words) &&
	    subject_wanted(tail, index, false) && subject_holds(tail, rule) &&
	    subject_matches(tail, piece) && subject_holds_costly(tail, rule) &&
	    !wording_is_prose(added);
}

/* adds the cuts of the tail; false: there are none */
static bool
try_tail(const struct subject *whole, const struct tail *t, str added)
{
	struct matcher *m = whole->m;
	size_t start = m->hits.n;
	struct subject tail;

	if (!tail_make(whole, t, &tail))
		return false;
	subject_look(&tail);
	for (size_t i = 0; i < m->found.n; i++)
		if (holds(&tail, m->found.v[i], added))
			hits_add_cut(whole,
			    match_piece(m, m->found.v[i])->rule,
			    (size_t[]){ t->at, whole->text.n }, &m->hits);
	hits_sort(m, &m->hits, start);
	return m->hits.n > start;
}

static size_t
reach(str text)
{
	return text.n > REACH ? text.n - REACH : 0;
}

static const struct tails *
tails_of(const struct subject *s)
{
	static const struct tails none = { .n = 0 };
	size_t starts[SENTENCES];
	struct tails *tails;
	unsigned n;

	if (s->norm->tails != NULL)
		return s->norm->tails;
	s->norm->tails = &none;
	n = sentence_starts(s->text, reach(s->text), SENTENCES, starts);
	if (n == 0)
		return &none;
	s->norm->tails = tails = arena_new(s->m->doc->arena, struct tails);
	tails->n = n;
	for (unsigned i = 0; i < n; i++)
		tails->v[i] = tail_at(s->text, starts[i]);
	return tails;
}

/* the longer tail first, as the shorter one may be part of it */
void
match_tail_late(const struct subject *s, uint32_t index, struct hits *found)
{
	const struct rule *rule = rules_at(s->m->rules, index);
	const struct tails *tails = tails_of(s);
	struct subject tail;

	for (unsigned n = tails->n; n-- > 0; ) {
		const struct tail *t = &tails->v[n];

		if (within(&rule->tail, t->words) && tail_make(s, t, &tail) &&
		    subject_wanted(&tail, index, true) &&
		    subject_holds(&tail, rule) &&
		    subject_holds_costly(&tail, rule)) {
			hits_add_cut(s, index, (size_t[]){ t->at,
			    s->text.n }, found);
			break;
		}
	}
}

/* the longest first that some rule cuts */
static bool
try_tails(const struct subject *s, const struct tail *v, unsigned n)
{
	while (n-- > 0) {
		size_t end = n > 0 ? v[n - 1].at : v[n].at;

		if (try_tail(s, &v[n], str_slice(s->text, v[n].at, end)))
			return true;
	}
	return false;
}

/* is what stands before the joint more than a name or a label? */
static bool
sentence_before(str text, size_t at)
{
	return utf8_words(str_slice(text, at > REACH ? at - REACH : 0, at)) >=
	    WHOLE;
}

/* tails that no stop divides from what stands before */
static void
try_joints(const struct subject *s)
{
	size_t joints[JOINTS];
	struct tail tails[JOINTS];
	unsigned n = sentence_joints(s->text, reach(s->text), JOINTS, joints);

	while (n > 0 && !sentence_before(s->text, joints[n - 1]))
		n--;
	for (unsigned i = 0; i < n; i++)
		tails[i] = tail_at(s->text, joints[i]);
	try_tails(s, tails, n);
}

void
match_tail(const struct subject *s)
{
	const struct tails *tails = tails_of(s);

	if (!try_tails(s, tails->v, tails->n) && s->kind != KIND_HEADING &&
	    s->kind != KIND_TITLE && s->words >= WHOLE)
		try_joints(s);
}
