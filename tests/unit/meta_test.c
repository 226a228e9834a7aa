#include "page.h"

#include "meta.h"
#include "metas.h"

static void
fact(enum fact_source source, const char *key, const char *value)
{
	doc_add_fact(&doc, source, str_of(key), str_of(value));
}

static void
assert_chosen(enum meta_field f, const char *value)
{
	assert_str(meta_value(doc.meta, f), value);
}

/* the chosen values of a field, apart by "; " */
static str
all_chosen(enum meta_field f)
{
	struct buf b;

	buf_init(&b, &arena);
	for (size_t i = 0; i < doc.meta->n; i++)
		if (doc.meta->all[i].field == f && doc.meta->all[i].chosen) {
			buf_puts(&b, b.n > 0 ? "; " : "");
			buf_put(&b, doc.meta->all[i].value);
		}
	return buf_str(&b);
}

static void
reads_dates_of_machines(void **state)
{
	static const char *const rows[][2] = {
		{ "2023-10-28", "2023-10-28" },
		{ "2023-10-28T09:30:00+02:00", "2023-10-28T09:30:00+02:00" },
		{ "2023-10-28T09:30:00.123Z", "2023-10-28T09:30:00Z" },
		{ "2023-10-28 09:30", "2023-10-28T09:30:00" },
		{ "2023-10-28T09:30:00-0500", "2023-10-28T09:30:00-05:00" },
		{ "20231028", "2023-10-28" },
		{ "2023/10/28", "2023-10-28" },
		{ "Sat, 28 Oct 2023 09:30:00 GMT", "2023-10-28T09:30:00Z" },
		{ "October 28, 2023 9:30 PM", "2023-10-28T21:30:00" },
		{ "October 28, 2023 12:05 am", "2023-10-28T00:05:00" },
		{ "Sat Oct 28 2023", "2023-10-28" },
		{ "10/28/2023", "2023-10-28" },
		{ "28.10.2023", "2023-10-28" },
		{ "28/10/2023", "2023-10-28" },
		{ "2024-02-29", "2024-02-29" },
		{ "2023-02-29", "" }, { "2023-13-01", "" },
		{ "1970-01-01", "" }, { "2201-01-01", "" }, { "today", "" },
		{ "", "" }, { "1698487200", "" }, 
		{ "2023-10-28T99:99", "2023-10-28" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(date_parse(&arena, str_of(rows[i][0])), rows[i][1]);
}

static void
finds_dates_of_people(void **state)
{
	static const char *const rows[] = {
		"Posted on Oct. 28th, 2023 by Jane", "28 October 2023",
		"Samstag, 28. Oktober 2023, 9.30 Uhr", "28. Okt. 2023",
		"28 de octubre de 2023", "Publié le 28 octobre 2023 à 9h30",
		"28 ottobre 2023", "28 de outubro de 2023", "28 oktober 2023",
		"28 октября 2023 г.", "28 жовтня 2023", "28 października 2023",
		"28. října 2023", "28 Ekim 2023", "2023. október 28.",
		"28 octombrie 2023", "28. lokakuuta 2023", "28 Oktober 2023",
		"28 Οκτωβρίου 2023", "28 أكتوبر 2023", "28 अक्टूबर 2023",
		"28. oktobra 2023", "28 октомври 2023", "28 Ekim 2023",
		"2023 m. spalio 28 d.", "2023. gada 28. oktobris",
		"28. oktoober 2023", "28 d'octubre de 2023",
		"28 באוקטובר 2023", "28 اکتبر 2023", "28 اکتوبر 2023",
		"২৮ অক্টোবর ২০২৩", "28 ตุลาคม 2566", "٢٨ أكتوبر ٢٠٢٣",
		"Ngày 28 tháng 10 năm 2023", "28 Oktober 2023 14:00",
		"2023年10月28日", "2023년 10월 28일", "28/10/2023", "10/28/23",
		"10.28.2023", "28. listopada 2023.",
		"28 ΟΚΤΩΒΡΙΟΥ 2023", "2023. gada 28. oktobrī", "28 Oktoba 2023",
		"28 oktyabr 2023", "28 अक्तूबर 2023", "28 அக்டோபர் 2023",
		"28 ოქტომბერი 2023", "Jane RoeOct 28, 2023",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(date_find(&arena, str_of(rows[i]), false),
		    "2023-10-28");
	assert_str(date_find(&arena, S("28 aout 2023"), false), "2023-08-28");
	assert_str(date_find(&arena, S("28 mrt 2023"), false), "2023-03-28");
	assert_str(date_find(&arena, S("28 de setiembre de 2023"), false),
	    "2023-09-28");
	assert_str(date_find(&arena, S("28 listopada 2023"), false),
	    "2023-11-28");
	assert_str(date_find(&arena, S("03/04/2023"), false), "2023-03-04");
	assert_str(date_find(&arena, S("03/04/2023"), true), "2023-04-03");
	assert_str(date_find(&arena, S("3.4.2023"), false), "2023-04-03");
	assert_str(date_find(&arena, S("call 555-1234 may 10"), false), "");
	assert_str(date_find(&arena, S("rated 9.8/10 by readers"), false), "");
	assert_int_equal(date_offset(&arena, S("by X on 28 May 2020")), 8);
}

static void
tells_the_order_of_dates(void **state)
{
	static const struct {
		const char *text;
		int order;
	} rows[] = {
		{ "25/12/2024", 1 }, { "12/25/2024", -1 }, { "3/4/2024", 0 },
		{ "on 25.12.2024 and", 1 }, { "13-14-2024", 0 },
		{ "1925/12/2024", 0 }, { "25/12-2024", 0 }, { "25/12/24", 0 },
		{ "3/4/2024, 25/12/2024", 1 }, { "25/12/202", 0 }, { "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(date_order(str_of(rows[i].text)),
		    rows[i].order);
}

/* what stands under the title, and elsewhere; date and modified of it */
static void
weighs_dates(void **state)
{
	static const struct {
		const char *head, *line, *far, *date, *modified;
	} rows[] = {
		{ NULL, "May 3, 2021 Updated May 9, 2022", NULL,
		    "2021-05-03", "2022-05-09" },
		{ NULL, "Updated May 9, 2022 | Published May 3, 2021", NULL,
		    "2021-05-03", "2022-05-09" },
		{ NULL, "Обновлено 9 мая 2022", NULL, "2022-05-09",
		    "2022-05-09" },
		{ NULL, "May 3, 2021 – May 9, 2022", NULL, "2021-05-03", "" },
		/* another date, or the head, tells which is the day */
		{ NULL, "03/05/2021", "25/12/2020", "2021-05-03", "" },
		{ NULL, "03/05/2021", "12/25/2020", "2021-03-05", "" },
		{ "2021-05-03T10:00:00Z", "03/05/2021", NULL,
		    "2021-05-03T10:00:00Z", "" },
		{ NULL, "May 9, 2022", "This story was originally published "
		    "by The Sun on May 3, 2021.", "2021-05-03", "" },
		{ "2020-01-01", "Boats", "It was first published on May 3, "
		    "2021.", "2020-01-01", "" },
		{ NULL, "Boats", "12 August 2021 By Jane Roe", "2021-08-12",
		    "" },
		{ NULL, "Boats", "12 August 2021 Jane went to the river and "
		    "saw boats", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		doc.n = doc.nfacts = 0;
		if (rows[i].head != NULL)
			fact(FACT_META, "date", rows[i].head);
		add(KIND_HEADING, "Boats rise slowly")->level = 1;
		add(KIND_PARAGRAPH, rows[i].line);
		for (unsigned k = 0; k < 20; k++)
			add(KIND_PARAGRAPH, "Locks");
		if (rows[i].far != NULL)
			add(KIND_PARAGRAPH, rows[i].far);
		meta_judge(&doc);
		assert_chosen(META_DATE, rows[i].date);
		assert_chosen(META_MODIFIED, rows[i].modified);
	}
}

static void
splits_bylines(void **state)
{
	static const char *const rows[][2] = {
		{ "By Jane Roe", "Jane Roe" },
		{ "by Jane Roe and John Doe", "Jane Roe; John Doe" },
		{ "Jane Roe, John Doe & Jim Poe",
		    "Jane Roe; John Doe; Jim Poe" },
		{ "Von Jane Roe", "Jane Roe" },
		{ "Written by: Jane Roe", "Jane Roe" },
		{ "Jane Roe, PhD", "Jane Roe, PhD" },
		{ "Jane Roe, M.D., RD", "Jane Roe, M.D., RD" },
		{ "Jane Roe, Senior Editor", "Jane Roe" },
		{ "Jane Roe October 28, 2023", "Jane Roe" },
		{ "Jane RoeOctober 28, 2023", "Jane Roe" },
		{ "Oct 28, 2023Jane Roe", "Jane Roe" },
		{ "Jane Roe 2\u20133 minutes", "Jane Roe" },
		{ "Jane Roe, Gardener & Astrologer", "Jane Roe" },
		{ "Jane Roe - Product", "Jane Roe" },
		{ "Ludwig van Beethoven", "Ludwig van Beethoven" },
		{ "By the end of this year, Jane Roe came", "" },
		{ "作者：王小明", "王小明" }, { "文/王小明", "王小明" },
		{ "Автор: Иван Петров", "Иван Петров" },
		{ "By Jane Roe | 5 min read", "Jane Roe" },
		{ "Picture of Jane Roe", "Jane Roe" },
		{ "Jane RoeJane Roe", "Jane Roe" },
		{ "José Ñuñez", "José Ñuñez" }, { "王小明", "王小明" },
		{ "admin", "" }, { "jane@example.org", "" },
		{ "https://example.org/jane", "" }, { "", "" }, { "By", "" },
		{ "she writes about her long journey to live", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct meta m = { 0 };
		struct judge j = { .doc = &doc, .meta = &m };
		struct buf b;

		author_add(&j, "byline", SRC_MARKED, str_of(rows[i][0]));
		buf_init(&b, &arena);
		for (size_t k = 0; k < m.n; k++) {
			buf_puts(&b, k > 0 ? "; " : "");
			buf_put(&b, m.all[k].value);
		}
		assert_str(buf_str(&b), rows[i][1]);
	}
}

static void
turns_library_names_round(void **state)
{
	(void)state;
	fact(FACT_META, "citation_author", "Roe, Jane");
	fact(FACT_META, "citation_author", "Doe, John");
	meta_judge(&doc);
	assert_str(all_chosen(META_AUTHOR), "Jane Roe; John Doe");
}

static void
mends_json(void **state)
{
	static const char *const rows[][2] = {
		{ "<!-- {\"a\": 1} -->", "{\"a\": 1} -->" },
		{ "//<![CDATA[\n{\"a\": 1}\n//]]>", "{\"a\": 1} //]]>" },
		{ "{\"a\": [1, 2, ], }", "{\"a\": [1, 2 ] }" },
		{ "{\"a\": \"x\ny\"}", "{\"a\": \"x y\"}" },
		{ "{\"a\": \"it\\'s, \\\"]\"}", "{\"a\": \"it's, \\\"]\"}" },
		{ "{\"a\": \"\\u00e9\\u12\"}", "{\"a\": \"\\u00e9u12\"}" },
		{ "no json", "" }, { "", "" }, { "{\"a", "{\"a\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(json_mend(&arena, str_of(rows[i][0])), rows[i][1]);
}

static void
reads_graphs(void **state)
{
	(void)state;
	fact(FACT_JSONLD, "json", "{\"broken\": ");
	fact(FACT_JSONLD, "json", "[[[[[[[[");
	fact(FACT_JSONLD, "json", "{\"@graph\": [{\"@type\": \"WebSite\","
	    "\"name\": \"The Site\"}, {\"@type\": [\"NewsArticle\"],"
	    "\"headline\": \"Caf&eacute; &amp; more\", \"author\": "
	    "{\"@id\": \"#a\"}, \"datePublished\": \"2020-05-01\","
	    "\"keywords\": \"a, b\", \"image\": [{\"url\": \"/i.png\"}],"
	    "\"articleBody\": \"words\"},"
	    "{\"@type\": \"Article\", \"headline\": \"Another\"}]}");
	fact(FACT_JSONLD, "json", "{\"@id\": \"#a\", \"@type\": \"Person\","
	    "\"name\": \"Jane Roe\"}");
	doc.base = S("https://e.org/x/");
	meta_judge(&doc);
	assert_chosen(META_TITLE, "Café & more");
	assert_chosen(META_AUTHOR, "Jane Roe");
	assert_chosen(META_DATE, "2020-05-01");
	assert_chosen(META_SITE, "The Site");
	assert_chosen(META_IMAGE, "https://e.org/i.png");
	assert_str(all_chosen(META_TAG), "a; b");
	assert_str(doc.meta->body, "words");
}

static void
reads_lists_of_authors(void **state)
{
	static const char *const rows[][2] = {
		{ "[\"Jane Roe\", {\"name\": \"John Doe\"}]",
		    "Jane Roe; John Doe" },
		{ "{\"@type\": \"Person\", \"name\": [\"Jane Roe\", "
		    "\"John Doe\"]}", "Jane Roe; John Doe" },
		{ "{\"@list\": [{\"name\": \"Jane Roe\"}]}", "Jane Roe" },
		{ "{\"@type\": \"Organization\", \"name\": \"Roe & Doe\"}",
		    "Roe & Doe" },
		{ "[{\"@type\": \"Organization\", \"name\": \"Roe & Doe\"}, "
		    "{\"@type\": \"Person\", \"name\": \"Jane Roe\"}]",
		    "Jane Roe" },
		{ "{\"name\": {\"a\": 1}}", "" }, { "7", "" }, { "null", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf b;

		doc.nfacts = 0;
		buf_init(&b, &arena);
		buf_printf(&b, "{\"@type\": \"Article\", \"author\": %s}",
		    rows[i][0]);
		doc_add_fact(&doc, FACT_JSONLD, S("json"), buf_str(&b));
		meta_judge(&doc);
		assert_str(all_chosen(META_AUTHOR), rows[i][1]);
	}
}

static void
prefers_by_rank(void **state)
{
	(void)state;
	fact(FACT_META, "author", "Meta Name");
	fact(FACT_META, "article:published_time", "2020-05-02");
	fact(FACT_META, "date", "2020-05-03");
	fact(FACT_RULE, "author", "Rule Name");
	fact(FACT_RULE, "date", "am 4. Mai 2020");
	meta_judge(&doc);
	assert_chosen(META_AUTHOR, "Rule Name");
	assert_chosen(META_DATE, "2020-05-04");
	assert_string_equal(doc.meta->one[META_DATE]->source, "rule");
}

/* title element, h1, what comes out */
static void
chooses_titles(void **state)
{
	static const char *const rows[][3] = {
		{ "Boats rise slowly - The Site", "Boats rise slowly",
		    "Boats rise slowly" },
		{ "The Site | Boats rise slowly", "Boats rise slowly",
		    "Boats rise slowly" },
		{ "Boats rise slowly today | The Site", NULL,
		    "Boats rise slowly today" },
		{ "Boats rise slowly | The Site", "The Site",
		    "Boats rise slowly" },
		{ "Boats - and all the locks that rise slowly", NULL,
		    "Boats - and all the locks that rise slowly" },
		{ "How boats rise", "Why boats do rise in locks",
		    "Why boats do rise in locks" },
		{ "Boats rise slowly today | example.com", NULL,
		    "Boats rise slowly today" },
		{ "Game over | example.com", NULL, "Game over" },
		{ "Boats rise slowly", "Title:Boats rise slowly",
		    "Boats rise slowly" },
		{ NULL, "Only a heading", "Only a heading" },
		{ NULL, NULL, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		doc.n = doc.nfacts = 0;
		fact(FACT_META, "og:site_name", "The Site");
		if (rows[i][0] != NULL)
			fact(FACT_TITLE, "title", rows[i][0]);
		if (rows[i][1] != NULL)
			add(KIND_HEADING, rows[i][1])->level = 1;
		meta_judge(&doc);
		assert_chosen(META_TITLE, rows[i][2]);
	}
}

/* headings of a page that has several of the first level */
static void
chooses_headings(void **state)
{
	static const char *prose = "Boats rise slowly in a lock because the "
	    "water flows in by itself and nobody has to pump, which is why it "
	    "takes ten minutes and why keepers tell so many stories.";
	static const struct {
		const char *title, *og, *first, *second, *want;
	} rows[] = {
		/* a heading of a part that shares some words */
		{ "Why do boats rise?", NULL, NULL,
		    "But boats do rise with love and patience",
		    "Why do boats rise?" },
		/* the first of two that are about as good */
		{ "Where to see boats in Houston", NULL,
		    "The best boats to see in Houston",
		    "Where next in your guide to Houston",
		    "The best boats to see in Houston" },
		/* the site's name in front */
		{ "Canal Data Blog: Small boats and their language",
		    "Small boats and their language", "Canal Data Blog",
		    "Small is new", "Small boats and their language" },
		{ "Why boats rise The Lock", "The Lock", "Why boats rise",
		    NULL, "Why boats rise" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		doc.n = doc.nfacts = 0;
		fact(FACT_TITLE, "title", rows[i].title);
		if (rows[i].og != NULL)
			fact(FACT_META, "og:title", rows[i].og);
		if (rows[i].first != NULL)
			add(KIND_HEADING, rows[i].first)->level = 1;
		add(KIND_PARAGRAPH, prose);
		add(KIND_PARAGRAPH, prose);
		if (rows[i].second != NULL)
			add(KIND_HEADING, rows[i].second)->level = 1;
		meta_judge(&doc);
		assert_chosen(META_TITLE, rows[i].want);
	}
}

static void
retypes_what_repeats_the_title(void **state)
{
	(void)state;
	fact(FACT_META, "og:title", "Boats rise slowly");
	add(KIND_PARAGRAPH, "Boats rise slowly");
	add(KIND_HEADING, "Boats  rise “slowly”")->level = 1;
	add(KIND_PARAGRAPH, "Boats rise slowly in a lock because the water "
	    "flows in by itself and nobody has to pump, which is why it takes "
	    "ten minutes and why keepers tell so many stories.");
	add(KIND_PARAGRAPH, "Boats rise slowly");
	meta_judge(&doc);
	assert_int_equal(doc.blocks[0].kind, KIND_TITLE);
	assert_int_equal(doc.blocks[1].kind, KIND_TITLE);
	assert_int_equal(doc.blocks[2].kind, KIND_PARAGRAPH);
	assert_int_equal(doc.blocks[3].kind, KIND_PARAGRAPH);
}

static void
reads_the_visible(void **state)
{
	struct block *b;

	(void)state;
	fact(FACT_TITLE, "title", "Boats rise slowly");
	add(KIND_HEADING, "Boats rise slowly")->level = 1;
	b = add(KIND_PARAGRAPH, "Story by Jane Roe");
	add_span(b, SPAN_LINK, "Jane Roe", "/author/jane");
	add(KIND_PARAGRAPH, "Updated 3 May 2021");
	add(KIND_PARAGRAPH, "Published 28 October 2020");
	meta_judge(&doc);
	assert_chosen(META_AUTHOR, "Jane Roe");
	assert_chosen(META_DATE, "2020-10-28");
	assert_chosen(META_MODIFIED, "2021-05-03");
}

/* the head names who keeps the site, the byline who wrote it */
static void
weighs_authors(void **state)
{
	static const struct {
		const char *head, *line, *want;
	} rows[] = {
		{ "Kim Keeper", "By Jane Roe", "Jane Roe" },
		{ "Jane Roe", "By Jane Roe, PhD", "Jane Roe" },
		{ "The Site", "By Jane Roe", "Jane Roe" },
		{ "jroe", "Jane Roe | 3 May 2021", "Jane Roe" },
		{ "jroe", "Words about locks", "jroe" },
		{ "The Site", "Words about locks", "The Site" },
		{ NULL, "Edited by Jane Roe", "Jane Roe" },
		{ "John Doe", "Edited by Jane Roe", "John Doe" },
		{ NULL, "Photos by Jane Roe", "" },
		{ NULL, "Von Jane Roe", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		doc.n = doc.nfacts = 0;
		fact(FACT_META, "og:site_name", "The Site");
		fact(FACT_HTML, "lang", "en");
		if (rows[i].head != NULL)
			fact(FACT_META, "author", rows[i].head);
		add(KIND_HEADING, "Boats rise slowly")->level = 1;
		add(KIND_PARAGRAPH, rows[i].line);
		meta_judge(&doc);
		assert_str(all_chosen(META_AUTHOR), rows[i].want);
	}
}

/* the names follow a line that holds nothing but "By" */
static void
reads_names_below(void **state)
{
	(void)state;
	add(KIND_HEADING, "Boats rise slowly")->level = 1;
	add(KIND_PARAGRAPH, "Author(s)");
	add(KIND_ITEM, "Jane Roe");
	add(KIND_ITEM, "John Doe");
	meta_judge(&doc);
	assert_str(all_chosen(META_AUTHOR), "Jane Roe; John Doe");
}

static void
trusts_labels_of_cards(void **state)
{
	(void)state;
	fact(FACT_META, "twitter:label1", "Written by");
	fact(FACT_META, "twitter:data1", "Jane Roe");
	meta_judge(&doc);
	assert_chosen(META_AUTHOR, "Jane Roe");
	doc.nfacts = 0;
	fact(FACT_META, "twitter:label1", "Price");
	fact(FACT_META, "twitter:data1", "Low Price");
	meta_judge(&doc);
	assert_chosen(META_AUTHOR, "");
}

/* microdata of a list of other articles tells nothing of this one */
static void
distrusts_lists(void **state)
{
	(void)state;
	fact(FACT_META, "date", "2020-05-03");
	fact(FACT_ITEMPROP, "datePublished", "2021-01-01");
	meta_judge(&doc);
	assert_chosen(META_DATE, "2021-01-01");
	fact(FACT_ITEMPROP, "datePublished", "2021-01-02");
	fact(FACT_ITEMPROP, "datePublished", "2021-01-03");
	fact(FACT_ITEMPROP, "datePublished", "2021-01-04");
	meta_judge(&doc);
	assert_chosen(META_DATE, "2020-05-03");
}

static void
prunes_json(void **state)
{
	static const char *const rows[][2] = {
		{ "{\"name\": \"x\", \"a\": [{}, \"]\"], \"url\": 1}",
		    "{\"name\": \"x\",  \"url\": 1}" },
		{ "{\"a\": 1, \"name\": 2, \"b\": {\"name\": 3}}",
		    "{ \"name\": 2}" },
		{ "{\"a\": {}}", "{}" }, { "[\"a\", \"b\"]", "[\"a\", \"b\"]" },
		{ "{\"a\": \"\\\"}\"}", "{}" }, { "", "" },
		{ "{\"a", "{\"a" }, { "{\"a\":", "{" }, { "\"\\", "\"\\" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(json_prune(&arena, str_of(rows[i][0])), rows[i][1]);
}

/* nobody looks for a date that no output prints */
static void
spares_the_terse(void **state)
{
	(void)state;
	add(KIND_HEADING, "Boats rise slowly")->level = 1;
	add(KIND_PARAGRAPH, "By Jane Roe");
	doc.terse = true;
	meta_judge(&doc);
	assert_chosen(META_TITLE, "Boats rise slowly");
	assert_chosen(META_AUTHOR, "");
}

static void
reads_the_address_last(void **state)
{
	(void)state;
	doc.url = S("https://e.org/2020/10/28/boats?2021-01-01");
	meta_judge(&doc);
	assert_chosen(META_DATE, "2020-10-28");
	assert_chosen(META_URL, "https://e.org/2020/10/28/boats?2021-01-01");
	assert_string_equal(doc.meta->one[META_DATE]->source, "address");
}

static void
tells_languages(void **state)
{
	static const char *const rows[][2] = {
		{ "en", "The water of the canal flows into the lock and it is "
		    "the keeper who opens the gates for the boat that waits "
		    "on this side of it, which was there first." },
		{ "de", "Das Wasser aus dem Kanal fließt in die Schleuse und "
		    "der Wärter öffnet das Tor für das Boot, das nicht mit "
		    "den anderen auf der Seite wartet, sondern im Hafen." },
		{ "fr", "L'eau du canal coule dans le sas et la porte est "
		    "ouverte par le gardien pour les bateaux qui attendent "
		    "sur une rive que les autres ne voient pas." },
		{ "es", "El agua del canal entra en la esclusa y es el guarda "
		    "que abre las puertas para los barcos que esperan en la "
		    "otra orilla, con una luz por la noche." },
		{ "pl", "Woda z kanału wpływa do śluzy i to jest powód, że "
		    "łódź się podnosi, jak mówi strażnik, który nie otwiera "
		    "bramy dla nikogo po zmroku na rzece." },
		{ "ru", "Вода из канала течёт в шлюз, и это смотритель, что "
		    "открывает ворота для лодок, как он всегда делал на этой "
		    "реке с утра, но не в праздник." },
		{ "zh", "水从运河流入船闸，管理员为等在这一边的船打开闸门。船在闸室里慢慢"
		    "升起，大约需要十分钟的时间，然后继续向前航行。" },
		{ "ja", "運河の水が閘門に流れ込み、管理人がこちら側で待っている船のために"
		    "門を開ける。船は閘室の中でゆっくりと上がっていく。" },
		{ "ko", "운하의 물이 갑문으로 흘러 들어가고 관리인은 이쪽에서 기다리는 "
		    "배를 위해 문을 연다. 배는 천천히 올라간다. 십 분이 걸린다." },
		{ "hr", "Voda iz kanala ulazi u komoru i čuvar je taj koji "
		    "otvara vrata za brod koji čeka na ovoj strani, jer se "
		    "ne bi moglo proći kako treba od jutra do mraka." },
		{ "lt", "Vanduo iš kanalo teka į šliuzą ir tai yra priežastis, "
		    "kad laivas kyla, kaip sako sargas, bet jis buvo čia nuo "
		    "ryto ir taip pat dėl darbo." },
		{ "fa", "آب کانال به درون حوضچه می‌ریزد و نگهبان دروازه را برای "
		    "قایقی که در این سو منتظر است باز می‌کند و پس از چند دقیقه "
		    "قایق آرام بالا می‌آید." },
		{ "ar", "يتدفق ماء القناة إلى الهويس ويفتح الحارس البوابة للقارب "
		    "الذي ينتظر على هذا الجانب ثم يرتفع القارب ببطء." },
		{ "ms", "Air dari terusan itu masuk ke dalam kolam dan "
		    "penjaga membuka pintu untuk bot yang menunggu di "
		    "sebelah ini, kerana beliau tahu bahawa hari ini tidak "
		    "akan panjang bagi mereka." },
		{ "az", "Kanalın suyu şlüzə axır və gözətçi bu tərəfdə "
		    "gözləyən qayıq üçün qapını açır, amma o, gecə ilə heç "
		    "vaxt açmır, çünki bu yol daha uzun və çox təhlükəli "
		    "olub." },
		{ "gl", "A auga da canle entra na esclusa e é o garda quen "
		    "abre as portas para os barcos que agardan nunha beira, "
		    "con máis luz pola noite, e non todos foron ao porto." },
		{ "eu", "Kanaleko ura esklusara sartzen da eta zaindariak "
		    "ateak irekitzen ditu, baina gauez ez du inork egin "
		    "behar izan, eta bat zain dago beste aldean, ez ere "
		    "urrun." },
		{ "af", "Die water van die kanaal vloei in die sluis en dit "
		    "is die wagter wat die hekke vir die boot oopmaak, maar "
		    "hy het nie gewag om te sien wat daarmee gebeur nie." },
		{ "is", "Vatnið í skurðinum rennur inn og það er vörðurinn "
		    "sem opnar hliðin fyrir bátinn, en hann var ekki við "
		    "þegar þeir komu og það hefur verið til umræðu." },
		{ "mk", "Водата од каналот влегува во комората и чуварот е "
		    "тој кој ги отвора вратите за бродот, но не знае дека "
		    "ќе се чека, како што го прави тоа секој ден со години." },
		{ "kk", "Арнаның суы шлюзге ағып кіреді, күзетші осы жақта "
		    "күтіп тұрған қайыққа қақпаны ашады, бірақ түнде "
		    "ешкімге ашпайды." },
		{ "mr", "कालव्याचे पाणी जलद्वारात येते आणि पहारेकरी या बाजूला "
		    "थांबलेल्या बोटीसाठी दरवाजे उघडतो, तर रात्री ते बंद असतात असे "
		    "त्यांनी सांगितले आहे." },
		{ "ne", "नहरको पानी फाटकमा पस्छ र पालेले यो किनारमा पर्खिरहेको "
		    "डुङ्गाका लागि ढोका खोल्छ, तर राति कसैलाई पनि खोल्ने गरेको छैन "
		    "भने उनले भनेका छन्।" },
		{ "km", "ទឹកពីប្រឡាយហូរចូលទៅក្នុងអាង "
		    "ហើយអ្នកយាមបើកទ្វារសម្រាប់ទូកដែលរង់ចាំនៅខាងនេះ រួចទូកឡើងយឺតៗ។" },
		{ "", "Short words." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		doc.n = 0;
		doc.lang = S("");
		add(KIND_PARAGRAPH, rows[i][1]);
		meta_judge(&doc);
		assert_chosen(META_LANGUAGE, rows[i][0]);
		assert_true(str_eq(doc.lang, str_of(rows[i][0])));
	}
}

/* a template's English stands over nothing in another script */
static void
distrusts_templates(void **state)
{
	(void)state;
	fact(FACT_HTML, "lang", "en-US");
	doc.lang = S("en");
	add(KIND_PARAGRAPH, "水从运河流入船闸，管理员为等在这一边的船打开闸门。船在闸室里"
	    "慢慢升起，大约需要十分钟的时间，然后继续向前航行。");
	meta_judge(&doc);
	assert_chosen(META_LANGUAGE, "zh");
}

static void
bounds_candidates(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 3000; i++)
		fact(FACT_META, "article:tag", i % 2 ? "same" : "other");
	meta_judge(&doc);
	assert_int_equal(doc.meta->n, CANDIDATES);
	assert_str(all_chosen(META_TAG), "other; same");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(reads_dates_of_machines),
		UNIT(finds_dates_of_people),
		UNIT(tells_the_order_of_dates),
		UNIT(weighs_dates),
		UNIT(splits_bylines),
		UNIT(turns_library_names_round),
		UNIT(mends_json),
		UNIT(reads_graphs),
		UNIT(reads_lists_of_authors),
		UNIT(prefers_by_rank),
		UNIT(chooses_titles),
		UNIT(chooses_headings),
		UNIT(retypes_what_repeats_the_title),
		UNIT(reads_the_visible),
		UNIT(weighs_authors),
		UNIT(reads_names_below),
		UNIT(trusts_labels_of_cards),
		UNIT(distrusts_lists),
		UNIT(prunes_json),
		UNIT(spares_the_terse),
		UNIT(reads_the_address_last),
		UNIT(tells_languages),
		UNIT(distrusts_templates),
		UNIT(bounds_candidates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
