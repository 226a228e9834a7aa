/*
 * The title. A page names it in its head, in its JSON-LD and in a heading, and
 * appends the site's name where it pleases; what several of them agree on is
 * the title.
 */
#include <utf8proc.h>

#include "arena.h"
#include "metas.h"
#include "utf8.h"

enum {
	HEADINGS = 8,		/* that are looked at */
	STATEMENTS = 30,	/* of the head that a heading is held to */
	PROSE_WORDS = 25,	/* a paragraph this long starts the article */
	MOST_WORDS = 25,	/* of a heading that is a title */
	LATE = 60,		/* percent that bear out one behind prose */
	FIRST = 15		/* percent more that a later one needs */
};

static const struct why title_why = {
	.id = STR("title"), .category = STR("title"), .rank = RANK_STAGE
};

str
title_key(struct arena *a, str v)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < v.n && b.n < 600; ) {
		uint32_t c = utf8_next(v, &i);
		enum cclass k = utf8_class(c);

		if (c < 0x80 && k != CC_SPACE && k != CC_OTHER) {
			buf_putc(&b, (char)(k == CC_UPPER ? c | 0x20 : c));
			continue;
		}
		if (k == CC_SPACE && b.n > 0 && b.s[b.n - 1] != ' ')
			buf_putc(&b, ' ');
		else if (k != CC_SPACE && k != CC_OTHER)
			utf8_put(&b, (uint32_t)utf8proc_tolower(
			    (utf8proc_int32_t)c));
	}
	while (b.n > 0 && b.s[b.n - 1] == ' ')
		b.n--;
	return buf_str(&b);
}

/* do words of the one stand in the other, whole and in a row? */
static bool
holds(str all, str part)
{
	size_t i = str_find(all, part);

	return part.n > 0 && i < all.n && (i == 0 || all.s[i - 1] == ' ') &&
	    (i + part.n == all.n || all.s[i + part.n] == ' ');
}

/* share of the words of a that b has, too, in percent */
static unsigned
shared(str a, str b)
{
	unsigned words = 0, both = 0;
	str word;

	while ((word = str_token(&a)).n > 0) {
		words++;
		both += str_has_token(b, word);
	}
	return words > 0 ? both * 100 / words : 0;
}

/* does a mark that parts start so? */
static bool
may_part(char c)
{
	return c == ' ' || c == '\xef';
}

/* bytes of a mark that parts a title from the site's name, or 0 */
static size_t
parting(str v)
{
	static const str marks[] = {
		STR(" | "), STR(" - "), STR(" \xe2\x80\x93 "),
		STR(" \xe2\x80\x94 "), STR(" \xc2\xb7 "), STR(" :: "),
		STR(" \xc2\xbb "), STR(" \xc2\xab "), STR(" \xe2\x80\xa2 "),
		STR(" // "), STR(" \xe2\x80\xba "), STR(" < "), STR(" > "),
		STR(" : "), STR(" ~ "), STR("\xef\xbd\x9c"), STR(" / "),
		STR(" \xe2\x88\x99 "), STR(" \xe2\x9a\xa1 "),
		STR(" \xe2\x80\x95 ")
	};

	if (v.n < 3 || !may_part(v.s[0]) || (v.s[0] == ' ' &&
	    utf8_class((unsigned char)v.s[1]) != CC_OTHER &&
	    (unsigned char)v.s[1] < 0x80))
		return 0;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_starts(v, marks[i]))
			return marks[i].n;
	return 0;
}

struct titles {
	struct judge *j;
	struct arena *a;
	str whole;		/* key of the title element */
	str plain;		/* the title element without the site's name */
	str site;		/* key of the site's name, or empty */
	str said[STATEMENTS];	/* what the head says, without it */
	str keys[STATEMENTS];	/* of these */
	unsigned nsaid;
	bool late[HEADINGS];	/* does prose stand over the heading? */
};

/* "example.com" */
static bool
is_domain(str v)
{
	size_t dot = str_chr(v, '.'), last = v.n;

	while (last > 0 && v.s[last - 1] != '.')
		last--;
	return dot > 1 && dot < v.n && v.n - last >= 2 && v.n - last <= 6 &&
	    str_chr(v, ' ') == v.n && utf8_class((unsigned char)v.s[last]) ==
	    CC_LETTER;
}

static bool
names_site(const struct titles *t, str part)
{
	str key = title_key(t->a, part);

	return key.n == 0 || is_domain(str_trim(part)) ||
	    (t->site.n > 0 && (str_eq(key, t->site) ||
	    holds(t->site, key) || holds(key, t->site))) ||
	    host_named(t->j, part);
}

/* the title without the site's name at either end */
static str
without_site(const struct titles *t, str v)
{
	size_t first = 0, first_n = 0, last = 0, last_n = 0;

	for (size_t i = 0; i < v.n; i++) {
		size_t n;

		if (!may_part(v.s[i]) ||
		    (n = parting(str_slice(v, i, v.n))) == 0)
			continue;
		if (first_n == 0) {
			first = i;
			first_n = n;
		}
		last = i;
		last_n = n;
		i += n - 2;
	}
	if (last_n == 0)
		return v;
	if (names_site(t, str_slice(v, last + last_n, v.n)))
		return without_site(t, str_trim(str_slice(v, 0, last)));
	if (names_site(t, str_slice(v, 0, first)))
		return str_trim(str_slice(v, first + first_n, v.n));
	return v;
}

/* without evidence a short last part is taken for a name */
static str
guess(const struct titles *t, str v)
{
	str cut = without_site(t, v), head, tail;

	if (cut.n < v.n)
		return cut;
	for (size_t i = v.n; i > 1; i--)
		if (parting(str_slice(v, i - 1, v.n)) > 0) {
			head = str_trim(str_slice(v, 0, i - 1));
			tail = str_slice(v, i - 1, v.n);
			return utf8_words(tail) <= 4 && utf8_words(head) >= 3 ?
			    head : v;
		}
	return v;
}

/* the bar alone parts off what is not the title, in a heading, too */
static str
before_bar(const struct titles *t, str v)
{
	str cut = without_site(t, v);
	size_t bar = str_find(cut, S(" | "));

	return bar < cut.n && utf8_words(str_slice(cut, 0, bar)) >= 3 ?
	    str_trim(str_slice(cut, 0, bar)) : cut;
}

static str
site_name(const struct judge *j)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < j->meta->n; i++) {
		const struct candidate *c = &j->meta->all[i];

		if (c->field == META_SITE &&
		    (best == NULL || c->rank < best->rank))
			best = c;
	}
	return best != NULL ? best->value : (str){ "", 0 };
}

static bool
is_prose(const struct block *b)
{
	return b->kind == KIND_PARAGRAPH && b->words >= PROSE_WORDS &&
	    b->link_chars * 2 < b->chars;
}

static void
add_headings(struct titles *t)
{
	const struct doc *d = t->j->doc;
	unsigned count = 0, prose = 0;

	for (size_t i = 0; i < d->n && count < HEADINGS; i++) {
		const struct block *b = &d->blocks[i];

		prose += !b->hidden && is_prose(b);
		if (b->kind != KIND_HEADING || b->level != 1 || b->hidden ||
		    b->words > MOST_WORDS)
			continue;
		t->late[count] = prose > 1;
		meta_add(t->j, META_TITLE, "h1", SRC_MARKED + count,
		    b->text);
		count++;
	}
}

/* is the heading the part of the title element that names the site? */
static bool
is_site_part(const struct titles *t, str key)
{
	str rest = t->whole;

	if (t->whole.n <= key.n || !holds(t->whole, key))
		return false;
	if (str_starts(t->whole, key))
		rest = str_trim(str_slice(t->whole, key.n, t->whole.n));
	for (unsigned i = 0; rest.n < t->whole.n && i < t->nsaid; i++)
		if (str_eq(rest, t->keys[i]) &&
		    utf8_words(rest) > utf8_words(key))
			return true;
	rest = t->whole;
	if (str_ends(t->whole, key))
		rest = str_slice(t->whole, 0, t->whole.n - key.n);
	return rest.n < t->whole.n && utf8_words(rest) > utf8_words(key) &&
	    utf8_words(key) <= 3;
}

/* a statement of the head, not a heading? */
static bool
is_said(const struct candidate *c)
{
	return c->field == META_TITLE &&
	    (c->rank < SRC_MARKED || c->rank == SRC_VISIBLE);
}

static void
read_said(struct titles *t)
{
	const struct meta *m = t->j->meta;

	for (size_t i = 0; i < m->n && t->nsaid < STATEMENTS; i++)
		if (is_said(&m->all[i])) {
			str v = without_site(t, m->all[i].value);

			t->said[t->nsaid] = v;
			t->keys[t->nsaid++] = title_key(t->a, v);
		}
}

/* how far a heading is borne out by what the head says, in percent */
static unsigned
borne_out(const struct titles *t, const struct candidate *h1)
{
	str key = title_key(t->a, h1->value);
	unsigned best = 0;

	if (key.n == 0 || names_site(t, h1->value) || is_site_part(t, key))
		return 0;
	if (holds(t->whole, key) && key.n * 2 >= t->whole.n)
		best = 90;
	for (unsigned i = 0; i < t->nsaid; i++) {
		str other = t->keys[i];
		unsigned back, both;

		if (str_eq(key, other))
			return 100;
		back = shared(other, key);
		both = (shared(key, other) + back) / 2;
		/* one word of a long title proves nothing */
		if (back < 15)
			both /= 2;
		best = both > best ? both : best;
	}
	return best;
}

/* the head's best statement; a longer one over one that was cut short */
static struct candidate *
best_of_head(const struct titles *t)
{
	struct candidate *best = NULL;

	for (size_t i = 0; i < t->j->meta->n; i++) {
		struct candidate *c = &t->j->meta->all[i];

		if (is_said(c) && (best == NULL || c->rank < best->rank ||
		    (best->value.n >= 60 && str_starts(c->value,
		    best->value))))
			best = c;
	}
	return best;
}

static bool
is_heading(const struct candidate *c)
{
	return c->field == META_TITLE && c->rank >= SRC_MARKED &&
	    c->rank < SRC_VISIBLE;
}

/* one behind prose is a part's, if little speaks for it */
static unsigned
weight(const struct titles *t, const struct candidate *h1)
{
	unsigned n = borne_out(t, h1);

	return n < LATE && t->late[h1->rank - SRC_MARKED] ? 0 : n;
}

/*
 * The heading that the head bears out best, the first of those that are about
 * as good. Where there is but one, a few common words do: heads are written
 * for search engines.
 */
static struct candidate *
best_heading(const struct titles *t)
{
	struct meta *m = t->j->meta;
	struct candidate *best = NULL;
	unsigned most = 0, count = 0, enough;

	for (size_t i = 0; i < m->n; i++) {
		struct candidate *c = &m->all[i];
		unsigned n = is_heading(c) ? weight(t, c) : 0;

		count += is_heading(c) && !t->late[c->rank - SRC_MARKED];
		if (n > most + (most > 0 && n < 100 ? FIRST : 0)) {
			most = n;
			best = c;
		}
	}
	enough = count == 1 && best != NULL &&
	    utf8_words(best->value) >= 4 ? 25 : 50;
	return most >= enough ? best : NULL;
}

static struct candidate *
pick(const struct titles *t)
{
	struct meta *m = t->j->meta;
	struct candidate *best;

	for (size_t i = 0; i < m->n; i++)
		if (m->all[i].field == META_TITLE && m->all[i].rank == SRC_RULE)
			return &m->all[i];
	best = best_heading(t);
	if (best == NULL)
		best = best_of_head(t);
	for (size_t i = 0; i < m->n && best == NULL; i++)
		if (is_heading(&m->all[i]))
			best = &m->all[i];
	return best;
}

static bool
ends_label(str v, str title)
{
	size_t from = v.n > title.n ? v.n - title.n : 0;

	return from > 0 && utf8_words(title) >= 3 && str_ends(v, title) &&
	    utf8_words(str_slice(v, 0, from)) <= 4;
}

/* a heading that starts with a date or a label says it before the title */
static str
without_label(const struct titles *t, str v)
{
	if (ends_label(v, t->plain))
		return t->plain;
	for (unsigned i = 0; i < t->nsaid; i++)
		if (ends_label(v, t->said[i]) &&
		    v.s[v.n - t->said[i].n - 1] == ':')
			return t->said[i];
	return v;
}

/* is it the title once more, as heading or text? */
static bool
repeats(const struct titles *t, const struct block *b, str key)
{
	/* a key is a text without its marks and doubled blanks */
	return (b->kind == KIND_HEADING || b->kind == KIND_PARAGRAPH) &&
	    b->words < 60 && b->text.n < 600 && b->text.n + 8 >= key.n &&
	    b->chars <= 2 * key.n + 8 &&
	    str_eq(title_key(t->a, b->text), key);
}

static void
retype(const struct titles *t, str title)
{
	struct doc *d = t->j->doc;
	str key = title_key(t->a, title);
	bool prose = false;

	for (size_t i = 0; i < d->n && key.n > 0; i++) {
		const struct block *b = &d->blocks[i];

		prose = prose || is_prose(b);
		if (((b->kind == KIND_HEADING && b->level == 1) || !prose) &&
		    repeats(t, b, key))
			doc_retype(d, i, KIND_TITLE, &title_why);
	}
}

void
meta_title(struct judge *j)
{
	struct titles t = { .j = j, .a = j->doc->arena };
	str element = meta_clean(t.a, doc_fact(j->doc, FACT_TITLE,
	    S("title")));
	struct candidate *c;

	t.whole = title_key(t.a, element);
	t.site = title_key(t.a, site_name(j));
	t.plain = guess(&t, element);
	meta_add(j, META_TITLE, "title", SRC_VISIBLE, t.plain);
	read_said(&t);
	add_headings(&t);
	c = pick(&t);
	if (c == NULL)
		return;
	if (c->rank != SRC_RULE)
		c->value = without_label(&t, before_bar(&t, c->value));
	c->chosen = true;
	j->meta->one[META_TITLE] = c;
	retype(&t, c->value);
}
