/* --check: lint, and every sample against its rule. */
#include "arena.h"
#include "diag.h"
#include "match.h"
#include "norm.h"
#include "pattern.h"
#include "rule.h"
#include "rule_image.h"
#include "rule_line.h"

struct checker {
	struct rules *rules;
	struct diag *diag;
	struct matcher *matcher;
	struct arena page;	/* for one sample at a time */
	uint32_t first;		/* rule that is checked */
	unsigned long samples, todo;
	bool verbose;
	bool broken;		/* a pattern does not compile */
	struct diag quiet;	/* of the matcher: lint says it with a place */
};

/* --- lint --- */

static bool
hit_in(struct checker *c, const struct alt *alt, str lang,
    const struct rule *rule)
{
	for (uint32_t k = 0; k < rule->nsamples; k++) {
		const struct sample *s = &rule->samples[k];
		const struct sample_block *b = &s->block;

		if (s->what != SAMPLE_HIT || (lang.n > 0 &&
		    !str_eq(lang, b->lang.n > 0 ? b->lang : S("en"))))
			continue;
		if (matcher_finds(c->matcher, alt, norm_make(&c->page,
		    b->text)->text, &c->quiet))
			return true;
	}
	return false;
}

/* each language that an alternative names has a hit that it matches */
static void
lint_languages(struct checker *c, const struct rule *rule,
    const struct alt *alt)
{
	bool head = alt == rule->alts[0];
	str langs = alt->langs, lang;

	if (head) {
		if (!hit_in(c, alt, (str){ "", 0 }, rule))
			rules_error(c->rules, c->diag, alt->raw,
			    "no hit sample of the rule is matched by its "
			    "first regular expression");
		return;
	}
	while (langs.n > 0) {
		lang = str_trim(str_cut(langs, ',', &langs));
		if (!hit_in(c, alt, lang, rule))
			rules_error(c->rules, c->diag, alt->raw,
			    "no hit[%.*s] sample is matched by this "
			    "alternative", P(lang));
	}
}

/* is a match as long as the pattern says, and the pattern bounded? */
static bool
bounded(const struct node *n)
{
	uint32_t min, max;

	pattern_length(n, &min, &max);
	return max != PATTERN_MANY && pattern_anchored(n, false) &&
	    pattern_anchored(n, true);
}

static bool
wants_bound(const struct rule *rule)
{
	if (rule->action == ACTION_ALLOW || rule->action == ACTION_KEEP)
		return false;
	return rule->chars.to == UINT32_MAX &&
	    (rule->action == ACTION_CUT || rule->words.to == UINT32_MAX);
}

static void
lint_length(struct checker *c, const struct rule *rule,
    const struct alt *alt, const struct node *n)
{
	uint32_t min, max;

	pattern_length(n, &min, &max);
	if (!wants_bound(rule) ||
	    (rule->action == ACTION_CUT ? max != PATTERN_MANY : bounded(n)))
		return;
	rules_error(c->rules, c->diag, alt->raw, "nothing bounds the length "
	    "of what this matches: add words=..N or chars=..N");
}

static void
lint_shape(struct checker *c, const struct alt *alt, const struct node *n)
{
	uint32_t at;
	const char *slow = pattern_slow(n, alt->flags, false, &at);
	str again;

	if (slow != NULL)
		rules_error(c->rules, c->diag, rule_line_place(alt->raw, at),
		    "%s", slow);
	if (!c->verbose)
		return;
	again = pattern_repeated(n, alt->source, alt->flags);
	if (again.n > 0)
		rules_note(c->rules, c->diag, rule_line_place(alt->raw,
		    (size_t)(again.s - alt->source.s)), "never reached: this "
		    "choice has \"%.*s\" before", P(again));
}

static void
lint_alt(struct checker *c, const struct rule *rule, const struct alt *alt)
{
	const struct node *tree;

	if (!match_compiles(c->rules, alt, c->diag)) {
		c->broken = true;
		return;
	}
	tree = pattern_parse(&c->page, alt->source, alt->flags);
	lint_shape(c, alt, tree);
	if (matcher_finds(c->matcher, alt, (str){ "", 0 }, &c->quiet))
		rules_error(c->rules, c->diag, alt->raw,
		    "this matches the empty string");
	lint_length(c, rule, alt, tree);
	lint_languages(c, rule, alt);
}

/* does b match all that a does? i only adds to it */
static bool
wider(const struct alt *b, const struct alt *a)
{
	return str_eq(a->source, b->source) &&
	    (a->flags | (b->flags & PATTERN_ICASE)) == b->flags;
}

static bool
inside(const struct range *a, const struct range *b)
{
	return a->from >= b->from && a->to <= b->to;
}

/* does each condition of y stand in x, too? */
static bool
conditions_of(const struct rule *x, const struct rule *y)
{
	for (uint32_t k = 0; k < y->nconds; k++) {
		uint32_t i = 0;

		while (i < x->nconds &&
		    !str_eq(x->conds[i].text, y->conds[k].text))
			i++;
		if (i == x->nconds)
			return false;
	}
	return true;
}

/* of rules that share a pattern: does b do all that a does? */
static bool
covers(const struct rules *r, const struct rule *b, const struct rule *a)
{
	if (a == b)
		return true;
	return a->action == b->action && a->kind == b->kind &&
	    (r->categories[b->category].by_default ||
	    !r->categories[a->category].by_default) &&
	    (a->kinds & ~b->kinds) == 0 && inside(&a->words, &b->words) &&
	    inside(&a->chars, &b->chars) && a->take.from == b->take.from &&
	    a->take.to == b->take.to && conditions_of(a, b);
}

struct slot {
	const struct alt *alt;
	struct slot *next;
};

static bool
shadows(const struct rules *r, const struct alt *b, const struct alt *a)
{
	return wider(b, a) && covers(r, r->all[b->rule], r->all[a->rule]);
}

static void
tell_shadow(struct checker *c, const struct alt *b, const struct alt *a)
{
	const struct why *why = &c->rules->all[b->rule]->why;

	rules_error(c->rules, c->diag, a->raw, "never reached: %.*s has the "
	    "same in line %u, or below it", P(why->id), why->line);
}

/*
 * An alternative that another covers is never the reason of anything. It does
 * not matter which stands first; of two that are equal it is the later.
 */
static void
lint_unreachable(struct checker *c)
{
	struct rules *r = c->rules;
	size_t size = r->nalts + 1;
	struct slot **table = arena_array(&c->page, size, sizeof(*table));

	for (size_t i = 0; i < r->nalts; i++) {
		const struct alt *alt = r->alts[i];
		struct slot *s, **head;

		if (alt == NULL || alt->langs.n == 0)	/* of href= */
			continue;
		head = &table[str_hash(alt->source) % size];
		for (s = *head; s != NULL && !shadows(r, s->alt, alt) &&
		    !shadows(r, alt, s->alt); s = s->next)
			;
		if (s != NULL && shadows(r, s->alt, alt))
			tell_shadow(c, s->alt, alt);
		else if (s != NULL)
			tell_shadow(c, alt, s->alt);
		s = arena_new(&c->page, struct slot);
		*s = (struct slot){ alt, *head };
		*head = s;
	}
}

static bool
has_sample(const struct rule *rule, enum sample_what what)
{
	for (uint32_t k = 0; k < rule->nsamples; k++)
		if (rule->samples[k].what == what)
			return true;
	return false;
}

static void
lint_rule(struct checker *c, const struct rule *rule)
{
	for (uint32_t k = 0; k < rule->nalts; k++)
		lint_alt(c, rule, rule->alts[k]);
	if (rule->nalts == 0 && wants_bound(rule))
		rules_error(c->rules, c->diag, rule->head, "nothing bounds "
		    "the length of what this matches: add words=..N");
	if (!has_sample(rule, SAMPLE_HIT))
		rules_error(c->rules, c->diag, rule->head,
		    "%.*s has no hit sample", P(rule->why.id));
	if (!has_sample(rule, SAMPLE_KEEP))
		rules_error(c->rules, c->diag, rule->head,
		    "%.*s has no keep sample", P(rule->why.id));
}

/* --- samples --- */

static enum kind
sample_kind(const struct rule *rule, const struct sample_block *b)
{
	enum kind k = KIND_PARAGRAPH;

	if (b->kind < KIND_MAX)
		return b->kind;
	/* a rule for captions alone has captions for samples */
	while (rule != NULL && k < KIND_MAX && !(rule->kinds & 1u << k))
		k++;
	return k < KIND_MAX ? k : KIND_PARAGRAPH;
}

static void
add_link(struct doc *d, struct block *to, const struct sample_block *b)
{
	struct span *span = arena_new(d->arena, struct span);

	*span = (struct span){ .kind = SPAN_LINK, .value = b->href,
	    .to = (uint32_t)b->text.n };
	if (b->link == SAMPLE_LINK_SOME)	/* its first word */
		span->to = (uint32_t)str_chr(b->text, ' ');
	if (b->link == SAMPLE_LINK_NONE && b->href.n > 0)
		span->to = b->text.n > 0;
	while (span->to < b->text.n &&
	    ((unsigned char)b->text.s[span->to] & 0xc0) == 0x80)
		span->to++;
	to->spans = span;
	to->nspans = 1;
}

static void
add_block(struct doc *d, const struct rule *rule,
    const struct sample_block *b)
{
	struct block block = { .text = b->text, .kind = sample_kind(rule, b) };

	if (block.kind == KIND_HEADING)
		block.level = 2;
	if (block.kind == KIND_IMAGE)
		block.href = b->href;
	else if (b->link != SAMPLE_LINK_NONE || b->href.n > 0)
		add_link(d, &block, b);
	if (b->classes.n > 0)
		block.box = doc_add_box(d, &(struct box){ .elem = ELEM_DIV,
		    .classes = b->classes });
	doc_add(d, &block);
}

/* a sample stands on the host that the rule asks for, unless it says another */
static str
sample_host(const struct rule *rule, const struct sample *s)
{
	if (s->block.host.n > 0)
		return s->block.host;
	for (uint32_t k = 0; k < rule->nconds; k++)
		if (rule->conds[k].what == COND_HOST && !rule->conds[k].negated)
			return rule->conds[k].refs[0].name;
	return s->block.host;
}

/* the sample with its neighbours as a page; the sample is block nbefore */
static void
make_page(struct doc *d, struct arena *a, const struct rule *rule,
    const struct sample *s)
{
	str rest;

	doc_init(d, a);
	d->host = sample_host(rule, s);
	d->lang = str_cut(s->block.lang.n > 0 ? s->block.lang : S("en"), '-',
	    &rest);
	for (uint32_t i = 0; i < s->nbefore; i++)
		add_block(d, NULL, &s->before[i]);
	add_block(d, rule, &s->block);
	for (uint32_t i = 0; i < s->nafter; i++)
		add_block(d, NULL, &s->after[i]);
}

static const char *
sample_word(const struct sample *s)
{
	static const char *const words[] = {
		[SAMPLE_HIT] = "hit", [SAMPLE_KEEP] = "keep",
		[SAMPLE_TODO_HIT] = "todo-hit", [SAMPLE_TODO_KEEP] = "todo-keep"
	};

	return words[s->what];
}

static void
sample_fails(struct checker *c, const struct rule *rule,
    const struct sample *s, uint32_t index, bool hit)
{
	uint32_t block = s->nbefore;
	str why = hit ? matcher_matched(c->matcher, block, index) :
	    matcher_explain(c->matcher, block, index);

	if (hit)
		rules_error(c->rules, c->diag, s->block.text, "%s of %.*s is "
		    "matched%.*s", sample_word(s), P(rule->why.id), P(why));
	else
		rules_error(c->rules, c->diag, s->block.text, "%s of %.*s is "
		    "not matched: %.*s", sample_word(s), P(rule->why.id),
		    P(why));
}

static void
check_gives(struct checker *c, const struct doc *d, const struct rule *rule,
    const struct sample *s)
{
	str left = doc_text(d, s->nbefore);

	if (s->has_gives && !str_eq(left, s->gives))
		rules_error(c->rules, c->diag, s->gives,
		    "%.*s leaves \"%.*s\"", P(rule->why.id), P(left));
}

static void
check_sample(struct checker *c, const struct rule *rule, uint32_t index,
    const struct sample *s)
{
	bool todo = s->what == SAMPLE_TODO_HIT || s->what == SAMPLE_TODO_KEEP;
	bool want = s->what == SAMPLE_HIT || s->what == SAMPLE_TODO_HIT;
	bool good, hit;
	struct doc d;

	make_page(&d, &c->page, rule, s);
	matcher_only(c->matcher, index, s->nbefore);
	good = match_free(c->matcher, &d, &c->quiet);
	good &= match_context(c->matcher, &d, &c->quiet);
	if (!good && !c->broken)
		rules_error(c->rules, c->diag, s->block.text,
		    "this sample takes a pattern to its limits");
	hit = matcher_has_hit(c->matcher, s->nbefore, index);
	c->samples++;
	c->todo += todo;
	if (todo && hit == want)
		rules_error(c->rules, c->diag, s->block.text,
		    "%s of %.*s passes: make it a %s", sample_word(s),
		    P(rule->why.id), want ? "hit" : "keep");
	else if (!todo && hit != want)
		sample_fails(c, rule, s, index, hit);
	else if (hit)
		check_gives(c, &d, rule, s);
}

static void
check_samples(struct checker *c, uint32_t index)
{
	const struct rule *rule = c->rules->all[index];

	for (uint32_t k = 0; k < rule->nsamples; k++) {
		check_sample(c, rule, index, &rule->samples[k]);
		arena_reset(&c->page);
	}
}

/* samples prove rules that are off by default, too */
static void
switch_on(struct rules *r)
{
	for (size_t i = 0; i < r->n; i++)
		r->off[i] = false;
}

static void
tell_always(struct checker *c)
{
	uint32_t rule;
	str pattern;

	for (size_t i = 0; matcher_always(c->matcher, i, &rule, &pattern); i++)
		diag_report(c->diag, MSG_NOTE, NULL,
		    "tried on every block: %.*s /%.*s/",
		    P(c->rules->all[rule]->why.id),
		    P(str_slice(pattern, 0, 200)));
}

bool
rules_check(struct rules *r, struct diag *d, bool verbose, unsigned *failed)
{
	unsigned before = r->errors;
	struct checker c = { .rules = r, .diag = d, .verbose = verbose };

	if (r->image != NULL)
		c.first = r->image->nrules;

	arena_init(&c.page, r->arena->fail, r->arena->ctx);
	diag_init(&c.quiet, NULL, NULL);
	switch_on(r);
	c.matcher = matcher_new(r->arena, r);
	lint_unreachable(&c);
	arena_reset(&c.page);
	/* rules of the image were checked when it was made */
	for (uint32_t i = c.first; i < r->n && !rules_full(r); i++) {
		lint_rule(&c, r->all[i]);
		arena_reset(&c.page);
	}
	for (uint32_t i = c.first; i < r->n && !rules_full(r); i++)
		check_samples(&c, i);
	if (verbose)
		tell_always(&c);
	matcher_free(c.matcher);
	arena_free(&c.page);
	*failed = r->errors - before;
	if (verbose)
		diag_report(d, MSG_NOTE, NULL, "%zu rules, %zu alternatives, "
		    "%lu samples (%lu to do), %u wrong", r->n, r->nalts,
		    c.samples, c.todo, *failed);
	return *failed == 0;
}
