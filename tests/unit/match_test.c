#include "unit.h"

#include <stdlib.h>

#include "diag.h"
#include "match.h"

static struct arena arena;
static struct doc doc;
static struct diag diag;
static struct rules *rules;
static struct matcher *matcher;
static char reported[500];

static void
note(void *ctx, enum msg m, str line)
{
	(void)ctx;
	(void)m;
	memcpy(reported, line.s, line.n < sizeof(reported) - 1 ? line.n :
	    sizeof(reported) - 1);
}

static int
setup(void **state)
{
	(void)state;
	memset(reported, 0, sizeof(reported));
	arena_init(&arena, unit_no_memory, NULL);
	doc_init(&doc, &arena);
	diag_init(&diag, note, NULL);
	rules = rules_new(&arena, NULL);
	matcher = NULL;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	if (matcher != NULL)
		matcher_free(matcher);
	arena_free(&arena);
	return 0;
}

static void
load_as(enum rank rank, const char *text)
{
	assert_true(rules_load(rules, S("t.rules"), str_of(text), rank,
	    &diag));
}

static void
load(const char *text)
{
	load_as(RANK_SHIPPED, text);
}

static struct block *
add(enum kind kind, const char *text)
{
	return doc_add(&doc, &(struct block){ .kind = kind,
	    .text = str_of(text) });
}

static void
add_all(const char *const *texts)
{
	for (; *texts != NULL; texts++)
		add(KIND_PARAGRAPH, *texts);
}

static void
run(void)
{
	assert_true(rules_ready(rules, &diag));
	matcher = matcher_new(&arena, rules);
	match_free(matcher, &doc, &diag);
	match_context(matcher, &doc, &diag);
}

/* one letter a block: d dropped, k kept by a mark, . open */
static void
assert_fates(const char *want)
{
	char got[100] = "";

	for (size_t i = 0; i < doc.n; i++)
		got[i] = ".kd"[doc.blocks[i].fate];
	assert_string_equal(got, want);
}

#define PROSE "This is a paragraph of prose, long enough to be taken for " \
    "what an article is made of, and it ends as sentences do."

static void
drops_and_says_why(void **state)
{
	(void)state;
	load("list l\ncategory c on \"C\"\ndrop a /^read more\\W*$/i\n");
	add(KIND_PARAGRAPH, "Read\xc2\xa0more\xe2\x80\xa6");
	add(KIND_PARAGRAPH, "Read more books");
	add(KIND_PRE, "read more");
	add(KIND_IMAGE, "read more");
	add(KIND_PARAGRAPH, "read more")->hidden = true;
	run();
	assert_fates("d....");
	assert_str(doc.blocks[0].verdict->why->id, "l/a");
	assert_str(doc.blocks[0].verdict->why->category, "c");
	assert_int_equal(matcher_hits(matcher)[0], 1);
}

static void
cuts_in_the_original(void **state)
{
	(void)state;
	load("cut a /\\s*\\[ad_\\d\\]\\s*/\n"
	    "cut b / ?\\(read more\\.\\.\\.\\)/i\n");
	add(KIND_PARAGRAPH, "[ad_1] \xe2\x80\x9cOne\xe2\x80\x9d  two [ad_2]");
	add(KIND_PARAGRAPH,
	    "e\xcc\x81t\xc2\xad\xc3\xa9 (Read more\xe2\x80\xa6)");
	add(KIND_PARAGRAPH, "[ad_3]");
	run();
	assert_str(doc_text(&doc, 0), "\xe2\x80\x9cOne\xe2\x80\x9d  two");
	assert_str(doc_text(&doc, 1), "e\xcc\x81t\xc2\xad\xc3\xa9");
	assert_fates("..d");
	assert_str(doc.blocks[2].verdict->why->id, "t/a");
}

static void
looks_again_at_what_cuts_leave(void **state)
{
	(void)state;
	load("cut a /\\[x\\]/\ndrop b /^share this$/i\n");
	add(KIND_PARAGRAPH, "[x] Share this");
	add(KIND_PARAGRAPH, "Not [[x]x] this");
	run();
	assert_fates("d.");
	assert_str(doc_text(&doc, 1), "Not  this");
}

static void
leaves_long_matches_alone(void **state)
{
	(void)state;
	load("cut a /\\(.*\\)/\ncut b /<.*>/ chars=..5\n");
	add(KIND_PARAGRAPH, "a (b) c <defgh> <i>");
	add(KIND_PARAGRAPH, "a (" PROSE PROSE PROSE ")");
	run();
	assert_str(doc_text(&doc, 0), "a  c <defgh> <i>");
	assert_null(doc.blocks[1].cuts);
}

static void
bounds_by_words(void **state)
{
	(void)state;
	load("drop a /^w/\ndrop b /^x/ words=2..3\ndrop c /^y/ chars=..3\n");
	add(KIND_PARAGRAPH, "w w w w w w w w w w w w w w w w w w w w w w w w w "
	    "w w w w w w w w w w w w w w w");
	add(KIND_PARAGRAPH, "w w w w w w w w w w w w w w w w w w w w w w w w w "
	    "w w w w w w w w w w w w w w w w");
	add(KIND_PARAGRAPH, "x");
	add(KIND_PARAGRAPH, "x x x");
	add(KIND_PARAGRAPH, "x x x x");
	add(KIND_PARAGRAPH, "y y y");
	add(KIND_PARAGRAPH, "y y yy");
	run();
	assert_fates("d..d.d.");
}

static struct block *
add_link(const char *text, uint32_t from, uint32_t to, const char *target)
{
	struct span *span = arena_new(&arena, struct span);

	*span = (struct span){ .from = from, .to = to, .kind = SPAN_LINK,
	    .value = str_of(target) };
	return doc_add(&doc, &(struct block){ .text = str_of(text),
	    .spans = span, .nspans = 1 });
}

static void
asks_for_links(void **state)
{
	(void)state;
	load("drop a /^w/ link=whole\ndrop b /^s/ link=some\n"
	    "drop c /^n/ link=none\ndrop d href=/\\bshop\\./ \n"
	    "drop e kind=image href=/\\.gif$/\ndrop f /^m/ link!=whole\n");
	add_link("whole line", 0, 10, "/");
	add_link("w partly is one", 0, 5, "/");
	add_link("some link", 0, 4, "/");
	add(KIND_PARAGRAPH, "some");
	add(KIND_PARAGRAPH, "none");
	add_link("none", 0, 4, "/");
	add_link("buy", 0, 3, "https://shop.example/");
	add(KIND_IMAGE, "")->href = str_of("a.gif");
	add(KIND_IMAGE, "")->href = str_of("a.jpg");
	add_link("mine", 0, 4, "/");
	add_link("mine is", 0, 4, "/");
	run();
	assert_fates("d.d.d.dd..d");
}

static void
knows_shouting(void **state)
{
	(void)state;
	load("drop a caps=all\n");
	add_all((const char *const []){ "MCDONALD'S AND McDONALD'S BURGERS",
	    "Not Shouting", "12 34", "A", "\xd0\x9d\xd0\x9e\xd0\x92\xd0\x9e",
	    "\xe4\xb8\x80\xe4\xba\x8c", NULL });
	run();
	assert_fates("d...d.");
}

static void
asks_for_page_and_box(void **state)
{
	uint32_t outer, inner;

	(void)state;
	doc.host = S("www.example.org");
	doc.lang = S("de");
	load("drop a /^1/ host=example.org\ndrop b /^2/ host=ample.org\n"
	    "drop c /^3/ lang=en,de\ndrop d /^4/ class=promo\n"
	    "drop e /^5/ class=pro\ndrop f /^6/ class!=promo,news\n");
	outer = doc_add_box(&doc, &(struct box){ .classes = S("x promo y") });
	inner = doc_add_box(&doc, &(struct box){ .parent = outer,
	    .id = S("NEWS") });
	add_all((const char *const []){ "1", "2", "3", "4", "4", "5", "6",
	    "6", NULL });
	doc.blocks[3].box = doc.blocks[5].box = doc.blocks[6].box = inner;
	run();
	assert_fates("d.dd...d");
}

static void
looks_at_neighbours(void **state)
{
	(void)state;
	load("list l\ncategory cap on\nmark caption cap /photo$/ words=..9\n"
	    "category ad on\ndrop ad /^buy/\n"
	    "category rest on\ndrop p /^p/ prev=ad\ndrop n /^n/ next=caption\n"
	    "drop i /^i/ prev=l/ad\ndrop w /^w/ with=ad\n"
	    "drop l /^alt/ like=next\n");
	add_all((const char *const []){ "buy", "p one", "p two", "n one",
	    "nice photo", "buy", "ice", "ice", "with",
	    "alt Harvest in Kyiv", "The harvest was good.",
	    "alt with that", "with that", NULL });
	run();
	assert_fates("dd.d.dd.dd..d");
}

static void
skips_neighbours_that_are_gone(void **state)
{
	static const struct why find = { .id = V("find"), .rank = RANK_STAGE };

	(void)state;
	load("drop n /^n/ next=heading\n");
	add(KIND_PARAGRAPH, "n one");
	add(KIND_PARAGRAPH, "hidden")->hidden = true;
	add(KIND_IMAGE, "picture");
	add(KIND_PARAGRAPH, "menu");
	add(KIND_HEADING, "Heading");
	doc_mark(&doc, 3, FATE_DROP, &find);
	run();
	assert_fates("d..d.");
}

static void
knows_head_and_tail(void **state)
{
	(void)state;
	load("drop h /^x/ where=head\ndrop b /^y/ where=body\n"
	    "drop t /^z/ where=tail\ndrop r /^r/ rest=..10%\n");
	add_all((const char *const []){ "x", "y", "z", "r", PROSE, "x", "y",
	    "z", PROSE, "x", "y", "z", "r", NULL });
	run();
	assert_fates("d.....d....dd");
}

static void
knows_prose_beside(void **state)
{
	(void)state;
	load("drop p /^x/ prev=prose\ndrop n /^y/ next=prose\n"
	    "drop b /^z/ prev=prose next=prose\n");
	add_all((const char *const []){ "x", "y", PROSE, "x", "z", "y",
	    PROSE, "z", PROSE, "y", NULL });
	run();
	assert_fates(".d.d.d.d..");
}

/* others of two to eight words, whatever the case of their first */
static void
counts_like_starts(void **state)
{
	(void)state;
	load("drop a /^shop/i again=2..\ndrop b /^see/i again=1\n"
	    "drop c /^(?:buy|\\d)/i again=..0\n");
	add_all((const char *const []){ "Shop this", "> SHOP that", "Shop",
	    "shop it", "See a", "See one two three four five six seven eight",
	    "see b", "Buy c", "12", NULL });
	run();
	assert_fates("d.ddd.dd.");
}

/* a context rule sees what fell; the end of a longer block is asked, too */
static void
asks_for_the_wording_of_matches(void **state)
{
	(void)state;
	load("drop a /newsletter/i wording=50.. tail=2..9\n"
	    "drop b /^x$/ next=t/a\n");
	add_all((const char *const []){ "x", "Sign up for our newsletter",
	    PROSE, "The newsletter of the museum was printed in 1921.",
	    PROSE " Sign up for our free newsletter.", NULL });
	run();
	assert_fates("dd...");
	assert_str(doc_text(&doc, 4), PROSE);
}

/* neither by its wording nor by an expression that begins early */
static void
takes_no_prose_along_with_a_tail(void **state)
{
	(void)state;
	load("drop a words=2..16 wording=80.. tail=2..20\n"
	    "drop b /^.{0,90}\\bregister now$/i tail=2..20\n");
	add_all((const char *const []){
	    PROSE " The harbour lay empty on Tuesday. Sign up for our free "
	    "newsletter.",
	    PROSE " The harbour lay empty on Tuesday. Register now",
	    "The harbour lay empty on Tuesday. Sign up for our newsletter.",
	    NULL });
	run();
	assert_fates("...");
	assert_str(doc_text(&doc, 0), PROSE
	    " The harbour lay empty on Tuesday.");
	assert_str(doc_text(&doc, 1), PROSE
	    " The harbour lay empty on Tuesday.");
	assert_str(doc_text(&doc, 2), "The harbour lay empty on Tuesday.");
}

static void
drops_to_the_end(void **state)
{
	(void)state;
	load("drop-after a /^check also$/i rest=..40%\n"
	    "drop-before b /^home$/i\nallow c /^copyright/i\n");
	add_all((const char *const []){ "menu", "home", PROSE, "Check also",
	    PROSE, PROSE, "Check also", "one", "Copyright", NULL });
	run();
	assert_fates("dd....dd.");
	assert_str(doc.blocks[7].verdict->why->id, "t/a");
}

static void
takes_what_follows(void **state)
{
	(void)state;
	load("drop a /^read also$/i take=..1\ndrop b /^box$/ take=2..3\n");
	add_all((const char *const []){ "Read also", "A headline",
	    "Another one", "Read also", "A sentence ends.", "box", "one",
	    "It ends.", "box", "one", "two", "three", "four", NULL });
	run();
	assert_fates("dd.d....dddd.");
}

/* a mark in a list, and a list of its own, go no further than the rule says */
static void
takes_the_rest_of_a_list(void **state)
{
	static const unsigned char lists[] =
	    { 0, 1, 1, 1, 2, 0, 3, 3, 3, 0, 4, 4, 0, 0 };

	(void)state;
	load("drop a /^read also$/i take=..1\n");
	add_all((const char *const []){ "Read also", "one", "two", "three",
	    "of another list", "Text", "Read also", "one", "two",
	    "Read also", "one", "It ends.", "Read also", "no item", NULL });
	for (size_t i = 0; i < sizeof(lists); i++) {
		doc.blocks[i].group = lists[i];
		if (lists[i] != 0)
			doc.blocks[i].kind = KIND_ITEM;
	}
	run();
	assert_fates("dddd..dd.dd.dd");
}

static void
takes_at_most_eight_of_a_list(void **state)
{
	(void)state;
	load("drop a /^read also$/i take=..1\n");
	add_all((const char *const []){ "Read also", "1", "2", "3", "4", "5",
	    "6", "7", "8", "9", NULL });
	for (size_t i = 1; i < doc.n; i++)
		doc.blocks[i].kind = KIND_ITEM;
	run();
	assert_fates("ddddddddd.");
}

static void
cuts_what_is_glued_to_the_end(void **state)
{
	static const struct {
		const char *text, *left;
	} rows[] = {
		{ "It ends. Buy now!", "It ends." },
		{ "It ends.Buy now!", "It ends." },
		{ "It ends.\" (Buy now)", "It ends.\"" },
		{ "Es endet. \"Buy now.\"", "Es endet." },
		{ "It ends; buy now", "It ends; buy now" },
		{ "It ends. You may buy now", "It ends. You may buy now" },
		{ "He paid 3.Buy now", "He paid 3." },
		{ "Chapter 3.1. Buy now", "Chapter 3.1. Buy now" },
		{ "It ends. Like it? Buy one here.", "It ends." },
		{ "It ends. And? Buy now!", "It ends. And?" },
		{ "\u7d42\u308f\u308a\u3002\u8cfc\u8aad",
		    "\u7d42\u308f\u308a\u3002" },
		{ "It ends. buy now", "It ends. buy now" },
		{ "Ends. Buy shares", "Ends. Buy shares" },
		{ "No tail here. Sell now", "No tail here. Sell now" },
		{ "It ends.[3] Buy now!", "It ends.[3]" },
		{ "It ends.[31][a] Buy now!", "It ends.[31][a] Buy now!" },
	};

	(void)state;
	load("drop a /^\\W*buy (?:now|shares)\\W*$/i tail=..4\n"
	    "drop b /^like it\\? buy one here\\W*$/i tail=..6\n"
	    "drop c /^\u8cfc\u8aad$/ tail=..4\n"
	    "drop d /^sell now$/i\ndrop e /^one here/i tail=3..3\n"
	    "allow v /shares/ of=t/a\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		add(KIND_PARAGRAPH, rows[i].text);
	run();
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(doc.blocks[i].fate, FATE_OPEN);
		assert_true(str_eq(doc_text(&doc, i), str_of(rows[i].left)));
	}
}

/* where no stop divides */
static void
cuts_tails_at_joints(void **state)
{
	static const struct { const char *text, *left; } rows[] = {
		{ "The ships that had been away all spring came home: Buy now",
		    "The ships that had been away all spring came home:" },
		{ "The ships that had been away all spring came home | Buy now",
		    "The ships that had been away all spring came home" },
		{ "The ships that had been away all spring came home [Buy now]",
		    "The ships that had been away all spring came home" },
		{ "The ships that had been away came home Also: a ship",
		    "The ships that had been away came home" },
		{ "The ships that had been away all spring came home Buy now",
		    "The ships that had been away all spring came home" },
		{ "The ships that had been away all spring came homeBuy now",
		    "The ships that had been away all spring came home" },
		{ "The ships that had been away all spring came home BUYS",
		    "The ships that had been away all spring came home" },
		{ "The ships that had been away came home in May Also on: a",
		    "The ships that had been away came home in May" },
		{ "The ships that had been away came to May Also: a ship",
		    "The ships that had been away came to May Also: a ship" },
		/* the label may have no more than four words */
		{ "The ships had been away so long that Also a b c d e: f.",
		    "The ships had been away so long that Also a b c d e: f." },
		/* a name, in a text that ends */
		{ "The ships that had been away all spring came home Buy now.",
		    "The ships that had been away all spring came home "
		    "Buy now." },
		{ "The ships that had been away all spring came to the Buy now",
		    "The ships that had been away all spring came to the "
		    "Buy now" },
		{ "The ships that had been away all spring came for Buy Now",
		    "The ships that had been away all spring came for "
		    "Buy Now" },
		{ "The ships that had been away came home & Buy now.",
		    "The ships that had been away came home & Buy now." },
		{ "The ships that had been away came home (buy now)",
		    "The ships that had been away came home (buy now)" },
		{ "The ships came home: Buy now",
		    "The ships came home: Buy now" },
		{ "The SHIPS THAT HAD BEEN AWAY CAME HOME BUYS",
		    "The SHIPS THAT HAD BEEN AWAY CAME HOME BUYS" },
	};
	uint32_t n = sizeof(rows) / sizeof(*rows);

	(void)state;
	load("drop a /^\\W*buys?(?: now)?\\W*$/i tail=..4\n"
	    "drop b /^also\\b.{0,20}: /i tail=..9\n");
	for (size_t i = 0; i < n; i++)
		add(KIND_PARAGRAPH, rows[i].text);
	add(KIND_HEADING, rows[0].text);
	run();
	for (uint32_t i = 0; i < n; i++)
		assert_true(str_eq(doc_text(&doc, i), str_of(rows[i].left)));
	assert_true(str_eq(doc_text(&doc, n), str_of(rows[0].text)));
}

static void
obeys_vetoes(void **state)
{
	(void)state;
	load("list l\ncategory ad on\ndrop a /^buy/\ncut c /now$/\n"
	    "category x on\nallow v /shares/ of=ad\nallow w /wine/ of=l/x\n"
	    "drop x /^buy wine/\nkeep k /^keep/\ndrop kk /^keep/\n");
	load_as(RANK_USER, "drop u /^buy shares too$/\n");
	add_all((const char *const []){ "buy books", "buy shares now",
	    "buy shares too", "buy wine", "keep me", NULL });
	run();
	assert_fates("d.ddk");
	assert_str(doc_text(&doc, 1), "buy shares now");
	/* the rank of the user's rule is above that of the veto */
	assert_int_equal(doc.blocks[2].verdict->why->rank, RANK_USER);
	assert_str(doc.blocks[3].verdict->why->id, "l/a");
}

static void
takes_a_verdict_back(void **state)
{
	(void)state;
	load("drop a /^x/\nallow b /^x/ next=heading\n");
	add(KIND_PARAGRAPH, "x");
	add(KIND_HEADING, "h");
	add(KIND_PARAGRAPH, "x");
	run();
	assert_fates("k.d");
	assert_str(doc.blocks[0].verdict->why->id, "t/b");
}

/* a veto where the rule matched saves what the rule would take with it */
static void
vetoes_what_a_rule_takes_along(void **state)
{
	(void)state;
	load("drop a /^read$/ take=..2\ndrop-after b /^end$/\n"
	    "drop-before c /^start$/\nallow v /^(?:start|end)$/ next=heading\n"
	    "allow w /^read$/ next=heading\nallow x /^important/\n");
	add_all((const char *const []){ "one", "start", NULL });
	add(KIND_HEADING, "two");
	add_all((const char *const []){ "read", NULL });
	add(KIND_HEADING, "three");
	add_all((const char *const []){ "four", "read", "five",
	    "important six", "seven", "end", NULL });
	add(KIND_HEADING, "eight");
	add_all((const char *const []){ "end", "nine", "important ten",
	    NULL });
	run();
	assert_fates("......" "dd.." ".." "dd.");
}

/* what a veto saved is not junk in the eyes of rules that look around */
static void
sees_no_junk_that_was_vetoed(void **state)
{
	(void)state;
	load("list l\ncategory ad on\ndrop a /^buy/\nallow v /shares/\n"
	    "category x on\ndrop next /^alt/ prev=ad\n"
	    "drop with /^all/ with=l/a\n");
	add_all((const char *const []){ "buy shares", "alt", "all", NULL });
	run();
	assert_fates("...");
}

static void
keep_stands_over_the_finder(void **state)
{
	static const struct why find = { .id = V("find"), .rank = RANK_STAGE };

	(void)state;
	load("keep a /^y/\n");
	add_all((const char *const []){ "x", "y", NULL });
	assert_true(rules_ready(rules, &diag));
	matcher = matcher_new(&arena, rules);
	match_free(matcher, &doc, &diag);
	doc_mark(&doc, 0, FATE_DROP, &find);
	doc_mark(&doc, 1, FATE_DROP, &find);
	match_context(matcher, &doc, &diag);
	assert_fates("dk");
}

/* on a page with tags, and only from its wording */
static void
the_finder_stands_over_wording(void **state)
{
	static const char rule[] = "list wording\ncategory wording on \"W\"\n"
	    "drop line words=2..20 wording=85..\n"
	    "list l\ncategory c on \"C\"\ndrop cookies /^we use cookies/i\n";

	(void)state;
	load(rule);
	add(KIND_PARAGRAPH, "Sign up for our free newsletter")->score = 2.5f;
	add(KIND_PARAGRAPH, "Sign up for our free newsletter")->score = 1.5f;
	add(KIND_PARAGRAPH, "We use cookies on this site")->score = 2.5f;
	doc.tagged = true;
	run();
	assert_fates(".dd");
}

static void
what_has_no_tags_falls_for_its_wording(void **state)
{
	(void)state;
	load("list wording\ncategory wording on \"W\"\n"
	    "drop line words=2..20 wording=85..\n");
	add(KIND_PARAGRAPH, "Sign up for our free newsletter")->score = 2.5f;
	run();
	assert_fates("d");
}

static void
gives_kinds(void **state)
{
	(void)state;
	load("mark caption a /^photo/ words=..9\nmark date b /^photo/ "
	    "words=..9 kind=caption\n");
	add(KIND_PARAGRAPH, "photo");
	run();
	/* a rule sees what the page says the block is */
	assert_int_equal(doc.blocks[0].kind, KIND_CAPTION);
	assert_fates(".");
}

static void
rescues_a_page_that_is_gutted(void **state)
{
	(void)state;
	load("drop-after a /^stop$/\ndrop b /^short$/\n");
	add_all((const char *const []){ PROSE, PROSE, "stop", "short", PROSE,
	    PROSE, PROSE, PROSE, PROSE, NULL });
	run();
	assert_fates("..k" "d" "kkkkk");
	assert_str(doc.blocks[4].verdict->why->id, "rescue");
}

static void
says_when_a_block_is_too_long(void **state)
{
	char *big = malloc(30001);

	(void)state;
	memset(big, 'x', 30000);
	big[30000] = '\0';
	load("cut a /xx/\n");
	add(KIND_PARAGRAPH, big);
	run();
	assert_null(doc.blocks[0].cuts);
	assert_non_null(strstr(reported, "limit subject"));
	free(big);
}

static void
reports_the_limit_of_a_pattern(void **state)
{
	char text[400];

	(void)state;
	memset(text, 'a', 120);
	text[120] = '\0';
	/* refused from users; shipped rules are linted when they are built */
	load("drop slow /^(?:a|a|aa|aaa)+(?:$|b)/ words=..2\n");
	text[119] = '!';
	add(KIND_PARAGRAPH, text);
	run();
	assert_non_null(strstr(reported, "rule t/slow"));
	assert_int_equal(diag.worst, STATUS_FAILED);
	assert_fates(".");
}

/* the fates and texts that one order of the rules gives */
static str
outcome(const char *const *texts, const char *const *lines, size_t n,
    const size_t *order)
{
	struct buf b, out;

	setup(NULL);
	buf_init(&b, &arena);
	buf_puts(&b, "list l\ncategory c on\n");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\n", lines[order[i]]);
	assert_true(rules_load(rules, S("t"), buf_str(&b), RANK_SHIPPED,
	    &diag));
	add_all(texts);
	run();
	buf_init(&out, &arena);
	for (size_t i = 0; i < doc.n; i++)
		buf_printf(&out, "%d%d %.*s %.*s\n", (int)doc.blocks[i].fate,
		    (int)doc.blocks[i].kind, P(doc.blocks[i].verdict != NULL ?
		    doc.blocks[i].verdict->why->id : S("-")),
		    P(doc_text(&doc, i)));
	return buf_str(&out);
}

static void
order_of_rules_does_not_matter(void **state)
{
	static const char *const lines[] = {
		"drop a /^buy/i", "drop b /^buy now/i", "cut c /\\[x\\]/",
		"cut d /\\(?\\[x\\]\\)?/", "allow e /shares/i",
		"mark caption f /photo/i words=..9",
		"drop g /^alt/i next=caption", "drop h /^read/i take=..2",
		"drop o /^go now/i tail=..4", "drop p /^go/i tail=..4",
		"drop i /^near/i prev=l/a", "drop n /^near/i prev=l/a",
		"mark date j /photo/ words=..9",
		"keep k /^never/", "drop-after m /^end$/"
	};
	static const char *const texts[] = { "Buy now", "Near it", "Alt",
		"A photo", "([x]) text [x]", "Buy shares", "Read",
		"A headline", "Another", "Third", "alt", "photo [x]",
		"never [x]", PROSE, "It ends. Go now", "end", "More", "Never drop", NULL };
	enum { N = sizeof(lines) / sizeof(*lines) };
	size_t order[N];
	char first[2000];
	unsigned seed = 1;
	str got;

	for (size_t round = 0; round < 40; round++) {
		for (size_t i = 0; i < N; i++)
			order[i] = i;
		for (size_t i = N; round > 0 && i-- > 1; ) {
			size_t k = (seed = seed * 1103515245u + 12345u) / 65536
			    % (i + 1), t = order[i];

			order[i] = order[k];
			order[k] = t;
		}
		teardown(state);
		got = outcome(texts, lines, N, order);
		if (round == 0) {
			assert_true(got.n < sizeof(first));
			memcpy(first, got.s, got.n);
			first[got.n] = '\0';
		}
		assert_int_equal(got.n, strlen(first));
		assert_memory_equal(got.s, first, got.n);
	}
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(drops_and_says_why),
		TEST(cuts_in_the_original),
		TEST(looks_again_at_what_cuts_leave),
		TEST(leaves_long_matches_alone),
		TEST(bounds_by_words),
		TEST(asks_for_links),
		TEST(knows_shouting),
		TEST(asks_for_page_and_box),
		TEST(looks_at_neighbours),
		TEST(skips_neighbours_that_are_gone),
		TEST(knows_head_and_tail),
		TEST(knows_prose_beside),
		TEST(asks_for_the_wording_of_matches),
		TEST(takes_no_prose_along_with_a_tail),
		TEST(counts_like_starts),
		TEST(drops_to_the_end),
		TEST(takes_what_follows),
		TEST(takes_the_rest_of_a_list),
		TEST(takes_at_most_eight_of_a_list),
		TEST(cuts_what_is_glued_to_the_end),
		TEST(cuts_tails_at_joints),
		TEST(obeys_vetoes),
		TEST(takes_a_verdict_back),
		TEST(vetoes_what_a_rule_takes_along),
		TEST(sees_no_junk_that_was_vetoed),
		TEST(keep_stands_over_the_finder),
		TEST(the_finder_stands_over_wording),
		TEST(what_has_no_tags_falls_for_its_wording),
		TEST(gives_kinds),
		TEST(rescues_a_page_that_is_gutted),
		TEST(says_when_a_block_is_too_long),
		TEST(reports_the_limit_of_a_pattern),
		TEST(order_of_rules_does_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
