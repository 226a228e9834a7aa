#include "guard.h"

static void
come_back(void *ctx)
{
	struct guard *g = ctx;

	longjmp(g->jump, 1);
}

void
guard_init(struct guard *g, size_t memory)
{
	arena_init(&g->arena, come_back, g);
	g->arena.limit = memory;
}

void
guard_fail(struct guard *g, const struct job *job, const struct record *r,
    enum msg code, str note, struct answer *answer)
{
	static const char least[] = "{\"winnow\":{\"status\":\"failed\","
	    "\"error\":{\"code\":\"limit.memory\",\"message\":\"\"}}}\n";

	arena_reset(&g->arena);
	if (setjmp(g->jump) == 0) {
		record_fail(job, &g->arena, r, code, note, answer);
		return;
	}
	*answer = (struct answer){ .status = STATUS_FAILED, .code = code };
	if (job->lines)
		answer->out = str_of(least);
}

bool
guard_clean(struct guard *g, const struct job *job, const struct record *r,
    struct answer *answer)
{
	arena_reset(&g->arena);
	if (setjmp(g->jump) == 0) {
		record_clean(job, &g->arena, r, answer);
		return true;
	}
	guard_fail(g, job, r, MSG_MEMORY,
	    S("out of memory (--limit memory=N)"), answer);
	return false;
}
