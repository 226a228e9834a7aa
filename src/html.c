#include "html.h"

#include <libxml/xmlversion.h>
#include <string.h>

#include "diag.h"
#include "html_walk.h"

/* so that the arena's fail hook leaves no tree behind */
struct guard {
	struct arena *arena;
	struct tree *tree;
	void (*fail)(void *);
	void *ctx;
};

static void
clean_up(void *ctx)
{
	struct guard *g = ctx;

	g->arena->fail = g->fail;
	g->arena->ctx = g->ctx;
	tree_free(g->tree);
	g->fail(g->ctx);
}

void
html_init(void)
{
	xmlInitParser();
}

const char *
html_library_version(void)
{
	return LIBXML_DOTTED_VERSION;
}

static void
read_tree(struct doc *d, struct tree *t, const struct html_opts *o,
    struct diag *diag)
{
	struct reader *r = arena_new(&t->arena, struct reader);

	r->doc = d;
	r->tree = t;
	r->opts = o;
	r->diag = diag;
	r->g = &r->page;
	inline_reset(&r->page);
	hidden_begin_page(r);
	facts_host(r);
	rules_run(r);
	html_walk(r);
	hidden_decide(r);
	d->truncated |= t->cut || r->full;
}

bool
html_read(struct doc *d, str utf8, const struct html_opts *o,
    struct diag *diag)
{
	struct tree *t = arena_new(d->arena, struct tree);
	struct guard g = { d->arena, t, d->arena->fail, d->arena->ctx };
	bool ok;

	html_init();
	t->limits = o->limits;
	t->attributes = o->nrules > 0;
	t->diag = diag;
	arena_init(&t->arena, clean_up, &g);
	d->arena->fail = clean_up;
	d->arena->ctx = &g;
	ok = tree_parse(t, utf8);
	d->tagged = true;
	d->whole = t->whole;
	if (ok)
		read_tree(d, t, o, diag);
	else
		diag_report(diag, MSG_PARSE, NULL, "the parser failed");
	d->arena->fail = g.fail;
	d->arena->ctx = g.ctx;
	tree_free(t);
	return ok && !d->truncated;
}
