#include "http.h"

#include "arena.h"
#include "diag.h"
#include "inflate.h"

/* a head without an end is no head */
enum { HEAD = 256 * 1024 };

/* the next line of the head, without its end; false after the last */
static bool
head_line(str *rest, str *line)
{
	*line = str_cut(*rest, '\n', rest);
	if (line->n > 0 && line->s[line->n - 1] == '\r')
		line->n--;
	return line->n > 0;
}

static bool
status_line(str line, struct http *h)
{
	long status;

	if (!str_starts(line, S("HTTP/")))
		return false;
	str_token(&line);
	status = str_number(str_token(&line), 999);
	h->status = status > 0 ? (unsigned)status : 0;
	return status > 0;
}

void
http_type(str value, str *type, str *charset)
{
	*charset = (str){ "", 0 };
	*type = str_trim(str_cut(value, ';', &value));
	while (value.n > 0) {
		str name, v, parameter = str_cut(value, ';', &value);

		name = str_trim(str_cut(parameter, '=', &v));
		v = str_trim(v);
		if (v.n >= 2 && (v.s[0] == '"' || v.s[0] == '\'') &&
		    v.s[v.n - 1] == v.s[0])
			v = str_slice(v, 1, v.n - 1);
		if (str_ieq(name, S("charset")) && charset->n == 0)
			*charset = v;
	}
}

bool
http_is_html(str type)
{
	return str_ieq(type, S("text/html")) ||
	    str_ieq(type, S("application/xhtml+xml"));
}

static void
header(struct arena *a, struct http *h, str line, str *transfer)
{
	str value, name = str_trim(str_cut(line, ':', &value));

	value = str_trim(value);
	if (str_ieq(name, S("Content-Type"))) {
		http_type(value, &h->type, &h->charset);
	} else if (str_ieq(name, S("Transfer-Encoding"))) {
		*transfer = value;
	} else if (str_ieq(name, S("Content-Encoding"))) {
		struct buf b;

		buf_init(&b, a);
		buf_put(&b, h->coding);
		buf_put(&b, b.n > 0 ? S(",") : S(""));
		buf_put(&b, value);
		h->coding = buf_str(&b);
	}
}

bool
http_parse(struct arena *a, str message, struct http *h)
{
	str line, transfer = S(""), rest = message;
	str head = str_slice(message, 0, HEAD);
	struct buf b;

	*h = (struct http){ .type = S("") };
	if (!head_line(&rest, &line) || !status_line(line, h))
		return false;
	while (head_line(&rest, &line) && rest.s < head.s + head.n)
		header(a, h, line, &transfer);
	h->body = rest;
	if (transfer.n == 0)
		return true;
	buf_init(&b, a);
	buf_put(&b, h->coding);
	buf_put(&b, b.n > 0 ? S(",") : S(""));
	buf_put(&b, transfer);
	h->coding = buf_str(&b);
	return true;
}

/* the size in a chunk's first line; -1: there is none */
static long
chunk_size(str *rest)
{
	str line = str_cut(*rest, '\n', rest);
	long n = 0;

	line = str_trim(str_slice(line, 0, str_chr(line, ';')));
	if (line.n == 0 || line.n > 8)
		return -1;
	for (size_t i = 0; i < line.n; i++) {
		int c = line.s[i];
		int d = c >= '0' && c <= '9' ? c - '0' :
		    (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 :
		    -1;

		if (d < 0)
			return -1;
		n = n * 16 + d;
	}
	return n;
}

static enum inflated
dechunk(struct arena *a, str in, size_t most, str *out)
{
	long n = chunk_size(&in);
	struct buf b;

	if (n < 0)
		return INFLATED_NOT;
	buf_init(&b, a);
	while (n > 0 && in.n > 0) {
		str chunk = str_slice(in, 0, (size_t)n);

		if (chunk.n > most - b.n)
			return INFLATED_TOO_LARGE;
		buf_put(&b, chunk);
		in = str_slice(in, chunk.n, in.n);
		str_cut(in, '\n', &in);
		n = chunk_size(&in);
	}
	*out = buf_str(&b);
	return INFLATED;
}

static enum inflated
identity(struct arena *a, str in, size_t most, str *out)
{
	(void)a;
	*out = in;
	return in.n > most ? INFLATED_TOO_LARGE : INFLATED;
}

static const struct {
	const char *name;
	enum inflated (*decode)(struct arena *, str in, size_t most, str *out);
} codings[] = {
	{ "chunked", dechunk },
	{ "gzip", inflate_gzip },
	{ "x-gzip", inflate_gzip },
	{ "deflate", inflate_deflate },
	{ "br", inflate_brotli },
	{ "zstd", inflate_zstd },
	{ "identity", identity },
	{ "utf-8", identity },		/* seen in the wild */
	{ "none", identity },
};

/* a proxy stacks one or two; more is an attack */
enum { STACKED = 8 };

static bool
decode_one(struct arena *a, str *body, str name, size_t most, struct diag *d)
{
	size_t i = 0;
	str out;

	while (i < sizeof(codings) / sizeof(*codings) &&
	    !str_ieq(name, str_of(codings[i].name)))
		i++;
	if (i == sizeof(codings) / sizeof(*codings)) {
		diag_report(d, MSG_FORMAT, NULL,
		    "unknown content coding %.*s", P(name));
		return false;
	}
	switch (codings[i].decode(a, *body, most, &out)) {
	case INFLATED:
	case INFLATED_CUT:
		*body = out;
		return true;
	case INFLATED_NOT:
		return true;
	default:
		diag_report(d, MSG_LIMIT_INPUT, NULL,
		    "more than %zu bytes in a response (--limit input=N)",
		    most);
		return false;
	}
}

bool
http_decode(struct arena *a, str *body, str coding, size_t most,
    struct diag *d)
{
	for (unsigned n = 0; coding.n > 0; n++) {
		size_t i = coding.n;
		str name;

		/* the last one listed was applied last */
		while (i > 0 && coding.s[i - 1] != ',')
			i--;
		name = str_trim(str_slice(coding, i, coding.n));
		coding = str_slice(coding, 0, i > 0 ? i - 1 : 0);
		if (n == STACKED) {
			diag_report(d, MSG_FORMAT, NULL,
			    "more than %d content codings", STACKED);
			return false;
		}
		if (name.n > 0 && !decode_one(a, body, name, most, d))
			return false;
	}
	return true;
}
