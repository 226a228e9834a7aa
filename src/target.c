#include "target.h"

#include <string.h>
#include <sys/stat.h>

#include "arena.h"

const char *
target_wrong(const char *pattern)
{
	for (const char *p = strchr(pattern, '%'); p != NULL;
	    p = strchr(p + 2, '%'))
		if (p[1] == '\0' || strchr("bdnx%", p[1]) == NULL)
			return "% is followed by b, d, n, x or %";
	return pattern[0] == '\0' ? "it is empty" : "";
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* without a last suffix, when it looks like one: a letter and up to 4 more */
static str
less_suffix(str name)
{
	size_t i = name.n;

	while (i > 0 && name.s[i - 1] != '.')
		i--;
	if (i < 2 || i == name.n || name.n - i > 5 || !letter(name.s[i]))
		return name;
	return str_slice(name, 0, i - 1);
}

static str
base_name(str input)
{
	size_t i = input.n;

	if (str_eq(input, S("-")))
		return S("stdin");
	while (i > 0 && input.s[i - 1] != '/')
		i--;
	input = str_slice(input, i, input.n);
	if (str_ends(input, S(".gz")) || str_ends(input, S(".zst")))
		input = less_suffix(input);
	return less_suffix(input);
}

static str
directory_of(str input)
{
	size_t i = input.n;

	while (i > 0 && input.s[i - 1] != '/')
		i--;
	return str_slice(input, 0, i > 0 ? i - 1 : 0);
}

static void
expand(const struct target *t, struct buf *b, str input, uint64_t n)
{
	for (const char *p = t->pattern; *p != '\0'; p++) {
		if (*p != '%' || p[1] == '\0') {
			buf_putc(b, *p);
			continue;
		}
		switch (*++p) {
		case 'b':
			buf_put(b, base_name(input));
			break;
		case 'd':
			buf_put(b, directory_of(input));
			break;
		case 'n':
			buf_printf(b, "%08llu", (unsigned long long)n);
			break;
		case 'x':
			buf_puts(b, t->suffix + (t->suffix[0] == '.'));
			break;
		default:
			buf_putc(b, *p);
		}
	}
}

const char *
target_path(const struct target *t, struct arena *a, str input, uint64_t n)
{
	struct buf name, path;
	str rest;

	buf_init(&name, a);
	buf_init(&path, a);
	expand(t, &name, input, n);
	buf_puts(&path, t->directory);
	rest = buf_str(&name);
	while (rest.n > 0) {
		str part = str_cut(rest, '/', &rest);

		if (part.n == 0 || str_eq(part, S(".")) ||
		    str_eq(part, S("..")))
			continue;
		if (path.n > 0 && path.s[path.n - 1] != '/')
			buf_putc(&path, '/');
		buf_put(&path, part);
	}
	buf_putc(&path, '\0');
	return path.s;
}

/* the place of a hash in the table, or the free one where it belongs */
static uint64_t *
place(const struct target *t, uint64_t hash)
{
	size_t i = (size_t)hash & (t->cap - 1);

	while (t->seen[i] != 0 && t->seen[i] != hash)
		i = (i + 1) & (t->cap - 1);
	return &t->seen[i];
}

static void
grow(struct target *t)
{
	struct target old = *t;

	t->cap = t->cap == 0 ? 1024 : t->cap * 2;
	t->seen = arena_array(t->arena, t->cap, sizeof(*t->seen));
	for (size_t i = 0; i < old.cap; i++)
		if (old.seen[i] != 0)
			*place(t, old.seen[i]) = old.seen[i];
}

bool
target_claim(struct target *t, const char *path)
{
	uint64_t hash = str_hash(str_of(path)) | 1;	/* 0 is free */
	uint64_t *p;

	if (t->nseen * 2 >= t->cap)
		grow(t);
	p = place(t, hash);
	if (*p == hash)
		return false;
	*p = hash;
	t->nseen++;
	return true;
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool
target_is_input(const char *path, const char *input)
{
	struct stat out, in;

	return stat(path, &out) == 0 && stat(input, &in) == 0 &&
	    S_ISREG(out.st_mode) && same_file(&out, &in);
}

bool
target_current(const char *path, const char *input)
{
	struct stat out, in;

	if (stat(path, &out) < 0 || stat(input, &in) < 0 ||
	    !S_ISREG(out.st_mode) || same_file(&out, &in))
		return false;
	return out.st_mtim.tv_sec != in.st_mtim.tv_sec ?
	    out.st_mtim.tv_sec > in.st_mtim.tv_sec :
	    out.st_mtim.tv_nsec >= in.st_mtim.tv_nsec;
}
