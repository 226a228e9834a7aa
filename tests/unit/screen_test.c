#include "unit.h"

#include "diag.h"
#include "match_in.h"
#include "norm.h"
#include "pattern.h"
#include "screen.h"

static struct arena arena;
static struct diag diag;

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena, unit_no_memory, NULL);
	diag_init(&diag, NULL, NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
makes_keys(void **state)
{
	static const struct {
		str text, key;
	} rows[] = {
		{ V("Read More"), V(" read more\n") },
		{ V("-- Read: 1,234 more!"), V(" read 0 0 more \n") },
		{ V("a_b\xc3\x84"), V(" a_b\xc3\xa4\n") },
		{ V("\xd9\xa1\xd9\xa2 2024"), V(" 0 0\n") },
		/* marks are left out */
		{ V("\xe0\xa4\xb9\xe0\xa4\xbf"), V(" \xe0\xa4\xb9\n") },
		{ V(""), V(" \n") }, { V("..."), V(" \n") }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char key[200];
		uint32_t signs, n = key_make(key, rows[i].text, &signs);

		assert_int_equal(n, rows[i].key.n);
		assert_memory_equal(key, rows[i].key.s, n);
	}
}

static str
first_words(const char *pattern, unsigned chars)
{
	struct words w;
	struct buf b;

	buf_init(&b, &arena);
	if (!words_first(&arena, pattern_parse(&arena, str_of(pattern), 0),
	    chars, &w))
		return S("-");
	for (uint32_t i = 0; i < w.n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? "," : "", (int)w.v[i].n,
		    w.v[i].s);
	return buf_str(&b);
}

static void
knows_what_matches_begin_with(void **state)
{
	(void)state;
	assert_str(first_words("^\\W*read (?:more|also)", 12),
	    "read also,read more");
	assert_str(first_words("^a[bc]?d", 12), "abd,acd,ad");
	assert_str(first_words("^read\\W*$", 12), "read\n,read \n");
	assert_str(first_words("^abcdefgh", 3), "abc");
	assert_str(first_words("^ab\\d{1,4}x", 12), "ab0x");
	assert_str(first_words("^ab.*c", 12), "ab");
	assert_str(first_words("^(?:the )?end", 12), "end,the end");
	assert_str(first_words("^\\[ad_\\d\\]", 12), "ad_0 ");
	assert_str(first_words("^(?:ab){1,2}$", 12), "ab\n,abab\n");
	/* nothing is known */
	assert_str(first_words("read", 12), "-");
	assert_str(first_words("^.{0,3}read", 12), "-");
	assert_str(first_words("^(?:x|)\\w", 12), "-");
}

static str
inside_words(const char *pattern)
{
	struct words w;
	struct buf b;

	buf_init(&b, &arena);
	if (!words_inside(&arena, pattern_parse(&arena, str_of(pattern), 0),
	    &w))
		return S("-");
	for (uint32_t i = 0; i < w.n; i++)
		buf_printf(&b, "%s%.*s", i > 0 ? "," : "", (int)w.v[i].n,
		    w.v[i].s);
	return buf_str(&b);
}

static void
knows_what_matches_hold(void **state)
{
	(void)state;
	assert_str(inside_words("\\w+newsletter\\w*"), "newsletter");
	assert_str(inside_words(".*(?:photo|image) by .*"),
	    "image by ,photo by ");
	assert_str(inside_words("a.*(?:longer|words)?.*here"), "here");
	assert_str(inside_words("(?:.x|abcd).*"), "-");
	assert_str(inside_words("(?:abc|.*defg)"), "abc,defg");
	assert_str(inside_words("x{2}.*(?:abcd)+"), "abcd");
	assert_str(inside_words("\\w*"), "-");
	assert_str(inside_words("^(?=.*newsletter)\\w+"), "newsletter");
	assert_str(inside_words("^(?!.*newsletter)\\w+"), "-");
}

/*
 * The screen may not hide a match: texts made of the rules' own words, each
 * pattern as PCRE2 sees it against the pieces that the screen lets through.
 */
static const char rules_text[] =
    "list l\ncategory c on\n"
    "drop a /^\\W*(?:read (?:more|also|next)|see also|"
    "more (?:on|from) .{2,20})\\W*$/i\n"
    "\tor[de] /^\\W*(?:mehr (?:zum thema|lesen)|lesen sie (?:auch|mehr))/i\n"
    "\tor[ru] /^(?:\xd1\x87\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9\xd1\x82\xd0\xb5 "
    "\xd1\x82\xd0\xb0\xd0\xba\xd0\xb6\xd0\xb5|\xd0\xbf\xd0\xbe "
    "\xd1\x82\xd0\xb5\xd0\xbc\xd0\xb5)/i\n"
    "\tor[ja] /^(?:\xe9\x96\xa2\xe9\x80\xa3|\xe5\xba\x83\xe5\x91\x8a)/\n"
    "\tor[hi] /^\xe0\xa4\xb9\xe0\xa4\xbf\\W?\xe0\xa4\xb9/\n"
    "drop b /\\(?(?:photo|image)s?(?: by|:) [\\w .]{2,30}\\)?$/i\n"
    "drop c /^(?:(?:share|tweet|pin)\\W{0,3}){1,4}$/i\n"
    "drop d /^[$\\x{20ac}]\\d+ (?:at|on)/\n"
    "cut e /\\[(?:ad|x)_?\\d\\]/\n"
    "drop f /^\\d{1,3}(?:[.,]\\d{3})? comments?$/i\n"
    "drop g /[^.!?:]$/ words=..3\n"
    "mark caption h /(?:AP|Reuters)(?: Photo)?\\W*$/ words=..60\n"
    "drop i /^(?i:more) (?-i:Now)\\b/\n"
    "cut n /(?<=[.!x]) ?now\\b|(?<=ab|c)keep/i\n"
    "drop o /^(read|share)\\b.*\\1$|(x|\\|) \\2/i\n"
    "drop j /\\bkeep \\w+ing$|^(?=.*x)keep/x\n"
    "drop k /^stra(?:\xc3\x9f|ss)e|"
    "^\xce\xa3\xce\xbf\xcf\x86\xce\xb9\xce\xb1$/i\n"
    /* what is put off, counted, cased, or left to PCRE2 */
    "drop p /^(?=.{0,20}\\b(?:photo|images)\\b)\\W*(?:read|\\(photo|by)\\b/i\n"
    "drop q /^(?!.*\\bnow\\b)(?:see|read|x)(?: (?:more|also|x|on)){0,3}$/i\n"
    "drop r /^(?-i:\\p{Lu})[\\p{L}\\p{M}.-]{1,24}(?: [Mm]ore| \\p{Ll}+){1,2}$/i\n"
    "drop s /(?<![a-z])(?:x|ap)(?![a-z2])|\\Bing$/i\n"
    "drop t /^(?:(?>read|re)x|re++x|\\w+? (?:x ){5}x)/i\n"
    "drop u /^[^\\p{Lu}\\d]+$|^[\\P{L}]+$/\n"
    "drop v /^(?=(?!x)r|s)(?:read|see|x) (?=x|m(?=o))/i\n"
    /* a count that is a loop, options ahead, what stands before */
    "drop w /^(?:\\w[ .]?|[:$]){0,12}$/i\n"
    "cut y / ?\\(?(?:photo|x2)\\b/i\n"
    /* a match ends with the text, so it can start in its last part alone */
    "drop aa /(?<=[.!x]) ?[^.!$]{2,9}[:!|]$/i\n"
    "drop ab / (?:on [a-m]{1,6}|photo\\.?|x:?|see .{0,3}[!:]?|more)$/i\n"
    "drop ac /^\\W?(?:see|read|share) ?.{0,4}(?:x|on|[\\p{Lu}])?$/i\n"
    "drop ad /^(?-i:\\P{Ll})\\w*(?: (?-i:\\P{Lu})[\\w:]+)?\\P{L}?$/i\n"
    "drop ae /^\\P{Nd}\\P{Lu}\\w{0,3}\\PM$/\n"
    "drop z /(?:^|(?<=[.!x]) ?)(?:by|more)\\b|(?<=[a-e])-/i\n";

static const char *const words[] = { "read", "more", "also", "next", "See",
    "MORE", "on", "from", "x", "Mehr", "zum", "Thema", "lesen",
    "\xd0\xa7\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9\xd1\x82\xd0\xb5",
    "\xd1\x82\xd0\xb0\xd0\xba\xd0\xb6\xd0\xb5", "\xe9\x96\xa2\xe9\x80\xa3",
    "\xe5\xba\x83\xe5\x91\x8a", "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xb9",
    "(photo", "images", "by", "Jane)", "share", "tweet", "pin", "$12",
    "\xe2\x82\xac" "5", "at", "[ad_1]", "[x2]", "1,234", "12", "comments",
    "Comment", "AP", "Reuters", "Photo.", "Now", "keep", "going",
    "Stra\xc3\x9f" "e", "STRASSE", "\xcf\x83\xce\xbf\xcf\x86\xce\xb9\xce\xb1",
    "\xce\xa3\xce\x9f\xce\xa6\xce\x99\xce\x91", ":", "-", "...", "|", "!" };

/* sure answers: if there were none of a kind, PCRE2 would do all the work */
static unsigned long sure[2];

/* a yes or a no is what PCRE2 says, too */
static void
assert_answer(const struct subject *s, uint32_t piece, bool matches)
{
	enum trial_answer answer = subject_trial(s, piece);
	const struct piece *p = match_piece(s->m, piece);

	if (answer == TRIAL_MAYBE)
		return;
	sure[answer == TRIAL_YES]++;
	if ((answer == TRIAL_YES) != matches)
		fail_msg("%.*s: a sure %s is wrong for \"%.*s\"",
		    P(s->m->rules->all[p->rule]->why.id),
		    matches ? "no" : "yes", P(s->text));
}

static void
assert_nothing_hidden(struct matcher *m, const struct subject *s)
{
	for (size_t k = 0; k < m->rules->nalts; k++) {
		const struct alt *alt = m->rules->alts[k];
		const struct rule *rule = m->rules->all[alt->rule];
		bool whole, part = false;
		size_t span[2];

		if (s->words < rule->words.from || s->words > rule->words.to)
			continue;
		whole = regex_find(m->regexes, alt, s->text, 0, span, &diag);
		for (size_t i = 0; i < m->found.n && !part; i++) {
			const struct piece *p = match_piece(m, m->found.v[i]);

			if (p->alt != k)
				continue;
			part = regex_piece(m->regexes, m->found.v[i], p,
			    s->text, &diag);
			assert_answer(s, m->found.v[i], part);
		}
		if (whole != part)
			fail_msg("%.*s %s \"%.*s\" by itself only",
			    P(rule->why.id), whole ? "matches" :
			    "matches in pieces", P(s->text));
	}
}

static void
hides_no_match(void **state)
{
	struct rules *r = rules_new(&arena, NULL);
	struct matcher *m;
	unsigned seed = 7;
	struct arena page;

	(void)state;
	assert_true(rules_load(r, S("r"), S(rules_text), RANK_SHIPPED, &diag));
	assert_true(rules_ready(r, &diag));
	m = matcher_new(&arena, r);
	arena_init(&page, unit_no_memory, NULL);
	for (int round = 0; round < 20000; round++) {
		struct subject s;
		struct doc d;
		struct buf b;

		arena_reset(&page);
		doc_init(&d, &page);
		buf_init(&b, &page);
		for (unsigned k = 0; k <= (unsigned)round % 5; k++) {
			seed = seed * 1103515245u + 12345u;
			buf_printf(&b, "%s%s", k > 0 && seed >> 30 ? " " : "",
			    words[seed / 65536 % (sizeof(words) /
			    sizeof(*words))]);
		}
		doc_add(&d, &(struct block){ .text = buf_str(&b) });
		m->doc = &d;
		m->diag = &diag;
		assert_true(subject_make(m, 0, &s));
		subject_look(&s);
		assert_nothing_hidden(m, &s);
	}
	assert_true(sure[0] > 1000 && sure[1] > 1000);
	matcher_free(m);
	arena_free(&page);
}

/* how many pieces a text of no interest wakes, for n copies of the rules */
static size_t
woken(int n)
{
	struct rules *r = rules_new(&arena, NULL);
	struct subject s;
	struct doc d;
	struct matcher *m;
	struct buf b;
	size_t found;

	buf_init(&b, &arena);
	for (int i = 0; i < n; i++) {
		char w[] = { (char)('a' + i / 676), (char)('a' + i / 26 % 26),
		    (char)('a' + i % 26), 'x', '\0' };

		buf_printf(&b, "drop a%d /^\\W*(?:get|read) (?:%s app|"
		    "the %s)\\W*$/i\ndrop b%d /sponsored by %s/\n", i, w, w,
		    i, w);
	}
	assert_true(rules_load(r, S("r"), buf_str(&b), RANK_SHIPPED, &diag));
	assert_true(rules_ready(r, &diag));
	m = matcher_new(&arena, r);
	doc_init(&d, &arena);
	doc_add(&d, &(struct block){ .text = S("Get the list of what is "
	    "sponsored by whom") });
	m->doc = &d;
	m->diag = &diag;
	assert_true(subject_make(m, 0, &s));
	subject_look(&s);
	found = m->found.n;
	matcher_free(m);
	return found;
}

static void
many_rules_wake_no_more_than_few(void **state)
{
	(void)state;
	assert_int_equal(woken(50), woken(2000));
}

/* the second of two blocks with the same text gets what the first one got */
static void
remembers_texts(void **state)
{
	static const char rules[] = "list l\ncategory c on\n"
	    "drop a /^share on/i words=..4\ncut b /more$/i\n"
	    "drop c /^Share/ link=whole\n";
	static const char *const texts[] = { "Share on x", "Read more",
	    "Share", "Share on x", "Read more", "Share" };
	struct rules *r = rules_new(&arena, NULL);
	struct matcher *m;
	struct doc d;

	(void)state;
	assert_true(rules_load(r, S("r"), S(rules), RANK_SHIPPED, &diag));
	assert_true(rules_ready(r, &diag));
	m = matcher_new(&arena, r);
	doc_init(&d, &arena);
	for (size_t i = 0; i < 6; i++)
		doc_add(&d, &(struct block){ .text = str_of(texts[i]) });
	/* only the last one is a link: its conditions are its own */
	d.blocks[5].link_chars = d.blocks[5].chars;
	assert_true(match_free(m, &d, &diag));
	for (size_t i = 0; i < 6; i += 3) {
		assert_int_equal(d.blocks[i].fate, FATE_DROP);
		assert_non_null(d.blocks[i + 1].cuts);
	}
	assert_int_equal(d.blocks[2].fate, FATE_OPEN);
	assert_int_equal(d.blocks[5].fate, FATE_DROP);
	assert_ptr_equal(d.blocks[0].norm, d.blocks[3].norm);
	matcher_free(m);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(makes_keys),
		TEST(knows_what_matches_begin_with),
		TEST(knows_what_matches_hold),
		TEST(hides_no_match),
		TEST(many_rules_wake_no_more_than_few),
		TEST(remembers_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
