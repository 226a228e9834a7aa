#include "diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fold.h"

/* no message is longer; a longer one ends in "..." */
enum { LINE = 2000, QUOTE = 160 };

static const struct {
	const char *code;
	enum status status;
} rows[] = {
#define ROW(id, code, status) [MSG_##id] = { code, status },
	DIAG_ROWS(ROW)
#undef ROW
};
_Static_assert(sizeof(rows) / sizeof(*rows) == MSG_MAX, "one row a message");

const char *
diag_code(enum msg m)
{
	return rows[m].code;
}

enum status
diag_status(enum msg m)
{
	return rows[m].status;
}

void
diag_init(struct diag *d, void (*put)(void *ctx, enum msg, str line),
    void *ctx)
{
	*d = (struct diag){ .put = put, .ctx = ctx };
}

/* what a page or file says must not steer the terminal */
static size_t
tame(char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
			s[i] = s[i] == '\t' ? ' ' : '?';
	return n;
}

static size_t
place(char *line, const struct where *w)
{
	/* an operand may be empty */
	str file = w->file.n > 0 || w->file.s == NULL ? w->file : S("''");
	size_t n = 0;

	if (file.n > 0)
		n += (size_t)snprintf(line, LINE / 2, "%.*s:",
		    file.n > LINE / 4 ? LINE / 4 : (int)file.n, file.s);
	if (w->line > 0)
		n += (size_t)snprintf(line + n, 16, "%u:", w->line);
	if (w->line > 0 && w->col > 0)
		n += (size_t)snprintf(line + n, 16, "%u:", w->col);
	if (n > 0)
		line[n++] = ' ';
	return n;
}

/* the source line and a caret under the column, in a window around it */
static void
quote(struct diag *d, enum msg m, const struct where *w)
{
	char line[QUOTE + 8];
	size_t at = w->col > 0 ? w->col - 1 : 0, from = 0, pad;
	str v;

	if (at > QUOTE / 2)
		from = at - QUOTE / 2;
	while (from > 0 && from < w->source.n &&
	    ((unsigned char)w->source.s[from] & 0xc0) == 0x80)
		from--;
	v = str_slice(w->source, from, from + QUOTE);
	memcpy(line, "    ", 4);
	memcpy(line + 4, v.s, v.n);
	d->put(d->ctx, m, (str){ line, tame(line, v.n + 4) });
	if (w->col == 0)
		return;
	/* as many cells as the quotation takes before it */
	pad = fold_cells(str_slice((str){ line + 4, v.n }, 0, at - from));
	pad = pad < QUOTE ? pad : QUOTE;
	memset(line, ' ', pad + 4);
	line[pad + 4] = '^';
	d->put(d->ctx, m, (str){ line, pad + 5 });
}

void
diag_report(struct diag *d, enum msg m, const struct where *w,
    const char *fmt, ...)
{
	char line[LINE];
	size_t n = w != NULL ? place(line, w) : d->about.n == 0 ? 0 :
	    place(line, &(struct where){ .file = d->about });
	va_list ap;
	int k;

	va_start(ap, fmt);
	k = vsnprintf(line + n, sizeof(line) - n, fmt, ap);
	va_end(ap);
	if (k >= 0 && (size_t)k >= sizeof(line) - n) {
		n = sizeof(line) - 1;
		memcpy(line + n - 3, "...", 3);
	} else if (k > 0) {
		n += (size_t)k;
	}
	if (rows[m].status > STATUS_OK)
		d->errors++;
	if (rows[m].status > d->worst) {
		d->worst = rows[m].status;
		d->first = m;
	}
	if (d->put == NULL)
		return;
	d->put(d->ctx, m, (str){ line, tame(line, n) });
	if (w != NULL && w->source.n > 0)
		quote(d, m, w);
}
