/*
 * Batches under everything that can go wrong with a record: whatever happens,
 * one answer each, in order, and only the record that fails is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "arena.h"
#include "batch.h"
#include "io.h"
#include "sandbox.h"

#ifdef WINNOW_SANITIZED
enum { MANY = 600, SANITIZED = 1 };
#else
enum { MANY = 6000, SANITIZED = 0 };
#endif

static void
no_memory(void *ctx)
{
	(void)ctx;
	abort();
}

/* the test library catches this signal */
static void
crash(void)
{
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
}

static void
burn(void)
{
	for (volatile unsigned i = 0; i < 1; i = 0)
		;
}

static void
overflow(struct arena *a)
{
	for (;;)
		arena_alloc(a, 1 << 20);
}

static void
intrude(struct buf *out)
{
	bool in = open("/etc/passwd", O_RDONLY) >= 0 ||
	    socket(AF_INET, SOCK_STREAM, 0) >= 0 || fork() >= 0;

	if (write(STDOUT_FILENO, "intruder\n", 9) < 0)
		in = true;	/* it is /dev/null, not the output */
	buf_puts(out, in ? "{\"text\":\"in\"}" : "{\"text\":\"out\"}");
}

/* cleans by command: the page says what is to happen to it */
static void
obey(void *ctx, struct arena *a, const struct page *p, struct buf *out,
    struct diag *d)
{
	const char *which = ctx;

	if (str_eq(p->bytes, S("crash")))
		crash();
	else if (str_eq(p->bytes, S("exit")))
		_exit(0);
	else if (str_eq(p->bytes, S("hang")))
		burn();
	else if (str_eq(p->bytes, S("grow")))
		overflow(a);
	else if (str_eq(p->bytes, S("slow")) && usleep(300000) != 0)
		abort();
	else if (str_eq(p->bytes, S("lie")))
		(void)!write(STDERR_FILENO + 1, "rubbish rubbish rubbish "
		    "rubbish rubbish rubbish rubbish", 56);
	else if (str_eq(p->bytes, S("lines")))
		buf_puts(out, "{\"a\":[1,\n2]}");
	else if (str_eq(p->bytes, S("intrude")))
		intrude(out);
	else if (str_eq(p->bytes, S("none")))
		diag_report(d, MSG_NO_ARTICLE, NULL, "nothing here");
	else if (str_eq(p->bytes, S("deep")))
		diag_report(d, MSG_LIMIT_DEPTH, NULL, "too deep");
	else
		buf_printf(out, "{\"text\":\"%.*s\",\"title\":\"%s\"}",
		    P(p->bytes), which);
}

struct bench {
	struct arena arena;
	struct limits limits;
	struct job job;
	struct source_lines source;
	struct sink_stream sink;
	struct batch batch;
	struct diag diag;
};

static void
set_up_bench(struct bench *b, int in, int out, unsigned jobs)
{
	static char title[] = "T";

	memset(b, 0, sizeof(*b));
	arena_init(&b->arena, no_memory, NULL);
	limits_default(&b->limits);
	b->limits.v[LIMIT_MEMORY] = 8 << 20;
	b->job = (struct job){ .clean = obey, .ctx = title,
	    .limits = &b->limits, .lines = true,
	    .about = S("\"version\":\"0\"") };
	source_lines_init(&b->source, in, "in", &b->limits, &b->arena);
	sink_stream_init(&b->sink, out, "out", &b->arena);
	b->batch = (struct batch){ .job = &b->job,
	    .source = &b->source.source, .sink = &b->sink.sink,
	    /* the tests after this one need files */
	    .opens = true, .jobs = jobs };
	diag_init(&b->diag, NULL, NULL);
}

static void
tear_down_bench(struct bench *b)
{
	lines_free(&b->source.lines);
	arena_free(&b->arena);
}

/* what a temporary file holds, from its start */
static str
read_back(FILE *f)
{
	static char *s;
	size_t n;

	free(s);
	fflush(f);
	fseek(f, 0, SEEK_END);
	n = (size_t)ftell(f);
	rewind(f);
	s = malloc(n + 1);
	assert_int_equal(fread(s, 1, n, f), n);
	s[n] = '\0';
	return (str){ s, n };
}

/* runs lines through a batch; returns its output, *stats its counts */
static str
run_lines(str in, unsigned jobs, double timeout,
    const struct sandbox_opts *sandbox, struct stats *stats)
{
	static FILE *out;
	FILE *f = tmpfile();
	struct bench b;

	if (out != NULL)
		fclose(out);
	out = tmpfile();
	fwrite(in.s, 1, in.n, f);
	fflush(f);
	rewind(f);
	set_up_bench(&b, fileno(f), fileno(out), jobs);
	b.batch.timeout = timeout;
	b.batch.sandbox = sandbox;
	assert_true(batch_run(&b.batch, &b.arena, &b.diag));
	*stats = b.batch.stats;
	assert_int_equal(stats->in, stats->ok + stats->none + stats->failed);
	tear_down_bench(&b);
	fclose(f);
	return read_back(out);
}

/* the next line of an output as JSON */
static json_t *
next_object(str *out)
{
	str line = str_cut(*out, '\n', out);
	json_t *o = json_loadb(line.s, line.n, 0, NULL);

	if (o == NULL)
		fail_msg("not JSON: %.*s", P(line));
	return o;
}

static const char *
code_of(json_t *o)
{
	json_t *w = json_object_get(o, "winnow");
	json_t *error = json_object_get(w, "error");

	return error == NULL ?
	    json_string_value(json_object_get(w, "status")) :
	    json_string_value(json_object_get(error, "code"));
}

static void
test_one_each(void **state)
{
	const str in = S(
	    "{\"id\":1,\"html\":\"hello\"}\n"
	    "{\"id\":2,\"html\":\"none\"}\n"
	    "{\"id\":3,\"html\":\"deep\"}\n"
	    "not json\n"
	    "\n"
	    "{\"id\":4}\n"
	    "{\"id\":5,\"html\":7}\n"
	    "{\"id\":6,\"html\":null,\"text\":\"plain\",\"title\":0}\n"
	    "{\"id\":7,\"html\":\"a\",\"text\":\"mine\"}\n"
	    "{\"id\":8,\"html\":\"last\"}");
	const char *want =
	    "{\"id\":1, \"text\":\"hello\", \"title\":\"T\", \"winnow\": "
	    "{\"version\":\"0\", \"status\": \"ok\"}}\n"
	    "{\"id\":2, \"text\": \"\", \"winnow\": {\"version\":\"0\", "
	    "\"status\": \"none\", \"reason\": \"nothing here\"}}\n"
	    "{\"id\":3, \"winnow\": {\"version\":\"0\", \"status\": "
	    "\"failed\", \"error\": {\"code\": \"limit.depth\", "
	    "\"message\": \"too deep\"}, \"line\": 3}}\n"
	    "{\"winnow\": {\"version\":\"0\", \"status\": \"failed\", "
	    "\"error\": {\"code\": \"record\", \"message\": \"line 4: not "
	    "a JSON object: not an object (byte 1)\"}, \"line\": 4}}\n"
	    "{\"winnow\": {\"version\":\"0\", \"status\": \"failed\", "
	    "\"error\": {\"code\": \"record\", \"message\": \"line 5: not "
	    "a JSON object: not an object (byte 1)\"}, \"line\": 5}}\n"
	    "{\"id\":4, \"winnow\": {\"version\":\"0\", \"status\": "
	    "\"failed\", \"error\": {\"code\": \"record\", \"message\": "
	    "\"line 6: no \\\"html\\\" and no \\\"text\\\"\"}, "
	    "\"line\": 6}}\n"
	    "{\"id\":5, \"winnow\": {\"version\":\"0\", \"status\": "
	    "\"failed\", \"error\": {\"code\": \"record\", \"message\": "
	    "\"line 7: \\\"html\\\" is not a string\"}, \"line\": 7}}\n"
	    "{\"id\":6, \"title\":0, \"text\":\"plain\", \"winnow\": "
	    "{\"version\":\"0\", \"status\": \"ok\", \"title\":\"T\"}}\n"
	    "{\"id\":7, \"text\":\"mine\", \"title\":\"T\", \"winnow\": "
	    "{\"version\":\"0\", \"status\": \"ok\", \"text\":\"a\"}}\n"
	    "{\"id\":8, \"text\":\"last\", \"title\":\"T\", \"winnow\": "
	    "{\"version\":\"0\", \"status\": \"ok\"}}\n";

	(void)state;
	for (unsigned jobs = 0; jobs <= 3; jobs++) {
		struct stats s;
		str out = run_lines(in, jobs, 0, NULL, &s);

		assert_string_equal(out.s, want);
		assert_int_equal(s.in, 10);
		assert_int_equal(s.ok, 4);
		assert_int_equal(s.none, 1);
		assert_int_equal(s.failed, 5);
		assert_int_equal(s.code[MSG_RECORD], 4);
		assert_int_equal(s.code[MSG_LIMIT_DEPTH], 1);
		assert_int_equal(s.bytes_out, out.n);
	}
}

/* every 7th record of a kind that kills or stalls; sizes vary widely */
static const struct {
	const char *page, *code;
} dangers[] = {
	{ "crash", "crash" }, { "exit", "crash" }, { "grow", "limit.memory" },
	{ "none", "none" }, { "deep", "limit.depth" }, { "lie", "crash" },
};

static const char *
page_of(unsigned i, const char **code, char *big, size_t size)
{
	size_t n = i % 50 == 3 ? size : i % 13;

	*code = "ok";
	if (i % 7 == 0) {
		unsigned k = i / 7 % (sizeof(dangers) / sizeof(*dangers));

		*code = dangers[k].code;
		return dangers[k].page;
	}
	memset(big, 'x', n);
	big[n] = '\0';
	return big;
}

static void
test_faults(void **state)
{
	enum { BIG = 400000 };
	char *big = malloc(BIG + 1), *text = NULL;
	const char *code;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	(void)state;
	for (unsigned i = 0; i < MANY; i++)
		fprintf(f, "{\"id\":%u,\"html\":\"%s\"}\n", i,
		    page_of(i, &code, big, BIG));
	fclose(f);
	for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
		struct sandbox_opts o = { .memory = 1 << 30 };
		struct stats s;
		str out = run_lines((str){ text, n }, jobs, 20, &o, &s);

		assert_int_equal(s.in, MANY);
		for (unsigned i = 0; i < MANY; i++) {
			json_t *r = next_object(&out);
			const char *page = page_of(i, &code, big, BIG);

			assert_int_equal(i, json_integer_value(
			    json_object_get(r, "id")));
			assert_string_equal(code, code_of(r));
			if (strcmp(code, "ok") == 0)
				assert_string_equal(page, json_string_value(
				    json_object_get(r, "text")));
			json_decref(r);
		}
		assert_int_equal(out.n, 0);
	}
	free(text);
	free(big);
}

static void
test_timeout(void **state)
{
	const str in = S("{\"html\":\"a\"}\n{\"html\":\"hang\"}\n"
	    "{\"html\":\"b\"}\n{\"html\":\"hang\"}\n{\"html\":\"c\"}\n");
	static const char *const want[] = { "ok", "limit.time", "ok",
	    "limit.time", "ok" };

	(void)state;
	for (unsigned jobs = 1; jobs <= 2; jobs++) {
		struct stats s;
		str out = run_lines(in, jobs, 0.5, NULL, &s);

		for (size_t i = 0; i < 5; i++) {
			json_t *r = next_object(&out);

			assert_string_equal(code_of(r), want[i]);
			json_decref(r);
		}
		assert_int_equal(s.failed, 2);
		/* the last one may need no successor */
		assert_in_range(s.workers, jobs + 1, jobs + 2);
	}
}

/* those behind a slow one wait for it, and it goes on after them */
static void
test_slow_first(void **state)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	(void)state;
	for (unsigned i = 0; i < 500; i++)
		fprintf(f, "{\"id\":%u,\"html\":\"%s\"}\n", i,
		    i % 200 == 0 ? "slow" : "x");
	fclose(f);
	alarm(60);
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct stats s;
		str out = run_lines((str){ text, n }, jobs, 0, NULL, &s);

		assert_int_equal(s.ok, 500);
		for (unsigned i = 0; i < 500; i++) {
			json_t *r = next_object(&out);

			assert_int_equal(i, json_integer_value(
			    json_object_get(r, "id")));
			json_decref(r);
		}
	}
	alarm(0);
	free(text);
}

/* a worker that a page took over reaches nothing, its parent least of all */
static void
test_intruder(void **state)
{
	const str in = S("{\"html\":\"intrude\"}\n{\"html\":\"lines\"}\n"
	    "{\"html\":\"x\"}\n");
	struct sandbox_opts o = { .memory = 1 << 30 };
	struct stats s;
	str out = run_lines(in, 1, 0, &o, &s);
	json_t *r = next_object(&out);

	(void)state;
	assert_string_equal(json_string_value(json_object_get(r, "text")),
	    "out");
	json_decref(r);
	r = next_object(&out);
	assert_string_equal(code_of(r), "crash");
	json_decref(r);
	r = next_object(&out);
	assert_string_equal(code_of(r), "ok");
	json_decref(r);
	assert_int_equal(out.n, 0);
}

/* a client that sends the next page only after the answer to the last one */
static void
converse(int to, int from)
{
	char page[100], answer[1000];

	for (unsigned i = 0; i < 300; i++) {
		int n = snprintf(page, sizeof(page),
		    "{\"id\":%u,\"html\":\"x\"}\n", i);
		size_t got = 0;

		if (!io_write(to, (str){ page, (size_t)n }))
			_exit(1);
		while (got == 0 || answer[got - 1] != '\n') {
			ssize_t k = read(from, answer + got,
			    sizeof(answer) - got);

			if (k <= 0)
				_exit(2);
			got += (size_t)k;
		}
		if (atoi(answer + 6) != (int)i)
			_exit(3);
	}
	_exit(0);
}

static void
test_coprocess(void **state)
{
	(void)state;
	for (unsigned jobs = 0; jobs <= 2; jobs++) {
		int in[2], out[2], how;
		struct bench b;
		pid_t pid;

		assert_int_equal(pipe(in), 0);
		assert_int_equal(pipe(out), 0);
		pid = fork();
		if (pid == 0) {
			close(in[0]);
			close(out[1]);
			converse(in[1], out[0]);
		}
		close(in[1]);
		close(out[0]);
		alarm(60);
		set_up_bench(&b, in[0], out[1], jobs);
		assert_true(batch_run(&b.batch, &b.arena, &b.diag));
		alarm(0);
		assert_int_equal(b.batch.stats.ok, 300);
		tear_down_bench(&b);
		close(in[0]);
		close(out[1]);
		waitpid(pid, &how, 0);
		assert_int_equal(how, 0);
	}
}

/* SIGTERM: what was read is answered, then it ends */
static void
test_signal(void **state)
{
	(void)state;
	for (unsigned jobs = 0; jobs <= 2; jobs += 2) {
		int in[2], out[2], how;
		char text[4096];
		ssize_t n;
		pid_t pid;

		assert_int_equal(pipe(in), 0);
		assert_int_equal(pipe(out), 0);
		pid = fork();
		if (pid == 0) {
			struct bench b;

			close(in[1]);
			close(out[0]);
			set_up_bench(&b, in[0], out[1], jobs);
			if (!batch_run(&b.batch, &b.arena, &b.diag))
				_exit(1);
			_exit(128 + b.batch.signal);
		}
		close(in[0]);
		close(out[1]);
		assert_true(io_write(in[1], S("{\"html\":\"a\"}\n")));
		n = read(out[0], text, sizeof(text));
		assert_true(n > 0);
		kill(pid, SIGTERM);
		assert_int_equal(waitpid(pid, &how, 0), pid);
		assert_int_equal(WEXITSTATUS(how), 128 + SIGTERM);
		assert_int_equal(read(out[0], text, sizeof(text)), 0);
		close(in[1]);
		close(out[0]);
	}
}

/* nobody reads on: quiet, and at once */
static void
test_broken_pipe(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	for (unsigned jobs = 0; jobs <= 2; jobs++) {
		FILE *f = tmpfile();
		int out[2];
		struct bench b;

		for (unsigned i = 0; i < 10000; i++)
			fputs("{\"html\":\"some words of no use\"}\n", f);
		fflush(f);
		rewind(f);
		assert_int_equal(pipe(out), 0);
		close(out[0]);
		set_up_bench(&b, fileno(f), out[1], jobs);
		assert_false(batch_run(&b.batch, &b.arena, &b.diag));
		assert_true(b.sink.broken);
		assert_int_equal(b.diag.worst, STATUS_OK);
		tear_down_bench(&b);
		close(out[1]);
		fclose(f);
	}
	signal(SIGPIPE, SIG_DFL);
}

static void
test_full_disk(void **state)
{
	(void)state;
	for (unsigned jobs = 0; jobs <= 1; jobs++) {
		FILE *f = tmpfile();
		int out = open("/dev/full", O_WRONLY);
		struct bench b;

		if (out < 0)
			skip();
		fputs("{\"html\":\"x\"}\n", f);
		fflush(f);
		rewind(f);
		set_up_bench(&b, fileno(f), out, jobs);
		assert_false(batch_run(&b.batch, &b.arena, &b.diag));
		assert_false(b.sink.broken);
		assert_int_equal(b.diag.first, MSG_WRITE);
		tear_down_bench(&b);
		close(out);
		fclose(f);
	}
}

static void
test_too_long(void **state)
{
	char *text = malloc(30000);
	int n = sprintf(text, "{\"html\":\"a\"}\n{\"html\":\"%020000d\"}\n"
	    "{\"html\":\"b\"}\n", 0);

	(void)state;
	for (unsigned jobs = 0; jobs <= 1; jobs++) {
		FILE *f = tmpfile(), *to = tmpfile();
		struct bench b;
		json_t *r;
		str out;

		fwrite(text, 1, (size_t)n, f);
		fflush(f);
		rewind(f);
		set_up_bench(&b, fileno(f), fileno(to), jobs);
		b.source.lines.most = 10000;
		assert_true(batch_run(&b.batch, &b.arena, &b.diag));
		out = read_back(to);
		assert_int_equal(b.batch.stats.in, 3);
		assert_int_equal(b.batch.stats.code[MSG_LIMIT_RECORD], 1);
		json_decref(next_object(&out));
		r = next_object(&out);
		assert_string_equal(code_of(r), "limit.record");
		json_decref(r);
		r = next_object(&out);
		assert_string_equal(code_of(r), "ok");
		json_decref(r);
		tear_down_bench(&b);
		fclose(f);
		fclose(to);
	}
	free(text);
}

static void
test_stats_line(void **state)
{
	struct stats s;
	struct arena a;
	struct buf b;
	json_t *o;

	(void)state;
	arena_init(&a, no_memory, NULL);
	buf_init(&b, &a);
	stats_start(&s);
	stats_count(&s, STATUS_OK, MSG_NOTE, 10, 5);
	stats_count(&s, STATUS_NONE, MSG_NO_ARTICLE, 10, 2);
	stats_count(&s, STATUS_FAILED, MSG_CRASH, 10, 1);
	stats_count(&s, STATUS_FAILED, MSG_CRASH, 10, 1);
	stats_line(&b, &s);
	o = json_loadb(b.s, b.n, 0, NULL);
	assert_int_equal(json_integer_value(json_object_get(o, "in")), 4);
	assert_int_equal(json_integer_value(json_object_get(o, "failed")), 2);
	assert_int_equal(json_integer_value(json_object_get(
	    json_object_get(o, "errors"), "crash")), 2);
	assert_int_equal(json_integer_value(json_object_get(o, "bytes_in")),
	    40);
	json_decref(o);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_each), cmocka_unit_test(test_faults),
		cmocka_unit_test(test_timeout),
		cmocka_unit_test(test_slow_first),
		cmocka_unit_test(test_intruder),
		cmocka_unit_test(test_coprocess),
		cmocka_unit_test(test_broken_pipe),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_stats_line),
		/* last: the signal is remembered */
		cmocka_unit_test(test_signal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
