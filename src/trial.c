#include "trial.h"

#include <utf8proc.h>

#include "arena.h"
#include "norm.h"
#include "pattern.h"
#include "utf8.h"

enum {
	STACK = 400,		/* places to go back to */
	STEPS = 5000,		/* then it is left to PCRE2 */
	NESTED = 8,		/* lookaheads in lookaheads */
	LOOKS = 8		/* that are put off */
};

static uint16_t
unit_of(uint32_t c)
{
	return (uint16_t)(c > 0xffff ? TRIAL_ASTRAL : c);
}

/*
 * Beyond ASCII: letters that libraries and their versions agree on, and what
 * has no case. Elsewhere are signs that are letters, and titles.
 */
static bool
plain_case(uint32_t c)
{
	static const struct char_range ranges[] = {
		{ 0xa0, 0xb4 }, { 0xb6, 0x12f },
		{ 0x132, 0x148 }, { 0x14a, 0x17e }, { 0x386, 0x3ce },
		{ 0x400, 0x52f }, { 0x590, 0x109f }, { 0x1ea0, 0x1ef9 },
		{ 0x2000, 0x20ff }, { 0x2190, 0x2bff }, { 0x3000, 0xa63f },
		{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (c <= ranges[i].to)
			return c >= ranges[i].from;
	return false;
}

void
trial_text_make(struct arena *a, struct trial_text *t, str v)
{
	uint32_t n = 0;

	if (t->cap < v.n + 1) {
		t->cap = 2 * v.n + 1;
		t->folded = arena_array(a, t->cap, sizeof(uint16_t));
		t->plain = arena_array(a, t->cap, sizeof(uint16_t));
	}
	t->odd = false;
	for (size_t i = 0; i < v.n; n++) {
		unsigned char b = (unsigned char)v.s[i];
		uint32_t c;

		if (b < 0x80) {
			i++;
			t->plain[n] = b;
			t->folded[n] = (uint16_t)(b >= 'A' && b <= 'Z' ?
			    b | 0x20 : b);
			continue;
		}
		c = utf8_next(v, &i);
		t->plain[n] = unit_of(c);
		t->folded[n] = unit_of(norm_case(c));
		t->odd = t->odd || !plain_case(c);
	}
	t->plain[n] = t->folded[n] = TRIAL_STOP;
	t->n = n;
}

/* --- classes of what is not ASCII --- */

static bool
in_ranges(const struct trials *t, const struct trial_set *s, uint32_t c)
{
	for (unsigned i = 0; i < s->nranges; i++)
		if (c >= t->ranges[s->first + 2 * i] &&
		    c <= t->ranges[s->first + 2 * i + 1])
			return true;
	return false;
}

/* classes that a category is in, and those that it may be in */
struct belongs {
	unsigned sure, maybe;
};

/* versions of PCRE2 differ in what marks and connectors are */
static struct belongs
classes_of(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
		return (struct belongs){ SET_WORD | SET_LETTER | SET_UPPER, 0 };
	case UTF8PROC_CATEGORY_LL:
		return (struct belongs){ SET_WORD | SET_LETTER | SET_LOWER, 0 };
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return (struct belongs){ SET_WORD | SET_LETTER, 0 };
	case UTF8PROC_CATEGORY_ND:
		return (struct belongs){ SET_WORD | SET_DIGIT, 0 };
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return (struct belongs){ SET_WORD, 0 };
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return (struct belongs){ SET_MARK, SET_WORD };
	case UTF8PROC_CATEGORY_PC:
		return (struct belongs){ 0, SET_WORD };
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
		return (struct belongs){ 0, SET_SPACE };
	default:
		return (struct belongs){ 0, 0 };
	}
}

/* \W and its like */
static unsigned
opposites(unsigned classes)
{
	return (classes & SET_WORD ? SET_NOT_WORD : 0u) |
	    (classes & SET_DIGIT ? SET_NOT_DIGIT : 0u) |
	    (classes & SET_SPACE ? SET_NOT_SPACE : 0u);
}

static enum trial_answer
in_classes(const struct trial_set *s, uint32_t c)
{
	static const unsigned all = SET_WORD | SET_DIGIT | SET_SPACE;
	struct belongs to = classes_of(c);
	unsigned sure = to.sure | SET_DOT | opposites(all & ~to.sure &
	    ~to.maybe), maybe = to.maybe | opposites(to.maybe);

	if (s->classes & SET_ANY)
		return TRIAL_MAYBE;
	/* PCRE2 may know case where none is asked for, or not */
	if (!s->cased && (sure & (SET_UPPER | SET_LOWER)))
		maybe |= SET_UPPER | SET_LOWER;
	return s->classes & sure & ~maybe ? TRIAL_YES :
	    s->classes & maybe ? TRIAL_MAYBE : TRIAL_NO;
}

static enum trial_answer
has_other(const struct trials *t, const struct trial_set *s,
    const struct trial_text *x, uint32_t i)
{
	uint32_t c = x->plain[i], lower = x->folded[i];
	enum trial_answer in;

	if (c == TRIAL_STOP)
		return TRIAL_NO;
	if (c == TRIAL_ASTRAL)
		return TRIAL_MAYBE;
	if (lower < 0x80 && !s->cased)	/* the sign for kelvin is a k */
		return s->ascii[lower / 32] >> lower % 32 & 1 ?
		    TRIAL_YES : TRIAL_NO;
	in = in_ranges(t, s, c) || (!s->cased && (in_ranges(t, s, lower) ||
	    in_ranges(t, s, norm_upper(lower)))) ? TRIAL_YES : TRIAL_NO;
	if (in == TRIAL_NO && s->classes != 0)
		in = in_classes(s, c);
	return in == TRIAL_MAYBE || !s->negated ? in :
	    in == TRIAL_YES ? TRIAL_NO : TRIAL_YES;
}

static inline bool
leads(const struct trial_lead *lead, uint32_t c)
{
	if (c < 0x80)
		return lead->ascii[c / 32] >> c % 32 & 1;
	return lead->more & (c == TRIAL_STOP ? LEAD_END : LEAD_OTHER);
}

/* --- programs --- */

/* where to go on: at pc, from position pos down to low, if lead says so */
struct place {
	uint32_t pc, pos, low;
	unsigned looks;
	const struct trial_lead *lead;
};

/* a lookahead that is left for later */
struct look {
	uint32_t pc, pos;
};

struct run {
	const struct trials *t;
	const struct trial_text *text;
	struct place stack[STACK];
	struct look looks[LOOKS];
	unsigned depth, steps, nested, nlooks;
	uint32_t pc, pos, pick;
	bool guess;		/* something was taken for granted */
	bool unsure;		/* too deep or too long */
};

static inline bool
has(struct run *r, const struct trial_set *s, uint32_t i)
{
	uint32_t c = r->text->plain[i];
	enum trial_answer in;

	if (c < 0x80)
		return s->ascii[c / 32] >> c % 32 & 1;
	in = has_other(r->t, s, r->text, i);
	r->guess |= in == TRIAL_MAYBE;
	return in != TRIAL_NO;
}

/* is there a character of the set? */
static enum trial_answer
stands(const struct run *r, const struct trial_set *s, uint32_t i)
{
	uint32_t c = r->text->plain[i];

	return c >= 0x80 ? has_other(r->t, s, r->text, i) :
	    s->ascii[c / 32] >> c % 32 & 1 ? TRIAL_YES : TRIAL_NO;
}

/* what may be does not fail, but makes the answer no sure one */
static bool
passes(struct run *r, enum trial_answer in, enum trial_answer wanted)
{
	r->guess |= in == TRIAL_MAYBE;
	return in == TRIAL_MAYBE || in == wanted;
}

static bool
is_behind(struct run *r, const uint16_t *u)
{
	return passes(r, r->pos == 0 ? TRIAL_NO :
	    stands(r, &r->t->sets[u[1]], r->pos - 1),
	    u[0] == TRIAL_BEHIND ? TRIAL_YES : TRIAL_NO);
}

static bool
is_edge(struct run *r, const uint16_t *u)
{
	static const struct trial_set word = {
		{ 0, 0x3ff0000, 0x87fffffe, 0x7fffffe }, 0, 0, SET_WORD,
		false, true
	};
	enum trial_answer a = r->pos == 0 ? TRIAL_NO :
	    stands(r, &word, r->pos - 1), b = stands(r, &word, r->pos);

	return passes(r, a == TRIAL_MAYBE || b == TRIAL_MAYBE ? TRIAL_MAYBE :
	    a != b ? TRIAL_YES : TRIAL_NO,
	    u[0] == TRIAL_EDGE ? TRIAL_YES : TRIAL_NO);
}

static void
push(struct run *r, uint32_t pc, uint32_t pos, uint32_t low,
    const struct trial_lead *lead)
{
	if (r->depth == STACK)
		r->unsure = true;
	else
		r->stack[r->depth++] = (struct place){ pc, pos, low,
		    r->nlooks, lead };
}

/* the last place from *pos down to low where lead may stand; false: none */
static bool
back_to(const struct run *r, uint32_t *pos, uint32_t low,
    const struct trial_lead *lead)
{
	const uint16_t *s = r->text->plain;

	for (uint32_t i = *pos + 1; i > low; i--)
		if (leads(lead, s[i - 1])) {
			*pos = i - 1;
			return true;
		}
	return false;
}

static bool
go_back(struct run *r, unsigned base)
{
	while (r->depth > base) {
		struct place *p = &r->stack[r->depth - 1];
		uint32_t pos = p->pos;

		if (p->lead != NULL && !back_to(r, &pos, p->low, p->lead)) {
			r->depth--;
			continue;
		}
		r->pc = p->pc;
		r->pos = pos;
		r->nlooks = p->looks;
		if (pos > p->low)
			p->pos = pos - 1;
		else
			r->depth--;
		return true;
	}
	return false;
}

/* as many as there are, fewer when what follows fails */
static bool
many(struct run *r, const uint16_t *u)
{
	const struct trial_set *s = &r->t->sets[u[1]];
	const struct trial_lead *lead = &r->t->leads[u[4]];
	uint32_t i = r->pos, least = r->pos + u[2];
	uint32_t most = u[3] == UINT16_MAX ? UINT32_MAX : r->pos + u[3];

	while (i < most && has(r, s, i))
		i++;
	if (i < least || !back_to(r, &i, least, lead))
		return false;
	r->pc += 5;
	if (i > least)
		push(r, r->pc, i - 1, least, lead);
	r->pos = i;
	return true;
}

/* takes the branch that can go on; where both can, the first one first */
static bool
split(struct run *r, const uint16_t *u)
{
	uint32_t c = r->text->plain[r->pos];
	bool first = leads(&r->t->leads[u[2]], c);
	bool other = leads(&r->t->leads[u[3]], c);

	if (first && other)
		push(r, r->pc + u[1], r->pos, r->pos, NULL);
	r->pc += first ? 4u : u[1];
	return first || other;
}

static bool
take_switch(struct run *r, const uint16_t *u)
{
	uint16_t c = r->text->folded[r->pos];

	for (unsigned i = 0; i < u[1]; i++)
		if (u[2 + 2 * i] == c) {
			r->pc += u[3 + 2 * i];
			r->pos++;
			return true;
		}
	return false;
}

static bool run_from(struct run *, uint32_t pc, uint32_t pos);

/* what only may match ahead is no reason to fail */
static bool
look_ahead(struct run *r, uint32_t pc, uint32_t pos)
{
	bool guess = r->guess, found, sure;

	r->guess = false;
	found = ++r->nested > NESTED || run_from(r, pc + 2, pos);
	sure = !r->guess && r->nested <= NESTED;
	r->nested--;
	r->guess = guess || (found && !sure);
	return r->t->code[pc] == TRIAL_AHEAD ? found : !found || !sure;
}

static bool
look_now(struct run *r, uint32_t at)
{
	uint32_t pc = r->pc, pos = r->pos;
	bool found = look_ahead(r, at, pos);

	r->pc = pc;
	r->pos = pos;
	return found;
}

/* most ways fail by what follows, which costs less: so that goes first */
static bool
put_off(struct run *r, const uint16_t *u)
{
	uint32_t pc = r->pc;

	r->pc += u[1];
	if (r->nlooks == LOOKS)
		return look_now(r, pc);
	r->looks[r->nlooks++] = (struct look){ pc, r->pos };
	return true;
}

/* all that was put off since there were so many */
static bool
look_at_last(struct run *r, unsigned since)
{
	unsigned n = r->nlooks;

	for (unsigned i = since; i < n; i++)
		if (!look_ahead(r, r->looks[i].pc, r->looks[i].pos))
			return false;
	return true;
}

/* one unit that is no character; false: it fails */
static bool
step(struct run *r, const uint16_t *u)
{
	switch (u[0]) {
	case TRIAL_SET:
		r->pc += 2;
		return has(r, &r->t->sets[u[1]], r->pos++);
	case TRIAL_SPLIT:
		return split(r, u);
	case TRIAL_SWITCH:
		return take_switch(r, u);
	case TRIAL_JUMP:
		r->pc += u[1];
		return true;
	case TRIAL_BACK:
		r->pc -= u[1];
		return true;
	case TRIAL_MANY:
		return many(r, u);
	case TRIAL_START:
		r->pc++;
		return r->pos == 0;
	case TRIAL_END:
		r->pc++;
		return r->pos == r->text->n;
	case TRIAL_PICK:
		r->pc = r->pick;
		return true;
	case TRIAL_BEHIND:
	case TRIAL_NOT_BEHIND:
		r->pc += 2;
		return is_behind(r, u);
	case TRIAL_EDGE:
	case TRIAL_NO_EDGE:
		r->pc++;
		return is_edge(r, u);
	case TRIAL_AHEAD:
	case TRIAL_NOT_AHEAD:
		return put_off(r, u);
	case TRIAL_GUESS:
		r->pc++;
		r->guess = true;
		return true;
	case TRIAL_GUESS_LONG:
		r->pc += 2;
		r->guess |= r->text->n - r->pos > u[1];
		return true;
	default:		/* TRIAL_ASTRAL and its like */
		r->pc++;
		return r->text->folded[r->pos++] == u[0];
	}
}

/* on through what needs no choice; false: it fails there */
static bool
advance(struct run *r)
{
	const uint16_t *code = r->t->code, *s = r->text->folded;

	for (;;) {
		while (code[r->pc] == s[r->pos]) {	/* never TRIAL_STOP */
			r->pc++;
			r->pos++;
		}
		if (code[r->pc] == TRIAL_MATCH)
			return true;
		if (++r->steps > STEPS)
			r->unsure = true;
		if (r->unsure || code[r->pc] < TRIAL_MATCH ||
		    !step(r, code + r->pc))
			return false;
	}
}

static bool
run_from(struct run *r, uint32_t start, uint32_t pos)
{
	unsigned base = r->depth, looks = r->nlooks;
	bool found;

	r->pc = start;
	r->pos = pos;
	do
		found = (advance(r) && look_at_last(r, looks)) || r->unsure;
	while (!found && go_back(r, base));
	r->depth = base;
	r->nlooks = looks;
	return found;
}

/* from the first place where a match can start up to the last one */
static bool
run_between(struct run *r, const struct trial_entry *e, uint32_t i,
    uint32_t last)
{
	const struct trial_lead *lead = &r->t->leads[e->lead];
	const struct trial_lead *before = &r->t->leads[e->before];
	const uint16_t *s = r->text->plain;

	if (r->t->code[e->start] == TRIAL_ANCHORED)
		return i == 0 && leads(lead, s[0]) &&
		    run_from(r, e->start + 1, 0);
	for (; i <= last; i++)
		if (leads(lead, s[i]) &&
		    leads(before, i > 0 ? s[i - 1] : TRIAL_STOP) &&
		    run_from(r, e->start, i))
			return true;
	return false;
}

enum trial_answer
trial_run(const struct trials *t, uint32_t piece,
    const struct trial_text *text)
{
	const struct trial_entry *e = &t->entries[piece];
	uint32_t n = text->n;
	struct run r;

	if (e->start == TRIAL_NONE)
		return TRIAL_MAYBE;
	if (n < e->least || !leads(&t->leads[e->last],
	    n > 0 ? text->plain[n - 1] : TRIAL_STOP))
		return TRIAL_NO;
	r.t = t;
	r.text = text;
	r.pick = e->pick;
	r.depth = r.steps = r.nested = r.nlooks = 0;
	r.guess = text->odd;
	r.unsure = false;
	if (!run_between(&r, e, e->most < UINT16_MAX && n > e->most ?
	    n - e->most : 0, n - e->least))
		return TRIAL_NO;
	return r.guess || r.unsure ? TRIAL_MAYBE : TRIAL_YES;
}
