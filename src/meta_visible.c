/* Author and date as the page shows them near its title, or in its address. */
#include "metas.h"

enum {
	BEFORE = 6, AFTER = 14,	/* blocks around the title */
	FAR = 20000,		/* blocks of a page that are looked at */
	SHORT = 16,		/* words of a block that may be a byline */
	FEW = 4			/* of one that has nothing but a date */
};

static bool
has_any(str text, const str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ifind(text, words[i]) < text.n)
			return true;
	return false;
}

#define HAS(text, list) \
	has_any((text), (list), sizeof(list) / sizeof(*(list)))

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

/* of 3/4/2020 the day is first, but where American English is read */
static bool
day_first(const struct judge *j)
{
	static const str lands[] = {
		STR(".uk"), STR(".gb"), STR(".au"), STR(".nz"), STR(".ie"),
		STR(".in"), STR(".za"), STR(".sg"), STR(".my"), STR(".ng"),
		STR(".ke"), STR(".eu")
	};
	str tag = str_trim(doc_fact(j->doc, FACT_HTML, S("lang")));

	if (j->lang.n > 0 && !str_eq(j->lang, S("en")))
		return true;
	tag = tag.n == 5 ? str_slice(tag, 3, 5) : (str){ "", 0 };
	for (size_t i = 0; i < sizeof(lands) / sizeof(*lands); i++)
		if (str_ends(j->doc->host, lands[i]) ||
		    str_ieq(tag, str_slice(lands[i], 1, 3)))
			return true;
	return false;
}

static void
add_date(struct judge *j, const struct block *b, unsigned rank)
{
	static const str later[] = {
		STR("updated"), STR("modified"), STR("aktualisiert"),
		STR("actualizado"), STR("mis \xc3\xa0 jour"),
		STR("aggiornato"), STR("atualizado"), STR("bijgewerkt"),
		STR("\xd0\xbe\xd0\xb1\xd0\xbd\xd0\xbe\xd0\xb2")
	};
	static const str first[] = {
		STR("publish"), STR("posted"), STR("ver\xc3\xb6" "ffentlicht"),
		STR("publi")
	};
	str date = date_find(j->doc->arena, b->text, day_first(j));
	bool update;

	if (date.n == 0)
		return;
	update = HAS(b->text, later) && !HAS(b->text, first);
	meta_add(j, update ? META_MODIFIED : META_DATE, "visible",
	    rank, date);
	if (update)
		meta_add(j, META_DATE, "visible", rank + 5, date);
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

/*
 * Farther from the title a date tells of the article only where the block
 * says so, or is nothing but a date.
 */
static void
date_far(struct judge *j, const struct block *b)
{
	static const str said[] = {
		STR("published"), STR("posted"), STR("post time"),
		STR("ver\xc3\xb6" "ffentlicht"), STR("publicado"),
		STR("publi\xc3\xa9"), STR("pubblicato"), STR("updated"),
		STR("last modified"), STR("reviewed"), STR("written on"),
		STR("erstellt"), STR("date:")
	};

	if (!date_likely(b->text))
		return;
	if (b->kind == KIND_BYLINE || b->kind == KIND_DATE)
		add_date(j, b, SRC_VISIBLE + 7);
	else if (b->link_chars * 2 <= b->chars && HAS(b->text, said))
		add_date(j, b, SRC_VISIBLE + 6);
	else if (b->words <= FEW && b->link_chars == 0)
		add_date(j, b, SRC_VISIBLE + 8);
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
			date_far(j, b);
	}
}

static void
add_times(struct judge *j, size_t from, size_t title, size_t to)
{
	const struct doc *d = j->doc;

	for (size_t i = 0; i < d->nfacts; i++) {
		const struct fact *f = &d->facts[i];
		bool update;

		if (f->source != FACT_TIME || f->block < from || f->block > to)
			continue;
		update = str_ifind(f->key, S("modif")) < f->key.n ||
		    str_ifind(f->key, S("updat")) < f->key.n;
		/* over the title may stand what is another page's */
		meta_add(j, update ? META_MODIFIED : META_DATE, "time",
		    f->block >= title ? SRC_MARKED : SRC_MARKED + 1,
		    f->value);
	}
}

static void
add_address(struct judge *j)
{
	str url = j->doc->url;

	for (size_t i = 0; i < j->meta->n && url.n == 0; i++)
		if (j->meta->all[i].field == META_URL)
			url = j->meta->all[i].value;
	/* the path alone: a query is full of numbers */
	url = str_slice(url, str_find(url, S("://")) + 3, str_chr(url, '?'));
	url = str_slice(url, str_chr(url, '/') + 1, url.n);
	meta_add(j, META_DATE, "address", SRC_URL,
	    date_find(j->doc->arena, url, false));
}

static bool
same_day(str a, str b)
{
	return str_eq(str_slice(a, 0, 10), str_slice(b, 0, 10));
}

/* the date that the head prefers, or NULL */
static const struct candidate *
head_date(const struct meta *m)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < m->n; i++)
		if (m->all[i].field == META_DATE &&
		    m->all[i].rank < SRC_MARKED &&
		    (best == NULL || m->all[i].rank < best->rank))
			best = &m->all[i];
	return best;
}

/*
 * The one date that a page prints under its title, and that it does not call
 * an update, stands over what its head tells: a CMS dates its imports, too.
 */
static void
prefer_printed(struct meta *m, size_t from)
{
	const struct candidate *head = head_date(m);
	struct candidate *printed = NULL;

	for (size_t i = from; i < m->n; i++) {
		struct candidate *c = &m->all[i];

		if (c->field != META_DATE || c->rank >= SRC_VISIBLE + 5)
			continue;
		if (printed != NULL && !same_day(printed->value, c->value))
			return;
		if (printed == NULL)
			printed = c;
	}
	if (printed == NULL || head == NULL ||
	    same_day(printed->value, head->value))
		return;
	for (size_t i = 0; i < m->n; i++)
		if (m->all[i].field == META_MODIFIED &&
		    same_day(m->all[i].value, printed->value))
			return;
	printed->rank = SRC_RULE + 4;
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

	add_times(j, from, title, to);
	for (size_t i = from; i < to; i++) {
		const struct block *b = &d->blocks[i];

		if (!b->hidden && b->words <= SHORT)
			add_date(j, b, SRC_VISIBLE);
		byline_look(j, i, title, false);
	}
	prefer_printed(j->meta, before);
	prefer_byline(j);
	look_far(j, from, to);
	add_address(j);
}
