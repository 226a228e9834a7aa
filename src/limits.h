/* All bounds on hostile input, named; each reports itself when it fires. */
#ifndef LIMITS_H
#define LIMITS_H

#include "str.h"

/* one row a limit: name, default, least, most, what it bounds */
#define LIMIT_ROWS(ROW) \
ROW(INPUT,	"input",	128u << 20, 1, 2047u << 20, \
    "bytes of one page, unpacked") \
ROW(DEPTH,	"depth",	2000, 1, 100000, \
    "depth of the element tree") \
ROW(NODES,	"nodes",	4000000, 1, 1u << 30, \
    "nodes of the element tree") \
ROW(ATTRS,	"attrs",	1000, 1, 1000000, \
    "attributes of one element that are looked at") \
ROW(BLOCKS,	"blocks",	400000, 1, 1u << 30, \
    "blocks of one page") \
ROW(SUBJECT,	"subject",	20000, 100, 1u << 20, \
    "bytes of a block that text rules see") \
ROW(RULES,	"rules",	100000, 1, 10000000, \
    "rules, with their alternatives") \
ROW(RULE,	"rule",		4000, 10, 60000, \
    "bytes of one rule's pattern") \
ROW(RECORD,	"record",	256u << 20, 1000, 2047u << 20, \
    "bytes of one record, as stored") \
ROW(MEMORY,	"memory",	896u << 20, 1u << 20, 1u << 31, \
    "bytes of memory for one page") \
ROW(OUTPUT,	"output",	16, 1, 1000, \
    "bytes of output per byte of input, beyond the first megabyte")

enum limit {
#define ROW(id, name, value, least, most, help) LIMIT_##id,
	LIMIT_ROWS(ROW)
#undef ROW
	LIMIT_MAX
};

struct limits {
	size_t v[LIMIT_MAX];
};

struct limit_row {
	const char *name;
	size_t value, least, most;
	const char *help;
};
extern const struct limit_row limit_rows[LIMIT_MAX];

void limits_default(struct limits *);
/* sets one from "name=number" (k, M, G allowed); false: not understood */
bool limits_set(struct limits *, str setting);

#endif
