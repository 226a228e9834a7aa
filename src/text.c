#include "text.h"

#include "arena.h"
#include "diag.h"
#include "sentence.h"

#include <string.h>

/* lines of one paragraph without a blank line between them */
struct run {
	str *lines;
	size_t n, cap;
};

enum { MOST_WORDS = 1000, MOST_TARGET = 2000 };	/* bytes of a link */

struct reader {
	struct doc *doc;
	str rest;
	uint32_t line;		/* number of the line that comes next */
	uint32_t newlines;	/* line ends since the last block */
	size_t most;		/* blocks */
	bool started;
};

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static str
trim_end(str v)
{
	while (v.n > 0 && blank(v.s[v.n - 1]))
		v.n--;
	return v;
}

/* digits of "12. " or "12) ", or 0 */
static size_t
ordinal(str v, uint32_t *number)
{
	size_t i = 0;

	*number = 0;
	while (i < v.n && i < 4 && v.s[i] >= '0' && v.s[i] <= '9')
		*number = *number * 10 + (uint32_t)(v.s[i++] - '0');
	if (i == 0 || i + 1 >= v.n || (v.s[i] != '.' && v.s[i] != ')') ||
	    v.s[i + 1] != ' ')
		return 0;
	return i + 1;
}

/* bytes of a bullet with its blank, or 0 */
static size_t
bullet(str v)
{
	static const str marks[] = {
		STR("- "), STR("* "), STR("+ "), STR("\xe2\x80\xa2 "),
		STR("\xe2\x97\xa6 "), STR("\xe2\x96\xaa "), STR("\xe2\x97\x8f ")
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(v, marks[i]))
			return marks[i].n;
	return 0;
}

/* whether v starts with a year of our time that no other digit follows */
static bool
year(str v)
{
	size_t n = 0;

	while (n < v.n && v.s[n] >= '0' && v.s[n] <= '9')
		n++;
	return n == 4 && (str_starts(v, S("19")) || str_starts(v, S("20")));
}

/* whether the line is a date by itself: "12. März 2023", "3. 5. 2023" */
static bool
lone_date(str v, uint32_t day, size_t mark)
{
	size_t i = mark + 1, from = i;

	if (day == 0 || day > 31 || v.n > 48)
		return false;
	while (i < v.n && v.s[i] != ' ')
		i++;
	if (i == from || i + 4 >= v.n || !year(str_slice(v, i + 1, v.n)))
		return false;
	for (i += 5; i < v.n; i++)	/* a time of day may follow */
		if (!strchr(" .,:-|0123456789", v.s[i]))
			return false;
	return true;
}

/* splits the marker off the text and sets what it says of the block */
static void
read_marker(struct block *b, str line)
{
	size_t indent = 0, mark = 0;
	str v;

	while (indent < line.n && blank(line.s[indent]))
		indent++;
	v = str_slice(line, indent, line.n);
	while (mark < v.n && v.s[mark] == '#')
		mark++;
	if (mark > 0 && mark <= 6 && mark < v.n && v.s[mark] == ' ') {
		b->kind = KIND_HEADING;
		b->level = (uint8_t)mark++;
	} else if ((mark = bullet(v)) > 0 ||
	    ((mark = ordinal(v, &b->number)) > 0 &&
	    !lone_date(trim_end(v), b->number, mark))) {
		b->kind = KIND_ITEM;
		b->list = (uint8_t)(1 + (indent < 40 ? indent / 2 : 20));
		b->ordered = v.s[0] >= '0' && v.s[0] <= '9';
	} else if (str_starts(v, S("> "))) {
		b->kind = KIND_QUOTE;
		b->quote = 1;
		mark = 2;
	} else {
		b->text = trim_end(v);
		b->lead = (str){ line.s, indent };
		return;
	}
	mark += indent;
	while (mark < line.n && blank(line.s[mark]))
		mark++;
	b->text = trim_end(str_slice(line, mark, line.n));
	b->lead = (str){ line.s, mark };
	if (b->text.n == 0) {		/* a marker alone is text */
		*b = (struct block){ .text = trim_end(v),
		    .lead = { line.s, indent } };
	}
}

/* bytes of a target at v up to the bracket that ends it, or v.n: it is none */
static size_t
target_length(str v)
{
	size_t depth = 0;

	for (size_t i = 0; i < v.n && i < MOST_TARGET; i++) {
		if (blank(v.s[i]) && str_chr(str_slice(v, i, i + 3), '"') == 3)
			return v.n;
		if (v.s[i] == ')' && depth-- == 0)
			return i;
		if (v.s[i] == '(')
			depth++;
	}
	return v.n;
}

/*
 * One Markdown link [words](target) at v; its length, or 0. Brackets inside
 * the words must match; the target has no blank, and brackets in pairs.
 */
static size_t
markdown_link(str v, str *target)
{
	size_t i, depth = 0, n;

	for (i = 0; i < v.n && i < MOST_WORDS; i++) {
		if (v.s[i] == '[')
			depth++;
		else if (v.s[i] == ']' && --depth == 0)
			break;
	}
	if (i + 2 >= v.n || v.s[i] != ']' || v.s[i + 1] != '(')
		return 0;
	*target = str_slice(v, i + 2, v.n);
	n = target_length(*target);
	if (n == target->n || n == 0)
		return 0;
	*target = str_slice(*target, 0, n);
	return i + 2 + n + 1;
}

/* links inside the text become spans; a line that is one image, an image */
static void
read_links(struct doc *d, struct block *b)
{
	struct span *spans = NULL;
	size_t cap = 0, n;
	str target;

	for (size_t i = 0; (i += str_chr(str_slice(b->text, i, b->text.n),
	    '[')) < b->text.n; i++) {
		n = markdown_link(str_slice(b->text, i, b->text.n), &target);
		if (n == 0)
			continue;
		if (i == 1 && b->text.s[0] == '!' && n + 1 == b->text.n) {
			b->kind = KIND_IMAGE;
			b->href = target;
		}
		spans = arena_grow(d->arena, spans, b->nspans, &cap,
		    sizeof(*spans));
		spans[b->nspans++] = (struct span){
			.from = (uint32_t)i, .to = (uint32_t)(i + n),
			.kind = SPAN_LINK, .value = target
		};
		i += n - 1;
	}
	b->spans = spans;
}

static bool
add(struct reader *r, struct block *b, uint32_t line, struct diag *diag)
{
	if (r->doc->n >= r->most) {
		r->doc->truncated = true;
		diag_report(diag, MSG_LIMIT_BLOCKS, &(struct where){
		    .line = line }, "more than %zu blocks (--limit blocks=N)",
		    r->most);
		return false;
	}
	b->line = line;
	b->newlines = r->newlines;
	if (b->kind != KIND_PRE)
		read_links(r->doc, b);
	doc_add(r->doc, b);
	r->newlines = 0;
	return true;
}

/* the run is one block when it is wrapped, else each line is one */
static bool
add_run(struct reader *r, struct run *run, uint32_t line, struct diag *diag)
{
	size_t n = run->n;
	struct block b;
	str all;

	if (n == 0)
		return true;
	all = (str){ run->lines[0].s, (size_t)(run->lines[n - 1].s +
	    run->lines[n - 1].n - run->lines[0].s) };
	if (sentence_wrapped(all)) {
		b = (struct block){ .kind = KIND_PARAGRAPH };
		read_marker(&b, all);
		run->n = 0;
		return add(r, &b, line, diag);
	}
	run->n = 0;
	for (size_t i = 0; i < n; i++) {
		b = (struct block){ .kind = KIND_PARAGRAPH };
		read_marker(&b, run->lines[i]);
		if (i > 0)
			r->newlines = 1;
		if (!add(r, &b, line + (uint32_t)i, diag))
			return false;
	}
	return true;
}

static bool
fence(str line)
{
	return str_starts(line, S("```")) || str_starts(line, S("~~~"));
}

/* from the opening fence to the closing one, both included */
static bool
add_fenced(struct reader *r, str open, struct diag *diag)
{
	const char *end = open.s + open.n;
	uint32_t line = r->line - 1;
	struct block b = { .kind = KIND_PRE };
	str v;

	while (str_line(&r->rest, &v)) {
		r->line++;
		end = v.s + v.n;
		if (str_starts(v, str_slice(open, 0, 3)))
			break;
	}
	b.text = trim_end((str){ open.s, (size_t)(end - open.s) });
	return add(r, &b, line, diag);
}

static str
line_end(str text)
{
	size_t i = 0;

	while (i < text.n && text.s[i] != '\n' && text.s[i] != '\r')
		i++;
	if (i == text.n || text.s[i] == '\n')
		return S("\n");
	return i + 1 < text.n && text.s[i + 1] == '\n' ? S("\r\n") : S("\r");
}

/* files that were put together keep the marks of their byte order */
static bool
next_line(str *rest, str *line)
{
	bool more = str_line(rest, line);

	while (more && str_starts(*line, S("\xef\xbb\xbf")))
		*line = str_slice(*line, 3, line->n);
	return more;
}

bool
text_read(struct doc *d, str text, const struct limits *limits,
    struct diag *diag)
{
	struct reader r = {
		.doc = d, .rest = text, .line = 1,
		.most = limits->v[LIMIT_BLOCKS]
	};
	struct run run = { 0 };
	uint32_t gap = 0, start = 1;
	bool more;
	str line;

	d->eol = line_end(text);
	d->tagged = false;
	do {
		more = next_line(&r.rest, &line);
		r.line += more;
		if (more && str_trim(line).n > 0 && !fence(line)) {
			if (run.n == 0) {
				start = r.line - 1;
				r.newlines = d->n > 0 ? gap + 1 : 0;
			}
			run.lines = arena_grow(d->arena, run.lines, run.n,
			    &run.cap, sizeof(*run.lines));
			run.lines[run.n++] = line;
			gap = 0;
			continue;
		}
		if (!add_run(&r, &run, start, diag))
			return false;
		if (more && fence(line)) {
			r.newlines = d->n > 0 ? gap + 1 : 0;
			if (!add_fenced(&r, line, diag))
				return false;
			gap = 0;
		} else {
			gap++;
		}
	} while (more);
	d->boxes[0].end = (uint32_t)d->n;
	return true;
}
