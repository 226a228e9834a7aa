/*
 * No shipped pattern takes more than work in proportion to the text: each is
 * run over strings made from its own alphabet at n, 2n and 4n, and the work of
 * PCRE2 is counted by its callouts rather than timed. One stands before each
 * item of the pattern; what a repeat swallows between two of them shows as the
 * way between their places.
 */
#include "unit.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "norm.h"
#include "pattern.h"
#include "rule.h"
#include "rule_image.h"
#include "rules_builtin.h"
#include "utf8.h"

/* how PCRE2 works does not depend on how we are built: some do */
#ifdef WINNOW_SANITIZED
enum { EACH = 16 };
#else
enum { EACH = 1 };
#endif

enum {
	SIZE = 1000,		/* bytes of the smallest string */
	FEW = 40 * SIZE,	/* steps at 4n: nothing that grows by its
				   square needs so few */
	WORK = 16000 * SIZE,	/* counting ends: far too many */
	LINEAR = 6,		/* at 4n; 4 and what the start costs */
	PUMPS = 12		/* repeats of a pattern that are tried */
};

struct work {
	uint64_t steps;
	PCRE2_SIZE last;
};

static int
count(pcre2_callout_block *at, void *ctx)
{
	struct work *w = ctx;
	PCRE2_SIZE now = at->current_position;

	w->steps += 1 + (now > w->last ? now - w->last : 0);
	w->last = now;
	return w->steps > WORK ? PCRE2_ERROR_CALLOUT : 0;
}

/* --- strings from a pattern's alphabet --- */

static uint32_t
member(const struct set *set)
{
	static const uint32_t usual[] = { 'a', 'X', '1', ' ', '-', '.', '/',
	    '(', '"', '\n', 0x4e00, 0x430, 0x301 };

	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		if (set_has(set, usual[i], false))
			return usual[i];
	return set->nranges > 0 && !set->negated ? set->ranges[0].from : 'a';
}

/* a spelling: which way choices go, and the repeat that takes all the rest */
struct spelling {
	struct buf *out;
	unsigned way;
	const struct node *pump;
	size_t size;
	bool full;
};

static void
spell(struct spelling *s, const struct node *n)
{
	const struct node *c = n->first;
	unsigned children = 0, k;

	if (s->full)
		return;
	switch (n->kind) {
	case NODE_CHAR:
		utf8_put(s->out, n->c);
		break;
	case NODE_SET:
		utf8_put(s->out, member(n->set));
		break;
	case NODE_SEQ:
		for (; c != NULL; c = c->next)
			spell(s, c);
		break;
	case NODE_ALT:
		for (; c != NULL; c = c->next)
			children++;
		k = s->way % children;
		for (c = n->first; k-- > 0; )
			c = c->next;
		spell(s, c);
		break;
	case NODE_REPEAT:
		for (k = 0; k == 0 || k < n->min; k++)
			spell(s, c);
		while (n == s->pump && s->out->n < s->size)
			spell(s, c);
		s->full |= n == s->pump;
		break;
	default:
		break;
	}
}

/* the first n pieces of a sequence */
static void
spell_start(struct spelling *s, const struct node *seq, unsigned n)
{
	for (const struct node *c = seq->first; c != NULL && n > 0; n--) {
		spell(s, c);
		c = c->next;
	}
}

/* the repeats that may take much, in the order of the pattern */
static void
find_pumps(const struct node *n, const struct node **pumps, unsigned *count)
{
	if (n->kind == NODE_REPEAT && n->max > 8 && *count < PUMPS)
		pumps[(*count)++] = n;
	for (const struct node *c = n->first; c != NULL; c = c->next)
		find_pumps(c, pumps, count);
}

/* --- one pattern --- */

struct trial {
	struct arena *arena;
	const struct alt *alt;
	const struct node *tree;
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	bool counts;		/* it has callouts */
	struct work work;
};

static pcre2_code *
compile(const struct alt *alt, uint32_t options)
{
	PCRE2_SIZE at;
	int error;

	options |= PCRE2_UTF | PCRE2_UCP | PCRE2_NO_START_OPTIMIZE |
	    (alt->flags & PATTERN_ICASE ? PCRE2_CASELESS : 0) |
	    (alt->flags & PATTERN_EXTENDED ? PCRE2_EXTENDED : 0);
	return pcre2_compile((PCRE2_SPTR)alt->source.s, alt->source.n,
	    options, &error, &at, NULL);
}

static void
open_trial(struct trial *t, struct arena *a, const struct alt *alt)
{
	*t = (struct trial){ .arena = a, .alt = alt,
	    .tree = pattern_parse(a, alt->source, alt->flags) };
	t->code = compile(alt, PCRE2_AUTO_CALLOUT);
	t->counts = t->code != NULL;
	if (t->code == NULL)
		t->code = compile(alt, 0);
	t->data = pcre2_match_data_create(1, NULL);
	t->context = pcre2_match_context_create(NULL);
	assert_true(t->code != NULL && t->data != NULL && t->context != NULL);
	pcre2_set_callout(t->context, count, &t->work);
}

static void
close_trial(struct trial *t)
{
	pcre2_code_free(t->code);
	pcre2_match_data_free(t->data);
	pcre2_match_context_free(t->context);
}

/*
 * A pattern that callouts make too large: the least limit on PCRE2's calls
 * that lets it end, to a fifth.
 */
static uint64_t
limit_for(struct trial *t, str text)
{
	uint32_t limit = 100;

	for (; limit < WORK; limit += limit / 5) {
		pcre2_set_match_limit(t->context, limit);
		if (pcre2_match(t->code, (PCRE2_SPTR)text.s, text.n, 0,
		    PCRE2_NO_UTF_CHECK, t->data, t->context) !=
		    PCRE2_ERROR_MATCHLIMIT)
			break;
	}
	return limit;
}

/* all matches of a text, as a cut looks for them */
static uint64_t
work_on(struct trial *t, str text)
{
	PCRE2_SIZE at = 0, *v = pcre2_get_ovector_pointer(t->data);

	if (!t->counts)
		return limit_for(t, text);
	t->work.steps = 0;
	while (at < text.n) {
		t->work.last = at;
		if (pcre2_match(t->code, (PCRE2_SPTR)text.s, text.n, at,
		    PCRE2_NO_UTF_CHECK, t->data, t->context) < 0 || v[1] <= at)
			break;
		at = v[1];
	}
	return t->work.steps;
}

enum attack { REPEATED, PREFIX, PUMPED, BROKEN, COMMON };

/* lookarounds are no part of the tree: what may stand in them */
static const char *const common[] = { "a", "A ", "a\n", " ", "> ", "1", "1.",
    "-", "(", "http://a.b/", "\xe4\xbd\xa0" };
enum { COMMONS = sizeof(common) / sizeof(*common) };

static str
make_text(const struct trial *t, enum attack how, const struct node *what,
    unsigned way, size_t size)
{
	struct buf b;
	struct spelling s = { .out = &b, .way = way, .size = size };
	size_t before;

	buf_init(&b, t->arena);
	while (how == COMMON && b.n < size)
		buf_puts(&b, common[way]);
	if (how == COMMON)
		return buf_str(&b);
	if (how == REPEATED || how == PREFIX) {
		do {
			before = b.n;
			if (how == PREFIX)
				spell_start(&s, what, way);
			else
				spell(&s, what);
		} while (b.n < size && b.n > before);
		return buf_str(&b);
	}
	s.pump = what;
	spell(&s, t->tree);
	buf_puts(&b, how == BROKEN ? "\xe2\x98\x83q\xe2\x98\x83" : "");
	return buf_str(&b);
}

static uint64_t
work_of(struct trial *t, enum attack how, const struct node *what,
    unsigned way, size_t size)
{
	struct arena texts, *before = t->arena;
	uint64_t work;

	arena_init(&texts, unit_no_memory, NULL);
	t->arena = &texts;
	work = work_on(t, norm_make(&texts,
	    make_text(t, how, what, way, size))->text);
	arena_free(&texts);
	t->arena = before;
	return work;
}

static bool
is_linear(struct trial *t, enum attack how, const struct node *what,
    unsigned way)
{
	uint64_t at_n, at_2n, at_4n = work_of(t, how, what, way, 4 * SIZE);

	if (at_4n < FEW)
		return true;
	at_n = work_of(t, how, what, way, SIZE);
	if (at_4n <= LINEAR * at_n && at_4n < WORK)
		return true;
	at_2n = work_of(t, how, what, way, 2 * SIZE);
	print_error("%llu, %llu, %llu steps for \"%.*s...\": %.*s\n",
	    (unsigned long long)at_n, (unsigned long long)at_2n,
	    (unsigned long long)at_4n,
	    P(make_text(t, how, what, way, 40)),
	    P(str_slice(t->alt->source, 0, 300)));
	return false;
}

/* the first failing attack is enough */
static bool
stands(struct trial *t)
{
	const struct node *pumps[PUMPS];
	unsigned n = 0;

	find_pumps(t->tree, pumps, &n);
	for (unsigned k = 0; k < n; k++)
		if (!is_linear(t, PUMPED, pumps[k], k) ||
		    !is_linear(t, BROKEN, pumps[k], k) ||
		    !is_linear(t, REPEATED, pumps[k]->first, k))
			return false;
	for (unsigned way = 0; way < COMMONS; way++)
		if (!is_linear(t, COMMON, NULL, way))
			return false;
	for (unsigned way = 0; way < 3; way++)
		if (!is_linear(t, REPEATED, t->tree, way))
			return false;
	/* its beginning, over and over */
	n = 1;
	for (const struct node *c = t->tree->first; c != NULL &&
	    t->tree->kind == NODE_SEQ; c = c->next)
		if (!is_linear(t, PREFIX, t->tree, n++))
			return false;
	return true;
}

static bool
pattern_stands(const char *pattern)
{
	UNIT_ARENA(a);
	struct alt alt = { .source = str_of(pattern), .flags = PATTERN_ICASE };
	struct trial t;
	bool good;

	open_trial(&t, &a, &alt);
	good = stands(&t);
	close_trial(&t);
	arena_free(&a);
	return good;
}

/* the count is real: what is known to be slow is found to be */
static void
slow_ones_are_found(void **state)
{
	static const char *const slow[] = { "a.*[#%]", "(?:\\w+\\s*)+$",
	    "[.-]+[.+]+x", "-+$", "x(?:.*y)?z", "^(?:a|aa)*b",
	    "foo[^>]*>" };
	static const char *const quick[] = { "^a[^b]*b", "^\\W*share\\W*$",
	    "\\bread more\\b", "^by .{2,40}$", "a{3,20}b" };

	(void)state;
	for (size_t i = 0; i < sizeof(slow) / sizeof(*slow); i++)
		if (pattern_stands(slow[i]))
			fail_msg("%s is slow", slow[i]);
	for (size_t i = 0; i < sizeof(quick) / sizeof(*quick); i++)
		if (!pattern_stands(quick[i]))
			fail_msg("%s is quick", quick[i]);
}

static void
shipped_ones_are_linear(void **state)
{
	UNIT_ARENA(process);
	struct rules *rules = rules_new(&process, NULL);
	unsigned bad = 0;

	(void)state;
	rules_load_image(rules, &builtin_rules);
	for (uint32_t i = 0; i < builtin_rules.nalts; i += EACH) {
		UNIT_ARENA(a);
		struct trial t;

		open_trial(&t, &a, rules_alt(rules, i));
		bad += !stands(&t);
		close_trial(&t);
		arena_free(&a);
	}
	assert_true(builtin_rules.nalts > 1000);
	arena_free(&process);
	assert_int_equal(bad, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slow_ones_are_found),
		cmocka_unit_test(shipped_ones_are_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
