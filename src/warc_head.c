#include "warc_head.h"

#include <limits.h>
#include <stddef.h>

static void
header_line(struct warc_head *h, str line)
{
	static const struct {
		const char *name;
		size_t at;
	} fields[] = {
		{ "WARC-Type", offsetof(struct warc_head, type) },
		{ "WARC-Target-URI", offsetof(struct warc_head, uri) },
		{ "WARC-Date", offsetof(struct warc_head, date) },
		{ "WARC-Record-ID", offsetof(struct warc_head, id) },
		{ "Content-Type", offsetof(struct warc_head, media) },
	};
	str value, name = str_trim(str_cut(line, ':', &value));
	long n;

	value = str_trim(value);
	/* version 1.0 was read by some as asking for them */
	if (value.n > 1 && value.s[0] == '<' && value.s[value.n - 1] == '>')
		value = str_slice(value, 1, value.n - 1);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (str_ieq(name, str_of(fields[i].name)))
			*(str *)((char *)h + fields[i].at) = value;
	if (str_ieq(name, S("Content-Length"))) {
		n = str_number(value, LONG_MAX);
		h->has_length = n >= 0;
		h->length = n >= 0 ? (uint64_t)n : 0;
	}
}

size_t
warc_head_end(str v)
{
	size_t crlf = str_find(v, S("\r\n\r\n"));
	size_t lf = str_find(str_slice(v, 0, crlf), S("\n\n"));

	if (lf < crlf && lf < v.n)
		return lf + 2;
	return crlf < v.n ? crlf + 4 : 0;
}

const char *
warc_head_parse(struct warc_head *h, str head)
{
	str line;

	*h = (struct warc_head){ .n = head.n };
	str_cut(head, '\n', &head);
	while (head.n > 0) {
		line = str_cut(head, '\n', &head);
		header_line(h, line);
	}
	if (!h->has_length)
		return "it has no Content-Length";
	return h->type.n == 0 ? "it has no WARC-Type" : NULL;
}
