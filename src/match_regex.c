#include "match_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "arena.h"
#include "diag.h"
#include "pattern.h"
#include "rule_line.h"
#include "screen.h"

/*
 * PCRE2 counts calls of its inner function against the match limit, from each
 * place where a match may start anew: it bounds backtracking, not time. So
 * subjects are bounded, too (limit subject), and a pattern that exceeds its
 * limit is not tried again on the page. Most need fewer than 10 calls a byte.
 */
enum {
	SLOTS = 256,		/* at first */
	MATCH_BASE = 10000,
	MATCH_BYTE = 50,	/* and as many more for each byte of the text */
	DEPTH_LIMIT = 5000,
	HEAP_KIB = 4000,
	JIT_STACK = 256 * 1024
};

/* a pattern that was asked for: few of them are */
struct compiled {
	uint32_t number;	/* of a piece, or behind these of a whole
				   alternative; plus one, 0: free */
	uint32_t given_up;	/* the page where it was */
	pcre2_code *code;	/* NULL: it can't be compiled */
};

struct regexes {
	struct rules *rules;
	struct arena *arena;
	struct arena sources;	/* of pieces, one at a time */
	struct compiled *slots;	/* hash */
	uint32_t npieces;
	size_t n, size;		/* of those slots */
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	bool jit;
	struct arena *memory;	/* of the page: fails when PCRE2 finds none */
	bool fired;		/* a limit, on this page */
	uint32_t page;		/* counts them */
};

struct regexes *
regexes_new(struct arena *a, struct rules *rules, uint32_t pieces, bool jit)
{
	struct regexes *x = arena_new(a, struct regexes);

	x->rules = rules;
	x->arena = x->memory = a;
	x->npieces = pieces;
	arena_init(&x->sources, a->fail, a->ctx);
	x->size = SLOTS;
	x->slots = arena_array(a, x->size, sizeof(*x->slots));
	x->page = 1;
	x->data = pcre2_match_data_create(1, NULL);
	x->context = pcre2_match_context_create(NULL);
	if (x->data == NULL || x->context == NULL)
		a->fail(a->ctx);
	pcre2_set_depth_limit(x->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(x->context, HEAP_KIB);
	x->jit = jit;
	if (jit)
		x->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, NULL);
	if (x->stack != NULL)
		pcre2_jit_stack_assign(x->context, NULL, x->stack);
	return x;
}

void
regexes_free(struct regexes *x)
{
	for (size_t i = 0; i < x->size; i++)
		pcre2_code_free(x->slots[i].code);
	arena_free(&x->sources);
	pcre2_match_data_free(x->data);
	pcre2_match_context_free(x->context);
	pcre2_jit_stack_free(x->stack);
}

static pcre2_code *
compile(str source, unsigned flags, int *error, size_t *at)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_SIZE offset = 0;
	pcre2_code *code;

	if (flags & PATTERN_ICASE)
		options |= PCRE2_CASELESS;
	if (flags & PATTERN_EXTENDED)
		options |= PCRE2_EXTENDED;
	code = pcre2_compile((PCRE2_SPTR)source.s, source.n, options,
	    error, &offset, NULL);
	*at = offset;
	return code;
}

bool
regex_compiles(struct rules *r, const struct alt *alt, struct diag *d)
{
	PCRE2_UCHAR text[200];
	int error = 0;
	size_t at = 0;
	pcre2_code *code = compile(alt->source, alt->flags, &error, &at);

	if (code != NULL) {
		pcre2_code_free(code);
		return true;
	}
	if (pcre2_get_error_message(error, text, sizeof(text)) < 0)
		text[0] = '\0';
	/* folding may have moved what follows a curly quote or a dash */
	return rules_error(r, d, rule_line_place(alt->raw, at), "%s",
	    (const char *)text);
}

/* --- those that are compiled --- */

static struct compiled *
slot_of(const struct regexes *x, uint32_t number)
{
	size_t at = (number + 1) * 0x9e3779b9u >> 8 & (x->size - 1);

	while (x->slots[at].number != 0 && x->slots[at].number != number + 1)
		at = (at + 1) & (x->size - 1);
	return &x->slots[at];
}

static void
grow(struct regexes *x)
{
	struct compiled *old = x->slots;
	size_t size = x->size;

	x->slots = arena_array(x->arena, 2 * size, sizeof(*x->slots));
	x->size = 2 * size;
	for (size_t i = 0; i < size; i++)
		if (old[i].number != 0)
			*slot_of(x, old[i].number - 1) = old[i];
}

/* p: a piece of the alternative, or NULL */
static void
fill(struct regexes *x, struct compiled *c, const struct alt *alt,
    const struct piece *p)
{
	size_t at;
	int error;

	c->code = compile(p != NULL ? piece_source(&x->sources, p,
	    alt->source) : alt->source, alt->flags, &error, &at);
	arena_reset(&x->sources);
	if (c->code != NULL && x->jit)
		pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE);
	if (c->code == NULL && error == PCRE2_ERROR_HEAP_FAILED)
		x->memory->fail(x->memory->ctx);
}

static struct compiled *
compiled(struct regexes *x, uint32_t number, const struct alt *alt,
    const struct piece *p)
{
	struct compiled *c = slot_of(x, number);

	if (c->number != 0)
		return c;
	if (4 * ++x->n > 3 * x->size) {
		grow(x);
		c = slot_of(x, number);
	}
	fill(x, c, alt, p);
	c->number = number + 1;
	return c;
}

void
regexes_page(struct regexes *x, struct arena *a)
{
	x->memory = a;
	x->fired = false;
	x->page++;
}

bool
regexes_fired(const struct regexes *x)
{
	return x->fired;
}

static void
report(struct regexes *x, const struct alt *alt, int code, struct diag *d)
{
	const struct why *why = &rules_at(x->rules, alt->rule)->why;
	PCRE2_UCHAR text[200];

	if (x->fired)
		return;
	x->fired = true;
	/* text is searched in rounds: once is enough */
	if (d->worst == STATUS_FAILED && d->first == MSG_LIMIT_REGEX)
		return;
	if (code == 0)
		text[0] = '\0';
	else if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		text[0] = '\0';
	diag_report(d, MSG_LIMIT_REGEX, NULL, "rule %.*s: %s",
	    P(why->id), code == 0 ?
	    "the pattern cannot be compiled" : (const char *)text);
}

/* the number that PCRE2 gives, and the span of the match */
static int
run(struct regexes *x, const pcre2_code *code, str text, size_t from,
    size_t span[2])
{
	PCRE2_SPTR s = (PCRE2_SPTR)(text.n > 0 ? text.s : "");
	uint32_t options = PCRE2_NO_UTF_CHECK;
	PCRE2_SIZE *v = pcre2_get_ovector_pointer(x->data);
	int n;

	pcre2_set_match_limit(x->context, MATCH_BASE +
	    MATCH_BYTE * (uint32_t)text.n);
	n = pcre2_match(code, s, text.n, from, options, x->data, x->context);
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(code, s, text.n, from,
		    options | PCRE2_NO_JIT, x->data, x->context);
	span[0] = v[0];
	span[1] = v[1];
	return n;
}

/* in the pattern of that number; p: a piece of the alternative, or NULL */
static bool
find(struct regexes *x, uint32_t number, const struct alt *alt,
    const struct piece *p, str text, size_t from, size_t span[2],
    struct diag *d)
{
	struct compiled *c = compiled(x, number, alt, p);
	/* 0 says that there are groups, too */
	int n = PCRE2_ERROR_NULL;

	if (c->given_up == x->page)
		return false;
	if (c->code != NULL)
		n = run(x, c->code, text, from, span);
	if (n == PCRE2_ERROR_NOMATCH)
		return false;
	if (n == PCRE2_ERROR_NOMEMORY)
		x->memory->fail(x->memory->ctx);
	if (n < 0) {
		report(x, alt, c->code != NULL ? n : 0, d);
		c->given_up = x->page;
		return false;
	}
	return span[0] <= span[1];	/* \K in a lookahead turns them round */
}

bool
regex_find(struct regexes *x, const struct alt *alt, str text, size_t from,
    size_t span[2], struct diag *d)
{
	return find(x, x->npieces + alt->index, alt, NULL, text, from, span,
	    d);
}

bool
regex_piece(struct regexes *x, uint32_t number, const struct piece *p,
    str text, struct diag *d)
{
	size_t span[2];

	return find(x, number, rules_alt(x->rules, p->alt), p, text, 0, span,
	    d);
}

void
match_library_version(char text[static 64])
{
	/* the library asks for room for 24 characters (pcre2api(3)) */
	pcre2_config(PCRE2_CONFIG_VERSION, text);
}
