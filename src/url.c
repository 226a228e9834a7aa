#include "url.h"

#include "arena.h"

struct url {
	str scheme, host, path, query;	/* host: the authority */
	bool has_host, has_query;
};

static bool
alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t
scheme_length(str v)
{
	size_t i;

	if (v.n == 0 || !alpha(v.s[0]))
		return 0;
	for (i = 1; i < v.n; i++)
		if (!alpha(v.s[i]) && !(v.s[i] >= '0' && v.s[i] <= '9') &&
		    v.s[i] != '+' && v.s[i] != '-' && v.s[i] != '.')
			break;
	return i < v.n && v.s[i] == ':' ? i : 0;
}

static size_t
until(str v, const char *stops)
{
	size_t i = 0;

	for (; i < v.n; i++)
		for (const char *s = stops; *s != '\0'; s++)
			if (v.s[i] == *s)
				return i;
	return i;
}

/* the fragment stays with the query, or with the path when there is none */
static struct url
split(str v)
{
	struct url u = { .scheme = str_slice(v, 0, scheme_length(v)) };
	size_t n;

	if (u.scheme.n > 0)
		v = str_slice(v, u.scheme.n + 1, v.n);
	if (str_starts(v, S("//"))) {
		v = str_slice(v, 2, v.n);
		n = until(v, "/?#");
		u.host = str_slice(v, 0, n);
		u.has_host = true;
		v = str_slice(v, n, v.n);
	}
	n = until(v, "?#");
	u.path = str_slice(v, 0, n);
	u.query = str_slice(v, n, v.n);
	u.has_query = u.query.n > 0;
	return u;
}

static bool
is_web(str scheme)
{
	return str_ieq(scheme, S("http")) || str_ieq(scheme, S("https"));
}

/*
 * As browsers read it: blanks at the ends and line ends inside go, a backslash
 * in front of the query is a slash, what can't stand in an address is escaped.
 */
static str
tidy(struct arena *a, str ref)
{
	static const char hex[] = "0123456789ABCDEF";
	bool slashes = true;
	struct buf b;

	buf_init(&b, a);
	while (ref.n > 0 && (unsigned char)ref.s[0] <= ' ')
		ref = str_slice(ref, 1, ref.n);
	while (ref.n > 0 && (unsigned char)ref.s[ref.n - 1] <= ' ')
		ref.n--;
	for (size_t i = 0; i < ref.n; i++) {
		unsigned char c = (unsigned char)ref.s[i];

		if (c == '\t' || c == '\n' || c == '\r' || c == '\0')
			continue;
		if (c == '?' || c == '#')
			slashes = false;
		if (c == '\\' && slashes)
			buf_putc(&b, '/');
		else if (c <= ' ' || c == 0x7f ||
		    str_chr(S("\"<>\\^`{|}"), (char)c) < 9)
			buf_put(&b, (str){ (char[]){ '%', hex[c >> 4],
			    hex[c & 15] }, 3 });
		else
			buf_putc(&b, (char)c);
	}
	return buf_str(&b);
}

/* appends the path without its "." and ".." segments */
static void
put_path(struct buf *b, str path)
{
	size_t root = b->n;

	while (path.n > 0) {
		size_t n = str_chr(path, '/');
		bool last = n == path.n;
		str part = str_slice(path, 0, n);

		path = str_slice(path, n + 1, path.n);
		if (str_eq(part, S(".")))
			continue;
		if (!str_eq(part, S(".."))) {
			buf_put(b, part);
			if (!last)
				buf_putc(b, '/');
			continue;
		}
		/* back to behind the slash before the last one */
		if (b->n > root + 1)
			b->n--;
		while (b->n > root + 1 && b->s[b->n - 1] != '/')
			b->n--;
	}
}

static void
put_url(struct buf *b, const struct url *base, const struct url *ref)
{
	const struct url *host = ref->has_host ? ref : base;
	str path = ref->path;

	buf_put(b, base->scheme);
	buf_puts(b, "://");
	buf_put(b, host->host);
	if (ref->has_host || str_starts(path, S("/"))) {
		put_path(b, path.n > 0 ? path : S("/"));
	} else if (path.n == 0) {
		put_path(b, base->path.n > 0 ? base->path : S("/"));
		if (!ref->has_query || str_starts(ref->query, S("#")))
			buf_put(b, str_slice(base->query, 0,
			    str_chr(base->query, '#')));
	} else {
		struct buf joined;
		size_t n = base->path.n;

		while (n > 0 && base->path.s[n - 1] != '/')
			n--;
		buf_init(&joined, b->arena);
		buf_put(&joined, n > 0 ? str_slice(base->path, 0, n) : S("/"));
		buf_put(&joined, path);
		put_path(b, buf_str(&joined));
	}
	buf_put(b, ref->query);
}

/* an absolute address with a path in which nothing needs to be mended? */
static bool
is_plain(str v)
{
	str rest = str_slice(v, str_starts(v, S("https://")) ? 8 :
	    str_starts(v, S("http://")) ? 7 : v.n, v.n);
	size_t slash = str_chr(rest, '/');

	if (slash == 0 || slash == rest.n ||
	    str_find(rest, S("/.")) < rest.n)
		return false;
	for (size_t i = 0; i < rest.n; i++) {
		unsigned char c = (unsigned char)rest.s[i];

		/* letters, digits and the marks between them: most of it */
		if (c >= '-' && c <= '9')
			continue;
		if (c >= 'a' && c <= 'z')
			continue;
		if (c <= ' ' || c == 0x7f ||
		    str_chr(S("\"<>\\^`{|}"), (char)c) < 9 ||
		    (i < slash && (c == '?' || c == '#')))
			return false;
	}
	return true;
}

str
url_resolve(struct arena *a, str base, str ref)
{
	struct url u, from;
	struct buf b;

	if (is_plain(ref))
		return str_copy(a, ref);
	ref = tidy(a, ref);
	if (ref.n == 0 || ref.s[0] == '#')
		return (str){ "", 0 };
	u = split(ref);
	if (str_ieq(u.scheme, S("mailto")))
		return u.path.n > 0 ? ref : (str){ "", 0 };
	if (u.scheme.n > 0 && !is_web(u.scheme))
		return (str){ "", 0 };
	from = split(tidy(a, base));
	if (u.scheme.n > 0 && !u.has_host) {
		/* "http:page" is relative when the schemes agree */
		if (!str_ieq(u.scheme, from.scheme))
			return (str){ "", 0 };
	} else if (u.scheme.n > 0) {
		if (u.host.n == 0)
			return (str){ "", 0 };
		from = u;
	}
	if (u.has_host && u.host.n == 0)
		return (str){ "", 0 };
	if (!is_web(from.scheme) || !from.has_host) {
		if (!u.has_host)
			return ref;
		from.scheme = S("https");
	}
	buf_init(&b, a);
	put_url(&b, &from, &u);
	return buf_str(&b);
}

bool
url_absolute(str v)
{
	struct url u = split(v);

	return is_web(u.scheme) && u.host.n > 0;
}

str
url_host(str v)
{
	struct url u = split(v);

	u.host = str_slice(u.host, str_chr(u.host, '@') < u.host.n ?
	    str_chr(u.host, '@') + 1 : 0, u.host.n);
	return str_slice(u.host, 0, str_chr(u.host, ':'));
}
