/*
 * An archive of pages, packed or not: every record is given once, with its
 * place, and reading ends.
 */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "../../src/limits.h"	/* not the system's */
#include "warc.h"

static void
read_all(struct arena *a, int fd, size_t n)
{
	struct limits limits;
	struct source_warc warc;
	struct arena page;
	uint64_t last = 0;

	limits_default(&limits);
	limits.v[LIMIT_RECORD] = 1 << 20;
	arena_init(&page, a->fail, a->ctx);
	source_warc_init(&warc, fd, "fuzz", &limits, a);
	for (;;) {
		struct record r = { .fault = MSG_NOTE };
		enum take take = warc.source.next(&warc.source, &page, &r);

		if (take != TAKE_ONE)
			break;
		fuzz_must(r.number >= last, "records are numbered upwards");
		last = r.number;
		fuzz_must(r.offset <= n, "a record is in the file");
		fuzz_must(r.fault != MSG_NOTE || r.raw.n <= 1 << 20,
		    "the bound on records holds");
		arena_reset(&page);
	}
	source_warc_free(&warc);
	arena_free(&page);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct fuzz_jump no_memory;
	struct arena a;
	int fd = memfd_create("fuzz", 0);

	if (fd < 0 || write(fd, data, n) != (ssize_t)n ||
	    lseek(fd, 0, SEEK_SET) != 0)
		abort();
	arena_init(&a, fuzz_no_memory, &no_memory);
	/* memory has no bound here: what fails would leave the reader open */
	if (setjmp(no_memory.jump) == 0)
		read_all(&a, fd, n);
	arena_free(&a);
	close(fd);
	return 0;
}
