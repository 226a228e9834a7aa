/*
 * A line of JSON: what jansson takes is taken, every string decodes to UTF-8,
 * and a record put together again is JSON.
 */
#include "fuzz.h"

#include <jansson.h>

#include "jsonl.h"
#include "utf8.h"

static int
jansson_takes(str v)
{
	json_t *value = json_loadb(v.s, v.n, JSON_ALLOW_NUL, NULL);
	int good = json_is_object(value);

	json_decref(value);
	return good;
}

static void
take_apart(struct arena *a, struct jsonl *j)
{
	struct jsonl again;
	struct buf out;

	for (size_t i = 0; i < j->n; i++) {
		fuzz_must(utf8_valid(j->members[i].name), "names are UTF-8");
		if (jsonl_is_string(j->members[i].value))
			fuzz_must(utf8_valid(jsonl_decode(a,
			    j->members[i].value)), "strings are UTF-8");
	}
	jsonl_remove(j, S("html"));
	buf_init(&out, a);
	jsonl_splice(&out, j, &(struct jsonl){ .line = S("{}") },
	    S("\"status\":\"ok\""));
	fuzz_must(jsonl_scan(&again, a, buf_str(&out)), "a record is JSON");
	fuzz_must(jsonl_last(&again, S("html")) == NULL, "html is gone");
	fuzz_must(jsonl_last(&again, S("winnow")) != NULL, "ours is there");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct fuzz_jump no_memory;
	str line = { (const char *)data, n };
	struct arena a;
	struct jsonl j;

	arena_init(&a, fuzz_no_memory, &no_memory);
	a.limit = 256 << 20;
	if (setjmp(no_memory.jump) == 0) {
		if (jsonl_scan(&j, &a, line))
			take_apart(&a, &j);
		else
			/* jansson lets some NUL bytes through */
			fuzz_must(j.error != NULL &&
			    (memchr(data, '\0', n) != NULL ||
			    !jansson_takes(line)), "what is JSON is taken");
	}
	arena_free(&a);
	return 0;
}
