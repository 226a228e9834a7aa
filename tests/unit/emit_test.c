#include "page.h"

#include "emit.h"
#include "emits.h"

static struct emit_opts opts = { .title = true, .version = "1" };

static str
emit(const char *name)
{
	const struct emitter *e = emitter_of(str_of(name));
	struct buf b;

	assert_non_null(e);
	buf_init(&b, &arena);
	e->emit(&b, &doc, &opts);
	return buf_str(&b);
}

static int
fresh(void **state)
{
	opts = (struct emit_opts){ .title = true, .version = "1" };
	return setup(state);
}

static bool
has(str all, const char *part)
{
	return str_find(all, str_of(part)) < all.n;
}

static void
names_every_emitter_once(void **state)
{
	(void)state;
	assert_int_equal(emitter_count, 9);
	for (unsigned i = 0; i < emitter_count; i++) {
		assert_ptr_equal(emitter_of(str_of(emitters[i].name)),
		    &emitters[i]);
		assert_non_null(emitters[i].emit);
		assert_non_null(emitters[i].suffix);
		assert_non_null(emitters[i].help);
	}
	assert_null(emitter_of(S("")));
	assert_null(emitter_of(S("tex")));
}

static void
text_parts_blocks(void **state)
{
	(void)state;
	add(KIND_TITLE, "Title");
	add(KIND_PARAGRAPH, "One.");
	add(KIND_PARAGRAPH, "Dropped.")->fate = FATE_DROP;
	add(KIND_HEADING, "Head")->level = 2;
	add(KIND_CAPTION, "Caption.");
	add(KIND_IMAGE, "Picture");
	add(KIND_BYLINE, "By Jane Roe");
	add(KIND_DATE, "1 May 2020");
	add(KIND_PARAGRAPH, "Two\nlines.");
	assert_str(emit("text"), "Title\n\nOne.\n\nHead\n\nTwo\nlines.\n");
	opts.title = false;
	opts.captions = true;
	assert_str(emit("text"), "One.\n\nHead\n\nCaption.\n\nTwo\nlines.\n");
}

static void
text_of_nothing_is_empty(void **state)
{
	(void)state;
	add(KIND_TITLE, "Title");
	add(KIND_CAPTION, "Only a caption.");
	add(KIND_PARAGRAPH, "Dropped.")->fate = FATE_DROP;
	assert_str(emit("text"), "");
	assert_str(emit("markdown"), "");
}

static void
add_lists(void)
{
	add(KIND_PARAGRAPH, "Before.");
	add_item("one", 1, 1);
	add_item("deep", 2, 0);
	add_item("two", 1, 2);
	add(KIND_PARAGRAPH, "more of two")->list = 1;
	add_item("other", 1, 3)->group = 2;
	add(KIND_PARAGRAPH, "After.");
}

static void
text_shows_lists(void **state)
{
	(void)state;
	add_lists();
	assert_str(emit("text"), "Before.\n\n1. one\n  - deep\n2. two\n\n"
	    "  more of two\n\n3. other\n\nAfter.\n");
}

static void
markdown_shows_lists(void **state)
{
	(void)state;
	add_lists();
	assert_str(emit("markdown"), "Before.\n\n1. one\n   - deep\n2. two\n\n"
	    "   more of two\n\n3) other\n\nAfter.\n");
}

static void
text_lines_up_tables(void **state)
{
	(void)state;
	add_row("Name|Born|x", 1, true);
	add_row("Åsa|1999|y", 1, false);
	add_row("王|2001|z", 1, false);
	add(KIND_PARAGRAPH, "After.");
	assert_str(emit("text"), "Name  Born  x\nÅsa   1999  y\n"
	    "王    2001  z\n\nAfter.\n");
}

static void
text_folds(void **state)
{
	(void)state;
	add(KIND_PARAGRAPH, "aaa bbb ccc averyveryverylongword d");
	add(KIND_PARAGRAPH, "漢字漢字漢字、漢字");
	add_item("aaa bbb ccc", 1, 0);
	add(KIND_PRE, "aaa bbb ccc ddd eee");
	opts.width = 9;
	assert_str(emit("text"), "aaa bbb\nccc\naveryveryverylongword\nd\n\n"
	    "漢字漢字\n漢字、漢\n字\n\n- aaa bbb\n  ccc\n\n"
	    "aaa bbb ccc ddd eee\n");
}

static void
text_prints_code_without_idle_blanks(void **state)
{
	(void)state;
	add(KIND_PRE, "  if (x) \t\n\n\ty  z;\n\n");
	add(KIND_PARAGRAPH, "After.");
	assert_str(emit("text"), "  if (x)\n\n\ty  z;\n\nAfter.\n");
}

static void
text_numbers_links(void **state)
{
	struct block *b = add(KIND_PARAGRAPH, "see here and there.");

	(void)state;
	add_span(b, SPAN_LINK, "here", "/a");
	add_span(b, SPAN_LINK, "there", "javascript:x");
	doc.base = S("http://e.org/x");
	opts.links = true;
	assert_str(emit("text"),
	    "see here [1] and there.\n\n[1] http://e.org/a\n");
}

/* what came in between lines goes out between them */
static void
text_in_is_text_out(void **state)
{
	static const uint32_t newlines[] = { 0, 2, 1, 3, 1, 1 };

	(void)state;
	doc.tagged = false;
	doc.eol = S("\r\n");
	add(KIND_TITLE, "Title");
	add(KIND_PARAGRAPH, "one\r\nline\xc2\xa0");
	add_item("item", 1, 0)->lead = S("  - ");
	add(KIND_PARAGRAPH, "dropped")->fate = FATE_DROP;
	add(KIND_PARAGRAPH, "two");
	add(KIND_PARAGRAPH, "three");
	for (size_t i = 0; i < doc.n; i++)
		doc.blocks[i].newlines = newlines[i];
	assert_str(emit("text"), "Title\r\n\r\none\r\nline\xc2\xa0\r\n"
	    "  - item\r\n\r\ntwo\r\nthree\r\n");
	opts.title = false;
	assert_str(emit("text"), "one\r\nline\xc2\xa0\r\n"
	    "  - item\r\n\r\ntwo\r\nthree\r\n");
}

static void
markdown_escapes_text(void **state)
{
	static const char *const rows[][2] = {
		{ "# a", "\\# a" }, { "#a", "#a" }, { "- a", "\\- a" },
		{ "-5", "-5" }, { "---", "\\---" }, { "+ a", "\\+ a" },
		{ "1. a", "1\\. a" }, { "12) a", "12\\) a" }, { "1.5", "1.5" },
		{ "> a", "\\> a" }, { "===", "\\===" },
		{ "a\n===", "a\\\n\\===" },
		{ "*a* _b_ c_d", "\\*a\\* \\_b\\_ c_d" },
		{ "`a` ~b~ <c> [d](e)", "\\`a\\` \\~b\\~ \\<c> \\[d\\](e)" },
		{ "&amp; & &#60; &x", "\\&amp; & \\&#60; &x" },
		{ "a\\b", "a\\\\b" }, { "| a |\n| - |", "\\| a |\\\n\\| - |" },
		{ "a\n:-:", "a\\\n\\:-:" }, { "```", "\\`\\`\\`" },
		{ "a \n  b", "a\\\nb" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		str out, want = str_of(rows[i][1]);

		doc.n = 0;
		add(KIND_PARAGRAPH, rows[i][0]);
		out = emit("markdown");
		assert_str(str_slice(out, 0, out.n - 1), rows[i][1]);
		assert_int_equal(out.n, want.n + 1);
	}
}

static void
markdown_marks_spans(void **state)
{
	struct block *b = add(KIND_PARAGRAPH, "wow! a link, bold, co`de, in"
	    "side, gone.");

	(void)state;
	add_span(b, SPAN_LINK, "a link", "/x(1)");
	add_span(b, SPAN_STRONG, "bold", "");
	add_span(b, SPAN_CODE, "co`de", "");
	add_span(b, SPAN_EM, "side", "");
	add_span(b, SPAN_LINK, "gone", "javascript:x");
	assert_str(emit("markdown"), "wow! [a link](/x%281%29), **bold**, "
	    "``co`de``, inside, gone.\n");
}

static void
markdown_fences_outgrow_their_text(void **state)
{
	(void)state;
	add(KIND_PRE, "```\na\n\n  b `````")->info = S("c bad");
	add(KIND_QUOTE, "q")->quote = 1;
	add(KIND_PRE, "a\n\nb")->quote = 1;
	assert_str(emit("markdown"), "``````c\n```\na\n\n  b `````\n``````\n\n"
	    "> q\n>\n> ```\n> a\n>\n> b\n> ```\n");
}

static void
markdown_shows_tables(void **state)
{
	(void)state;
	add_row("a|b", 1, true);
	add_row("c|x", 1, false);
	add_row("d|e|f", 1, false);
	doc.blocks[1].text = S("c |");
	assert_str(emit("markdown"), "| a | b |  |\n| --- | --- | --- |\n"
	    "| c | \\| |\n| d | e | f |\n");
}

static void
html_has_only_what_is_safe(void **state)
{
	struct block *b = add(KIND_PARAGRAPH, "<script>alert(1)</script> x y");
	str out;

	(void)state;
	add_span(b, SPAN_LINK, "x", "JAVASCRIPT:alert(1)");
	add_span(b, SPAN_LINK, "y", "http://e.org/\"onclick=\"z");
	b = add(KIND_IMAGE, "\"onerror=\"alert(1)");
	b->href = S("data:image/svg+xml,<svg>");
	b = add(KIND_IMAGE, "\"onerror=\"alert(1)");
	b->href = S("/x\" onerror=\"y");
	add(KIND_PRE, "</pre><b>\n");
	out = emit("html");
	assert_true(has(out, "<p>&lt;script&gt;alert(1)&lt;/script&gt; x "
	    "<a href=\"http://e.org/%22onclick=%22z\">y</a></p>"));
	assert_true(has(out, "<img src=\"/x%22%20onerror=%22y\" "
	    "alt=\"&quot;onerror=&quot;alert(1)\">"));
	assert_true(has(out, "<pre><code>&lt;/pre&gt;&lt;b&gt;\n</code>"));
	assert_false(has(out, "data:"));
	assert_false(has(out, "ava"));
}

static void
xml_keeps_kinds(void **state)
{
	(void)state;
	add(KIND_HEADING, "H")->level = 3;
	add(KIND_IMAGE, "i")->href = S("http://e.org/i.png");
	add(KIND_CAPTION, "c & d");
	add_row("a|b", 1, true);
	add(KIND_PARAGRAPH, "x\ny");
	assert_str(emit("xml"), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<article>\n<meta>\n</meta>\n<body>\n<head level=\"3\">H</head>\n"
	    "<figure>\n<image src=\"http://e.org/i.png\" alt=\"i\"/>\n"
	    "<caption>c &amp; d</caption>\n</figure>\n<table>\n"
	    "<row><cell header=\"yes\">a</cell><cell header=\"yes\">b</cell>"
	    "</row>\n</table>\n<p>x<br/>y</p>\n</body>\n</article>\n");
}

static void
json_has_every_member(void **state)
{
	(void)state;
	add(KIND_PARAGRAPH, "a \"b\"\nc");
	assert_str(emit("jsonl"), "{\"title\": null, \"author\": [], "
	    "\"date\": null, \"date_source\": null, \"modified\": null, "
	    "\"site\": null, \"url\": null, \"language\": null, "
	    "\"description\": null, \"image\": null, \"tags\": [], "
	    "\"text\": \"a \\\"b\\\"\\nc\", \"winnow\": {\"version\": \"1\", "
	    "\"rules\": \"0000000000000000\", \"status\": \"ok\", "
	    "\"dropped\": {}}}\n");
	opts.blocks = true;
	doc.blocks[0].fate = FATE_DROP;
	assert_true(has(emit("json"), "\"status\": \"none\""));
	assert_true(has(emit("json"), "\"blocks\": [{\"kind\": \"paragraph\", "
	    "\"fate\": \"drop\", \"score\": 0.00, "
	    "\"text\": \"a \\\"b\\\"\\nc\"}]"));
}

static const struct why why = { .id = STR("promo/app"),
    .category = STR("promo"), .file = STR("rules/promo.rules"), .line = 7,
    .rank = RANK_SHIPPED };

static void
trace_and_dropped_tell_why(void **state)
{
	(void)state;
	add(KIND_PARAGRAPH, "a\tb\\\nc")->score = 1.5f;
	add(KIND_PARAGRAPH, "get the app");
	doc_mark(&doc, 1, FATE_DROP, &why);
	add(KIND_PARAGRAPH, "keep [ad] this");
	doc_cut(&doc, 2, 5, 9, &why);
	assert_str(emit("trace"),
	    "1\tkeep\t-\tparagraph\t1.50\ta\\tb\\\\\\nc\n"
	    "2\tdrop\tpromo/app\tparagraph\t0.00\tget the app\n"
	    "3\tkeep\t-\tparagraph\t0.00\tkeep \\<[ad]\\> this\tpromo/app\n");
	assert_str(emit("dropped"), "promo/app\tget the app\n"
	    "promo/app\t[ad]\n");
	assert_true(has(emit("json"), "\"dropped\": {\"promo\": 1}"));
	assert_true(has(emit("report"), "<div class=\"block drop paragraph c0\""
	    " title=\"promo/app, rules/promo.rules:7, paragraph, 3 words, "
	    "score 0.00\">"));
}

/* what no output may carry is in none of them, wherever it stood */
static void
nothing_passes_controls(void **state)
{
	const char *evil = "a\x01\x1b[2J\x7f\xc2\x9b\xe2\x80\xae\xef\xbf\xbf"
	    "z";
	struct block *b;

	(void)state;
	for (enum kind k = KIND_PARAGRAPH; k < KIND_MAX; k++) {
		b = add(k, evil);
		b->href = str_of(evil);
		b->info = str_of(evil);
		b->lead = str_of(evil);
		add_span(b, k == KIND_ROW ? SPAN_CELL : SPAN_LINK, evil, evil);
	}
	add(KIND_PARAGRAPH, evil)->fate = FATE_DROP;
	for (unsigned e = 0; e < emitter_count; e++)
		for (int tagged = 0; tagged < 2; tagged++) {
			str out;

			doc.tagged = tagged;
			out = emit(emitters[e].name);
			for (size_t i = 0; i < out.n; i++)
				assert_true((unsigned char)out.s[i] >= ' ' ||
				    out.s[i] == '\n' || out.s[i] == '\t');
			assert_false(has(out, "\x7f"));
			assert_false(has(out, "\xc2\x9b"));
			assert_false(has(out, "\xe2\x80\xae"));
			assert_false(has(out, "\xef\xbf\xbf"));
		}
}

#define EMIT(f) cmocka_unit_test_setup_teardown(f, fresh, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EMIT(names_every_emitter_once),
		EMIT(text_parts_blocks),
		EMIT(text_of_nothing_is_empty),
		EMIT(text_shows_lists),
		EMIT(markdown_shows_lists),
		EMIT(text_lines_up_tables),
		EMIT(text_folds),
		EMIT(text_prints_code_without_idle_blanks),
		EMIT(text_numbers_links),
		EMIT(text_in_is_text_out),
		EMIT(markdown_escapes_text),
		EMIT(markdown_marks_spans),
		EMIT(markdown_fences_outgrow_their_text),
		EMIT(markdown_shows_tables),
		EMIT(html_has_only_what_is_safe),
		EMIT(xml_keeps_kinds),
		EMIT(json_has_every_member),
		EMIT(trace_and_dropped_tell_why),
		EMIT(nothing_passes_controls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
