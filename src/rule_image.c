#include "rule_image.h"

#include "arena.h"
#include "diag.h"
#include "rule_parse.h"

static str
text(const struct rules_image *m, struct image_text t)
{
	return (str){ m->pool + t.at, t.n };
}

str
image_id(const struct rules_image *m, uint32_t rule)
{
	return text(m, m->rules[rule].id);
}

static void
add_element(struct rules *r, const struct image_element *e)
{
	const struct rules_image *m = r->image;
	struct why *why = arena_new(r->arena, struct why);

	*why = (struct why){ text(m, e->id), r->categories[e->category].name,
	    text(m, e->file), e->line, RANK_SHIPPED };
	r->elements = arena_grow(r->arena, r->elements, r->nelements,
	    &r->elementcap, sizeof(*r->elements));
	r->elements[r->nelements++] = (struct element_rule){
		.action = (enum element_action)e->action,
		.xpath = m->pool + e->xpath.at,
		.host = text(m, e->host), .why = why
	};
}

void
rules_load_image(struct rules *r, const struct rules_image *m)
{
	r->image = m;
	r->n = r->cap = m->nrules;
	r->all = arena_array(r->arena, r->n, sizeof(struct rule *));
	r->nalts = r->altcap = m->nalts;
	r->alts = arena_array(r->arena, r->nalts, sizeof(struct alt *));
	for (uint32_t i = 0; i < m->ncategories; i++) {
		const struct image_category *from = &m->categories[i];
		uint32_t c = rules_category(r, text(m, from->name));

		r->categories[c].description = text(m, from->description);
		r->categories[c].by_default = from->by_default;
	}
	for (uint32_t i = 0; i < m->nelements; i++)
		add_element(r, &m->elements[i]);
}

/* conditions were good when the image was made */
static void
read_spec(struct rules *r, struct rule *rule, uint32_t index)
{
	const struct image_rule *from = &r->image->rules[index];
	struct diag quiet;
	struct rule_reader p = {
		.rules = r, .diag = &quiet, .rest = text(r->image, from->spec),
		.lazy = true, .index = index, .next_alt = from->first_alt +
		    (from->patterns > 0)
	};

	diag_init(&quiet, NULL, NULL);
	rule->nalts = from->patterns;
	rule->spec = p.rest;
	rule_conditions(&p, rule);
}

struct rule *
image_rule_make(struct rules *r, uint32_t i)
{
	const struct rules_image *m = r->image;
	const struct image_rule *from = &m->rules[i];
	struct rule *rule = arena_new(r->arena, struct rule);

	rule->why = (struct why){ text(m, from->id),
	    r->categories[from->category].name, text(m, from->file),
	    from->line, RANK_SHIPPED };
	rule->action = (enum action)from->action;
	rule->kind = (enum kind)from->kind;
	rule->category = from->category;
	r->all[i] = rule;
	read_spec(r, rule, i);
	return rule;
}

struct alt *
image_alt_make(struct rules *r, uint32_t i)
{
	const struct image_alt *from = &r->image->alts[i];
	struct alt *alt = arena_new(r->arena, struct alt);

	*alt = (struct alt){
		.source = text(r->image, from->source),
		.raw = text(r->image, from->source),
		.langs = text(r->image, from->langs),
		.flags = from->flags, .rule = from->rule, .index = i
	};
	r->alts[i] = alt;
	return alt;
}

void
image_fill_alts(struct rules *r, struct rule *rule, uint32_t index)
{
	const struct image_rule *from = &r->image->rules[index];
	uint32_t n = 0;

	if (rule->alts != NULL)
		return;
	rule->alts = arena_array(r->arena, from->patterns,
	    sizeof(struct alt *));
	for (uint32_t i = 0; i < from->nalts; i++) {
		struct alt *alt = rules_alt(r, from->first_alt + i);

		if (alt->langs.n > 0 && n < from->patterns)
			rule->alts[n++] = alt;
	}
}
