#include "trial.h"

#include <utf8proc.h>

#include "arena.h"
#include "norm.h"
#include "pattern.h"
#include "utf8.h"

enum {
	STACK = 400,		/* places to go back to */
	STEPS = 5000		/* then it is left to PCRE2 */
};

static uint16_t
unit_of(uint32_t c)
{
	return (uint16_t)(c > 0xffff ? TRIAL_ASTRAL : c);
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
	}
	t->plain[n] = t->folded[n] = TRIAL_STOP;
	t->n = n;
}

/* --- classes --- */

static bool
in_ranges(const struct trials *t, const struct trial_set *s, uint32_t c)
{
	for (unsigned i = 0; i < s->nranges; i++)
		if (c >= t->ranges[s->first + 2 * i] &&
		    c <= t->ranges[s->first + 2 * i + 1])
			return true;
	return false;
}

/* 0: it is no letter */
static unsigned
letter_classes(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
		return SET_LETTER | SET_UPPER;
	case UTF8PROC_CATEGORY_LL:
		return SET_LETTER | SET_LOWER;
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return SET_LETTER;
	default:
		return 0;
	}
}

static bool
in_classes(unsigned classes, unsigned letter, bool cased)
{
	if (!cased && (classes & (SET_UPPER | SET_LOWER)))
		classes |= SET_UPPER | SET_LOWER;
	return (classes & (letter | SET_WORD | SET_NOT_DIGIT | SET_NOT_SPACE |
	    SET_DOT)) != 0;
}

/* of what is not ASCII, only letters are sure to be in a class or not */
static bool
has_other(const struct trials *t, const struct trial_set *s,
    const struct trial_text *x, uint32_t i)
{
	uint32_t c = x->plain[i], lower = x->folded[i];
	unsigned letter;
	bool in;

	if (c == TRIAL_STOP)
		return false;
	if (c == TRIAL_ASTRAL)
		return true;
	if (lower < 0x80 && !s->cased)	/* the sign for kelvin is a k */
		return s->ascii[lower / 32] >> lower % 32 & 1;
	in = in_ranges(t, s, c) || (!s->cased && (in_ranges(t, s, lower) ||
	    in_ranges(t, s, norm_upper(lower))));
	if (in || s->classes == 0)
		return in != s->negated;
	letter = letter_classes(c);
	if (letter == 0 || (s->classes & SET_ANY) != 0)
		return true;
	/* PCRE2 may know case where none is asked for, or not */
	if (!s->cased && s->negated && (s->classes & (SET_UPPER | SET_LOWER)))
		return true;
	return in_classes(s->classes, letter, s->cased) != s->negated;
}

static inline bool
has(const struct trials *t, const struct trial_set *s,
    const struct trial_text *x, uint32_t i)
{
	uint32_t c = x->plain[i];

	return c < 0x80 ? s->ascii[c / 32] >> c % 32 & 1 :
	    has_other(t, s, x, i);
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
	const struct trial_lead *lead;
};

struct run {
	const struct trials *t;
	const struct trial_text *text;
	struct place stack[STACK];
	unsigned depth, steps;
	uint32_t pc, pos, pick;
	bool unsure;		/* too deep or too long */
};

static void
push(struct run *r, uint32_t pc, uint32_t pos, uint32_t low,
    const struct trial_lead *lead)
{
	if (r->depth == STACK)
		r->unsure = true;
	else
		r->stack[r->depth++] = (struct place){ pc, pos, low, lead };
}

/* the last place from *pos down to low where lead may stand; false: none */
static bool
back_to(const struct run *r, uint32_t *pos, uint32_t low,
    const struct trial_lead *lead)
{
	const uint16_t *s = r->text->folded;

	for (uint32_t i = *pos + 1; i > low; i--)
		if (leads(lead, s[i - 1])) {
			*pos = i - 1;
			return true;
		}
	return false;
}

static bool
go_back(struct run *r)
{
	while (r->depth > 0) {
		struct place *p = &r->stack[r->depth - 1];
		uint32_t pos = p->pos;

		if (p->lead != NULL && !back_to(r, &pos, p->low, p->lead)) {
			r->depth--;
			continue;
		}
		r->pc = p->pc;
		r->pos = pos;
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

	while (i < most && has(r->t, s, r->text, i))
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
	uint32_t c = r->text->folded[r->pos];
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

/* one unit that is no character; false: it fails */
static bool
step(struct run *r, const uint16_t *u)
{
	switch (u[0]) {
	case TRIAL_SET:
		r->pc += 2;
		return has(r->t, &r->t->sets[u[1]], r->text, r->pos++);
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
		r->pc += 2;
		return r->pos > 0 && has(r->t, &r->t->sets[u[1]], r->text,
		    r->pos - 1);
	default:		/* TRIAL_ASTRAL and its like */
		r->pc++;
		return r->text->folded[r->pos++] == u[0];
	}
}

static bool
run_from(struct run *r, uint32_t start, uint32_t pos)
{
	const uint16_t *code = r->t->code, *s = r->text->folded;

	r->pc = start;
	r->pos = pos;
	r->depth = 0;
	for (;;) {
		while (code[r->pc] == s[r->pos]) {	/* never TRIAL_STOP */
			r->pc++;
			r->pos++;
		}
		if (code[r->pc] == TRIAL_MATCH || r->unsure)
			return true;
		if (++r->steps > STEPS)
			r->unsure = true;
		if ((code[r->pc] < TRIAL_MATCH || !step(r, code + r->pc)) &&
		    !go_back(r))
			return false;
	}
}

bool
trial_run(const struct trials *t, uint32_t piece,
    const struct trial_text *text)
{
	const struct trial_entry *e = &t->entries[piece];
	const struct trial_lead *lead = &t->leads[e->lead];
	struct run r;

	if (e->start == TRIAL_NONE)
		return true;
	r.t = t;
	r.text = text;
	r.pick = e->pick;
	r.steps = 0;
	r.unsure = false;
	if (t->code[e->start] == TRIAL_ANCHORED)
		return leads(lead, text->folded[0]) &&
		    run_from(&r, e->start + 1, 0);
	for (uint32_t i = 0; i <= text->n; i++)
		if (leads(lead, text->folded[i]) &&
		    run_from(&r, e->start, i))
			return true;
	return false;
}
