#include "unit.h"

#include "wording.h"

struct seen {
	char text[4000];
	size_t n, count;
};

static void
note(void *ctx, uint32_t hash, str what)
{
	struct seen *s = ctx;

	(void)hash;
	s->count++;
	if (s->n + what.n + 2 > sizeof(s->text))
		return;
	memcpy(s->text + s->n, what.s, what.n);
	s->n += what.n;
	s->text[s->n++] = '|';
	s->text[s->n] = '\0';
}

static void
list(const char *text, struct seen *s)
{
	memset(s, 0, sizeof(*s));
	wording_features(str_of(text), note, s);
}

/*
 * Edges stand for what is before the first word and behind the last, and for
 * the ends of a word before and behind four letters of it.
 */
static void
takes_runs_of_words(void **state)
{
	struct seen s;

	(void)state;
	list("Read it", &s);
	assert_string_equal(s.text, "Read|Read it|Read|Read it|Read it|it|it|"
	    "Rea|Read|ead|it|(length)|");
	list("don't 12,5 読む!", &s);
	assert_non_null(strstr(s.text, "|don't|"));
	assert_non_null(strstr(s.text, "|12,5|"));
	assert_non_null(strstr(s.text, "|読む|"));
	assert_non_null(strstr(s.text, "|読む!|"));
	assert_non_null(strstr(s.text, "(small letters)"));
	list("READ MORE NOW", &s);
	assert_non_null(strstr(s.text, "(capitals)"));
	list("Read More Now", &s);
	assert_non_null(strstr(s.text, "(title case)"));
}

static void
ask(void *ctx, uint32_t hash, str what)
{
	uint32_t *sum = ctx;

	(void)what;
	*sum = *sum * 31 + hash;
}

static uint32_t
sum_of(const char *text)
{
	uint32_t sum = 0;

	wording_features(str_of(text), ask, &sum);
	return sum;
}

/* case and numbers do not matter to words; only form tells them */
static void
folds_case_and_numbers(void **state)
{
	(void)state;
	assert_int_equal(sum_of("read 12 more"), sum_of("read 7 more"));
	assert_int_not_equal(sum_of("read more"), sum_of("read on"));
}

static void
bounds_its_work(void **state)
{
	static char text[4 * 10000 + 1];
	struct seen s;

	(void)state;
	for (size_t i = 0; i < sizeof(text) - 1; i++)
		text[i] = "ab, "[i % 4];
	list(text, &s);
	assert_true(s.count <= 4 * (WORDING_TOKENS + 2) + 3);
	memset(text, 'a', sizeof(text) - 1);
	list(text, &s);
	assert_true(s.count < 100);
	/* the edges beside each other, and the length */
	list("", &s);
	assert_int_equal(s.count, 2);
}

/* a feature finds its own weight alone, and an empty place has none */
static void
holds_each_mark_once_in_a_bucket(void **state)
{
	size_t filled = 0;

	(void)state;
	for (size_t b = 0; b < WORDING_BUCKETS; b++)
		for (unsigned i = 0; i < WORDING_WAYS; i++) {
			const struct wording_weight *w = model_wording[b];

			filled += w[i].weight != 0;
			for (unsigned k = 0; k < i && w[i].weight != 0; k++)
				assert_true(w[k].mark != w[i].mark ||
				    w[k].weight == 0);
		}
	assert_true(filled > WORDING_BUCKETS * WORDING_WAYS / 2);
}

static void
tells_junk_from_prose(void **state)
{
	(void)state;
	assert_true(wording_score(S("Sign up for our free newsletter here")) >
	    90);
	assert_true(wording_score(S("Abonnez-vous gratuitement à notre "
	    "newsletter")) > 90);
	assert_true(wording_score(S("The ferries left the harbour again in "
	    "the morning.")) < 5);
	assert_true(wording_score(S("Der Sturm zog in der Nacht über die "
	    "Küste.")) < 5);
}

static void
finds_prose_among_sentences(void **state)
{
	static const char story[] = "The ferries left the harbour again in the "
	    "morning.", both[] = "The ferries left the harbour again in the "
	    "morning. Sign up for our free newsletter here";

	(void)state;
	assert_true(wording_is_prose(S(story)));
	assert_false(wording_is_prose(S("It rained.")));
	assert_false(wording_is_prose(S("Sign up for our free newsletter "
	    "here")));
	assert_true(wording_has_prose(S(both)));
	assert_false(wording_has_prose(S("Sign up for our free newsletter. "
	    "You can unsubscribe at any time.")));
	/* one sentence is judged as a whole */
	assert_false(wording_has_prose(S(story)));
}

static void
says_what_weighs_most(void **state)
{
	struct buf b;
	UNIT_ARENA(a);

	(void)state;
	buf_init(&b, &a);
	wording_explain(S("Sign up for our free newsletter here"), &b);
	assert_true(str_starts(buf_str(&b), S(" wording=9")));
	assert_true(str_find(buf_str(&b), S("news")) < b.n);
	assert_true(str_chr(str_slice(buf_str(&b), 1, b.n), ' ') == b.n - 1);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_runs_of_words),
		cmocka_unit_test(folds_case_and_numbers),
		cmocka_unit_test(bounds_its_work),
		cmocka_unit_test(holds_each_mark_once_in_a_bucket),
		cmocka_unit_test(tells_junk_from_prose),
		cmocka_unit_test(finds_prose_among_sentences),
		cmocka_unit_test(says_what_weighs_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
