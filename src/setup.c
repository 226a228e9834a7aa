#include "setup.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "html.h"
#include "match.h"
#include "meta.h"
#include "rule.h"
#include "rules_builtin.h"
#include "sandbox.h"
#include "slurp.h"
#include "utf8.h"
#include "version.h"

/* no rule file is larger */
enum { RULE_FILE = 64 << 20 };

struct setup {
	const struct opts *opts;
	struct arena *arena;
	struct rules *rules;
	struct diag *diag;
};

static bool
load_file(struct setup *s, const char *name, enum rank rank)
{
	str text;

	if (!slurp_file(name, s->arena, RULE_FILE, &text)) {
		diag_report(s->diag, MSG_USAGE, &(struct where){
		    .file = str_of(name) }, "%s", strerror(errno));
		return false;
	}
	return rules_load(s->rules, str_of(name), text, rank, s->diag);
}

static int
is_rules(const struct dirent *e)
{
	return e->d_name[0] != '.' &&
	    str_ends(str_of(e->d_name), S(".rules"));
}

/* all *.rules of a directory, in the order of their names' bytes */
static bool
load_directory(struct setup *s, const char *name, enum rank rank)
{
	struct dirent **list;
	int n = scandir(name, &list, is_rules, alphasort);
	bool ok = n >= 0;

	if (n < 0)
		diag_report(s->diag, MSG_USAGE, &(struct where){
		    .file = str_of(name) }, "%s", strerror(errno));
	for (int i = 0; i < n; i++) {
		struct buf path;

		buf_init(&path, s->arena);
		buf_printf(&path, "%s/%s", name, list[i]->d_name);
		ok = load_file(s, str_cstr(s->arena, buf_str(&path)),
		    rank) && ok;
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return ok;
}

static bool
load_path(struct setup *s, const char *name, enum rank rank)
{
	struct stat st;

	if (stat(name, &st) == 0 && S_ISDIR(st.st_mode))
		return load_directory(s, name, rank);
	return load_file(s, name, rank);
}

/* a directory of rules that need not be there */
static bool
load_optional(struct setup *s, const char *parent, const char *rest,
    enum rank rank)
{
	struct buf path;
	struct stat st;
	const char *name;

	if (parent == NULL || *parent == '\0')
		return true;
	buf_init(&path, s->arena);
	buf_printf(&path, "%s%s", parent, rest);
	name = str_cstr(s->arena, buf_str(&path));
	return stat(name, &st) != 0 || load_directory(s, name, rank);
}

static bool
load_user_rules(struct setup *s)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	bool ok = load_optional(s, WINNOW_SYSCONFDIR, "/winnow/rules",
	    RANK_SYSTEM);

	if (config != NULL && *config == '/')
		return load_optional(s, config, "/winnow/rules", RANK_USER) &&
		    ok;
	return load_optional(s, getenv("HOME"), "/.config/winnow/rules",
	    RANK_USER) && ok;
}

/* records must come out alike wherever they are worked on */
static bool
user_rules_wanted(const struct opts *o)
{
	return o->user_rules && o->from != FROM_JSONL && o->from != FROM_WARC;
}

static bool
apply_option(struct setup *s, const struct rule_opt *r)
{
	str value = str_of(r->value);

	if (r->letter == 'r')
		return load_path(s, r->value, RANK_OPTION);
	if (r->letter == 'e')
		return rules_load(s->rules, S("-e"), value, RANK_OPTION,
		    s->diag);
	return rules_select(s->rules, value, r->letter == 'k', s->diag);
}

/* rules do not know what libxml2 makes of their expressions */
static bool
xpaths_good(struct setup *s)
{
	size_t n;
	const struct element_rule *e = rules_elements(s->rules, &n);
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		const char *wrong = html_xpath_error(e[i].xpath);

		if (wrong != NULL)
			ok = rules_error(s->rules, s->diag, e[i].source, "%s",
			    wrong);
	}
	return ok;
}

static bool
load_rules(struct setup *s)
{
	const struct opts *o = s->opts;
	bool ok = true, check = o->mode == MODE_CHECK;

	/* those that are checked, and these, may be the same */
	if (o->builtin_rules && !(check && o->nfiles > 0))
		rules_load_image(s->rules, &builtin_rules);
	if (check)
		rules_want_samples(s->rules);
	for (size_t i = 0; check && i < o->nfiles; i++)
		ok = load_path(s, o->files[i], RANK_SHIPPED) && ok;
	if (user_rules_wanted(o) && !(check && o->nfiles > 0))
		ok = load_user_rules(s) && ok;
	for (size_t i = 0; i < o->nrules; i++)
		ok = apply_option(s, &o->rules[i]) && ok;
	ok = xpaths_good(s) && ok;
	return ok && rules_ready(s->rules, s->diag);
}

bool
setup_cleaner(struct cleaner *c, const struct opts *o, struct arena *a,
    struct diag *d)
{
	struct setup s = { o, a, rules_new(a, &o->limits), d };

	if (!load_rules(&s))
		return false;
	*c = (struct cleaner){
		.opts = o,
		.rules = s.rules,
		.matcher = matcher_new(a, s.rules),
		.emitter = emitter_of(str_of(o->to)),
		.emit = {
			.title = o->title, .width = o->width,
			.links = o->links, .verbose = o->verbose, .blocks = o->blocks,
			.captions = !rules_category_on(s.rules,
			    S("caption")),
			.version = WINNOW_VERSION,
			.rules_hash = rules_hash(s.rules)
		}
	};
	return true;
}

void
setup_check(const struct cleaner *c, struct diag *d)
{
	unsigned failed = 0;

	if (!rules_check(c->rules, d, c->opts->verbose, &failed))
		diag_report(d, MSG_RULE, NULL, "%u error%s in the rules",
		    failed, failed == 1 ? "" : "s");
}

void
setup_version(const struct opts *o, struct arena *a, struct buf *out)
{
	struct diag quiet;
	struct cleaner c;
	char pcre2[64];

	diag_init(&quiet, NULL, NULL);
	match_library_version(pcre2);
	buf_printf(out, "winnow %s\n", WINNOW_VERSION);
	buf_printf(out, "libxml2 %s\npcre2 %s\nutf8proc %s\njansson %s\n",
	    html_library_version(), pcre2,
	    utf8_library_version(), meta_library_version());
	if (setup_cleaner(&c, o, a, &quiet)) {
		buf_printf(out, "rules %016llx\n", c.emit.rules_hash);
		matcher_free(c.matcher);
	}
	buf_printf(out, "sandbox %s\n", o->sandbox ? sandbox_state() :
	    "off");
}
