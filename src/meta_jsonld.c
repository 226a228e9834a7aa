/*
 * JSON-LD as pages write it: one object, an array, a graph; authors as names,
 * objects, lists or references. Only the objects that tell of the page itself
 * are asked: those at the top, in "@graph", and under "mainEntity".
 */
#include <jansson.h>

#include "arena.h"
#include "metas.h"

enum {
	NODES = 2000,		/* objects of a page that are looked at */
	VALUES = 30,		/* of one list */
	BODY_MAX = 1 << 20
};

struct nodes {
	json_t *all[NODES];	/* borrowed from the documents */
	size_t n;
	size_t seen;
};

/* types of the thing that a page is about, and how far they are preferred */
static const struct {
	const char *type;	/* a type that ends so */
	unsigned rank;
} types[] = {
	{ "Article", 0 }, { "Posting", 0 }, { "Report", 0 },
	{ "Recipe", 1 }, { "HowTo", 1 }, { "Review", 1 },
	{ "CreativeWork", 2 }, { "Course", 2 }, { "QAPage", 3 },
	{ "WebPage", 3 }, { "AboutPage", 3 }, { "FAQPage", 3 },
	{ "ItemPage", 3 }, { "PodcastEpisode", 1 }, { "VideoObject", 4 },
};

static str
string_of(const json_t *v)
{
	if (json_is_string(v))
		return (str){ json_string_value(v), json_string_length(v) };
	return (str){ "", 0 };
}

static str
member(const json_t *node, const char *key)
{
	return string_of(json_object_get(node, key));
}

static bool
ends_as(const json_t *type, const char *end)
{
	if (json_is_string(type))
		return str_ends(string_of(type), str_of(end));
	for (size_t i = 0; i < json_array_size(type); i++)
		if (str_ends(string_of(json_array_get(type, i)), str_of(end)))
			return true;
	return false;
}

static bool
is_type(const json_t *node, const char *end)
{
	return ends_as(json_object_get(node, "@type"), end);
}

static void
add_node(struct nodes *n, json_t *v)
{
	if (n->n < NODES && (json_is_object(v) || json_is_array(v)))
		n->all[n->n++] = v;
}

/* lists and graphs put their members behind themselves */
static void
expand(struct nodes *n)
{
	static const char *const keys[] = {
		"@graph", "mainEntity", "mainEntityOfPage"
	};

	for (; n->seen < n->n; n->seen++) {
		json_t *v = n->all[n->seen];

		for (size_t i = 0; i < json_array_size(v); i++)
			add_node(n, json_array_get(v, i));
		for (size_t i = 0; i < COUNT(keys); i++)
			add_node(n, json_object_get(v, keys[i]));
	}
}

/* the object that a reference {"@id": …} stands for, or itself */
static const json_t *
resolve(const struct nodes *n, const json_t *v)
{
	str id = member(v, "@id");

	if (id.n == 0 || json_object_size(v) > 2)
		return v;
	for (size_t i = 0; i < n->n; i++)
		if (json_object_size(n->all[i]) > 2 &&
		    str_eq(member(n->all[i], "@id"), id))
			return n->all[i];
	return v;
}

static str
first_string(const json_t *v, const char *key)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, key);
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, "@value");
	return string_of(v);
}

/* one name of a person, or of a house, which is named where nobody else is */
static void
add_called(struct judge *j, const json_t *who, str name, unsigned rank)
{
	if (is_type(who, "Organization") || is_type(who, "WebSite"))
		author_house(j, "json-ld", name);
	else
		author_add(j, "json-ld", rank, name);
}

static void
add_author(struct judge *j, const struct nodes *n, const json_t *v,
    unsigned rank)
{
	const json_t *who, *names;

	if (json_is_string(v)) {
		author_add(j, "json-ld", rank, string_of(v));
		return;
	}
	who = resolve(n, v);
	names = json_object_get(who, "name");
	if (!json_is_array(names))
		add_called(j, who, first_string(names, "name"), rank);
	for (size_t i = 0; i < json_array_size(names) && i < VALUES; i++)
		add_called(j, who, first_string(json_array_get(names, i),
		    "name"), rank);
}

/* one, a list, or an object that holds a list */
static void
add_authors(struct judge *j, const struct nodes *n, const json_t *v,
    unsigned rank)
{
	if (json_object_get(v, "@list") != NULL)
		v = json_object_get(v, "@list");
	if (!json_is_array(v))
		add_author(j, n, v, rank);
	for (size_t i = 0; i < json_array_size(v) && i < VALUES; i++)
		add_author(j, n, json_array_get(v, i), rank);
}

static void
add_tags(struct judge *j, const json_t *v, unsigned rank)
{
	str list = string_of(v);

	while (list.n > 0)
		meta_add(j, META_TAG, "json-ld", rank,
		    str_cut(list, ',', &list));
	for (size_t i = 0; i < json_array_size(v) && i < VALUES; i++)
		meta_add(j, META_TAG, "json-ld", rank,
		    string_of(json_array_get(v, i)));
}

static void
add_publisher(struct judge *j, const struct nodes *n, const json_t *node,
    unsigned rank)
{
	const json_t *house = json_object_get(node, "publisher");

	if (json_is_array(house))
		house = json_array_get(house, 0);
	house = resolve(n, house);
	meta_add(j, META_SITE, "json-ld", SRC_OG + 1 + rank, json_is_string(
	    house) ? string_of(house) : member(house, "name"));
}

static void
add_body(struct judge *j, const json_t *node)
{
	str body = member(node, "articleBody");

	if (body.n > j->meta->body.n && body.n <= BODY_MAX)
		j->meta->body = str_copy(j->doc->arena, body);
}

static void
add_facts(struct judge *j, const struct nodes *n, const json_t *node,
    unsigned rank)
{
	unsigned r = SRC_JSONLD + rank;
	bool page = rank >= 3;

	/* a web page's name often carries the site's */
	meta_add(j, META_TITLE, "json-ld", r, member(node, "headline").n > 0 ?
	    member(node, "headline") : member(node, "name"));
	add_authors(j, n, json_object_get(node, "author"), r);
	if (json_object_get(node, "author") == NULL)
		add_authors(j, n, json_object_get(node, "creator"), r);
	meta_add(j, META_DATE, "json-ld", r, member(node, "datePublished"));
	meta_add(j, META_DATE, "json-ld", r + 5, member(node, "dateCreated"));
	meta_add(j, META_DATE, "json-ld", r + 5, member(node, "uploadDate"));
	meta_add(j, META_MODIFIED, "json-ld", r, member(node, "dateModified"));
	meta_add(j, META_DESCRIPTION, "json-ld", r + 15,
	    member(node, "description"));
	meta_add(j, META_LANGUAGE, "json-ld", SRC_META + rank,
	    member(node, "inLanguage"));
	add_publisher(j, n, node, rank);
	add_body(j, node);
	if (page)
		return;
	meta_add(j, META_IMAGE, "json-ld", SRC_OG + 3, first_string(
	    json_object_get(node, "image"), "url"));
	add_tags(j, json_object_get(node, "keywords"), r + 15);
}

static void
add_all(struct judge *j, const struct nodes *n)
{
	unsigned seen[8] = { 0 };

	for (size_t i = 0; i < n->n; i++) {
		const json_t *node = n->all[i];
		size_t t = 0, count = COUNT(types);

		if (is_type(node, "WebSite"))
			meta_add(j, META_SITE, "json-ld", SRC_OG + 2,
			    member(node, "name"));
		while (t < count && !is_type(node, types[t].type))
			t++;
		/* the second of a kind is another thing than this page */
		if (t < count && seen[types[t].rank]++ == 0)
			add_facts(j, n, node, types[t].rank);
	}
}

static json_t *
parse(str text)
{
	return json_loadb(text.n > 0 ? text.s : "", text.n,
	    JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
}

/* parsing costs much more than leaving out first what nobody asks for */
static json_t *
load(struct arena *a, str text)
{
	json_t *v = parse(json_prune(a, text));

	return v != NULL ? v : parse(json_mend(a, text));
}

/* does a script tell of the page at all, or of someone whom others name? */
static bool
tells(str text)
{
	static const str others[] = { STR("WebSite\""), STR("Person\"") };

	for (size_t i = 0; i < COUNT(types); i++)
		if (str_find(text, str_of(types[i].type)) < text.n)
			return true;
	for (size_t i = 0; i < COUNT(others); i++)
		if (str_find(text, others[i]) < text.n)
			return true;
	return false;
}

/* parses what tells of the page; returns an array that owns the documents */
static json_t *
read_all(struct doc *d, struct nodes *n)
{
	json_t *all = json_array(), *v;

	for (size_t i = 0; i < d->nfacts; i++) {
		if (d->facts[i].source != FACT_JSONLD || all == NULL ||
		    !tells(d->facts[i].value))
			continue;
		v = load(d->arena, d->facts[i].value);
		if (v != NULL && json_array_append_new(all, v) == 0)
			add_node(n, v);
	}
	return all;
}

/*
 * All documents are open at once, for references go from one to another. The
 * array that holds them lets them go when it is let go.
 */
void
meta_jsonld(struct judge *j)
{
	struct nodes *n;
	json_t *all;

	if (doc_fact(j->doc, FACT_JSONLD, S("json")).n == 0)
		return;
	n = arena_new(j->doc->arena, struct nodes);
	all = read_all(j->doc, n);
	expand(n);
	add_all(j, n);
	json_decref(all);
}

const char *
meta_library_version(void)
{
	return jansson_version_str();
}
