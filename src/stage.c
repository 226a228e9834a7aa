#include "stage.h"

#include "arena.h"
#include "match.h"
#include "meta.h"
#include "utf8.h"

/* text is judged again at most so often; each time something fell */
enum { ROUNDS = 16 };

/* a repeated paragraph shorter than this may be meant (a refrain) */
enum { REPEATED_WORDS = 10 };

/* blocks from one place to another: the same paragraph there is one too many */
enum { NEAR = 2 };

/* places in a hash table that are tried for a text */
enum { PROBES = 16 };

static const struct why why_duplicate = {
	.id = STR("duplicate"), .category = STR("duplicate")
};
static const struct why why_title = {
	.id = STR("title"), .category = STR("title")
};

/*
 * Where a text stood first, by place in the list of what is kept, counted from
 * 1; 0: not yet. A crowded table forgets, which only keeps a repetition.
 */
static uint32_t
first_place(const struct doc *d, const uint32_t *kept, uint32_t *slots,
    size_t size, uint32_t place)
{
	str text = d->blocks[kept[place - 1]].text;
	size_t at = str_mix(text) & (size - 1);

	for (int n = 0; n < PROBES; n++, at = (at + 1) & (size - 1)) {
		if (slots[at] == 0) {
			slots[at] = place;
			return 0;
		}
		if (str_eq(d->blocks[kept[slots[at] - 1]].text, text))
			return slots[at];
	}
	return 0;
}

/* an image for those without scripts, right behind the one for the others */
static bool
same_image(const struct block *a, const struct block *b)
{
	return a->kind == KIND_IMAGE && b->kind == KIND_IMAGE && b->noscript &&
	    !a->noscript && (str_eq(a->href, b->href) ||
	    (a->text.n > 0 && str_eq(a->text, b->text)));
}

/* images without a text tell nothing */
static bool
same_text(const struct doc *d, uint32_t a, uint32_t b)
{
	return d->blocks[a].text.n > 0 &&
	    str_eq(d->blocks[a].text, d->blocks[b].text);
}

/*
 * A page's mistake, or its copy for small screens, stands close by or copies
 * more than one block. Any other paragraph may be meant to be there again, as
 * in a manual or a training plan.
 */
static bool
copied(const struct doc *d, const uint32_t *kept, size_t n, uint32_t first,
    uint32_t again)
{
	return again - first <= NEAR ||
	    (first > 1 && same_text(d, kept[first - 2], kept[again - 2])) ||
	    (again < n && same_text(d, kept[first], kept[again]));
}

static bool
may_repeat(const struct block *b)
{
	return b->words < REPEATED_WORDS || b->kind == KIND_PRE;
}

/* what is kept, in order; an image that repeats the one before it is not */
static size_t
list_kept(struct doc *d, uint32_t *kept)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];

		if (i > 0 && b->fate == FATE_KEEP && same_image(b - 1, b) &&
		    b[-1].fate == FATE_KEEP)
			doc_mark(d, i, FATE_DROP, &why_duplicate);
		if (b->fate == FATE_KEEP)
			kept[n++] = (uint32_t)i;
	}
	return n;
}

/* In text only a paragraph right behind the same one is none of its own. */
static void
drop_duplicates(struct doc *d)
{
	uint32_t *kept = arena_array(d->arena, d->n, sizeof(*kept)), *slots;
	size_t n = list_kept(d, kept), size = 16;
	uint32_t last = 0;

	while (size < n * 2)
		size *= 2;
	slots = arena_array(d->arena, size, sizeof(*slots));
	for (uint32_t place = 1; place <= n; place++) {
		uint32_t i = kept[place - 1], first = 0;

		if (may_repeat(&d->blocks[i]))
			continue;
		if (d->tagged)
			first = first_place(d, kept, slots, size, place);
		else if (last > 0 && same_text(d, i, kept[last - 1]))
			first = last;
		if (first > 0 && (!d->tagged ||
		    copied(d, kept, n, first, place)))
			doc_mark(d, i, FATE_DROP, &why_duplicate);
		else
			last = place;
	}
}

/* an articleBody shorter than this may be a teaser */
enum { BODY_WORDS = 50 };

static const struct why why_jsonld = {
	.id = STR("json-ld"), .category = STR("find")
};

/*
 * The last resort, when the page shows no article: the one that its JSON-LD
 * holds, a paragraph a line.
 */
static bool
take_jsonld(struct doc *d)
{
	str rest = d->meta != NULL ? d->meta->body : (str){ "", 0 };

	if (utf8_words(rest) < BODY_WORDS)
		return false;
	for (size_t i = 0; i < d->n; i++)
		if (d->blocks[i].fate == FATE_KEEP)
			doc_mark(d, i, FATE_DROP, &why_jsonld);
	while (rest.n > 0) {
		struct block b = { .kind = KIND_PARAGRAPH };

		b.text = str_trim(str_cut(rest, '\n', &rest));
		if (b.text.n == 0)
			continue;
		doc_add(d, &b);
		doc_mark(d, d->n - 1, FATE_KEEP, &why_jsonld);
	}
	return true;
}

static enum found
judge(struct doc *d, struct matcher *m, enum find_mode mode,
    struct diag *diag)
{
	enum found found;

	match_free(m, d, diag);
	meta_judge(d);
	found = find_article(d, mode);
	match_context(m, d, diag);
	drop_duplicates(d);
	if (found == FOUND_ARTICLE)
		found = find_state(d);
	if (found != FOUND_ARTICLE && take_jsonld(d))
		found = FOUND_ARTICLE;
	return found;
}

/* will text output print it? */
static bool
printed(const struct block *b)
{
	return b->fate == FATE_KEEP && b->kind != KIND_CAPTION &&
	    b->kind != KIND_IMAGE && b->kind != KIND_BYLINE &&
	    b->kind != KIND_DATE;
}

/* the document that the output would be read as; map: index in d */
static struct doc *
printed_part(struct doc *d, struct arena *a, uint32_t *map)
{
	struct doc *part = arena_new(a, struct doc);
	uint32_t gap = 0, skipped = 0;

	doc_init(part, a);
	part->eol = d->eol;
	part->host = d->host;
	part->lang = d->lang;
	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];
		struct block copy = *b;

		gap = b->newlines > gap ? b->newlines : gap;
		if (!printed(b)) {
			skipped++;
			continue;
		}
		copy.text = doc_text_spans(d, i, &copy.spans, &copy.nspans);
		copy.newlines = skipped == 0 ? b->newlines :
		    gap > 2 ? 2 : gap;
		copy.fate = FATE_OPEN;
		copy.verdict = copy.history = NULL;
		copy.cuts = NULL;
		copy.norm = NULL;
		copy.link_chars = 0;
		map[part->n] = (uint32_t)i;
		doc_add(part, &copy);
		gap = skipped = 0;
	}
	part->boxes[0].end = (uint32_t)part->n;
	return part;
}

/* byte i of the block's printed text as an offset into its text */
static uint32_t
unmoved(const struct block *b, uint32_t i)
{
	const struct cut *c = b->cuts;
	uint32_t at = 0;

	if (c == NULL)
		return i;
	/* blanks at the start go with a cut */
	while (at < b->text.n) {
		if (c != NULL && at == c->from) {
			at = c->to;
			c = c->next;
		} else if (b->text.s[at] == ' ' || (b->text.s[at] >= '\t' &&
		    b->text.s[at] <= '\r')) {
			at++;
		} else {
			break;
		}
	}
	for (; i > 0 || (c != NULL && at == c->from); ) {
		if (c != NULL && at >= c->from) {
			at = c->to;
			c = c->next;
			continue;
		}
		at++;
		i--;
	}
	return at;
}

/* the last cut first, so that the offsets of those before it still hold */
static void
carry_cuts(struct doc *d, size_t i, const struct block *part)
{
	const struct cut **cuts;
	size_t n = 0;

	for (const struct cut *c = part->cuts; c != NULL; c = c->next)
		n++;
	cuts = arena_array(d->arena, n, sizeof(*cuts));
	n = 0;
	for (const struct cut *c = part->cuts; c != NULL; c = c->next)
		cuts[n++] = c;
	while (n-- > 0) {
		const struct block *b = &d->blocks[i];
		uint32_t from = unmoved(b, cuts[n]->from);

		doc_cut(d, i, from, unmoved(b, cuts[n]->to), cuts[n]->why);
	}
}

/* marks on d what fell in its printed part; false when nothing did */
static bool
carry_back(struct doc *d, const struct doc *part, const uint32_t *map)
{
	bool fell = false;

	for (size_t i = 0; i < part->n; i++) {
		const struct block *b = &part->blocks[i];

		if (b->fate == FATE_DROP)
			doc_mark(d, map[i], FATE_DROP, b->verdict->why);
		if (b->cuts != NULL)
			carry_cuts(d, map[i], b);
		if (b->kind != d->blocks[map[i]].kind)
			doc_retype(d, map[i], b->kind, b->history->why);
		else if (b->fate != FATE_DROP && b->cuts == NULL)
			continue;
		fell = true;
	}
	return fell;
}

/* a short line without a final stop before the first prose is the title */
static void
title_of_text(struct doc *d)
{
	size_t i = 0, next;

	while (i < d->n && !printed(&d->blocks[i]))
		i++;
	for (next = i + 1; next < d->n && !printed(&d->blocks[next]); next++)
		;
	if (next >= d->n)
		return;
	if (d->blocks[i].words > 0 && d->blocks[i].words <= 25 &&
	    (d->blocks[i].kind == KIND_HEADING ||
	    d->blocks[i].kind == KIND_PARAGRAPH) &&
	    d->blocks[i].text.s[d->blocks[i].text.n - 1] != '.' &&
	    d->blocks[next].words >= 15)
		doc_retype(d, i, KIND_TITLE, &why_title);
}

/* what a round needs goes with it, also when memory fails on the way */
struct scratch {
	struct arena arena;
	struct arena *outer;
	void (*fail)(void *);
	void *ctx;
};

static void
scratch_end(struct scratch *s)
{
	s->outer->fail = s->fail;
	s->outer->ctx = s->ctx;
	arena_free(&s->arena);
}

static void
scratch_fail(void *ctx)
{
	struct scratch *s = ctx;

	scratch_end(s);
	s->fail(s->ctx);
}

static struct scratch *
scratch_begin(struct arena *outer)
{
	struct scratch *s = arena_new(outer, struct scratch);

	s->outer = outer;
	s->fail = outer->fail;
	s->ctx = outer->ctx;
	arena_init(&s->arena, scratch_fail, s);
	s->arena.limit = outer->limit;
	outer->fail = scratch_fail;
	outer->ctx = s;
	return s;
}

/* judges what was printed once more; false when nothing of it fell */
static bool
judge_again(struct doc *d, struct matcher *m, enum find_mode mode,
    struct diag *diag, uint32_t *map, enum found *found)
{
	struct scratch *s = scratch_begin(d->arena);
	struct doc *part = printed_part(d, &s->arena, map);
	enum found again = judge(part, m, mode, diag);
	bool fell = carry_back(d, part, map);

	scratch_end(s);
	if (fell)
		*found = again;
	return fell;
}

enum found
stages_run(struct doc *d, struct matcher *m, enum find_mode mode,
    struct diag *diag)
{
	enum found found = judge(d, m, mode, diag);
	uint32_t *map;

	if (d->tagged)
		return found;
	map = arena_array(d->arena, d->n, sizeof(*map));
	for (int round = 0; round < ROUNDS && found == FOUND_ARTICLE;
	    round++)
		if (!judge_again(d, m, mode, diag, map, &found))
			break;
	title_of_text(d);
	return found;
}
