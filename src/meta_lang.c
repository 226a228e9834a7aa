/*
 * The language: what the page says of itself, else its script, else the short
 * words that only one language uses often.
 */
#include "metas.h"

#include "arena.h"
#include "utf8.h"

enum {
	SAMPLE = 3000,		/* bytes of text that are looked at */
	PIECE = 400,		/* of one block */
	PROSE = 8,		/* words of a block that is looked at first */
	ENOUGH_WORDS = 50,	/* that bear out what the page says */
	LEAST_WORDS = 20,	/* words before stop words tell anything */
	LEAST_LETTERS = 40,
	LONGEST_STOP = 8	/* bytes of a stop word */
};

/* a bit each; those before RU are written in Latin letters */
enum {
	EN = 1 << 0, DE = 1 << 1, FR = 1 << 2, ES = 1 << 3, IT = 1 << 4,
	PT = 1 << 5, NL = 1 << 6, SV = 1 << 7, DA = 1 << 8, NB = 1 << 9,
	FI = 1 << 10, PL = 1 << 11, CS = 1 << 12, SK = 1 << 13, HU = 1 << 14,
	RO = 1 << 15, TR = 1 << 16, ID = 1 << 17, VI = 1 << 18, CA = 1 << 19,
	HR = 1 << 20, SL = 1 << 21, LT = 1 << 22, LV = 1 << 23, ET = 1 << 24,
	RU = 1 << 25, UK = 1 << 26, BG = 1 << 27, SR = 1 << 28
};

/* in the order of the bits */
static const char *const languages[] = {
	"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi",
	"pl", "cs", "sk", "hu", "ro", "tr", "id", "vi", "ca", "hr", "sl", "lt",
	"lv", "et", "ru", "uk", "bg", "sr"
};

enum { LANGUAGES = COUNT(languages), LATIN = 25 };

/*
 * Short words that are frequent, and the languages that have them; sorted by
 * bytes. Fifteen a language, which tell even close ones apart.
 */
static const struct stop_word {
	const char *word;
	uint32_t langs;
} stop_words[] = {
	{ "a", CS | HU | RO | SK }, { "aan", NL }, { "adalah", ID },
	{ "af", DA }, { "aga", ET }, { "aj", SK }, { "akan", ID },
	{ "ako", SK }, { "al", CA }, { "ali", SL }, { "amb", CA },
	{ "and", EN }, { "apie", LT }, { "ar", LV }, { "are", EN },
	{ "arī", LV }, { "at", DA }, { "att", SV }, { "au", FR },
	{ "auf", DE }, { "av", NB | SV }, { "az", HU }, { "be", EN },
	{ "bet", LT | LV }, { "bi", HR | SL }, { "bija", LV }, { "bir", TR },
	{ "bu", TR }, { "buvo", LT }, { "by", CS | EN | SK }, { "care", RO },
	{ "che", IT }, { "cho", VI }, { "com", CA | PT }, { "como", ES },
	{ "con", ES | IT }, { "csak", HU }, { "cu", RO }, { "các", VI },
	{ "có", VI }, { "của", VI }, { "da", HR | PT | SL | TR },
	{ "daha", TR }, { "dalam", ID }, { "dan", ID }, { "dans", FR },
	{ "dari", ID }, { "das", DE }, { "dat", NL },
	{ "de", HU | NL | RO | TR }, { "del", CA | ES | IT }, { "della", IT },
	{ "dels", CA }, { "den", DA | DE | NB | SV }, { "dengan", ID },
	{ "der", DE }, { "des", FR }, { "det", DA | NB | SV },
	{ "di", ID | IT }, { "die", DE }, { "din", RO }, { "dla", PL },
	{ "do", CS | PL | PT | SK }, { "du", FR }, { "dėl", LT },
	{ "e", IT | PT }, { "een", NL }, { "egy", HU }, { "ei", ET | FI },
	{ "ein", DE }, { "eine", DE }, { "el", CA | ES | HU }, { "els", CA },
	{ "em", PT }, { "en", CA | DA | ES | NB | NL | SV | TR },
	{ "er", DA | NB }, { "es", ES }, { "est", FR }, { "este", RO },
	{ "et", DA | ET | FR | NB }, { "ett", SV }, { "että", FI },
	{ "ez", HU }, { "for", DA | EN | NB }, { "from", EN }, { "för", SV },
	{ "gibi", TR }, { "gli", IT }, { "ha", HU }, { "har", DA | NB | SV },
	{ "het", NL }, { "hogy", HU }, { "hän", FI }, { "i", CA | CS | PL },
	{ "ikke", DA | NB }, { "il", IT }, { "ile", TR }, { "ili", HR },
	{ "im", DE }, { "ini", ID }, { "inte", SV }, { "ir", LT | LV },
	{ "is", EN | HU | NL }, { "ist", DE }, { "it", EN }, { "itu", ID },
	{ "iz", HR }, { "için", TR }, { "iš", LT }, { "ja", ET | FI },
	{ "jak", PL }, { "jako", CS }, { "je", CS | HR | SK | SL },
	{ "jest", PL }, { "jo", LT }, { "joka", FI }, { "juga", ID },
	{ "ka", ET | LV }, { "kad", LT }, { "kadar", TR }, { "kaip", LT },
	{ "kako", HR }, { "kao", HR }, { "kas", LV }, { "ke", ID },
	{ "khi", VI }, { "không", VI }, { "ki", SL }, { "koji", HR },
	{ "kot", SL }, { "které", CS }, { "ktoré", SK }, { "kui", ET },
	{ "kuin", FI }, { "kun", FI }, { "kā", LV },
	{ "la", CA | ES | FR | IT | RO }, { "lahko", SL }, { "lai", LV },
	{ "las", ES }, { "le", FR }, { "les", CA | FR }, { "los", ES },
	{ "là", VI }, { "mai", RO }, { "med", DA | NB | SV }, { "meg", HU },
	{ "met", NL }, { "mis", ET }, { "mit", DE }, { "mutta", FI },
	{ "myös", FI }, { "már", HU }, { "một", VI },
	{ "na", CS | HR | PL | PT | SK | SL }, { "ne", SL }, { "nel", IT },
	{ "nem", HU }, { "những", VI }, { "nicht", DE }, { "nie", PL },
	{ "niet", NL }, { "nii", ET }, { "niin", FI }, { "nije", HR },
	{ "ning", ET }, { "no", LV | PT }, { "non", IT }, { "not", EN },
	{ "nu", RO }, { "nuo", LT }, { "này", VI }, { "não", PT },
	{ "o", CS | PL | PT | RO | SK }, { "och", SV }, { "od", HR },
	{ "of", EN }, { "og", DA | NB }, { "olan", TR }, { "olarak", TR },
	{ "oli", ET | FI }, { "oma", ET }, { "on", EN | ET | FI },
	{ "ook", NL }, { "op", NL }, { "or", EN }, { "os", PT },
	{ "ovat", FI }, { "pada", ID }, { "par", LV }, { "para", ES | PT },
	{ "pas", FR }, { "pe", RO }, { "pentru", RO }, { "per", CA | IT },
	{ "pie", LV }, { "po", PL }, { "por", ES }, { "pour", FR },
	{ "pri", SL }, { "przez", PL }, { "på", DA | NB | SV },
	{ "que", CA | ES | FR | PT }, { "qui", FR }, { "s", CS | SK },
	{ "sa", SK }, { "se", CS | ES | FI | HR | SL }, { "seda", ET },
	{ "see", ET }, { "sekä", FI }, { "sich", DE }, { "się", PL },
	{ "so", SL }, { "som", DA | NB | SV }, { "sono", IT },
	{ "sonra", TR }, { "su", HR | LT }, { "sur", FR }, { "să", RO },
	{ "ta", ET }, { "tai", LT }, { "taip", LT }, { "također", HR },
	{ "tas", LV }, { "te", NL }, { "that", EN }, { "the", EN },
	{ "this", EN }, { "tidak", ID }, { "til", DA | NB }, { "till", SV },
	{ "to", CS | EN | PL | SK }, { "trong", VI }, { "tudi", SL },
	{ "um", PT }, { "uma", PT }, { "un", IT | LV },
	{ "una", CA | ES | IT }, { "und", DE }, { "une", FR },
	{ "untuk", ID }, { "uz", LV }, { "v", CS | SK }, { "van", NL },
	{ "ve", TR }, { "volt", HU }, { "von", DE }, { "voor", NL },
	{ "và", VI }, { "với", VI }, { "w", PL }, { "was", EN },
	{ "with", EN }, { "y", ES }, { "yang", ID }, { "you", EN },
	{ "yra", LT }, { "z", CS | PL | SK }, { "za", HR | SL },
	{ "zijn", NL }, { "zu", DE }, { "är", SV }, { "å", NB },
	{ "çok", TR }, { "é", PT }, { "és", CA | HU }, { "în", RO },
	{ "će", HR }, { "được", VI }, { "để", VI }, { "į", LT }, { "še", SL },
	{ "što", HR }, { "że", PL }, { "že", CS | SK }, { "și", RO },
	{ "би", SR }, { "в", BG | RU | UK }, { "да", SR }, { "для", RU | UK },
	{ "з", UK }, { "за", BG | SR }, { "и", BG | RU }, { "из", RU | SR },
	{ "или", SR }, { "как", RU }, { "како", SR }, { "као", SR },
	{ "като", BG }, { "који", SR }, { "на", BG | RU | SR | UK },
	{ "не", BG | RU | UK }, { "није", SR }, { "од", SR }, { "от", BG },
	{ "с", BG | RU }, { "се", BG | SR }, { "су", SR }, { "та", UK },
	{ "це", UK }, { "че", BG }, { "что", RU }, { "што", SR },
	{ "що", UK }, { "это", RU }, { "як", UK }, { "і", UK }, { "је", SR },
};

enum { STOP_WORDS = COUNT(stop_words) };

/*
 * Scripts that one language has nearly for itself, by their letters. Where
 * several share one, the letters that only the later row has decide.
 */
static const struct {
	uint32_t from, to;
	const char *lang;
} scripts[] = {
	{ 0x0370, 0x03ff, "el" }, { 0x0530, 0x058f, "hy" },
	{ 0x0590, 0x05ff, "he" }, { 0x0600, 0x06ff, "ar" },
	{ 0x0900, 0x097f, "hi" }, { 0x0980, 0x09ff, "bn" },
	{ 0x0b80, 0x0bff, "ta" }, { 0x0c00, 0x0c7f, "te" },
	{ 0x0e00, 0x0e7f, "th" }, { 0x10a0, 0x10ff, "ka" },
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
};

enum { MARKS = COUNT(marks) };

struct count {
	unsigned words, letters;
	unsigned langs[LANGUAGES], scripts[SCRIPTS], marks[MARKS];
};

/* how many bits are set below the lowest one of the mask */
static unsigned
lowest(uint32_t mask)
{
	unsigned n = 0;

	while (!(mask & 1)) {
		mask >>= 1;
		n++;
	}
	return n;
}

static uint32_t
langs_of(str word)
{
	size_t from = 0, to = STOP_WORDS;

	if (word.n > LONGEST_STOP)
		return 0;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = str_cmp(word, str_of(stop_words[mid].word));

		if (c == 0)
			return stop_words[mid].langs;
		if (c < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return 0;
}

static void
count_letter(struct count *n, uint32_t c)
{
	enum cclass k = utf8_class(c);

	if (k != CC_LETTER && k != CC_UPPER && k != CC_IDEOGRAPH)
		return;
	n->letters++;
	for (unsigned s = 0; c >= 0x370 && s < SCRIPTS; s++)
		n->scripts[s] += c >= scripts[s].from && c <= scripts[s].to;
	for (unsigned m = 0; c >= 0x600 && c <= 0x6ff && m < MARKS; m++)
		for (unsigned i = 0; i < 6; i++)
			n->marks[m] += marks[m].letters[i] == c;
}

static void
count_word(struct count *n, str word)
{
	uint32_t langs = langs_of(word);

	n->words++;
	for (; langs != 0; langs &= langs - 1)
		n->langs[lowest(langs)]++;
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

	while (l < LANGUAGES && !str_eq(lang, str_of(languages[l])))
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

static const char *
by_script(const struct count *n)
{
	if (n->letters < LEAST_LETTERS)
		return NULL;
	for (unsigned s = 0; s < SCRIPTS; s++)
		/* a tenth of kana makes Japanese of what is mostly Han */
		if (n->scripts[s] * 2 > n->letters ||
		    (str_eq(str_of(scripts[s].lang), S("ja")) &&
		    n->scripts[s] * 10 > n->letters))
			return mark_of(n, s);
	return NULL;
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
	    best > second ? languages[at] : NULL;
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
	return index_of(lang) < LATIN;
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
	if ((found = by_script(&n)) != NULL)
		meta_add(j, META_LANGUAGE, "script", is_latin(lang) ?
		    SRC_RULE + 1 : SRC_VISIBLE, str_of(found));
	else if ((found = by_words(&n, lang, &sure)) != NULL)
		meta_add(j, META_LANGUAGE, "stop words", sure && lang.n > 0 ?
		    SRC_RULE + 1 : SRC_VISIBLE + 1, str_of(found));
}
