#include "html_tree.h"

#include <libxml/parserInternals.h>
#include <string.h>

#include "diag.h"
#include "limits.h"

_Static_assert(ELEM_MAX <= 256, "node_elem has eight bits");
_Static_assert(ATTR_MAX <= 64, "struct attrs has a bit for each");

static const str attr_names[ATTR_MAX] = {
#define ROW(id, name) [ATTR_##id] = { name, sizeof(name) - 1 },
	ATTR_ROWS(ROW)
#undef ROW
};

static unsigned
attr_of(str name)
{
	unsigned k = ATTR_MAX - 1;

	while (k > 0 && !str_eq(name, attr_names[k]))
		k--;
	return k;
}

static unsigned
elem_number(str name)
{
	return elem_of(name);
}

/* the number of a name, remembered by the name's address */
static unsigned
number(struct name_slot *slots, const xmlChar *name, unsigned (*of)(str))
{
	uintptr_t h = (uintptr_t)name;
	struct name_slot *s = &slots[(h ^ h >> 8) % NAME_SLOTS];

	if (s->name != name) {
		s->name = name;
		s->number = of(str_of((const char *)name));
	}
	return s->number;
}

void
tree_cut(struct tree *t, enum msg msg, const char *what, enum limit limit,
    size_t line)
{
	t->cut = true;
	if ((t->fired >> limit & 1) == 0)
		diag_report(t->diag, msg, &(struct where){
		    .line = (unsigned)line }, "%s (limit %s=%zu)", what,
		    limit_rows[limit].name, t->limits->v[limit]);
	t->fired |= 1ULL << limit;
}

static void
fire(struct tree *t, enum msg msg, const char *what, enum limit limit)
{
	tree_cut(t, msg, what, limit, (size_t)t->ctxt->input->line);
}

static xmlNodePtr
append(struct tree *t, xmlElementType type, const xmlChar *name)
{
	xmlNodePtr n = arena_new(&t->arena, xmlNode), to = t->cur;

	if (to == NULL)
		to = (xmlNodePtr)t->doc;
	n->type = type;
	n->name = name;
	n->doc = t->doc;
	n->parent = to;
	n->prev = to->last;
	if (to->last != NULL)
		to->last->next = n;
	else
		to->children = n;
	to->last = n;
	t->nodes++;
	return n;
}

static const xmlChar *
text_copy(struct tree *t, str v)
{
	return (const xmlChar *)str_cstr(&t->arena, v);
}

/* what was read since the last tag becomes one node */
static void
flush_text(struct tree *t)
{
	xmlNodePtr n;

	if (t->text.n == 0)
		return;
	n = append(t, XML_TEXT_NODE, xmlStringText);
	n->psvi = (void *)((uintptr_t)t->text_line << 8);
	n->content = (xmlChar *)(uintptr_t)text_copy(t, buf_str(&t->text));
	t->text.n = 0;
}

static void
add_attr(struct tree *t, xmlNodePtr n, xmlAttrPtr *last, const xmlChar **pair)
{
	xmlAttrPtr a = arena_new(&t->arena, xmlAttr);
	unsigned k = number(t->attrs, pair[0], attr_of);

	a->type = XML_ATTRIBUTE_NODE;
	a->name = pair[0];
	a->doc = t->doc;
	a->parent = n;
	a->prev = *last;
	a->psvi = (void *)(uintptr_t)k;
	if (pair[1] != NULL) {
		xmlNodePtr v = arena_new(&t->arena, xmlNode);

		v->type = XML_TEXT_NODE;
		v->name = xmlStringText;
		v->doc = t->doc;
		v->parent = (xmlNodePtr)a;
		v->content = (xmlChar *)(uintptr_t)text_copy(t,
		    str_of((const char *)pair[1]));
		a->children = a->last = v;
	}
	if (*last != NULL)
		(*last)->next = a;
	else
		n->properties = a;
	*last = a;
	t->nodes += 2;
}

static void
add_attrs(struct tree *t, xmlNodePtr n, const xmlChar **atts)
{
	xmlAttrPtr last = NULL;

	/* html_prepare bounds their number */
	for (size_t i = 0; atts[i] != NULL; i += 2)
		add_attr(t, n, &last, &atts[i]);
}

static bool
bounded(struct tree *t)
{
	if (t->depth >= t->limits->v[LIMIT_DEPTH])
		fire(t, MSG_LIMIT_DEPTH, "elements nest too deep",
		    LIMIT_DEPTH);
	else if (t->nodes >= t->limits->v[LIMIT_NODES])
		fire(t, MSG_LIMIT_NODES, "too many nodes", LIMIT_NODES);
	else
		return true;
	xmlStopParser(t->ctxt);
	return false;
}

/*
 * Drawings, templates and forms' texts are no text of the page, so nothing is
 * built below them. An svg that someone forgot to close ends where HTML's own
 * blocks begin, as in a browser.
 */
static bool
unwanted(struct tree *t, enum elem e)
{
	if (t->skip == 0)
		return false;
	if (node_elem(t->cur) != ELEM_SVG || elem_class(e) != EC_BLOCK)
		return true;
	t->skip = 0;
	return false;
}

static bool
starts_skip(enum elem e)
{
	return e == ELEM_SVG || e == ELEM_TEMPLATE || e == ELEM_IFRAME ||
	    e == ELEM_TEXTAREA || e == ELEM_STYLE;
}

static bool
ends_with_json(const xmlChar **atts)
{
	for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2)
		if (atts[i + 1] != NULL &&
		    xmlStrEqual(atts[i], BAD_CAST "type"))
			return xmlStrcasestr(atts[i + 1],
			    BAD_CAST "ld+json") != NULL;
	return false;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	htmlParserCtxtPtr ctxt = ctx;
	struct tree *t = ctxt->_private;
	enum elem e = (enum elem)number(t->elems, name, elem_number);
	xmlNodePtr n;

	t->depth++;
	if (unwanted(t, e)) {
		t->skip++;
		return;
	}
	flush_text(t);
	if (!bounded(t))
		return;
	n = append(t, XML_ELEMENT_NODE, name);
	n->psvi = (void *)((uintptr_t)ctxt->input->line << 8 | e);
	if (atts != NULL)
		add_attrs(t, n, atts);
	t->cur = n;
	t->skip = starts_skip(e);
	t->wanted = e == ELEM_SCRIPT && ends_with_json(atts);
}

static void
on_end(void *ctx, const xmlChar *name)
{
	struct tree *t = ((htmlParserCtxtPtr)ctx)->_private;

	(void)name;
	if (t->depth > 0)
		t->depth--;
	if (t->skip > 1) {
		t->skip--;
		return;
	}
	flush_text(t);
	t->skip = 0;
	if (t->cur != NULL && t->cur->parent != (xmlNodePtr)t->doc)
		t->cur = t->cur->parent;
	else
		t->cur = NULL;
}

/* the parser stands behind the text */
static uint32_t
line_before(htmlParserCtxtPtr ctxt, str text)
{
	uint32_t line = (uint32_t)ctxt->input->line;
	size_t i;

	while ((i = str_chr(text, '\n')) < text.n && line > 1) {
		line--;
		text = str_slice(text, i + 1, text.n);
	}
	return line;
}

static void
on_text(void *ctx, const xmlChar *s, int n)
{
	struct tree *t = ((htmlParserCtxtPtr)ctx)->_private;

	str v = { (const char *)s, n > 0 ? (size_t)n : 0 };

	if (t->skip > 0 || v.n == 0)
		return;
	if (t->text.n == 0)
		t->text_line = line_before(ctx, str_trim(v));
	buf_put(&t->text, v);
}

static void
on_script(void *ctx, const xmlChar *s, int n)
{
	struct tree *t = ((htmlParserCtxtPtr)ctx)->_private;

	if (t->wanted)
		on_text(ctx, s, n);
}

static void
quiet(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

static void
quiet_structured(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

/* the events that make a tree; comments, instructions, doctype make none */
static void
handlers(htmlSAXHandlerPtr sax)
{
	memset(sax, 0, sizeof(*sax));
	sax->startDocument = xmlSAX2StartDocument;
	sax->startElement = on_start;
	sax->endElement = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_script;
	sax->warning = quiet;
	sax->error = quiet;
	sax->serror = quiet_structured;
}

bool
tree_parse(struct tree *t, str utf8)
{
	str v = html_prepare(t, utf8);

	/* an empty page is a page; the parser refuses no bytes at all */
	t->ctxt = htmlCreateMemoryParserCtxt(v.n > 0 ? v.s : " ",
	    v.n > 0 ? (int)v.n : 1);
	if (t->ctxt == NULL)
		return false;
	htmlCtxtUseOptions(t->ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
	    HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC |
	    (int)XML_PARSE_HUGE);
	handlers(t->ctxt->sax);
	t->ctxt->_private = t;
	xmlSwitchEncoding(t->ctxt, XML_CHAR_ENCODING_UTF8);
	/* the document must be there before the first event */
	xmlSAX2StartDocument(t->ctxt);
	t->doc = t->ctxt->myDoc;
	if (t->doc == NULL)
		return false;
	buf_init(&t->text, &t->arena);
	htmlParseDocument(t->ctxt);
	flush_text(t);
	if (t->ctxt->errNo == XML_ERR_NO_MEMORY) {
		t->cut = true;
		diag_report(t->diag, MSG_MEMORY, NULL,
		    "the parser found no more memory");
	}
	return true;
}

void
tree_free(struct tree *t)
{
	if (t->doc != NULL) {
		/* its nodes are the arena's */
		t->doc->children = t->doc->last = NULL;
		xmlFreeDoc(t->doc);
	}
	if (t->ctxt != NULL) {
		t->ctxt->myDoc = NULL;
		htmlFreeParserCtxt(t->ctxt);
	}
	t->doc = NULL;
	t->ctxt = NULL;
	arena_free(&t->arena);
}

void
attrs_read(struct attrs *a, const xmlNode *n)
{
	a->has = 0;
	for (const xmlAttr *p = n->properties; p != NULL; p = p->next) {
		unsigned k = (unsigned)(uintptr_t)p->psvi;

		if (k == ATTR_OTHER)
			continue;
		a->has |= (uint64_t)1 << k;
		a->v[k] = p->children != NULL ?
		    (const char *)p->children->content : "";
	}
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* appends folded text, up to max bytes in all */
static void
fold(struct buf *b, const char *s, size_t max)
{
	for (; *s != '\0' && b->n < max; s++) {
		if (!blank(*s))
			buf_putc(b, *s);
		else if (b->n > 0 && b->s[b->n - 1] != ' ')
			buf_putc(b, ' ');
	}
}

/* no half character at the end */
static str
whole_characters(str v)
{
	size_t n = v.n;

	while (n > 0 && ((unsigned char)v.s[n - 1] & 0xc0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)v.s[n - 1] >= 0xc0)
		v.n = n - 1;
	return v;
}

str
node_text(struct arena *a, const xmlNode *top, size_t max)
{
	const xmlNode *n = top->children;
	size_t left = max;	/* nodes looked at, too: some are empty */
	struct buf b;

	buf_init(&b, a);
	while (n != NULL && b.n < max && left-- > 0) {
		if (n->type == XML_TEXT_NODE)
			fold(&b, (const char *)n->content, max);
		else if (elem_class(node_elem(n)) != EC_INLINE)
			fold(&b, " ", max);
		if (n->children != NULL &&
		    (elem_class(node_elem(n)) != EC_SKIP)) {
			n = n->children;
			continue;
		}
		while (n->next == NULL && n->parent != top)
			n = n->parent;
		n = n->next;
	}
	return str_trim(b.n < max ? buf_str(&b) :
	    whole_characters(buf_str(&b)));
}
