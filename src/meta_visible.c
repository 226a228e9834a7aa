/* Author and date as the page shows them, near its title first. */
#include "metas.h"

enum {
	BEFORE = 6, AFTER = 14,	/* blocks around the title */
	FAR = 20000,		/* blocks of a page that are looked at */
	SHORT = 16		/* words of a block that may be a byline */
};

static size_t
title_block(const struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->blocks[i].kind == KIND_TITLE && !d->blocks[i].hidden)
			return i;
	for (size_t i = 0; i < d->n; i++)
		if (d->blocks[i].kind == KIND_HEADING &&
		    d->blocks[i].words > 1 && d->blocks[i].level == 1 &&
		    !d->blocks[i].hidden)
			return i;
	return 0;
}

/* has the field a candidate before which nothing from afar would be chosen? */
static bool
known(const struct judge *j, enum meta_field f)
{
	for (size_t i = 0; i < j->meta->n; i++)
		if (j->meta->all[i].field == f &&
		    j->meta->all[i].rank < SRC_VISIBLE + 6)
			return true;
	return false;
}

/* what stands far from the title is looked for only when nothing else is */
static void
look_far(struct judge *j, size_t from, size_t to)
{
	const struct doc *d = j->doc;
	bool author = !known(j, META_AUTHOR), date = !known(j, META_DATE);

	for (size_t i = 0; (author || date) && i < d->n && i < FAR; i++) {
		const struct block *b = &d->blocks[i];

		if ((i >= from && i < to) || b->hidden || b->words > SHORT)
			continue;
		if (author)
			byline_look(j, i, from, true);
		if (date)
			day_far(j, b);
	}
}

/* do two values name one person, whatever stands around the name? */
static bool
same_person(struct arena *a, str v, str w)
{
	v = title_key(a, v);
	w = title_key(a, w);
	return str_find(v, w) < v.n || str_find(w, v) < w.n;
}

/*
 * Whom the page names right under its title wrote it, if its head names but
 * others: often who keeps the site.
 */
static void
prefer_byline(const struct judge *j)
{
	struct meta *m = j->meta;

	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->n; k++)
			if (m->all[i].field == META_AUTHOR &&
			    m->all[i].rank == SRC_PRINTED &&
			    m->all[k].field == META_AUTHOR &&
			    m->all[k].rank < SRC_PRINTED &&
			    same_person(j->doc->arena, m->all[i].value,
			    m->all[k].value))
				return;
	for (size_t i = 0; i < m->n; i++)
		if (m->all[i].field == META_AUTHOR &&
		    m->all[i].rank == SRC_PRINTED)
			m->all[i].rank = SRC_RULE + 4;
}

void
meta_visible(struct judge *j)
{
	size_t before = j->meta->n;
	const struct doc *d = j->doc;
	size_t title = title_block(d);
	size_t from = title > BEFORE ? title - BEFORE : 0;
	size_t to = title + AFTER < d->n ? title + AFTER : d->n;

	day_times(j, from, title, to);
	for (size_t i = from; i < to; i++) {
		const struct block *b = &d->blocks[i];

		if (!b->hidden && b->words <= SHORT)
			day_near(j, b, SRC_VISIBLE);
		byline_look(j, i, title, false);
	}
	day_settle(j, before);
	day_origin(j);
	prefer_byline(j);
	look_far(j, from, to);
}
