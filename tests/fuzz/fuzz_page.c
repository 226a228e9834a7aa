/*
 * A page through all of winnow to one of its outputs. The first byte chooses
 * the output, the second what is known of the input; the rest is the page.
 */
#include "fuzz.h"

#include <jansson.h>
#include <libxml/parser.h>

#include "opt.h"
#include "page.h"
#include "setup.h"
#include "utf8.h"

static struct opts opts;
static struct cleaner cleaner;
static struct diag quiet;

static void
set_up(void)
{
	static struct arena process;
	static struct fuzz_jump no_memory;
	static char *argv[] = { (char *)"winnow", (char *)"-R", NULL };

	if (setjmp(no_memory.jump) != 0)
		abort();
	diag_init(&quiet, NULL, NULL);
	arena_init(&process, fuzz_no_memory, &no_memory);
	fuzz_must(opt_parse(&opts, &process, 2, argv, &quiet), "options");
	fuzz_must(setup_cleaner(&cleaner, &opts, &process, &quiet), "rules");
}

/* no control but tab and line end, nothing that reverses text */
static int
is_tame(str v)
{
	for (size_t i = 0; i < v.n; ) {
		uint32_t c = utf8_next(v, &i);

		if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') ||
		    (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e))
			return 0;
	}
	return 1;
}

static int
is_xml(str v)
{
	xmlDocPtr doc = xmlReadMemory(v.s, (int)v.n, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	    XML_PARSE_HUGE);
	int good = doc != NULL;

	xmlFreeDoc(doc);
	return good;
}

static int
is_json(str v)
{
	json_t *value = json_loadb(v.s, v.n, JSON_ALLOW_NUL, NULL);
	int good = json_is_object(value);

	json_decref(value);
	return good;
}

/* a copy without blanks before line ends */
static str
without_blanks(struct arena *a, str v)
{
	char *s = arena_text(a, v.n);
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) {
		while (v.s[i] == '\n' && n > 0 && s[n - 1] == ' ')
			n--;
		s[n++] = v.s[i];
	}
	return (str){ s, n };
}

/*
 * A line that a cut makes shorter may not look wrapped any more: it becomes a
 * paragraph, which has no blanks at its end.
 */
static int
alike(struct arena *a, str one, str two)
{
	return str_eq(without_blanks(a, one), without_blanks(a, two));
}

static void
examine(str out)
{
	const char *name = cleaner.emitter->name;

	fuzz_must(utf8_valid(out), "output is UTF-8");
	fuzz_must(is_tame(out), "output has no controls");
	if (out.n == 0)
		return;
	if (strcmp(name, "xml") == 0)
		fuzz_must(is_xml(out), "XML is well-formed");
	if (strncmp(name, "json", 4) == 0)
		fuzz_must(is_json(out), "JSON is an object");
}

static int
is_plain(const uint8_t *data, size_t n)
{
	str v = { (const char *)data, n };

	return utf8_valid(v) && is_tame(v) && str_chr(v, '\r') == n;
}

static str
clean(struct arena *a, str bytes, enum from from)
{
	struct diag d;
	struct buf out;
	struct page page = { .bytes = bytes, .from = from };

	diag_init(&d, NULL, NULL);
	buf_init(&out, a);
	page_clean(&cleaner, a, &page, &out, &d);
	fuzz_must(out.n == 0 || d.worst == STATUS_OK ||
	    cleaner.emitter->explains || opts.partial,
	    "output or a bad status, not both");
	return buf_str(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const enum from froms[] = { FROM_AUTO, FROM_HTML, FROM_TEXT,
	    FROM_HTML };
	static struct fuzz_jump no_memory;
	struct arena a;
	enum from from;
	str out;

	if (n < 2)
		return 0;
	if (opts.to == NULL)
		set_up();
	arena_init(&a, fuzz_no_memory, &no_memory);
	a.limit = 256 << 20;
	cleaner.emitter = &emitters[data[0] % emitter_count];
	from = froms[data[1] & 3];
	opts.find = (enum find_mode)((data[1] >> 2) % 3);
	opts.partial = data[1] >> 4 & 1;
	cleaner.emit.links = data[1] >> 5 & 1;
	cleaner.emit.blocks = data[1] >> 6 & 1;
	cleaner.emit.width = data[1] >> 7 ? 40 : 0;
	if (setjmp(no_memory.jump) == 0) {
		out = clean(&a, (str){ (const char *)data + 2, n - 2 }, from);
		examine(out);
		/*
		 * Text that came out clean stays as it is; bytes whose charset
		 * had to be guessed are no text.
		 */
		if (from == FROM_TEXT && is_plain(data + 2, n - 2) &&
		    cleaner.emit.width == 0 &&
		    !cleaner.emit.links && !opts.partial &&
		    strcmp(cleaner.emitter->name, "text") == 0 && out.n > 0)
			fuzz_must(alike(&a, clean(&a, out, from), out),
			    "a second run changes nothing");
	}
	arena_free(&a);
	return 0;
}
