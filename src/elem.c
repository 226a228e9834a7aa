#include "elem.h"

/* in the order of ELEM_ROWS, which is that of the alphabet */
static const char *const names[ELEM_MAX] = {
	"", "a", "abbr", "address", "amp-img", "article", "aside", "audio",
	"b", "base", "blockquote", "body", "br", "button", "canvas",
	"caption", "center", "cite", "code", "dd", "del", "details",
	"dialog", "div", "dl", "dt", "em", "fieldset", "figcaption",
	"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
	"head", "header", "hgroup", "hr", "html", "i", "iframe", "img",
	"input", "kbd", "label", "legend", "li", "link", "main", "math",
	"menu", "meta", "nav", "noscript", "object", "ol", "option", "p",
	"picture", "pre", "q", "s", "samp", "script", "section", "select",
	"small", "source", "span", "strike", "strong", "style", "sub",
	"summary", "sup", "svg", "table", "tbody", "td", "template",
	"textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt",
	"u", "ul", "video"
};

static const unsigned char classes[ELEM_MAX] = {
#define ROW(id, class) [ELEM_##id] = EC_##class,
	ELEM_ROWS(ROW)
#undef ROW
};

static int
compare(str a, const char *name)
{
	return str_cmp(a, str_of(name));
}

enum elem
elem_of(str name)
{
	unsigned lo = 1, hi = ELEM_MAX;

	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;
		int c = compare(name, names[mid]);

		if (c == 0)
			return (enum elem)mid;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return ELEM_OTHER;
}

enum elem_class
elem_class(enum elem e)
{
	return (enum elem_class)classes[e];
}

const char *
elem_name(enum elem e)
{
	return names[e];
}
