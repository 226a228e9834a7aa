#include "files.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "jsonl.h"
#include "outfile.h"
#include "slurp.h"
#include "utf8.h"

enum take
names_next(struct names *names, struct arena *a, const char **name)
{
	enum take t = TAKE_END;
	str line;

	if (names->next < names->n) {
		*name = names->operands[names->next++];
		return TAKE_ONE;
	}
	while (names->listed) {
		t = lines_next(&names->list, &line);
		names->wrong = names->list.wrong;
		if (t != TAKE_ONE || line.n > 0)
			break;
	}
	if (t == TAKE_ONE && str_chr(line, '\0') < line.n) {
		names->wrong = "names that end in NUL need -0";
		t = TAKE_FAILED;
	}
	if (t == TAKE_FAILED)
		names->listed = false;
	if (t == TAKE_ONE)
		*name = str_cstr(a, line);
	return t;
}

static void
put_fields(struct arena *a, struct record *r)
{
	struct buf b;

	buf_init(&b, a);
	buf_puts(&b, "{\"file\": ");
	jsonl_quote(&b, utf8_repair(a, r->file));
	buf_putc(&b, '}');
	r->fields = buf_str(&b);
}

static void
read_file(struct source_files *s, struct arena *a, const char *name,
    struct record *r)
{
	bool std = strcmp(name, "-") == 0;
	bool ok = std ? slurp_fd(STDIN_FILENO, a, s->most, &r->raw) :
	    slurp_file(name, a, s->most, &r->raw);

	if (!ok) {
		r->fault = MSG_READ;
		r->note = str_of(strerror(errno));
	}
}

static bool
up_to_date(struct source_files *s, struct arena *a, const char *name)
{
	const char *path;

	if (s->target == NULL || !s->target->update)
		return false;
	path = target_path(s->target, a, str_of(name), s->number);
	return target_current(path, name) && target_claim(s->target, path);
}

static enum take
next_file(struct source *source, struct arena *a, struct record *r)
{
	struct source_files *s = (struct source_files *)source;
	const char *name;
	enum take t;

	while ((t = names_next(&s->names, a, &name)) == TAKE_ONE) {
		s->number++;
		source->done++;
		if (!up_to_date(s, a, name)) {
			*r = (struct record){ .kind = RECORD_FILE,
			    .fault = MSG_NOTE, .number = s->number,
			    .file = str_of(name) };
			put_fields(a, r);
			read_file(s, a, name, r);
			return t;
		}
		source->skipped++;
	}
	source->wrong = s->names.wrong;
	return t;
}

void
source_files_init(struct source_files *s, const struct names *names,
    struct target *target, const struct limits *limits)
{
	*s = (struct source_files){ .names = *names, .target = target,
	    .most = limits->v[LIMIT_INPUT] };
	s->source.next = next_file;
	s->source.lasts = true;
	s->source.fd = names->listed ? names->list.in.fd : -1;
	s->source.name = "list of files";
	/* the end of a list is not known */
	s->source.total = names->listed ? 0 : names->n;
}

static void
report(const struct record *r, const struct answer *answer, struct diag *d)
{
	struct where where = { .file = str_eq(r->file, S("-")) ?
	    S("standard input") : r->file };

	if (r->kind != RECORD_FILE)
		where.line = (unsigned)r->number;
	diag_report(d, answer->code, &where, "%.*s", P(answer->note));
}

static bool
put_file(struct sink *sink, const struct record *r,
    const struct answer *answer, struct diag *d)
{
	struct sink_files *s = (struct sink_files *)sink;
	const char *path;
	int why;

	if (answer->status != STATUS_OK || answer->note.n > 0)
		report(r, answer, d);
	/* no article is an empty file: it takes the place of an older one,
	   and --update need not look at the page again */
	if (answer->status == STATUS_FAILED && answer->out.n == 0)
		return true;
	arena_reset(&s->scratch);
	path = target_path(s->target, &s->scratch, r->file, r->number);
	if (target_is_input(path, str_cstr(&s->scratch, r->file))) {
		diag_report(d, MSG_WRITE, &(struct where){ .file = r->file },
		    "its output %s would replace it", path);
		return true;
	}
	if (!target_claim(s->target, path)) {
		diag_report(d, MSG_WRITE, &(struct where){ .file = r->file },
		    "%s is another input's output, too (-O '%%d/%%b.%%x' "
		    "keeps directories apart)", path);
		return true;
	}
	if (outfile_parents(&s->scratch, path) &&
	    outfile_write(&s->scratch, path, answer->out))
		return true;
	why = errno;
	diag_report(d, MSG_WRITE, &(struct where){ .file = str_of(path) },
	    "%s", strerror(why));
	/* some would fail for all that follow as well */
	return why != ENOSPC && why != EDQUOT && why != EROFS;
}

static bool
flush_files(struct sink *sink, struct diag *d)
{
	(void)sink, (void)d;
	return true;
}

void
sink_files_init(struct sink_files *s, struct target *target,
    const struct arena *a)
{
	*s = (struct sink_files){ .target = target };
	s->sink.put = put_file;
	s->sink.flush = flush_files;
	arena_init(&s->scratch, a->fail, a->ctx);
}

void
sink_files_free(struct sink_files *s)
{
	arena_free(&s->scratch);
}
