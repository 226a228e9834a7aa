/* The edge: arguments, files, standard streams, exit status. */
#include <errno.h>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "charset.h"
#include "diag.h"
#include "html.h"
#include "io.h"
#include "many.h"
#include "match.h"
#include "opt.h"
#include "outfile.h"
#include "page.h"
#include "rule.h"
#include "sandbox.h"
#include "setup.h"
#include "slurp.h"

/* where an arena that can't grow returns to */
struct failure {
	jmp_buf jump;
};

static void
fail(void *ctx)
{
	longjmp(((struct failure *)ctx)->jump, 1);
}

/*
 * A standard stream that was closed must not become the first file that is
 * opened: in its place comes what cannot be read or written.
 */
static void
hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", fd == STDIN_FILENO ?
			    O_WRONLY : O_RDONLY);
}

static void
put_line(void *ctx, enum msg m, str line)
{
	(void)ctx, (void)m;
	fprintf(stderr, "winnow: %.*s\n", P(line));
}

static bool
read_page(const char *name, struct arena *a, const struct limits *l,
    str *bytes, struct diag *d)
{
	bool std = name == NULL || strcmp(name, "-") == 0;
	size_t most = l->v[LIMIT_INPUT];
	bool ok = std ? slurp_fd(STDIN_FILENO, a, most, bytes) :
	    slurp_file(name, a, most, bytes);

	if (!ok)
		diag_report(d, MSG_READ, &(struct where){
		    .file = std ? S("standard input") : str_of(name) },
		    "%s", strerror(errno));
	return ok;
}

/* nobody reads on: end as the other filters do */
static void
end_by_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
}

static void
write_output(const char *name, str out, struct arena *a, struct diag *d)
{
	bool ok = name == NULL ? io_write(STDOUT_FILENO, out) :
	    outfile_write(a, name, out);

	if (!ok && errno == EPIPE && name == NULL)
		end_by_pipe();
	if (!ok)
		diag_report(d, MSG_WRITE, &(struct where){
		    .file = name == NULL ? S("standard output") :
		    str_of(name) }, "%s", strerror(errno));
}

/*
 * Closes the doors; what comes from files must have been read by now. Decoders
 * do, which costs more than a page, and most pages need none.
 */
static bool
lock_down(const struct opts *o, struct arena *process, const struct arena *a,
    bool decoders, struct diag *d)
{
	struct sandbox_opts s = {
		.memory = o->limits.v[LIMIT_MEMORY] - a->held + SANDBOX_ROOM,
		.cpu = o->timeout > 0 ? (unsigned)o->timeout + 1 : 0,
		.files = o->output != NULL
	};

	if (decoders)
		charset_load(process);
	html_init();
	return !o->sandbox || sandbox_enter(&s, d);
}

static void
clean_one(const struct cleaner *c, struct arena *process, struct arena *a,
    struct diag *d)
{
	const struct opts *o = c->opts;
	const char *name = o->nfiles > 0 ? o->files[0] : NULL;
	struct page page = {
		.from = o->from, .url = str_of(o->url),
		.charset = str_of(o->charset), .lang = str_of(o->lang),
		.spare = true
	};
	struct buf out;

	if (name == NULL && isatty(STDIN_FILENO))
		diag_report(d, MSG_NOTE, NULL,
		    "reading a page from the terminal; --help for help");
	if (!read_page(name, a, &o->limits, &page.bytes, d) ||
	    !lock_down(o, process, a, !charset_plain(page.bytes), d))
		return;
	buf_init(&out, a);
	if (name != NULL && strcmp(name, "-") != 0)
		d->about = str_of(name);
	page_clean(c, a, &page, &out, d);
	d->about = S("");
	if (out.n > 0)
		write_output(o->output, buf_str(&out), a, d);
}

static int
clean_many(const struct cleaner *c, struct arena *process, struct diag *d)
{
	int number = many_clean(c, process, d);

	if (number == SIGPIPE)
		end_by_pipe();
	return number != 0 ? 128 + number : (int)d->worst;
}

/* --rule-stats: what each rule does to the pages, which are read first */
static void
count_hits(struct cleaner *c, struct arena *process, struct arena *a,
    struct buf *out, struct diag *d)
{
	const struct opts *o = c->opts;
	str *pages = arena_array(process, o->nfiles, sizeof(*pages));
	enum found found;

	for (size_t i = 0; i < o->nfiles; i++)
		read_page(o->files[i], process, &o->limits, &pages[i], d);
	if (!lock_down(o, process, a, true, d))
		return;
	for (size_t i = 0; i < o->nfiles; i++) {
		struct page page = {
			.from = o->from, .bytes = pages[i],
			.lang = str_of(o->lang)
		};

		page_judge(c, a, &page, &found, d);
		arena_reset(a);
	}
	rules_stats(c->rules, matcher_hits(c->matcher), out);
}

static int
run_rules(struct cleaner *c, const struct opts *o, struct arena *process,
    struct arena *a, struct diag *d)
{
	struct buf out;

	if (o->mode == MODE_CLEAN && many_wanted(o))
		return clean_many(c, process, d);
	buf_init(&out, process);
	if (o->mode == MODE_RULE_STATS)
		count_hits(c, process, a, &out, d);
	else if (o->mode == MODE_CHECK)
		setup_check(c, d);
	else if (o->mode == MODE_LIST_RULES &&
	    !rules_list(c->rules, str_of(o->lang), &out))
		diag_report(d, MSG_NOTE, NULL, "there is no rule%s%s",
		    o->lang != NULL ? " for the language " : "",
		    o->lang != NULL ? o->lang : "");
	else if (o->mode == MODE_CLEAN)
		clean_one(c, process, a, d);
	if (out.n > 0)
		write_output(NULL, buf_str(&out), a, d);
	return (int)d->worst;
}

static int
run(const struct opts *o, struct arena *process, struct arena *a,
    struct diag *d)
{
	struct cleaner c;
	struct buf out;
	int code;

	buf_init(&out, a);
	if (o->mode == MODE_HELP)
		opt_help(&out);
	else if (o->mode == MODE_VERSION)
		setup_version(o, process, &out);
	else if (!setup_cleaner(&c, o, process, d))
		return (int)d->worst;
	else {
		code = run_rules(&c, o, process, a, d);
		matcher_free(c.matcher);
		return code;
	}
	write_output(NULL, buf_str(&out), a, d);
	return (int)d->worst;
}

/* what a page has given back is for the next one, if it is not very much */
static void
keep_memory(bool many)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, many ? 8 << 20 : 1 << 20);
	mallopt(M_TRIM_THRESHOLD, many ? 16 << 20 : 8 << 20);
#else
	(void)many;
#endif
}

int
main(int argc, char **argv)
{
	struct arena process, page;
	struct failure failure;
	struct opts opts;
	struct diag diag;
	int code;

	hold_standard_streams();
	diag_init(&diag, put_line, NULL);
	signal(SIGPIPE, SIG_IGN);
	arena_init(&process, fail, &failure);
	arena_init(&page, fail, &failure);
	if (setjmp(failure.jump) != 0) {
		/* whoever else took messages is gone */
		diag.put = put_line;
		diag_report(&diag, MSG_MEMORY, NULL,
		    "out of memory (--limit memory=N)");
		code = (int)diag.worst;
	} else if (!opt_parse(&opts, &process, argc, argv, &diag)) {
		code = (int)diag.worst;
	} else {
		keep_memory(many_wanted(&opts));
		page.limit = opts.limits.v[LIMIT_MEMORY];
		code = run(&opts, &process, &page, &diag);
	}
	arena_free(&page);
	arena_free(&process);
	return code;
}
