/* The dates that a page shows near its title, elsewhere, and in its address. */
#include "metas.h"

enum {
	FAR = 20000,		/* blocks of a page that are looked at */
	SHORT = 16,		/* words of a block that may be a byline */
	FEW = 4,		/* of one that has nothing but a date */
	SENTENCE = 40,		/* of one that may tell the first publication */
	NEAR = 80		/* bytes from those words to the date */
};

/* of 3/4/2020 the day is first, but where American English is read */
static bool
order_of_place(const struct judge *j)
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
	for (size_t i = 0; i < COUNT(lands); i++)
		if (str_ends(j->doc->host, lands[i]) ||
		    str_ieq(tag, str_slice(lands[i], 1, 3)))
			return true;
	return false;
}

/* else another date of the page may leave no choice */
static bool
day_first(struct judge *j)
{
	const struct doc *d = j->doc;

	if (j->order == 0 && order_of_place(j))
		j->order = 1;
	for (size_t i = 0; j->order == 0 && i < d->n && i < FAR; i++)
		if (d->blocks[i].words <= SHORT)
			j->order = date_order(d->blocks[i].text);
	if (j->order == 0)
		j->order = -1;
	return j->order > 0;
}

static const str later[] = {
	STR("updated"), STR("modified"), STR("revised"), STR("aktuali"),
	STR("actualiz"), STR("actualitz"), STR("mis \xc3\xa0 jour"),
	STR("aggiornato"), STR("atualiza"), STR("bijgewerkt"),
	STR("uppdaterad"), STR("oppdatert"), STR("opdateret"),
	STR("p\xc3\xa4ivitetty"), STR("friss\xc3\xadtve"),
	STR("g\xc3\xbc" "ncelle"), STR("diperbarui"),
	STR("c\xe1\xba\xadp nh\xe1\xba\xadt"), STR("бнов"),
	STR("оновлено"), STR("ενημέρωση"), STR("تحديث"), STR("עודכן"),
	STR("更新"), STR("수정")
}, first[] = {
	STR("publish"), STR("posted"), STR("post time"), STR("erstellt"),
	STR("ver\xc3\xb6" "ffentlicht"), STR("publicad"),
	STR("publi\xc3\xa9"), STR("pubblicat"), STR("publicat"),
	STR("publicer"), STR("publisert"), STR("udgivet"),
	STR("julkaistu"), STR("opublikowan"), STR("publikov"),
	STR("yay\xc4\xb1n"), STR("diterbitkan"), STR("убликован"),
	STR("убліков"), STR("δημοσ"), STR("نشر"), STR("פורסם"),
	STR("发布"), STR("發布"), STR("发表"), STR("公開"), STR("掲載"),
	STR("投稿"), STR("입력")
};

static void
add_one(struct judge *j, str date, bool update, unsigned rank)
{
	meta_add(j, update ? META_MODIFIED : META_DATE, "visible",
	    rank, date);
	if (update)
		meta_add(j, META_DATE, "visible", rank + 5, date);
}

/*
 * The first date of a block, and others that say what they are: the words in
 * front of each tell, or those of the whole block where it has but one.
 */
void
day_near(struct judge *j, const struct block *b, unsigned rank)
{
	struct arena *a = j->doc->arena;
	str rest = b->text;
	struct dated d, next;

	if (!date_likely(rest))
		return;
	for (unsigned n = 0; date_next(a, rest, day_first(j), &d); n++) {
		str lead = str_slice(rest, 0, d.from);
		bool update;

		rest = str_slice(rest, d.to, rest.n);
		if (n == 0 && !date_next(a, rest, day_first(j), &next))
			lead = b->text;
		update = HAS(lead, later) && !HAS(lead, first);
		if (n == 0 || update || HAS(lead, first))
			add_one(j, d.date, update, rank);
	}
}

/* "This article was originally published on 26 Sep 2019", anywhere */
static void
add_origin(struct judge *j, const struct block *b)
{
	static const str words[] = {
		STR("originally published"), STR("first published"),
		STR("originally posted"), STR("originally appeared"),
		STR("first appeared"), STR("zuerst ver\xc3\xb6" "ffentlicht"),
		STR("publicado originalmente"), STR("originally written"),
		STR("initialement publi\xc3\xa9"),
		STR("pubblicato originariamente")
	};
	struct dated d;

	for (size_t i = 0; i < COUNT(words); i++) {
		size_t at = str_ifind(b->text, words[i]);
		str rest = str_slice(b->text, at, b->text.n);

		if (at < b->text.n && date_next(j->doc->arena, rest,
		    day_first(j), &d) && d.from <= NEAR)
			meta_add(j, META_DATE, "visible", SRC_ORIGIN, d.date);
	}
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

void
day_origin(struct judge *j)
{
	const struct candidate *head = head_date(j->meta);
	const struct doc *d = j->doc;

	for (size_t i = 0; head == NULL && i < d->n && i < FAR; i++) {
		const struct block *b = &d->blocks[i];

		if (!b->hidden && b->words >= 4 && b->words <= SENTENCE &&
		    date_likely(b->text))
			add_origin(j, b);
	}
}

/* "12 August 2025 By Jane Roe" */
static bool
dated_byline(const struct judge *j, str text)
{
	struct dated d;
	str names;

	return date_next(j->doc->arena, text, false, &d) && d.from == 0 &&
	    author_line(j, str_trim(str_slice(text, d.to, text.n)), &names);
}

/*
 * Farther from the title a date tells of the article only where the block
 * says so, or is nothing but a date.
 */
void
day_far(struct judge *j, const struct block *b)
{
	static const str said[] = {
		STR("reviewed"), STR("written on"), STR("date:")
	};

	if (!date_likely(b->text))
		return;
	if (b->kind == KIND_BYLINE || b->kind == KIND_DATE ||
	    dated_byline(j, b->text))
		day_near(j, b, SRC_VISIBLE + 7);
	else if (b->link_chars * 2 <= b->chars && (HAS(b->text, said) ||
	    HAS(b->text, first) || HAS(b->text, later)))
		day_near(j, b, SRC_VISIBLE + 6);
	else if (b->words <= FEW && b->link_chars == 0)
		day_near(j, b, SRC_VISIBLE + 8);
}

void
day_times(struct judge *j, size_t from, size_t title, size_t to)
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

/* are they one date, whose day and month one reader took for the other? */
static bool
swapped(str a, str b)
{
	return str_eq(str_slice(a, 0, 5), str_slice(b, 0, 5)) &&
	    str_eq(str_slice(a, 5, 7), str_slice(b, 8, 10)) &&
	    str_eq(str_slice(a, 8, 10), str_slice(b, 5, 7));
}

/* which of two small numbers is the day, the head or the address may tell */
static void
mend_order(struct meta *m, size_t from)
{
	for (size_t i = from; i < m->n; i++)
		for (size_t k = 0; k < m->n; k++) {
			struct candidate *c = &m->all[i];
			const struct candidate *o = &m->all[k];

			if ((c->field == META_DATE ||
			    c->field == META_MODIFIED) &&
			    c->rank >= SRC_VISIBLE && c->rank < SRC_URL &&
			    (o->field == META_DATE ||
			    o->field == META_MODIFIED) &&
			    (o->rank < SRC_VISIBLE || o->rank == SRC_URL) &&
			    swapped(c->value, o->value))
				c->value = str_slice(o->value, 0, 10);
		}
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

void
day_settle(struct judge *j, size_t from)
{
	add_address(j);
	mend_order(j->meta, from);
	prefer_printed(j->meta, from);
}
