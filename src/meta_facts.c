/* The head of a page, its microdata and its marked-up times and authors. */
#include "metas.h"
#include "utf8.h"

enum {
	LIST = 3,		/* other values of a property make a list */
	NEAR = 6,		/* blocks between authors of one article */
	SEEN = 2000		/* statements that others are compared with */
};

/*
 * One row a statement that pages make: where, under which key, what it tells,
 * how far it is preferred. Keys are those found on real pages.
 */
static const struct row {
	enum fact_source source;
	str key;
	enum meta_field field;
	unsigned rank;
} rows[] = {
	{ FACT_META, STR("og:title"), META_TITLE, SRC_OG },
	{ FACT_META, STR("twitter:title"), META_TITLE, SRC_OG + 1 },
	{ FACT_META, STR("citation_title"), META_TITLE, SRC_SCHOLAR },
	{ FACT_META, STR("parsely-title"), META_TITLE, SRC_SCHOLAR },
	{ FACT_META, STR("sailthru.title"), META_TITLE, SRC_SCHOLAR },
	{ FACT_META, STR("dc.title"), META_TITLE, SRC_SCHOLAR },
	{ FACT_META, STR("dcterms.title"), META_TITLE, SRC_SCHOLAR },
	{ FACT_META, STR("title"), META_TITLE, SRC_META },
	{ FACT_META, STR("headline"), META_TITLE, SRC_META },
	{ FACT_ITEMPROP, STR("headline"), META_TITLE, SRC_ITEMPROP },

	{ FACT_META, STR("article:author"), META_AUTHOR, SRC_OG + 2 },
	{ FACT_META, STR("og:article:author"), META_AUTHOR, SRC_OG + 2 },
	{ FACT_META, STR("citation_author"), META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, STR("citation_authors"), META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, STR("parsely-author"), META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, STR("sailthru.author"), META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, STR("dc.creator"), META_AUTHOR, SRC_SCHOLAR + 1 },
	{ FACT_META, STR("dcterms.creator"), META_AUTHOR, SRC_SCHOLAR + 1 },
	{ FACT_META, STR("dc.contributor"), META_AUTHOR, SRC_SCHOLAR + 2 },
	{ FACT_META, STR("author"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("authors"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("byl"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("byline"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("article.author"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("cxenseparse:author"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("rbauthors"), META_AUTHOR, SRC_META },
	{ FACT_META, STR("twitter:data1"), META_AUTHOR, SRC_NEVER },
	{ FACT_ITEMPROP, STR("author"), META_AUTHOR, SRC_ITEMPROP },
	{ FACT_REL, STR("author"), META_AUTHOR, SRC_MARKED },

	{ FACT_META, STR("article:published_time"), META_DATE, SRC_OG },
	{ FACT_META, STR("og:article:published_time"), META_DATE, SRC_OG },
	{ FACT_META, STR("og:published_time"), META_DATE, SRC_OG },
	{ FACT_META, STR("article:published"), META_DATE, SRC_OG },
	{ FACT_META, STR("datepublished"), META_DATE, SRC_OG + 1 },
	{ FACT_META, STR("og:pubdate"), META_DATE, SRC_OG + 1 },
	{ FACT_ITEMPROP, STR("datepublished"), META_DATE, SRC_ITEMPROP },
	{ FACT_ITEMPROP, STR("datecreated"), META_DATE, SRC_ITEMPROP + 1 },
	{ FACT_META, STR("citation_publication_date"), META_DATE,
	    SRC_SCHOLAR },
	{ FACT_META, STR("citation_online_date"), META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, STR("citation_date"), META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, STR("parsely-pub-date"), META_DATE, SRC_SCHOLAR },
	{ FACT_META, STR("sailthru.date"), META_DATE, SRC_SCHOLAR },
	{ FACT_META, STR("dc.date.issued"), META_DATE, SRC_SCHOLAR },
	{ FACT_META, STR("dcterms.issued"), META_DATE, SRC_SCHOLAR },
	{ FACT_META, STR("dc.date.created"), META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, STR("dcterms.created"), META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, STR("dc.date"), META_DATE, SRC_SCHOLAR + 2 },
	{ FACT_META, STR("dcterms.date"), META_DATE, SRC_SCHOLAR + 2 },
	{ FACT_META, STR("cxenseparse:recs:publishtime"), META_DATE,
	    SRC_META },
	{ FACT_META, STR("article.published"), META_DATE, SRC_META },
	{ FACT_META, STR("published-date"), META_DATE, SRC_META },
	{ FACT_META, STR("publish-date"), META_DATE, SRC_META },
	{ FACT_META, STR("publish_date"), META_DATE, SRC_META },
	{ FACT_META, STR("publication_date"), META_DATE, SRC_META },
	{ FACT_META, STR("publisheddate"), META_DATE, SRC_META },
	{ FACT_META, STR("pubdate"), META_DATE, SRC_META },
	{ FACT_META, STR("pub_date"), META_DATE, SRC_META },
	{ FACT_META, STR("rbpubdate"), META_DATE, SRC_META },
	{ FACT_META, STR("originalpublicationdate"), META_DATE, SRC_META },
	{ FACT_META, STR("created"), META_DATE, SRC_META + 1 },
	{ FACT_META, STR("date"), META_DATE, SRC_META + 1 },
	{ FACT_META, STR("ptime"), META_DATE, SRC_META + 1 },
	{ FACT_META, STR("pdate"), META_DATE, SRC_META + 1 },

	{ FACT_META, STR("article:modified_time"), META_MODIFIED, SRC_OG },
	{ FACT_META, STR("og:updated_time"), META_MODIFIED, SRC_OG + 1 },
	{ FACT_META, STR("dateupdated"), META_MODIFIED, SRC_OG + 1 },
	{ FACT_ITEMPROP, STR("datemodified"), META_MODIFIED, SRC_ITEMPROP },
	{ FACT_META, STR("dcterms.modified"), META_MODIFIED, SRC_SCHOLAR },
	{ FACT_META, STR("dc.date.modified"), META_MODIFIED, SRC_SCHOLAR },
	{ FACT_META, STR("last-modified"), META_MODIFIED, SRC_META },
	{ FACT_META, STR("lastmod"), META_MODIFIED, SRC_META },
	{ FACT_META, STR("utime"), META_MODIFIED, SRC_META },

	{ FACT_META, STR("og:site_name"), META_SITE, SRC_OG },
	{ FACT_META, STR("application-name"), META_SITE, SRC_META },
	{ FACT_META, STR("apple-mobile-web-app-title"), META_SITE,
	    SRC_META + 1 },
	{ FACT_META, STR("citation_journal_title"), META_SITE, SRC_SCHOLAR },
	{ FACT_META, STR("dc.publisher"), META_SITE, SRC_SCHOLAR },
	{ FACT_META, STR("publisher"), META_SITE, SRC_META },

	{ FACT_LINK, STR("canonical"), META_URL, SRC_JSONLD },
	{ FACT_META, STR("og:url"), META_URL, SRC_OG },
	{ FACT_META, STR("twitter:url"), META_URL, SRC_OG + 1 },

	{ FACT_META, STR("og:description"), META_DESCRIPTION, SRC_OG },
	{ FACT_META, STR("description"), META_DESCRIPTION, SRC_OG + 1 },
	{ FACT_META, STR("twitter:description"), META_DESCRIPTION,
	    SRC_OG + 2 },
	{ FACT_META, STR("dc.description"), META_DESCRIPTION, SRC_SCHOLAR },
	{ FACT_ITEMPROP, STR("description"), META_DESCRIPTION, SRC_NEVER },

	{ FACT_META, STR("og:image"), META_IMAGE, SRC_OG },
	{ FACT_META, STR("og:image:secure_url"), META_IMAGE, SRC_OG + 1 },
	{ FACT_META, STR("og:image:url"), META_IMAGE, SRC_OG + 1 },
	{ FACT_META, STR("twitter:image"), META_IMAGE, SRC_OG + 2 },
	{ FACT_META, STR("twitter:image:src"), META_IMAGE, SRC_OG + 2 },
	{ FACT_LINK, STR("image_src"), META_IMAGE, SRC_META },
	{ FACT_ITEMPROP, STR("image"), META_IMAGE, SRC_META + 1 },

	{ FACT_META, STR("article:tag"), META_TAG, SRC_OG },
	{ FACT_META, STR("parsely-tags"), META_TAG, SRC_SCHOLAR },
	{ FACT_META, STR("sailthru.tags"), META_TAG, SRC_SCHOLAR },
	{ FACT_META, STR("news_keywords"), META_TAG, SRC_META },
	{ FACT_META, STR("keywords"), META_TAG, SRC_META + 1 },
	{ FACT_META, STR("dc.subject"), META_TAG, SRC_META + 2 },
	{ FACT_REL, STR("tag"), META_TAG, SRC_MARKED },

	{ FACT_RULE, STR("title"), META_TITLE, SRC_RULE },
	{ FACT_RULE, STR("author"), META_AUTHOR, SRC_RULE },
	{ FACT_RULE, STR("date"), META_DATE, SRC_RULE },
};

/* "a, b; c" */
static void
add_tags(struct judge *j, const struct row *row, str list)
{
	while (list.n > 0) {
		size_t comma = str_chr(list, ','), semi = str_chr(list, ';');
		size_t n = comma < semi ? comma : semi;

		meta_add(j, META_TAG, row->key.s, row->rank,
		    str_slice(list, 0, n));
		list = str_slice(list, n + 1, list.n);
	}
}

static const char *
source_name(const struct row *row)
{
	return row->source == FACT_RULE ? "rule" :
	    row->source == FACT_REL && row->field == META_AUTHOR ?
	    "rel=author" : row->key.s;
}

/* "Written by" for a label makes an author of the first value on the card */
static void
add_labelled(struct judge *j, const struct row *row, const struct fact *f)
{
	author_add(j, row->key.s, lead_alone(j->label) ? SRC_META + 3 :
	    SRC_NEVER, f->value);
}

/*
 * A page that carries many a datePublished or author of its own list of other
 * pages does not tell by them of itself.
 */
static bool
of_a_list(const struct doc *d, const struct fact *f)
{
	unsigned others = 0;

	if (f->source != FACT_ITEMPROP)
		return false;
	for (size_t i = 0; i < d->nfacts && i < SEEN && others < LIST; i++)
		others += d->facts[i].source == FACT_ITEMPROP &&
		    str_ieq(d->facts[i].key, f->key) &&
		    !str_eq(d->facts[i].value, f->value);
	return others >= LIST;
}

/* rel=author stands in the teasers of other articles, too, below the first */
static bool
far_off(const struct doc *d, const struct fact *f)
{
	for (size_t i = 0; f->source == FACT_REL && i < d->nfacts && i < SEEN;
	    i++)
		if (d->facts[i].source == FACT_REL &&
		    str_ieq(d->facts[i].key, f->key))
			return f->block > d->facts[i].block + NEAR;
	return false;
}

static void
add(struct judge *j, const struct row *row, const struct fact *f)
{
	if (row->field == META_TAG)
		add_tags(j, row, f->value);
	else if (row->rank == SRC_NEVER && row->field == META_AUTHOR)
		add_labelled(j, row, f);
	else if (row->field == META_AUTHOR)
		author_add(j, source_name(row), far_off(j->doc, f) ||
		    (f->source == FACT_ITEMPROP && (utf8_words(f->value) > 4 ||
		    of_a_list(j->doc, f))) ? SRC_VISIBLE : row->rank,
		    f->value);
	else
		meta_add(j, row->field, source_name(row),
		    row->field == META_DATE && of_a_list(j->doc, f) ?
		    SRC_VISIBLE + 4 : row->rank, f->value);
}

/* an element rule that names a date gives its text, in any wording */
static void
add_rule_date(struct judge *j, const struct fact *f)
{
	if (f->source == FACT_RULE && str_ieq(f->key, S("date")))
		meta_add(j, META_DATE, "rule", SRC_RULE,
		    date_find(j->doc->arena, f->value, false));
}

/* names of dates are many: "published", "dcsext.publish-date"… */
static void
add_other_date(struct judge *j, const struct fact *f)
{
	str key = f->key;

	if (f->source != FACT_META || str_ifind(key, S("publish")) == key.n ||
	    str_ifind(key, S("modif")) < key.n ||
	    str_ifind(key, S("unpublish")) < key.n)
		return;
	meta_add(j, META_DATE, "publish", SRC_META + 2, f->value);
}

void
meta_facts(struct judge *j)
{
	const struct doc *d = j->doc;

	j->label = doc_fact(d, FACT_META, S("twitter:label1"));
	for (size_t i = 0; i < d->nfacts; i++) {
		const struct fact *f = &d->facts[i];
		bool known = false;

		add_rule_date(j, f);
		for (size_t k = 0; k < COUNT(rows); k++)
			if (rows[k].source == f->source &&
			    str_ieq(rows[k].key, f->key)) {
				add(j, &rows[k], f);
				known = true;
			}
		if (!known)
			add_other_date(j, f);
	}
	if (d->url.n > 0)
		meta_add(j, META_URL, "caller", SRC_OG + 2, d->url);
}
