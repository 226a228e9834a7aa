#include "rule.h"

#include <stdarg.h>

#include "arena.h"
#include "diag.h"
#include "limits.h"
#include "match.h"
#include "pattern.h"
#include "rule_image.h"
#include "rule_line.h"
#include "rule_parse.h"
#include "utf8.h"

/* reported before giving up; authors who check want to see more */
enum { ERRORS = 10, CHECK_ERRORS = 200 };

/* -k or -d */
struct rule_choice {
	str name;
	bool off;
};

struct rules *
rules_new(struct arena *a, const struct limits *limits)
{
	struct rules *r = arena_new(a, struct rules);
	struct limits *own;

	r->arena = a;
	if (limits == NULL) {
		own = arena_new(a, struct limits);
		limits_default(own);
		limits = own;
	}
	r->limits = limits;
	return r;
}

void
rules_want_samples(struct rules *r)
{
	r->samples = true;
}

/* --- errors --- */

static unsigned
most_errors(const struct rules *r)
{
	return r->samples ? CHECK_ERRORS : ERRORS;
}

bool
rules_full(const struct rules *r)
{
	return r->errors >= most_errors(r);
}

/* the source that a view into it came from */
static const struct rule_source *
source_of(const struct rules *r, str at)
{
	for (size_t i = 0; i < r->nsources; i++) {
		str text = r->sources[i].text;

		if (at.s >= text.s && at.s <= text.s + text.n)
			return &r->sources[i];
	}
	return NULL;
}

static struct where
where_of(const struct rules *r, str at)
{
	const struct rule_source *src = at.s != NULL ? source_of(r, at) : NULL;
	struct where w = { .line = 0 };
	const char *start, *p;

	if (src == NULL)
		return w;
	w.file = src->file;
	w.line = 1;
	for (start = p = src->text.s; p < at.s; p++)
		if (*p == '\n') {
			w.line++;
			start = p + 1;
		}
	w.col = (unsigned)(at.s - start) + 1;
	w.source = (str){ start, src->text.n - (size_t)(start - src->text.s) };
	w.source.n = str_chr(w.source, '\n');
	return w;
}

bool
rules_verror(struct rules *r, struct diag *d, str at, const char *fmt,
    va_list ap)
{
	struct where w;
	struct buf text;

	if (rules_full(r))
		return false;
	r->errors++;
	w = where_of(r, at);
	buf_init(&text, r->arena);
	buf_vprintf(&text, fmt, ap);
	diag_report(d, MSG_RULE, &w, "%.*s", P(buf_str(&text)));
	if (rules_full(r))
		diag_report(d, MSG_RULE, NULL,
		    "that is %u errors, no more are shown", r->errors);
	return false;
}

void
rules_note(struct rules *r, struct diag *d, str at, const char *fmt, ...)
{
	struct where w = where_of(r, at);
	struct buf text;
	va_list ap;

	buf_init(&text, r->arena);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	diag_report(d, MSG_NOTE, &w, "%.*s", P(buf_str(&text)));
}

bool
rules_error(struct rules *r, struct diag *d, str at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	rules_verror(r, d, at, fmt, ap);
	va_end(ap);
	return false;
}

/* --- categories and ids --- */

const struct category *
rules_category_find(const struct rules *r, str name)
{
	for (size_t i = 0; i < r->ncategories; i++)
		if (str_eq(r->categories[i].name, name))
			return &r->categories[i];
	return NULL;
}

uint32_t
rules_category(struct rules *r, str name)
{
	const struct category *c = rules_category_find(r, name);

	if (c != NULL)
		return (uint32_t)(c - r->categories);
	r->categories = arena_grow(r->arena, r->categories, r->ncategories,
	    &r->categorycap, sizeof(*r->categories));
	r->categories[r->ncategories] = (struct category){
		.name = name, .by_default = true, .on = true
	};
	return (uint32_t)r->ncategories++;
}


struct alt *
rules_alt(struct rules *r, uint32_t i)
{
	return r->alts[i] != NULL ? r->alts[i] : image_alt_make(r, i);
}

static str
id_of(const struct rules *r, uint32_t i)
{
	return r->all[i] != NULL ? r->all[i]->why.id : image_id(r->image, i);
}

uint32_t
rules_find(const struct rules *r, str id)
{
	for (uint32_t i = 0; i < r->n; i++)
		if (str_eq(id_of(r, i), id))
			return i;
	return UINT32_MAX;
}

struct id_slot {
	const struct why *why;
	struct id_slot *next;
};

const struct why *
rules_add_id(struct rules *r, const struct why *why)
{
	enum { SLOTS = 4096 };
	struct id_slot *s, **head;

	if (r->ids == NULL)
		r->ids = arena_array(r->arena, SLOTS, sizeof(*r->ids));
	head = &r->ids[str_hash(why->id) % SLOTS];
	for (s = *head; s != NULL; s = s->next)
		if (s->why->rank == why->rank && str_eq(s->why->id, why->id))
			return s->why;
	s = arena_new(r->arena, struct id_slot);
	*s = (struct id_slot){ why, *head };
	*head = s;
	return NULL;
}

bool
rules_category_on(const struct rules *r, str name)
{
	const struct category *c = rules_category_find(r, name);

	return c != NULL && c->on;
}

/* --- loading --- */

bool
rules_load(struct rules *r, str file, str text, enum rank rank,
    struct diag *d)
{
	unsigned before = r->errors;

	/* PCRE2 is told that what it gets is valid: samples, too */
	text = utf8_repair(r->arena, text);
	r->sources = arena_grow(r->arena, r->sources, r->nsources,
	    &r->sourcecap, sizeof(*r->sources));
	r->sources[r->nsources++] = (struct rule_source){ file, text, rank };
	rule_parse(r, file, text, rank, d);
	return r->errors == before;
}

/*
 * What is found by its wording alone may be junk of any category, so who keeps
 * one must not lose it that way: -d after it brings this one back.
 */
static const str by_wording = STR("wording");

static void
add_choice(struct rules *r, str name, bool off)
{
	r->choices = arena_grow(r->arena, r->choices, r->nchoices,
	    &r->choicecap, sizeof(*r->choices));
	r->choices[r->nchoices++] = (struct rule_choice){ name, off };
}

bool
rules_select(struct rules *r, str names, bool keep, struct diag *d)
{
	bool good = true;

	if (keep)
		add_choice(r, by_wording, true);
	while (names.n > 0) {
		str name = str_trim(str_cut(names, ',', &names));

		if (name.n == 0)
			continue;
		if (rules_category_find(r, name) == NULL &&
		    rules_find(r, name) == UINT32_MAX) {
			diag_report(d, MSG_USAGE, NULL,
			    "no category or rule is named \"%.*s\" "
			    "(--list-rules lists them)", P(name));
			good = false;
			continue;
		}
		add_choice(r, name, keep);
	}
	return good;
}

/* the last choice that names the rule or its category */
static bool
rule_off(const struct rules *r, uint32_t i)
{
	const struct rule *rule = r->all[i];
	uint32_t category = rule != NULL ? rule->category :
	    r->image->rules[i].category;
	bool mark = (rule != NULL ? rule->action :
	    r->image->rules[i].action) == ACTION_MARK;
	const struct category *c = &r->categories[category];
	bool off = !c->by_default && !mark;

	for (size_t k = 0; k < r->nchoices; k++) {
		const struct rule_choice *choice = &r->choices[k];

		if ((!mark && str_eq(choice->name, c->name)) ||
		    str_eq(choice->name, id_of(r, i)))
			off = choice->off;
	}
	return off;
}

static void
choose(struct rules *r)
{
	r->off = arena_array(r->arena, r->n, sizeof(bool));
	for (uint32_t i = 0; i < r->n; i++)
		r->off[i] = rule_off(r, i);
	for (size_t i = 0; i < r->ncategories; i++) {
		struct category *c = &r->categories[i];

		c->on = c->by_default;
		for (size_t k = 0; k < r->nchoices; k++)
			if (str_eq(r->choices[k].name, c->name))
				c->on = !r->choices[k].off;
	}
}

static bool
resolve(struct rules *r, struct ref *ref, struct diag *d)
{
	const struct category *c = rules_category_find(r, ref->name);
	enum kind kind = kind_of(ref->name);

	if (ref->kind == REF_KIND && kind < KIND_MAX) {
		ref->value = kind;
	} else if (ref->kind == REF_KIND && str_eq(ref->name, S("prose"))) {
		ref->kind = REF_PROSE;
	} else if (c != NULL) {
		ref->kind = REF_CATEGORY;
		ref->value = (uint32_t)(c - r->categories);
	} else if (rules_find(r, ref->name) != UINT32_MAX) {
		ref->kind = REF_RULE;
	} else {
		return rules_error(r, d, ref->name,
		    "no %scategory or rule is named \"%.*s\"",
		    ref->kind == REF_KIND ? "kind, " : "", P(ref->name));
	}
	return true;
}

static bool
takes_names(enum cond_what what)
{
	return what == COND_PREV || what == COND_NEXT || what == COND_WITH ||
	    what == COND_OF;
}

/* numbers the names that class= asks for */
static void
number_name(struct rules *r, struct ref *ref)
{
	size_t i = 0;

	while (i < r->nnames && !str_ieq(r->names[i], ref->name))
		i++;
	ref->value = (uint32_t)i;
	if (i < r->nnames)
		return;
	r->names = arena_grow(r->arena, r->names, r->nnames, &r->namecap,
	    sizeof(*r->names));
	r->names[r->nnames++] = ref->name;
}

static void
resolve_rule(struct rules *r, struct rule *rule, struct diag *d)
{
	for (uint32_t k = 0; k < rule->nconds; k++) {
		struct cond *c = &rule->conds[k];

		for (uint32_t i = 0; i < c->nrefs; i++)
			if (c->what == COND_CLASS)
				number_name(r, &c->refs[i]);
			else if (takes_names(c->what))
				resolve(r, &c->refs[i], d);
	}
}

static void
try_alt(struct rules *r, const struct alt *alt, struct diag *d)
{
	const char *slow;
	uint32_t at;

	if (!match_compiles(r, alt, d))
		return;
	slow = pattern_slow(pattern_parse(r->arena, alt->source, alt->flags),
	    alt->flags, true, &at);
	if (slow != NULL)
		rules_error(r, d, rule_line_place(alt->raw, at), "%s", slow);
}

/* what came with the program was checked when it was built */
static bool
to_be_compiled(const struct rules *r, const struct alt *alt)
{
	return alt != NULL && alt->rule < r->n && !r->samples &&
	    r->all[alt->rule] != NULL &&
	    r->all[alt->rule]->why.rank > RANK_SHIPPED;
}

struct rule *
rules_make(struct rules *r, uint32_t i)
{
	struct diag quiet;

	diag_init(&quiet, NULL, NULL);
	image_rule_make(r, i);
	resolve_rule(r, r->all[i], &quiet);
	return r->all[i];
}

bool
rules_ready(struct rules *r, struct diag *d)
{
	unsigned before = r->errors;

	for (size_t i = 0; i < r->n && !rules_full(r); i++)
		if (r->all[i] != NULL)
			resolve_rule(r, r->all[i], d);
	for (size_t i = 0; i < r->nalts && !rules_full(r); i++)
		if (to_be_compiled(r, r->alts[i]))
			try_alt(r, r->alts[i], d);
	choose(r);
	return r->errors == before;
}

const struct element_rule *
rules_elements(const struct rules *r, size_t *n)
{
	*n = r->nelements;
	return r->elements;
}

unsigned long long
rules_hash(const struct rules *r)
{
	unsigned long long h = r->image != NULL ? r->image->hash : 0;

	for (size_t i = 0; i < r->nsources; i++)
		h = h * 1099511628211ULL +
		    (str_hash(r->sources[i].text) ^ r->sources[i].rank);
	return h;
}
