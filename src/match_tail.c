/* Junk that is glued to the end of a paragraph: tail=. */
#include "match_in.h"
#include "norm.h"
#include "sentence.h"
#include "utf8.h"

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

/* what stands in the text from that byte on, as a block of its own */
static bool
tail_make(const struct subject *whole, size_t at, struct subject *tail)
{
	uint32_t from = norm_origin(whole->norm, (uint32_t)at);
	struct tally t;
	str text;

	*tail = *whole;
	tail->seen = NULL;
	tail->text = str_slice(whole->text, at, whole->text.n);
	utf8_tally(tail->text, &t);
	tail->words = t.words;
	tail->chars = t.chars;
	tail->link_chars = 0;
	if (t.words == 0 || t.words > RULE_TAIL)
		return false;
	if (!stays(str_slice(whole->text, 0, at)))
		return false;
	if (whole->nspans == 0)
		return true;
	text = doc_text(whole->m->doc, whole->block);
	tail->spans = spans_clip(whole->m->doc->arena, whole->spans,
	    &tail->nspans, from, (uint32_t)text.n);
	tail->link_chars = subject_links(str_slice(text, from, text.n),
	    tail->spans, tail->nspans);
	return true;
}

/* a rule that would drop the tail, were it a block */
static bool
holds(const struct subject *tail, uint32_t piece)
{
	struct matcher *m = tail->m;
	uint32_t index = match_piece(m, piece)->rule;
	const struct rule *rule = rules_at(m->rules, index);

	if (m->only != UINT32_MAX && m->only != index &&
	    tail->block == m->only_block)
		return false;
	return rule->tail.to > 0 && within(&rule->tail, tail->words) &&
	    subject_wanted(tail, index, false) && subject_holds(tail, rule) &&
	    subject_matches(tail, piece);
}

/* adds the cuts of the text from that byte on; false: there are none */
static bool
try_tail(const struct subject *whole, size_t at)
{
	struct matcher *m = whole->m;
	size_t start = m->hits.n;
	struct subject tail;

	if (!tail_make(whole, at, &tail))
		return false;
	subject_look(&tail);
	for (size_t i = 0; i < m->found.n; i++)
		if (holds(&tail, m->found.v[i]))
			hits_add_cut(whole,
			    match_piece(m, m->found.v[i])->rule,
			    (size_t[]){ at, whole->text.n }, &m->hits);
	hits_sort(m, &m->hits, start);
	return m->hits.n > start;
}

static size_t
reach(str text)
{
	return text.n > REACH ? text.n - REACH : 0;
}

/* where tails of the text start, the shortest first; how many */
static unsigned
tail_starts(str text, size_t starts[SENTENCES])
{
	return sentence_starts(text, reach(text), SENTENCES, starts);
}

/* the longer tail first, as the shorter one may be part of it */
void
match_tail_late(const struct subject *s, uint32_t index, struct hits *found)
{
	const struct rule *rule = rules_at(s->m->rules, index);
	size_t starts[SENTENCES];
	unsigned n = tail_starts(s->text, starts);
	struct subject tail;

	while (n-- > 0)
		if (tail_make(s, starts[n], &tail) &&
		    within(&rule->tail, tail.words) &&
		    subject_wanted(&tail, index, true) &&
		    subject_holds(&tail, rule)) {
			hits_add_cut(s, index, (size_t[]){ starts[n],
			    s->text.n }, found);
			break;
		}
}

/* the longest first that some rule cuts */
static bool
try_tails(const struct subject *s, const size_t starts[], unsigned n)
{
	while (n > 0)
		if (try_tail(s, starts[--n]))
			return true;
	return false;
}

/* is what stands before the joint more than a name or a label? */
static bool
sentence_before(str text, size_t at)
{
	return utf8_words(str_slice(text, at > REACH ? at - REACH : 0, at)) >=
	    WHOLE;
}

void
match_tail(const struct subject *s)
{
	size_t starts[SENTENCES], joints[JOINTS];
	unsigned n = tail_starts(s->text, starts);

	if (try_tails(s, starts, n) || s->kind == KIND_HEADING ||
	    s->kind == KIND_TITLE || s->words < WHOLE)
		return;
	n = sentence_joints(s->text, reach(s->text), JOINTS, joints);
	while (n > 0 && !sentence_before(s->text, joints[n - 1]))
		n--;
	try_tails(s, joints, n);
}
