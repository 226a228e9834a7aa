#include "norm.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "arena.h"
#include "utf8.h"

enum { GONE = 1, DOTS, WIDE };	/* else the character that stands for it */

/* ascending; what is not here stays as it is */
static const struct fold {
	uint32_t from, to;
	unsigned char as;
} folds[] = {
	{ 0x00, 0x08, GONE }, { 0x09, 0x0d, ' ' }, { 0x0e, 0x1f, GONE },
	{ 0x7f, 0x84, GONE }, { 0x85, 0x85, ' ' }, { 0x86, 0x9f, GONE },
	{ 0xa0, 0xa0, ' ' }, { 0xab, 0xab, '"' }, { 0xad, 0xad, GONE },
	{ 0xb4, 0xb4, '\'' }, { 0xbb, 0xbb, '"' },
	{ 0x130, 0x130, 'I' }, { 0x131, 0x131, 'i' },	/* one i for Turkish */
	{ 0x2b9, 0x2b9, '\'' },
	{ 0x2bb, 0x2bd, '\'' }, { 0x34f, 0x34f, GONE },
	{ 0x5be, 0x5be, '-' },			/* Hebrew maqaf */
	{ 0x5f3, 0x5f3, '\'' }, { 0x5f4, 0x5f4, '"' },
	{ 0x61c, 0x61c, GONE }, { 0x640, 0x640, GONE },
	{ 0x1680, 0x1680, ' ' }, { 0x180e, 0x180e, GONE },
	{ 0x2000, 0x200a, ' ' }, { 0x200b, 0x200f, GONE },
	{ 0x2010, 0x2015, '-' }, { 0x2018, 0x201b, '\'' },
	{ 0x201c, 0x201f, '"' }, { 0x2026, 0x2026, DOTS },
	{ 0x2028, 0x2029, ' ' }, { 0x202a, 0x202e, GONE },
	{ 0x202f, 0x202f, ' ' }, { 0x2032, 0x2032, '\'' },
	{ 0x2033, 0x2033, '"' }, { 0x2039, 0x203a, '\'' },
	{ 0x205f, 0x205f, ' ' }, { 0x2060, 0x206f, GONE },
	{ 0x2212, 0x2212, '-' }, { 0x2e3a, 0x2e3b, '-' },
	{ 0x3000, 0x3000, ' ' }, { 0x301c, 0x301c, '~' },
	{ 0x301d, 0x301f, '"' }, { 0xfe00, 0xfe0f, GONE },
	{ 0xfe58, 0xfe58, '-' }, { 0xfe63, 0xfe63, '-' },
	{ 0xfeff, 0xfeff, GONE }, { 0xff01, 0xff5e, WIDE }
};

static unsigned
fold_of(uint32_t c)
{
	size_t lo = 0, hi = sizeof(folds) / sizeof(*folds);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (c > folds[mid].to)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sizeof(folds) / sizeof(*folds) && c >= folds[lo].from ?
	    folds[lo].as : 0;
}

unsigned
norm_char(uint32_t c, uint32_t out[3])
{
	unsigned as = fold_of(c);

	out[0] = as == 0 ? c : as == WIDE ? c - 0xfee0 : as == DOTS ? '.' : as;
	if (as == DOTS)
		out[1] = out[2] = '.';
	return as == GONE ? 0 : as == DOTS ? 3 : 1;
}

/*
 * Letters of combining class 0 that still join the one before them (Unicode
 * 15, NFC_Quick_Check=Maybe).
 */
static bool
joins(uint32_t c)
{
	static const uint32_t few[] = {
		0x09be, 0x09d7, 0x0b3e, 0x0b56, 0x0b57, 0x0bbe, 0x0bd7, 0x0cc2,
		0x0cd5, 0x0cd6, 0x0d3e, 0x0d57, 0x0dcf, 0x0ddf, 0x102e
	};

	if ((c >= 0x1161 && c <= 0x1175) || (c >= 0x11a8 && c <= 0x11c2))
		return true;
	for (size_t i = 0; i < sizeof(few) / sizeof(*few); i++)
		if (c == few[i])
			return true;
	return false;
}

/* does c belong to the character before it? */
static bool
combining(uint32_t c)
{
	if (c < 0x300)
		return false;
	return utf8proc_get_property((utf8proc_int32_t)c)->combining_class != 0
	    || joins(c);
}

/* has c a canonical form of its own that NFC would put in its place? */
static bool
unstable(uint32_t c)
{
	const utf8proc_property_t *p;

	if (c < 0x340 || (c >= 0x1e00 && c <= 0x1eff) || c == 0x3000)
		return false;
	p = utf8proc_get_property((utf8proc_int32_t)c);
	return p->decomp_type == 0 && p->decomp_seqindex != UINT16_MAX;
}

/* NFC of one cluster into the arena */
static str
composed(struct arena *a, str v)
{
	utf8proc_uint8_t *p = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)v.s,
	    (utf8proc_ssize_t)v.n, &p, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (n >= 0)
		v = str_copy(a, (str){ (const char *)p, (size_t)n });
	free(p);
	return v;
}

str
norm_compose(struct arena *a, str v)
{
	for (size_t i = 0; i < v.n; ) {
		uint32_t c = utf8_next(v, &i);

		if (combining(c) || unstable(c))
			return composed(a, v);
	}
	return v;
}

struct maker {
	struct arena *arena;
	str in;
	char *out;		/* NULL: still a view of the original */
	size_t n, cap;
	struct norm_step *steps;
	size_t nsteps, stepcap;
	size_t last_in, last_out;	/* the character put last */
};

/* out has room for what is left of the input and extra bytes */
static void
room(struct maker *m, size_t from, size_t extra)
{
	size_t need = m->n + (m->in.n - from) + extra;
	char *p;

	if (m->out != NULL && need <= m->cap)
		return;
	m->cap = need + need / 4;
	p = arena_text(m->arena, m->cap);
	if (m->n != 0)
		memcpy(p, m->out != NULL ? m->out : m->in.s, m->n);
	m->out = p;
}

/* what is put next stands at origin */
static void
step(struct maker *m, size_t origin)
{
	struct norm_step *s = m->nsteps > 0 ? &m->steps[m->nsteps - 1] : NULL;

	if (s == NULL ? m->n == origin : m->n - s->at == origin - s->origin)
		return;
	if (s != NULL && s->at == m->n) {
		s->origin = (uint32_t)origin;
		return;
	}
	m->steps = arena_more(m->arena, m->steps, m->nsteps, &m->stepcap,
	    sizeof(*m->steps));
	m->steps[m->nsteps++] = (struct norm_step){ (uint32_t)m->n,
	    (uint32_t)origin };
}

static void
put(struct maker *m, size_t from, str v)
{
	step(m, from);
	m->last_in = from;
	m->last_out = m->n;
	if (m->out == NULL && m->n == from && v.s == m->in.s + from) {
		m->n += v.n;
		return;
	}
	room(m, from, v.n);
	memcpy(m->out + m->n, v.s, v.n);
	m->n += v.n;
}

/* the character before, and all that combine with it, again in NFC */
static size_t
cluster(struct maker *m, size_t i)
{
	size_t from = m->n > 0 ? m->last_in : i, end = i, next = i;

	while (next < m->in.n) {
		uint32_t c = utf8_next(m->in, &next);

		if (end > i && !combining(c))
			break;
		end = next;
	}
	if (m->n > 0) {
		room(m, from, 0);
		m->n = m->last_out;
		while (m->nsteps > 0 && m->steps[m->nsteps - 1].at > m->n)
			m->nsteps--;
	}
	put(m, from, composed(m->arena, str_slice(m->in, from, end)));
	return end;
}

static size_t
space(struct maker *m, size_t from, size_t i)
{
	bool blank = m->n > 0 && (m->out != NULL ? m->out : m->in.s)[m->n - 1]
	    == ' ';

	if (m->n > 0 && !blank)
		put(m, from, m->in.s[from] == ' ' ?
		    str_slice(m->in, from, from + 1) : S(" "));
	return i;
}

/* a character that may not stay; returns the offset behind it */
static size_t
change(struct maker *m, size_t from)
{
	static const char ascii[] =
	    "\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27"
	    "\30\31\32\33\34\35\36\37 !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEF"
	    "GHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\177";
	uint32_t c, to[3];
	size_t i = from;
	unsigned k;

	c = utf8_next(m->in, &i);
	k = norm_char(c, to);
	if (k == 1 && to[0] == ' ')
		return space(m, from, i);
	if (k == 1 && to[0] == c && (combining(c) || unstable(c)))
		return cluster(m, from);
	if (k == 1 && to[0] == c)
		put(m, from, str_slice(m->in, from, i));
	else if (k == 1)
		put(m, from, (str){ ascii + to[0], 1 });
	else if (k == 3)
		put(m, from, S("..."));
	return i;
}

/* letters and signs of ASCII, and what of Latin and Cyrillic never changes */
static size_t
plain_run(str v, size_t i)
{
	const unsigned char *s = (const unsigned char *)v.s;

	while (i < v.n) {
		if (s[i] > ' ' && s[i] < 0x7f)
			i++;
		else if (s[i] == ' ' && i > 0 && s[i - 1] > ' ' &&
		    s[i - 1] < 0x7f)
			i++;
		else if (s[i] == 0xc3 || (s[i] >= 0xc5 && s[i] <= 0xc9) ||
		    s[i] == 0xd0 || s[i] == 0xd1)
			i += 2;
		else
			break;
	}
	return i < v.n ? i : v.n;
}

/* the last character of a run, for one that combines with it */
static size_t
last_char(str v, size_t end)
{
	do
		end--;
	while (end > 0 && ((unsigned char)v.s[end] & 0xc0) == 0x80);
	return end;
}

struct norm *
norm_make(struct arena *a, str original)
{
	struct maker m = { .arena = a, .in = original };
	struct norm *norm = arena_new(a, struct norm);
	size_t i = 0, run;

	while (i < original.n) {
		run = plain_run(original, i);
		if (run == i) {
			i = change(&m, i);
			continue;
		}
		put(&m, i, str_slice(original, i, run));
		m.last_in = last_char(original, run);
		m.last_out = m.n - (run - m.last_in);
		i = run;
	}
	norm->text = (str){ m.out != NULL ? m.out : original.s, m.n };
	norm->end = (uint32_t)original.n;
	if (m.n > 0 && norm->text.s[m.n - 1] == ' ') {
		norm->text.n--;
		norm->end = norm_origin(&(struct norm){ .text = norm->text,
		    .steps = m.steps, .nsteps = (uint32_t)m.nsteps },
		    (uint32_t)m.n - 1);
	}
	norm->steps = m.steps;
	norm->nsteps = (uint32_t)m.nsteps;
	return norm;
}

uint32_t
norm_origin(const struct norm *norm, uint32_t i)
{
	uint32_t lo = 0, hi = norm->nsteps;

	if (i >= norm->text.n && norm->end != 0)
		return norm->end;
	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (norm->steps[mid].at <= i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo == 0 ? i : norm->steps[lo - 1].origin +
	    (i - norm->steps[lo - 1].at);
}

uint32_t
norm_case(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	return (uint32_t)utf8proc_tolower(utf8proc_toupper(
	    (utf8proc_int32_t)c));
}

str
norm_case_text(struct arena *a, str v)
{
	struct buf b;
	size_t i;

	buf_init(&b, a);
	for (i = 0; i < v.n; )
		utf8_put(&b, norm_case(utf8_next(v, &i)));
	return buf_str(&b);
}

uint32_t
norm_upper(uint32_t c)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}
