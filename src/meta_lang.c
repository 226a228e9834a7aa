/*
 * The language: what the page says of itself, else its script, else the short
 * words that only one language uses often.
 */
#include "metas.h"

#include "arena.h"
#include "utf8.h"

enum {
	SAMPLE = 6000,		/* bytes of text that are looked at */
	LEAST_WORDS = 20,	/* words before stop words tell anything */
	LEAST_LETTERS = 40
};

/*
 * Short words that are frequent, and the languages that have them; sorted by
 * bytes. Fifteen a language, which tell even close ones apart.
 */
static const struct stop_word {
	const char *word, *langs;
} stop_words[] = {
	{ "a", "cs sk hu ro" }, { "aan", "nl" }, { "adalah", "id" },
	{ "af", "da" }, { "aj", "sk" }, { "akan", "id" }, { "ako", "sk" },
	{ "al", "ca" }, { "amb", "ca" }, { "and", "en" }, { "are", "en" },
	{ "at", "da" }, { "att", "sv" }, { "au", "fr" }, { "auf", "de" },
	{ "av", "sv nb" }, { "az", "hu" }, { "be", "en" }, { "bir", "tr" },
	{ "bu", "tr" }, { "by", "en cs sk" }, { "care", "ro" },
	{ "che", "it" }, { "cho", "vi" }, { "com", "pt ca" }, { "como", "es" },
	{ "con", "es it" }, { "csak", "hu" }, { "cu", "ro" }, { "các", "vi" },
	{ "có", "vi" }, { "của", "vi" }, { "da", "pt tr" }, { "daha", "tr" },
	{ "dalam", "id" }, { "dan", "id" }, { "dans", "fr" }, { "dari", "id" },
	{ "das", "de" }, { "dat", "nl" }, { "de", "nl hu ro tr" },
	{ "del", "es it ca" }, { "della", "it" }, { "dels", "ca" },
	{ "den", "de sv da nb" }, { "dengan", "id" }, { "der", "de" },
	{ "des", "fr" }, { "det", "sv da nb" }, { "di", "it id" },
	{ "die", "de" }, { "din", "ro" }, { "dla", "pl" },
	{ "do", "pt pl cs sk" }, { "du", "fr" }, { "e", "it pt" },
	{ "een", "nl" }, { "egy", "hu" }, { "ei", "fi" }, { "ein", "de" },
	{ "eine", "de" }, { "el", "es hu ca" }, { "els", "ca" },
	{ "em", "pt" }, { "en", "es nl sv da nb tr ca" }, { "er", "da nb" },
	{ "es", "es" }, { "est", "fr" }, { "este", "ro" },
	{ "et", "fr da nb" }, { "ett", "sv" }, { "että", "fi" },
	{ "ez", "hu" }, { "for", "en da nb" }, { "för", "sv" },
	{ "gibi", "tr" }, { "gli", "it" }, { "ha", "hu" },
	{ "har", "sv da nb" }, { "het", "nl" }, { "hogy", "hu" },
	{ "hän", "fi" }, { "i", "pl cs ca" }, { "ikke", "da nb" },
	{ "il", "it" }, { "ile", "tr" }, { "im", "de" }, { "ini", "id" },
	{ "inte", "sv" }, { "is", "en nl hu" }, { "ist", "de" },
	{ "it", "en" }, { "itu", "id" }, { "için", "tr" }, { "ja", "fi" },
	{ "jak", "pl" }, { "jako", "cs" }, { "je", "cs sk" }, { "jest", "pl" },
	{ "joka", "fi" }, { "juga", "id" }, { "kadar", "tr" }, { "ke", "id" },
	{ "khi", "vi" }, { "không", "vi" }, { "které", "cs" },
	{ "ktoré", "sk" }, { "kuin", "fi" }, { "kun", "fi" },
	{ "la", "fr es it ro ca" }, { "las", "es" }, { "le", "fr" },
	{ "les", "fr ca" }, { "los", "es" }, { "là", "vi" }, { "mai", "ro" },
	{ "med", "sv da nb" }, { "meg", "hu" }, { "met", "nl" },
	{ "mit", "de" }, { "mutta", "fi" }, { "myös", "fi" }, { "már", "hu" },
	{ "một", "vi" }, { "na", "pt pl cs sk" }, { "nel", "it" },
	{ "nem", "hu" }, { "những", "vi" }, { "nicht", "de" }, { "nie", "pl" },
	{ "niet", "nl" }, { "niin", "fi" }, { "no", "pt" }, { "non", "it" },
	{ "nu", "ro" }, { "này", "vi" }, { "não", "pt" },
	{ "o", "pt pl cs sk ro" }, { "och", "sv" }, { "of", "en" },
	{ "og", "da nb" }, { "olan", "tr" }, { "olarak", "tr" },
	{ "oli", "fi" }, { "on", "en fi" }, { "ook", "nl" }, { "op", "nl" },
	{ "os", "pt" }, { "ovat", "fi" }, { "pada", "id" },
	{ "para", "es pt" }, { "pas", "fr" }, { "pe", "ro" },
	{ "pentru", "ro" }, { "per", "it ca" }, { "po", "pl" },
	{ "por", "es" }, { "pour", "fr" }, { "przez", "pl" },
	{ "på", "sv da nb" }, { "que", "fr es pt ca" }, { "qui", "fr" },
	{ "s", "cs sk" }, { "sa", "sk" }, { "se", "es fi cs" },
	{ "sekä", "fi" }, { "sich", "de" }, { "się", "pl" },
	{ "som", "sv da nb" }, { "sono", "it" }, { "sonra", "tr" },
	{ "sur", "fr" }, { "să", "ro" }, { "te", "nl" }, { "that", "en" },
	{ "the", "en" }, { "this", "en" }, { "tidak", "id" },
	{ "til", "da nb" }, { "till", "sv" }, { "to", "en pl cs sk" },
	{ "trong", "vi" }, { "um", "pt" }, { "uma", "pt" }, { "un", "it" },
	{ "una", "es it ca" }, { "und", "de" }, { "une", "fr" },
	{ "untuk", "id" }, { "v", "cs sk" }, { "van", "nl" }, { "ve", "tr" },
	{ "volt", "hu" }, { "von", "de" }, { "voor", "nl" }, { "và", "vi" },
	{ "với", "vi" }, { "w", "pl" }, { "was", "en" }, { "with", "en" },
	{ "y", "es" }, { "yang", "id" }, { "z", "pl cs sk" }, { "zijn", "nl" },
	{ "zu", "de" }, { "är", "sv" }, { "å", "nb" }, { "çok", "tr" },
	{ "é", "pt" }, { "és", "hu ca" }, { "în", "ro" }, { "được", "vi" },
	{ "để", "vi" }, { "że", "pl" }, { "že", "cs sk" }, { "și", "ro" },
	{ "в", "ru uk bg" }, { "для", "ru uk" }, { "з", "uk" }, { "за", "bg" },
	{ "и", "ru bg" }, { "из", "ru" }, { "как", "ru" }, { "като", "bg" },
	{ "на", "ru uk bg" }, { "не", "ru uk bg" }, { "от", "bg" },
	{ "с", "ru bg" }, { "се", "bg" }, { "та", "uk" }, { "це", "uk" },
	{ "че", "bg" }, { "что", "ru" }, { "що", "uk" }, { "это", "ru" },
	{ "як", "uk" }, { "і", "uk" },
};

enum { STOP_WORDS = sizeof(stop_words) / sizeof(*stop_words) };

/* the languages counted; those before "ru" are written in Latin letters */
static const char *const languages[] = {
	"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi",
	"pl", "cs", "sk", "hu", "ro", "tr", "id", "vi", "ca", "ru", "uk", "bg"
};

enum { LANGUAGES = sizeof(languages) / sizeof(*languages), LATIN = 20 };

/* scripts that one language has nearly for itself, by their letters */
static const struct {
	uint32_t from, to;
	const char *lang;
} scripts[] = {
	{ 0x0370, 0x03ff, "el" }, { 0x0590, 0x05ff, "he" },
	{ 0x0600, 0x06ff, "ar" }, { 0x0900, 0x097f, "hi" },
	{ 0x0980, 0x09ff, "bn" }, { 0x0b80, 0x0bff, "ta" },
	{ 0x0c00, 0x0c7f, "te" }, { 0x0e00, 0x0e7f, "th" },
	{ 0x10a0, 0x10ff, "ka" }, { 0x0530, 0x058f, "hy" },
	{ 0x3040, 0x30ff, "ja" }, { 0x4e00, 0x9fff, "zh" },
	{ 0xac00, 0xd7af, "ko" },
};

enum { SCRIPTS = sizeof(scripts) / sizeof(*scripts) };

static str
sample(const struct doc *d)
{
	struct buf b;

	buf_init(&b, d->arena);
	for (size_t i = 0; i < d->n && b.n < SAMPLE; i++) {
		const struct block *block = &d->blocks[i];

		if (block->hidden || (d->tagged &&
		    block->link_chars * 2 > block->chars))
			continue;
		buf_put(&b, str_slice(block->text, 0, SAMPLE - b.n));
		buf_putc(&b, '\n');
	}
	return utf8_repair(d->arena, buf_str(&b));
}

static const char *
by_script(str text)
{
	unsigned count[SCRIPTS] = { 0 }, letters = 0;

	for (size_t i = 0; i < text.n; ) {
		uint32_t c = utf8_next(text, &i);
		enum cclass k = utf8_class(c);

		if (k != CC_LETTER && k != CC_UPPER && k != CC_IDEOGRAPH)
			continue;
		letters++;
		for (unsigned s = 0; c >= 0x370 && s < SCRIPTS; s++)
			count[s] += c >= scripts[s].from && c <= scripts[s].to;
	}
	if (letters < LEAST_LETTERS)
		return NULL;
	for (unsigned s = 0; s < SCRIPTS; s++)
		/* a tenth of kana makes Japanese of what is mostly Han */
		if (count[s] * 2 > letters ||
		    (str_eq(str_of(scripts[s].lang), S("ja")) &&
		    count[s] * 10 > letters))
			return scripts[s].lang;
	return NULL;
}

/* the next word of the text: between blanks, without marks at its ends */
static str
next_word(str *rest)
{
	str word = str_token(rest);

	while (word.n > 0 && str_chr(S("\"'([,.;:!?)]"), word.s[0]) < 12)
		word = str_slice(word, 1, word.n);
	while (word.n > 0 && str_chr(S("\"'([,.;:!?)]"),
	    word.s[word.n - 1]) < 12)
		word.n--;
	return word;
}

static str
langs_of(str word)
{
	size_t from = 0, to = STOP_WORDS;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = str_cmp(word, str_of(stop_words[mid].word));

		if (c == 0)
			return str_of(stop_words[mid].langs);
		if (c < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return (str){ "", 0 };
}

/* counts stop words by language; returns the number of all words */
static unsigned
count_words(str text, unsigned count[LANGUAGES])
{
	unsigned words = 0;

	while (text.n > 0) {
		str word = next_word(&text), langs, lang;

		words += word.n > 0;
		langs = langs_of(word);
		while ((lang = str_token(&langs)).n > 0)
			for (unsigned l = 0; l < LANGUAGES; l++)
				count[l] += str_eq(lang, str_of(languages[l]));
	}
	return words;
}

/* the language of a text, NULL: not told; *sure when others are far behind */
static const char *
by_words(str text, str said, bool *sure)
{
	unsigned count[LANGUAGES] = { 0 }, words, best = 0, second = 0;
	unsigned at = 0, of_said = 0;

	words = count_words(text, count);
	for (unsigned l = 0; l < LANGUAGES; l++) {
		if (str_eq(said, str_of(languages[l])))
			of_said = count[l];
		if (count[l] > best) {
			second = best;
			best = count[l];
			at = l;
		} else if (count[l] > second) {
			second = count[l];
		}
	}
	*sure = words >= 100 && best * 6 >= words && best >= 2 * of_said;
	return words >= LEAST_WORDS && best * 12 >= words && best > second ?
	    languages[at] : NULL;
}

static bool
tag_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

str
lang_primary(struct arena *a, str tag)
{
	size_t n = 0;
	char *p;

	tag = str_trim(tag);
	while (n < tag.n && tag_letter(tag.s[n]))
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

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].source == f->source &&
		    str_ieq(str_of(rows[i].key), f->key))
			meta_add(j, META_LANGUAGE, rows[i].key, rows[i].rank,
			    lang_primary(j->doc->arena, f->value));
}

static bool
is_latin(str lang)
{
	for (unsigned l = 0; l < LATIN; l++)
		if (str_eq(lang, str_of(languages[l])))
			return true;
	return false;
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
	str text = sample(d), lang;
	const char *found;
	bool sure = false;

	if (d->lang.n > 0 && !str_eq(lang_primary(d->arena, d->lang),
	    lang_primary(d->arena, doc_fact(d, FACT_HTML, S("lang")))))
		meta_add(j, META_LANGUAGE, "caller", SRC_RULE, d->lang);
	for (size_t i = 0; i < d->nfacts; i++)
		add_said(j, &d->facts[i]);
	lang = said(j);
	if ((found = by_script(text)) != NULL)
		meta_add(j, META_LANGUAGE, "script", is_latin(lang) ?
		    SRC_RULE + 1 : SRC_VISIBLE, str_of(found));
	else if ((found = by_words(text, lang, &sure)) != NULL)
		meta_add(j, META_LANGUAGE, "stop words", sure && lang.n > 0 ?
		    SRC_RULE + 1 : SRC_VISIBLE + 1, str_of(found));
}
