/* Element rules: XPath on the tree, before the walk. */
#include <libxml/xpath.h>

#include "diag.h"
#include "html_walk.h"
#include "rule.h"

enum {
	OPERATIONS = 20000000,	/* of one expression on one page; well under a
				   second */
	VALUES = 16		/* titles, authors or dates of one rule */
};

static void
quiet(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error;
}

const char *
html_xpath_error(const char *xpath)
{
	xmlXPathContextPtr x;
	xmlXPathCompExprPtr e;
	const char *wrong = NULL;

	html_init();
	x = xmlXPathNewContext(NULL);
	if (x == NULL)
		return "no memory for an XPath expression";
	x->error = quiet;
	e = xmlXPathCtxtCompile(x, (const xmlChar *)xpath);
	if (e == NULL)
		wrong = "not a valid XPath expression";
	xmlXPathFreeCompExpr(e);
	xmlXPathFreeContext(x);
	return wrong;
}

/* "example.org" holds for www.example.org, not for myexample.org */
static bool
host_matches(str host, str suffix)
{
	str before;

	if (suffix.n == 0)
		return true;
	if (host.n < suffix.n)
		return false;
	before = str_slice(host, 0, host.n - suffix.n);
	return str_ieq(str_slice(host, before.n, host.n), suffix) &&
	    (before.n == 0 || before.s[before.n - 1] == '.');
}

static struct note *
note_of(struct reader *r, xmlNode *n)
{
	if (n->_private == NULL)
		n->_private = arena_new(&r->tree->arena, struct note);
	return n->_private;
}

static void
note(struct reader *r, xmlNode *n, const struct element_rule *rule)
{
	if (n->type != XML_ELEMENT_NODE)
		return;
	if (rule->action == ELEMENT_DROP)
		note_of(r, n)->drop = rule->why;
	else {
		note_of(r, n)->keep = rule->why;
		r->article = rule->why;
	}
}

static str
node_value(struct reader *r, const xmlNode *n)
{
	if (n->type == XML_ATTRIBUTE_NODE)
		n = n->children;
	if (n == NULL)
		return (str){ "", 0 };
	return n->type == XML_TEXT_NODE ?
	    str_of((const char *)n->content) :
	    node_text(&r->tree->arena, n, 1000);
}

static void
add_value(struct reader *r, const struct element_rule *rule, str value)
{
	static const str keys[] = {
		[ELEMENT_TITLE] = { "title", 5 },
		[ELEMENT_AUTHOR] = { "author", 6 },
		[ELEMENT_DATE] = { "date", 4 }
	};

	value = str_trim(value);
	if (value.n > 0)
		doc_add_fact(r->doc, FACT_RULE, keys[rule->action],
		    str_copy(r->doc->arena, value));
}

static void
apply(struct reader *r, const struct element_rule *rule, xmlXPathObjectPtr o)
{
	bool marks = rule->action == ELEMENT_DROP ||
	    rule->action == ELEMENT_ARTICLE;
	xmlNodeSetPtr set = o->type == XPATH_NODESET ? o->nodesetval : NULL;

	for (int i = 0; set != NULL && i < set->nodeNr; i++)
		if (marks)
			note(r, set->nodeTab[i], rule);
		else if (i < VALUES)
			add_value(r, rule, node_value(r, set->nodeTab[i]));
	if (o->type == XPATH_STRING && !marks)
		add_value(r, rule, str_of((const char *)o->stringval));
}

static void
run(struct reader *r, xmlXPathContextPtr x, const struct element_rule *rule)
{
	xmlXPathObjectPtr o;

	x->node = (xmlNodePtr)r->tree->doc;
	x->opCount = 0;
	o = xmlXPathEval((const xmlChar *)rule->xpath, x);
	if (o != NULL)
		apply(r, rule, o);
	else
		diag_report(r->diag, MSG_WARNING, &(struct where){
		    .file = rule->why->file, .line = rule->why->line },
		    "XPath gave up on this page");
	xmlXPathFreeObject(o);
}

void
rules_run(struct reader *r)
{
	xmlXPathContextPtr x = NULL;

	for (size_t i = 0; i < r->opts->nrules; i++) {
		const struct element_rule *rule = &r->opts->rules[i];

		if (!host_matches(r->doc->host, rule->host))
			continue;
		if (x == NULL) {
			x = xmlXPathNewContext(r->tree->doc);
			if (x == NULL)
				return;
			x->error = quiet;
			x->opLimit = OPERATIONS;
			/* makes comparing two nodes' places cheap */
			xmlXPathOrderDocElems(r->tree->doc);
		}
		run(r, x, rule);
	}
	xmlXPathFreeContext(x);
}
