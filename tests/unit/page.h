/* Documents made by hand, for unit tests. */
#ifndef PAGE_TEST_H
#define PAGE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arena.h"
#include "doc.h"

static struct arena arena;
static struct doc doc;

static void
no_memory(void *ctx)
{
	(void)ctx;
	fail_msg("no memory");
	abort();
}

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena, no_memory, NULL);
	doc_init(&doc, &arena);
	doc.tagged = true;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static inline struct block *
add(enum kind kind, const char *text)
{
	struct block *b = doc_add(&doc, &(struct block){ .kind = kind,
	    .text = str_of(text) });

	b->fate = FATE_KEEP;
	return b;
}

static inline struct block *
add_item(const char *text, uint8_t list, uint32_t number)
{
	struct block *b = add(KIND_ITEM, text);

	b->list = list;
	b->number = number;
	b->ordered = number > 0;
	b->group = 1;
	return b;
}

/* spans over the first places where the words stand in the block's text */
static inline void
add_span(struct block *b, enum span_kind kind, const char *words,
    const char *value)
{
	struct span *s = arena_array(&arena, b->nspans + 1, sizeof(*s));
	size_t at = str_find(b->text, str_of(words));

	assert_true(at < b->text.n || b->text.n == 0);
	for (uint32_t i = 0; i < b->nspans; i++)
		s[i] = b->spans[i];
	s[b->nspans++] = (struct span){ .from = (uint32_t)at,
	    .to = (uint32_t)(at + str_of(words).n), .kind = kind,
	    .columns = 1, .value = str_of(value) };
	b->spans = s;
}

/* a row from cells that are parted by "|" in the text */
static inline struct block *
add_row(const char *cells, uint32_t group, bool header)
{
	str rest = str_of(cells), cell;
	struct span *s = arena_array(&arena, 20, sizeof(*s));
	struct buf text;
	uint32_t n = 0;
	struct block *b;

	buf_init(&text, &arena);
	while (rest.n > 0) {
		cell = str_cut(rest, '|', &rest);
		s[n] = (struct span){ .kind = SPAN_CELL, .columns = 1,
		    .header = header, .from = (uint32_t)text.n };
		buf_put(&text, cell);
		s[n++].to = (uint32_t)text.n;
		if (rest.n > 0)
			buf_putc(&text, ' ');
	}
	b = doc_add(&doc, &(struct block){ .kind = KIND_ROW,
	    .text = buf_str(&text), .spans = s, .nspans = n,
	    .group = group });
	b->fate = FATE_KEEP;
	return b;
}

static inline void
assert_str(str got, const char *want)
{
	assert_string_equal(str_cstr(&arena, got), want);
}

#define UNIT(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
