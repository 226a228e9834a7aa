#include "html_tree.h"

#include <libxml/parserInternals.h>
#include <string.h>

#include "diag.h"
#include "limits.h"

_Static_assert(ELEM_MAX <= 256, "node_elem has eight bits");

/* the number of a name, remembered by the name's address */
static enum elem
number(struct tree *t, const xmlChar *name)
{
	uintptr_t h = (uintptr_t)name;
	struct name_slot *s = &t->elems[(h ^ h >> 8) % NAME_SLOTS];

	if (s->name != name) {
		s->name = name;
		s->number = elem_of(str_of((const char *)name));
	}
	return (enum elem)s->number;
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

static size_t
newlines(const char *p, const char *end)
{
	size_t n = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL)
		p++, n++;
	return n;
}

uint32_t
tree_line(struct tree *t, const char *p)
{
	if (p >= t->line_at)
		t->line += (uint32_t)newlines(t->line_at, p);
	else
		t->line -= (uint32_t)newlines(p, t->line_at);
	t->line_at = p;
	return t->line;
}

/* the tag whose event this is; NULL for an element that is implied */
static const struct tag *
tag_here(struct tree *t)
{
	long at = xmlByteConsumed(t->ctxt);

	while (t->tag < t->ntags && (long)t->tags[t->tag].at < at)
		t->tag++;
	return t->tag < t->ntags && (long)t->tags[t->tag].at == at ?
	    &t->tags[t->tag] : NULL;
}

static void
fire(struct tree *t, enum msg msg, const char *what, enum limit limit)
{
	const struct tag *tag = tag_here(t);

	tree_cut(t, msg, what, limit, tag != NULL ? tree_line(t, tag->s) : 0);
}

static void
set(xmlNode *n, size_t number, unsigned flags)
{
	n->psvi = (void *)((uintptr_t)number << NUMBER_SHIFT | flags);
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

static char *
run_text(struct tree *t, const struct run *r, char *to)
{
	str v = { r->s, r->n };

	return r->kind == RUN_SCRIPT ? chars_script(to, v) :
	    chars_text(t, to, v);
}

/* the first character that is no white space, or the last of all */
static const char *
text_start(const struct run *r, const struct run *end)
{
	const char *p;

	while (r + 1 < end && r->kind == RUN_BLANK)
		r++;
	for (p = r->s; p < r->s + r->n - 1 && (unsigned char)*p <= ' '; p++)
		;
	return p;
}

/* is it white space that nobody asks for? */
static bool
is_gap(const struct tree *t, const struct run *r, const struct run *end)
{
	if (t->attributes || t->pre > 0)
		return false;
	while (r < end && r->kind == RUN_BLANK)
		r++;
	return r == end;
}

/* the flag for what comes next */
static unsigned
take_gap(struct tree *t, unsigned flag)
{
	bool gap = t->gap;

	t->gap = false;
	return gap ? flag : 0;
}

/* what was read since the last tag becomes one node */
static void
flush_text(struct tree *t)
{
	size_t from = t->from, room = 1;
	const struct run *r, *end;
	xmlNodePtr n;
	char *s, *to;

	t->from = t->run;
	if (from == t->run)
		return;
	r = &t->runs[from];
	end = &t->runs[t->run];
	if (is_gap(t, r, end)) {
		t->gap = true;
		return;
	}
	for (const struct run *i = r; i < end; i++)
		room += i->n;
	s = to = arena_text(&t->arena, room);
	for (const struct run *i = r; i < end; i++)
		to = run_text(t, i, to);
	if (to == s)
		return;
	*to = '\0';
	n = append(t, XML_TEXT_NODE, xmlStringText);
	set(n, tree_line(t, text_start(r, end)), take_gap(t, GAP_BEFORE));
	n->content = (xmlChar *)s;
}

/* what the parser reported since then is not wanted */
static void
forget_text(struct tree *t)
{
	t->from = t->run;
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
holds_json(const xmlNode *n)
{
	struct attrs a;
	str type;

	attrs_read(&a, n);
	type = attr_get(&a, ATTR_TYPE);
	return str_ifind(type, S("ld+json")) < type.n;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
	struct tree *t = ((htmlParserCtxtPtr)ctx)->_private;
	enum elem e = number(t, name);
	const struct tag *tag;
	xmlNodePtr n;

	(void)atts;
	t->depth++;
	if (unwanted(t, e)) {
		t->skip++;
		return;
	}
	flush_text(t);
	if (!bounded(t))
		return;
	tag = tag_here(t);
	n = append(t, XML_ELEMENT_NODE, name);
	set(n, tag != NULL ? t->tag + 1 : 0, e | take_gap(t, GAP_BEFORE));
	t->pre += e == ELEM_PRE;
	if (tag != NULL && t->attributes)
		attrs_add(t, n, tag);
	t->cur = n;
	t->skip = starts_skip(e);
	t->wanted = e == ELEM_SCRIPT && holds_json(n);
}

static void
end_element(struct tree *t)
{
	unsigned gap = take_gap(t, GAP_AT_END);

	if (t->cur == NULL)
		return;
	t->pre -= node_elem(t->cur) == ELEM_PRE;
	t->cur->psvi = (void *)((uintptr_t)t->cur->psvi | gap);
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
	end_element(t);
	if (t->cur != NULL && t->cur->parent != (xmlNodePtr)t->doc)
		t->cur = t->cur->parent;
	else
		t->cur = NULL;
}

/* each character that the skeleton has between tags stands for a run */
static void
on_text(void *ctx, const xmlChar *s, int n)
{
	struct tree *t = ((htmlParserCtxtPtr)ctx)->_private;

	for (int i = 0; i < n && t->run < t->nruns; i++)
		t->run += s[i] == RUN_MARK || s[i] == ' ';
	if (t->skip > 0)
		forget_text(t);
}

static void
on_script(void *ctx, const xmlChar *s, int n)
{
	struct tree *t = ((htmlParserCtxtPtr)ctx)->_private;

	on_text(ctx, s, n);
	if (!t->wanted)
		forget_text(t);
}

static void
quiet(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

/*
 * Without memory the parser has its strings made again, or its names, which
 * no tag of a skeleton lacks, for ever.
 */
static void
on_trouble(void *ctx, xmlErrorPtr error)
{
	struct tree *t = ctx;

	if ((error->code != XML_ERR_NO_MEMORY &&
	    error->code != XML_ERR_NAME_REQUIRED) || t->ctxt == NULL)
		return;
	t->ctxt->errNo = XML_ERR_NO_MEMORY;
	t->ctxt->instate = XML_PARSER_EOF;
	t->ctxt->disableSAX = 1;
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
}

bool
tree_parse(struct tree *t, str utf8)
{
	str v = html_prepare(t, utf8);

	attrs_init(t);
	xmlSetStructuredErrorFunc(t, on_trouble);
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
	t->doc->_private = t;
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
	xmlSetStructuredErrorFunc(NULL, NULL);
	arena_free(&t->arena);
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

/* white space at the end of an element whose text counts */
static void
fold_end(struct buf *b, const xmlNode *n, size_t max)
{
	if (node_is(n, GAP_AT_END) && elem_class(node_elem(n)) != EC_SKIP)
		fold(b, " ", max);
}

str
node_text(struct arena *a, const xmlNode *top, size_t max)
{
	const xmlNode *n = top->children;
	size_t left = max;	/* nodes looked at, too: some are empty */
	struct buf b;

	buf_init(&b, a);
	while (n != NULL && b.n < max && left-- > 0) {
		if (node_is(n, GAP_BEFORE))
			fold(&b, " ", max);
		if (n->type == XML_TEXT_NODE)
			fold(&b, (const char *)n->content, max);
		else if (elem_class(node_elem(n)) != EC_INLINE)
			fold(&b, " ", max);
		if (n->children != NULL &&
		    (elem_class(node_elem(n)) != EC_SKIP)) {
			n = n->children;
			continue;
		}
		for (; n->next == NULL && n->parent != top; n = n->parent)
			fold_end(&b, n, max);
		fold_end(&b, n, max);
		n = n->next;
	}
	return str_trim(b.n < max ? buf_str(&b) :
	    whole_characters(buf_str(&b)));
}
