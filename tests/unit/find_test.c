/* Forests over many rows, which come to what each comes to alone; features. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "find_eval.h"
#include "find_name.h"
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
	struct meta meta = { .all = &by, .n = 1 };
	uint32_t judged[] = { 0 };
	feats rows[1] = { { 0 } };
	struct featset set = { .rows = rows, .judged = judged, .n = 1 };
	struct block b = { .kind = KIND_PARAGRAPH, .text = str_of(text) };
	struct doc d;

	doc_init(&d, &a);
	doc_add(&d, &b);
	d.meta = &meta;
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_forests),
		cmocka_unit_test(odd_trees),
		cmocka_unit_test(no_trees),
		cmocka_unit_test(names_of_authors)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
