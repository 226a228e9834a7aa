/* What the page says of itself: head, microdata, structured data. */
#include <string.h>

#include "html_walk.h"
#include "url.h"

enum {
	JSON_MAX = 1 << 20,	/* bytes of one structured-data script */
	VALUE_MAX = 4000,	/* bytes of any other value */
	TEXT_MAX = 400,		/* bytes of text that an element gives */
	HEAD_NODES = 2000	/* among which the page's address stands */
};

static str
kept(struct reader *r, str v, size_t max)
{
	v = str_trim(v);
	if (v.n > max) {
		v.n = max;
		while (v.n > 0 && ((unsigned char)v.s[v.n] & 0xc0) == 0x80)
			v.n--;
	}
	return str_copy(r->doc->arena, v);
}

static str
lower(struct reader *r, str v)
{
	str c = kept(r, v, VALUE_MAX);
	char *s = (char *)(uintptr_t)c.s;

	for (size_t i = 0; i < c.n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] + ('a' - 'A'));
	return c;
}

static void
add(struct reader *r, enum fact_source source, str key, str value)
{
	value = kept(r, value, VALUE_MAX);
	if (key.n > 0 && value.n > 0)
		doc_add_fact(r->doc, source, key, value);
}

static str
text_of(struct reader *r, const xmlNode *n)
{
	return node_text(&r->tree->arena, n, TEXT_MAX);
}

static void
meta(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	static const enum attr keys[] = {
		ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP, ATTR_HTTP_EQUIV
	};
	str value = attr_get(a, ATTR_CONTENT), said = { "", 0 };

	(void)n;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		str key = str_trim(attr_get(a, keys[i]));

		if (key.n == 0 || str_ieq(key, said))
			continue;
		said = key;
		if (keys[i] == ATTR_ITEMPROP)
			add(r, FACT_ITEMPROP, kept(r, key, VALUE_MAX), value);
		add(r, FACT_META, lower(r, key), value);
	}
}

static void
link_rel(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	static const str rels[] = {
		{ "canonical", 9 }, { "amphtml", 7 }, { "author", 6 },
		{ "shortlink", 9 }, { "publisher", 9 }, { "icon", 4 }
	};
	str list = attr_get(a, ATTR_REL), t;

	(void)n;
	while ((t = str_token(&list)).n > 0)
		for (size_t i = 0; i < sizeof(rels) / sizeof(rels[0]); i++)
			if (str_ieq(t, rels[i]))
				add(r, FACT_LINK, rels[i],
				    attr_get(a, ATTR_HREF));
}

static void
base(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	str v = attr_get(a, ATTR_HREF);

	(void)n;
	add(r, FACT_HTML, S("base"), v);
	if (r->doc->base.n == 0)
		r->doc->base = kept(r, v, VALUE_MAX);
}

static void
title(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	(void)a;
	add(r, FACT_TITLE, S("title"), node_text(&r->tree->arena, n,
	    VALUE_MAX));
}

/* "de-AT" is de */
static void
html_lang(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	str v = attr_get(a, ATTR_LANG);
	size_t i = 0;

	(void)n;
	if (v.n == 0)
		v = attr_get(a, ATTR_XML_LANG);
	v = str_trim(v);
	add(r, FACT_HTML, S("lang"), v);
	while (i < v.n && v.s[i] != '-' && v.s[i] != '_')
		i++;
	if (r->doc->lang.n == 0 && i >= 2 && i <= 3)
		r->doc->lang = lower(r, str_slice(v, 0, i));
}

static void
script(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	str type = attr_get(a, ATTR_TYPE);
	const xmlNode *text = n->children;

	if (text == NULL || text->content == NULL ||
	    str_ifind(type, S("ld+json")) == type.n)
		return;
	doc_add_fact(r->doc, FACT_JSONLD, S("json"),
	    kept(r, str_of((const char *)text->content), JSON_MAX));
}

static void
time_element(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	str key = attr_get(a, ATTR_ITEMPROP);
	str value = attr_get(a, ATTR_DATETIME);

	if (key.n == 0)
		key = attr_has(a, ATTR_PUBDATE) ? S("pubdate") :
		    attr_get(a, ATTR_CLASS);
	if (value.n == 0)
		value = text_of(r, n);
	add(r, FACT_TIME, key.n > 0 ? kept(r, key, VALUE_MAX) : S("time"),
	    value);
}

static void
author_link(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	if (str_has_token(attr_get(a, ATTR_REL), S("author")))
		add(r, FACT_REL, S("author"), text_of(r, n));
}

/* microdata: the value is in an attribute for some elements, else the text */
static void
itemprop(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	enum elem e = node_elem(n);
	str list = attr_get(a, ATTR_ITEMPROP), key, value = { "", 0 };

	if (e == ELEM_META || str_has_token(list, S("articleBody")))
		return;
	if (attr_has(a, ATTR_CONTENT))
		value = attr_get(a, ATTR_CONTENT);
	else if (attr_has(a, ATTR_DATETIME))
		value = attr_get(a, ATTR_DATETIME);
	else if (e == ELEM_LINK)
		value = attr_get(a, ATTR_HREF);
	else if (e == ELEM_IMG)
		value = attr_get(a, ATTR_SRC);
	else
		value = text_of(r, n);
	while ((key = str_token(&list)).n > 0)
		add(r, FACT_ITEMPROP, kept(r, key, VALUE_MAX), value);
}

static void
controls(struct reader *r, str list)
{
	str id;

	while ((id = str_token(&list)).n > 0) {
		r->controls = arena_grow(&r->tree->arena, r->controls,
		    r->ncontrols, &r->controlcap, sizeof(*r->controls));
		r->controls[r->ncontrols++] = id;
	}
}

/* "#id" of what a click shows or goes to */
static void
target(struct reader *r, str v)
{
	if (v.n > 1 && v.s[0] == '#')
		controls(r, str_slice(v, 1, v.n));
}

static void (*const rows[ELEM_MAX])(struct reader *, const xmlNode *,
    const struct attrs *) = {
	[ELEM_META] = meta, [ELEM_LINK] = link_rel, [ELEM_BASE] = base,
	[ELEM_TITLE] = title, [ELEM_HTML] = html_lang,
	[ELEM_SCRIPT] = script, [ELEM_TIME] = time_element,
	[ELEM_A] = author_link
};

void
facts_element(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	enum elem e = node_elem(n);

	if (rows[e] != NULL)
		rows[e](r, n, a);
	if (a->has == 0)
		return;
	if (attr_has(a, ATTR_ITEMPROP))
		itemprop(r, n, a);
	if (attr_has(a, ATTR_ARIA_CONTROLS))
		controls(r, attr_get(a, ATTR_ARIA_CONTROLS));
	if (e == ELEM_A && attr_has(a, ATTR_HREF))
		target(r, attr_get(a, ATTR_HREF));
	if (attr_has(a, ATTR_DATA_TARGET))
		target(r, attr_get(a, ATTR_DATA_TARGET));
	if (attr_has(a, ATTR_DATA_BS_TARGET))
		target(r, attr_get(a, ATTR_DATA_BS_TARGET));
}

/* canonical is surer than og:url */
static int
address_of(const xmlNode *n, str *v)
{
	struct attrs a;

	if (node_elem(n) != ELEM_LINK && node_elem(n) != ELEM_META)
		return 0;
	attrs_read(&a, n);
	if (node_elem(n) == ELEM_LINK &&
	    str_has_token(attr_get(&a, ATTR_REL), S("canonical"))) {
		*v = attr_get(&a, ATTR_HREF);
		return 2;
	}
	if (node_elem(n) == ELEM_META &&
	    str_ieq(attr_get(&a, ATTR_PROPERTY), S("og:url"))) {
		*v = attr_get(&a, ATTR_CONTENT);
		return 1;
	}
	return 0;
}

void
facts_host(struct reader *r)
{
	const xmlNode *n = r->tree->doc->children;
	unsigned left = HEAD_NODES;
	int sure = 0, is;
	str v, url = { "", 0 };

	if (r->doc->host.n > 0 || r->doc->url.n > 0)
		return;
	while (n != NULL && sure < 2 && left-- > 0) {
		if (n->type == XML_ELEMENT_NODE &&
		    (is = address_of(n, &v)) > sure) {
			sure = is;
			url = v;
		}
		if (n->children != NULL) {
			n = n->children;
			continue;
		}
		while (n != NULL && n->next == NULL)
			n = n->parent;
		n = n != NULL ? n->next : NULL;
	}
	r->doc->host = lower(r, url_host(url));
}
