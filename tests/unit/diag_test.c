/* Messages and bounds: the two tables that the manual promises. */
#include "unit.h"

#include "diag.h"
#include "../../src/limits.h"	/* not the system's */

static char lines[8][3000];
static unsigned count;

static void
keep_line(void *ctx, enum msg m, str line)
{
	(void)ctx, (void)m;
	assert_in_range(count, 0, 7);
	assert_in_range(line.n, 0, sizeof(lines[0]) - 1);
	memcpy(lines[count], line.s, line.n);
	lines[count++][line.n] = '\0';
}

static void
start(struct diag *d)
{
	count = 0;
	diag_init(d, keep_line, NULL);
}

static void
the_worst_counts(void **state)
{
	struct diag d;

	(void)state;
	start(&d);
	assert_int_equal(d.worst, STATUS_OK);
	diag_report(&d, MSG_WARNING, NULL, "one");
	assert_int_equal(d.worst, STATUS_OK);
	assert_int_equal(d.errors, 0);
	diag_report(&d, MSG_NO_ARTICLE, NULL, "two");
	assert_int_equal(d.worst, STATUS_NONE);
	diag_report(&d, MSG_LIMIT_DEPTH, NULL, "three");
	diag_report(&d, MSG_READ, NULL, "four");
	diag_report(&d, MSG_USAGE, NULL, "five");
	assert_int_equal(d.worst, STATUS_FAILED);
	assert_int_equal(d.first, MSG_LIMIT_DEPTH);
	assert_int_equal(d.errors, 4);
	assert_string_equal(diag_code(d.first), "limit.depth");
}

static void
points_at_the_place(void **state)
{
	struct diag d;

	(void)state;
	start(&d);
	diag_report(&d, MSG_RULE, &(struct where){ .file = S("x.rules"),
	    .line = 3, .col = 8, .source = S("drop \xc3\xa4 /(/") },
	    "what is %s", "wrong");
	assert_int_equal(count, 3);
	assert_string_equal(lines[0], "x.rules:3:8: what is wrong");
	assert_string_equal(lines[1], "    drop \xc3\xa4 /(/");
	/* the caret counts characters where the column counts bytes */
	assert_string_equal(lines[2], "          ^");
	/* and cells where characters are wide, or none */
	start(&d);
	diag_report(&d, MSG_RULE, &(struct where){ .file = S("x.rules"),
	    .line = 3, .col = 14, .source = S("\t\u5e83\u0e19\u0e33\u0e35(") },
	    "m");
	assert_string_equal(lines[2], "         ^");
}

static void
long_lines_are_windows(void **state)
{
	static char line[5000];
	struct diag d;

	(void)state;
	memset(line, 'x', sizeof(line));
	line[3000] = '(';
	start(&d);
	diag_report(&d, MSG_RULE, &(struct where){ .file = S("f"),
	    .line = 1, .col = 3001, .source = { line, sizeof(line) } }, "m");
	assert_int_equal(count, 3);
	assert_true(strlen(lines[1]) < 200);
	assert_int_equal(lines[1][strlen(lines[2]) - 1], '(');
}

static void
messages_are_tame_and_bounded(void **state)
{
	static char long_text[9000];
	struct diag d;

	(void)state;
	memset(long_text, 'y', sizeof(long_text) - 1);
	start(&d);
	diag_report(&d, MSG_READ, NULL, "a\033[31m\nb\x7f");
	assert_string_equal(lines[0], "a?[31m?b?");
	diag_report(&d, MSG_READ, &(struct where){
	    .file = str_of(long_text) }, "%s", long_text);
	assert_true(strlen(lines[1]) < 2100);
	assert_string_equal(lines[1] + strlen(lines[1]) - 3, "...");
}

static const struct {
	const char *setting;
	bool good;
	enum limit limit;
	size_t value;
} settings[] = {
	{ "depth=50", true, LIMIT_DEPTH, 50 },
	{ "depth=2k", true, LIMIT_DEPTH, 2048 },
	{ "input=1M", true, LIMIT_INPUT, 1 << 20 },
	{ "input=1G", true, LIMIT_INPUT, 1 << 30 },
	{ "depth", false, 0, 0 },
	{ "depth=", false, 0, 0 },
	{ "depth=k", false, 0, 0 },
	{ "depth=0", false, 0, 0 },
	{ "depth=-1", false, 0, 0 },
	{ "depth=99999999", false, 0, 0 },
	{ "depth=99999999999999999999G", false, 0, 0 },
	{ "input=9G", false, 0, 0 },
	{ "dept=5", false, 0, 0 },
	{ "=5", false, 0, 0 },
	{ "", false, 0, 0 },
};

static void
limits_are_set_in_range(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		struct limits l;

		limits_default(&l);
		if (limits_set(&l, str_of(settings[i].setting)) !=
		    settings[i].good)
			fail_msg("%s", settings[i].setting);
		if (settings[i].good)
			assert_int_equal(l.v[settings[i].limit],
			    settings[i].value);
	}
}

static void
defaults_are_in_range(void **state)
{
	struct limits l;

	(void)state;
	limits_default(&l);
	for (int i = 0; i < LIMIT_MAX; i++)
		assert_in_range(l.v[i], limit_rows[i].least,
		    limit_rows[i].most);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_worst_counts),
		cmocka_unit_test(points_at_the_place),
		cmocka_unit_test(long_lines_are_windows),
		cmocka_unit_test(messages_are_tame_and_bounded),
		cmocka_unit_test(limits_are_set_in_range),
		cmocka_unit_test(defaults_are_in_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
