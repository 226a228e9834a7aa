/*
 * The language: what the page says of itself, else its script, else the short
 * words that only one language uses often.
 */
#include "metas.h"

#include "arena.h"
#include "meta_stop.h"
#include "utf8.h"

enum {
	SAMPLE = 3000,		/* bytes of text that are looked at */
	PIECE = 400,		/* of one block */
	PROSE = 8,		/* words of a block that is looked at first */
	ENOUGH_WORDS = 50,	/* that bear out what the page says */
	LEAST_WORDS = 20,	/* words before stop words tell anything */
	LEAST_LETTERS = 40,
	LANGUAGES = STOP_LANGUAGES
};

/*
 * Scripts that one language has nearly for itself, by their letters. Where
 * several share one, the letters that only the later row has decide; "" is
 * for words to tell.
 */
static const struct {
	uint32_t from, to;
	const char *lang;
} scripts[] = {
	{ 0x0370, 0x03ff, "el" }, { 0x0400, 0x052f, "" },
	{ 0x0530, 0x058f, "hy" }, { 0x0590, 0x05ff, "he" },
	{ 0x0600, 0x06ff, "ar" }, { 0x0900, 0x097f, "hi" },
	{ 0x0980, 0x09ff, "bn" }, { 0x0a00, 0x0a7f, "pa" },
	{ 0x0a80, 0x0aff, "gu" }, { 0x0b80, 0x0bff, "ta" },
	{ 0x0c00, 0x0c7f, "te" }, { 0x0c80, 0x0cff, "kn" },
	{ 0x0d00, 0x0d7f, "ml" }, { 0x0d80, 0x0dff, "si" },
	{ 0x0e00, 0x0e7f, "th" }, { 0x0e80, 0x0eff, "lo" },
	{ 0x1000, 0x109f, "my" }, { 0x10a0, 0x10ff, "ka" },
	{ 0x1200, 0x137f, "am" }, { 0x1780, 0x17ff, "km" },
	{ 0x3040, 0x30ff, "ja" }, { 0x4e00, 0x9fff, "zh" },
	{ 0xac00, 0xd7af, "ko" },
};

enum { SCRIPTS = COUNT(scripts) };

/* letters that tell languages of one script apart, seen once in a hundred */
static const struct {
	const char *script, *lang;
	uint32_t letters[6];
} marks[] = {
	{ "ar", "ur", { 0x0679, 0x0688, 0x0691, 0x06d2, 0x06ba } },
	{ "ar", "fa", { 0x067e, 0x0686, 0x0698, 0x06af, 0x06cc } },
	{ "", "tg", { 0x04e3, 0x04b7 } },
	{ "", "kk", { 0x049b, 0x04b1 } },
};

enum { MARKS = COUNT(marks) };

struct count {
	unsigned words, letters;
	unsigned langs[LANGUAGES], scripts[SCRIPTS], marks[MARKS];
};

static void
count_letter(struct count *n, uint32_t c)
{
	enum cclass k = utf8_class(c);

	if (k != CC_LETTER && k != CC_UPPER && k != CC_IDEOGRAPH)
		return;
	n->letters++;
	for (unsigned s = 0; c >= 0x370 && s < SCRIPTS; s++)
		n->scripts[s] += c >= scripts[s].from && c <= scripts[s].to;
	for (unsigned m = 0; c >= 0x400 && c <= 0x6ff && m < MARKS; m++)
		for (unsigned i = 0; i < 6; i++)
			n->marks[m] += marks[m].letters[i] == c;
}

static void
count_word(struct count *n, str word)
{
	uint64_t langs = stop_langs(word);

	n->words++;
	for (unsigned l = 0; langs != 0; l++, langs >>= 1)
		n->langs[l] += langs & 1;
}

static bool
ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* may it stand in a word, at its ends, too? */
static bool
word_byte(char c)
{
	return ascii_letter(c) || (c >= '0' && c <= '9') ||
	    (unsigned char)c >= 0x80;
}

/* words stand between blanks, without the marks at their ends */
static void
count_text(struct count *n, str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t from = i, end;

		while (i < text.n && text.s[i] != ' ' && text.s[i] != '\n') {
			if ((unsigned char)text.s[i] < 0x80)
				n->letters += ascii_letter(text.s[i++]);
			else
				count_letter(n, utf8_next(text, &i));
		}
		for (end = i; end > from && !word_byte(text.s[end - 1]); end--)
			;
		while (from < end && !word_byte(text.s[from]))
			from++;
		if (from < end)
			count_word(n, str_slice(text, from, end));
		i++;
	}
}

/* which of the languages it is, LANGUAGES: none of them */
static unsigned
index_of(str lang)
{
	unsigned l = 0;

	while (l < LANGUAGES && !str_eq(lang, str_of(stop_languages[l])))
		l++;
	return l;
}

/* stop words of the language that the page names: it names the right one */
static bool
borne_out(const struct count *n, unsigned said)
{
	return said < LANGUAGES && n->words >= ENOUGH_WORDS &&
	    n->langs[said] * 10 >= n->words;
}

/* prose alone when there is some: menus and labels have no stop words */
static void
count_doc(struct count *n, const struct doc *d, unsigned least, str said)
{
	unsigned named = index_of(said);
	size_t left = SAMPLE;

	*n = (struct count){ 0 };
	for (size_t i = 0; i < d->n && left > 0 && !borne_out(n, named);
	    i++) {
		const struct block *block = &d->blocks[i];
		str text = str_slice(block->text, 0,
		    left < PIECE ? left : PIECE);

		if (block->hidden || block->words < least || (d->tagged &&
		    block->link_chars * 2 > block->chars))
			continue;
		left -= text.n;
		/* not into a character */
		while (text.n < block->text.n && text.n > 0 &&
		    ((unsigned char)block->text.s[text.n] & 0xc0) == 0x80)
			text.n--;
		count_text(n, text);
	}
}

static const char *
mark_of(const struct count *n, unsigned script)
{
	for (unsigned m = 0; m < MARKS; m++)
		if (str_eq(str_of(marks[m].script),
		    str_of(scripts[script].lang)) &&
		    n->marks[m] * 100 > n->scripts[script])
			return marks[m].lang;
	return scripts[script].lang;
}

/* the one in Devanagari, Hindi by default */
static const char *
most_indic(const struct count *n)
{
	unsigned best = STOP_INDIC;

	for (unsigned l = best + 1; l < LANGUAGES; l++)
		if (n->langs[l] > n->langs[best])
			best = l;
	return stop_languages[best];
}

static const char *
by_script(const struct count *n)
{
	if (n->letters < LEAST_LETTERS)
		return "";
	for (unsigned s = 0; s < SCRIPTS; s++)
		/* a tenth of kana makes Japanese of what is mostly Han */
		if (n->scripts[s] * 2 > n->letters ||
		    (str_eq(str_of(scripts[s].lang), S("ja")) &&
		    n->scripts[s] * 10 > n->letters))
			return str_eq(str_of(scripts[s].lang), S("hi")) ?
			    most_indic(n) : mark_of(n, s);
	return "";
}

/* the language of a text, NULL: not told; *sure when others are far behind */
static const char *
by_words(const struct count *n, str said, bool *sure)
{
	unsigned best = 0, second = 0, at = 0, named = index_of(said);
	unsigned of_said = named < LANGUAGES ? n->langs[named] : 0;

	for (unsigned l = 0; l < LANGUAGES; l++) {
		unsigned count = n->langs[l];

		if (count > best) {
			second = best;
			best = count;
			at = l;
		} else if (count > second) {
			second = count;
		}
	}
	*sure = n->words >= 100 && best * 6 >= n->words && best >= 2 * of_said;
	return n->words >= LEAST_WORDS && best * 12 >= n->words &&
	    best > second ? stop_languages[at] : NULL;
}

str
lang_primary(struct arena *a, str tag)
{
	size_t n = 0;
	char *p;

	tag = str_trim(tag);
	while (n < tag.n && ascii_letter(tag.s[n]))
		n++;
	if (n < 2 || n > 3 || (n < tag.n && tag.s[n] != '-' &&
	    tag.s[n] != '_' && tag.s[n] != ',' && tag.s[n] != ';'))
		return (str){ "", 0 };
	p = str_cstr(a, str_slice(tag, 0, n));
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(p[i] | 0x20);
	return (str){ p, n };
}

static void
add_said(struct judge *j, const struct fact *f)
{
	static const struct {
		enum fact_source source;
		const char *key;
		unsigned rank;
	} rows[] = {
		{ FACT_HTML, "lang", SRC_JSONLD - 1 },
		{ FACT_HTML, "xml:lang", SRC_JSONLD - 1 },
		{ FACT_META, "content-language", SRC_OG - 1 },
		{ FACT_META, "language", SRC_META },
		{ FACT_META, "dc.language", SRC_SCHOLAR },
		{ FACT_META, "dcterms.language", SRC_SCHOLAR },
		{ FACT_META, "citation_language", SRC_SCHOLAR },
		{ FACT_META, "og:locale", SRC_META + 1 },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].source == f->source &&
		    str_ieq(str_of(rows[i].key), f->key))
			meta_add(j, META_LANGUAGE, rows[i].key, rows[i].rank,
			    lang_primary(j->doc->arena, f->value));
}

static bool
is_latin(str lang)
{
	return index_of(lang) < STOP_LATIN;
}

/* what the page says most credibly, or empty */
static str
said(const struct judge *j)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < j->meta->n; i++) {
		const struct candidate *c = &j->meta->all[i];

		if (c->field == META_LANGUAGE &&
		    (best == NULL || c->rank < best->rank))
			best = c;
	}
	return best != NULL ? best->value : (str){ "", 0 };
}

/*
 * A template's lang="en" on a page in another language is the most common
 * lie: a script, or words, that tell the language beyond doubt stand over it.
 */
void
meta_language(struct judge *j)
{
	struct doc *d = j->doc;
	struct count n;
	const char *found;
	bool sure = false;
	str lang;

	if (d->lang.n > 0 && !str_eq(lang_primary(d->arena, d->lang),
	    lang_primary(d->arena, doc_fact(d, FACT_HTML, S("lang")))))
		meta_add(j, META_LANGUAGE, "caller", SRC_RULE, d->lang);
	for (size_t i = 0; i < d->nfacts; i++)
		add_said(j, &d->facts[i]);
	lang = said(j);
	count_doc(&n, d, PROSE, lang);
	if (n.words < ENOUGH_WORDS)
		count_doc(&n, d, 0, lang);
	if (*(found = by_script(&n)) != '\0')
		meta_add(j, META_LANGUAGE, "script", is_latin(lang) ?
		    SRC_RULE + 1 : SRC_VISIBLE, str_of(found));
	else if ((found = by_words(&n, lang, &sure)) != NULL)
		meta_add(j, META_LANGUAGE, "stop words", sure && lang.n > 0 ?
		    SRC_RULE + 1 : SRC_VISIBLE + 1, str_of(found));
}
