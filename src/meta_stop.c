/* Short words that are frequent, by which languages are told. */
#include "meta_stop.h"

#include "metas.h"

/*
 * A bit each, in the order of the languages. An enum holds no more than an
 * int does.
 */
#define EN	(1ull << 0)
#define DE	(1ull << 1)
#define FR	(1ull << 2)
#define ES	(1ull << 3)
#define IT	(1ull << 4)
#define PT	(1ull << 5)
#define NL	(1ull << 6)
#define SV	(1ull << 7)
#define DA	(1ull << 8)
#define NB	(1ull << 9)
#define FI	(1ull << 10)
#define PL	(1ull << 11)
#define CS	(1ull << 12)
#define SK	(1ull << 13)
#define HU	(1ull << 14)
#define RO	(1ull << 15)
#define TR	(1ull << 16)
#define ID	(1ull << 17)
#define VI	(1ull << 18)
#define CA	(1ull << 19)
#define HR	(1ull << 20)
#define SL	(1ull << 21)
#define LT	(1ull << 22)
#define LV	(1ull << 23)
#define ET	(1ull << 24)
#define GL	(1ull << 25)
#define EU	(1ull << 26)
#define SQ	(1ull << 27)
#define MS	(1ull << 28)
#define SW	(1ull << 29)
#define FIL	(1ull << 30)
#define AF	(1ull << 31)
#define IS	(1ull << 32)
#define AZ	(1ull << 33)
#define GA	(1ull << 34)
#define CY	(1ull << 35)
#define RU	(1ull << 36)
#define UK	(1ull << 37)
#define BG	(1ull << 38)
#define SR	(1ull << 39)
#define MK	(1ull << 40)
#define BE	(1ull << 41)
#define HI	(1ull << 42)
#define MR	(1ull << 43)
#define NE	(1ull << 44)

const char *const stop_languages[] = {
	"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl",
	"cs", "sk", "hu", "ro", "tr", "id", "vi", "ca", "hr", "sl", "lt", "lv",
	"et", "gl", "eu", "sq", "ms", "sw", "fil", "af", "is", "az", "ga",
	"cy", "ru", "uk", "bg", "sr", "mk", "be", "hi", "mr", "ne"
};

_Static_assert(COUNT(stop_languages) == STOP_LANGUAGES, "a name each");

/*
 * The words, and the languages that have them; sorted by bytes. Fifteen a
 * language or more, which tell even close ones apart.
 */
static const struct stop_word {
	const char *word;
	uint64_t langs;
} stop_words[] = {
	{ "a", CS | CY | EN | GA | HR | HU | RO | SK }, { "aan", AF | NL },
	{ "aby", CS }, { "ac", CY }, { "adalah", ID }, { "af", DA | IS },
	{ "ag", GA }, { "aga", ET }, { "agus", GA }, { "ai", SQ },
	{ "air", GA }, { "aj", SK }, { "akan", ID | MS }, { "ako", SK },
	{ "al", CA }, { "ale", CS | PL | SK }, { "ali", SL }, { "am", CY },
	{ "amb", CA }, { "ambayo", SW }, { "amma", AZ }, { "an", EN | GA },
	{ "and", EN }, { "ang", FIL }, { "ao", GL | PT }, { "apie", LT },
	{ "ar", CY | GA | LV }, { "are", EN }, { "arte", EU }, { "arī", LV },
	{ "as", EN }, { "at", DA | EN | FIL }, { "atau", ID }, { "att", SV },
	{ "atá", GA }, { "au", FR }, { "auf", DE }, { "av", NB | SV },
	{ "ay", FIL }, { "az", HU }, { "að", IS }, { "baada", SW },
	{ "bagi", ID | MS }, { "bahawa", MS }, { "bahwa", ID },
	{ "baina", EU }, { "bat", EU }, { "be", EN }, { "beliau", MS },
	{ "bere", EU }, { "berkata", MS }, { "beste", EU }, { "bet", LT | LV },
	{ "bhí", GA }, { "bi", HR | SL }, { "bija", LV }, { "bio", HR },
	{ "bir", AZ | TR }, { "bisa", ID }, { "bod", CY }, { "boleh", MS },
	{ "bu", AZ | TR }, { "buvo", LT }, { "by", CS | EN | SK },
	{ "bütün", AZ }, { "care", RO }, { "cha", SW }, { "che", IT },
	{ "cho", VI }, { "coa", GL }, { "com", CA | PT },
	{ "como", ES | GL | PT }, { "con", ES | GL | IT }, { "csak", HU },
	{ "cu", RO }, { "các", VI }, { "có", VI }, { "của", VI },
	{ "da", AZ | EU | GL | HR | PT | SL | TR }, { "daha", AZ | TR },
	{ "dalam", ID | MS }, { "dan", ID | MS }, { "dans", FR },
	{ "dari", ID }, { "daripada", MS }, { "das", DE | GL | PT },
	{ "dat", AF | NL }, { "de", HU | NL | RO | TR },
	{ "del", CA | ES | IT }, { "dela", EU }, { "della", IT },
	{ "dels", CA }, { "den", DA | DE | EU | NB | SV },
	{ "dengan", ID | MS }, { "der", DE }, { "des", FR },
	{ "det", DA | NB | SV }, { "deur", AF }, { "deyir", AZ },
	{ "dhe", SQ }, { "di", ID | IT | MS }, { "dia", ID },
	{ "die", AF | DE }, { "din", RO }, { "dira", EU }, { "dla", PL },
	{ "do", CS | GA | GL | PL | PT | SK | SQ }, { "dos", GL | PT },
	{ "du", EU | FR }, { "duen", EU }, { "dute", EU }, { "dėl", LT },
	{ "də", AZ }, { "e", GL | IT | PT | SQ }, { "edib", AZ },
	{ "edir", AZ }, { "een", NL }, { "egin", EU }, { "egy", HU },
	{ "ei", CY | ET | FI }, { "ein", DE }, { "eine", DE }, { "ekki", IS },
	{ "el", CA | ES | HU }, { "els", CA }, { "em", PT },
	{ "en", AF | CA | DA | ES | IS | NB | NL | SV | TR },
	{ "er", DA | IS | NB }, { "ere", EU }, { "eru", IS }, { "es", ES },
	{ "est", FR }, { "este", RO }, { "et", DA | ET | FR | NB },
	{ "eta", EU }, { "ett", SV }, { "että", FI }, { "eu", CY },
	{ "ez", EU | HU }, { "fod", CY }, { "foi", GL | PT },
	{ "for", DA | EN | NB }, { "from", EN }, { "frá", IS },
	{ "fyrir", IS }, { "för", SV }, { "gan", CY }, { "gibi", TR },
	{ "gli", IT }, { "go", GA }, { "görə", AZ }, { "ha", HU },
	{ "hann", IS }, { "hanya", ID | MS }, { "har", DA | NB | SV },
	{ "hefur", IS }, { "het", AF | NL }, { "hilo", SW }, { "hindi", FIL },
	{ "his", EN }, { "hiyo", SW }, { "hogy", HU }, { "hori", EU },
	{ "huku", SW }, { "hy", AF }, { "hyn", CY }, { "hän", FI },
	{ "həm", AZ }, { "hər", AZ },
	{ "i", CA | CS | CY | GA | HR | PL | SQ }, { "iaitu", MS },
	{ "ialah", MS }, { "idi", AZ }, { "ikke", DA | NB }, { "il", IT },
	{ "ile", TR }, { "ili", HR | SW }, { "ilə", AZ }, { "im", DE },
	{ "in", EN }, { "ini", ID | MS }, { "inte", SV }, { "ir", LT | LV },
	{ "is", AF | EN | GA | HU | NL }, { "ist", DE }, { "isə", AZ },
	{ "it", EN }, { "ito", FIL }, { "itu", ID | MS }, { "iz", HR },
	{ "izan", EU }, { "için", TR }, { "iš", LT }, { "ja", ET | FI },
	{ "jak", PL }, { "jako", CS }, { "janë", SQ },
	{ "je", CS | HR | SK | SL }, { "jest", PL }, { "jika", ID },
	{ "jo", LT }, { "joka", FI }, { "jsou", CS }, { "juga", ID },
	{ "ka", ET | LV | SQ }, { "kad", LT }, { "kadar", TR }, { "kaip", LT },
	{ "kako", HR }, { "kama", SW }, { "kao", HR }, { "karena", ID },
	{ "kas", LV }, { "kata", ID | MS }, { "katika", SW }, { "kay", FIL },
	{ "ke", ID }, { "kepada", ID | MS }, { "kerana", MS }, { "khi", VI },
	{ "không", VI }, { "ki", AZ | SL }, { "kimi", AZ }, { "koji", HR },
	{ "kot", SL }, { "které", CS }, { "ktoré", SK }, { "kui", ET },
	{ "kuin", FI }, { "kun", FI }, { "kuwa", SW }, { "kwa", SW },
	{ "kā", LV }, { "la", CA | ES | FR | IT | RO | SW }, { "lahko", SL },
	{ "lai", LV }, { "las", ES }, { "le", FR | GA }, { "lebih", ID | MS },
	{ "leis", GA }, { "les", CA | FR }, { "los", ES }, { "là", VI },
	{ "mae", CY }, { "mai", RO }, { "mais", PT }, { "me", SQ },
	{ "med", DA | NB | SV }, { "meg", HU }, { "met", AF | NL },
	{ "með", IS }, { "mga", FIL }, { "mis", ET }, { "mit", DE },
	{ "mula", FIL }, { "mutta", FI }, { "myös", FI }, { "máis", GL },
	{ "már", HU }, { "më", SQ }, { "một", VI },
	{ "na", CS | FIL | GA | GL | HR | PL | PT | SK | SL | SW },
	{ "nakon", HR }, { "nang", FIL }, { "ne", HR | SL }, { "nel", IT },
	{ "nem", HU }, { "ng", FIL }, { "nga", SQ }, { "những", VI },
	{ "ni", FIL | SL | SW }, { "nicht", DE }, { "nie", AF | PL },
	{ "niet", NL }, { "nii", ET }, { "niin", FI }, { "nije", HR },
	{ "ning", ET }, { "nito", FIL }, { "niya", FIL }, { "një", SQ },
	{ "no", GL | LV | PT }, { "non", GL | IT }, { "not", EN },
	{ "nu", RO }, { "nuk", SQ }, { "nuo", LT }, { "này", VI },
	{ "não", PT }, { "në", SQ }, { "ní", GA },
	{ "o", CS | CY | GL | PL | PT | RO | SK }, { "och", SV },
	{ "od", HR | PL | SL }, { "oedd", CY }, { "of", EN },
	{ "og", DA | IS | NB }, { "olan", AZ | TR }, { "olarak", TR },
	{ "oleh", ID | MS }, { "oli", ET | FI }, { "olub", AZ }, { "om", AF },
	{ "oma", ET }, { "on", EN | ET | FI }, { "ond", CY }, { "onun", AZ },
	{ "ook", AF | NL }, { "op", NL }, { "or", EN }, { "oraz", PL },
	{ "os", GL | PT }, { "ovat", FI }, { "pa", SL }, { "pada", ID | MS },
	{ "par", LV }, { "para", ES | FIL | GL | PT }, { "pas", FR },
	{ "pe", RO }, { "pela", PT }, { "pentru", RO }, { "per", CA | IT },
	{ "perkara", MS }, { "pia", SW }, { "pie", LV },
	{ "po", HR | PL | SL }, { "pola", GL }, { "polo", GL }, { "por", ES },
	{ "pour", FR }, { "pre", SK }, { "pri", SK | SL }, { "pro", CS },
	{ "przez", PL }, { "på", DA | NB | SV }, { "për", SQ }, { "při", CS },
	{ "que", CA | ES | FR | GL | PT }, { "qui", FR }, { "që", SQ },
	{ "rin", FIL }, { "s", CS | SK | SL }, { "sa", FIL | SK },
	{ "saat", ID }, { "sahaja", MS },
	{ "se", AF | CS | ES | FI | HR | SL | SQ }, { "sebuah", ID },
	{ "seda", ET }, { "see", ET }, { "sekä", FI }, { "sem", IS },
	{ "semasa", MS }, { "seo", GA }, { "si", FIL | SQ }, { "sich", DE },
	{ "sin", GA }, { "siya", FIL }, { "się", PL }, { "so", SL },
	{ "som", DA | NB | SV }, { "sono", IT }, { "sonra", AZ | TR },
	{ "su", HR | LT }, { "sudah", ID }, { "sur", FR }, { "sy", AF },
	{ "sydd", CY }, { "sé", GA }, { "sú", SK }, { "să", RO }, { "ta", ET },
	{ "tai", LT }, { "taip", LT }, { "također", HR }, { "tas", LV },
	{ "te", NL }, { "telah", ID | MS }, { "tem", SL }, { "that", EN },
	{ "the", EN }, { "this", EN }, { "tidak", ID | MS },
	{ "til", DA | IS | NB }, { "till", SV }, { "to", CS | EN | PL | SK },
	{ "trong", VI }, { "tudi", SL }, { "turut", MS }, { "tym", PL },
	{ "tá", GA }, { "të", SQ }, { "u", HR | SQ }, { "um", IS | PT },
	{ "uma", PT }, { "un", GL | IT | LV }, { "una", CA | ES | IT },
	{ "und", DE }, { "une", FR }, { "unha", GL }, { "untuk", ID | MS },
	{ "uz", LV }, { "v", CS | SK | SL }, { "van", AF | NL },
	{ "var", AZ | IS }, { "ve", CS | TR }, { "vir", AF }, { "við", IS },
	{ "volt", HU }, { "von", DE }, { "voor", NL }, { "và", VI },
	{ "və", AZ }, { "với", VI }, { "w", PL }, { "wa", SW }, { "wake", SW },
	{ "was", AF | EN }, { "wat", AF }, { "wedi", CY }, { "with", EN },
	{ "y", CY | ES }, { "ya", SW }, { "yake", SW }, { "yang", ID | MS },
	{ "yn", CY }, { "you", EN }, { "yr", CY }, { "yra", LT },
	{ "z", CS | PL | SK | SL }, { "za", HR | PL | SL | SW },
	{ "ze", CS | PL }, { "zen", EU }, { "zijn", NL }, { "zo", SK },
	{ "zu", DE }, { "zuen", EU }, { "á", IS }, { "är", SV }, { "å", NB },
	{ "çok", TR }, { "çox", AZ }, { "é", GL | PT }, { "és", CA | HU },
	{ "është", SQ }, { "í", IS }, { "în", RO }, { "üçün", AZ },
	{ "það", IS }, { "þess", IS }, { "će", HR }, { "được", VI },
	{ "để", VI }, { "į", LT }, { "še", SL }, { "što", HR }, { "że", PL },
	{ "že", CS | SK }, { "și", RO }, { "а", RU | SR }, { "або", BE | UK },
	{ "ад", BE }, { "би", SR }, { "в", BG | RU | UK }, { "во", MK },
	{ "від", UK }, { "ги", MK }, { "го", MK }, { "гэта", BE },
	{ "да", BE | BG | MK | SR }, { "дека", MK }, { "для", BE | RU | UK },
	{ "до", UK }, { "е", BG | MK }, { "его", RU }, { "з", BE | UK },
	{ "за", BE | BG | MK | RU | SR | UK }, { "и", BG | MK | RU | SR },
	{ "из", RU | SR }, { "или", SR }, { "к", RU }, { "каб", BE },
	{ "как", RU }, { "како", MK | SR }, { "као", SR }, { "като", BG },
	{ "који", SR }, { "на", BE | BG | MK | RU | SR | UK },
	{ "не", BE | BG | MK | RU | SR | UK }, { "није", SR },
	{ "но", BG | MK | RU }, { "од", MK | SR }, { "он", RU },
	{ "от", BG | RU }, { "па", BE }, { "по", BG | MK | RU | SR },
	{ "пра", BE }, { "про", UK }, { "с", BG | RU }, { "се", BG | MK | SR },
	{ "со", MK }, { "су", SR }, { "та", UK }, { "так", RU }, { "тоа", MK },
	{ "у", BE | RU | SR | UK }, { "це", UK }, { "ці", BE }, { "че", BG },
	{ "что", RU }, { "што", BE | MK | SR }, { "що", UK }, { "это", RU },
	{ "як", BE | UK }, { "і", BE | UK }, { "ја", MK }, { "је", SR },
	{ "ќе", MK }, { "ў", BE }, { "असे", MR }, { "आणि", MR }, { "आहे", MR },
	{ "आहेत", MR }, { "उनले", NE }, { "एक", NE }, { "और", HI },
	{ "करून", MR }, { "का", HI }, { "कि", HI }, { "की", HI | MR },
	{ "के", HI }, { "को", HI }, { "गरी", NE }, { "गरेको", NE },
	{ "गर्ने", NE }, { "छ", NE }, { "छन्", NE }, { "तथा", NE }, { "तर", MR },
	{ "त्या", MR }, { "था", HI }, { "थियो", NE }, { "नहीं", HI },
	{ "नाही", MR }, { "ने", HI }, { "पनि", NE }, { "पर", HI },
	{ "भएको", NE }, { "भने", NE }, { "भी", HI }, { "मात्र", MR },
	{ "में", HI }, { "यह", HI }, { "या", MR }, { "यांनी", MR }, { "यो", NE },
	{ "र", NE }, { "रहेको", NE }, { "लागि", NE }, { "व", MR }, { "से", HI },
	{ "ही", MR }, { "हे", MR }, { "है", HI }, { "हैं", HI }, { "हो", NE },
	{ "होता", MR }, { "होते", MR },
};

enum {
	STOP_WORDS = COUNT(stop_words),
	LONGEST_STOP = 15	/* bytes of one of them */
};

uint64_t
stop_langs(str word)
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
