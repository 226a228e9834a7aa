/* Runs a fuzz target over files, without a fuzzer: prints a test line each. */
#include "fuzz.h"

static int
replay(const char *name)
{
	FILE *f = fopen(name, "rb");
	uint8_t *data = NULL;
	size_t n = 0, cap = 0;

	if (f == NULL) {
		perror(name);
		return 0;
	}
	do {
		cap = cap == 0 ? 65536 : cap * 2;
		data = realloc(data, cap);
		if (data == NULL)
			abort();
		n += fread(data + n, 1, cap - n, f);
	} while (n == cap);
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 1;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		/* before it runs, so that a crash shows its name */
		printf("# %s\n", argv[i]);
		fflush(stdout);
		printf("%sok %s\n", replay(argv[i]) ? "" : "not ", argv[i]);
	}
	return 0;
}
