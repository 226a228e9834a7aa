#include "str.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static const bool blanks[256] = {
	[' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true,
	['\f'] = true, ['\r'] = true
};

static bool
blank(char c)
{
	return blanks[(unsigned char)c];
}

str
str_of(const char *s)
{
	return (str){ s, s != NULL ? strlen(s) : 0 };
}

bool
str_same_letters(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

int
str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n != 0 ? memcmp(a.s, b.s, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(str v, str prefix)
{
	return v.n >= prefix.n && str_eq((str){ v.s, prefix.n }, prefix);
}

bool
str_istarts(str v, str prefix)
{
	return v.n >= prefix.n && str_ieq((str){ v.s, prefix.n }, prefix);
}

bool
str_ends(str v, str suffix)
{
	return v.n >= suffix.n &&
	    str_eq((str){ v.s + (v.n - suffix.n), suffix.n }, suffix);
}

str
str_trim(str v)
{
	while (v.n > 0 && blank(v.s[0]))
		v.s++, v.n--;
	while (v.n > 0 && blank(v.s[v.n - 1]))
		v.n--;
	return v;
}

size_t
str_find(str v, str needle)
{
	const char *p;

	if (needle.n == 0)
		return 0;
	p = v.n >= needle.n ? memmem(v.s, v.n, needle.s, needle.n) : NULL;
	return p != NULL ? (size_t)(p - v.s) : v.n;
}

size_t
str_ifind(str v, str needle)
{
	char first;
	size_t i;

	if (needle.n == 0)
		return 0;
	first = lower(needle.s[0]);
	for (i = 0; i + needle.n <= v.n; i++)
		if (lower(v.s[i]) == first &&
		    str_ieq((str){ v.s + i, needle.n }, needle))
			return i;
	return v.n;
}

/* by the lower bits of a letter: needles that have it first, and next */
struct heads {
	uint64_t first[32], next[32];
};

static void
heads_make(struct heads *h, const str *needles, size_t n)
{
	memset(h, 0, sizeof(*h));
	for (size_t k = 0; k < n; k++) {
		h->first[needles[k].s[0] & 31] |= (uint64_t)1 << k;
		for (unsigned c = 0; needles[k].n < 2 && c < 32; c++)
			h->next[c] |= (uint64_t)1 << k;
		if (needles[k].n > 1)
			h->next[needles[k].s[1] & 31] |= (uint64_t)1 << k;
	}
}

bool
str_has_any(str v, const str *needles, size_t n)
{
	enum { MOST = 64 };	/* bits of a set */
	struct heads h;

	if (n > MOST && str_has_any(v, needles + MOST, n - MOST))
		return true;
	n = n > MOST ? MOST : n;
	heads_make(&h, needles, n);
	for (size_t i = 0; i < v.n; i++) {
		uint64_t some = h.first[v.s[i] & 31];

		if (i + 1 < v.n)
			some &= h.next[v.s[i + 1] & 31];
		for (; some != 0; some &= some - 1)
			if (str_istarts(str_slice(v, i, v.n),
			    needles[__builtin_ctzll(some)]))
				return true;
	}
	return false;
}

bool
str_is_any(str v, const str *others, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(v, others[i]))
			return true;
	return false;
}

size_t
str_chr(str v, char c)
{
	const char *p = v.n != 0 ? memchr(v.s, c, v.n) : NULL;

	return p != NULL ? (size_t)(p - v.s) : v.n;
}

str
str_cut(str v, char c, str *rest)
{
	size_t i = str_chr(v, c);

	*rest = str_slice(v, i + 1, v.n);
	return str_slice(v, 0, i);
}

bool
str_line(str *rest, str *line)
{
	size_t i = 0;

	if (rest->n == 0)
		return false;
	while (i < rest->n && rest->s[i] != '\n' && rest->s[i] != '\r')
		i++;
	*line = str_slice(*rest, 0, i);
	if (i + 1 < rest->n && rest->s[i] == '\r' && rest->s[i + 1] == '\n')
		i++;
	*rest = str_slice(*rest, i + 1, rest->n);
	return true;
}

str
str_token(str *rest)
{
	str v = *rest, token;
	size_t i = 0;

	while (v.n > 0 && blank(v.s[0]))
		v.s++, v.n--;
	while (i < v.n && !blank(v.s[i]))
		i++;
	token = str_slice(v, 0, i);
	*rest = str_slice(v, i, v.n);
	return token;
}

bool
str_has_token(str list, str token)
{
	str t;

	while ((t = str_token(&list)).n > 0)
		if (str_ieq(t, token))
			return true;
	return false;
}

str
str_copy(struct arena *a, str v)
{
	char *p;

	if (v.n == 0)
		return (str){ "", 0 };
	p = arena_text(a, v.n);
	memcpy(p, v.s, v.n);
	return (str){ p, v.n };
}

str
str_lower(struct arena *a, str v)
{
	char *p = arena_text(a, v.n);

	for (size_t i = 0; i < v.n; i++)
		p[i] = lower(v.s[i]);
	return (str){ p, v.n };
}

char *
str_cstr(struct arena *a, str v)
{
	char *p = arena_text(a, v.n + 1);

	if (v.n != 0)
		memcpy(p, v.s, v.n);
	p[v.n] = '\0';
	return p;
}

long
str_number(str v, long max)
{
	long n = 0;
	size_t i;

	if (v.n == 0)
		return -1;
	for (i = 0; i < v.n; i++) {
		int d = v.s[i] - '0';

		if (d < 0 || d > 9 || n > (max - d) / 10)
			return -1;
		n = n * 10 + d;
	}
	return n;
}

unsigned long long
str_hash(str v)
{
	unsigned long long h = 14695981039346656037ULL;
	size_t i;

	for (i = 0; i < v.n; i++)
		h = (h ^ (unsigned char)v.s[i]) * 1099511628211ULL;
	return h;
}

static uint64_t
mix(uint64_t h, uint64_t eight)
{
	h ^= eight;
	h = (h ^ h >> 32) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

/* eight bytes at a time, the last of them once more */
unsigned long long
str_mix(str v)
{
	uint64_t h = v.n + 1, w = 0;

	for (size_t i = 0; i + 8 < v.n; i += 8) {
		memcpy(&w, v.s + i, 8);
		h = mix(h, w);
	}
	if (v.n >= 8)
		memcpy(&w, v.s + v.n - 8, 8);
	else
		for (size_t i = w = 0; i < v.n; i++)
			w = w << 8 | (unsigned char)v.s[i];
	return mix(h, w);
}

void
buf_init(struct buf *b, struct arena *a)
{
	*b = (struct buf){ .arena = a };
}

static void
reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap < 64 ? 64 : b->cap;

	if (more <= b->cap - b->n)
		return;
	while (cap - b->n < more)
		cap *= 2;
	b->s = arena_extend(b->arena, b->s, b->cap, cap);
	b->cap = cap;
}

void
buf_put(struct buf *b, str v)
{
	if (v.n == 0)
		return;
	reserve(b, v.n);
	memcpy(b->s + b->n, v.s, v.n);
	b->n += v.n;
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_put(b, str_of(s));
}

void
buf_putc(struct buf *b, char c)
{
	buf_put(b, (str){ &c, 1 });
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return;
	reserve(b, (size_t)n + 1);
	vsnprintf(b->s + b->n, (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

str
buf_str(const struct buf *b)
{
	return (str){ b->s, b->n };
}
