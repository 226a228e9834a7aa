/*
 * What the shipped rules cost on pages of every kind that the tests have: a
 * rule that few words keep from most blocks is tried on them all, on every page
 * of everyone, and no test of its verdicts would tell.
 */
#include "unit.h"

#include <glob.h>
#include <stdio.h>

#include "match.h"
#include "opt.h"
#include "../../src/page.h"
#include "rule.h"
#include "setup.h"
#include "slurp.h"

enum {
	TRIED = 90,		/* of 100 blocks: trials of a rule, all of its
				   languages together */
	SEARCHED = 5,		/* of a rule, by PCRE2 */
	ALL_TRIED = 1500,	/* of all rules: a quarter more than there are */
	ALL_SEARCHED = 25
};

static struct diag quiet;
static unsigned long blocks;

static void
judge(const struct cleaner *c, const char *name)
{
	UNIT_ARENA(a);
	struct page page = { .from = FROM_AUTO };
	enum found found;
	const struct doc *d;

	assert_true(slurp_file(name, &a, 1 << 20, &page.bytes));
	d = page_judge(c, &a, &page, &found, &quiet);
	for (uint32_t i = 0; d != NULL && i < d->n; i++)
		blocks += !d->blocks[i].hidden;
	arena_free(&a);
}

static void
judge_all(const struct cleaner *c)
{
	static const char *const where[] = { "tests/cases/*/*.in.*",
	    "tests/examples/page.html", "tests/examples/dirty.txt" };

	for (size_t i = 0; i < sizeof(where) / sizeof(*where); i++) {
		glob_t g;

		assert_int_equal(glob(where[i], 0, NULL, &g), 0);
		for (size_t k = 0; k < g.gl_pathc; k++)
			judge(c, g.gl_pathv[k]);
		globfree(&g);
	}
}

/* per 100 blocks */
static unsigned long
share(unsigned long n)
{
	return n * 100 / blocks;
}

struct total {
	unsigned long trials, searches;
	unsigned wrong;		/* rules */
	bool shown;
};

static void
add_up(const struct cleaner *c, struct total *t)
{
	const struct effort *e = matcher_effort(c->matcher);

	for (uint32_t i = 0; i < c->rules->n; i++) {
		t->trials += e[i].trials;
		t->searches += e[i].searches;
		if (share(e[i].trials) <= TRIED &&
		    share(e[i].searches) <= SEARCHED)
			continue;
		t->wrong++;
		if (t->shown)
			print_error("# of 100 blocks, %.*s is tried on %lu, "
			    "by PCRE2 on %lu\n",
			    P(rules_at(c->rules, i)->why.id),
			    share(e[i].trials), share(e[i].searches));
	}
}

/* all pages, with these arguments */
static void
work(int argc, char **argv, struct total *t)
{
	UNIT_ARENA(process);
	struct opts o;
	struct cleaner c;

	blocks = 0;
	diag_init(&quiet, NULL, NULL);
	assert_true(opt_parse(&o, &process, argc, argv, &quiet));
	assert_true(setup_cleaner(&c, &o, &process, &quiet));
	judge_all(&c);
	assert_true(blocks > 500);
	add_up(&c, t);
	matcher_free(c.matcher);
	arena_free(&process);
}

static void
no_rule_is_tried_on_everything(void **state)
{
	static char *argv[] = { "winnow", "-R", NULL };
	struct total t = { .shown = true };

	(void)state;
	work(2, argv, &t);
	print_message("# of 100 blocks: %lu trials, %lu searches\n",
	    share(t.trials), share(t.searches));
	assert_int_equal(t.wrong, 0);
	assert_in_range(share(t.trials), 1, ALL_TRIED);
	assert_in_range(share(t.searches), 1, ALL_SEARCHED);
}

static void
one_that_is_is_found(void **state)
{
	static char *tried[] = { "winnow", "-R", "-e",
	    "drop tried /\\w\\w\\W?x?$/ words=..900", NULL };
	static char *searched[] = { "winnow", "-R", "-e",
	    "drop searched /(\\w)\\w+ \\1\\w+z?$/ words=..900", NULL };
	struct total t = { 0 };

	(void)state;
	work(4, tried, &t);
	assert_int_equal(t.wrong, 1);
	work(4, searched, &t);
	assert_int_equal(t.wrong, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_rule_is_tried_on_everything),
		cmocka_unit_test(one_that_is_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
