/* The author as the page shows it, near its title first. */
#include "metas.h"

#include "utf8.h"

enum {
	SHORT = 16,		/* words of a block that may be a byline */
	LONG = 32,		/* words of one that starts with "By" */
	CLOSE = 4,		/* blocks from the title to a bare name */
	BEHIND = 9		/* to a byline that is surely the article's */
};

static bool
author_address(str href)
{
	static const str paths[] = {
		STR("/author"), STR("/authors/"), STR("/by/"), STR("/people/"),
		STR("/profile/"), STR("/staff/"), STR("/writers/"),
		STR("/contributor"), STR("/columnist"), STR("/journalist"),
		STR("/autor"), STR("/team/"), STR("author=")
	};

	return HAS(href, paths);
}

static void
add_author_links(struct judge *j, const struct block *b, unsigned rank)
{
	for (uint32_t i = 0; i < b->nspans; i++) {
		const struct span *s = &b->spans[i];

		if (s->kind == SPAN_LINK && author_address(s->value))
			author_add(j, "author link", rank, str_slice(b->text,
			    s->from, s->to));
	}
}

/* class or id of the block's element or of one of the two around it */
static bool
marked_author(const struct doc *d, const struct block *b)
{
	static const str words[] = {
		STR("byline"), STR("author"), STR("autor")
	};
	uint32_t box = b->box;

	for (unsigned up = 0; up < 3 && box < d->nboxes; up++) {
		const struct box *x = &d->boxes[box];

		if (x->end - x->first <= 6 && (HAS(x->classes, words) ||
		    HAS(x->id, words) || HAS(x->itemprop, words)))
			return true;
		box = x->parent;
	}
	return false;
}

/* a date within two blocks makes a byline of a name */
static bool
date_near(const struct doc *d, size_t i)
{
	size_t from = i > 2 ? i - 2 : 0, to = i + 3 < d->n ? i + 3 : d->n;

	for (; from < to; from++)
		if (d->blocks[from].words <= SHORT && date_find(d->arena,
		    d->blocks[from].text, false).n > 0)
			return true;
	return false;
}

/* "Jane Roe is …" in one of the blocks: a person is introduced */
static bool
introduced(const struct doc *d, size_t from, size_t to, str name)
{
	for (size_t i = from; i < to && i < d->n; i++) {
		str text = d->blocks[i].text;

		if (str_starts(text, name) && str_starts(str_slice(text,
		    name.n, text.n), S(" is ")))
			return true;
	}
	return false;
}

/* the next part of a line that marks part, and what follows it */
static str
next_part(str *rest)
{
	static const str marks[] = {
		STR("|"), STR("\xc2\xb7"), STR("\xe2\x80\xa2"),
		STR("\xe2\x80\x94"), STR("\xe2\x80\x93"), STR(" - "),
		STR("- "), STR("//")
	};
	size_t best = rest->n, n = 0;
	str part;

	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_find(*rest, marks[i]) < best) {
			best = str_find(*rest, marks[i]);
			n = marks[i].n;
		}
	part = str_slice(*rest, 0, best);
	*rest = str_slice(*rest, best + n, rest->n);
	return str_trim(part);
}

/* "Dec 26, 2025 • Jane Roe in Management", "Jane Roe | July 2, 2025" */
static bool
add_parts(struct judge *j, str text, unsigned rank)
{
	str names;

	while (text.n > 0) {
		str part = next_part(&text);

		if (author_line(j, part, &names)) {
			author_add(j, "byline", rank, names);
			return true;
		}
		if (author_name(part)) {
			author_add(j, "byline", rank + 1, part);
			return true;
		}
	}
	return false;
}

/* "September 1st, 2023 By Jane Roe": what follows the last "by" */
static bool
add_by(struct judge *j, str text, unsigned rank)
{
	size_t at = text.n;

	for (size_t i = 0; i + 4 < text.n; i++)
		if (str_istarts(str_slice(text, i, text.n), S(" by ")))
			at = i + 4;
	if (at == text.n)
		return false;
	author_add(j, "byline", rank, str_slice(text, at, text.n));
	return true;
}

static bool
dated(const struct judge *j, str text)
{
	return date_offset(j->doc->arena, text) < text.n;
}

/* the text with plain blanks, which a no-break space is not */
static str
plain(const struct judge *j, str text)
{
	return str_chr(text, '\xc2') < text.n ?
	    meta_clean(j->doc->arena, text) : text;
}

/* "By", "Authors" for itself: the next block has the names */
static bool
add_next(struct judge *j, size_t i, unsigned rank)
{
	const struct doc *d = j->doc;

	if (!lead_may_start(j->starts, d->blocks[i].text) ||
	    !lead_alone(d->blocks[i].text))
		return false;
	while (++i < d->n && d->blocks[i].kind == KIND_IMAGE)
		;
	if (i < d->n && !d->blocks[i].hidden && d->blocks[i].words <= SHORT)
		author_add(j, "byline", rank, d->blocks[i].text);
	while (i + 1 < d->n && d->blocks[i].kind == KIND_ITEM &&
	    d->blocks[i + 1].kind == KIND_ITEM &&
	    author_name(d->blocks[++i].text))
		author_add(j, "byline", rank, d->blocks[i].text);
	return true;
}

/* far from the title only a name with an introduction, or "By" and a name */
static void
look_far(struct judge *j, size_t i, const struct block *b)
{
	static const str said[] = { STR("Written by"), STR("Author") };
	str names;

	if (b->words > SHORT || add_next(j, i, SRC_VISIBLE + 6))
		return;
	if (introduced(j->doc, i + 1, i + 3, b->text) && author_name(b->text))
		author_add(j, "byline", SRC_VISIBLE + 7, b->text);
	else if (author_line(j, plain(j, b->text), &names) &&
	    (author_name(names) || HAS(str_slice(b->text, 0, 10), said)))
		author_add(j, "byline", SRC_VISIBLE + 6, names);
}

/* "By" says it, "Author" may be a label of something else */
static bool
said_by(str text)
{
	return lead_length(text, S("")) == 2 ||
	    str_ifind(str_slice(text, 0, 20), S(" by ")) < 20;
}

static void
look_near(struct judge *j, size_t i, size_t title, const struct block *b)
{
	unsigned near = (unsigned)(i > title ? i - title : title - i);
	unsigned rank = SRC_MARKED + 2 + near / 8;
	str names;

	if (add_next(j, i, rank))
		return;
	if (b->words > SHORT && b->kind != KIND_BYLINE &&
	    (near > CLOSE || !str_starts(b->text, S("By"))))
		return;
	if (author_line(j, plain(j, b->text), &names)) {
		if (lead_helper(b->text))
			rank = SRC_VISIBLE + 1;
		else if (i > title && near < BEHIND && said_by(b->text) &&
		    author_name(str_slice(names, 0, str_chr(names, ','))))
			rank = SRC_PRINTED;
		author_add(j, "byline", rank, names);
		return;
	}
	add_author_links(j, b, SRC_MARKED + 1);
	if (b->kind == KIND_BYLINE || marked_author(j->doc, b))
		author_add(j, "byline", SRC_MARKED + 4 + near / 3, b->text);
	else if (near <= CLOSE && i > title && author_names(b->text) &&
	    date_near(j->doc, i))
		author_add(j, "byline", SRC_MARKED + 4, b->text);
	else if (dated(j, b->text) && (add_parts(j, date_without(
	    j->doc->arena, b->text), rank + 3) ||
	    add_by(j, b->text, rank + 3)))
		return;
	else if (near <= CLOSE && i > title && author_name(b->text) &&
	    (date_near(j->doc, i) || introduced(j->doc, 0, j->doc->n,
	    b->text)))
		author_add(j, "byline", SRC_VISIBLE + 4, b->text);
}

void
byline_look(struct judge *j, size_t i, size_t title, bool far)
{
	const struct block *b = &j->doc->blocks[i];

	if (b->hidden || b->words > LONG)
		return;
	if (far)
		look_far(j, i, b);
	else
		look_near(j, i, title, b);
}
