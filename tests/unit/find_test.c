/* Forests over many rows, which come to what each comes to alone; features. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "find_box.h"
#include "find_eval.h"
#include "find_name.h"
#include "find_ends.h"
#include "find_phrase.h"
#include "meta.h"

enum { ROWS = 150 };	/* more than one batch, the last group not full */

static uint32_t seed = 1;

static int16_t
any_value(void)
{
	seed = seed * 1664525u + 1013904223u;
	return (int16_t)((seed >> 16) % (seed % 3 == 0 ? 4000 : 60)) - 20;
}

static const struct tree_node *
leaf_of(const struct tree_node *root, const int16_t *row)
{
	const struct tree_node *n = root;

	while (n->feature >= 0)
		n = row[n->feature] <= n->threshold ? n + 1 : root + n->right;
	return n;
}

static float
walked(const struct forest *f, const int16_t *row, float screen)
{
	int32_t sum = 0;

	for (uint32_t t = 0; t < f->trees; t++) {
		sum += leaf_of(&f->nodes[f->roots[t]], row)->value;
		if (t == f->trees / 2 &&
		    (float)sum < (screen - f->start) * 1024)
			break;
	}
	return f->start + (float)sum / 1024;
}

static void
compare(const struct forest *f, float screen)
{
	static feats rows[ROWS];
	uint32_t which[ROWS];
	float scores[ROWS];

	for (uint32_t i = 0; i < ROWS; i++) {
		which[i] = ROWS - 1 - i;
		for (size_t k = 0; k < FEAT_MAX; k++)
			rows[i][k] = any_value();
	}
	find_eval(f, (const feats *)rows, which, ROWS, screen, scores);
	for (size_t i = 0; i < ROWS; i++)
		assert_float_equal(scores[i],
		    walked(f, rows[which[i]], screen), 0);
}

static void
shipped_forests(void **state)
{
	const struct model *models[] = { &model_html, &model_text };

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 2; k++) {
			compare(&models[i]->stage[k], -INFINITY);
			compare(&models[i]->stage[k], -1);
			compare(&models[i]->stage[k], INFINITY);
		}
}

/* one leaf; a tree that leans to the left as far as may be, or to the right */
static void
odd_trees(void **state)
{
	struct tree_node nodes[1 + 2 * (2 * TREE_LEAVES - 1)];
	uint32_t roots[] = { 0, 1, 2 * TREE_LEAVES };
	struct tree_node *n = nodes;

	(void)state;
	*n++ = (struct tree_node){ -1, 0, 0, 700 };
	for (int16_t i = 0; i < TREE_LEAVES - 1; i++)
		*n++ = (struct tree_node){ i, 10,
		    (int16_t)(2 * TREE_LEAVES - 2 - i), 0 };
	for (int16_t i = 0; i < TREE_LEAVES; i++)
		*n++ = (struct tree_node){ -1, 0, 0, i };
	for (int16_t i = 0; i < TREE_LEAVES - 1; i++) {
		*n++ = (struct tree_node){ i, 10, (int16_t)(2 * i + 2), 0 };
		*n++ = (struct tree_node){ -1, 0, 0, (int16_t)(i * 100) };
	}
	*n = (struct tree_node){ -1, 0, 0, -5 };
	compare(&(struct forest){ nodes, roots, 3, 0.25f }, -INFINITY);
	compare(&(struct forest){ nodes, roots, 1, 0 }, 0.5f);
}

static void
no_trees(void **state)
{
	(void)state;
	compare(&(struct forest){ NULL, NULL, 0, 1.5f }, -INFINITY);
}

/* the feature of a block with that text, on a page by that author */
static int16_t
author_at(const char *author, const char *text)
{
	UNIT_ARENA(a);
	struct candidate by = { .field = META_AUTHOR, .source = "json-ld",
	    .value = str_of(author), .chosen = true };
	struct meta meta = { .all = &by, .n = 1, .told = 1 };
	uint32_t judged[] = { 0 };
	feats rows[1] = { { 0 } };
	struct featset set = { .rows = rows, .judged = judged, .n = 1 };
	struct block b = { .kind = KIND_PARAGRAPH, .text = str_of(text) };
	struct doc d;

	doc_init(&d, &a);
	doc_add(&d, &b);
	d.meta = &meta;
	feat_openings(&d, &set);
	name_fill(&d, &set);
	arena_free(&a);
	return rows[0][FEAT_AUTHOR_AT];
}

static void
names_of_authors(void **state)
{
	(void)state;
	assert_int_equal(author_at("Jane Roe", "Jane Roe writes on food."), 60);
	assert_int_equal(author_at("Jane Roe", "Written by JANE ROE."), 58);
	assert_int_equal(author_at("Jane Roe", "Jane met Mr Roe."), 0);
	/* a single word may be anybody's */
	assert_int_equal(author_at("Staff", "Staff were told on Monday."), -1);
}

/* what a table of one word says of these names */
static struct class_weight
weighed(const char *names)
{
	static struct class_word words[CLASS_SLOTS];
	size_t at = str_hash(S("post")) & (CLASS_SLOTS - 1);
	struct class_weight w;

	words[at] = (struct class_word){ "post", 3, 20, -7 };
	class_weigh(words, str_of(names), &w);
	return w;
}

static void
words_of_classes(void **state)
{
	struct class_weight w = weighed("blogPost post_2");

	(void)state;
	assert_int_equal(w.n, 2);
	assert_int_equal(w.sum, 6);
	/* what it says beside other words it says once */
	assert_int_equal(w.joint, 20);
	assert_int_equal(w.near, -7);
	assert_int_equal(weighed("poster MsoPost").n, 0);
}

/* features of four paragraphs of nine words, two in each of two boxes */
enum { SCORED = 4 };

static const int16_t *
scored(struct doc *d, struct featset *set, const float *scores)
{
	static const struct box boxes[] = {
		{ .end = 4 },
		{ .end = 2, .depth = 1 },
		{ .parent = 1, .end = 1, .depth = 2 },
		{ .parent = 1, .first = 1, .end = 2, .depth = 2 },
		{ .first = 2, .end = 4, .depth = 1 },
		{ .parent = 4, .first = 2, .end = 3, .depth = 2 },
		{ .parent = 4, .first = 3, .end = 4, .depth = 2 }
	};
	static const uint32_t inside[SCORED] = { 2, 3, 5, 6 };
	struct block b = { .kind = KIND_PARAGRAPH,
	    .text = S("one two three four five six seven eight nine") };

	d->tagged = true;
	d->boxes = arena_array(d->arena, 7, sizeof(*d->boxes));
	memcpy(d->boxes, boxes, sizeof(boxes));
	d->nboxes = 7;
	for (uint32_t i = 0; i < SCORED; i++) {
		b.box = inside[i];
		doc_add(d, &b);
	}
	feat_make(d, NULL, set);
	feat_second(d, set, scores);
	return set->rows[0];
}

static void
place_in_page(void **state)
{
	UNIT_ARENA(a);
	struct doc d;
	struct featset set;
	const int16_t *f;

	(void)state;
	doc_init(&d, &a);
	f = scored(&d, &set, (const float[SCORED]){ -4, -6, 4, 5 });
	assert_int_equal(f[FEAT_S_RANK], 750);
	assert_int_equal(f[FEAT_S_HOME], 0);
	assert_int_equal(f[FEAT_S_HOME_DIST], -2);
	assert_int_equal(f[FEAT_S_BOXES], 1);
	assert_int_equal(f[FEAT_S_REST], -800);
	assert_int_equal(f[FEAT_S_TOP], 993);
	f = set.rows[3];
	assert_int_equal(f[FEAT_S_RANK], 250);
	assert_int_equal(f[FEAT_S_HOME], 1);
	assert_int_equal(f[FEAT_S_HOME_DIST], 0);
	assert_int_equal(f[FEAT_S_REST], 100);
	assert_in_range(f[FEAT_S_MASS], 980, 1000);
	/* no heading above, no long paragraph to either side */
	assert_int_equal(f[FEAT_S_HEAD], -1);
	assert_int_equal(f[FEAT_S_WORST], -1000);
	arena_free(&a);
}

static struct phrase phrases[PHRASE_SLOTS];

static void
learn(void *ctx, uint32_t hash)
{
	uint32_t at = hash & (PHRASE_SLOTS - 1);

	while (phrases[at].weight != 0)
		at = (at + 1) & (PHRASE_SLOTS - 1);
	phrases[at].check = (uint16_t)(hash >> 16);
	phrases[at].weight = *(int8_t *)ctx;
}

static void
learn_text(struct arena *a, str text, int8_t weight)
{
	struct opening o = opening_of(a, text);

	memset(phrases, 0, sizeof(phrases));
	phrase_features(&o, learn, &weight);
}

static void
count(void *ctx, uint32_t hash)
{
	(void)hash;
	++*(int *)ctx;
}

static struct doc *
doc_of(const char *const *texts, size_t n, struct arena *a)
{
	struct doc *d = arena_new(a, struct doc);

	doc_init(d, a);
	for (size_t i = 0; i < n; i++) {
		struct block b = { .kind = KIND_PARAGRAPH,
		    .text = str_of(texts[i]) };

		b.words = 1;
		for (const char *c = texts[i]; *c != '\0'; c++)
			b.words += *c == ' ';
		doc_add(d, &b);
	}
	return d;
}

/* each text's own sum, its neighbours', and the mean of all */
static void
said(const char *const *texts, size_t n, struct featset *set, struct arena *a)
{
	feat_make(doc_of(texts, n, a), NULL, set);
	phrases_fill(set, phrases);
}

static void
words_of_texts(void **state)
{
	static const char *const texts[] = {
		"17 Comments", "comments: 4", "Ein Haus am Meer", "2 comments"
	};
	UNIT_ARENA(a);
	struct featset set;
	struct opening o = opening_of(&a, S("one two three"));
	int n = 0;

	(void)state;
	phrase_features(&o, count, &n);
	assert_int_equal(n, 3 + 4);
	/* a number, a word; each behind what is before it, and the end */
	learn_text(&a, S("5 comments"), -7);
	said(texts, 4, &set, &a);
	assert_int_equal(set.rows[0][FEAT_PHRASES], 5 * -7);
	assert_int_equal(set.rows[1][FEAT_PHRASES], 2 * -7);
	assert_int_equal(set.rows[2][FEAT_PHRASES], 0);
	assert_int_equal(set.rows[3][FEAT_PHRASES], 5 * -7);
	assert_int_equal(set.rows[0][FEAT_PHRASES_P], 0);
	assert_int_equal(set.rows[0][FEAT_PHRASES_N], 2 * -7);
	assert_int_equal(set.rows[3][FEAT_PHRASES_P], 0);
	assert_int_equal(set.rows[1][FEAT_PHRASES_P], 5 * -7);
	assert_int_equal(set.rows[2][FEAT_PHRASES_NEAR], 12 * -7 / 4);
	arena_free(&a);
}

/* a window of five to either side */
static void
words_around(void **state)
{
	const char *texts[20];
	UNIT_ARENA(a);
	struct featset set;

	(void)state;
	for (int i = 0; i < 20; i++)
		texts[i] = i == 9 ? "Read more" : "Anything else";
	learn_text(&a, S("read more"), 11);
	said(texts, 20, &set, &a);
	for (int i = 0; i < 20; i++)
		assert_int_equal(set.rows[i][FEAT_PHRASES_NEAR],
		    i < 4 || i > 14 ? 0 : i == 4 ? 55 / 10 : 55 / 11);
	arena_free(&a);
}

/* a line counts behind prose, and when no longer than twelve words */
static void
words_behind_the_end(void **state)
{
	static const char prose[] = "a b c d e f g h i j k l m n o p q r s t "
	    "u v w x y";
	const char *texts[] = {
		"More stories", prose, "A word", "More stories", "One more",
		"more stories m n o p q r s t u v w", "The end"
	};
	/* own, most before, words since, most behind */
	static const int16_t want[][4] = {
		{ 50, -192, -1, 10 }, { -192, -192, -1, 29 },
		{ 0, -192, 27, 50 }, { 50, 0, 0, 10 }, { 10, 50, 0, -16 },
		{ -192, 50, 2, 0 }, { 0, 50, 15, -192 }
	};
	UNIT_ARENA(a);
	struct featset set;
	struct doc *d = doc_of(texts, 7, &a);

	(void)state;
	learn_text(&a, S("more stories"), 10);
	feat_make(d, NULL, &set);
	ends_fill(d, &set, phrases);
	for (int i = 0; i < 7; i++)
		for (int f = 0; f < 4; f++)
			assert_int_equal(set.rows[i][FEAT_ENDS + f],
			    want[i][f]);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_forests),
		cmocka_unit_test(odd_trees),
		cmocka_unit_test(no_trees),
		cmocka_unit_test(names_of_authors),
		cmocka_unit_test(words_of_classes),
		cmocka_unit_test(place_in_page),
		cmocka_unit_test(words_of_texts),
		cmocka_unit_test(words_around),
		cmocka_unit_test(words_behind_the_end)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
