#include "meta.h"

#include "arena.h"
#include "escape.h"
#include "metas.h"
#include "url.h"
#include "utf8.h"

const char *const meta_names[META_MAX] = {
	[META_TITLE] = "title",
	[META_AUTHOR] = "author",
	[META_DATE] = "date",
	[META_MODIFIED] = "modified",
	[META_SITE] = "site",
	[META_URL] = "url",
	[META_LANGUAGE] = "language",
	[META_DESCRIPTION] = "description",
	[META_IMAGE] = "image",
	[META_TAG] = "tag",
};

enum { LONGEST = 2000 };	/* bytes of a value */

/* one line already, of characters that need no closer look? */
static bool
is_clean(str v)
{
	char last = ' ';

	for (size_t i = 0; i < v.n; last = v.s[i++])
		if ((unsigned char)v.s[i] < ' ' ||
		    (v.s[i] == ' ' && last == ' ') ||
		    (unsigned char)v.s[i] >= 0x7f)
			return false;
	return last != ' ' && v.n < LONGEST;
}

str
meta_clean(struct arena *a, str v)
{
	bool gap = false;
	struct buf b;

	if (is_clean(v))
		return str_copy(a, v);
	v = escape_clean(a, str_slice(v, 0, LONGEST * 4));
	buf_init(&b, a);
	for (size_t i = 0, at = 0; i < v.n; at = i) {
		uint32_t c = utf8_next(v, &i);

		if (utf8_class(c) == CC_SPACE || c == 0x200b || c == 0xfeff) {
			gap = b.n > 0;
			continue;
		}
		if (b.n >= LONGEST)
			break;
		if (gap)
			buf_putc(&b, ' ');
		gap = false;
		buf_put(&b, str_slice(v, at, i));
	}
	return buf_str(&b);
}

str
meta_base(const struct doc *d)
{
	str url = d->url.n > 0 ? d->url : meta_value(d->meta, META_URL);

	return d->base.n > 0 ? url_resolve(d->arena, url, d->base) : url;
}

static str
cleaned(struct judge *j, enum meta_field f, str v)
{
	struct arena *a = j->doc->arena;

	switch (f) {
	case META_DATE:
	case META_MODIFIED:
		return date_parse(a, v);
	case META_URL:
		v = url_resolve(a, meta_base(j->doc), v);
		return url_absolute(v) ? v : (str){ "", 0 };
	case META_IMAGE:
		return url_resolve(a, meta_base(j->doc), v);
	case META_LANGUAGE:
		return lang_primary(a, v);
	default:
		return meta_clean(a, v);
	}
}

void
meta_add(struct judge *j, enum meta_field f, const char *source, unsigned rank,
    str value)
{
	struct meta *m = j->meta;

	/* statements for machines are often escaped once too much */
	if (rank < SRC_MARKED)
		value = meta_decode(j->doc->arena, str_slice(value, 0,
		    LONGEST * 4));
	if (m->n < CANDIDATES)
		value = cleaned(j, f, value);
	if (value.n == 0 || m->n >= CANDIDATES)
		return;
	m->all = arena_grow(j->doc->arena, m->all, m->n, &m->cap,
	    sizeof(*m->all));
	m->all[m->n++] = (struct candidate){ .field = f, .source = source,
	    .value = value, .rank = rank };
}

str
meta_value(const struct meta *m, enum meta_field f)
{
	return m != NULL && m->one[f] != NULL ? m->one[f]->value :
	    (str){ "", 0 };
}

static bool
many(enum meta_field f)
{
	return f == META_AUTHOR || f == META_TAG;
}

/* the same value of the same source was taken before */
static bool
again(const struct meta *m, const struct candidate *c)
{
	for (const struct candidate *p = m->all; p < c; p++)
		if (p->chosen && p->field == c->field &&
		    str_ieq(p->value, c->value))
			return true;
	return false;
}

/* of the first n candidates */
static struct candidate *
best_of(const struct meta *m, enum meta_field f, size_t n)
{
	struct candidate *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (m->all[i].field == f && m->all[i].rank < SRC_NEVER &&
		    (best == NULL || m->all[i].rank < best->rank))
			best = &m->all[i];
	return best;
}

/* of the same field, from the same source of the same worth */
static bool
beside(const struct candidate *a, const struct candidate *b)
{
	return a->field == b->field && a->rank == b->rank &&
	    a->source == b->source;
}

unsigned
meta_told_authors(const struct meta *m, str names[], unsigned most)
{
	const struct candidate *best = m == NULL ? NULL :
	    best_of(m, META_AUTHOR, m->told);
	unsigned n = 0;

	for (size_t i = 0; best != NULL && i < m->told && n < most; i++)
		if (beside(&m->all[i], best))
			names[n++] = m->all[i].value;
	return n;
}

/* one, or all of the best source where there may be many */
static void
choose(struct meta *m, enum meta_field f)
{
	struct candidate *best = best_of(m, f, m->n);
	unsigned taken = 0;

	m->one[f] = best;
	if (best == NULL)
		return;
	best->chosen = true;
	for (size_t i = 0; many(f) && i < m->n && taken < 50; i++) {
		struct candidate *c = &m->all[i];

		if (beside(c, best) && !again(m, c)) {
			c->chosen = true;
			taken++;
		}
	}
}

static void
choose_all(struct meta *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->all[i].field == META_TITLE && m->all[i].chosen)
			m->one[META_TITLE] = &m->all[i];
	for (enum meta_field f = META_TITLE + 1; f < META_MAX; f++)
		choose(m, f);
}

/* an address that was met before the page's own */
static void
complete(const struct doc *d, struct meta *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->all[i].field == META_IMAGE &&
		    !url_absolute(m->all[i].value))
			m->all[i].value = url_resolve(d->arena, meta_base(d),
			    m->all[i].value);
}

/* the letters and digits of a name, in small ones */
static str
packed(struct arena *a, str name)
{
	str key = title_key(a, name);
	char *p = arena_text(a, key.n);
	size_t n = 0;

	for (size_t i = 0; i < key.n; i++)
		if (key.s[i] != ' ')
			p[n++] = key.s[i];
	return (str){ p, n };
}

/* among the parts of the host but the last, which names a country or so */
bool
host_named(const struct judge *j, str name)
{
	str rest = j->doc->host, key;

	if (rest.n == 0)
		return false;
	key = packed(j->doc->arena, name);
	while (str_chr(rest, '.') < rest.n) {
		str label = str_cut(rest, '.', &rest);

		if (key.n >= 3 && label.n >= 3 &&
		    (str_find(label, key) < label.n || (key.n < 2 * label.n &&
		    str_find(key, label) < key.n)))
			return true;
	}
	return false;
}

/* text tells nothing of itself but its title block and its language */
static void
add_text_title(struct judge *j)
{
	const struct doc *d = j->doc;

	for (size_t i = 0; i < d->n; i++)
		if (d->blocks[i].kind == KIND_TITLE) {
			meta_add(j, META_TITLE, "text", SRC_VISIBLE,
			    doc_text(d, i));
			break;
		}
	for (size_t i = 0; i < j->meta->n; i++)
		if (j->meta->all[i].field == META_TITLE)
			j->meta->all[i].chosen = true;
}

const struct meta *
meta_judge(struct doc *d)
{
	struct judge j = { .doc = d };

	j.meta = arena_new(d->arena, struct meta);
	d->meta = j.meta;
	lead_starts(j.starts);
	if (d->tagged) {
		meta_facts(&j);
		meta_jsonld(&j);
	}
	meta_language(&j);
	choose(j.meta, META_LANGUAGE);
	j.lang = meta_value(j.meta, META_LANGUAGE);
	if (d->tagged) {
		meta_title(&j);
		j.meta->told = j.meta->n;
		if (!d->terse)
			meta_visible(&j);
	} else {
		add_text_title(&j);
	}
	choose_all(j.meta);
	complete(d, j.meta);
	if (d->lang.n == 0)
		d->lang = meta_value(j.meta, META_LANGUAGE);
	return j.meta;
}
