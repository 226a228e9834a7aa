/* A rule file: read, resolved, its samples run. */
#include "fuzz.h"

#include "../../src/limits.h"	/* not the system's */
#include "rule.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct fuzz_jump no_memory;
	struct arena a;
	struct diag d;
	struct limits limits;
	struct rules *rules;
	unsigned failed = 0;

	if (n < 1)
		return 0;
	arena_init(&a, fuzz_no_memory, &no_memory);
	a.limit = 256 << 20;
	diag_init(&d, NULL, NULL);
	limits_default(&limits);
	if (setjmp(no_memory.jump) == 0) {
		rules = rules_new(&a, &limits);
		if (data[0] & 1)
			rules_want_samples(rules);
		if (!rules_load(rules, S("fuzz"), (str){
		    (const char *)data + 1, n - 1 }, RANK_USER, &d) ||
		    !rules_ready(rules, &d))
			fuzz_must(d.errors > 0, "a refusal says why");
		else if (data[0] & 1)
			rules_check(rules, &d, data[0] & 2, &failed);
	}
	arena_free(&a);
	return 0;
}
