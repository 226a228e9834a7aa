#include "many.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "batch.h"
#include "charset.h"
#include "files.h"
#include "html.h"
#include "inputs.h"
#include "io.h"
#include "jsonl.h"
#include "outfile.h"
#include "sandbox.h"

/* a batch with all its parts */
struct many {
	const struct cleaner *cleaner;
	const struct opts *opts;
	struct arena *process;
	struct diag *diag;
	struct job job;
	struct names names;
	struct target target;
	struct source_files files;
	struct source_inputs inputs;
	struct sink_files into;
	struct sink_stream stream;
	struct outfile outfile;		/* of -o FILE */
	struct sandbox_opts sandbox;
	struct batch batch;
	bool directory;			/* -o DIR */
	struct diag said;		/* as it was: where messages go */
};

static bool
is_directory(const char *path)
{
	struct stat st;

	return path != NULL && (str_ends(str_of(path), S("/")) ||
	    (stat(path, &st) == 0 && S_ISDIR(st.st_mode)));
}

static bool
from_records(const struct opts *o)
{
	return o->from == FROM_JSONL || o->from == FROM_WARC;
}

static bool
to_json(const struct opts *o)
{
	return strcmp(o->to, "jsonl") == 0 || strcmp(o->to, "json") == 0;
}

bool
many_wanted(const struct opts *o)
{
	return from_records(o) || o->nfiles > 1 || o->files_from != NULL ||
	    is_directory(o->output) || o->update || o->pattern != NULL;
}

/* ---- the job ---- */

/* the record's object; a format other than text is one member more */
static void
clean_to_object(void *ctx, struct arena *a, const struct page *page,
    struct buf *out, struct diag *d)
{
	const struct cleaner *c = ctx;
	bool more = !to_json(c->opts) && strcmp(c->opts->to, "text") != 0;
	enum found found;
	struct doc *doc = page_judge(c, a, page, &found, d);
	struct buf text;

	if (doc == NULL)
		return;
	emitter_of(S("jsonl"))->emit(out, doc, &c->emit);
	if (!more || (found != FOUND_ARTICLE && !c->emitter->explains))
		return;
	buf_init(&text, a);
	c->emitter->emit(&text, doc, &c->emit);
	/* in place of the last brace */
	while (out->n > 0 && out->s[out->n - 1] != '}')
		out->n--;
	out->n--;
	buf_printf(out, ", \"%s\": ", c->emitter->name);
	jsonl_quote(out, buf_str(&text));
	buf_puts(out, "}\n");
}

static void
clean_to_bytes(void *ctx, struct arena *a, const struct page *page,
    struct buf *out, struct diag *d)
{
	page_clean(ctx, a, page, out, d);
}

static void
make_job(struct many *m)
{
	const struct opts *o = m->opts;
	struct buf about;

	buf_init(&about, m->process);
	buf_puts(&about, "\"version\": ");
	jsonl_quote(&about, str_of(m->cleaner->emit.version));
	buf_printf(&about, ", \"rules\": \"%016llx\"",
	    m->cleaner->emit.rules_hash);
	m->job = (struct job){
		.clean = m->directory ? clean_to_bytes : clean_to_object,
		.ctx = (void *)(uintptr_t)m->cleaner,
		.page = { .from = from_records(o) ? FROM_AUTO : o->from,
		    .url = str_of(o->url), .charset = str_of(o->charset),
		    .lang = str_of(o->lang) },
		.limits = &o->limits, .lines = !m->directory,
		.keep_input = o->keep_input, .about = buf_str(&about)
	};
}

/* ---- inputs and outputs ---- */

static bool
make_names(struct many *m)
{
	const struct opts *o = m->opts;
	int fd = STDIN_FILENO;

	m->names = (struct names){ .operands = o->files, .n = o->nfiles };
	if (o->files_from == NULL) {
		if (o->nfiles == 0) {
			char **one = arena_new(m->process, char *);

			*one = str_cstr(m->process, S("-"));
			m->names.operands = one;
			m->names.n = 1;
		}
		return true;
	}
	if (strcmp(o->files_from, "-") != 0)
		fd = open(o->files_from, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		diag_report(m->diag, MSG_READ, &(struct where){
		    .file = str_of(o->files_from) }, "%s", strerror(errno));
		return false;
	}
	m->names.listed = true;
	lines_init(&m->names.list, fd, o->nul ? '\0' : '\n', 65536,
	    m->process);
	return true;
}

static void
make_source(struct many *m)
{
	const struct opts *o = m->opts;

	if (from_records(o)) {
		source_inputs_init(&m->inputs, &m->names,
		    o->from == FROM_WARC, &o->limits, m->process);
		m->batch.source = &m->inputs.source;
	} else {
		source_files_init(&m->files, &m->names,
		    m->directory ? &m->target : NULL, &o->limits);
		m->batch.source = &m->files.source;
	}
}

static bool
make_target(struct many *m)
{
	const struct opts *o = m->opts;
	const char *pattern = o->pattern != NULL ? o->pattern :
	    from_records(o) ? "%b-%n.%x" : "%b.%x";

	if (target_wrong(pattern)[0] != '\0') {
		diag_report(m->diag, MSG_USAGE, NULL, "-O '%s': %s", pattern,
		    target_wrong(pattern));
		return false;
	}
	m->target = (struct target){ .directory = o->output,
	    .pattern = pattern, .suffix = m->cleaner->emitter->suffix,
	    .update = o->update, .arena = m->process };
	sink_files_init(&m->into, &m->target, m->process);
	m->batch.sink = &m->into.sink;
	return true;
}

static bool
make_stream(struct many *m)
{
	const char *path = m->opts->output;
	int fd = STDOUT_FILENO;

	if (path != NULL) {
		if (!outfile_begin(&m->outfile, m->process, path)) {
			diag_report(m->diag, MSG_WRITE, &(struct where){
			    .file = str_of(path) }, "%s", strerror(errno));
			return false;
		}
		fd = m->outfile.fd;
	}
	sink_stream_init(&m->stream, fd, path != NULL ? path :
	    "standard output", m->process);
	m->batch.sink = &m->stream.sink;
	return true;
}

static bool
make_sink(struct many *m)
{
	const struct opts *o = m->opts;

	if (m->directory)
		return make_target(m);
	if (o->update || o->pattern != NULL) {
		diag_report(m->diag, MSG_USAGE, NULL,
		    "--update and -O need a directory (-o DIR/)");
		return false;
	}
	if (!from_records(o) && !to_json(o)) {
		diag_report(m->diag, MSG_USAGE, NULL, "several files need "
		    "-o DIR/ or a record output (-t jsonl)");
		return false;
	}
	return make_stream(m);
}

/* ---- the run ---- */

/* a message takes the place of the progress, which comes again below it */
static void
put_over_progress(void *ctx, enum msg code, str line)
{
	struct many *m = ctx;

	io_write(STDERR_FILENO, S("\r\033[K"));
	m->said.put(m->said.ctx, code, line);
	m->batch.shown = 0;
}

static void
make_way(struct many *m, struct diag *d)
{
	m->said = *d;
	if (!m->batch.progress)
		return;
	d->put = put_over_progress;
	d->ctx = m;
}

static void
make_batch(struct many *m)
{
	const struct opts *o = m->opts;

	m->sandbox = (struct sandbox_opts){
		.memory = o->limits.v[LIMIT_MEMORY] + SANDBOX_ROOM
	};
	m->batch.job = &m->job;
	/* whoever wants to look inside has it in one process */
	m->batch.jobs = o->jobs > 0 ? o->jobs : o->sandbox ? 1 : 0;
	m->batch.timeout = o->timeout;
	m->batch.sandbox = o->sandbox ? &m->sandbox : NULL;
	m->batch.opens = m->directory || !from_records(o) || o->nfiles > 0 ||
	    o->files_from != NULL;
	m->batch.progress = o->progress && isatty(STDERR_FILENO);
}

/* -o FILE: in its place when all went well */
static void
finish_file(struct many *m, bool whole)
{
	if (m->opts->output == NULL || m->directory)
		return;
	if (!whole)
		outfile_drop(&m->outfile);
	else if (!outfile_commit(&m->outfile))
		diag_report(m->diag, MSG_WRITE, &(struct where){
		    .file = str_of(m->opts->output) }, "%s", strerror(errno));
}

static void
tell(struct many *m)
{
	const struct stats *s = &m->batch.stats;
	struct buf b;

	if (m->opts->strict && s->failed > 0)
		diag_report(m->diag, MSG_RECORD, NULL, "%llu of %llu records "
		    "failed", (unsigned long long)s->failed,
		    (unsigned long long)s->in);
	if (!m->opts->stats)
		return;
	buf_init(&b, m->process);
	stats_line(&b, s);
	buf_putc(&b, '\n');
	io_write(STDERR_FILENO, buf_str(&b));
}

int
many_clean(const struct cleaner *c, struct arena *process, struct diag *d)
{
	struct many m = { .cleaner = c, .opts = c->opts, .process = process,
	    .diag = d, .directory = is_directory(c->opts->output) };
	bool ok;

	if (!make_names(&m) || !make_sink(&m))
		return 0;
	make_source(&m);
	make_job(&m);
	make_batch(&m);
	charset_load(process);
	html_init();
	make_way(&m, d);
	ok = batch_run(&m.batch, process, d);
	d->put = m.said.put;
	d->ctx = m.said.ctx;
	finish_file(&m, ok && m.batch.signal == 0);
	if (m.batch.sink == &m.into.sink)
		sink_files_free(&m.into);
	tell(&m);
	return !m.directory && m.stream.broken ? SIGPIPE : m.batch.signal;
}
