/*
 * Features of the wording of lines, for fitting: wording_dump < LINES writes
 * for each line the slots of its features, and -v what they are, parted by blanks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "norm.h"
#include "wording.h"

static void
no_memory(void *ctx)
{
	(void)ctx;
	fputs("wording_dump: no memory\n", stderr);
	exit(1);
}

static void
print(void *ctx, uint32_t slot, str what)
{
	bool verbose = *(bool *)ctx;

	printf(" %u", slot);
	if (verbose)
		printf("=%.*s\n", P(what));
}

int
main(int argc, char **argv)
{
	bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	struct arena a;

	arena_init(&a, no_memory, NULL);
	while ((n = getline(&line, &cap, stdin)) > 0) {
		str v = str_trim((str){ line, (size_t)n });

		wording_features(norm_make(&a, v)->text, print, &verbose);
		putchar('\n');
		arena_reset(&a);
	}
	free(line);
	arena_free(&a);
	return 0;
}
