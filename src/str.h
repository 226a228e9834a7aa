/* Views of text (str, by value) and the builder of text (struct buf). */
#ifndef STR_H
#define STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

/*
 * A view: n bytes at s, mostly UTF-8, not ended by NUL and never written
 * through. s may be NULL when n is 0.
 */
typedef struct str {
	const char *s;
	size_t n;
} str;

#define S(literal) ((str){ (literal), sizeof(literal) - 1 })
/* the same as an initializer, for constant tables */
#define STR(literal) { (literal), sizeof(literal) - 1 }
/* for printf: "%.*s", P(view) */
#define P(v) (int)(v).n, ((v).n ? (v).s : "")

str str_of(const char *);			/* of a C string; NULL is empty */
bool str_same_letters(const char *, const char *, size_t n);	/* they fold */
int str_cmp(str, str);
bool str_starts(str, str prefix);
bool str_istarts(str, str prefix);
bool str_ends(str, str suffix);
str str_trim(str);				/* ASCII white space, both ends */
size_t str_find(str, str needle);		/* offset, or the length */
size_t str_ifind(str, str needle);		/* the same, ASCII folded */
/* does one of n needles stand in it? (ASCII folded; none may be empty) */
bool str_has_any(str, const str *needles, size_t n);
bool str_is_any(str, const str *others, size_t n);
size_t str_chr(str, char);			/* offset, or the length */
/* splits at the first c: returns what stands before, *rest the part after */
str str_cut(str, char c, str *rest);
/* the next line without its end, which \n, \r or both are; false: none left */
bool str_line(str *rest, str *line);
/* the next token between ASCII blanks; empty at the end; *rest advances */
str str_token(str *rest);
/* is token among the blank-separated tokens of list (ASCII folded)? */
bool str_has_token(str list, str token);
str str_copy(struct arena *, str);
str str_lower(struct arena *, str);		/* a copy, ASCII folded */
char *str_cstr(struct arena *, str);		/* a copy, ended by NUL */
/* a decimal number 0..max filling the whole view, or -1 */
long str_number(str, long max);
unsigned long long str_hash(str);		/* FNV-1a, 64 bits */
/* sooner made; for tables in memory alone, as it is another one elsewhere */
unsigned long long str_mix(str);

/* clamped to the view */
static inline str
str_slice(str v, size_t from, size_t to)
{
	if (to > v.n)
		to = v.n;
	if (from >= to)
		return (str){ v.s, 0 };
	return (str){ v.s + from, to - from };
}

static inline bool
str_eq(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

/* ASCII letters fold */
static inline bool
str_ieq(str a, str b)
{
	return a.n == b.n && str_same_letters(a.s, b.s, a.n);
}

/* A builder. Its text lives in the arena and may move while it grows. */
struct buf {
	struct arena *arena;
	char *s;
	size_t n, cap;
};

void buf_init(struct buf *, struct arena *);
void buf_put(struct buf *, str);
void buf_puts(struct buf *, const char *);
void buf_putc(struct buf *, char);
void buf_printf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *, const char *fmt, va_list)
    __attribute__((format(printf, 2, 0)));
str buf_str(const struct buf *);		/* a view, until it grows again */

#endif
