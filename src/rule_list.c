/* --list-rules: what there is, and what a language has of it. */
#include <stdlib.h>

#include "arena.h"
#include "rule.h"
#include "rule_image.h"
#include "rule_line.h"

static bool
among(str langs, str lang)
{
	str one;

	while (langs.n > 0) {
		one = str_trim(str_cut(langs, ',', &langs));
		if (str_eq(one, lang))
			return true;
	}
	return false;
}

/* is it named by one of the first n alternatives? */
static bool
named_before(const struct rule *rule, uint32_t n, str lang)
{
	uint32_t k = 0;

	while (k < n && !among(rule->alts[k]->langs, lang))
		k++;
	return k < n;
}

/* the languages of a rule, each once, in order of appearance */
static void
put_langs(struct buf *b, const struct rule *rule)
{
	size_t start = b->n;

	for (uint32_t i = 0; i < rule->nalts; i++) {
		str langs = rule->alts[i]->langs;

		while (langs.n > 0) {
			str lang = str_trim(str_cut(langs, ',', &langs));

			if (!named_before(rule, i, lang))
				buf_printf(b, "%s%.*s", b->n > start ? "," :
				    "", P(lang));
		}
	}
	if (rule->nalts == 0)
		buf_putc(b, '-');
}

static void
put_rule(struct buf *b, const struct rule *rule, bool off)
{
	buf_printf(b, "%.*s\t%s\t%s\t", P(rule->why.id),
	    action_names[rule->action], off ? "off" : "on");
	put_langs(b, rule);
	buf_printf(b, "\t%.*s:%u\n", P(rule->why.file), rule->why.line);
}

static bool
put_language(struct buf *b, const struct rule *rule, bool off, str lang)
{
	bool any = false;

	for (uint32_t i = 0; i < rule->nalts; i++) {
		if (!among(rule->alts[i]->langs, lang))
			continue;
		if (!any)
			put_rule(b, rule, off);
		any = true;
		buf_printf(b, "\t/%.*s/\n", P(rule_line_join(b->arena,
		    rule->alts[i]->raw)));
	}
	return any;
}

static bool
list_one(struct rules *r, uint32_t i, str lang, struct buf *b)
{
	struct rule *rule = rules_at(r, i);

	if (rule->alts == NULL && rule->nalts > 0)
		image_fill_alts(r, rule, i);
	if (lang.n > 0)
		return put_language(b, rule, r->off[i], lang);
	put_rule(b, rule, r->off[i]);
	return true;
}

static bool
list_elements(const struct rules *r, const struct category *c, struct buf *b)
{
	bool any = false;

	for (size_t i = 0; i < r->nelements; i++) {
		const struct why *why = r->elements[i].why;

		if (!str_eq(why->category, c->name))
			continue;
		buf_printf(b, "%.*s\telement\ton\t-\t%.*s:%u\n", P(why->id),
		    P(why->file), why->line);
		any = true;
	}
	return any;
}

static void
put_category(struct buf *b, const struct category *c)
{
	buf_printf(b, "# %.*s (%s): %.*s\n", P(c->name), c->on ? "on" : "off",
	    P(c->description));
}

bool
rules_list(struct rules *r, str lang, struct buf *b)
{
	bool any = false;

	for (size_t c = 0; c < r->ncategories; c++) {
		size_t start = b->n, head;

		put_category(b, &r->categories[c]);
		head = b->n;
		for (uint32_t i = 0; i < r->n; i++)
			if (rules_at(r, i)->category == c)
				any |= list_one(r, i, lang, b);
		if (lang.n == 0)
			any |= list_elements(r, &r->categories[c], b);
		if (lang.n > 0 && b->n == head)
			b->n = start;	/* the language has nothing here */
	}
	return any;
}

struct row {
	const struct rule *rule;
	unsigned long hits;
};

static int
by_hits(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->hits != y->hits ? (x->hits < y->hits) - (x->hits > y->hits) :
	    str_cmp(x->rule->why.id, y->rule->why.id);
}

void
rules_stats(struct rules *r, const unsigned long *hits, struct buf *b)
{
	struct row *rows = arena_array(r->arena, r->n, sizeof(*rows));

	for (uint32_t i = 0; i < r->n; i++)
		rows[i] = (struct row){ rules_at(r, i), hits[i] };
	qsort(rows, r->n, sizeof(*rows), by_hits);
	for (size_t i = 0; i < r->n; i++) {
		const struct rule *rule = rows[i].rule;

		buf_printf(b, "%lu\t%.*s\t%s\t%.*s:%u\n", rows[i].hits,
		    P(rule->why.id), action_names[rule->action],
		    P(rule->why.file), rule->why.line);
	}
}
