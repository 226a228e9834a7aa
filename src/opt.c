#include "opt.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "diag.h"
#include "emit.h"

/* the values of an option that takes one of a few words */
struct word {
	const char *name;
	int value;
};

static bool
choose(const struct word *words, const char *value, int *found)
{
	for (; words->name != NULL; words++)
		if (strcmp(words->name, value) == 0) {
			*found = words->value;
			return true;
		}
	return false;
}

static bool
number(const char *value, long max, unsigned *n)
{
	long v = str_number(str_of(value), max);

	if (v < 0)
		return false;
	*n = (unsigned)v;
	return true;
}

static bool
set_from(struct opts *o, const char *value, char letter)
{
	static const struct word words[] = {
		{ "auto", FROM_AUTO }, { "html", FROM_HTML },
		{ "text", FROM_TEXT }, { "jsonl", FROM_JSONL },
		{ "warc", FROM_WARC }, { NULL, 0 }
	};
	int v = 0;

	(void)letter;
	if (!choose(words, value, &v))
		return false;
	o->from = (enum from)v;
	return true;
}

static bool
set_find(struct opts *o, const char *value, char letter)
{
	static const struct word words[] = {
		{ "auto", FIND_AUTO }, { "always", FIND_ALWAYS },
		{ "never", FIND_NEVER }, { NULL, 0 }
	};
	int v = 0;

	(void)letter;
	if (!choose(words, value, &v))
		return false;
	o->find = (enum find_mode)v;
	return true;
}

static bool
set_to(struct opts *o, const char *value, char letter)
{
	(void)letter;
	o->to = value;
	return emitter_of(str_of(value)) != NULL;
}

static bool
set_limit(struct opts *o, const char *value, char letter)
{
	(void)letter;
	return limits_set(&o->limits, str_of(value));
}

static bool
set_timeout(struct opts *o, const char *value, char letter)
{
	char *end;

	(void)letter;
	o->timeout = strtod(value, &end);
	return *value != '\0' && *end == '\0' && o->timeout > 0 &&
	    o->timeout < 1e6;
}

static bool
set_jobs(struct opts *o, const char *value, char letter)
{
	(void)letter;
	return number(value, 1000, &o->jobs) && o->jobs > 0;
}

static bool
set_width(struct opts *o, const char *value, char letter)
{
	(void)letter;
	return number(value, 10000, &o->width);
}

/* room for these was made before parsing */
static bool
add_rule(struct opts *o, const char *value, char letter)
{
	o->rules[o->nrules++] = (struct rule_opt){ letter, value };
	return letter != 'r' || *value != '\0';
}

/* what is known of a page may be nothing */
#define STRING(field, may_be_empty) \
static bool \
set_##field(struct opts *o, const char *value, char letter) \
{ \
	(void)letter; \
	o->field = value; \
	return (may_be_empty) || *value != '\0'; \
}
STRING(output, false)
STRING(pattern, false)
STRING(files_from, false)
STRING(url, true)
STRING(charset, true)
STRING(lang, true)

#define FLAG(function, field, v) \
static bool \
function(struct opts *o, const char *value, char letter) \
{ \
	(void)value, (void)letter; \
	o->field = v; \
	return true; \
}
FLAG(set_no_user_rules, user_rules, false)
FLAG(set_no_builtin_rules, builtin_rules, false)
FLAG(set_no_title, title, false)
FLAG(set_links, links, true)
FLAG(set_blocks, blocks, true)
FLAG(set_update, update, true)
FLAG(set_nul, nul, true)
FLAG(set_strict, strict, true)
FLAG(set_stats, stats, true)
FLAG(set_progress, progress, true)
FLAG(set_partial, partial, true)
FLAG(set_no_sandbox, sandbox, false)
FLAG(set_keep_input, keep_input, true)
FLAG(set_verbose, verbose, true)
FLAG(set_check, mode, MODE_CHECK)
FLAG(set_list_rules, mode, MODE_LIST_RULES)
FLAG(set_rule_stats, mode, MODE_RULE_STATS)
FLAG(set_help, mode, MODE_HELP)
FLAG(set_version, mode, MODE_VERSION)

const struct opt_row opt_rows[] = {
	{ 'f', "from", "FORMAT",
	    "input: auto, html, text, jsonl or warc", set_from },
	{ 't', "to", "FORMAT",
	    "output: text, markdown, html, xml, json, jsonl, trace, report "
	    "or dropped", set_to },
	{ 'o', "output", "PATH",
	    "write to a file, or into a directory for several pages",
	    set_output },
	{ 'O', "output-name", "PATTERN",
	    "names in the output directory: %b base name, %d directory, "
	    "%n number, %x suffix", set_pattern },
	{ 0, "update", NULL,
	    "with -o DIR: skip pages whose output is newer", set_update },
	{ 'r', "rules", "FILE|DIR", "load rules", add_rule },
	{ 'e', "rule", "RULE", "one rule, as in a rule file", add_rule },
	{ 'R', "no-user-rules", NULL,
	    "do not load the system's and the user's rules",
	    set_no_user_rules },
	{ 0, "no-builtin-rules", NULL,
	    "do not use the rules that come with winnow",
	    set_no_builtin_rules },
	{ 'k', "keep", "LIST",
	    "keep what these categories or rules would remove", add_rule },
	{ 'd', "drop", "LIST",
	    "remove what these categories or rules describe", add_rule },
	{ 'u', "url", "URL", "address of the page", set_url },
	{ 'c', "charset", "LABEL", "charset of the page", set_charset },
	{ 'l', "lang", "CODE", "language of the page", set_lang },
	{ 0, "find", "WHEN",
	    "look for the article: auto, always or never", set_find },
	{ 0, "no-title", NULL, "do not print the title", set_no_title },
	{ 0, "width", "N", "text: fold lines at N columns", set_width },
	{ 0, "links", NULL,
	    "text: numbered references to the links at the end", set_links },
	{ 0, "blocks", NULL, "json: the blocks with their fates",
	    set_blocks },
	{ 0, "files-from", "FILE",
	    "read file names, one a line; - is standard input",
	    set_files_from },
	{ '0', "null", NULL, "file names end in NUL", set_nul },
	{ 'j', "jobs", "N", "worker processes", set_jobs },
	{ 0, "keep-input", NULL, "records keep their html field",
	    set_keep_input },
	{ 0, "strict", NULL, "a failed record fails the run", set_strict },
	{ 0, "stats", NULL, "counts as a JSON line on standard error",
	    set_stats },
	{ 0, "progress", NULL, "show progress on a terminal", set_progress },
	{ 0, "timeout", "S", "seconds for one page", set_timeout },
	{ 0, "partial", NULL,
	    "print what was read of a page that a limit cut", set_partial },
	{ 0, "no-sandbox", NULL, "run without the sandbox",
	    set_no_sandbox },
	{ 0, "limit", "NAME=N",
	    "change a limit, see LIMITS in winnow(1)", set_limit },
	{ 0, "check", NULL, "check rule files, run their samples",
	    set_check },
	{ 0, "list-rules", NULL, "list the rules that are loaded",
	    set_list_rules },
	{ 0, "rule-stats", NULL, "count the hits of each rule over pages",
	    set_rule_stats },
	{ 'v', "verbose", NULL, "say more", set_verbose },
	{ 'h', "help", NULL, "print this help", set_help },
	{ 'V', "version", NULL, "print versions and what is in force",
	    set_version },
	{ 0, NULL, NULL, NULL, NULL }
};

static const struct opt_row *
by_letter(char letter)
{
	const struct opt_row *r = opt_rows;

	while (r->name != NULL && (letter == 0 || r->letter != letter))
		r++;
	return r->name != NULL ? r : NULL;
}

/* the full name, or the only one that starts so */
static const struct opt_row *
by_name(str name)
{
	const struct opt_row *r, *found = NULL;
	unsigned n = 0;

	for (r = opt_rows; r->name != NULL; r++) {
		if (str_eq(str_of(r->name), name))
			return r;
		if (str_starts(str_of(r->name), name)) {
			found = r;
			n++;
		}
	}
	return n == 1 ? found : NULL;
}

static bool
apply(struct opts *o, const struct opt_row *r, const char *value,
    struct diag *d)
{
	if (r->set(o, value, r->letter))
		return true;
	diag_report(d, MSG_USAGE, NULL, "--%s does not take '%s' (%s)",
	    r->name, value, r->help);
	return false;
}

static bool
parse_long(struct opts *o, char **argv, int *i, struct diag *d)
{
	str value, name = str_cut(str_of(argv[*i] + 2), '=', &value);
	const struct opt_row *r = by_name(name);
	const char *given = strchr(argv[*i], '=');

	if (r == NULL) {
		diag_report(d, MSG_USAGE, NULL,
		    "unknown option --%.*s (--help lists them)", P(name));
		return false;
	}
	if (r->arg == NULL && given != NULL) {
		diag_report(d, MSG_USAGE, NULL, "--%s takes no value",
		    r->name);
		return false;
	}
	if (r->arg != NULL && given == NULL && argv[*i + 1] == NULL) {
		diag_report(d, MSG_USAGE, NULL, "--%s needs %s (%s)", r->name,
		    r->arg, r->help);
		return false;
	}
	return apply(o, r, r->arg == NULL ? "" :
	    given != NULL ? given + 1 : argv[++*i], d);
}

/* a cluster: -Rv, -txml, -t xml */
static bool
parse_short(struct opts *o, char **argv, int *i, struct diag *d)
{
	for (const char *p = argv[*i] + 1; *p != '\0'; p++) {
		const struct opt_row *r = by_letter(*p);
		const char *value = p + 1;

		if (r == NULL) {
			diag_report(d, MSG_USAGE, NULL,
			    "unknown option -%c (-h lists them)", *p);
			return false;
		}
		if (r->arg == NULL) {
			if (!apply(o, r, "", d))
				return false;
			continue;
		}
		if (*value == '\0' && (value = argv[++*i]) == NULL) {
			diag_report(d, MSG_USAGE, NULL, "-%c needs %s (%s)",
			    *p, r->arg, r->help);
			return false;
		}
		return apply(o, r, value, d);
	}
	return true;
}

bool
opt_parse(struct opts *o, struct arena *a, int argc, char **argv,
    struct diag *d)
{
	bool options = true;

	*o = (struct opts){
		.to = "text", .builtin_rules = true, .user_rules = true,
		.title = true, .sandbox = true
	};
	limits_default(&o->limits);
	/* a cluster such as -Re can hold no more options than characters */
	o->rules = arena_array(a, (size_t)argc, sizeof(*o->rules));
	o->files = arena_array(a, (size_t)argc + 1, sizeof(*o->files));
	for (int i = 1; i < argc; i++) {
		char *arg = argv[i];

		if (options && strcmp(arg, "--") == 0)
			options = false;
		else if (!options || arg[0] != '-' || arg[1] == '\0')
			o->files[o->nfiles++] = arg;
		else if (arg[1] == '-' ? !parse_long(o, argv, &i, d) :
		    !parse_short(o, argv, &i, d))
			return false;
	}
	if (o->nul && o->files_from == NULL)
		diag_report(d, MSG_USAGE, NULL, "-0 needs --files-from FILE "
		    "(- is standard input)");
	return !o->nul || o->files_from != NULL;
}

void
opt_help(struct buf *b)
{
	const struct opt_row *r;

	buf_puts(b, "usage: winnow [options] [file ...]\n"
	    "Finds the article in a scraped page and cleans it. Reads "
	    "standard input\nwhen no file is given; -t text is the default "
	    "output.\n\n");
	for (r = opt_rows; r->name != NULL; r++) {
		size_t at = b->n;

		if (r->letter != 0)
			buf_printf(b, "  -%c, --%s", r->letter, r->name);
		else
			buf_printf(b, "      --%s", r->name);
		if (r->arg != NULL)
			buf_printf(b, " %s", r->arg);
		do
			buf_putc(b, ' ');
		while (b->n - at < 30);
		buf_printf(b, "%s\n", r->help);
	}
	buf_puts(b, "\nExit status: 0 an article came out, 1 none was found, "
	    "2 usage or rules,\n3 a page could not be read or a limit cut "
	    "it. See winnow(1), winnow-rules(5).\n");
}
