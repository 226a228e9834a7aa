/* The head of a page, its microdata and its marked-up times and authors. */
#include "metas.h"
#include "utf8.h"

/*
 * One row a statement that pages make: where, under which key, what it tells,
 * how far it is preferred. Keys are those found on real pages.
 */
static const struct row {
	enum fact_source source;
	const char *key;
	enum meta_field field;
	unsigned rank;
} rows[] = {
	{ FACT_META, "og:title", META_TITLE, SRC_OG },
	{ FACT_META, "twitter:title", META_TITLE, SRC_OG + 1 },
	{ FACT_META, "citation_title", META_TITLE, SRC_SCHOLAR },
	{ FACT_META, "parsely-title", META_TITLE, SRC_SCHOLAR },
	{ FACT_META, "sailthru.title", META_TITLE, SRC_SCHOLAR },
	{ FACT_META, "dc.title", META_TITLE, SRC_SCHOLAR },
	{ FACT_META, "dcterms.title", META_TITLE, SRC_SCHOLAR },
	{ FACT_META, "title", META_TITLE, SRC_META },
	{ FACT_META, "headline", META_TITLE, SRC_META },
	{ FACT_ITEMPROP, "headline", META_TITLE, SRC_ITEMPROP },

	{ FACT_META, "article:author", META_AUTHOR, SRC_OG + 2 },
	{ FACT_META, "og:article:author", META_AUTHOR, SRC_OG + 2 },
	{ FACT_META, "citation_author", META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, "citation_authors", META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, "parsely-author", META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, "sailthru.author", META_AUTHOR, SRC_SCHOLAR },
	{ FACT_META, "dc.creator", META_AUTHOR, SRC_SCHOLAR + 1 },
	{ FACT_META, "dcterms.creator", META_AUTHOR, SRC_SCHOLAR + 1 },
	{ FACT_META, "dc.contributor", META_AUTHOR, SRC_SCHOLAR + 2 },
	{ FACT_META, "author", META_AUTHOR, SRC_META },
	{ FACT_META, "authors", META_AUTHOR, SRC_META },
	{ FACT_META, "byl", META_AUTHOR, SRC_META },
	{ FACT_META, "byline", META_AUTHOR, SRC_META },
	{ FACT_META, "article.author", META_AUTHOR, SRC_META },
	{ FACT_META, "cxenseparse:author", META_AUTHOR, SRC_META },
	{ FACT_META, "rbauthors", META_AUTHOR, SRC_META },
	{ FACT_META, "twitter:data1", META_AUTHOR, SRC_NEVER },
	{ FACT_ITEMPROP, "author", META_AUTHOR, SRC_ITEMPROP },
	{ FACT_REL, "author", META_AUTHOR, SRC_MARKED },

	{ FACT_META, "article:published_time", META_DATE, SRC_OG },
	{ FACT_META, "og:article:published_time", META_DATE, SRC_OG },
	{ FACT_META, "og:published_time", META_DATE, SRC_OG },
	{ FACT_META, "article:published", META_DATE, SRC_OG },
	{ FACT_META, "datepublished", META_DATE, SRC_OG + 1 },
	{ FACT_META, "og:pubdate", META_DATE, SRC_OG + 1 },
	{ FACT_ITEMPROP, "datepublished", META_DATE, SRC_ITEMPROP },
	{ FACT_ITEMPROP, "datecreated", META_DATE, SRC_ITEMPROP + 1 },
	{ FACT_META, "citation_publication_date", META_DATE, SRC_SCHOLAR },
	{ FACT_META, "citation_online_date", META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, "citation_date", META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, "parsely-pub-date", META_DATE, SRC_SCHOLAR },
	{ FACT_META, "sailthru.date", META_DATE, SRC_SCHOLAR },
	{ FACT_META, "dc.date.issued", META_DATE, SRC_SCHOLAR },
	{ FACT_META, "dcterms.issued", META_DATE, SRC_SCHOLAR },
	{ FACT_META, "dc.date.created", META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, "dcterms.created", META_DATE, SRC_SCHOLAR + 1 },
	{ FACT_META, "dc.date", META_DATE, SRC_SCHOLAR + 2 },
	{ FACT_META, "dcterms.date", META_DATE, SRC_SCHOLAR + 2 },
	{ FACT_META, "cxenseparse:recs:publishtime", META_DATE, SRC_META },
	{ FACT_META, "article.published", META_DATE, SRC_META },
	{ FACT_META, "published-date", META_DATE, SRC_META },
	{ FACT_META, "publish-date", META_DATE, SRC_META },
	{ FACT_META, "publish_date", META_DATE, SRC_META },
	{ FACT_META, "publication_date", META_DATE, SRC_META },
	{ FACT_META, "publisheddate", META_DATE, SRC_META },
	{ FACT_META, "pubdate", META_DATE, SRC_META },
	{ FACT_META, "pub_date", META_DATE, SRC_META },
	{ FACT_META, "rbpubdate", META_DATE, SRC_META },
	{ FACT_META, "originalpublicationdate", META_DATE, SRC_META },
	{ FACT_META, "created", META_DATE, SRC_META + 1 },
	{ FACT_META, "date", META_DATE, SRC_META + 1 },
	{ FACT_META, "ptime", META_DATE, SRC_META + 1 },
	{ FACT_META, "pdate", META_DATE, SRC_META + 1 },

	{ FACT_META, "article:modified_time", META_MODIFIED, SRC_OG },
	{ FACT_META, "og:updated_time", META_MODIFIED, SRC_OG + 1 },
	{ FACT_META, "dateupdated", META_MODIFIED, SRC_OG + 1 },
	{ FACT_ITEMPROP, "datemodified", META_MODIFIED, SRC_ITEMPROP },
	{ FACT_META, "dcterms.modified", META_MODIFIED, SRC_SCHOLAR },
	{ FACT_META, "dc.date.modified", META_MODIFIED, SRC_SCHOLAR },
	{ FACT_META, "last-modified", META_MODIFIED, SRC_META },
	{ FACT_META, "lastmod", META_MODIFIED, SRC_META },
	{ FACT_META, "utime", META_MODIFIED, SRC_META },

	{ FACT_META, "og:site_name", META_SITE, SRC_OG },
	{ FACT_META, "application-name", META_SITE, SRC_META },
	{ FACT_META, "apple-mobile-web-app-title", META_SITE, SRC_META + 1 },
	{ FACT_META, "citation_journal_title", META_SITE, SRC_SCHOLAR },
	{ FACT_META, "dc.publisher", META_SITE, SRC_SCHOLAR },
	{ FACT_META, "publisher", META_SITE, SRC_META },

	{ FACT_LINK, "canonical", META_URL, SRC_JSONLD },
	{ FACT_META, "og:url", META_URL, SRC_OG },
	{ FACT_META, "twitter:url", META_URL, SRC_OG + 1 },

	{ FACT_META, "og:description", META_DESCRIPTION, SRC_OG },
	{ FACT_META, "description", META_DESCRIPTION, SRC_OG + 1 },
	{ FACT_META, "twitter:description", META_DESCRIPTION, SRC_OG + 2 },
	{ FACT_META, "dc.description", META_DESCRIPTION, SRC_SCHOLAR },
	{ FACT_ITEMPROP, "description", META_DESCRIPTION, SRC_NEVER },

	{ FACT_META, "og:image", META_IMAGE, SRC_OG },
	{ FACT_META, "og:image:secure_url", META_IMAGE, SRC_OG + 1 },
	{ FACT_META, "og:image:url", META_IMAGE, SRC_OG + 1 },
	{ FACT_META, "twitter:image", META_IMAGE, SRC_OG + 2 },
	{ FACT_META, "twitter:image:src", META_IMAGE, SRC_OG + 2 },
	{ FACT_LINK, "image_src", META_IMAGE, SRC_META },
	{ FACT_ITEMPROP, "image", META_IMAGE, SRC_META + 1 },

	{ FACT_META, "article:tag", META_TAG, SRC_OG },
	{ FACT_META, "parsely-tags", META_TAG, SRC_SCHOLAR },
	{ FACT_META, "sailthru.tags", META_TAG, SRC_SCHOLAR },
	{ FACT_META, "news_keywords", META_TAG, SRC_META },
	{ FACT_META, "keywords", META_TAG, SRC_META + 1 },
	{ FACT_META, "dc.subject", META_TAG, SRC_META + 2 },
	{ FACT_REL, "tag", META_TAG, SRC_MARKED },

	{ FACT_RULE, "title", META_TITLE, SRC_RULE },
	{ FACT_RULE, "author", META_AUTHOR, SRC_RULE },
	{ FACT_RULE, "date", META_DATE, SRC_RULE },
};

/* "a, b; c" */
static void
add_tags(struct judge *j, const struct row *row, str list)
{
	while (list.n > 0) {
		size_t comma = str_chr(list, ','), semi = str_chr(list, ';');
		size_t n = comma < semi ? comma : semi;

		meta_add(j, META_TAG, row->key, row->rank,
		    str_slice(list, 0, n));
		list = str_slice(list, n + 1, list.n);
	}
}

static const char *
source_name(const struct row *row)
{
	return row->source == FACT_RULE ? "rule" :
	    row->source == FACT_REL && row->field == META_AUTHOR ?
	    "rel=author" : row->key;
}

static void
add(struct judge *j, const struct row *row, const struct fact *f)
{
	if (row->field == META_TAG)
		add_tags(j, row, f->value);
	else if (row->field == META_AUTHOR)
		author_add(j, source_name(row), utf8_words(f->value) > 4 &&
		    f->source == FACT_ITEMPROP ? SRC_VISIBLE : row->rank,
		    f->value);
	else
		meta_add(j, row->field, source_name(row), row->rank, f->value);
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

	for (size_t i = 0; i < d->nfacts; i++) {
		const struct fact *f = &d->facts[i];
		bool known = false;

		add_rule_date(j, f);
		for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++)
			if (rows[k].source == f->source &&
			    str_ieq(str_of(rows[k].key), f->key)) {
				add(j, &rows[k], f);
				known = true;
			}
		if (!known)
			add_other_date(j, f);
	}
	if (d->url.n > 0)
		meta_add(j, META_URL, "caller", SRC_OG + 2, d->url);
}
