/* Attributes: found in their tag when they are asked for. */
#include <libxml/parserInternals.h>
#include <string.h>

#include "html_tree.h"
#include "limits.h"

enum { NAME_LONGEST = 100 };	/* bytes that libxml2 reads as one name */

_Static_assert(ATTR_MAX <= 64, "struct attrs has a bit for each");

static const str names[ATTR_MAX] = {
#define ROW(id, name) [ATTR_##id] = { name, sizeof(name) - 1 },
	ATTR_ROWS(ROW)
#undef ROW
};

enum { C_NAME = 1, C_FIRST = 2, C_BLANK = 4 };

#define LETTERS(f) \
	f('a') f('b') f('c') f('d') f('e') f('f') f('g') f('h') f('i') \
	f('j') f('k') f('l') f('m') f('n') f('o') f('p') f('q') f('r') \
	f('s') f('t') f('u') f('v') f('w') f('x') f('y') f('z')
#define BOTH(c) [c] = C_NAME | C_FIRST, [c - 0x20] = C_NAME | C_FIRST,

static const unsigned char class_of[256] = {
	LETTERS(BOTH)
	['_'] = C_NAME | C_FIRST, [':'] = C_NAME | C_FIRST,
	['.'] = C_NAME | C_FIRST, ['-'] = C_NAME,
	['0'] = C_NAME, ['1'] = C_NAME, ['2'] = C_NAME, ['3'] = C_NAME,
	['4'] = C_NAME, ['5'] = C_NAME, ['6'] = C_NAME, ['7'] = C_NAME,
	['8'] = C_NAME, ['9'] = C_NAME,
	[' '] = C_BLANK, ['\t'] = C_BLANK, ['\n'] = C_BLANK, ['\r'] = C_BLANK
};
#undef BOTH
#undef LETTERS

static bool
is(char c, unsigned class)
{
	return (class_of[(unsigned char)c] & class) != 0;
}

bool
name_char(char c)
{
	return is(c, C_NAME);
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && is(*p, C_BLANK))
		p++;
	return p;
}

static bool
at_end(const char *p, const char *end)
{
	return p >= end || *p == '>' ||
	    (*p == '/' && end - p > 1 && p[1] == '>');
}

static const char *
read_value(struct attr_scan *a, const char *p)
{
	const char *end = a->end, *q = p;

	if (p < end && (*p == '"' || *p == '\'')) {
		p++;
		q = memchr(p, p[-1], (size_t)(end - p));
		if (q == NULL)
			q = end;
		a->value = (str){ p, (size_t)(q - p) };
		return q < end ? q + 1 : q;
	}
	while (q < end && *q != '>' && !is(*q, C_BLANK))
		q++;
	a->value = (str){ p, (size_t)(q - p) };
	return q;
}

bool
attr_next(struct attr_scan *a)
{
	const char *p = skip_blanks(a->p, a->end), *end = a->end, *q;

	/* what is no name goes, up to a blank */
	while (!at_end(p, end) && !is(*p, C_FIRST)) {
		while (!at_end(p, end) && !is(*p, C_BLANK))
			p++;
		p = skip_blanks(p, end);
	}
	a->p = p;
	if (at_end(p, end))
		return false;
	q = end - p > NAME_LONGEST ? p + NAME_LONGEST : end;
	while (p < q && is(*p, C_NAME))
		p++;
	a->name = (str){ a->p, (size_t)(p - a->p) };
	a->value = (str){ "", 0 };
	p = skip_blanks(p, end);
	if (p < end && *p == '=')
		p = read_value(a, skip_blanks(p + 1, end));
	a->p = p;
	return true;
}

/* the place of a name in the table of known ones */
static unsigned
slot(str name)
{
	unsigned first = (unsigned char)name.s[0] | 0x20;
	unsigned last = (unsigned char)name.s[name.n - 1] | 0x20;

	return (unsigned)(first * 5 + last * 3 + name.n * 11) % ATTR_SLOTS;
}

void
attrs_init(struct tree *t)
{
	for (unsigned k = 1; k < ATTR_MAX; k++) {
		unsigned i = slot(names[k]);

		while (t->attrs[i] != 0)
			i = (i + 1) % ATTR_SLOTS;
		t->attrs[i] = (unsigned char)k;
	}
}

static unsigned
attr_of(const struct tree *t, str name)
{
	unsigned i = slot(name);

	while (t->attrs[i] != 0 && !str_ieq(name, names[t->attrs[i]]))
		i = (i + 1) % ATTR_SLOTS;
	return t->attrs[i];
}

void
attrs_read(struct attrs *a, const xmlNode *n)
{
	struct tree *t = n->doc->_private;
	struct attr_scan scan;
	const struct tag *tag;

	a->has = 0;
	if (node_number(n) == 0)
		return;
	tag = &t->tags[node_number(n) - 1];
	scan = (struct attr_scan){ .p = tag->s, .end = tag->s + tag->n };
	while (attr_next(&scan)) {
		unsigned k = attr_of(t, scan.name);

		/* the first of a name counts */
		if (k == ATTR_OTHER || (a->has >> k & 1) != 0)
			continue;
		a->has |= (uint64_t)1 << k;
		a->v[k] = chars_value(t, scan.value);
	}
}

static bool
has(const xmlNode *n, const char *name)
{
	const xmlAttr *a = n->properties;

	while (a != NULL && strcmp((const char *)a->name, name) != 0)
		a = a->next;
	return a != NULL;
}

static xmlChar *
copied(struct tree *t, str v)
{
	return (xmlChar *)str_cstr(&t->arena, v);
}

static void
add(struct tree *t, xmlNode *n, xmlAttr **last, const struct attr_scan *scan)
{
	str name = str_lower(&t->arena, scan->name);
	const char *s = str_cstr(&t->arena, name);
	xmlAttr *a;
	xmlNode *v;

	if (has(n, s))
		return;
	a = arena_new(&t->arena, xmlAttr);
	v = arena_new(&t->arena, xmlNode);
	*a = (xmlAttr){ .type = XML_ATTRIBUTE_NODE,
	    .name = (const xmlChar *)s, .doc = t->doc, .parent = n,
	    .prev = *last, .children = v, .last = v };
	*v = (xmlNode){ .type = XML_TEXT_NODE, .name = xmlStringText,
	    .doc = t->doc, .parent = (xmlNode *)a,
	    .content = copied(t, chars_value(t, scan->value)) };
	if (*last != NULL)
		(*last)->next = a;
	else
		n->properties = a;
	*last = a;
	t->nodes += 2;
}

void
attrs_add(struct tree *t, xmlNode *n, const struct tag *tag)
{
	struct attr_scan scan = { .p = tag->s, .end = tag->s + tag->n };
	xmlAttr *last = NULL;

	/* html_prepare bounds their number */
	while (attr_next(&scan))
		add(t, n, &last, &scan);
}
