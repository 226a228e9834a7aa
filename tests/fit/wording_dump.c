/*
 * Features of the wording of lines, for fitting: wording_dump < LINES writes
 * for each line how many it has and their hashes, each a 32-bit number; with
 * -v, in text, what they are.
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
print(void *ctx, uint32_t hash, str what)
{
	(void)ctx;
	printf("%08x %.*s\n", hash, P(what));
}

static void
append(void *ctx, uint32_t hash, str what)
{
	(void)what;
	buf_put(ctx, (str){ (const char *)&hash, sizeof(hash) });
}

static void
write_hashes(str text, struct arena *a)
{
	struct buf b;
	uint32_t n;

	buf_init(&b, a);
	wording_features(text, append, &b);
	n = (uint32_t)(b.n / sizeof(n));
	fwrite(&n, sizeof(n), 1, stdout);
	fwrite(b.s, 1, b.n, stdout);
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
		str text = norm_make(&a, v)->text;

		if (verbose)
			wording_features(text, print, NULL);
		else
			write_hashes(text, &a);
		arena_reset(&a);
	}
	free(line);
	arena_free(&a);
	return fflush(stdout) == 0 ? 0 : 1;
}
