#include "input.h"

#include <string.h>

#include "diag.h"
#include "inflate.h"
#include "limits.h"

enum { LOOK = 8192 };		/* bytes that are looked at */

/* formats that begin with certain bytes */
static const struct magic {
	size_t at;
	str bytes;
	const char *what;
} magics[] = {
#define MAGIC(at, bytes, what) { at, { bytes, sizeof(bytes) - 1 }, what }
	MAGIC(0, "%PDF-", "a PDF file"),
	MAGIC(0, "\x89PNG\r\n\x1a\n", "a PNG image"),
	MAGIC(0, "\xff\xd8\xff", "a JPEG image"),
	MAGIC(0, "GIF87a", "a GIF image"),
	MAGIC(0, "GIF89a", "a GIF image"),
	MAGIC(8, "WEBPVP8", "a WebP image"),
	MAGIC(4, "ftypavif", "an AVIF image"),
	MAGIC(4, "ftyp", "a video"),
	MAGIC(0, "II*\0", "a TIFF image"),
	MAGIC(0, "MM\0*", "a TIFF image"),
	MAGIC(0, "\0\0\1\0", "an icon"),
	MAGIC(0, "OggS", "an Ogg file"),
	MAGIC(0, "ID3\3", "an MP3 file"),
	MAGIC(0, "ID3\4", "an MP3 file"),
	MAGIC(0, "\x1a\x45\xdf\xa3", "a video"),
	MAGIC(0, "wOFF", "a font"),
	MAGIC(0, "wOF2", "a font"),
	MAGIC(0, "PK\3\4", "a ZIP archive or an Office document"),
	MAGIC(0, "PK\5\6", "a ZIP archive"),
	MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
	MAGIC(0, "{\\rtf", "an RTF document"),
	MAGIC(0, "%!PS-Adobe", "a PostScript file"),
	MAGIC(0, "\x1f\x8b", "gzip that cannot be unpacked"),
	MAGIC(0, "\x28\xb5\x2f\xfd", "zstd: unpack it first"),
	MAGIC(0, "BZh91AY&SY", "bzip2: unpack it first"),
	MAGIC(0, "\xfd" "7zXZ\0", "xz: unpack it first"),
	MAGIC(0, "7z\xbc\xaf\x27\x1c", "a 7z archive"),
	MAGIC(0, "Rar!\x1a\7", "a RAR archive"),
	MAGIC(257, "ustar", "a tar archive"),
	MAGIC(0, "\x7f" "ELF", "a program"),
	MAGIC(0, "MZ\x90", "a program"),
	MAGIC(0, "\0asm", "a program"),
	MAGIC(0, "SQLite format 3", "a database"),
	MAGIC(0, "WARC/1.0\r\n", "a WARC file: use -f warc"),
	MAGIC(0, "WARC/1.1\r\n", "a WARC file: use -f warc"),
#undef MAGIC
};

/* formats made of tags that are no page: the name of the first element */
static const struct {
	str name;
	const char *what;
} roots[] = {
	{ { "rss", 3 }, "an RSS feed" }, { { "feed", 4 }, "an Atom feed" },
	{ { "rdf:RDF", 7 }, "an RSS feed" },
	{ { "opml", 4 }, "an OPML list" },
	{ { "urlset", 6 }, "a sitemap" },
	{ { "sitemapindex", 12 }, "a sitemap" },
	{ { "svg", 3 }, "an SVG image" }, { { "TEI", 3 }, "a TEI document" },
	{ { "w:document", 10 }, "an Office document" },
	{ { "plist", 5 }, "a property list" },
};

/* elements whose start tag makes a page */
static const str tags[] = {
#define TAG(name) { name, sizeof(name) - 1 }
	TAG("html"), TAG("head"), TAG("body"), TAG("title"), TAG("meta"),
	TAG("div"), TAG("p"), TAG("span"), TAG("a"), TAG("br"), TAG("table"),
	TAG("tr"), TAG("td"), TAG("ul"), TAG("ol"), TAG("li"), TAG("img"),
	TAG("h1"), TAG("h2"), TAG("h3"), TAG("h4"), TAG("h5"), TAG("h6"),
	TAG("article"), TAG("section"), TAG("main"), TAG("header"),
	TAG("footer"), TAG("nav"), TAG("script"), TAG("style"), TAG("link"),
	TAG("form"), TAG("pre"), TAG("blockquote"), TAG("figure"),
	TAG("b"), TAG("i"), TAG("em"), TAG("strong"), TAG("font"),
	TAG("center"), TAG("iframe"), TAG("noscript"), TAG("hr"), TAG("dl"),
	TAG("aside"), TAG("base"), TAG("frameset"),
#undef TAG
};
enum { STRUCTURE = 3 };		/* html, head and body say it alone */

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* is v, behind its <, a tag of that name? */
static bool
is_tag(str v, str name)
{
	return v.n > name.n && str_istarts(v, name) && (blank(v.s[name.n]) ||
	    v.s[name.n] == '>' || v.s[name.n] == '/');
}

static const char *
by_magic(str v)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (str_starts(str_slice(v, magics[i].at, v.n),
		    magics[i].bytes))
			return magics[i].what;
	return NULL;
}

/* every other byte of UTF-16 is NUL, in the tags at least: leave those out */
static str
without_nul(char *to, str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] != '\0')
			to[n++] = v.s[i];
	return (str){ to, n };
}

/* bytes that no text has, in more than one of 50 */
static bool
is_binary(str v)
{
	size_t odd = 0;

	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.s[i];

		odd += c < ' ' && c != '\0' && !blank((char)c) && c != 0x1b;
	}
	return odd > v.n / 50 + 1;
}

/* skips white space, comments and <? ?>; true at a tag or a declaration */
static bool
to_markup(str *v)
{
	for (;;) {
		*v = str_trim(*v);
		if (str_starts(*v, S("<!--")))
			*v = str_slice(*v, str_find(*v, S("-->")) + 3, v->n);
		else if (str_starts(*v, S("<?")))
			*v = str_slice(*v, str_chr(*v, '>') + 1, v->n);
		else
			return v->n > 1 && v->s[0] == '<' &&
			    (v->s[1] == '!' || letter(v->s[1]));
	}
}

static const char *
by_root(str v)
{
	if (!to_markup(&v))
		return NULL;
	if (str_istarts(v, S("<!doctype"))) {
		v = str_slice(v, str_chr(v, '>') + 1, v.n);
		if (!to_markup(&v))
			return NULL;
	}
	v = str_slice(v, 1, v.n);
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (is_tag(v, roots[i].name))
			return roots[i].what;
	return NULL;
}

/* a header field among the first lines */
static bool
has_field(str v, str name)
{
	str line, head = str_slice(v, 0, 2048);

	while (head.n > 0) {
		line = str_cut(head, '\n', &head);
		if (str_trim(line).n == 0)
			return false;
		if (str_istarts(line, name))
			return true;
	}
	return false;
}

static const char *
by_header(str v)
{
	if (has_field(v, S("MIME-Version:")) &&
	    has_field(v, S("Content-Type: multipart/related")))
		return "an MHTML file";
	if (str_starts(v, S("HTTP/1.")) && has_field(v, S("Content-Type:")))
		return "an HTTP response with its header";
	return NULL;
}

/* JSON from the first byte: an object or a list of them */
static bool
is_json(str v)
{
	bool list = v.n > 0 && v.s[0] == '[';

	if (list)
		v = str_trim(str_slice(v, 1, v.n));
	if (v.n < 2 || v.s[0] != '{')
		return false;
	v = str_trim(str_slice(v, 1, v.n));
	if (v.n == 0 || v.s[0] != '"')
		return v.n > 0 && v.s[0] == '}';
	v = str_slice(v, 1, v.n);
	v = str_trim(str_slice(v, str_chr(v, '"') + 1, v.n));
	return v.n > 0 && v.s[0] == ':';
}

/* what the tags in it weigh, in bytes of text that they can carry */
static bool
has_tags(str v)
{
	size_t found = 0, first = v.n;
	str all = v;

	for (size_t i = 0; (i += str_chr(str_slice(v, i, v.n), '<')) < v.n;
	    i++) {
		str name = str_slice(v, i + 1, v.n);
		bool end = str_starts(name, S("/"));
		size_t k = 0, n = sizeof(tags) / sizeof(tags[0]);

		name = str_slice(name, end, name.n);
		while (k < n && !is_tag(name, tags[k]))
			k++;
		if (k == n)
			continue;
		if (k < STRUCTURE && !end)
			return true;
		first = first < i ? first : i;
		found++;
	}
	/* text may have a tag here and there; a page begins with one */
	if (first < v.n && str_trim(str_slice(all, 0, first)).n == 0)
		return true;
	return found > 3 && found * 400 > v.n;
}

static bool
is_html(str v)
{
	str at = v;

	if (to_markup(&at) && (str_istarts(at, S("<!doctype html")) ||
	    str_istarts(at, S("<!doctype htm"))))
		return true;
	return has_tags(v);
}

static const char *
other(str v)
{
	const char *what = by_root(v);

	if (what == NULL)
		what = by_header(v);
	if (what == NULL && is_json(str_trim(v)))
		what = "JSON: use -f jsonl for records";
	return what;
}

enum input_kind
input_sniff(str bytes, const char **what)
{
	char plain[LOOK];
	str v = str_slice(bytes, 0, LOOK);

	*what = "neither HTML nor text";
	if (str_trim(bytes).n == 0)
		return INPUT_EMPTY;
	if (by_magic(v) != NULL) {
		*what = by_magic(v);
		return INPUT_OTHER;
	}
	if (str_starts(v, S("\xef\xbb\xbf")))
		v = str_slice(v, 3, v.n);
	else if (str_starts(v, S("\xff\xfe")) || str_starts(v, S("\xfe\xff")))
		v = str_slice(v, 2, v.n);
	v = without_nul(plain, v);
	if (other(v) != NULL) {
		*what = other(v);
		return INPUT_OTHER;
	}
	if (is_html(v))
		return INPUT_HTML;
	if (is_binary(v)) {
		*what = "binary data";
		return INPUT_OTHER;
	}
	return INPUT_TEXT;
}

bool
input_unpack(struct arena *a, str *bytes, const struct limits *l,
    struct diag *diag)
{
	size_t most = l->v[LIMIT_INPUT];
	str out;

	switch (inflate_gzip(a, *bytes, most, &out)) {
	case INFLATED:
		*bytes = out;
		return true;
	case INFLATED_NOT:
		return true;
	case INFLATED_CUT:
		diag_report(diag, MSG_READ, NULL,
		    "the gzip data is cut short or damaged");
		return false;
	case INFLATED_TOO_LARGE:
		break;
	}
	diag_report(diag, MSG_LIMIT_INPUT, NULL,
	    "more than %zu bytes when unpacked (limit %s)", most,
	    limit_rows[LIMIT_INPUT].name);
	return false;
}
