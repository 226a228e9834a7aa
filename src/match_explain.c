/* Why a rule does not hold for a block, for authors. */
#include "arena.h"
#include "match_in.h"
#include "wording.h"

static bool
outside(struct buf *b, const char *what, uint32_t n, const struct range *r)
{
	if (n >= r->from && n <= r->to)
		return false;
	buf_printf(b, "it has %u %s, and the rule wants ", n, what);
	if (r->to == UINT32_MAX)
		buf_printf(b, "%u or more", r->from);
	else
		buf_printf(b, "%u..%u", r->from, r->to);
	return true;
}

/* how a sample says what a condition asks for */
static const char *
hint(enum cond_what what)
{
	switch (what) {
	case COND_LINK: case COND_HREF: case COND_CLASS: case COND_HOST:
	case COND_LANG:
		return "; a sample says so in brackets, as in hit[link=whole]";
	case COND_WHERE: case COND_REST: case COND_PREV: case COND_NEXT:
	case COND_LIKE: case COND_WITH: case COND_AGAIN:
		return "; lines of before and after give it neighbours";
	default:
		return "";
	}
}

static bool
condition_fails(struct buf *b, const struct subject *s,
    const struct rule *rule)
{
	for (uint32_t k = 0; k < rule->nconds; k++)
		if (!cond_holds(&rule->conds[k], s)) {
			buf_printf(b, "%.*s does not hold%s",
			    P(rule->conds[k].text), hint(rule->conds[k].what));
			if (rule->conds[k].what == COND_WORDING)
				wording_explain(s->text, b);
			return true;
		}
	return false;
}

static bool
alternative_matches(const struct subject *s, const struct rule *rule)
{
	size_t span[2];

	for (uint32_t k = 0; k < rule->nalts; k++)
		if (regex_find(s->m->regexes, rule->alts[k], s->text, 0, span,
		    s->m->diag))
			return true;
	return rule->nalts == 0;
}

str
matcher_explain(struct matcher *m, uint32_t block, uint32_t index)
{
	const struct rule *rule = rules_at(m->rules, index);
	struct subject s;
	struct buf b;

	buf_init(&b, m->doc->arena);
	subject_next(m);
	if (!subject_make(m, block, &s))
		return S("rules do not see such a block");
	if (m->rules->off[index])
		return S("the rule is off");
	if (!(rule->kinds & 1u << s.kind))
		buf_printf(&b, "the rule does not look at kind %s",
		    kind_names[s.kind]);
	else if (outside(&b, "words", s.words, &rule->words) ||
	    (rule->action != ACTION_CUT &&
	    outside(&b, "characters", s.chars, &rule->chars)))
		return buf_str(&b);
	else if (!alternative_matches(&s, rule))
		buf_printf(&b, "no alternative matches \"%.*s\"", P(s.text));
	else if (!condition_fails(&b, &s, rule))
		buf_puts(&b, rule->action == ACTION_CUT ?
		    "what it would cut is longer or shorter than chars= says" :
		    "there are not enough blocks for take=; lines of after "
		    "give it some");
	return buf_str(&b);
}

str
matcher_matched(struct matcher *m, uint32_t block, uint32_t index)
{
	const struct rule *rule = rules_at(m->rules, index);
	struct subject s;
	struct buf b;
	size_t span[2];

	buf_init(&b, m->doc->arena);
	subject_next(m);
	if (!subject_make(m, block, &s))
		return (str){ "", 0 };
	for (uint32_t k = 0; k < rule->nalts; k++)
		if (regex_find(m->regexes, rule->alts[k], s.text, 0, span,
		    m->diag)) {
			buf_printf(&b, " by or[%.*s] at \"%.*s\"",
			    P(rule->alts[k]->langs), P(str_slice(s.text,
			    span[0], span[1])));
			break;
		}
	return buf_str(&b);
}

bool
matcher_always(const struct matcher *m, size_t number, uint32_t *rule,
    str *pattern)
{
	for (size_t i = 0; i < m->own.nalways; i++) {
		const struct piece *p = &m->own.pieces[m->own.always[i].piece];

		if (p->signs != 0 || p->some != 0 || number-- > 0)
			continue;
		*rule = p->rule;
		*pattern = piece_source(m->arena, p,
		    rules_alt(m->rules, p->alt)->source);
		return true;
	}
	return false;
}
