/* The samples below a rule: what it must hit and what it must keep. */
#include <string.h>

#include "arena.h"
#include "rule_parse.h"

typedef bool sets(struct rule_reader *, struct sample_block *, str value);

static bool
set_lang(struct rule_reader *p, struct sample_block *b, str value)
{
	b->lang = value;
	value = str_slice(value, 0, str_chr(value, '-'));
	return rule_lang_wrong(value) == NULL ? true :
	    rule_fail(p, value, "%s", rule_lang_wrong(value));
}

static bool
set_kind(struct rule_reader *p, struct sample_block *b, str value)
{
	b->kind = kind_of(value);
	return b->kind < KIND_MAX ? true : rule_fail(p, value,
	    RULE_UNKNOWN_KIND);
}

static bool
set_link(struct rule_reader *p, struct sample_block *b, str value)
{
	static const char *const words[] = { "none", "some", "whole" };

	for (size_t k = 0; k < 3; k++)
		if (str_eq(value, str_of(words[k]))) {
			b->link = (enum sample_link)k;
			return true;
		}
	return rule_fail(p, value, "link is whole, some or none");
}

static bool
set_href(struct rule_reader *p, struct sample_block *b, str value)
{
	(void)p;
	b->href = value;
	return true;
}

static bool
set_class(struct rule_reader *p, struct sample_block *b, str value)
{
	(void)p;
	b->classes = value;
	return true;
}

static bool
set_host(struct rule_reader *p, struct sample_block *b, str value)
{
	b->host = value;
	return rule_host_wrong(value) == NULL ? true :
	    rule_fail(p, value, "%s", rule_host_wrong(value));
}

static const struct {
	const char *name;
	sets *set;
} options[] = {
	{ "lang", set_lang }, { "kind", set_kind }, { "link", set_link },
	{ "href", set_href }, { "class", set_class }, { "host", set_host }
};

static bool
one_option(struct rule_reader *p, struct sample_block *b, str word)
{
	size_t eq = str_chr(word, '=');
	str key = str_slice(word, 0, eq);
	str value = str_slice(word, eq + 1, word.n);

	if (eq == word.n)
		return set_lang(p, b, word);
	if (value.n > 1 && value.s[0] == '"' && value.s[value.n - 1] == '"')
		value = str_slice(value, 1, value.n - 1);
	for (size_t k = 0; k < sizeof(options) / sizeof(*options); k++)
		if (str_eq(key, str_of(options[k].name)))
			return options[k].set(p, b, value);
	return rule_fail(p, word,
	    "a sample knows lang, kind, link, href, class and host");
}

static bool
read_block(struct rule_reader *p, str opts, struct sample_block *b)
{
	str word;

	*b = (struct sample_block){ .kind = KIND_MAX };
	while ((word = str_token(&opts)).n > 0)
		if (!one_option(p, b, word))
			return false;
	b->text = str_trim(p->rest);
	p->rest = rule_rest(p->rest, p->rest.n);
	return b->text.n > 0 ? true :
	    rule_fail(p, p->line, "the sample has no text");
}

static bool
add_sample(struct rule_reader *p, str opts, enum sample_what what)
{
	struct rule *rule = p->rule;
	struct sample s = { .what = what, .line = p->number };

	if (!read_block(p, opts, &s.block))
		return false;
	s.before = p->before;
	s.nbefore = (uint32_t)p->nbefore;
	s.after = p->after;
	s.nafter = (uint32_t)p->nafter;
	p->before = p->after = NULL;
	p->nbefore = p->beforecap = p->nafter = p->aftercap = 0;
	rule->samples = arena_grow(p->rules->arena, rule->samples,
	    rule->nsamples, &p->samplecap, sizeof(*rule->samples));
	rule->samples[rule->nsamples++] = s;
	return true;
}

static bool
add_before(struct rule_reader *p, str opts, enum sample_what what)
{
	(void)what;
	p->around = p->line;
	p->before = arena_grow(p->rules->arena, p->before, p->nbefore,
	    &p->beforecap, sizeof(*p->before));
	return read_block(p, opts, &p->before[p->nbefore++]);
}

static bool
add_after(struct rule_reader *p, str opts, enum sample_what what)
{
	(void)what;
	p->around = p->line;
	p->after = arena_grow(p->rules->arena, p->after, p->nafter,
	    &p->aftercap, sizeof(*p->after));
	return read_block(p, opts, &p->after[p->nafter++]);
}

static bool
add_gives(struct rule_reader *p, str opts, enum sample_what what)
{
	struct rule *rule = p->rule;
	struct sample *s;

	(void)what;
	(void)opts;
	if ((rule->action != ACTION_CUT && rule->tail.to == 0) ||
	    rule->nsamples == 0)
		return rule_fail(p, p->line, "gives follows the sample of a "
		    "cut, or of tail=");
	s = &rule->samples[rule->nsamples - 1];
	s->has_gives = true;
	s->gives = str_trim(p->rest);
	p->rest = rule_rest(p->rest, p->rest.n);
	return true;
}

static const struct {
	const char *keyword;
	enum sample_what what;
	bool (*add)(struct rule_reader *, str opts, enum sample_what);
} lines[] = {
	{ "hit", SAMPLE_HIT, add_sample },
	{ "keep", SAMPLE_KEEP, add_sample },
	{ "todo-hit", SAMPLE_TODO_HIT, add_sample },
	{ "todo-keep", SAMPLE_TODO_KEEP, add_sample },
	{ "before", SAMPLE_HIT, add_before },
	{ "after", SAMPLE_HIT, add_after },
	{ "gives", SAMPLE_HIT, add_gives }
};

bool
rule_sample_word(str keyword)
{
	size_t k = 0;

	while (k < sizeof(lines) / sizeof(*lines) &&
	    !str_eq(keyword, str_of(lines[k].keyword)))
		k++;
	return k < sizeof(lines) / sizeof(*lines);
}

bool
rule_sample_line(struct rule_reader *p, str keyword, str opts)
{
	for (size_t k = 0; k < sizeof(lines) / sizeof(*lines); k++)
		if (str_eq(keyword, str_of(lines[k].keyword))) {
			if (p->rules->samples)
				lines[k].add(p, opts, lines[k].what);
			return true;
		}
	return false;
}
