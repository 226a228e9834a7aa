/*
 * mkrules [-k] FILE.rules... writes the C source of the rules that come inside
 * the program. The build runs it; what is wrong with a rule stops it, unless -k
 * keeps it going without that rule.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "diag.h"
#include "match.h"
#include "rule.h"
#include "rule_image.h"

struct maker {
	struct rules *rules;
	struct buf pool;
	struct screen screen;
	struct trials trials;
	unsigned items;		/* in the line that is being written */
};

static void
fail(void *ctx)
{
	(void)ctx;
	fputs("mkrules: out of memory\n", stderr);
	exit(3);
}

static void
put_line(void *ctx, enum msg m, str line)
{
	(void)ctx;
	(void)m;
	fprintf(stderr, "mkrules: %.*s\n", P(line));
}

static str
read_file(struct arena *a, const char *name)
{
	FILE *f = fopen(name, "r");
	char part[65536];
	struct buf b;
	size_t n;

	if (f == NULL) {
		perror(name);
		exit(2);
	}
	buf_init(&b, a);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_put(&b, (str){ part, n });
	fclose(f);
	return buf_str(&b);
}

/* --- text --- */

static struct image_text
pooled(struct maker *m, str v)
{
	struct image_text t = { (uint32_t)m->pool.n, (uint32_t)v.n };

	buf_put(&m->pool, v);
	return t;
}

/* a file's or category's name is said once */
static struct image_text
pooled_once(struct maker *m, str v)
{
	size_t at = str_find(buf_str(&m->pool), v);

	if (at < m->pool.n)
		return (struct image_text){ (uint32_t)at, (uint32_t)v.n };
	return pooled(m, v);
}

static void
put_text(struct image_text t)
{
	printf("{%u,%u},", t.at, t.n);
}

/* --- tables --- */

static void
open_table(struct maker *m, const char *type, const char *name)
{
	m->items = 0;
	printf("\nstatic const %s %s[] = {\n", type, name);
}

/* a table may not be empty: last is one row more */
static void
close_table(const char *last)
{
	printf("%s\n};\n", last);
}

static void
put_number(struct maker *m, unsigned long long v)
{
	printf("%llu,%s", v, ++m->items % 16 == 0 ? "\n" : "");
}

static void
put_numbers(struct maker *m, const char *name, const uint32_t *v, size_t n)
{
	open_table(m, "uint32_t", name);
	for (size_t i = 0; i < n; i++)
		put_number(m, v[i]);
	printf("0\n};\n");
}

static void
put_rules(struct maker *m)
{
	open_table(m, "struct image_rule", "rules");
	for (size_t i = 0, alt = 0; i < m->rules->n; i++) {
		const struct rule *r = m->rules->all[i];
		size_t first = alt;

		while (alt < m->rules->nalts && m->rules->alts[alt]->rule == i)
			alt++;
		putchar('{');
		put_text(pooled(m, r->why.id));
		put_text(pooled_once(m, r->spec));
		put_text(pooled_once(m, r->why.file));
		printf("%u,%zu,%zu,%u,%d,%d,%u},\n", r->why.line, first,
		    alt - first, r->nalts, (int)r->action, (int)r->kind,
		    r->category);
	}
	close_table("{{0,0},{0,0},{0,0},0,0,0,0,0,0,0}");
}

static void
put_alts(struct maker *m)
{
	open_table(m, "struct image_alt", "alts");
	for (size_t i = 0; i < m->rules->nalts; i++) {
		const struct alt *a = m->rules->alts[i];

		putchar('{');
		put_text(pooled(m, a->source));
		put_text(pooled_once(m, a->langs));
		printf("%u,%u},\n", a->rule, a->flags);
	}
	close_table("{{0,0},{0,0},0,0}");
}

static void
put_categories(struct maker *m)
{
	open_table(m, "struct image_category", "categories");
	for (size_t i = 0; i < m->rules->ncategories; i++) {
		const struct category *c = &m->rules->categories[i];

		putchar('{');
		put_text(pooled_once(m, c->name));
		put_text(pooled_once(m, c->description));
		printf("%d},\n", c->by_default);
	}
	close_table("{{0,0},{0,0},0}");
}

static void
put_elements(struct maker *m)
{
	open_table(m, "struct image_element", "elements");
	for (size_t i = 0; i < m->rules->nelements; i++) {
		const struct element_rule *e = &m->rules->elements[i];
		str xpath = str_of(e->xpath);

		putchar('{');
		put_text(pooled(m, (str){ xpath.s, xpath.n + 1 }));
		put_text(pooled_once(m, e->host));
		put_text(pooled_once(m, e->why->id));
		put_text(pooled_once(m, e->why->file));
		printf("%u,%d,%u},\n", e->why->line, (int)e->action,
		    rules_category(m->rules, e->why->category));
	}
	close_table("{{0,0},{0,0},{0,0},{0,0},0,0,0}");
}

static void
put_pieces(struct maker *m)
{
	open_table(m, "struct piece", "pieces");
	for (uint32_t i = 0; i < m->screen.npieces; i++) {
		const struct piece *p = &m->screen.pieces[i];

		printf("{%u,%u,%u,%u,%u,%u,%uu,%uu},\n", p->rule, p->alt,
		    p->from, p->to, p->open, p->close, p->signs, p->some);
	}
	close_table("{0,0,0,0,0,0,0,0}");
}

static void
put_table(struct maker *m, const char *name, const struct table *t)
{
	size_t heads = ((size_t)1 << t->bits) + 1;
	char full[40];

	snprintf(full, sizeof(full), "%s_heads", name);
	put_numbers(m, full, t->heads, heads);
	snprintf(full, sizeof(full), "%s_postings", name);
	put_numbers(m, full, t->v, t->heads[heads - 1]);
}

static void
put_bytes(struct maker *m, const char *name, const char *v, size_t n)
{
	open_table(m, "unsigned char", name);
	for (size_t i = 0; i < n; i++)
		put_number(m, (unsigned char)v[i]);
	printf("0\n};\n");
}

static void
put_windows(struct maker *m, const char *name, const char *which,
    const struct windows *w)
{
	char full[40];

	printf("\nstatic const uint64_t %s_%s_seen[] = {\n", name, which);
	for (size_t i = 0; i < (1u << w->seen_bits) / 64; i++)
		printf("%lluu,%s", (unsigned long long)w->seen[i],
		    i % 8 == 7 ? "\n" : "");
	printf("};\n");
	snprintf(full, sizeof(full), "%s_%s_slots", name, which);
	open_table(m, "struct inner_slot", full);
	for (size_t i = 0; i < 1u << w->slot_bits; i++)
		printf("{%uu,%u},\n", w->slots[i].check, w->slots[i].key);
	close_table("");
}

static void
put_inner(struct maker *m, const char *name, const struct inner *in)
{
	char full[40];

	put_windows(m, name, "eights", &in->eights);
	put_windows(m, name, "fours", &in->fours);
	snprintf(full, sizeof(full), "%s_keys", name);
	open_table(m, "struct inner_key", full);
	for (uint32_t i = 0; i <= in->nkeys; i++)
		printf("{%u,%u,%u,%u,%d},\n", in->keys[i].text,
		    in->keys[i].first, in->keys[i].n, in->keys[i].at,
		    in->keys[i].more);
	close_table("");
	snprintf(full, sizeof(full), "%s_pieces", name);
	put_numbers(m, full, in->pieces, in->keys[in->nkeys].first);
	snprintf(full, sizeof(full), "%s_texts", name);
	put_bytes(m, full, in->texts, in->keys[in->nkeys].text);
}

static void
put_always(struct maker *m)
{
	open_table(m, "struct always", "always");
	for (uint32_t i = 0; i < m->screen.nalways; i++) {
		const struct always *a = &m->screen.always[i];

		printf("{%u,%uu,%uu},\n", a->piece, a->signs, a->some);
	}
	close_table("{0,0,0}");
}

static void
put_units(struct maker *m, const char *name, const uint16_t *v, size_t n)
{
	open_table(m, "uint16_t", name);
	for (size_t i = 0; i < n; i++)
		put_number(m, v[i]);
	printf("0\n};\n");
}

static void
put_trials(struct maker *m)
{
	const struct trials *t = &m->trials;

	put_units(m, "trial_code", t->code, t->ncode);
	open_table(m, "struct trial_entry", "trial_entries");
	for (uint32_t i = 0; i < m->screen.npieces; i++)
		printf("{%u,%u,%u,%u,%u,%u,%u},\n", t->entries[i].start,
		    t->entries[i].pick, t->entries[i].lead,
		    t->entries[i].before, t->entries[i].last,
		    t->entries[i].least, t->entries[i].most);
	close_table("{0,0,0,0,0,0,0}");
	open_table(m, "struct trial_set", "trial_sets");
	for (size_t i = 0; i < t->nsets; i++) {
		const struct trial_set *s = &t->sets[i];

		printf("{{%uu,%uu,%uu,%uu},%u,%u,%u,%d,%d},\n", s->ascii[0],
		    s->ascii[1], s->ascii[2], s->ascii[3], s->first,
		    s->nranges, s->classes, s->negated, s->cased);
	}
	close_table("{{0,0,0,0},0,0,0,0,0}");
	open_table(m, "struct trial_lead", "trial_leads");
	for (size_t i = 0; i < t->nleads; i++) {
		const uint32_t *bits = t->leads[i].ascii;

		printf("{{%uu,%uu,%uu,%uu},%u},\n", bits[0], bits[1],
		    bits[2], bits[3], t->leads[i].more);
	}
	close_table("{{0,0,0,0},0}");
	put_units(m, "trial_ranges", t->ranges, t->nranges);
}

static void
name_windows(const char *name, const char *which, const struct windows *w)
{
	printf("\t\t    { %s_%s_seen, %s_%s_slots, %u, %u },\n", name, which,
	    name, which, w->seen_bits, w->slot_bits);
}

static void
name_inner(const char *name, const struct inner *in)
{
	printf("\t\t.%s = {\n", name);
	name_windows(name, "eights", &in->eights);
	name_windows(name, "fours", &in->fours);
	printf("\t\t    %s_keys, %s_pieces, (const char *)%s_texts, %u },\n",
	    name, name, name, in->nkeys);
}

static void
put_image(struct maker *m)
{
	const struct rules *r = m->rules;

	printf("\nconst struct rules_image builtin_rules = {\n"
	    "\t(const char *)pool, rules, alts, categories, elements,\n"
	    "\t%zu, %zu, %zu, %zu, %lluu,\n\t{\n", r->n, r->nalts,
	    r->ncategories, r->nelements, rules_hash(r));
	printf("\t\t.pieces = pieces, .npieces = %u,\n\t\t.first = { "
	    "first_heads, first_postings, %u },\n\t\t.lengths = %u,\n",
	    m->screen.npieces, m->screen.first.bits, m->screen.lengths);
	name_inner("brief", &m->screen.brief);
	name_inner("any", &m->screen.any);
	name_inner("links", &m->screen.links);
	printf("\t\t.always = always, .nalways = %u,\n\t\t.any_link = "
	    "any_link, .nany_link = %u\n\t},\n", m->screen.nalways,
	    m->screen.nany_link);
	printf("\t{ trial_code, trial_entries, trial_sets, trial_leads, "
	    "trial_ranges,\n\t    0, 0, 0, 0 }\n};\n");
}

int
main(int argc, char **argv)
{
	struct arena a;
	struct diag d;
	struct maker m = { .items = 0 };
	int keep = argc > 1 && strcmp(argv[1], "-k") == 0;

	arena_init(&a, fail, NULL);
	diag_init(&d, put_line, NULL);
	buf_init(&m.pool, &a);
	m.rules = rules_new(&a, NULL);
	for (int i = 1 + keep; i < argc; i++)
		rules_load(m.rules, str_of(argv[i]), read_file(&a, argv[i]),
		    RANK_SHIPPED, &d);
	rules_ready(m.rules, &d);
	for (size_t i = 0; i < m.rules->nalts; i++)
		match_compiles(m.rules, m.rules->alts[i], &d);
	if (d.errors > 0 && !keep)
		return 2;
	screen_build(&a, m.rules, 0, &m.screen);
	trials_build(&a, m.rules, &m.screen, &m.trials);
	puts("/* Made by tools/mkrules.c from the rule files. */\n"
	    "#include \"rules_builtin.h\"");
	put_rules(&m);
	put_alts(&m);
	put_categories(&m);
	put_elements(&m);
	put_pieces(&m);
	put_table(&m, "first", &m.screen.first);
	put_inner(&m, "any", &m.screen.any);
	put_inner(&m, "brief", &m.screen.brief);
	put_inner(&m, "links", &m.screen.links);
	put_numbers(&m, "any_link", m.screen.any_link, m.screen.nany_link);
	put_always(&m);
	put_trials(&m);
	put_bytes(&m, "pool", m.pool.s, m.pool.n);
	put_image(&m);
	arena_free(&a);
	return fflush(stdout) != 0 || ferror(stdout) ? 3 : 0;
}
