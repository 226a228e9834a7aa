#include "page.h"

#include "url.h"

static void
check(const char *base, const char *ref, const char *want)
{
	assert_str(url_resolve(&arena, str_of(base), str_of(ref)), want);
}

/* RFC 3986, section 5.4 */
static void
resolves_as_the_rfc_says(void **state)
{
	static const char *const rows[][2] = {
		{ "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" }, { "/g", "http://a/g" },
		{ "//g", "http://g/" }, { "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" }, { "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" }, { ";x", "http://a/b/c/;x" },
		{ "g;x", "http://a/b/c/g;x" }, { ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" }, { "..", "http://a/b/" },
		{ "../", "http://a/b/" }, { "../g", "http://a/b/g" },
		{ "../..", "http://a/" }, { "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" }, { "/./g", "http://a/g" },
		{ "/../g", "http://a/g" }, { "g.", "http://a/b/c/g." },
		{ ".g", "http://a/b/c/.g" }, { "./../g", "http://a/b/g" },
		{ "g/./h", "http://a/b/c/g/h" }, { "g/../h", "http://a/b/c/h" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "http:g", "http://a/b/c/g" },
		{ "https://e.org/x", "https://e.org/x" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check("http://a/b/c/d;p?q", rows[i][0], rows[i][1]);
}

static void
stays_relative_without_a_base(void **state)
{
	(void)state;
	check("", "a/b", "a/b");
	check("", "/a", "/a");
	check("", "//e.org/a", "https://e.org/a");
	check("ftp://e.org/", "a", "a");
	check("", "http://e.org", "http://e.org/");
}

static void
passes_no_other_scheme(void **state)
{
	static const char *const bad[] = {
		"javascript:alert(1)", "JavaScript:alert(1)",
		" java\nscript:alert(1)", "\x01javascript:alert(1)",
		"java\tscript:x", "data:text/html,x", "vbscript:x", "file:///x",
		"about:blank", "blob:x", "tel:1", "#top", "", "  ", "http://",
		"https:///", "mailto:", "x:y"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		check("http://e.org/", bad[i], "");
		check("", bad[i], "");
	}
	check("", "mailto:a@e.org", "mailto:a@e.org");
}

static void
escapes_what_no_address_holds(void **state)
{
	(void)state;
	check("http://e.org/", " a b\"<>`{|}^\n", "http://e.org/a%20b%22%3C%3E"
	    "%60%7B%7C%7D%5E");
	check("http://e.org/x/", "\\a\\b?c\\d", "http://e.org/a/b?c%5Cd");
	check("http://e.org/", "/ü", "http://e.org/ü");
	check("http://e.org/", "a\x7f", "http://e.org/a%7F");
}

static void
names_hosts(void **state)
{
	(void)state;
	assert_str(url_host(S("https://me@www.e.org:80/x")), "www.e.org");
	assert_str(url_host(S("/x")), "");
	assert_true(url_absolute(S("http://e.org")));
	assert_false(url_absolute(S("mailto:a@e.org")));
	assert_false(url_absolute(S("e.org/x")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		UNIT(resolves_as_the_rfc_says),
		UNIT(stays_relative_without_a_base),
		UNIT(passes_no_other_scheme),
		UNIT(escapes_what_no_address_holds),
		UNIT(names_hosts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
