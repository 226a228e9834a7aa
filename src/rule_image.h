/*
 * Rules as the build leaves them in the program: tables of numbers over one
 * pool of text, without pointers, so that a run pays only for the rules that
 * it meets.
 */
#ifndef RULE_IMAGE_H
#define RULE_IMAGE_H

#include "rule.h"
#include "screen.h"
#include "trial.h"

struct image_text {
	uint32_t at, n;		/* bytes of the pool */
};

struct image_rule {
	struct image_text id, spec, file;
	uint32_t line;
	uint32_t first_alt;
	uint16_t nalts;		/* with those of href= */
	uint16_t patterns;	/* without them */
	uint8_t action, kind, category;
};

struct image_alt {
	struct image_text source, langs;
	uint32_t rule;
	uint8_t flags;
};

struct image_category {
	struct image_text name, description;
	bool by_default;
};

struct image_element {
	struct image_text xpath;	/* a NUL follows */
	struct image_text host, id, file;
	uint32_t line;
	uint8_t action, category;
};

struct rules_image {
	const char *pool;
	const struct image_rule *rules;
	const struct image_alt *alts;
	const struct image_category *categories;
	const struct image_element *elements;
	uint32_t nrules, nalts, ncategories, nelements;
	unsigned long long hash;
	struct screen screen;
	struct trials trials;
};

/* first of all, before rules are loaded; they have rank shipped */
void rules_load_image(struct rules *, const struct rules_image *);

/* --- for rule.c and rule_list.c --- */

str image_id(const struct rules_image *, uint32_t rule);
struct rule *image_rule_make(struct rules *, uint32_t rule);
struct alt *image_alt_make(struct rules *, uint32_t alt);
/* the alternatives of a rule, which matching does without */
void image_fill_alts(struct rules *, struct rule *, uint32_t index);

#endif
