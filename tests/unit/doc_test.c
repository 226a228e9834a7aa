/* Marks and cuts: who wins, what is logged, what is left of a text. */
#include "unit.h"

#include "doc.h"

static const struct why stage = { .id = V("find"), .rank = RANK_STAGE };
static const struct why later = { .id = V("rescue"), .rank = RANK_STAGE };
static const struct why shipped = { .id = V("a/b"), .rank = RANK_SHIPPED };
static const struct why mine = { .id = V("a/c"), .rank = RANK_USER };

static struct arena arena;

static struct doc *
one_block(const char *text)
{
	struct doc *d;

	arena_reset(&arena);
	d = arena_new(&arena, struct doc);
	doc_init(d, &arena);
	doc_add(d, &(struct block){ .text = str_of(text) });
	return d;
}

static void
counts_what_is_added(void **state)
{
	static const struct span spans[] = {
		{ .from = 0, .to = 7, .kind = SPAN_LINK },
		{ .from = 4, .to = 7, .kind = SPAN_EM },
		{ .from = 4, .to = 10, .kind = SPAN_LINK },
	};
	struct doc *d = one_block("");
	struct block *b = doc_add(d, &(struct block){
		.text = S("two wor ds here"), .spans = spans, .nspans = 3 });

	(void)state;
	assert_int_equal(d->n, 2);
	assert_int_equal(b->words, 4);
	assert_int_equal(b->chars, 12);
	/* no character counts twice, blanks don't count */
	assert_int_equal(b->link_chars, 8);
	assert_int_equal(b->fate, FATE_OPEN);
	assert_null(b->verdict);
}

static void
higher_rank_stands(void **state)
{
	struct doc *d = one_block("x");

	(void)state;
	doc_mark(d, 0, FATE_DROP, &shipped);
	doc_mark(d, 0, FATE_KEEP, &stage);
	assert_int_equal(d->blocks[0].fate, FATE_DROP);
	assert_ptr_equal(d->blocks[0].verdict->why, &shipped);
	/* the one that lost is logged all the same */
	assert_ptr_equal(d->blocks[0].history->why, &stage);
	assert_ptr_equal(d->blocks[0].history->prev->why, &shipped);
	doc_mark(d, 0, FATE_KEEP, &mine);
	assert_int_equal(d->blocks[0].fate, FATE_KEEP);
	doc_mark(d, 0, FATE_DROP, &shipped);
	assert_int_equal(d->blocks[0].fate, FATE_KEEP);
}

static void
later_wins_among_stages(void **state)
{
	struct doc *d = one_block("x");

	(void)state;
	doc_mark(d, 0, FATE_KEEP, &stage);
	doc_mark(d, 0, FATE_DROP, &later);
	assert_int_equal(d->blocks[0].fate, FATE_DROP);
	doc_mark(d, 0, FATE_KEEP, &stage);
	assert_int_equal(d->blocks[0].fate, FATE_KEEP);
}

static void
keep_is_a_veto_among_rules(void **state)
{
	struct doc *d = one_block("x");

	(void)state;
	doc_mark(d, 0, FATE_KEEP, &shipped);
	doc_mark(d, 0, FATE_DROP, &shipped);
	assert_int_equal(d->blocks[0].fate, FATE_KEEP);
	d = one_block("x");
	doc_mark(d, 0, FATE_DROP, &shipped);
	doc_mark(d, 0, FATE_KEEP, &shipped);
	assert_int_equal(d->blocks[0].fate, FATE_KEEP);
}

static void
retyping_gives_no_verdict(void **state)
{
	struct doc *d = one_block("x");

	(void)state;
	doc_retype(d, 0, KIND_CAPTION, &shipped);
	assert_int_equal(d->blocks[0].kind, KIND_CAPTION);
	assert_int_equal(d->blocks[0].fate, FATE_OPEN);
	assert_null(d->blocks[0].verdict);
	assert_true(d->blocks[0].history->retypes);
}

static void
cuts_join_and_trim(void **state)
{
	struct doc *d = one_block("[ad_1] one two three");

	(void)state;
	assert_str(doc_text(d, 0), "[ad_1] one two three");
	doc_cut(d, 0, 0, 6, &shipped);
	assert_str(doc_text(d, 0), "one two three");
	doc_cut(d, 0, 11, 13, &shipped);
	doc_cut(d, 0, 14, 20, &shipped);
	assert_str(doc_text(d, 0), "one o");
	/* one that meets two others swallows them */
	doc_cut(d, 0, 10, 15, &shipped);
	assert_str(doc_text(d, 0), "one");
	doc_cut(d, 0, 0, 20, &shipped);
	assert_str(doc_text(d, 0), "");
	assert_null(d->blocks[0].cuts->next);
}

static void
spans_follow_cuts(void **state)
{
	static const struct span spans[] = {
		{ .from = 3, .to = 8, .kind = SPAN_EM },
		{ .from = 9, .to = 13, .kind = SPAN_LINK },
		{ .from = 14, .to = 16, .kind = SPAN_CODE },
	};
	struct doc *d = one_block("");
	const struct span *got;
	uint32_t n;

	(void)state;
	doc_add(d, &(struct block){ .text = S("ab cdefg hijk lm no"),
	    .spans = spans, .nspans = 3 });
	doc_cut(d, 1, 0, 5, &shipped);
	doc_cut(d, 1, 9, 14, &shipped);
	assert_str(doc_text_spans(d, 1, &got, &n), "efg lm no");
	assert_int_equal(n, 2);
	assert_int_equal(got[0].kind, SPAN_EM);
	assert_int_equal(got[0].from, 0);
	assert_int_equal(got[0].to, 3);
	assert_int_equal(got[1].kind, SPAN_CODE);
	assert_int_equal(got[1].from, 4);
	assert_int_equal(got[1].to, 6);
}

static void
facts_are_found(void **state)
{
	struct doc *d = one_block("x");

	(void)state;
	doc_add_fact(d, FACT_META, S("author"), S("Ann"));
	doc_add_fact(d, FACT_META, S("author"), S("Bob"));
	assert_str(doc_fact(d, FACT_META, S("author")), "Ann");
	assert_str(doc_fact(d, FACT_LINK, S("author")), "");
	assert_int_equal(d->facts[0].block, 1);
}

static void
kinds_have_names(void **state)
{
	(void)state;
	for (int k = 0; k < KIND_MAX; k++)
		assert_int_equal(kind_of(str_of(kind_names[k])), k);
	assert_int_equal(kind_of(S("nonsense")), KIND_MAX);
}

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena, unit_no_memory, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_is_added),
		cmocka_unit_test(higher_rank_stands),
		cmocka_unit_test(later_wins_among_stages),
		cmocka_unit_test(keep_is_a_veto_among_rules),
		cmocka_unit_test(retyping_gives_no_verdict),
		cmocka_unit_test(cuts_join_and_trim),
		cmocka_unit_test(spans_follow_cuts),
		cmocka_unit_test(facts_are_found),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
