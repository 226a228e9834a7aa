#include "wording.h"

#include <math.h>

#include "norm.h"
#include "sentence.h"
#include "utf8.h"

enum {
	RUN = 3,		/* most words in a run */
	PIECE = 4,		/* letters of a word, or one of its ends */
	LETTERS = 60,		/* of a word that are looked at */
	SENTENCES = 8,		/* of a text that are asked for prose */
	FEW = 4,		/* words that tell too little for it */
	STRONGEST = 4
};

struct token {
	uint32_t hash;
	uint32_t from, to;	/* bytes of the text */
	bool upper;		/* starts with a capital */
	bool word;
};

/* features that are no words: how long the text is, how it is capitalised */
enum form {
	FORM_EDGE, FORM_SHOUTED, FORM_TITLE, FORM_LOWER, FORM_LENGTH, FORM_PIECE
};

static uint32_t
mix(uint32_t h, uint32_t with)
{
	h = (h ^ with) * 0x9e3779b1u;
	return h ^ h >> 15;
}

/* each bit of it depends on all of h */
static uint32_t
spread(uint32_t h)
{
	h = (h ^ h >> 13) * 0x85ebca6bu;
	return h ^ h >> 16;
}

/* a letter behind an apostrophe goes on with a word */
static bool
apostrophe(str v, size_t i)
{
	enum cclass k;

	if (v.s[i] != '\'' || ++i >= v.n)
		return false;
	k = utf8_class(utf8_next(v, &i));
	return k == CC_LETTER || k == CC_UPPER;
}

static bool
goes_on(str v, size_t i, enum cclass kind)
{
	size_t next = i;
	enum cclass k;

	if (i >= v.n)
		return false;
	k = utf8_class(utf8_next(v, &next));
	return kind == CC_DIGIT ? k == CC_DIGIT :
	    kind == CC_LETTER && (k == CC_LETTER || k == CC_UPPER ||
	    apostrophe(v, i));
}

/* the token at *i: a word, a number as one digit, an ideograph or a mark */
static void
read_token(str v, size_t *i, struct token *t)
{
	size_t first = *i;
	uint32_t c = utf8_next(v, i);
	enum cclass k = utf8_class(c);

	t->from = (uint32_t)first;
	t->upper = k == CC_UPPER;
	t->word = k == CC_LETTER || k == CC_UPPER || k == CC_IDEOGRAPH;
	k = k == CC_UPPER ? CC_LETTER : k;
	t->hash = mix(1, k == CC_DIGIT ? '0' : norm_case(c));
	while (goes_on(v, *i, k)) {
		c = utf8_next(v, i);
		if (k != CC_DIGIT)
			t->hash = mix(t->hash, norm_case(c));
	}
	t->to = (uint32_t)*i;
}

static unsigned
tokenize(str v, struct token *t)
{
	unsigned n = 0;

	for (size_t i = 0; i < v.n && n < WORDING_TOKENS; ) {
		if (v.s[i] == ' ') {
			i++;
			continue;
		}
		read_token(v, &i, &t[n++]);
	}
	return n;
}

static uint32_t
form_hash(enum form form, unsigned n)
{
	return spread(mix(form, n));
}

static bool
shouted(str v)
{
	struct tally t;

	utf8_tally(v, &t);
	return t.upper > 1 && t.upper == t.letters;
}

static void
forms(str v, const struct token *t, unsigned n, wording_feature *each,
    void *ctx)
{
	unsigned words = 0, upper = 0, length = n < 13 ? n : n / 5 * 5;

	for (unsigned i = 0; i < n; i++) {
		words += t[i].word;
		upper += t[i].upper;
	}
	each(ctx, form_hash(FORM_LENGTH, length), S("(length)"));
	if (shouted(v))
		each(ctx, form_hash(FORM_SHOUTED, 0), S("(capitals)"));
	else if (words > 2 && upper * 10 >= words * 7)
		each(ctx, form_hash(FORM_TITLE, 0), S("(title case)"));
	if (upper == 0 && words > 0)
		each(ctx, form_hash(FORM_LOWER, 0), S("(small letters)"));
}

/* what words of one stem have in common */
static void
pieces(str v, const struct token *t, wording_feature *each, void *ctx)
{
	uint32_t c[LETTERS + 2], at[LETTERS + 3];
	size_t i = t->from;
	unsigned n = 1;

	c[0] = '^';
	at[0] = t->from;
	for (; i < t->to && n <= LETTERS; n++) {
		at[n] = (uint32_t)i;
		c[n] = norm_case(utf8_next(v, &i));
	}
	c[n] = '$';
	at[n] = at[n + 1] = (uint32_t)i;
	for (unsigned k = 0; k + PIECE <= n + 1; k++) {
		uint32_t h = FORM_PIECE;

		for (unsigned j = k; j < k + PIECE; j++)
			h = mix(h, c[j]);
		each(ctx, spread(h), str_slice(v, at[k], at[k + PIECE]));
	}
}

void
wording_features(str text, wording_feature *each, void *ctx)
{
	struct token t[WORDING_TOKENS + 2];
	unsigned n = tokenize(text, t + 1);

	t[0] = (struct token){ .hash = mix(FORM_EDGE, 0) };
	t[n + 1] = (struct token){ .hash = mix(FORM_EDGE, 1),
	    .from = (uint32_t)text.n, .to = (uint32_t)text.n };
	for (unsigned i = 0; i < n + 2; i++) {
		uint32_t h = 0;

		for (unsigned k = i; k < n + 2 && k < i + RUN; k++) {
			h = mix(h + 1, t[k].hash);
			if (k > i || (k > 0 && k < n + 1))
				each(ctx, spread(h), str_slice(text,
				    t[i].from, t[k].to));
		}
	}
	for (unsigned i = 1; i <= n; i++)
		if (t[i].word)
			pieces(text, &t[i], each, ctx);
	forms(text, t + 1, n, each, ctx);
}

static int
weight_of(uint32_t hash)
{
	const struct wording_weight *w =
	    model_wording[hash & (WORDING_BUCKETS - 1)];
	int weight = 0;

	for (unsigned i = 0; i < WORDING_WAYS; i++)
		weight += w[i].mark == hash >> 24 ? w[i].weight : 0;
	return weight;
}

static void
add(void *ctx, uint32_t hash, str what)
{
	int32_t *sum = ctx;

	(void)what;
	*sum += weight_of(hash);
}

unsigned
wording_score(str text)
{
	int32_t sum = model_wording_start;

	wording_features(text, add, &sum);
	return (unsigned)(100 / (1 + expf((float)-sum / WORDING_UNIT)));
}

bool
wording_is_prose(str sentence)
{
	return utf8_words(sentence) > FEW &&
	    wording_score(sentence) < WORDING_PROSE;
}

bool
wording_has_prose(str text)
{
	size_t starts[SENTENCES], end = text.n;
	unsigned n = sentence_starts(text, 0, SENTENCES, starts);

	for (unsigned i = 0; i < n; i++) {
		if (wording_is_prose(str_slice(text, starts[i], end)))
			return true;
		end = starts[i];
	}
	return n > 0 && wording_is_prose(str_slice(text, 0, end));
}

struct strong {
	str what;
	int weight;
};

static void
rank(void *ctx, uint32_t hash, str what)
{
	struct strong *best = ctx, mine = { what, weight_of(hash) };

	for (unsigned i = 0; i < STRONGEST; i++)
		if ((mine.weight < 0 ? -mine.weight : mine.weight) >
		    (best[i].weight < 0 ? -best[i].weight : best[i].weight)) {
			struct strong last = best[i];

			best[i] = mine;
			mine = last;
		}
}

/* one word for awk */
static void
put_feature(struct buf *out, str what, int weight)
{
	for (size_t i = 0; i < what.n; i++)
		buf_putc(out, what.s[i] == ' ' ? '_' : what.s[i]);
	buf_printf(out, "%+.2f", weight / (double)WORDING_UNIT);
}

void
wording_explain(str text, struct buf *out)
{
	struct strong best[STRONGEST] = { 0 };

	wording_features(text, rank, best);
	buf_printf(out, " wording=%u", wording_score(text));
	for (unsigned i = 0; i < STRONGEST && best[i].weight != 0; i++) {
		buf_putc(out, i == 0 ? '(' : ',');
		put_feature(out, best[i].what, best[i].weight);
	}
	if (best[0].weight != 0)
		buf_putc(out, ')');
}
