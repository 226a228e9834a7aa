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

void
trial_text_make(struct arena *a, struct trial_text *t, str v)
{
	if (t->cap < v.n) {
		t->cap = 2 * v.n;
		t->s = arena_array(a, t->cap, sizeof(*t->s));
	}
	t->n = 0;
	for (size_t i = 0; i < v.n; ) {
		uint32_t c = norm_case(utf8_next(v, &i));

		t->s[t->n++] = (uint16_t)(c > 0xffff ? TRIAL_ASTRAL : c);
	}
}

static bool
in_ranges(const struct trials *t, const struct trial_set *s, uint32_t c)
{
	for (unsigned i = 0; i < s->nranges; i++)
		if (c >= t->ranges[s->first + 2 * i] &&
		    c <= t->ranges[s->first + 2 * i + 1])
			return true;
	return false;
}

static bool
is_letter(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

/* of what is not ASCII, only letters are sure to be in a class or not */
static bool
has_other(const struct trials *t, const struct trial_set *s, uint32_t c)
{
	uint32_t upper = norm_upper(c);
	struct set set = { NULL, 0, s->classes, false };
	bool lower_in, upper_in;

	if (c == TRIAL_ASTRAL || (s->classes != 0 && !is_letter(c)))
		return true;
	lower_in = in_ranges(t, s, c) || set_has(&set, c, false);
	upper_in = in_ranges(t, s, upper) || set_has(&set, upper, false);
	return s->negated ? !(lower_in && upper_in) : lower_in || upper_in;
}

static bool
has(const struct trials *t, const struct trial_set *s, uint32_t c)
{
	return c < 0x80 ? s->ascii[c / 32] >> c % 32 & 1 : has_other(t, s, c);
}

/* where to go on: at pc, from position pos down to low */
struct place {
	uint32_t pc, pos, low;
};

struct run {
	const struct trials *t;
	const struct trial_text *text;
	struct place stack[STACK];
	unsigned depth, steps;
	uint32_t pc, pos;
	bool unsure;		/* too deep or too long */
};

static void
push(struct run *r, uint32_t pc, uint32_t pos, uint32_t low)
{
	if (r->depth == STACK)
		r->unsure = true;
	else
		r->stack[r->depth++] = (struct place){ pc, pos, low };
}

static bool
go_back(struct run *r)
{
	struct place *p;

	if (r->depth == 0)
		return false;
	p = &r->stack[r->depth - 1];
	r->pc = p->pc;
	r->pos = p->pos;
	if (p->pos > p->low)
		p->pos--;
	else
		r->depth--;
	return true;
}

/* as many as there are, fewer when what follows fails */
static bool
many(struct run *r)
{
	const uint16_t *u = r->t->code + r->pc;
	const struct trial_set *s = &r->t->sets[u[1]];
	uint32_t i = r->pos, least = r->pos + u[2];
	uint32_t most = u[3] == UINT16_MAX ? r->text->n : r->pos + u[3];

	if (most > r->text->n)
		most = r->text->n;
	while (i < most && has(r->t, s, r->text->s[i]))
		i++;
	if (i < least)
		return false;
	r->pc += 4;
	if (i > least)
		push(r, r->pc, i - 1, least);
	r->pos = i;
	return true;
}

/* a split whose first branch starts with another letter takes the second */
static void
split(struct run *r)
{
	const uint16_t *u = r->t->code + r->pc;
	uint16_t c = r->pos < r->text->n ? r->text->s[r->pos] : TRIAL_MATCH;

	if ((u[2] < TRIAL_MATCH || u[2] > TRIAL_ANCHORED) && u[2] != c) {
		r->pc += u[1];
		return;
	}
	push(r, r->pc + u[1], r->pos, r->pos);
	r->pc += 2;
}

/* one unit; false: it fails */
static bool
step(struct run *r)
{
	const uint16_t *u = r->t->code + r->pc;
	const struct trial_text *x = r->text;

	switch (u[0]) {
	case TRIAL_SET:
		r->pc += 2;
		return r->pos < x->n &&
		    has(r->t, &r->t->sets[u[1]], x->s[r->pos++]);
	case TRIAL_SPLIT:
		split(r);
		return true;
	case TRIAL_JUMP:
		r->pc += u[1];
		return true;
	case TRIAL_BACK:
		r->pc -= u[1];
		return true;
	case TRIAL_MANY:
		return many(r);
	case TRIAL_START:
		r->pc++;
		return r->pos == 0;
	case TRIAL_END:
		r->pc++;
		return r->pos == x->n;
	case TRIAL_BEHIND:
		r->pc += 2;
		return r->pos > 0 &&
		    has(r->t, &r->t->sets[u[1]], x->s[r->pos - 1]);
	default:
		r->pc++;
		return r->pos < x->n && x->s[r->pos++] == u[0];
	}
}

static bool
run_from(struct run *r, uint32_t start, uint32_t pos)
{
	r->pc = start;
	r->pos = pos;
	r->depth = 0;
	for (;;) {
		if (r->t->code[r->pc] == TRIAL_MATCH || r->unsure)
			return true;
		if (++r->steps > STEPS)
			r->unsure = true;
		if (!step(r) && !go_back(r))
			return false;
	}
}

/* can what the program starts with stand at i? */
static bool
may_start(const struct trials *t, const uint16_t *u,
    const struct trial_text *text, uint32_t i)
{
	if (u[0] == TRIAL_SET)
		return i < text->n && has(t, &t->sets[u[1]], text->s[i]);
	if (u[0] == TRIAL_BEHIND)
		return i > 0 && has(t, &t->sets[u[1]], text->s[i - 1]);
	if (u[0] >= TRIAL_MATCH && u[0] <= TRIAL_ANCHORED)
		return true;
	return i < text->n && text->s[i] == u[0];
}

bool
trial_run(const struct trials *t, uint32_t alt, const struct trial_text *text)
{
	uint32_t start = t->starts[alt - t->first_alt];
	struct run r;

	if (start == TRIAL_NONE)
		return true;
	r.t = t;
	r.text = text;
	r.steps = 0;
	r.unsure = false;
	if (t->code[start] == TRIAL_ANCHORED)
		return run_from(&r, start + 1, 0);
	for (uint32_t i = 0; i <= text->n; i++)
		if (may_start(t, t->code + start, text, i) &&
		    run_from(&r, start, i))
			return true;
	return false;
}
