/* The conditions behind a rule's regex: one row a condition. */
#include <string.h>

#include "arena.h"
#include "pattern.h"
#include "rule_parse.h"

/* a drop or cut that says nothing of length holds for no more than that */
enum { DROP_WORDS = 40, CUT_CHARS = 200 };

struct cond_row;
typedef bool reads(struct rule_reader *, const struct cond_row *,
    struct rule *, struct cond *);

struct cond_row {
	const char *name;
	enum cond_what what;
	bool context;		/* looks at more than the block */
	bool negates;		/* != makes sense */
	reads *read;
	const char *const *words;	/* of read_words */
	const char *(*wrong)(str);	/* of read_names: NULL, or what is */
};

static bool
list_item(str *list, str *item)
{
	if (list->n == 0)
		return false;
	*item = str_cut(*list, ',', list);
	return true;
}

/* "A..B", "A..", "..B", "N"; a % may follow */
static bool
range_of(str v, struct range *r)
{
	size_t dots = str_find(v, S(".."));
	str low = str_slice(v, 0, dots), high = str_slice(v, dots + 2, v.n);
	long from, to;

	if (dots == v.n)
		high = low;
	from = low.n == 0 ? 0 : str_number(low, 1000000000);
	to = high.n == 0 ? (long)UINT32_MAX : str_number(high, 1000000000);
	*r = (struct range){ (uint32_t)from, (uint32_t)to };
	return from >= 0 && to >= from && (low.n > 0 || high.n > 0);
}

static bool
read_range(struct rule_reader *p, const struct cond_row *row,
    struct rule *rule, struct cond *c)
{
	str v;

	(void)rule;
	if (!rule_value(p, &v))
		return false;
	if (row->what == COND_REST && str_ends(v, S("%")))
		v.n--;
	if (!range_of(v, &c->range))
		return rule_fail(p, v, "a range is missing: 3, 3..7, 3.. or "
		    "..7");
	return true;
}

static bool
read_kinds(struct rule_reader *p, const struct cond_row *row,
    struct rule *rule, struct cond *c)
{
	str v, name;

	(void)row;
	(void)rule;
	if (!rule_value(p, &v))
		return false;
	while (list_item(&v, &name)) {
		enum kind k = kind_of(name);

		if (k == KIND_PRE)
			return rule_fail(p, name, "rules do not see "
			    "preformatted text");
		if (k == KIND_MAX)
			return rule_fail(p, name, RULE_UNKNOWN_KIND);
		c->mask |= 1u << k;
	}
	return true;
}

static bool
unknown_word(struct rule_reader *p, const struct cond_row *row, str word)
{
	struct buf b;

	buf_init(&b, p->rules->arena);
	for (unsigned k = 0; row->words[k] != NULL; k++)
		buf_printf(&b, "%s%s", k == 0 ? "" :
		    row->words[k + 1] != NULL ? ", " : " or ", row->words[k]);
	return rule_fail(p, word, "%s= is %.*s", row->name, P(buf_str(&b)));
}

static bool
read_words(struct rule_reader *p, const struct cond_row *row,
    struct rule *rule, struct cond *c)
{
	str v, word;
	unsigned k;

	(void)rule;
	if (!rule_value(p, &v))
		return false;
	while (list_item(&v, &word)) {
		for (k = 0; row->words[k] != NULL; k++)
			if (str_eq(word, str_of(row->words[k])))
				break;
		if (row->words[k] == NULL)
			return unknown_word(p, row, word);
		c->mask |= 1u << k;
	}
	return true;
}

const char *
rule_lang_wrong(str v)
{
	size_t n = 0;

	while (n < v.n && v.s[n] >= 'a' && v.s[n] <= 'z')
		n++;
	return (n == 2 || n == 3) && n == v.n ? NULL :
	    "a language is a code of two or three letters, such as de";
}

const char *
rule_host_wrong(str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (strchr("*/:@[", v.s[i]) != NULL ||
		    (v.s[i] >= 'A' && v.s[i] <= 'Z'))
			return "a host is a name in small letters, such as "
			    "example.org, which www.example.org is below";
	return NULL;
}

static const char *
class_wrong(str v)
{
	return str_chr(v, ' ') == v.n ? NULL :
	    "a class is one word; a comma stands between several";
}

static bool
read_names(struct rule_reader *p, const struct cond_row *row,
    struct rule *rule, struct cond *c)
{
	size_t cap = 0;
	str v, name;

	(void)rule;
	if (!rule_value(p, &v))
		return false;
	while (list_item(&v, &name)) {
		c->refs = arena_grow(p->rules->arena, c->refs, c->nrefs, &cap,
		    sizeof(*c->refs));
		c->refs[c->nrefs++] = (struct ref){ .name = name, .kind =
		    row->what == COND_PREV || row->what == COND_NEXT ?
		    REF_KIND : REF_CATEGORY };
		if (name.n == 0)
			return rule_fail(p, name, "a name is missing");
		if (row->wrong != NULL && row->wrong(name) != NULL)
			return rule_fail(p, name, "%s", row->wrong(name));
	}
	return true;
}

static bool
read_regex(struct rule_reader *p, const struct cond_row *row,
    struct rule *rule, struct cond *c)
{
	struct alt *alt;

	(void)row;
	(void)rule;
	if (p->rest.n == 0 || p->rest.s[0] != '/')
		return rule_fail(p, p->rest,
		    "a regular expression in slashes is missing");
	alt = rule_regex(p, S(""));
	if (alt == NULL)
		return false;
	alt->rule = p->lazy ? p->index : (uint32_t)p->rules->n;
	c->regex = alt;
	return true;
}

static const char *const link_words[] = { "none", "some", "whole", NULL };
static const char *const where_words[] = { "head", "body", "tail", NULL };
static const char *const side_words[] = { "prev", "next", NULL };
static const char *const caps_words[] = { "all", NULL };

static const struct cond_row rows[] = {
	{ "words", COND_WORDS, false, false, read_range, NULL, NULL },
	{ "chars", COND_CHARS, false, false, read_range, NULL, NULL },
	{ "kind", COND_KIND, false, true, read_kinds, NULL, NULL },
	{ "link", COND_LINK, false, true, read_words, link_words, NULL },
	{ "href", COND_HREF, false, true, read_regex, NULL, NULL },
	{ "caps", COND_CAPS, false, true, read_words, caps_words, NULL },
	{ "where", COND_WHERE, true, true, read_words, where_words, NULL },
	{ "rest", COND_REST, true, true, read_range, NULL, NULL },
	{ "prev", COND_PREV, true, true, read_names, NULL, NULL },
	{ "next", COND_NEXT, true, true, read_names, NULL, NULL },
	{ "like", COND_LIKE, true, true, read_words, side_words, NULL },
	{ "with", COND_WITH, true, true, read_names, NULL, NULL },
	{ "class", COND_CLASS, false, true, read_names, NULL,
	    class_wrong },
	{ "host", COND_HOST, false, true, read_names, NULL,
	    rule_host_wrong },
	{ "lang", COND_LANG, false, true, read_names, NULL,
	    rule_lang_wrong },
	{ "take", COND_TAKE, true, false, read_range, NULL, NULL },
	{ "tail", COND_TAIL, false, false, read_range, NULL, NULL },
	{ "of", COND_OF, false, false, read_names, NULL, NULL },
	{ "wording", COND_WORDING, false, true, read_range, NULL, NULL },
	{ "again", COND_AGAIN, true, true, read_range, NULL, NULL },
};
_Static_assert(sizeof(rows) / sizeof(*rows) == COND_MAX, "a row a condition");

static const struct cond_row *
row_of(str name)
{
	for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++)
		if (str_eq(name, str_of(rows[k].name)))
			return &rows[k];
	return NULL;
}

static void
unknown_condition(struct rule_reader *p, str at)
{
	struct buf b;

	buf_init(&b, p->rules->arena);
	for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++)
		buf_printf(&b, "%s%s", k > 0 ? ", " : "", rows[k].name);
	if (p->rest.s[0] == '#')
		rule_fail(p, at, "a comment has a line of its own");
	else if (p->rest.s[0] == '"')
		rule_fail(p, at, "a regular expression stands in slashes");
	else
		rule_fail(p, at, "unknown condition: there are %.*s",
		    P(buf_str(&b)));
}

static const struct cond_row *
read_key(struct rule_reader *p, bool *negated)
{
	size_t n = 0;
	str key;
	const struct cond_row *row;

	while (n < p->rest.n && p->rest.s[n] >= 'a' && p->rest.s[n] <= 'z')
		n++;
	key = str_slice(p->rest, 0, n);
	row = row_of(key);
	if (row == NULL) {
		unknown_condition(p, key.n > 0 ? key : p->rest);
		return NULL;
	}
	p->rest = rule_rest(p->rest, n);
	*negated = str_starts(p->rest, S("!="));
	if (!*negated && !str_starts(p->rest, S("="))) {
		rule_fail(p, p->rest, "= or != is missing");
		return NULL;
	}
	if (*negated && !row->negates) {
		rule_fail(p, p->rest, "%s cannot be negated", row->name);
		return NULL;
	}
	p->rest = rule_rest(p->rest, *negated ? 2 : 1);
	return row;
}

enum {
	SEEN_WORDS = 1 << COND_WORDS,
	SEEN_TAIL = 1 << COND_TAIL,
	SEEN_WORDING = 1 << COND_WORDING,
	SEEN_AROUND = 1 << COND_WHERE | 1 << COND_REST | 1 << COND_PREV |
	    1 << COND_NEXT | 1 << COND_LIKE | 1 << COND_WITH |
	    1 << COND_TAKE | 1 << COND_AGAIN
};

/* the text alone must say that it is junk: by a regex or by its wording */
static bool
may_have_tail(const struct rule *rule, unsigned seen)
{
	return !(seen & SEEN_AROUND) && rule->tail.to <= RULE_TAIL &&
	    (rule->nalts > 0 || seen & SEEN_WORDING);
}

/* conditions that have a place of their own in the rule; false: others */
static bool
settle(struct rule *rule, const struct cond *c)
{
	switch (c->what) {
	case COND_WORDS:
		rule->words = c->range;
		return true;
	case COND_CHARS:
		rule->chars = c->range;
		return true;
	case COND_KIND:
		rule->kinds = c->negated ? rule->kinds & ~c->mask : c->mask;
		return true;
	case COND_TAKE:
		rule->take = c->range;
		return true;
	case COND_TAIL:
		rule->tail = c->range;
		return true;
	default:
		return false;
	}
}

static bool
one_condition(struct rule_reader *p, struct rule *rule, unsigned *seen)
{
	struct cond c = { .text = p->rest };
	const struct cond_row *row = read_key(p, &c.negated);

	if (row == NULL)
		return false;
	c.what = row->what;
	if ((c.what == COND_TAKE || c.what == COND_TAIL) &&
	    rule->action != ACTION_DROP)
		return rule_fail(p, c.text, "%s= belongs to drop", row->name);
	if (c.what == COND_OF && rule->action != ACTION_ALLOW &&
	    rule->action != ACTION_KEEP)
		return rule_fail(p, c.text, "of= belongs to allow and keep");
	if (*seen & 1u << c.what && (c.what == COND_WORDS || c.what ==
	    COND_CHARS || c.what == COND_TAKE || c.what == COND_TAIL))
		return rule_fail(p, c.text, "%s= stands there twice",
		    row->name);
	if (!row->read(p, row, rule, &c))
		return false;
	c.text.n -= p->rest.n;
	*seen |= 1u << c.what;
	rule->context |= row->context;
	if (settle(rule, &c))
		return true;
	rule->conds = arena_grow(p->rules->arena, rule->conds, rule->nconds,
	    &p->condcap, sizeof(*rule->conds));
	rule->conds[rule->nconds++] = c;
	return true;
}

static void
default_bounds(struct rule *rule)
{
	rule->words = (struct range){ 0, UINT32_MAX };
	rule->chars = (struct range){ 0, UINT32_MAX };
	if (rule->action == ACTION_CUT)
		rule->chars.to = CUT_CHARS;
	rule->kinds = ((1u << KIND_MAX) - 1) &
	    ~(1u << KIND_PRE | 1u << KIND_IMAGE);
	rule->context = rule->action == ACTION_DROP_AFTER ||
	    rule->action == ACTION_DROP_BEFORE;
}

bool
rule_conditions(struct rule_reader *p, struct rule *rule)
{
	unsigned seen = 0;

	default_bounds(rule);
	for (;;) {
		rule_skip_blank(p);
		if (p->rest.n == 0)
			break;
		if (!one_condition(p, rule, &seen))
			return false;
	}
	rule->spec.n = (size_t)(p->rest.s - rule->spec.s);
	/* found by its wording alone: others know better why it went */
	rule->worded = rule->nalts == 0 && seen & SEEN_WORDING;
	rule->context |= rule->worded;
	if (rule->action == ACTION_DROP && !(seen & SEEN_WORDS))
		rule->words.to = DROP_WORDS;
	if (rule->nalts == 0 && seen == 0)
		return rule_fail(p, rule->head, "the rule has neither a "
		    "regular expression nor a condition");
	if (seen & SEEN_TAIL && !may_have_tail(rule, seen))
		return rule_fail(p, rule->head, "tail= is for %d words at "
		    "most, and for a regular expression or wording=, without "
		    "conditions that look around", RULE_TAIL);
	if (rule->nalts == 0 && rule->action == ACTION_CUT)
		return rule_fail(p, rule->head,
		    "a cut needs a regular expression");
	return true;
}
