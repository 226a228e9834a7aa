/* --list-rules: what there is, and what a language has of it. */
#include <stdlib.h>

#include "arena.h"
#include "rule.h"
#include "rule_image.h"

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

/* the languages of a rule, each once, in order of appearance */
static void
put_langs(struct buf *b, const struct rule *rule)
{
	for (uint32_t i = 0; i < rule->nalts; i++) {
		uint32_t k = 0;

		while (k < i && !str_eq(rule->alts[k]->langs,
		    rule->alts[i]->langs))
			k++;
		if (k == i)
			buf_printf(b, "%s%.*s", i > 0 ? "," : "",
			    P(rule->alts[i]->langs));
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
		buf_printf(b, "\t/%.*s/\n", P(rule->alts[i]->raw));
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

bool
rules_list(struct rules *r, str lang, struct buf *b)
{
	bool any = false;

	for (size_t c = 0; c < r->ncategories; c++) {
		const struct category *cat = &r->categories[c];

		buf_printf(b, "# %.*s (%s): %.*s\n", P(cat->name),
		    cat->on ? "on" : "off", P(cat->description));
		for (uint32_t i = 0; i < r->n; i++)
			if (rules_at(r, i)->category == c)
				any |= list_one(r, i, lang, b);
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
