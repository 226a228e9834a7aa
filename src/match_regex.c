#include "match_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "arena.h"
#include "diag.h"
#include "pattern.h"
#include "screen.h"

/*
 * PCRE2 counts calls of its inner function against the match limit, so a limit
 * bounds backtracking, not time: subjects are bounded, too (limit subject).
 */
enum {
	MATCH_LIMIT = 200000,
	DEPTH_LIMIT = 5000,
	HEAP_KIB = 4000,
	JIT_STACK = 256 * 1024
};

struct regexes {
	const struct rules *rules;
	const struct screen *screen;
	struct arena pieces;	/* for their sources, one at a time */
	pcre2_code **codes;	/* of pieces, then of whole alternatives by
				   index; NULL: not yet */
	bool *bad;		/* could not be compiled */
	size_t n;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	bool jit;
	bool fired;		/* a limit, on this page */
};

struct regexes *
regexes_new(struct arena *a, const struct rules *rules,
    const struct screen *screen, bool jit)
{
	struct regexes *x = arena_new(a, struct regexes);

	x->rules = rules;
	x->screen = screen;
	x->n = screen->npieces + rules->nalts;
	arena_init(&x->pieces, a->fail, a->ctx);
	x->codes = arena_array(a, x->n, sizeof(pcre2_code *));
	x->bad = arena_array(a, x->n, sizeof(bool));
	x->data = pcre2_match_data_create(1, NULL);
	x->context = pcre2_match_context_create(NULL);
	if (x->data == NULL || x->context == NULL)
		a->fail(a->ctx);
	pcre2_set_match_limit(x->context, MATCH_LIMIT);
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
	for (size_t i = 0; i < x->n; i++)
		pcre2_code_free(x->codes[i]);
	arena_free(&x->pieces);
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
	return rules_error(r, d, str_slice(alt->raw, at < alt->raw.n ? at :
	    alt->raw.n, alt->raw.n), "%s", (const char *)text);
}

/* slot: a piece, or behind them an alternative */
static pcre2_code *
code_of(struct regexes *x, size_t slot, const struct alt *alt)
{
	pcre2_code **code = &x->codes[slot];
	str source = alt->source;
	size_t at;
	int error;

	if (*code != NULL || x->bad[slot])
		return *code;
	if (slot < x->screen->npieces)
		source = piece_source(&x->pieces, &x->screen->pieces[slot],
		    source);
	*code = compile(source, alt->flags, &error, &at);
	arena_reset(&x->pieces);
	if (*code == NULL)
		x->bad[slot] = true;
	else if (x->jit)
		pcre2_jit_compile(*code, PCRE2_JIT_COMPLETE);
	return *code;
}

bool
regexes_page(struct regexes *x)
{
	bool fired = x->fired;

	x->fired = false;
	return fired;
}

static void
report(struct regexes *x, const struct alt *alt, int code, struct diag *d)
{
	const struct rules *r = x->rules;
	const struct why *why = alt->rule < r->n ? &r->all[alt->rule]->why :
	    NULL;
	PCRE2_UCHAR text[200];

	if (x->fired)
		return;
	x->fired = true;
	if (code == 0)
		text[0] = '\0';
	else if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		text[0] = '\0';
	diag_report(d, MSG_LIMIT_REGEX, NULL, "rule %.*s: %s",
	    P(why != NULL ? why->id : S("?")), code == 0 ?
	    "the pattern cannot be compiled" : (const char *)text);
}

static bool
find(struct regexes *x, size_t slot, const struct alt *alt, str text,
    size_t from, size_t span[2], struct diag *d)
{
	pcre2_code *code = code_of(x, slot, alt);
	PCRE2_SPTR s = (PCRE2_SPTR)(text.n > 0 ? text.s : "");
	uint32_t options = PCRE2_NO_UTF_CHECK;
	PCRE2_SIZE *v;
	int n;

	if (code == NULL) {
		report(x, alt, 0, d);
		return false;
	}
	n = pcre2_match(code, s, text.n, from, options, x->data, x->context);
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(code, s, text.n, from,
		    options | PCRE2_NO_JIT, x->data, x->context);
	if (n == PCRE2_ERROR_NOMATCH)
		return false;
	if (n < 0) {
		report(x, alt, n, d);
		return false;
	}
	v = pcre2_get_ovector_pointer(x->data);
	span[0] = v[0];
	span[1] = v[1];
	return v[0] <= v[1];	/* \K in a lookahead turns them round */
}

void
match_library_version(char text[static 64])
{
	/* the library asks for room for 24 characters (pcre2api(3)) */
	pcre2_config(PCRE2_CONFIG_VERSION, text);
}

bool
regex_find(struct regexes *x, const struct alt *alt, str text, size_t from,
    size_t span[2], struct diag *d)
{
	return find(x, x->screen->npieces + alt->index, alt, text, from, span,
	    d);
}

bool
regex_piece(struct regexes *x, uint32_t piece, str text, struct diag *d)
{
	size_t span[2];

	return find(x, piece, x->rules->alts[x->screen->pieces[piece].alt],
	    text, 0, span, d);
}
