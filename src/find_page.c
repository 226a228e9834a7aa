#include "find_page.h"

#include "arena.h"
#include "find_form.h"
#include "find_table.h"

/* what og:type and JSON-LD say; the first row that is found counts */
static const struct {
	enum fact_source source;
	str word;
	int type;
} types[] = {
	{ FACT_JSONLD, STR("DiscussionForumPosting"), 6 },
	{ FACT_JSONLD, STR("QAPage"), 6 },
	{ FACT_JSONLD, STR("\"Product\""), 5 },
	{ FACT_JSONLD, STR("NewsArticle"), 2 },
	{ FACT_JSONLD, STR("BlogPosting"), 2 },
	{ FACT_JSONLD, STR("\"Article\""), 2 },
	{ FACT_JSONLD, STR("Recipe"), 2 },
	{ FACT_JSONLD, STR("CollectionPage"), 4 },
	{ FACT_JSONLD, STR("ItemList"), 4 },
	{ FACT_META, STR("article"), 2 },
	{ FACT_META, STR("product"), 5 },
	{ FACT_META, STR("website"), 3 }
};

static int
page_type(const struct doc *d)
{
	for (size_t t = 0; t < sizeof(types) / sizeof(*types); t++)
		for (size_t i = 0; i < d->nfacts; i++) {
			const struct fact *f = &d->facts[i];

			if (f->source != types[t].source ||
			    (f->source == FACT_META &&
			    !str_eq(f->key, S("og:type"))))
				continue;
			if (str_find(f->value, types[t].word) < f->value.n)
				return types[t].type;
		}
	return 0;
}

str
feat_address(const struct doc *d)
{
	str url = d->url;

	if (url.n == 0)
		url = doc_fact(d, FACT_LINK, S("canonical"));
	return url.n > 0 ? url : doc_fact(d, FACT_META, S("og:url"));
}

/* parts of the address's path, 0 for a home page, -1 when unknown */
static int
url_depth(const struct doc *d)
{
	str url = feat_address(d);
	size_t i;
	int n = 0;

	if (url.n == 0)
		return -1;
	i = str_find(url, S("://"));
	for (i = i < url.n ? i + 3 : 0; i + 1 < url.n; i++) {
		if (url.s[i] == '?' || url.s[i] == '#')
			break;
		n += url.s[i] == '/' && url.s[i + 1] != '/';
	}
	return n;
}

void
page_facts(const struct doc *d, const struct featset *set,
    struct page_facts *p)
{
	const struct boxstat *boxes = set->boxes;
	size_t n = set->n, h1 = n;

	*p = (struct page_facts){ .title_at = n, .blocks = (uint32_t)n,
	    .prose = boxes[0].prose, .words = boxes[0].words,
	    .chars = boxes[0].chars, .link_chars = boxes[0].link_chars };
	for (size_t k = 0; k < n; k++) {
		const struct block *b = &d->blocks[set->judged[k]];

		if (p->title_at == n && b->kind == KIND_TITLE)
			p->title_at = k;
		if (h1 == n && b->kind == KIND_HEADING && b->level == 1)
			h1 = k;
		p->prose_blocks += feat_prose(b);
		p->heads += b->kind == KIND_HEADING;
		p->items += b->kind == KIND_ITEM || b->kind == KIND_ROW;
	}
	if (p->title_at == n)
		p->title_at = h1;
	for (size_t i = 0; i < d->nboxes; i++)
		p->articles += d->boxes[i].elem == ELEM_ARTICLE;
	p->type = page_type(d);
	p->url_depth = url_depth(d);
}

void
page_fill(const struct page_facts *p, struct featset *set)
{
	for (size_t k = 0; k < set->n; k++) {
		int16_t *f = set->rows[set->judged[k]];

		f[FEAT_PAGE_BLOCKS] = feat_clip(p->blocks);
		f[FEAT_PAGE_PROSE] = feat_clip(p->prose);
		f[FEAT_PAGE_PURE] = feat_share(p->prose, p->words);
		f[FEAT_PAGE_LINKS] = feat_share(p->link_chars, p->chars);
		f[FEAT_PAGE_MEAN] = feat_clip(p->prose_blocks ?
		    p->prose / p->prose_blocks : 0);
		f[FEAT_PAGE_HEADS] = feat_clip(p->heads);
		f[FEAT_PAGE_ITEMS] = feat_share(p->items, p->blocks);
		f[FEAT_PAGE_ARTICLES] = feat_clip(p->articles);
		f[FEAT_PAGE_TYPE] = (int16_t)p->type;
		f[FEAT_PAGE_URL] = (int16_t)p->url_depth;
		f[FEAT_PAGE_CAPS] = feat_clip(p->prose_blocks);
	}
}

struct shape {
	uint32_t blocks, words, prose, chars, link_chars;
};

/* element and classes of the box and the two around it, and the kind */
static uint32_t
shape_of(const struct doc *d, const struct boxstat *boxes,
    const struct block *b)
{
	uint32_t h = b->kind, at = b->box;

	for (int i = 0; i < 3; i++) {
		h = h * 16777619u ^ boxes[at].shape;
		at = d->boxes[at].parent;
	}
	return h;
}

static void
page_repeats(const struct doc *d, struct featset *set)
{
	struct table texts;
	uint32_t *times, *slot;

	table_init(&texts, d->arena, set->n);
	times = arena_array(d->arena, texts.size, sizeof(*times));
	slot = arena_array(d->arena, set->n, sizeof(*slot));
	for (size_t k = 0; k < set->n; k++) {
		slot[k] = (uint32_t)table_add(&texts, (uint32_t)str_mix(
		    d->blocks[set->judged[k]].text));
		times[slot[k]]++;
	}
	for (size_t k = 0; k < set->n; k++)
		set->rows[set->judged[k]][FEAT_REPEATS] =
		    feat_clip(times[slot[k]] - 1);
}

void
page_shapes(const struct doc *d, struct featset *set)
{
	struct table shapes;
	struct shape *sums;

	table_init(&shapes, d->arena, set->n);
	sums = arena_array(d->arena, shapes.size, sizeof(*sums));
	set->shape = arena_array(d->arena, set->n, sizeof(*set->shape));
	set->shapes = (uint32_t)shapes.size;
	for (size_t k = 0; k < set->n; k++) {
		const struct block *b = &d->blocks[set->judged[k]];
		struct shape *s;

		set->shape[k] = (uint32_t)table_add(&shapes,
		    shape_of(d, set->boxes, b));
		s = &sums[set->shape[k]];
		s->blocks++;
		s->words += b->words;
		s->prose += feat_prose(b) ? b->words : 0;
		s->chars += b->chars;
		s->link_chars += b->link_chars;
	}
	for (size_t k = 0; k < set->n; k++) {
		const struct shape *s = &sums[set->shape[k]];
		int16_t *f = set->rows[set->judged[k]];

		f[FEAT_SHAPE_COUNT] = feat_clip(s->blocks);
		f[FEAT_SHAPE_WORDS] = feat_clip(s->words / s->blocks);
		f[FEAT_SHAPE_PROSE] = feat_share(s->prose, set->boxes[0].prose);
		f[FEAT_SHAPE_LINKS] = feat_share(s->link_chars, s->chars);
	}
	page_repeats(d, set);
}

/* all words of a text into a table; how many there are */
static uint32_t
add_words(struct table *t, struct arena *a, str text, size_t most)
{
	struct wordscan w = { .text = str_slice(text, 0, most) };
	uint32_t h, n = 0;

	table_init(t, a, w.text.n / 4 + 8);
	while (wordscan_next(&w, &h)) {
		table_add(t, h);
		n++;
	}
	return n;
}

static str
title_of(const struct doc *d)
{
	str t = doc_fact(d, FACT_META, S("og:title"));

	return t.n > 0 ? t : doc_fact(d, FACT_TITLE, S("title"));
}

/* what follows a key in the first JSON-LD script that has it */
static str
jsonld_of(const struct doc *d, str key)
{
	for (size_t i = 0; i < d->nfacts; i++) {
		str v = d->facts[i].value;
		size_t at;

		if (d->facts[i].source != FACT_JSONLD)
			continue;
		at = str_find(v, key);
		if (at < v.n)
			return str_slice(v, at + key.n, v.n);
	}
	return (str){ "", 0 };
}

void
page_agreement(const struct doc *d, struct featset *set)
{
	struct table title, about, body, told;
	uint32_t in_title, in_about, in_body, in_told;

	in_title = add_words(&title, d->arena, title_of(d), 500);
	in_about = add_words(&about, d->arena,
	    doc_fact(d, FACT_META, S("description")), 2000);
	in_body = add_words(&body, d->arena,
	    jsonld_of(d, S("\"articleBody\"")), 100000);
	in_told = add_words(&told, d->arena,
	    jsonld_of(d, S("\"description\"")), 2000);
	for (size_t k = 0; k < set->n; k++) {
		const struct opening *o = &set->openings[k];
		uint32_t words = o->n, t = 0, a = 0, b = 0, c = 0;
		int16_t *f = set->rows[set->judged[k]];

		for (uint32_t i = 0; i < o->n; i++) {
			uint32_t h = o->hash[i];

			t += in_title > 0 && table_has(&title, h);
			a += in_about > 0 && table_has(&about, h);
			b += in_body > 0 && table_has(&body, h);
			c += in_told > 0 && table_has(&told, h);
		}
		f[FEAT_TITLE_SHARE] = feat_share(t, words);
		f[FEAT_TITLE_FILL] = feat_share(t, in_title);
		f[FEAT_ABOUT_SHARE] = in_about ? feat_share(a, words) : -1;
		f[FEAT_BODY_SHARE] = in_body ? feat_share(b, words) : -1;
		f[FEAT_TOLD_SHARE] = in_told ? feat_share(c, words) : -1;
	}
}
