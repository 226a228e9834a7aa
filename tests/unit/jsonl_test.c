/* The scanner of JSON lines agrees with jansson on any line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "arena.h"
#include "jsonl.h"

enum { ROUNDS = 60000, SEED = 20240229 };

static void
no_memory(void *ctx)
{
	(void)ctx;
	abort();
}

static int
set_up(void **state)
{
	struct arena *a = malloc(sizeof(*a));

	arena_init(a, no_memory, NULL);
	*state = a;
	return 0;
}

static int
tear_down(void **state)
{
	arena_free(*state);
	free(*state);
	return 0;
}

/* ---- generated lines ---- */

struct dice {
	uint64_t x;
};

static unsigned
roll(struct dice *d, unsigned n)
{
	d->x ^= d->x << 13;
	d->x ^= d->x >> 7;
	d->x ^= d->x << 17;
	return (unsigned)((d->x >> 11) % n);
}

static void
put_one(struct buf *b, struct dice *d, const char *const *list, unsigned n)
{
	buf_puts(b, list[roll(d, n)]);
}
#define PUT_ONE(b, d, list) \
	put_one((b), (d), (list), sizeof(list) / sizeof(*(list)))

static void
put_blank(struct buf *b, struct dice *d)
{
	static const char *const blanks[] = { "", "", "", "", " ", "\t",
	    "  ", "\r", " \t " };

	PUT_ONE(b, d, blanks);
}

static void
put_string(struct buf *b, struct dice *d)
{
	static const char *const pieces[] = { "a", "html", "text", "/",
	    "<p class='x'>a longer run of plain characters</p>", "\\n",
	    "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t", "\\u0041",
	    "\\u00e9", "\\u20AC", "\\ud83d\\ude00", "\xc3\xa9",
	    "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\x7f", "\xef\xbf\xbf",
	    "\xe4\xb8\xad\xe6\x96\x87", "\\u0000", "\\uFFFF" };

	buf_putc(b, '"');
	for (unsigned n = roll(d, 6); n > 0; n--)
		PUT_ONE(b, d, pieces);
	buf_putc(b, '"');
}

static void
put_name(struct buf *b, struct dice *d)
{
	static const char *const names[] = { "\"html\"", "\"text\"",
	    "\"url\"", "\"id\"", "\"ht\\u006dl\"", "\"\"", "\"winnow\"",
	    "\"title\"", "\"a b\"", "\"\xc3\xa9\"" };

	PUT_ONE(b, d, names);
}

static void
put_value(struct buf *b, struct dice *d, unsigned depth)
{
	static const char *const scalars[] = { "true", "false", "null", "0",
	    "-0", "1", "-17", "3.25", "1e5", "1E+2", "2e-3", "0.0", "10",
	    "123456789", "0.10", "1.50e1", "{}", "[]", "[ ]", "{ }" };
	unsigned n = roll(d, 4);
	bool object = roll(d, 2) == 0;

	if (depth == 0 || roll(d, 3) == 0) {
		if (roll(d, 2) == 0)
			put_string(b, d);
		else
			PUT_ONE(b, d, scalars);
		return;
	}
	buf_putc(b, object ? '{' : '[');
	for (unsigned i = 0; i < n; i++) {
		buf_puts(b, i > 0 ? "," : "");
		put_blank(b, d);
		if (object) {
			put_name(b, d);
			put_blank(b, d);
			buf_putc(b, ':');
		}
		put_blank(b, d);
		put_value(b, d, depth - 1);
		put_blank(b, d);
	}
	buf_putc(b, object ? '}' : ']');
}

static void
put_object(struct buf *b, struct dice *d)
{
	unsigned n = roll(d, 6);

	put_blank(b, d);
	buf_putc(b, '{');
	for (unsigned i = 0; i < n; i++) {
		buf_puts(b, i > 0 ? "," : "");
		put_blank(b, d);
		put_name(b, d);
		put_blank(b, d);
		buf_putc(b, ':');
		put_blank(b, d);
		put_value(b, d, roll(d, 4));
		put_blank(b, d);
	}
	buf_putc(b, '}');
	put_blank(b, d);
}

/* deletes, doubles or replaces a byte: most such lines are invalid */
static void
mutate(struct buf *b, struct dice *d)
{
	static const char bytes[] = "{}[]\",:\\0123456789.eE+-truefalsn /u"
	    "\xc3\xa9\xed\xa0\x80\xf4\x90\xc0\xaf\xff\x01\x1f\x7f\n";
	size_t at = roll(d, (unsigned)b->n);
	char c = bytes[roll(d, sizeof(bytes))];

	switch (roll(d, 3)) {
	case 0:
		memmove(b->s + at, b->s + at + 1, b->n - at - 1);
		b->n--;
		break;
	case 1:
		buf_putc(b, ' ');
		memmove(b->s + at + 1, b->s + at, b->n - at - 1);
		b->s[at] = c;
		break;
	default:
		b->s[at] = c;
	}
}

/* ---- the property ---- */

/* lines on which jansson is stricter than RFC 8259, on purpose */
static bool
jansson_refuses(const json_error_t *e)
{
	enum json_error_code code = json_error_code(e);

	return code == json_error_numeric_overflow ||
	    code == json_error_null_byte_in_key ||
	    strstr(e->text, "invalid Unicode '\\u") != NULL;
}

static void
same_member(struct arena *a, const struct jsonl *j, json_t *root,
    const char *name)
{
	const struct jsonl_member *m = jsonl_last(j, str_of(name));
	json_t *theirs = json_object_get(root, name), *mine;
	str text;

	assert_int_equal(m != NULL, theirs != NULL);
	if (m == NULL)
		return;
	mine = json_loadb(m->value.s, m->value.n,
	    JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	assert_true(json_equal(mine, theirs));
	json_decref(mine);
	assert_int_equal(jsonl_is_string(m->value), json_is_string(theirs));
	if (!json_is_string(theirs))
		return;
	text = jsonl_decode(a, m->value);
	assert_int_equal(text.n, json_string_length(theirs));
	assert_memory_equal(text.s, json_string_value(theirs), text.n);
}

static void
compare(struct arena *a, str line, bool *valid)
{
	static const char *const names[] = { "html", "text", "url", "id", "",
	    "title", "nothing" };
	json_error_t error;
	json_t *root = json_loadb(line.s, line.n, JSON_ALLOW_NUL, &error);
	struct jsonl j;
	bool ok = jsonl_scan(&j, a, line);

	*valid = ok;
	/* a NUL is valid nowhere; jansson overlooks one after a number */
	if (line.n > 0 && memchr(line.s, '\0', line.n) != NULL)
		assert_false(ok);
	else if (root != NULL && !json_is_object(root)) {
		assert_false(ok);
	} else if (root == NULL) {
		if (ok && !jansson_refuses(&error))
			fail_msg("jansson: %s: %.*s", error.text, P(line));
	} else {
		if (!ok)
			fail_msg("%s at %zu: %.*s", j.error, j.at, P(line));
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			same_member(a, &j, root, names[i]);
	}
	assert_int_equal(ok, j.error == NULL);
	assert_true(j.at <= line.n);
	json_decref(root);
}

/* a copy that ends where its memory ends, for the sanitizer */
static void
compare_tight(struct arena *a, str line, bool *valid)
{
	char *copy = malloc(line.n + (line.n == 0));

	if (line.n > 0)
		memcpy(copy, line.s, line.n);
	compare(a, (str){ copy, line.n }, valid);
	free(copy);
}

static void
test_generated(void **state)
{
	struct arena *a = *state;
	struct dice d = { SEED };
	unsigned good = 0, bad = 0;

	for (unsigned i = 0; i < ROUNDS; i++) {
		struct buf b;
		bool valid;

		buf_init(&b, a);
		put_object(&b, &d);
		compare_tight(a, buf_str(&b), &valid);
		assert_true(valid);
		for (unsigned n = roll(&d, 4); n > 0 && b.n > 0; n--) {
			mutate(&b, &d);
			compare_tight(a, buf_str(&b), &valid);
			good += valid;
			bad += !valid;
		}
		arena_reset(a);
	}
	/* both sides of the property were tried */
	assert_true(good > ROUNDS / 10);
	assert_true(bad > ROUNDS / 10);
}

/* ---- splicing: what a JSON reader finds in the output ---- */

/* members as text "name:value\n", of a kind, duplicates included */
static void
list_members(struct buf *b, const struct jsonl *j, bool gone_too)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct jsonl_member *m = &j->members[i];

		if ((m->gone && !gone_too) || str_eq(m->name, S("winnow")))
			continue;
		buf_put(b, str_slice(j->line, m->from, m->to));
		buf_putc(b, '\n');
	}
}

static void
test_splice_generated(void **state)
{
	const str ours_text =
	    S("{\"title\":\"T\",\"text\":\"x\",\"lang\":\"en\"}");
	struct arena *a = *state;
	struct dice d = { SEED + 1 };

	for (unsigned i = 0; i < ROUNDS / 4; i++) {
		struct buf line, out, want, got;
		struct jsonl in, ours, again;
		json_t *root, *about;
		bool title;

		buf_init(&line, a);
		buf_init(&out, a);
		buf_init(&want, a);
		buf_init(&got, a);
		put_object(&line, &d);
		assert_true(jsonl_scan(&in, a, buf_str(&line)));
		assert_true(jsonl_scan(&ours, a, ours_text));
		jsonl_remove(&in, S("html"));
		jsonl_remove(&in, S("text"));
		title = jsonl_last(&in, S("title")) != NULL;
		jsonl_splice(&out, &in, &ours, S("\"version\":\"1\""));

		root = json_loadb(out.s, out.n, JSON_ALLOW_NUL, NULL);
		assert_non_null(root);
		about = json_object_get(root, "winnow");
		assert_string_equal("1", json_string_value(
		    json_object_get(about, "version")));
		assert_int_equal(title,
		    json_object_get(about, "title") != NULL);
		assert_string_equal("x",
		    json_string_value(json_object_get(root, "text")));
		json_decref(root);

		/* the caller's members come first and as they were */
		assert_true(jsonl_scan(&again, a, buf_str(&out)));
		list_members(&want, &in, false);
		list_members(&got, &again, true);
		assert_true(str_starts(buf_str(&got), buf_str(&want)));
		arena_reset(a);
	}
}

struct splice_case {
	const char *in, *ours, *about, *out;
	const char *remove;
};

static void
test_splice(void **state)
{
	static const struct splice_case cases[] = {
		{ "{}", "{}", "", "{\"winnow\": {}}", "html" },
		{ "{ \"html\" : \"x\" }", "{\"text\":\"t\"}", "",
		    "{\"text\":\"t\", \"winnow\": {}}", "html" },
		{ "{\"n\": 1.50 , \"html\":\"x\", \"n\":2, \"m\":3}",
		    "{\"text\":\"t\"}", "\"v\":1",
		    "{\"n\": 1.50, \"n\":2, \"m\":3, \"text\":\"t\", "
		    "\"winnow\": {\"v\":1}}", "html" },
		{ "{\"title\":0,\"winnow\":{\"old\":1},\"a\":[ 1 ]}",
		    "{\"title\":\"T\",\"text\":\"\"}", "\"v\":1",
		    "{\"title\":0, \"a\":[ 1 ], \"text\":\"\", "
		    "\"winnow\": {\"v\":1, \"title\":\"T\"}}", "html" },
		{ "{\"title\":0,\"ht\\u006dl\":1}", "{\"title\":1}", "",
		    "{\"title\":0, \"winnow\": {\"title\":1}}", "html" },
		{ "{\"html\":1,\"a\":2,\"html\":3}", "{}", "",
		    "{\"a\":2, \"winnow\": {}}", "html" },
		/* neighbours keep what stands between them */
		{ "{\"a\":1 ,\t\"b\":2}", "{}", "",
		    "{\"a\":1 ,\t\"b\":2, \"winnow\": {}}", "html" },
		/* ours that add nothing to the caller's */
		{ "{\"a\":1,\"b\":\"x\",\"c\":[1]}",
		    "{\"a\":null, \"b\":\"x\", \"c\":[]}", "",
		    "{\"a\":1,\"b\":\"x\",\"c\":[1], \"winnow\": {}}",
		    "html" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct splice_case *c = &cases[i];
		struct jsonl in, ours;
		struct buf b;

		buf_init(&b, *state);
		assert_true(jsonl_scan(&in, *state, str_of(c->in)));
		assert_true(jsonl_scan(&ours, *state, str_of(c->ours)));
		jsonl_remove(&in, str_of(c->remove));
		jsonl_splice(&b, &in, &ours, str_of(c->about));
		buf_putc(&b, '\0');
		assert_string_equal(b.s, c->out);
	}
}

/* ---- single facts ---- */

#define V(literal) { (literal), sizeof(literal) - 1 }

static void
test_surrogates(void **state)
{
	static const struct {
		const char *in;
		str out;
	} cases[] = {
		{ "\"\\ud83d\\ude00\"", V("\xf0\x9f\x98\x80") },
		{ "\"\\ud83d\"", V("\xef\xbf\xbd") },
		{ "\"\\ude00\\ud83d\"", V("\xef\xbf\xbd\xef\xbf\xbd") },
		{ "\"\\ud83d\\u0041\"", V("\xef\xbf\xbd" "A") },
		{ "\"\\ud83dx\"", V("\xef\xbf\xbdx") },
		{ "\"\\ud83d\\\\\"", V("\xef\xbf\xbd\\") },
		{ "\"\\udbff\\udfff\"", V("\xf4\x8f\xbf\xbf") },
		{ "\"a\\u0000b\"", V("a\0b") },
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", V("\"\\/\b\f\n\r\t") },
		{ "\"\"", V("") },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[100];
		struct jsonl j;
		str text;

		snprintf(line, sizeof(line), "{\"a\":%s}", cases[i].in);
		assert_true(jsonl_scan(&j, *state, str_of(line)));
		text = jsonl_decode(*state, j.members[0].value);
		assert_true(str_eq(text, cases[i].out));
	}
}

/* containers, with the object itself, as deep as they may be, and deeper */
static void
test_depth(void **state)
{
	for (size_t n = JSONL_DEPTH - 2; n <= JSONL_DEPTH; n++) {
		struct jsonl j;
		struct buf b;

		buf_init(&b, *state);
		buf_puts(&b, "{\"a\":");
		for (size_t i = 0; i < n; i++)
			buf_puts(&b, i % 2 == 0 ? "[" : "{\"b\":");
		buf_puts(&b, "1");
		for (size_t i = n; i > 0; i--)
			buf_puts(&b, i % 2 == 1 ? "]" : "}");
		buf_puts(&b, "}");
		assert_int_equal(jsonl_scan(&j, *state, buf_str(&b)),
		    n < JSONL_DEPTH);
	}
}

static void
test_errors(void **state)
{
	static const struct {
		const char *line, *error;
		size_t at;
	} cases[] = {
		{ "", "not an object", 0 },
		{ "[1]", "not an object", 0 },
		{ "{\"a\":1", "a comma or a brace is missing", 6 },
		{ "{\"a\" 1}", "a colon is missing", 5 },
		{ "{\"a\":\"b}", "a string has no end", 8 },
		{ "{\"a\":\"\\x\"}", "not an escape", 7 },
		{ "{\"a\":nul}", "a value is missing", 5 },
		{ "{\"a\":01}", "a comma or a brace is missing", 6 },
		{ "{\"a\":[1}", "a comma or a bracket is missing", 7 },
		{ "{\"a\":1,}", "a string is missing", 7 },
		{ "{} {}", "more after the object's end", 3 },
		{ "{\"a\":\"\xed\xa0\x80\"}", "not valid UTF-8", 11 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct jsonl j;

		assert_false(jsonl_scan(&j, *state, str_of(cases[i].line)));
		assert_string_equal(j.error, cases[i].error);
		assert_int_equal(j.at, cases[i].at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_generated, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_splice_generated, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_splice, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_surrogates, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_depth, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_errors, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
