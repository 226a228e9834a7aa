/* The rules that come inside the program, made from rules/ by the build. */
#ifndef RULES_BUILTIN_H
#define RULES_BUILTIN_H

#include <stddef.h>

/* ends with a row whose file is NULL */
extern const struct builtin_rules {
	const char *file, *text;
	size_t n;
} builtin_rules[];

#endif
