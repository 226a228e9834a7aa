/*
 * Data or layout? One look at an outermost table settles it for all tables
 * inside, so nesting costs nothing.
 */
#include <string.h>

#include "html_walk.h"

enum {
	CELL_MAX = 400,		/* more bytes of text in a cell on average: a
				   layout, unless there are header cells */
	NESTING = 64		/* tables deeper than this are layout */
};

/* what is seen of a table that is open */
struct view {
	xmlNode *node;
	size_t rows, cells, in_row, widest;
	size_t wide_rows;	/* of at least two cells */
	size_t headers, nested, bytes;
	size_t heavy;		/* cells with headings, quotes, forms… */
	size_t lists;
	size_t paragraphs;	/* block-level elements in cells */
};

static bool
heavy(enum elem e)
{
	return (e >= ELEM_H1 && e <= ELEM_H6) || e == ELEM_FORM ||
	    e == ELEM_BLOCKQUOTE || e == ELEM_PRE || e == ELEM_ARTICLE ||
	    e == ELEM_SECTION || e == ELEM_HR || e == ELEM_FIGURE;
}

static void
see(struct view *v, const xmlNode *n)
{
	enum elem e = node_elem(n);

	if (e == ELEM_TR) {
		v->rows++;
		v->in_row = 0;
	} else if (e == ELEM_TD || e == ELEM_TH) {
		v->cells++;
		v->headers += e == ELEM_TH;
		v->in_row++;
		v->wide_rows += v->in_row == 2;
		if (v->in_row > v->widest)
			v->widest = v->in_row;
	} else if (heavy(e))
		v->heavy++;
	else if (e == ELEM_UL || e == ELEM_OL)
		v->lists++;
	else if (e == ELEM_P || e == ELEM_DIV)
		v->paragraphs++;
}

static bool
role_layout(const xmlNode *n)
{
	struct attrs a;
	str role;

	attrs_read(&a, n);
	role = attr_get(&a, ATTR_ROLE);
	return str_ieq(role, S("presentation")) || str_ieq(role, S("none"));
}

static bool
is_data(const struct view *v)
{
	if (v->nested > 0 || v->heavy > 0 || v->wide_rows < 2 ||
	    role_layout(v->node))
		return false;
	if (v->headers > 0)
		return v->paragraphs <= 4 * v->cells;
	return v->lists == 0 && v->paragraphs <= v->cells + v->cells / 2 &&
	    v->bytes / v->cells <= CELL_MAX;
}

static void
close_table(struct view *views, size_t depth)
{
	struct view *v = &views[depth - 1];

	v->node->extra = is_data(v) ? TABLE_DATA : TABLE_LAYOUT;
}

static bool
is_table(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && node_elem(n) == ELEM_TABLE;
}

void
table_judge(struct tree *t, xmlNode *top)
{
	struct view views[NESTING];
	size_t depth = 0;	/* open tables; those beyond NESTING count */
	xmlNode *n = top;

	(void)t;
	if (top->extra != TABLE_UNKNOWN)
		return;
	for (;;) {
		struct view *v = &views[(depth < NESTING ? depth : NESTING) -
		    (depth > 0)];

		if (is_table(n)) {
			if (depth > 0)
				v->nested++;
			n->extra = TABLE_LAYOUT;
			if (depth++ < NESTING)
				views[depth - 1] = (struct view){ .node = n };
		} else if (n->type == XML_ELEMENT_NODE)
			see(v, n);
		else if (n->type == XML_TEXT_NODE)
			v->bytes += str_trim(str_of(
			    (const char *)n->content)).n;
		if (n->children != NULL) {
			n = n->children;
			continue;
		}
		for (;;) {
			if (is_table(n) && depth-- <= NESTING)
				close_table(views, depth + 1);
			if (n == top)
				return;
			if (n->next != NULL)
				break;
			n = n->parent;
		}
		n = n->next;
	}
}
