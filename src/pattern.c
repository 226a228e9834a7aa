#include "pattern.h"

#include <string.h>

#include "arena.h"
#include "norm.h"
#include "utf8.h"

/* groups nest no deeper; a deeper one is opaque */
enum { DEPTH = 40 };

struct parser {
	struct arena *arena;
	str in;
	size_t i;
	bool extended, icase;
	bool opaque;		/* something was met that the tree can't say */
	unsigned depth;
};

static struct node *parse_alternatives(struct parser *);

static struct node *
node_new(struct parser *p, enum node_kind kind)
{
	struct node *n = arena_new(p->arena, struct node);

	n->kind = kind;
	n->at = (uint32_t)p->i;
	n->icase = p->icase;
	return n;
}

static struct node *
opaque(struct parser *p)
{
	p->opaque = true;
	return node_new(p, NODE_OPAQUE);
}

static bool
eat(struct parser *p, const char *token)
{
	str t = str_of(token);

	if (!str_starts(str_slice(p->in, p->i, p->in.n), t))
		return false;
	p->i += t.n;
	return true;
}

/* --- sets --- */

struct setter {
	struct arena *arena;
	struct char_range *ranges;
	size_t n, cap;
	unsigned classes;
};

static void
add_range(struct setter *s, uint32_t from, uint32_t to)
{
	s->ranges = arena_grow(s->arena, s->ranges, s->n, &s->cap,
	    sizeof(*s->ranges));
	s->ranges[s->n++] = (struct char_range){ from, to };
}

static const struct set *
set_done(struct setter *s, bool negated)
{
	struct set *set = arena_new(s->arena, struct set);

	*set = (struct set){ s->ranges, (unsigned)s->n, s->classes, negated };
	return set;
}

static const struct {
	char letter;
	unsigned classes;
} class_escapes[] = {
	{ 'w', SET_WORD }, { 'W', SET_NOT_WORD }, { 'd', SET_DIGIT },
	{ 'D', SET_NOT_DIGIT }, { 's', SET_SPACE }, { 'S', SET_NOT_SPACE },
	{ 'h', SET_SPACE }, { 'v', SET_ANY }, { 'H', SET_ANY },
	{ 'V', SET_ANY }, { 'N', SET_DOT }, { 'R', SET_SPACE }
};

static unsigned
class_escape(char c)
{
	for (size_t k = 0; k < sizeof(class_escapes) / sizeof(*class_escapes);
	    k++)
		if (class_escapes[k].letter == c)
			return class_escapes[k].classes;
	return 0;
}

/* \p{Lu} and kin, the p is at i; *negated: it was a P */
static unsigned
property(struct parser *p, bool *negated)
{
	str name = str_slice(p->in, p->i + 1, p->i + 2);

	*negated = p->in.s[p->i++] == 'P';
	if (str_eq(name, S("{"))) {
		str rest = str_slice(p->in, p->i + 1, p->in.n);
		size_t end = str_chr(rest, '}');

		name = str_slice(rest, 0, end);
		p->i += end + 1;
	}
	p->i = p->i < p->in.n ? p->i + 1 : p->in.n;
	return str_eq(name, S("Lu")) ? SET_UPPER :
	    str_eq(name, S("Ll")) ? SET_LOWER : str_eq(name, S("L")) ?
	    SET_LETTER : str_eq(name, S("M")) ? SET_MARK :
	    str_eq(name, S("Nd")) ? SET_DIGIT : SET_ANY;
}

/* a character that an escape names; false when it is no such escape */
static bool
char_escape(struct parser *p, uint32_t *c)
{
	static const char names[] = "tnrfae", values[] = "\t\n\r\f\a\033";
	char e = p->in.s[p->i];
	const char *k = memchr(names, e, sizeof(names) - 1);

	if (e == 'x' && p->i + 2 < p->in.n && p->in.s[p->i + 1] != '{') {
		long v = 0;

		for (int d = 1; d <= 2; d++) {
			char h = (char)(p->in.s[p->i + (size_t)d] | 0x20);

			v = v * 16 + (h >= 'a' ? h - 'a' + 10 :
			    (h & 0x1f) + 0);
			if (h < 'a')
				v = v - (h & 0x1f) + (h - '0');
		}
		*c = (uint32_t)v & 0xff;
		p->i += 3;
		return true;
	}
	if (k != NULL) {
		*c = (unsigned char)values[k - names];
		p->i++;
		return true;
	}
	if ((e >= '0' && e <= '9') || ((e | 0x20) >= 'a' && (e | 0x20) <= 'z'))
		return false;
	*c = utf8_next(p->in, &p->i);
	return true;
}

/* one member of a class; true: a single character in *c */
static bool
class_member(struct parser *p, struct setter *s, uint32_t *c)
{
	str rest = str_slice(p->in, p->i, p->in.n);
	unsigned classes;
	bool negated;

	if (str_starts(rest, S("[:")) && str_find(rest, S(":]")) < rest.n) {
		p->i += str_find(rest, S(":]")) + 2;
		s->classes |= SET_ANY;
		return false;
	}
	if (rest.s[0] != '\\' || rest.n < 2) {
		*c = utf8_next(p->in, &p->i);
		return true;
	}
	p->i++;
	classes = class_escape(rest.s[1]);
	if (classes != 0) {
		p->i++;
	} else if (rest.s[1] == 'p' || rest.s[1] == 'P') {
		classes = property(p, &negated);
		/* a class has no room for what one of its members is not */
		if (negated)
			classes = SET_ANY;
	} else if (rest.s[1] == 'b') {
		*c = '\b';
		p->i++;
		return true;
	} else if (char_escape(p, c)) {
		return true;
	} else {
		classes = SET_ANY;
		p->i++;
	}
	s->classes |= classes;
	return false;
}

static struct node *
parse_class(struct parser *p)
{
	struct node *n = node_new(p, NODE_SET);
	struct setter s = { .arena = p->arena };
	bool negated, first = true;
	uint32_t c, to;

	p->i++;
	negated = eat(p, "^");
	while (p->i < p->in.n && (first || p->in.s[p->i] != ']')) {
		first = false;
		if (!class_member(p, &s, &c))
			continue;
		to = c;
		if (p->i + 1 < p->in.n && p->in.s[p->i] == '-' &&
		    p->in.s[p->i + 1] != ']') {
			p->i++;
			if (!class_member(p, &s, &to)) {
				add_range(&s, '-', '-');
				to = c;
			}
		}
		add_range(&s, c, to);
	}
	if (!eat(p, "]"))
		return opaque(p);
	n->set = set_done(&s, negated);
	return n;
}

static bool
in_classes(unsigned classes, uint32_t c)
{
	enum cclass k = utf8_class(c);
	bool space = k == CC_SPACE, digit = k == CC_DIGIT,
	    word = k == CC_LETTER || k == CC_UPPER || k == CC_DIGIT ||
	    k == CC_IDEOGRAPH || c == '_';

	return (classes & SET_ANY) || ((classes & SET_DOT) && c != '\n') ||
	    ((classes & SET_WORD) && word) ||
	    ((classes & SET_NOT_WORD) && !word) ||
	    ((classes & SET_DIGIT) && digit) ||
	    ((classes & SET_NOT_DIGIT) && !digit) ||
	    ((classes & SET_SPACE) && space) ||
	    ((classes & SET_NOT_SPACE) && !space) ||
	    ((classes & SET_UPPER) && k == CC_UPPER) ||
	    ((classes & (SET_LETTER | SET_LOWER | SET_MARK)) && word &&
	    !digit && c != '_');
}

static bool
has_exactly(const struct set *s, uint32_t c)
{
	for (unsigned k = 0; k < s->nranges; k++)
		if (c >= s->ranges[k].from && c <= s->ranges[k].to)
			return true;
	return in_classes(s->classes, c);
}

bool
set_has(const struct set *s, uint32_t c, bool icase)
{
	uint32_t lower, upper;

	if (s->classes & SET_ANY)	/* not modelled: may hold anything */
		return true;
	if (!icase)
		return has_exactly(s, c) != s->negated;
	lower = norm_case(c);
	upper = c >= 0x80 ? norm_upper(c) : lower >= 'a' && lower <= 'z' ?
	    lower - ('a' - 'A') : lower;
	return (has_exactly(s, c) || has_exactly(s, lower) ||
	    has_exactly(s, upper)) != s->negated;
}

/* --- atoms --- */

static struct node *
set_node(struct parser *p, unsigned classes, bool negated)
{
	struct node *n = node_new(p, NODE_SET);
	struct setter s = { .arena = p->arena, .classes = classes };

	n->set = set_done(&s, negated && classes != SET_ANY);
	return n;
}

static struct node *
char_node(struct parser *p, uint32_t c)
{
	struct node *n = node_new(p, NODE_CHAR);

	n->c = c;
	return n;
}

static struct node *
parse_escape(struct parser *p)
{
	char e = p->i + 1 < p->in.n ? p->in.s[p->i + 1] : '\0';
	unsigned classes = class_escape(e);
	bool negated;
	uint32_t c;

	p->i++;
	if (classes != 0 && e != 'R') {
		p->i++;
		return set_node(p, classes, false);
	}
	if (e == 'p' || e == 'P') {
		classes = property(p, &negated);
		return set_node(p, classes, negated);
	}
	if (e != '\0' && memchr("AzZbB", e, 5) != NULL) {
		struct node *n = node_new(p, e == 'A' ? NODE_START :
		    e == 'z' || e == 'Z' ? NODE_END : NODE_EDGE);

		p->i++;
		n->c = (unsigned char)e;
		return n;
	}
	if (e != '\0' && char_escape(p, &c))
		return char_node(p, c);
	if (e >= '1' && e <= '9') {	/* what a group matched */
		p->i++;
		return node_new(p, NODE_OPAQUE);
	}
	p->i = p->in.n;		/* \Q \K \R \X: the rest is unknown */
	return opaque(p);
}

/* behind "(?": the lookaround that starts there, or NULL */
static struct node *
look(struct parser *p)
{
	static const struct {
		const char *token;
		enum node_kind kind;
		uint32_t c;
	} looks[] = {
		{ "<=", NODE_BEHIND, 0 }, { "<!", NODE_LOOK, LOOK_NOT_BEHIND },
		{ "=", NODE_LOOK, LOOK_AHEAD },
		{ "!", NODE_LOOK, LOOK_NOT_AHEAD }
	};

	for (size_t k = 0; k < sizeof(looks) / sizeof(*looks); k++) {
		struct node *n;

		if (!eat(p, looks[k].token))
			continue;
		n = node_new(p, looks[k].kind);
		n->c = looks[k].c;
		return n;
	}
	return NULL;
}

/*
 * "-i:" and the like. Flags for the rest of the group, "(?i)", stay unknown:
 * they reach into later branches.
 */
static bool
case_group(struct parser *p)
{
	if (eat(p, "i:"))
		p->icase = true;
	else if (eat(p, "-i:"))
		p->icase = false;
	else
		return false;
	return true;
}

/* behind is simple where it is one character */
static struct node *
look_at(struct node *around, struct node *n)
{
	bool one = n->kind == NODE_CHAR || n->kind == NODE_SET;

	if (around->kind == NODE_BEHIND && one) {
		around->first = n;
	} else if (around->kind == NODE_BEHIND ||
	    (around->c == LOOK_NOT_BEHIND && !one)) {
		around->kind = NODE_LOOK;
		around->c = LOOK_OTHER;
	} else {
		around->body = n;
	}
	return around;
}

/* what no way leads back into: more than the tree says of it */
static struct node *
atomic(struct parser *p, struct node *n)
{
	struct node *seq = node_new(p, NODE_SEQ);

	seq->first = node_new(p, NODE_LOOK);
	seq->first->c = LOOK_OTHER;
	seq->first->next = n;
	return seq;
}

static struct node *
parse_group(struct parser *p)
{
	struct node *n, *around = NULL;
	bool icase = p->icase, whole = false;

	p->i++;
	if (eat(p, "?")) {
		around = look(p);
		whole = around == NULL && eat(p, ">");
		if (around == NULL && !whole && !eat(p, ":") &&
		    !case_group(p))
			return opaque(p);
	} else if (eat(p, "*")) {
		return opaque(p);
	}
	if (++p->depth > DEPTH)
		return opaque(p);
	n = parse_alternatives(p);
	p->depth--;
	p->icase = icase;
	if (!eat(p, ")"))
		return opaque(p);
	return around != NULL ? look_at(around, n) :
	    whole ? atomic(p, n) : n;
}

static struct node *
parse_atom(struct parser *p)
{
	char c = p->in.s[p->i];

	switch (c) {
	case '(':
		return parse_group(p);
	case '[':
		return parse_class(p);
	case '\\':
		return parse_escape(p);
	case '.':
		p->i++;
		return set_node(p, SET_DOT, false);
	case '^':
		p->i++;
		return node_new(p, NODE_START);
	case '$':
		p->i++;
		return node_new(p, NODE_END);
	default:
		return char_node(p, utf8_next(p->in, &p->i));
	}
}

/* --- repeats, sequences, alternatives --- */

/* "{2,5}" at i; false: it is literal */
static bool
braces(struct parser *p, uint32_t *min, uint32_t *max)
{
	str rest = str_slice(p->in, p->i + 1, p->in.n), low, high;
	size_t end = str_chr(rest, '}');
	bool comma;
	long v;

	low = str_slice(rest, 0, end);
	comma = str_chr(low, ',') < low.n;
	low = str_cut(low, ',', &high);
	v = str_number(low, 65535);
	if (end == rest.n || v < 0)
		return false;
	*min = (uint32_t)v;
	*max = comma ? PATTERN_MANY : *min;
	if (comma && high.n > 0) {
		v = str_number(high, 65535);
		if (v < 0)
			return false;
		*max = (uint32_t)v;
	}
	p->i += end + 2;
	return true;
}

static bool
quantifier(struct parser *p, uint32_t *min, uint32_t *max)
{
	char c = p->i < p->in.n ? p->in.s[p->i] : '\0';

	if (c == '{')
		return braces(p, min, max);
	if (c != '*' && c != '+' && c != '?')
		return false;
	p->i++;
	*min = c == '+';
	*max = c == '?' ? 1 : PATTERN_MANY;
	return true;
}

/* white space and comments of x */
static void
skip_blank(struct parser *p)
{
	while (p->extended && p->i < p->in.n) {
		char c = p->in.s[p->i];

		if (c == '#')
			while (p->i < p->in.n && p->in.s[p->i] != '\n')
				p->i++;
		else if (c == ' ' || (c >= '\t' && c <= '\r'))
			p->i++;
		else
			break;
	}
}

static struct node *
parse_item(struct parser *p)
{
	uint32_t min, max, at = (uint32_t)p->i;
	struct node *atom = parse_atom(p), *repeat;

	atom->at = at;
	skip_blank(p);
	while (quantifier(p, &min, &max)) {
		repeat = node_new(p, NODE_REPEAT);
		repeat->at = atom->at;
		repeat->min = min;
		repeat->max = max;
		repeat->first = atom;
		repeat->possessive = eat(p, "+");
		if (!repeat->possessive)
			eat(p, "?");
		atom = repeat;
		skip_blank(p);
	}
	return atom;
}

static struct node *
parse_sequence(struct parser *p)
{
	struct node *seq = node_new(p, NODE_SEQ), **tail = &seq->first;

	for (;;) {
		skip_blank(p);
		if (p->i >= p->in.n || p->opaque || p->in.s[p->i] == '|' ||
		    p->in.s[p->i] == ')')
			break;
		*tail = parse_item(p);
		tail = &(*tail)->next;
	}
	if (seq->first == NULL)
		seq->kind = NODE_EMPTY;
	return seq;
}

static struct node *
parse_alternatives(struct parser *p)
{
	struct node *alt = node_new(p, NODE_ALT), **tail = &alt->first;

	do {
		*tail = parse_sequence(p);
		tail = &(*tail)->next;
	} while (!p->opaque && eat(p, "|"));
	alt->end = (uint32_t)p->i;
	if (alt->first->next != NULL)
		return alt;
	/* a group in a group says no more than the inner one */
	alt = alt->first;
	return alt->kind == NODE_SEQ && alt->first->next == NULL ?
	    alt->first : alt;
}

struct node *
pattern_parse(struct arena *a, str folded, unsigned flags)
{
	struct parser p = {
		.arena = a, .in = folded,
		.extended = flags & PATTERN_EXTENDED,
		.icase = flags & PATTERN_ICASE
	};
	struct node *n = parse_alternatives(&p);

	if (p.opaque || p.i < p.in.n)
		return opaque(&p);
	return n;
}
