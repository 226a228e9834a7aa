#include "page.h"

#include "walk.h"

static struct walk w;

/* the whole walk in one line: (list (item text )item )list */
static str
events(unsigned kinds)
{
	static const char *const names[] = {
		[GROUP_QUOTE] = "quote", [GROUP_LIST] = "list",
		[GROUP_ITEM] = "item", [GROUP_TABLE] = "table",
		[GROUP_FIGURE] = "figure"
	};
	enum walk_event e;
	struct buf b;

	buf_init(&b, &arena);
	walk_init(&w, &doc, kinds);
	while ((e = walk_next(&w)) != WALK_END) {
		if (e == WALK_BLOCK)
			buf_put(&b, w.text);
		else
			buf_printf(&b, "%c%s", e == WALK_OPEN ? '(' : ')',
			    names[w.level->group]);
		buf_putc(&b, ' ');
	}
	assert_int_equal(walk_next(&w), WALK_END);
	return buf_str(&b);
}

static void
gives_nothing_of_nothing(void **state)
{
	(void)state;
	assert_str(events(KIND_ALL), "");
	assert_false(walk_any(&doc, KIND_ALL));
}

static void
passes_over_what_is_dropped(void **state)
{
	(void)state;
	add(KIND_PARAGRAPH, "a");
	add(KIND_PARAGRAPH, "b")->fate = FATE_DROP;
	add(KIND_PARAGRAPH, "c")->fate = FATE_OPEN;
	add(KIND_CAPTION, "d");
	assert_str(events(KIND_BIT(KIND_PARAGRAPH)), "a c ");
	assert_true(walk_any(&doc, KIND_BIT(KIND_CAPTION)));
	assert_false(walk_any(&doc, KIND_BIT(KIND_PRE)));
}

static void
nests_lists_and_quotes(void **state)
{
	(void)state;
	add_item("a", 1, 0);
	add_item("b", 2, 1);
	add(KIND_PARAGRAPH, "c")->list = 2;
	add_item("d", 1, 0);
	add(KIND_QUOTE, "e")->list = 1;
	doc.blocks[4].quote = 1;
	add_item("f", 1, 0);
	add(KIND_QUOTE, "g")->quote = 2;
	add(KIND_QUOTE, "h")->quote = 1;
	assert_str(events(KIND_ALL), "(list (item a (list (item b c )item "
	    ")list )item (item d (quote e )quote )item (item f )item )list "
	    "(quote g )quote (quote h )quote ");
}

static void
a_dropped_item_ends_the_one_before(void **state)
{
	(void)state;
	add_item("a", 1, 0);
	add_item("b", 1, 0)->fate = FATE_DROP;
	add(KIND_PARAGRAPH, "c")->list = 1;
	assert_str(events(KIND_ALL),
	    "(list (item a )item (item c )item )list ");
}

static void
lists_of_other_groups_are_apart(void **state)
{
	(void)state;
	add_item("a", 1, 0);
	add_item("b", 1, 0)->group = 2;
	add_item("c", 1, 1)->group = 2;
	assert_str(events(KIND_ALL), "(list (item a )item )list "
	    "(list (item b )item )list (list (item c )item )list ");
}

static void
leaves_out_lists_that_hold_only_lists(void **state)
{
	(void)state;
	add_item("a", 1, 0)->fate = FATE_DROP;
	add_item("b", 3, 0);
	add_item("c", 2, 0);
	assert_str(events(KIND_ALL), "(list (item b )item )list "
	    "(list (item c )item )list ");
}

static void
groups_tables_and_figures(void **state)
{
	(void)state;
	add(KIND_CAPTION, "t")->group = 1;
	add_row("a|b", 1, true);
	add_row("c|d", 1, false);
	add_row("e", 2, false);
	add(KIND_IMAGE, "")->group = 3;	/* nothing to show */
	add(KIND_IMAGE, "")->group = 3;
	doc.blocks[doc.n - 1].href = S("a.png");
	add(KIND_IMAGE, "i")->group = 3;
	add(KIND_CAPTION, "k")->group = 3;
	add(KIND_CAPTION, "alone");
	add(KIND_IMAGE, "j");
	add(KIND_CAPTION, "its");
	add(KIND_CAPTION, "other");
	assert_str(events(KIND_ALL), "(table t a b c d )table "
	    "(table e )table (figure  i k )figure (figure alone )figure "
	    "(figure j its )figure (figure other )figure ");
}

static void
gives_the_deepest_nesting(void **state)
{
	(void)state;
	for (unsigned i = 1; i <= 255; i++) {
		struct block *b = add_item("x", (uint8_t)i, 0);

		b->quote = (uint8_t)i;
	}
	add(KIND_IMAGE, "i")->list = 255;
	doc.blocks[255].quote = 255;
	assert_int_equal(events(KIND_ALL).n, 256 * 2 +
	    255 * (sizeof("(quote )quote ") + sizeof("(list )list ") +
	    sizeof("(item )item ") - 3) + sizeof("(figure )figure ") - 1);
}

/* the pieces of a block in one line */
static str
pieces(const struct block *b)
{
	struct pieces p;
	struct buf out;

	buf_init(&out, &arena);
	pieces_init(&p, b->text, 0, (uint32_t)b->text.n, b->spans, b->nspans);
	for (enum piece k; (k = pieces_next(&p)) != PIECE_END; ) {
		if (k == PIECE_TEXT)
			buf_put(&out, p.text);
		else
			buf_printf(&out, "%c%d", k == PIECE_OPEN ? '<' : '>',
			    (int)p.span->kind);
	}
	return buf_str(&out);
}

static void
nests_spans(void **state)
{
	struct block *b = add(KIND_PARAGRAPH, "one two three four");

	(void)state;
	add_span(b, SPAN_STRONG, "one two three", "");
	add_span(b, SPAN_EM, "one", "");
	add_span(b, SPAN_STRONG, "two", "");
	add_span(b, SPAN_SUP, "three four", "");
	add_span(b, SPAN_CODE, "four", "");
	assert_str(pieces(b), "<2<1one>1 two <5three>5>2 <3four>3");
	assert_str(pieces(add(KIND_PARAGRAPH, "")), "");
}

static void
gives_cells_with_their_spans(void **state)
{
	struct block *b = add_row("a|b|c", 1, false);
	uint32_t at = 0;
	struct cell c;

	(void)state;
	add_span(b, SPAN_EM, "c", "");
	walk_init(&w, &doc, KIND_ALL);
	assert_int_equal(walk_next(&w), WALK_OPEN);
	assert_int_equal(walk_next(&w), WALK_BLOCK);
	for (unsigned i = 0; i < 3; i++) {
		assert_true(walk_cell(&w, &at, &c));
		assert_int_equal(c.from, 2 * i);
		assert_int_equal(c.to, 2 * i + 1);
		assert_int_equal(c.ninner, i == 2);
	}
	assert_false(walk_cell(&w, &at, &c));
}

static void
a_row_without_cells_is_one(void **state)
{
	uint32_t at = 0;
	struct cell c;

	(void)state;
	add(KIND_ROW, "a b");
	walk_init(&w, &doc, KIND_ALL);
	assert_int_equal(walk_next(&w), WALK_OPEN);
	assert_int_equal(walk_next(&w), WALK_BLOCK);
	assert_true(walk_cell(&w, &at, &c));
	assert_null(c.span);
	assert_int_equal(c.to, 3);
	assert_false(walk_cell(&w, &at, &c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(gives_nothing_of_nothing),
		UNIT(passes_over_what_is_dropped),
		UNIT(nests_lists_and_quotes),
		UNIT(a_dropped_item_ends_the_one_before),
		UNIT(lists_of_other_groups_are_apart),
		UNIT(leaves_out_lists_that_hold_only_lists),
		UNIT(groups_tables_and_figures),
		UNIT(gives_the_deepest_nesting),
		UNIT(nests_spans),
		UNIT(gives_cells_with_their_spans),
		UNIT(a_row_without_cells_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
