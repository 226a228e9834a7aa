#include "record.h"

#include "arena.h"
#include "http.h"
#include "jsonl.h"
#include "utf8.h"

/* a record on its way to an answer */
struct work {
	const struct job *job;
	const struct record *record;
	struct arena *arena;
	struct jsonl fields;	/* the caller's */
	struct diag diag;
	str note;		/* the first message of the worst status */
	enum status noted;
};

static void
note_problem(void *ctx, enum msg m, str line)
{
	struct work *w = ctx;

	if (diag_status(m) > w->noted || w->note.n == 0) {
		w->noted = diag_status(m);
		w->note = str_copy(w->arena, line);
	}
}

static void
start(struct work *w, const struct job *job, struct arena *a,
    const struct record *r)
{
	*w = (struct work){ .job = job, .record = r, .arena = a };
	diag_init(&w->diag, note_problem, w);
}

/* the page in a line: html, else text; the field it came in goes */
static bool
page_of_line(struct work *w, struct page *p)
{
	static const struct {
		str name;
		enum from from;
	} inputs[] = { { { "html", 4 }, FROM_HTML },
	    { { "text", 4 }, FROM_TEXT } };

	for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++) {
		struct jsonl_member *m = jsonl_last(&w->fields,
		    inputs[i].name);

		if (m == NULL || str_eq(m->value, S("null")))
			continue;
		if (!jsonl_is_string(m->value)) {
			diag_report(&w->diag, MSG_RECORD, NULL,
			    "line %llu: \"%s\" is not a string",
			    (unsigned long long)w->record->number,
			    inputs[i].name.s);
			return false;
		}
		p->bytes = jsonl_decode(w->arena, m->value);
		p->from = inputs[i].from;
		p->charset = S("utf-8");
		return true;
	}
	diag_report(&w->diag, MSG_RECORD, NULL, "line %llu: no \"html\" and "
	    "no \"text\"", (unsigned long long)w->record->number);
	return false;
}

/* a failed record keeps its text: it is not replaced by anything */
static void
remove_input(struct work *w, enum from from)
{
	if (w->job->keep_input)
		return;
	jsonl_remove(&w->fields, S("html"));
	if (from == FROM_TEXT)
		jsonl_remove(&w->fields, S("text"));
}

static bool
read_line(struct work *w, struct page *p)
{
	struct jsonl_member *url;

	if (!jsonl_scan(&w->fields, w->arena, w->record->raw)) {
		diag_report(&w->diag, MSG_RECORD, NULL,
		    "line %llu: not a JSON object: %s (byte %zu)",
		    (unsigned long long)w->record->number, w->fields.error,
		    w->fields.at + 1);
		w->fields.n = 0;
		return false;
	}
	url = jsonl_last(&w->fields, S("url"));
	if (url != NULL && jsonl_is_string(url->value))
		p->url = jsonl_decode(w->arena, url->value);
	return page_of_line(w, p);
}

static bool
read_response(struct work *w, struct page *p)
{
	const struct record *r = w->record;

	p->bytes = r->raw;
	p->from = FROM_HTML;
	p->url = r->url;
	p->charset = r->charset.n > 0 ? r->charset : p->charset;
	return http_decode(w->arena, &p->bytes, r->coding,
	    w->job->limits->v[LIMIT_INPUT], &w->diag);
}

static bool
read_page(struct work *w, struct page *p)
{
	const struct record *r = w->record;

	if (r->kind == RECORD_LINE && r->fault == MSG_NOTE)
		return read_line(w, p);
	if (r->fields.n > 0 && w->job->lines)
		jsonl_scan(&w->fields, w->arena, r->fields);
	if (r->fault != MSG_NOTE) {
		diag_report(&w->diag, r->fault, NULL, "%.*s", P(r->note));
		return false;
	}
	if (r->kind == RECORD_RESPONSE)
		return read_response(w, p);
	p->bytes = r->raw;
	return true;
}

static void
put_error(struct buf *b, enum msg code, str note)
{
	buf_printf(b, ", \"error\": {\"code\": \"%s\", \"message\": ",
	    diag_code(code));
	jsonl_quote(b, note);
	buf_putc(b, '}');
}

/* what every record says of winnow, or what this page's output says of it */
static void
put_about(struct work *w, struct buf *b, struct jsonl *ours)
{
	struct jsonl_member *mine = jsonl_last(ours, S("winnow"));
	struct jsonl about = { .n = 0 };

	if (mine == NULL || !jsonl_scan(&about, w->arena, mine->value)) {
		buf_put(b, w->job->about);
		return;
	}
	mine->gone = true;
	jsonl_remove(&about, S("status"));
	jsonl_members(b, &about);
}

/* members of this record's "winnow" object */
static str
about(struct work *w, const struct answer *answer, struct jsonl *ours)
{
	static const char *const names[] = { [STATUS_OK] = "ok",
	    [STATUS_NONE] = "none", [STATUS_FAILED] = "failed" };
	struct buf b;

	buf_init(&b, w->arena);
	put_about(w, &b, ours);
	if (b.n > 0)
		buf_puts(&b, ", ");
	buf_printf(&b, "\"status\": \"%s\"", names[answer->status]);
	if (answer->status == STATUS_FAILED) {
		put_error(&b, answer->code, answer->note);
		if (w->record->kind == RECORD_LINE)
			buf_printf(&b, ", \"line\": %llu",
			    (unsigned long long)w->record->number);
	} else if (answer->note.n > 0) {
		buf_printf(&b, ", \"%s\": ", answer->status == STATUS_NONE ?
		    "reason" : "warning");
		jsonl_quote(&b, answer->note);
	}
	return buf_str(&b);
}

static void
put_line(struct work *w, struct answer *answer, str object)
{
	struct jsonl ours;
	struct buf b;
	str members;

	if (object.n == 0)
		object = answer->status == STATUS_NONE ?
		    S("{\"text\": \"\"}") : S("{}");
	if (!jsonl_scan(&ours, w->arena, object))
		ours.n = 0;
	members = about(w, answer, &ours);
	buf_init(&b, w->arena);
	jsonl_splice(&b, &w->fields, &ours, members);
	buf_putc(&b, '\n');
	answer->out = buf_str(&b);
}

static void
finish(struct work *w, struct answer *answer, str out)
{
	*answer = (struct answer){
		.status = w->diag.worst == STATUS_USAGE ? STATUS_FAILED :
		    w->diag.worst,
		.code = w->diag.first,
		.note = utf8_repair(w->arena, w->note),
		.out = out
	};
	if (w->job->lines)
		put_line(w, answer, out);
}

void
record_clean(const struct job *job, struct arena *a, const struct record *r,
    struct answer *answer)
{
	struct page page = job->page;
	struct buf out;
	struct work w;

	start(&w, job, a, r);
	buf_init(&out, a);
	if (read_page(&w, &page))
		job->clean(job->ctx, a, &page, &out, &w.diag);
	if (r->kind == RECORD_LINE)
		remove_input(&w, w.diag.worst < STATUS_USAGE || out.n > 0 ?
		    page.from : FROM_HTML);
	finish(&w, answer, buf_str(&out));
}

void
record_fail(const struct job *job, struct arena *a, const struct record *r,
    enum msg code, str note, struct answer *answer)
{
	str fields = r->kind == RECORD_LINE ? r->raw : r->fields;
	struct work w;

	start(&w, job, a, r);
	if (job->lines && !jsonl_scan(&w.fields, a, fields))
		w.fields.n = 0;
	if (r->kind == RECORD_LINE)
		remove_input(&w, FROM_HTML);
	diag_report(&w.diag, code, NULL, "%.*s", P(note));
	finish(&w, answer, (str){ "", 0 });
}
