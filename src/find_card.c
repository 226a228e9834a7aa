#include "find_card.h"

#include "arena.h"
#include "find_page.h"
#include "find_table.h"

/* blocks on either side that count as near; a distance to nothing */
enum { NEAR = 5, FAR = 500 };

static bool
digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* bytes of a currency sign at i, or 0: $ £ ¥ and U+20A0 to U+20BF */
static size_t
currency(const unsigned char *s, size_t n, size_t i)
{
	if (s[i] == '$')
		return 1;
	if (s[i] == 0xc2 && i + 1 < n && (s[i + 1] == 0xa3 || s[i + 1] == 0xa5))
		return 2;
	return s[i] == 0xe2 && i + 2 < n && s[i + 1] == 0x82 &&
	    s[i + 2] >= 0xa0 ? 3 : 0;
}

/* all that a price may be known by starts with one of these bytes */
static const bool of_price[256] = {
	['$'] = true, [0xc2] = true, [0xe2] = true, ['.'] = true, [','] = true
};

/* prices: a currency sign beside a digit, or a number with two decimals */
static uint32_t
prices(str text)
{
	const unsigned char *s = (const unsigned char *)text.s;
	size_t n = text.n, sign;
	uint32_t found = 0;

	for (size_t i = 0; i < n; i++) {
		if (!of_price[s[i]])
			continue;
		if ((sign = currency(s, n, i)) > 0) {
			size_t after = i + sign;

			after += after < n && s[after] == ' ';
			found += (after < n && digit(s[after])) ||
			    (i > 0 && digit(s[i - 1])) ||
			    (i > 1 && digit(s[i - 2]));
			i = after - 1;
		} else if ((s[i] == '.' || s[i] == ',') && i > 0 &&
		    i + 2 < n && digit(s[i - 1]) && digit(s[i + 1]) &&
		    digit(s[i + 2]) && (i + 3 == n || !digit(s[i + 3]))) {
			found++;
			i += 2;
		}
	}
	return found;
}

/* longest run of bytes without a blank */
static uint32_t
longest_run(str text)
{
	const char *s = text.s, *end = s + text.n, *from;
	size_t most = 0;

	while (s < end) {
		for (from = s; s < end && (unsigned char)*s > ' '; s++)
			;
		if ((size_t)(s - from) > most)
			most = (size_t)(s - from);
		s++;
	}
	return (uint32_t)most;
}

/* 1 inside the page, 2 same site, 3 elsewhere, 4 no page; 0 no link */
static int
target_kind(const struct doc *d, str href)
{
	size_t at;

	if (href.n == 0 || href.s[0] == '#')
		return 1;
	if (str_istarts(href, S("javascript:")) ||
	    str_istarts(href, S("mailto:")) || str_istarts(href, S("tel:")))
		return 4;
	at = str_find(href, S("//"));
	if (at > 6 || at >= href.n)
		return 2;
	return d->host.n > 0 && str_istarts(str_slice(href, at + 2, href.n),
	    d->host) ? 2 : 3;
}

static int
first_target(const struct doc *d, const struct block *b)
{
	for (uint32_t i = 0; i < b->nspans; i++)
		if (b->spans[i].kind == SPAN_LINK)
			return target_kind(d, b->spans[i].value);
	return 0;
}

static void
own(const struct doc *d, struct featset *set, struct page_cards *page)
{
	for (size_t k = 0; k < set->n; k++) {
		const struct block *b = &d->blocks[set->judged[k]];
		int16_t *f = set->rows[set->judged[k]];
		uint32_t n = prices(b->text);

		page->money += n;
		f[FEAT_MONEY] = feat_clip(n);
		f[FEAT_RUN] = feat_clip(longest_run(b->text));
		f[FEAT_TARGET] = (int16_t)first_target(d, b);
	}
}

/* prices among the ten around */
static void
money_near(struct featset *set)
{
	int64_t sum = 0;

	for (size_t k = 0; k < NEAR && k < set->n; k++)
		sum += set->rows[set->judged[k]][FEAT_MONEY];
	for (size_t k = 0; k < set->n; k++) {
		if (k + NEAR < set->n)
			sum += set->rows[set->judged[k + NEAR]][FEAT_MONEY];
		if (k > NEAR)
			sum -= set->rows[set->judged[k - NEAR - 1]][FEAT_MONEY];
		set->rows[set->judged[k]][FEAT_MONEY_NEAR] = feat_clip(sum);
	}
}

/* judged blocks since and until an image */
static void
images(const struct doc *d, struct featset *set, struct page_cards *page)
{
	uint32_t since = FAR;
	size_t k = 0;

	for (size_t i = 0; i < d->n; i++) {
		if (d->blocks[i].kind == KIND_IMAGE && !d->blocks[i].hidden) {
			page->images++;
			since = 0;
		}
		if (k < set->n && set->judged[k] == i) {
			set->rows[i][FEAT_IMAGE_PREV] = feat_clip(since);
			since += since < FAR;
			k++;
		}
	}
	since = FAR;
	for (size_t i = d->n; i-- > 0; ) {
		if (d->blocks[i].kind == KIND_IMAGE && !d->blocks[i].hidden)
			since = 0;
		if (k > 0 && set->judged[k - 1] == i) {
			set->rows[i][FEAT_IMAGE_NEXT] = feat_clip(since);
			since += since < FAR;
			k--;
		}
	}
}

/* the blocks from a heading to the next one */
static void
section(const struct doc *d, struct featset *set, size_t from, size_t end,
    uint32_t index)
{
	const struct block *head = from < set->n ?
	    &d->blocks[set->judged[from]] : NULL;
	uint64_t words = 0, prose = 0, chars = 0, links = 0, money = 0;
	bool headed = head != NULL && head->kind == KIND_HEADING;

	for (size_t k = from + headed; k < end; k++) {
		const struct block *b = &d->blocks[set->judged[k]];

		words += b->words;
		prose += feat_prose(b) ? b->words : 0;
		chars += b->chars;
		links += b->link_chars;
		money += (uint64_t)set->rows[set->judged[k]][FEAT_MONEY];
	}
	for (size_t k = from; k < end; k++) {
		int16_t *f = set->rows[set->judged[k]];

		f[FEAT_SEC_LEVEL] = headed ? head->level : 0;
		f[FEAT_SEC_LINKED] = headed && head->link_chars > 0;
		f[FEAT_SEC_BLOCKS] = feat_clip((int64_t)(end - from));
		f[FEAT_SEC_WORDS] = feat_clip((int64_t)words);
		f[FEAT_SEC_PROSE] = feat_share(prose, words);
		f[FEAT_SEC_LINKS] = feat_share(links, chars);
		f[FEAT_SEC_MONEY] = feat_clip((int64_t)money);
		f[FEAT_SEC_INDEX] = feat_clip(index);
	}
}

static void
sections(const struct doc *d, struct featset *set)
{
	size_t from = 0;
	uint32_t index = 0;

	for (size_t k = 0; k < set->n; k++) {
		if (d->blocks[set->judged[k]].kind != KIND_HEADING || k == 0)
			continue;
		section(d, set, from, k, index++);
		from = k;
	}
	section(d, set, from, set->n, index);
}

/* boxes of the same element and classes anywhere on the page */
static void
twins(const struct doc *d, struct featset *set, struct page_cards *page)
{
	struct table shapes;
	uint32_t *times, *slot;

	table_init(&shapes, d->arena, d->nboxes);
	times = arena_array(d->arena, shapes.size, sizeof(*times));
	slot = arena_array(d->arena, d->nboxes, sizeof(*slot));
	for (size_t i = 0; i < d->nboxes; i++) {
		slot[i] = (uint32_t)table_add(&shapes, set->boxes[i].shape);
		times[slot[i]] += set->boxes[i].blocks > 0;
	}
	for (size_t k = 0; k < set->n; k++) {
		int16_t *f = set->rows[set->judged[k]];
		uint32_t b1 = set->boxes[d->blocks[set->judged[k]].box].wider;
		uint32_t b2 = set->boxes[b1].wider;

		f[FEAT_B1_TWINS] = feat_clip(times[slot[b1]]);
		f[FEAT_B2_TWINS] = feat_clip(times[slot[b2]]);
		if (times[slot[b1]] > page->most)
			page->most = times[slot[b1]];
	}
}

/* words in the path of an address that tell the kind of page */
static const struct {
	str word;
	int kind;
} path_words[] = {
	{ STR("product"), 1 }, { STR("products"), 1 }, { STR("dp"), 1 },
	{ STR("item"), 1 }, { STR("itm"), 1 }, { STR("p"), 1 },
	{ STR("collections"), 2 }, { STR("collection"), 2 },
	{ STR("category"), 2 }, { STR("categories"), 2 }, { STR("shop"), 2 },
	{ STR("c"), 2 }, { STR("tag"), 2 }, { STR("list"), 2 },
	{ STR("search"), 2 }, { STR("browse"), 2 }, { STR("topics"), 2 },
	{ STR("forum"), 3 }, { STR("forums"), 3 }, { STR("thread"), 3 },
	{ STR("threads"), 3 }, { STR("t"), 3 }, { STR("topic"), 3 },
	{ STR("questions"), 3 }, { STR("comments"), 3 },
	{ STR("discussion"), 3 }, { STR("viewtopic"), 3 },
	{ STR("showthread"), 3 }, { STR("community"), 3 },
	{ STR("docs"), 4 }, { STR("doc"), 4 }, { STR("documentation"), 4 },
	{ STR("api"), 4 }, { STR("reference"), 4 }, { STR("manual"), 4 },
	{ STR("guide"), 4 }, { STR("guides"), 4 }, { STR("wiki"), 4 },
	{ STR("tutorial"), 4 }, { STR("learn"), 4 }, { STR("help"), 4 },
	{ STR("blog"), 5 }, { STR("news"), 5 }, { STR("article"), 5 },
	{ STR("articles"), 5 }, { STR("story"), 5 }, { STR("posts"), 5 },
	{ STR("post"), 5 }, { STR("services"), 6 }, { STR("service"), 6 },
	{ STR("solutions"), 6 }, { STR("pricing"), 6 }, { STR("about"), 6 },
	{ STR("features"), 6 }, { STR("platform"), 6 }
};

static int
word_kind(str word)
{
	if (word.n == 4 && (word.s[0] == '1' || word.s[0] == '2') &&
	    str_number(word, 2100) >= 1990)
		return 5;
	for (size_t i = 0; i < sizeof(path_words) / sizeof(*path_words); i++)
		if (str_ieq(path_words[i].word, word))
			return path_words[i].kind;
	return 0;
}

/* by the last telling part of the path; 0: none, 7: no path at all */
static int
address_kind(const struct doc *d)
{
	str url = feat_address(d), part;
	size_t at = str_find(url, S("://"));
	int kind = 0, k;

	if (at >= url.n)
		return 0;
	url = str_slice(url, at + 3, url.n);
	at = str_chr(url, '/');
	if (at + 1 >= url.n)
		return 7;
	url = str_slice(url, at + 1, url.n);
	while (url.n > 0) {
		for (at = 0; at < url.n && url.s[at] != '/' &&
		    url.s[at] != '.' && url.s[at] != '?' &&
		    url.s[at] != '='; at++)
			;
		part = str_slice(url, 0, at);
		url = str_slice(url, at + 1, url.n);
		if ((k = word_kind(part)) > 0)
			kind = k;
	}
	return kind;
}

void
cards_fill(const struct doc *d, struct featset *set, struct page_cards *page)
{
	*page = (struct page_cards){ .address = address_kind(d) };
	own(d, set, page);
	money_near(set);
	images(d, set, page);
	sections(d, set);
	twins(d, set, page);
	for (size_t i = 0; i < d->nfacts; i++)
		page->times += d->facts[i].source == FACT_TIME;
	for (size_t i = 0; i < d->nboxes; i++)
		page->buttons += d->boxes[i].elem == ELEM_BUTTON ||
		    d->boxes[i].elem == ELEM_FORM;
	for (size_t k = 0; k < set->n; k++) {
		int16_t *f = set->rows[set->judged[k]];

		f[FEAT_PAGE_MONEY] = feat_clip(page->money);
		f[FEAT_PAGE_IMAGES] = feat_clip(page->images);
		f[FEAT_PAGE_TIMES] = feat_clip(page->times);
		f[FEAT_PAGE_BUTTONS] = feat_clip(page->buttons);
		f[FEAT_PAGE_TWINS] = feat_clip(page->most);
		f[FEAT_PAGE_ADDRESS] = (int16_t)page->address;
	}
}
