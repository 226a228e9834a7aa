#include "stats.h"

#include <inttypes.h>
#include <time.h>

double
stats_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
stats_start(struct stats *s)
{
	*s = (struct stats){ .started = stats_clock() };
}

void
stats_count(struct stats *s, enum status status, enum msg code, size_t in,
    size_t out)
{
	s->in++;
	s->bytes_in += in;
	s->bytes_out += out;
	if (status == STATUS_OK) {
		s->ok++;
	} else if (status == STATUS_NONE) {
		s->none++;
	} else {
		s->failed++;
		s->code[code]++;
	}
}

void
stats_line(struct buf *b, const struct stats *s)
{
	const char *before = "";

	buf_printf(b, "{\"in\":%" PRIu64 ",\"ok\":%" PRIu64 ",\"none\":%"
	    PRIu64 ",\"failed\":%" PRIu64 ",\"errors\":{", s->in, s->ok,
	    s->none, s->failed);
	for (size_t m = 0; m < MSG_MAX; m++) {
		if (s->code[m] == 0)
			continue;
		buf_printf(b, "%s\"%s\":%" PRIu64, before,
		    diag_code((enum msg)m), s->code[m]);
		before = ",";
	}
	buf_printf(b, "},\"skipped\":%" PRIu64 ",\"bytes_in\":%" PRIu64
	    ",\"bytes_out\":%" PRIu64 ",\"workers\":%" PRIu64
	    ",\"seconds\":%.3f}", s->skipped, s->bytes_in, s->bytes_out,
	    s->workers, stats_clock() - s->started);
}

void
stats_progress(struct buf *b, const struct stats *s, uint64_t done,
    uint64_t total)
{
	double seconds = stats_clock() - s->started;
	double rate = seconds > 0 ? (double)s->in / seconds : 0;
	double left = done > 0 && total > done ?
	    seconds / (double)done * (double)(total - done) : 0;
	unsigned long t = (unsigned long)left;

	buf_printf(b, "%" PRIu64 " records, %.0f/s", s->in, rate);
	if (s->failed > 0)
		buf_printf(b, ", %" PRIu64 " failed", s->failed);
	if (left > 0)
		buf_printf(b, ", %lu:%02lu:%02lu left", t / 3600,
		    t / 60 % 60, t % 60);
}
