#include "find_table.h"

#include "arena.h"

/* most steps in a crowded table */
enum { PROBES = 64 };

void
table_init(struct table *t, struct arena *a, size_t n)
{
	t->size = 16;
	while (t->size < n * 2)
		t->size *= 2;
	t->keys = arena_array(a, t->size, sizeof(*t->keys));
}

/* where the key is or would be; in a crowded table a wrong slot */
static size_t
table_find(const struct table *t, uint32_t key)
{
	size_t at = key * 2654435761u & (t->size - 1);
	int probes = PROBES;

	while (t->keys[at] != 0 && t->keys[at] != key && probes-- > 0)
		at = (at + 1) & (t->size - 1);
	return at;
}

size_t
table_add(struct table *t, uint32_t key)
{
	size_t at = table_find(t, key += key == 0);

	if (t->keys[at] == 0)
		t->keys[at] = key;
	return at;
}

bool
table_has(const struct table *t, uint32_t key)
{
	key += key == 0;
	return t->keys[table_find(t, key)] == key;
}
