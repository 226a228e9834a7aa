#include "unit.h"

#include "diag.h"
#include "../../src/limits.h"
#include "rule.h"

/* what was reported, line by line */
struct log {
	char text[4000];
	size_t n;
};

static void
note(void *ctx, enum msg m, str line)
{
	struct log *l = ctx;

	(void)m;
	if (l->n + line.n + 2 > sizeof(l->text))
		return;
	memcpy(l->text + l->n, line.s, line.n);
	l->n += line.n;
	l->text[l->n++] = '\n';
	l->text[l->n] = '\0';
}

struct state {
	struct arena arena;
	struct rules *rules;
	struct diag diag;
	struct log log;
};

static int
setup(void **state)
{
	static struct state s;

	memset(&s, 0, sizeof(s));
	arena_init(&s.arena, unit_no_memory, NULL);
	s.rules = rules_new(&s.arena, NULL);
	diag_init(&s.diag, note, &s.log);
	*state = &s;
	return 0;
}

static int
teardown(void **state)
{
	arena_free(&((struct state *)*state)->arena);
	return 0;
}

static bool
load(struct state *s, const char *text)
{
	return rules_load(s->rules, S("x.rules"), str_of(text), RANK_USER,
	    &s->diag);
}

static void
reads_a_rule(void **state)
{
	struct state *s = *state;
	const struct rule *r;

	assert_true(load(s, "# comment\nlist promo\n"
	    "category promo on \"Calls to action\"\n\n"
	    "drop get-the-app /^get the app\\W*$/i words=..14 kind!=heading\n"
	    "\tor[de,nl] /^hol die app$/i\n"
	    "\thit Get the app!\n"));
	assert_int_equal(s->rules->n, 1);
	r = s->rules->all[0];
	assert_str(r->why.id, "promo/get-the-app");
	assert_str(r->why.category, "promo");
	assert_str(r->why.file, "x.rules");
	assert_int_equal(r->why.line, 5);
	assert_int_equal(r->why.rank, RANK_USER);
	assert_int_equal(r->action, ACTION_DROP);
	assert_int_equal(r->nalts, 2);
	assert_str(r->alts[1]->langs, "de,nl");
	assert_int_equal(r->words.to, 14);
	assert_false(r->kinds & 1u << KIND_HEADING);
	assert_true(r->kinds & 1u << KIND_ITEM);
	assert_false(r->context);
	/* samples are kept for --check alone */
	assert_int_equal(r->nsamples, 0);
}

static void
joins_continued_lines(void **state)
{
	struct state *s = *state;
	const struct rule *r;

	assert_true(load(s, "drop a /^(?:read|\\\n\t\tsee \\\r\n  also)\\\\$/i "
	    "words=..4\n"
	    "\tor[de] /^mehr|\\\n\t\tweiter$/\n"
	    "\thit see also\\\n"
	    "# a comment \\\n"
	    "drop b /x/\n"));
	assert_int_equal(s->rules->n, 2);
	r = s->rules->all[0];
	assert_str(r->alts[0]->source, "^(?:read|see also)\\\\$");
	assert_str(r->alts[1]->source, "^mehr|weiter$");
	assert_int_equal(r->words.to, 4);
	assert_int_equal(s->rules->all[1]->why.line, 8);
}

static void
bounds_what_says_nothing_of_length(void **state)
{
	struct state *s = *state;

	assert_true(load(s, "drop a /x/\ndrop b /x/ words=3..\n"
	    "cut c /x/\ncut d /x/ chars=..400\nmark date e /x/\n"));
	assert_int_equal(s->rules->all[0]->words.to, 40);
	assert_int_equal(s->rules->all[1]->words.to, UINT32_MAX);
	assert_int_equal(s->rules->all[2]->chars.to, 200);
	assert_int_equal(s->rules->all[3]->chars.to, 400);
	assert_int_equal(s->rules->all[4]->words.to, UINT32_MAX);
	/* no rule sees images or preformatted text unless it asks */
	assert_false(s->rules->all[0]->kinds & 1u << KIND_IMAGE);
	assert_false(s->rules->all[0]->kinds & 1u << KIND_PRE);
}

static void
names_lists_after_files(void **state)
{
	struct state *s = *state;

	assert_true(rules_load(s->rules, S("/etc/My Rules.rules"),
	    S("drop a /x/"), RANK_SYSTEM, &s->diag));
	assert_str(s->rules->all[0]->why.id, "-y--ules/a");
	assert_true(rules_load(s->rules, S("-e"), S("drop a /x/"),
	    RANK_OPTION, &s->diag));
	assert_str(s->rules->all[1]->why.id, "option/a");
	assert_str(s->rules->all[1]->why.category, "option");
}

static const struct {
	const char *rule, *error;
} errors[] = {
	{ "dorp a /x/", "x.rules:1:1: unknown word" },
	{ "drop A /x/", "x.rules:1:6: a name is made of" },
	{ "drop", "x.rules:1:5: a name is missing" },
	{ "drop a", "x.rules:1:1: the rule has neither" },
	{ "drop a /x", "x.rules:1:8: the regular expression is not closed" },
	{ "drop a /x\\\ny", "x.rules:1:8: the regular expression is not" },
	{ "drop a /x|\\\n\t\ty/ wrods=3", "x.rules:2:6: unknown condition" },
	{ "drop a /x/ \\\nwords=3", "x.rules:1:12: unknown condition" },
	{ "drop a //", "x.rules:1:8: the regular expression is empty" },
	{ "drop a /x/g", "x.rules:1:11: unknown flag" },
	{ "drop a wording=9.. next=heading tail=1..2", "x.rules:1:1: tail= is" },
	{ "drop a words=2 tail=1..2", "x.rules:1:1: tail= is for" },
	{ "drop a wording=7..3", "x.rules:1:16: a range is missing" },
	{ "drop a /x/ wrods=3", "x.rules:1:12: unknown condition" },
	{ "drop a /x/ words", "x.rules:1:17: = or != is missing" },
	{ "drop a /x/ words!=3", "x.rules:1:17: words cannot be negated" },
	{ "drop a /x/ words=7..3", "x.rules:1:18: a range is missing" },
	{ "drop a /x/ words=", "x.rules:1:18: a value is missing" },
	{ "drop a /x/ words=3 words=4", "x.rules:1:20: words= stands there" },
	{ "drop a /x/ kind=item,foo", "x.rules:1:22: unknown kind" },
	{ "drop a /x/ kind=pre", "x.rules:1:17: rules do not see" },
	{ "drop a /x/ link=half", "x.rules:1:17: link= is none, some or whole" },
	{ "drop a /x/ lang=\"de", "x.rules:1:17: the quotation is not" },
	{ "mark a /x/", "x.rules:1:6: a kind is missing" },
	{ "cut a words=3", "x.rules:1:1: a cut needs a regular expression" },
	{ "cut a /x/ take=3", "x.rules:1:11: take= belongs to drop" },
	{ "cut a /x/ tail=3", "x.rules:1:11: tail= belongs to drop" },
	{ "drop a /x/ tail=..99", "x.rules:1:1: tail= is for 20 words" },
	{ "drop a tail=..9", "x.rules:1:1: tail= is for 20 words" },
	{ "drop a /x/ tail=..9 where=tail", "x.rules:1:1: tail= is for 20" },
	{ "drop a /x/ of=ad", "x.rules:1:12: of= belongs to allow" },
	{ "category c maybe", "x.rules:1:12: a category is on or off" },
	{ "list a b", "x.rules:1:8: nothing more may follow" },
	{ "element drop a //p", "x.rules:1:16: an XPath in quotes" },
	{ "element hide a \"//p\"", "x.rules:1:9: an element is drop" },
	{ "\thit x", "x.rules:1:2: an indented line belongs" },
	{ "drop a /x/\n\thti x", "x.rules:2:2: unknown word" },
	{ "drop a /x/\n\tor[de] x", "x.rules:2:9: a regular expression in" },
	{ "drop a /x/\n\tor[de] /x/ words=3",
	    "x.rules:2:13: conditions stand" },
	{ "drop a words=3\n\tor /x/", "x.rules:2:1: the rule itself has no" },
	{ "drop a /x/\n\thit[de x", "x.rules:2:5: the bracket is not closed" },
	{ "drop /x/", "x.rules:1:6: a name is missing" },
	{ "drop a \"x\"", "x.rules:1:8: a regular expression stands in" },
	{ "drop a /x/ # y", "x.rules:1:12: a comment has a line of its own" },
	{ "drop a /x/y/", "x.rules:1:11: unknown flag" },
	{ "drop a /x/ class=\"b c\"", "x.rules:1:19: a class is one word" },
	{ "drop a /x/ host=a.org,*.b.org", "x.rules:1:23: a host is a name" },
	{ "drop a /x/ host=https://a.org", "x.rules:1:17: a host is a name" },
	{ "drop a /x/ host=A.org", "x.rules:1:17: a host is a name" },
	{ "element drop a \"//p\" host=*", "x.rules:1:27: a host is a name" },
	{ "drop a /x/ lang=de,german", "x.rules:1:20: a language is a code" },
	{ "drop a /x/\n\tor[DE] /y/", "x.rules:2:5: a language is a code" },
	{ "hit[de] x", "x.rules:1:1: hit[de] stands below a rule" },
	{ "drop a /x/\ndrop a /y/", "x.rules:2:6: x/a is the id of a rule" },
};

static void
points_at_errors(void **state)
{
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		teardown(state);
		setup(state);
		assert_false(load(s, errors[i].rule));
		if (strncmp(s->log.text, errors[i].error,
		    strlen(errors[i].error)) != 0)
			fail_msg("%s\nwanted: %s\ngot: %s", errors[i].rule,
			    errors[i].error, s->log.text);
		assert_int_equal(s->diag.worst, STATUS_USAGE);
	}
}

/* what is wrong with samples, which are read for --check alone */
static void
points_at_errors_in_samples(void **state)
{
	static const char *const rows[][2] = {
		{ "hit[dee de] x", "" }, { "hit[pt-BR] x", "" },
		{ "hit[german] x", "x.rules:2:6: a language is a code" },
		{ "hit[kind=foo] x", "x.rules:2:11: unknown kind" },
		{ "hit[link=yes] x", "x.rules:2:11: link is whole" },
		{ "hit[host=*] x", "x.rules:2:11: a host is a name" },
		{ "hit[colour=x] x", "x.rules:2:6: a sample knows" },
		{ "hit", "x.rules:2:1: the sample has no text" },
		{ "gives x", "x.rules:2:1: gives follows the sample of a cut" },
		{ "before x", "x.rules:2:1: there is no sample below this" },
		{ "after x\ndrop b /x/",
		    "x.rules:2:1: there is no sample below this" }
	};
	struct state *s = *state;
	struct buf b;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		teardown(state);
		setup(state);
		rules_want_samples(s->rules);
		buf_init(&b, &s->arena);
		buf_printf(&b, "drop a /x/\n\t%s\n", rows[i][0]);
		load(s, str_cstr(&s->arena, buf_str(&b)));
		assert_int_equal(s->log.n == 0, rows[i][1][0] == '\0');
		if (strncmp(s->log.text, rows[i][1], strlen(rows[i][1])) != 0)
			fail_msg("%s\nwanted: %s\ngot: %s", rows[i][0],
			    rows[i][1], s->log.text);
	}
}

static void
draws_a_caret(void **state)
{
	struct state *s = *state;

	load(s, "list x\ndrop a /x/ words\n");
	assert_string_equal(s->log.text,
	    "x.rules:2:17: = or != is missing\n"
	    "    drop a /x/ words\n"
	    "                    ^\n");
}

static void
gives_up_after_ten_errors(void **state)
{
	struct state *s = *state;
	struct buf b;

	buf_init(&b, &s->arena);
	for (int i = 0; i < 30; i++)
		buf_puts(&b, "drop\n");
	rules_load(s->rules, S("x.rules"), buf_str(&b), RANK_USER, &s->diag);
	assert_non_null(strstr(s->log.text, "x.rules:10:5:"));
	assert_null(strstr(s->log.text, "x.rules:11:5:"));
	assert_non_null(strstr(s->log.text, "10 errors"));
}

static void
refuses_bad_patterns_of_users(void **state)
{
	struct state *s = *state;

	assert_true(load(s, "drop a /^(x/\n"));
	assert_false(rules_ready(s->rules, &s->diag));
	assert_non_null(strstr(s->log.text, "x.rules:1:"));
	teardown(state);
	setup(state);
	assert_true(load(s, "drop a /^(?:x+)+$/\n"));
	assert_false(rules_ready(s->rules, &s->diag));
	assert_non_null(strstr(s->log.text, "x.rules:1:"));
}

static void
refuses_names_that_nothing_has(void **state)
{
	struct state *s = *state;

	assert_true(load(s, "drop a /x/ with=nothing\n"));
	assert_false(rules_ready(s->rules, &s->diag));
	assert_non_null(strstr(s->log.text,
	    "x.rules:1:17: no category or rule is named \"nothing\""));
}

static void
obeys_limits(void **state)
{
	struct state *s = *state;
	struct limits l;
	char big[200] = "drop a /";

	limits_default(&l);
	l.v[LIMIT_RULE] = 50;
	l.v[LIMIT_RULES] = 3;
	s->rules = rules_new(&s->arena, &l);
	memset(big + 8, 'x', 60);
	big[68] = '/';
	assert_false(load(s, big));
	assert_non_null(strstr(s->log.text, "(limit rule)"));
	assert_false(load(s, "drop a /x/\ndrop b /x/\ndrop c /x/\n"));
	assert_non_null(strstr(s->log.text, "(limit rules)"));
}

static bool
off(const struct state *s, const char *id)
{
	return s->rules->off[rules_find(s->rules, str_of(id))];
}

static void
switches_categories_and_rules(void **state)
{
	struct state *s = *state;

	assert_true(load(s, "list x\ncategory a on \"A\"\ndrop one /1/\n"
	    "drop two /2/\nmark date stamp /3/\n"
	    "category b off \"B\"\ndrop three /4/\n"));
	assert_true(rules_select(s->rules, S("a"), true, &s->diag));
	assert_true(rules_select(s->rules, S("x/two, b"), false, &s->diag));
	assert_false(rules_select(s->rules, S("c"), false, &s->diag));
	assert_true(rules_ready(s->rules, &s->diag));
	assert_true(off(s, "x/one"));
	assert_false(off(s, "x/two"));
	assert_false(off(s, "x/three"));
	/* what a block is does not depend on what is dropped */
	assert_false(off(s, "x/stamp"));
	assert_false(rules_category_on(s->rules, S("a")));
	assert_true(rules_category_on(s->rules, S("b")));
}

static void
reads_element_rules(void **state)
{
	struct state *s = *state;
	const struct element_rule *e;
	size_t n;

	assert_true(load(s, "list e\nelement title t \"//h1[@class='x y']\"\n"
	    "element drop d \"//aside\" host=example.org\n"));
	e = rules_elements(s->rules, &n);
	assert_int_equal(n, 2);
	assert_int_equal(e[0].action, ELEMENT_TITLE);
	assert_string_equal(e[0].xpath, "//h1[@class='x y']");
	assert_int_equal(e[0].host.n, 0);
	assert_str(e[1].host, "example.org");
	assert_str(e[1].why->id, "e/d");
}

static void
hashes_what_is_loaded(void **state)
{
	struct state *s = *state;
	struct rules *other = rules_new(&s->arena, NULL);

	load(s, "drop a /x/\n");
	rules_load(other, S("y"), S("drop a /x/\n"), RANK_USER, &s->diag);
	assert_true(rules_hash(s->rules) == rules_hash(other));
	load(s, "drop b /x/\n");
	assert_true(rules_hash(s->rules) != rules_hash(other));
}

/* --check on rules that are good but for one thing each */
static void
checks(struct state *s, const char *rule, const char *error)
{
	void *again = s;
	unsigned failed = 0;
	bool good;

	teardown(&again);
	setup(&again);
	rules_want_samples(s->rules);
	assert_true(load(s, rule));
	assert_true(rules_ready(s->rules, &s->diag));
	good = rules_check(s->rules, &s->diag, false, &failed);
	if (good != (error == NULL) ||
	    (error != NULL && strstr(s->log.text, error) == NULL))
		fail_msg("%s\nwanted: %s\ngot: %s", rule,
		    error != NULL ? error : "nothing", s->log.text);
	assert_int_equal(failed > 0, error != NULL);
}

#define GOOD "drop a /^ab$/i\n\thit ab\n\tkeep abc\n"

static void
checks_rules(void **state)
{
	struct state *s = *state;

	checks(s, GOOD, NULL);
	checks(s, "drop a /^ab$/\n\thit ab\n", "x/a has no keep sample");
	checks(s, "drop a /^ab$/\n\tkeep ac\n", "x/a has no hit sample");
	checks(s, "drop a /^ab$/\n\thit ac\n\tkeep ad\n",
	    "hit of x/a is not matched: no alternative matches \"ac\"");
	checks(s, "drop a /^ab/ words=2..\n\thit ab\n\tkeep ad\n",
	    "it has 1 words, and the rule wants 2 or more");
	checks(s, "drop a /^ab$/\n\thit ab\n\tkeep ab\n",
	    "keep of x/a is matched by or[en] at \"ab\"");
	checks(s, "drop a /^a?$/\n\thit a\n\tkeep ad\n",
	    "this matches the empty string");
	checks(s, "drop a /^a\\s*\\W*$/\n\thit a\n\tkeep ad\n",
	    "two unbounded repeats follow each other");
	checks(s, "mark date a /^a/\n\thit a\n\tkeep da\n",
	    "nothing bounds the length");
	checks(s, "drop-after a /^a$/\n\thit a\n\tkeep da\n", NULL);
	checks(s, "drop a /^ab$/i\n\tor[de] /^cd$/\n\thit ab\n\thit[en] cd\n"
	    "\tkeep x\n", "no hit[de] sample is matched by this");
	checks(s, GOOD "drop b /^ab$/i\n\thit ab\n\tkeep x\n",
	    "never reached: x/a has the same in line 1");
	checks(s, "drop a /^ab$/i\n\tor[de] /^ab$/i\n\thit ab\n\thit[de] ab\n"
	    "\tkeep x\n", "never reached: x/a");
	checks(s, "drop b /^ab$/ words=..3 kind=item\n\thit ab\n\tkeep x\n"
	    GOOD, "x.rules:1:9: never reached: x/a has the same in line 4");
	checks(s, GOOD "drop b /^ab$/i lang=de\n\thit[de] ab\n\tkeep x\n",
	    "x.rules:4:9: never reached: x/a has");
	/* the narrower one of these has more to do, or does something else */
	checks(s, "drop a /^ab$/i lang=de\n\thit[de] ab\n\tkeep x\n"
	    "drop b /^ab$/i lang=fr\n\thit[fr] ab\n\tkeep x\n", NULL);
	checks(s, "drop a /^ab$/\n\thit ab\n\tkeep x\n"
	    "drop b /^ab$/i kind=item\n\thit AB\n\tkeep x\n", NULL);
	checks(s, GOOD "drop b /^ab$/i take=1..1\n\tafter c\n\thit ab\n"
	    "\tkeep x\n", NULL);
	checks(s, "category c off\n" GOOD "category d on\n"
	    "drop b /^ab$/ words=..3\n\thit ab\n\tkeep x\n", NULL);
	checks(s, "drop a /^ab$/\n\thit ab\n\ttodo-hit ac\n\tkeep x\n", NULL);
	checks(s, "drop a /^ab$/\n\thit ab\n\ttodo-hit ab\n\tkeep x\n",
	    "todo-hit of x/a passes: make it a hit");
	checks(s, "cut a /\\[x\\] ?/\n\thit [x] y\n\tgives y\n\tkeep x\n",
	    NULL);
	checks(s, "drop a /^buy now\\W*$/i tail=..4\n\thit It ends. Buy now!\n"
	    "\tgives It ends.\n\thit Buy now\n\tkeep It ends; buy now.\n",
	    NULL);
	checks(s, "cut a /\\[x\\]/\n\thit [x] y\n\tgives [x]\n\tkeep x\n",
	    "x/a leaves \"y\"");
}

static void
checks_samples_with_neighbours(void **state)
{
	struct state *s = *state;

	checks(s, "mark caption c /photo$/ words=..9\n\thit a photo\n\tkeep x\n"
	    "drop a /^alt/ next=caption\n"
	    "\tafter the photo\n\thit alt text\n"
	    "\tafter some text\n\tkeep alt text\n"
	    "\tkeep alt text\n", NULL);
	checks(s, "drop a link=whole href=/shop/\n"
	    "\thit[link=whole href=https://shop.example/] buy\n"
	    "\tkeep[link=whole href=https://x.example/] buy\n\tkeep buy\n",
	    NULL);
	checks(s, "drop a /^x$/ kind=caption host=example.org class=box\n"
	    "\thit[host=www.example.org class=box] x\n"
	    "\tkeep[host=badexample.org class=box] x\n"
	    "\tkeep[host=example.org class=box2] x\n"
	    "\tkeep[host=example.org class=box kind=item] x\n", NULL);
	/* samples are on the host that the rule asks for */
	checks(s, "drop a /^x$/ host=example.org,b.example\n\thit x\n"
	    "\thit[host=www.b.example] x\n\tkeep[host=c.example] x\n", NULL);
	checks(s, "drop a /^x$/ host!=example.org\n\thit x\n"
	    "\tkeep[host=example.org] x\n", NULL);
	checks(s, "drop a /^x$/ lang=de\n\thit x\n\tkeep y\n",
	    "lang=de does not hold; a sample says so in brackets");
	checks(s, "drop a /^x$/ where=tail\n\thit x\n\tkeep y\n",
	    "where=tail does not hold; lines of before and after give");
	checks(s, "drop a /^read$/ take=1..2\n\tafter A short line\n"
	    "\thit read\n\tkeep read\n"
	    "\tafter A whole sentence ends.\n\tkeep read\n", NULL);
	/* neighbours are cut as on a page, the sample is not */
	checks(s, "list l\ncut c /\\[x\\]/\n\thit [x] y\n\tkeep x\n"
	    "drop a /^alt \\[x\\]$/ with=l/c\n"
	    "\tbefore y [x]\n\thit alt [x]\n"
	    "\tbefore y\n\tkeep alt [x]\n", NULL);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(reads_a_rule),
		TEST(joins_continued_lines),
		TEST(bounds_what_says_nothing_of_length),
		TEST(names_lists_after_files),
		TEST(points_at_errors),
		TEST(points_at_errors_in_samples),
		TEST(draws_a_caret),
		TEST(gives_up_after_ten_errors),
		TEST(refuses_bad_patterns_of_users),
		TEST(refuses_names_that_nothing_has),
		TEST(obeys_limits),
		TEST(switches_categories_and_rules),
		TEST(reads_element_rules),
		TEST(hashes_what_is_loaded),
		TEST(checks_rules),
		TEST(checks_samples_with_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
