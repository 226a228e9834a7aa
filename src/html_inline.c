/*
 * The text of the block in the making. White space is folded as it comes and
 * written only before text, so a block never has any at its ends; a span is
 * opened only when text stands in it, so none is empty.
 */
#include <string.h>

#include "html_walk.h"

static const bool blanks[256] = {
	[' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true,
	['\f'] = true, ['\r'] = true
};

static bool
blank(char c)
{
	return blanks[(unsigned char)c];
}

static void
reserve(struct reader *r, size_t more)
{
	struct gather *g = r->g;
	size_t cap = g->cap < 4096 ? 4096 : g->cap;

	if (more <= g->cap - g->n)
		return;
	while (cap - g->n < more)
		cap *= 2;
	g->s = arena_extend(&r->tree->arena, g->s, g->cap, cap);
	g->cap = cap;
}

static uint32_t
new_span(struct reader *r, enum span_kind kind, str value)
{
	struct gather *g = r->g;

	g->spans = arena_more(&r->tree->arena, g->spans, g->nspans,
	    &g->spancap, sizeof(*g->spans));
	g->spans[g->nspans] = (struct span){ .from = (uint32_t)g->n,
	    .to = (uint32_t)g->n, .kind = kind, .columns = 1,
	    .value = value };
	return (uint32_t)g->nspans++;
}

static void
open_spans(struct reader *r)
{
	struct gather *g = r->g;

	for (; g->opened < r->nopen; g->opened++) {
		const struct open *o = &r->open[g->opened];

		g->slot[g->opened] = new_span(r, o->kind, o->value);
	}
}

/* the state before the first character of a piece of text */
static void
begin(struct reader *r, uint32_t line)
{
	struct gather *g = r->g;

	if (r->c.row && g->cell == 0 && g == &r->page)
		inline_cell(r, false, 1);
	if (g->breaks > 1 && !r->c.row && r->c.kind != KIND_HEADING &&
	    g == &r->page && g->n > 0)
		block_end(r);
	else if (g->breaks > 0 && !g->fresh && !r->c.row)
		g->s[g->n++] = '\n';
	else if (g->gap && !g->fresh)
		g->s[g->n++] = ' ';
	g->breaks = 0;
	g->gap = g->fresh = false;
	open_spans(r);
	if (g->line == 0)
		g->line = line;
}

/* in pre: as it is, but lines end in \n alone */
static void
keep_text(struct reader *r, const char *s, uint32_t line)
{
	struct gather *g = r->g;
	bool first = g->fresh;
	size_t n = strlen(s);

	if (n == 0)
		return;
	reserve(r, n + 2);
	if (g->breaks > 0 && g->n > 0 && g->s[g->n - 1] != '\n')
		g->s[g->n++] = '\n';
	g->breaks = 0;
	/* HTML: a line end right behind the tag is none */
	if (first && s[0] == '\r')
		s++;
	if (first && s[0] == '\n')
		s++;
	g->fresh = g->gap = false;
	open_spans(r);
	if (g->line == 0)
		g->line = line;
	for (; *s != '\0'; s++)
		if (*s != '\r')
			g->s[g->n++] = *s;
		else if (s[1] != '\n')
			g->s[g->n++] = '\n';
}

void
inline_text(struct reader *r, const char *s, uint32_t line)
{
	struct gather *g = r->g;
	const char *p = s;

	if (r->c.pre) {
		keep_text(r, s, line);
		return;
	}
	while (blank(*p))
		p++;
	g->gap |= p != s;
	if (*p == '\0')
		return;
	reserve(r, strlen(p) + 3);
	begin(r, line);
	while (*p != '\0') {
		char *to = g->s + g->n;

		while (*p != '\0' && !blank(*p))
			*to++ = *p++;
		g->n = (size_t)(to - g->s);
		if (*p == '\0')
			break;
		while (blank(*p))
			p++;
		if (*p != '\0')
			g->s[g->n++] = ' ';
		else
			g->gap = true;
	}
}

void
inline_gap(struct reader *r)
{
	r->g->gap = true;
}

void
inline_break(struct reader *r)
{
	if (r->c.pre) {
		keep_text(r, "\n", 0);
		return;
	}
	if (r->c.row || r->g == &r->aside)
		r->g->gap = true;
	else
		r->g->breaks++;
}

void
inline_border(struct reader *r)
{
	if (r->c.pre)
		r->g->breaks = 1;
	else
		r->g->gap = true;
}

void
inline_open(struct reader *r, enum span_kind kind, str value)
{
	r->open[r->nopen++] = (struct open){ .kind = kind, .value = value };
}

void
inline_close(struct reader *r)
{
	struct gather *g = r->g;

	if (g->opened == r->nopen) {
		g->spans[g->slot[g->opened - 1]].to = (uint32_t)g->n;
		g->opened--;
	}
	r->nopen--;
}

static void
close_spans(struct reader *r)
{
	struct gather *g = r->g;

	while (g->opened > 0) {
		g->opened--;
		g->spans[g->slot[g->opened]].to = (uint32_t)g->n;
	}
}

void
inline_cell(struct reader *r, bool header, unsigned columns)
{
	struct gather *g = r->g;

	inline_cell_end(r);
	reserve(r, 3);
	if (g->nspans > 0)
		g->s[g->n++] = '\t';
	g->cell = new_span(r, SPAN_CELL, (str){ "", 0 }) + 1;
	g->spans[g->cell - 1].header = header;
	g->spans[g->cell - 1].columns = (uint16_t)columns;
	g->gap = false;
	g->fresh = true;
}

void
inline_cell_end(struct reader *r)
{
	struct gather *g = r->g;

	if (g->cell == 0)
		return;
	close_spans(r);
	g->spans[g->cell - 1].to = (uint32_t)g->n;
	g->cell = 0;
	g->gap = false;
	g->fresh = true;
}

void
inline_end(struct reader *r)
{
	inline_cell_end(r);
	close_spans(r);
}

void
inline_reset(struct gather *g)
{
	g->n = g->nspans = g->opened = 0;
	g->gap = false;
	g->fresh = true;
	g->breaks = 0;
	g->cell = 0;
	g->line = 0;
}
