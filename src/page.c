#include "page.h"

#include <stdint.h>

#include "arena.h"
#include "charset.h"
#include "html.h"
#include "input.h"
#include "meta.h"
#include "rule.h"
#include "stage.h"
#include "text.h"
#include "url.h"

enum { FREE_OUTPUT = 1 << 20 };	/* bytes that any page may make */

static const struct {
	enum from from;
	enum input_kind kind;
} kinds[] = {
	{ FROM_HTML, INPUT_HTML },
	{ FROM_TEXT, INPUT_TEXT },
};

/* what the caller says stands over what the bytes look like */
static enum input_kind
kind_of_page(const struct page *p, str bytes, const char **what)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].from == p->from)
			return bytes.n > 0 ? kinds[i].kind : INPUT_EMPTY;
	return input_sniff(bytes, what);
}

static bool
read_blocks(const struct cleaner *c, struct doc *d, enum input_kind kind,
    str text, struct diag *diag)
{
	const struct limits *limits = &c->opts->limits;
	struct html_opts html = { .limits = limits };

	if (kind == INPUT_TEXT)
		return text_read(d, text, limits, diag);
	html.rules = rules_elements(c->rules, &html.nrules);
	return html_read(d, text, &html, diag);
}

/* the bytes as UTF-8 text and what they are; false when they can't be read */
static bool
read_text(const struct cleaner *c, struct arena *a, const struct page *p,
    enum input_kind *kind, str *text, struct diag *diag)
{
	const char *what = "not a page";
	size_t most = c->opts->limits.v[LIMIT_INPUT];

	*text = p->bytes;
	if (!input_unpack(a, text, &c->opts->limits, diag))
		return false;
	if (text->n > most) {
		diag_report(diag, MSG_LIMIT_INPUT, NULL,
		    "more than %zu bytes (--limit input=N)", most);
		return false;
	}
	*kind = kind_of_page(p, *text, &what);
	if (*kind == INPUT_OTHER || *kind == INPUT_UNKNOWN) {
		diag_report(diag, MSG_FORMAT, NULL, "input is %s", what);
		return false;
	}
	if (*kind == INPUT_EMPTY)
		return true;
	*text = charset_to_utf8(a, *text, p->charset, *kind == INPUT_HTML,
	    diag);
	return true;
}

struct doc *
page_judge(const struct cleaner *c, struct arena *a, const struct page *p,
    enum found *found, struct diag *diag)
{
	struct doc *d = arena_new(a, struct doc);
	enum input_kind kind = INPUT_EMPTY;
	str text;

	doc_init(d, a);
	if (!read_text(c, a, p, &kind, &text, diag))
		return NULL;
	d->bytes = text.n;
	d->url = p->url;
	d->host = str_lower(a, url_host(p->url));
	d->lang = p->lang;
	d->terse = p->terse;
	*found = FOUND_NOTHING;
	if (kind != INPUT_EMPTY) {
		if (!read_blocks(c, d, kind, text, diag) &&
		    !(d->truncated && c->opts->partial))
			return NULL;
		/* blocks of text are places in it */
		if (p->spare && kind == INPUT_HTML)
			arena_drop(a, (void *)(uintptr_t)p->bytes.s,
			    p->bytes.n);
		if (p->lang.n > 0)
			d->lang = p->lang;
		*found = stages_run(d, c->matcher, c->opts->find, diag);
	}
	if (*found != FOUND_ARTICLE)
		diag_report(diag, MSG_NO_ARTICLE, NULL,
		    "no article found: %s", found_reason(*found));
	return d;
}

/* no page may make more of itself than it is worth */
static void
bound_output(const struct cleaner *c, const struct doc *d, size_t start,
    struct buf *out, struct diag *diag)
{
	size_t each = c->opts->limits.v[LIMIT_OUTPUT];

	if (out->n - start <= d->bytes * each + FREE_OUTPUT)
		return;
	diag_report(diag, MSG_LIMIT_OUTPUT, NULL,
	    "more than %zu bytes of output per byte (--limit %s=N)", each,
	    limit_rows[LIMIT_OUTPUT].name);
	out->n = start;
}

void
page_clean(const struct cleaner *c, struct arena *a, const struct page *p,
    struct buf *out, struct diag *diag)
{
	enum found found;
	struct page page = *p;
	size_t start = out->n;
	struct doc *d;

	page.terse = !c->emitter->tells;
	d = page_judge(c, a, &page, &found, diag);
	if (d == NULL || (found != FOUND_ARTICLE && !c->emitter->explains))
		return;
	if (!c->emit.verbose)
		find_forget(d);
	c->emitter->emit(out, d, &c->emit);
	bound_output(c, d, start, out, diag);
}
