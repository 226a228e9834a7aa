/* A bounded open hash table of 32-bit keys. */
#ifndef FIND_TABLE_H
#define FIND_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct table {
	uint32_t *keys;		/* 0: free */
	size_t size;		/* a power of two */
};

/* room for n keys */
void table_init(struct table *, struct arena *, size_t n);
/* the key's slot; in a table that was crowded on purpose another's */
size_t table_add(struct table *, uint32_t key);
bool table_has(const struct table *, uint32_t key);

#endif
