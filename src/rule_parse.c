#include "rule_parse.h"

#include <stdarg.h>

#include "arena.h"
#include "diag.h"
#include "limits.h"
#include "pattern.h"
#include "rule_line.h"

const char *const action_names[ACTION_MAX] = {
	[ACTION_DROP] = "drop",
	[ACTION_CUT] = "cut",
	[ACTION_DROP_AFTER] = "drop-after",
	[ACTION_DROP_BEFORE] = "drop-before",
	[ACTION_MARK] = "mark",
	[ACTION_ALLOW] = "allow",
	[ACTION_KEEP] = "keep",
};

bool
rule_fail(struct rule_reader *p, str at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	rules_verror(p->rules, p->diag, at, fmt, ap);
	va_end(ap);
	return false;
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

str
rule_rest(str v, size_t n)
{
	if (n > v.n)
		n = v.n;
	return (str){ v.s + n, v.n - n };
}

void
rule_skip_blank(struct rule_reader *p)
{
	while (p->rest.n > 0 && blank(p->rest.s[0]))
		p->rest = rule_rest(p->rest, 1);
}

str
rule_word(struct rule_reader *p)
{
	size_t n = 0;
	str word;

	rule_skip_blank(p);
	while (n < p->rest.n && !blank(p->rest.s[n]))
		n++;
	word = str_slice(p->rest, 0, n);
	p->rest = rule_rest(p->rest, n);
	return word;
}

bool
rule_value(struct rule_reader *p, str *value)
{
	size_t n = 0;

	if (p->rest.n == 0 || p->rest.s[0] != '"') {
		while (n < p->rest.n && !blank(p->rest.s[n]))
			n++;
		*value = str_slice(p->rest, 0, n);
		p->rest = rule_rest(p->rest, n);
		return n > 0 ? true :
		    rule_fail(p, *value, "a value is missing");
	}
	*value = rule_rest(p->rest, 1);
	n = str_chr(*value, '"');
	if (n == value->n)
		return rule_fail(p, p->rest, "the quotation is not closed");
	p->rest = rule_rest(*value, n + 1);
	*value = str_slice(*value, 0, n);
	return true;
}

/* --- regular expressions --- */

/* the slash that ends the regex, from its first byte; or the length */
static size_t
closing_slash(str v)
{
	size_t i = 0;

	while (i < v.n && v.s[i] != '/')
		i += v.s[i] == '\\' ? 2 : 1;
	return i < v.n ? i : v.n;
}

static bool
regex_flags(struct rule_reader *p, unsigned *flags)
{
	*flags = 0;
	while (p->rest.n > 0 && !blank(p->rest.s[0])) {
		if (p->rest.s[0] == 'i')
			*flags |= PATTERN_ICASE;
		else if (p->rest.s[0] == 'x')
			*flags |= PATTERN_EXTENDED;
		else
			return rule_fail(p, p->rest, "unknown flag: there are "
			    "i and x (a / in the expression is written \\/)");
		p->rest = rule_rest(p->rest, 1);
	}
	return true;
}

struct alt *
rule_regex(struct rule_reader *p, str langs)
{
	struct rules *r = p->rules;
	str open = p->rest, raw = rule_rest(p->rest, 1), joined;
	size_t n = closing_slash(raw);
	struct alt *alt;
	unsigned flags;

	if (n == raw.n) {
		rule_fail(p, open, "the regular expression is not closed");
		return NULL;
	}
	p->rest = rule_rest(raw, n + 1);
	raw = str_slice(raw, 0, n);
	if (!regex_flags(p, &flags))
		return NULL;
	joined = rule_line_join(r->arena, raw);
	if (joined.n == 0 || joined.n > r->limits->v[LIMIT_RULE]) {
		rule_fail(p, open, joined.n == 0 ? "the regular expression is "
		    "empty" : "the regular expression is longer than %zu bytes "
		    "(limit rule)", r->limits->v[LIMIT_RULE]);
		return NULL;
	}
	if (p->lazy)
		return rules_alt(r, p->next_alt++);
	alt = arena_new(r->arena, struct alt);
	*alt = (struct alt){ .source = pattern_fold(r->arena, joined,
	    flags), .raw = raw, .langs = langs, .flags = flags,
	    .index = (uint32_t)r->nalts };
	r->alts = arena_grow(r->arena, r->alts, r->nalts, &r->altcap,
	    sizeof(struct alt *));
	r->alts[r->nalts++] = alt;
	return alt;
}

static bool
add_alt(struct rule_reader *p, struct rule *rule, str langs)
{
	struct alt *alt = rule_regex(p, langs);

	if (alt == NULL)
		return false;
	alt->rule = (uint32_t)p->rules->n;
	if (p->rule != NULL)
		alt->rule--;
	rule->alts = arena_grow(p->rules->arena, rule->alts, rule->nalts,
	    &p->altcap, sizeof(struct alt *));
	rule->alts[rule->nalts++] = alt;
	return true;
}

/* --- lines that start a rule --- */

static bool
name_good(str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.s[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '-' && c != '_' && c != '.')
			return false;
	}
	return name.n > 0;
}

static bool
read_name(struct rule_reader *p, str *name)
{
	*name = rule_word(p);
	if (name->n == 0 || name->s[0] == '/')
		return rule_fail(p, *name, "a name is missing");
	return name_good(*name) ? true : rule_fail(p, *name,
	    "a name is made of a-z, 0-9, '-', '_' and '.'");
}

static bool
line_list(struct rule_reader *p, str keyword)
{
	str name;

	(void)keyword;
	if (!read_name(p, &name))
		return false;
	p->list = name;
	return true;
}

static bool
line_category(struct rule_reader *p, str keyword)
{
	str name, state, text = { "", 0 };
	struct category *c;
	bool known;

	(void)keyword;
	if (!read_name(p, &name))
		return false;
	state = rule_word(p);
	if (!str_eq(state, S("on")) && !str_eq(state, S("off")))
		return rule_fail(p, state, "a category is on or off: "
		    "category NAME on \"DESCRIPTION\"");
	rule_skip_blank(p);
	if (p->rest.n > 0 && !rule_value(p, &text))
		return false;
	known = rules_category_find(p->rules, name) != NULL;
	p->category = rules_category(p->rules, name);
	p->has_category = true;
	c = &p->rules->categories[p->category];
	if (known && c->by_default != str_eq(state, S("on")))
		return rule_fail(p, state, "the category was declared %s "
		    "before", c->by_default ? "on" : "off");
	c->by_default = str_eq(state, S("on"));
	if (c->description.n == 0)
		c->description = text;
	return true;
}

static str
rule_id(struct rule_reader *p, str name)
{
	struct buf b;

	buf_init(&b, p->rules->arena);
	buf_printf(&b, "%.*s/%.*s", P(p->list), P(name));
	return buf_str(&b);
}

static void
fill_why(struct rule_reader *p, struct why *why, str id)
{
	if (!p->has_category) {
		p->category = rules_category(p->rules, p->list);
		p->has_category = true;
	}
	*why = (struct why){ id, p->rules->categories[p->category].name,
	    p->file, p->number, p->rank };
}

static const struct {
	const char *name;
	enum element_action action;
} element_actions[] = {
	{ "drop", ELEMENT_DROP }, { "article", ELEMENT_ARTICLE },
	{ "title", ELEMENT_TITLE }, { "author", ELEMENT_AUTHOR },
	{ "date", ELEMENT_DATE }
};

static bool
element_action(struct rule_reader *p, enum element_action *action)
{
	str word = rule_word(p);

	for (size_t k = 0; k < sizeof(element_actions) /
	    sizeof(*element_actions); k++)
		if (str_eq(word, str_of(element_actions[k].name))) {
			*action = element_actions[k].action;
			return true;
		}
	return rule_fail(p, word,
	    "an element is drop, article, title, author or date");
}

static bool
element_host(struct rule_reader *p, str *host)
{
	rule_skip_blank(p);
	if (p->rest.n == 0)
		return true;
	if (!str_starts(p->rest, S("host=")))
		return rule_fail(p, p->rest,
		    "an element rule knows no condition but host=");
	p->rest = rule_rest(p->rest, 5);
	if (!rule_value(p, host))
		return false;
	return rule_host_wrong(*host) == NULL ? true :
	    rule_fail(p, *host, "%s", rule_host_wrong(*host));
}

static bool
line_element(struct rule_reader *p, str keyword)
{
	struct rules *r = p->rules;
	struct why *why = arena_new(r->arena, struct why);
	struct element_rule e = { .why = why };
	str name, xpath;

	(void)keyword;
	if (!element_action(p, &e.action) || !read_name(p, &name))
		return false;
	rule_skip_blank(p);
	if (p->rest.n == 0 || p->rest.s[0] != '"')
		return rule_fail(p, p->rest, "an XPath in quotes is missing");
	if (!rule_value(p, &xpath) || !element_host(p, &e.host))
		return false;
	e.xpath = str_cstr(r->arena, xpath);
	e.source = xpath;
	fill_why(p, why, rule_id(p, name));
	r->elements = arena_grow(r->arena, r->elements, r->nelements,
	    &r->elementcap, sizeof(*r->elements));
	r->elements[r->nelements++] = e;
	return true;
}

static bool
mark_kind(struct rule_reader *p, struct rule *rule)
{
	str word;

	if (rule->action != ACTION_MARK)
		return true;
	word = rule_word(p);
	rule->kind = kind_of(word);
	return rule->kind < KIND_MAX && rule->kind != KIND_PRE ? true :
	    rule_fail(p, word, "a kind is missing: " RULE_KINDS);
}

static enum action
action_of(str word)
{
	size_t a = 0;

	while (a < ACTION_MAX && !str_eq(word, str_of(action_names[a])))
		a++;
	return (enum action)a;
}

static bool
enough_room(struct rule_reader *p)
{
	size_t limit = p->rules->limits->v[LIMIT_RULES];

	return p->rules->n + p->rules->nalts < limit ? true :
	    rule_fail(p, p->line, "more than %zu rules and alternatives "
	    "(limit rules)", limit);
}

static void
open_rule(struct rule_reader *p, struct rule *rule)
{
	struct rules *r = p->rules;

	r->all = arena_grow(r->arena, r->all, r->n, &r->cap,
	    sizeof(struct rule *));
	r->all[r->n++] = rule;
	p->rule = rule;
}

static bool
line_rule(struct rule_reader *p, str keyword)
{
	struct rule *rule = arena_new(p->rules->arena, struct rule);
	const struct why *same;
	str name;

	p->altcap = p->condcap = p->samplecap = 0;
	rule->action = action_of(keyword);
	rule->head = keyword;
	if (!enough_room(p) || !mark_kind(p, rule) || !read_name(p, &name))
		return false;
	fill_why(p, &rule->why, rule_id(p, name));
	rule->category = p->category;
	rule_skip_blank(p);
	if (p->rest.n > 0 && p->rest.s[0] == '/' &&
	    !add_alt(p, rule, S("en")))
		return false;
	rule_skip_blank(p);
	rule->spec = p->rest;
	if (!rule_conditions(p, rule))
		return false;
	same = rules_add_id(p->rules, &rule->why);
	if (same != NULL)
		return rule_fail(p, name, "%.*s is the id of a rule in %.*s, "
		    "line %u", P(same->id), P(same->file), same->line);
	open_rule(p, rule);
	return true;
}

static const struct {
	const char *keyword;
	bool (*read)(struct rule_reader *, str keyword);
} heads[] = {
	{ "list", line_list },
	{ "category", line_category },
	{ "element", line_element },
	{ "drop", line_rule },
	{ "cut", line_rule },
	{ "drop-after", line_rule },
	{ "drop-before", line_rule },
	{ "mark", line_rule },
	{ "allow", line_rule },
	{ "keep", line_rule },
};

static bool
read_head(struct rule_reader *p)
{
	str word = rule_word(p);

	for (size_t k = 0; k < sizeof(heads) / sizeof(*heads); k++) {
		if (!str_eq(word, str_of(heads[k].keyword)))
			continue;
		if (!heads[k].read(p, word))
			return false;
		rule_skip_blank(p);
		return p->rest.n == 0 ? true : rule_fail(p, p->rest,
		    "nothing more may follow on this line");
	}
	if (rule_sample_word(str_slice(word, 0, str_chr(word, '['))))
		return rule_fail(p, word, "%.*s stands below a rule: indent it",
		    P(word));
	return rule_fail(p, word, "unknown word: a line starts with list, "
	    "category, element, drop, cut, drop-after, drop-before, mark, "
	    "allow or keep");
}

/* --- lines below a rule --- */

static bool
langs_good(struct rule_reader *p, str langs)
{
	while (langs.n > 0) {
		str lang = str_cut(langs, ',', &langs);

		if (rule_lang_wrong(lang) != NULL)
			return rule_fail(p, lang, "%s", rule_lang_wrong(lang));
	}
	return true;
}

static bool
line_or(struct rule_reader *p, str langs)
{
	struct rule *rule = p->rule;

	if (!langs_good(p, langs))
		return false;
	rule_skip_blank(p);
	if (p->rest.n == 0 || p->rest.s[0] != '/')
		return rule_fail(p, p->rest,
		    "a regular expression in slashes is missing");
	if (rule->nalts == 0)
		return rule_fail(p, p->line, "the rule itself has no regular "
		    "expression to add to");
	if (!enough_room(p) || !add_alt(p, rule, langs))
		return false;
	rule_skip_blank(p);
	return p->rest.n == 0 ? true : rule_fail(p, p->rest,
	    "conditions stand on the line of the rule");
}

/* "keyword[options]" */
static bool
keyword_options(struct rule_reader *p, str *keyword, str *options)
{
	size_t n = 0;

	while (n < p->rest.n && !blank(p->rest.s[n]) && p->rest.s[n] != '[')
		n++;
	*keyword = str_slice(p->rest, 0, n);
	*options = (str){ "", 0 };
	p->rest = rule_rest(p->rest, n);
	if (p->rest.n == 0 || p->rest.s[0] != '[')
		return true;
	n = str_chr(p->rest, ']');
	if (n == p->rest.n)
		return rule_fail(p, p->rest, "the bracket is not closed");
	*options = str_slice(p->rest, 1, n);
	p->rest = rule_rest(p->rest, n + 1);
	return true;
}

static bool
read_below(struct rule_reader *p)
{
	str keyword, options;

	if (p->broken)
		return false;
	rule_skip_blank(p);
	if (p->rule == NULL)
		return rule_fail(p, p->rest, "an indented line belongs to a "
		    "rule, and there is none above");
	if (!keyword_options(p, &keyword, &options))
		return false;
	if (str_eq(keyword, S("or")))
		return line_or(p, options.n > 0 ? options : S("en"));
	return rule_sample_line(p, keyword, options) ? true :
	    rule_fail(p, keyword, "unknown word: below a rule stand or, hit, "
	    "keep, todo-hit, todo-keep, before, after and gives");
}

/* neighbours are those of the next sample of the same rule */
static void
leave_rule(struct rule_reader *p)
{
	if ((p->nbefore > 0 || p->nafter > 0) && p->rule != NULL)
		rule_fail(p, p->around, "there is no sample below this");
	p->nbefore = p->nafter = 0;
	p->rule = NULL;
}

static void
read_line(struct rule_reader *p)
{
	str text = str_trim(p->line);

	if (text.n == 0 || text.s[0] == '#')
		return;
	p->rest = text;
	if (blank(p->line.s[0])) {
		read_below(p);
		return;
	}
	leave_rule(p);
	p->broken = !read_head(p);
}

/* "promo" of "rules/promo.rules" */
static str
list_of_file(struct arena *a, str file)
{
	size_t slash = file.n;
	char *p;
	str name;

	while (slash > 0 && file.s[slash - 1] != '/')
		slash--;
	name = str_slice(file, slash, file.n);
	if (str_ends(name, S(".rules")))
		name.n -= 6;
	p = str_cstr(a, name);
	for (size_t i = 0; i < name.n; i++)
		if (!name_good((str){ &p[i], 1 }))
			p[i] = '-';
	return name.n > 0 ? (str){ p, name.n } : S("rules");
}

void
rule_parse(struct rules *r, str file, str text, enum rank rank,
    struct diag *d)
{
	struct rule_reader p = {
		.rules = r, .diag = d, .file = file, .rank = rank,
		.list = list_of_file(r->arena, file), .first = r->n,
		.number = 1
	};

	if (rank == RANK_OPTION)
		p.list = S("option");
	while (text.n > 0 && !rules_full(r)) {
		p.line = rule_line_next(&text);
		read_line(&p);
		p.number += rule_line_count(p.line);
	}
	leave_rule(&p);
}
