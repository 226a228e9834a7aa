/* Images: which of the many addresses, and what to make of it. */
#include <string.h>

#include "html_walk.h"
#include "utf8.h"

/* an address that shows nothing until a script has run */
static bool
placeholder(str v)
{
	static const str parts[] = {
		STR("placeholder"), STR("/blank."), STR("/spacer."),
		STR("/pixel."), STR("/lazy."), STR("transparent.gif"),
		STR("transparent.png")
	};

	return v.n == 0 || str_istarts(v, S("data:")) ||
	    str_istarts(v, S("about:")) || str_istarts(v, S("javascript:")) ||
	    str_eq(v, S("#")) ||
	    str_has_any(v, parts, sizeof(parts) / sizeof(*parts));
}

/* a candidate's width or density: "a.jpg 640w" gives 640 */
static double
weight(str descriptor)
{
	double n = 0, unit = 1;
	bool fraction = false;

	for (size_t i = 0; i < descriptor.n && i < 12; i++) {
		char c = descriptor.s[i];

		if (c == '.')
			fraction = true;
		else if (c < '0' || c > '9')
			break;
		else {
			n = n * 10 + (c - '0');
			unit *= fraction ? 10 : 1;
		}
	}
	return n / unit;
}

/* the widest or densest of a list of candidates */
static str
best_candidate(str set)
{
	str best = { "", 0 };
	double top = -1;

	while (set.n > 0) {
		str rest = set, url = str_token(&rest), descriptor;
		double w;

		set = (str){ rest.s, rest.n };
		descriptor = (str){ "", 0 };
		/* an address that ends in a comma has no descriptor */
		if (!str_ends(url, S(",")))
			descriptor = str_cut(rest, ',', &set);
		while (url.n > 0 && url.s[url.n - 1] == ',')
			url.n--;
		w = weight(str_trim(descriptor));
		if (url.n > 0 && w > top && !placeholder(url)) {
			top = w;
			best = url;
		}
	}
	return best;
}

static str
own_source(const struct attrs *a)
{
	static const enum attr plain[] = {
		ATTR_SRC, ATTR_DATA_SRC, ATTR_DATA_ORIGINAL,
		ATTR_DATA_LAZY_SRC
	};
	static const enum attr sets[] = {
		ATTR_SRCSET, ATTR_DATA_SRCSET, ATTR_DATA_LAZY_SRCSET
	};
	str v;

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		v = str_trim(attr_get(a, plain[i]));
		if (!placeholder(v))
			return v;
	}
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		v = best_candidate(attr_get(a, sets[i]));
		if (v.n > 0)
			return v;
	}
	return (str){ "", 0 };
}

/* of the source elements before it in its picture */
static str
picture_source(const xmlNode *n)
{
	unsigned left = 16;

	while ((n = n->prev) != NULL && left-- > 0) {
		struct attrs a;
		str v;

		if (n->type != XML_ELEMENT_NODE ||
		    node_elem(n) != ELEM_SOURCE)
			continue;
		attrs_read(&a, n);
		v = own_source(&a);
		if (v.n > 0)
			return v;
	}
	return (str){ "", 0 };
}

/* of the noscript that follows: the same image without a script */
static str
twin_source(const xmlNode *n)
{
	const xmlNode *next = n->next;
	struct attrs a;

	while (next != NULL && next->type == XML_TEXT_NODE)
		next = next->next;
	if (next == NULL || node_elem(next) != ELEM_NOSCRIPT)
		return (str){ "", 0 };
	next = next->children;
	while (next != NULL && (next->type != XML_ELEMENT_NODE ||
	    node_elem(next) != ELEM_IMG))
		next = next->next;
	if (next == NULL)
		return (str){ "", 0 };
	attrs_read(&a, next);
	return own_source(&a);
}

static str
source(const xmlNode *n, const struct attrs *a)
{
	str v = own_source(a);

	if (v.n == 0)
		v = picture_source(n);
	if (v.n == 0)
		v = twin_source(n);
	return v.n > 0 ? v : str_trim(attr_get(a, ATTR_SRC));
}

static bool
tiny(str v)
{
	v = str_trim(v);
	if (str_ends(v, S("px")))
		v.n -= 2;
	return str_eq(v, S("0")) || str_eq(v, S("1"));
}

static str
folded(struct arena *a, str v)
{
	struct buf b;
	str t;

	buf_init(&b, a);
	while ((t = str_token(&v)).n > 0) {
		if (b.n > 0)
			buf_putc(&b, ' ');
		buf_put(&b, t);
	}
	return b.n > 0 ? buf_str(&b) : (str){ "", 0 };
}

/* a picture that stands for a character */
static bool
is_emoji(str alt)
{
	struct tally t;

	if (alt.n == 0 || alt.n > 32)
		return false;
	utf8_tally(alt, &t);
	return t.letters + t.digits == 0 && (unsigned char)alt.s[0] >= 0x80;
}

static uint32_t
line_of(struct reader *r, const xmlNode *n)
{
	const struct tag *tag;

	if (node_number(n) == 0)
		return 0;
	tag = &r->tree->tags[node_number(n) - 1];
	return tree_line(r->tree, tag->s + tag->n);
}

static void
add_block(struct reader *r, const xmlNode *n, str alt, str href)
{
	struct block b = {
		.text = alt, .href = href, .kind = KIND_IMAGE,
		.list = r->c.list, .quote = r->c.quote,
		.ordered = r->c.ordered, .noscript = r->c.noscript,
		.group = r->c.group, .line = line_of(r, n)
	};
	struct span *s;

	if (alt.n > 0 && r->nopen > 0 && r->open[0].kind == SPAN_LINK) {
		s = arena_new(r->doc->arena, struct span);
		*s = (struct span){ .to = (uint32_t)alt.n, .columns = 1,
		    .kind = SPAN_LINK, .value = r->open[0].value };
		b.spans = s;
		b.nspans = 1;
	}
	if (r->g == &r->page && r->page.breaks > 1 && !r->c.row && !r->c.pre)
		block_end(r);
	if (r->page.n > 0 || r->c.row || r->g == &r->aside)
		block_later(r, &b);
	else
		block_add(r, &b);
}

void
image_read(struct reader *r, const xmlNode *n, const struct attrs *a)
{
	str alt = folded(r->doc->arena, attr_get(a, ATTR_ALT));
	str href = source(n, a);

	if (is_emoji(alt)) {
		inline_text(r, str_cstr(&r->tree->arena, alt), line_of(r, n));
		return;
	}
	if (tiny(attr_get(a, ATTR_WIDTH)) && tiny(attr_get(a, ATTR_HEIGHT)))
		return;
	if (alt.n == 0 && (href.n == 0 || str_istarts(href, S("data:"))))
		return;
	add_block(r, n, alt, str_copy(r->doc->arena, href));
}
