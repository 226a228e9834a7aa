/* The names of months, as dates have them, in the languages of pages. */
#include <utf8proc.h>

#include "metas.h"
#include "utf8.h"

/*
 * Full names, lower case; three or more first letters are enough. Croatian
 * October is Polish November, which more pages mean.
 */
static const char *const months[][12] = {
	/* en */ { "january", "february", "march", "april", "may", "june",
	    "july", "august", "september", "october", "november", "december" },
	/* de */ { "januar", "februar", "märz", "april", "mai", "juni", "juli",
	    "august", "september", "oktober", "november", "dezember" },
	/* at */ { "jänner", "feber", "mrz", "april", "mai", "juni", "juli",
	    "august", "september", "oktober", "november", "dezember" },
	/* fr */ { "janvier", "février", "mars", "avril", "mai", "juin",
	    "juillet", "août", "septembre", "octobre", "novembre",
	    "décembre" },
	/* es */ { "enero", "febrero", "marzo", "abril", "mayo", "junio",
	    "julio", "agosto", "septiembre", "octubre", "noviembre",
	    "diciembre" },
	/* it */ { "gennaio", "febbraio", "marzo", "aprile", "maggio",
	    "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre",
	    "dicembre" },
	/* pt */ { "janeiro", "fevereiro", "março", "abril", "maio", "junho",
	    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro" },
	/* nl */ { "januari", "februari", "maart", "april", "mei", "juni",
	    "juli", "augustus", "september", "oktober", "november",
	    "december" },
	/* sv */ { "januari", "februari", "mars", "april", "maj", "juni",
	    "juli", "augusti", "september", "oktober", "november",
	    "december" },
	/* nb */ { "januar", "februar", "mars", "april", "mai", "juni", "juli",
	    "august", "september", "oktober", "november", "desember" },
	/* ru */ { "января", "февраля", "марта", "апреля", "мая", "июня",
	    "июля", "августа", "сентября", "октября", "ноября", "декабря" },
	/* uk */ { "січня", "лютого", "березня", "квітня", "травня", "червня",
	    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня" },
	/* pl */ { "stycznia", "lutego", "marca", "kwietnia", "maja",
	    "czerwca", "lipca", "sierpnia", "września", "października",
	    "listopada", "grudnia" },
	/* cs */ { "ledna", "února", "března", "dubna", "května", "června",
	    "července", "srpna", "září", "října", "listopadu", "prosince" },
	/* tr */ { "ocak", "şubat", "mart", "nisan", "mayıs", "haziran",
	    "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık" },
	/* hu */ { "január", "február", "március", "április", "május",
	    "június", "július", "augusztus", "szeptember", "október",
	    "november", "december" },
	/* ro */ { "ianuarie", "februarie", "martie", "aprilie", "mai",
	    "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie",
	    "decembrie" },
	/* fi */ { "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta",
	    "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta", "syyskuuta",
	    "lokakuuta", "marraskuuta", "joulukuuta" },
	/* id */ { "januari", "februari", "maret", "april", "mei", "juni",
	    "juli", "agustus", "september", "oktober", "november",
	    "desember" },
	/* el */ { "ιανουαρίου", "φεβρουαρίου", "μαρτίου", "απριλίου", "μαΐου",
	    "ιουνίου", "ιουλίου", "αυγούστου", "σεπτεμβρίου", "οκτωβρίου",
	    "νοεμβρίου", "δεκεμβρίου" },
	/* ar */ { "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" },
	/* hi */ { "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई",
	    "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर" },
	/* da */ { "januar", "februar", "marts", "april", "maj", "juni",
	    "juli", "august", "september", "oktober", "november", "december" },
	/* sk */ { "januára", "februára", "marca", "apríla", "mája", "júna",
	    "júla", "augusta", "septembra", "októbra", "novembra",
	    "decembra" },
	/* hr */ { "siječnja", "veljače", "ožujka", "travnja", "svibnja",
	    "lipnja", "srpnja", "kolovoza", "rujna", "", "studenoga",
	    "prosinca" },
	/* sl */ { "januarja", "februarja", "marca", "aprila", "maja",
	    "junija", "julija", "avgusta", "septembra", "oktobra", "novembra",
	    "decembra" },
	/* sr */ { "januara", "februara", "marta", "aprila", "maja", "juna",
	    "jula", "avgusta", "septembar", "oktobar", "novembar",
	    "decembar" },
	/* sr */ { "јануара", "фебруара", "марта", "априла", "маја", "јуна",
	    "јула", "августа", "септембра", "октобра", "новембра",
	    "децембра" },
	/* bg */ { "януари", "февруари", "март", "април", "май", "юни", "юли",
	    "август", "септември", "октомври", "ноември", "декември" },
	/* ru */ { "январь", "февраль", "март", "апрель", "май", "июнь",
	    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь" },
	/* uk */ { "січень", "лютий", "березень", "квітень", "травень",
	    "червень", "липень", "серпень", "вересень", "жовтень", "листопад",
	    "грудень" },
	/* be */ { "студзеня", "лютага", "сакавіка", "красавіка", "траўня",
	    "чэрвеня", "ліпеня", "жніўня", "верасня", "кастрычніка",
	    "лістапада", "снежня" },
	/* pl */ { "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
	    "lipiec", "sierpień", "wrzesień", "październik", "listopad",
	    "grudzień" },
	/* lt */ { "sausio", "vasario", "kovo", "balandžio", "gegužės",
	    "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio",
	    "lapkričio", "gruodžio" },
	/* lv */ { "janvāris", "februāris", "marts", "aprīlis", "maijs",
	    "jūnijs", "jūlijs", "augusts", "septembris", "oktobris",
	    "novembris", "decembris" },
	/* et */ { "jaanuar", "veebruar", "märts", "aprill", "mai", "juuni",
	    "juuli", "august", "september", "oktoober", "november",
	    "detsember" },
	/* ca */ { "gener", "febrer", "març", "abril", "maig", "juny",
	    "juliol", "agost", "setembre", "octubre", "novembre", "desembre" },
	/* gl */ { "xaneiro", "febreiro", "marzo", "abril", "maio", "xuño",
	    "xullo", "agosto", "setembro", "outubro", "novembro", "decembro" },
	/* is */ { "janúar", "febrúar", "mars", "apríl", "maí", "júní", "júlí",
	    "ágúst", "september", "október", "nóvember", "desember" },
	/* sq */ { "janar", "shkurt", "mars", "prill", "maj", "qershor",
	    "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor" },
	/* ms */ { "januari", "februari", "mac", "april", "mei", "jun",
	    "julai", "ogos", "september", "oktober", "november", "disember" },
	/* tl */ { "enero", "pebrero", "marso", "abril", "mayo", "hunyo",
	    "hulyo", "agosto", "setyembre", "oktubre", "nobyembre",
	    "disyembre" },
	/* el */ { "ιανουάριος", "φεβρουάριος", "μάρτιος", "απρίλιος", "μάιος",
	    "ιούνιος", "ιούλιος", "αύγουστος", "σεπτέμβριος", "οκτώβριος",
	    "νοέμβριος", "δεκέμβριος" },
	/* he */ { "בינואר", "בפברואר", "במרץ", "באפריל", "במאי", "ביוני",
	    "ביולי", "באוגוסט", "בספטמבר", "באוקטובר", "בנובמבר", "בדצמבר" },
	/* he */ { "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי",
	    "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר" },
	/* fa */ { "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه",
	    "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر" },
	/* ur */ { "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی",
	    "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر" },
	/* bn */ { "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন",
	    "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর" },
	/* th */ { "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม",
	    "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน",
	    "ธันวาคม" },
};

enum { LANGUAGES = sizeof(months) / sizeof(*months), LONGEST = 40 };

static str
lowered(struct arena *a, str v)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < v.n; )
		utf8_put(&b, (uint32_t)utf8proc_tolower(
		    (utf8proc_int32_t)utf8_next(v, &i)));
	return buf_str(&b);
}

static bool
means(str word, const char *name, bool starts)
{
	str v;

	if (*name != word.s[0])
		return false;
	v = str_of(name);
	return str_eq(word, v) || (starts && str_starts(v, word));
}

long
month_of(struct arena *a, str word)
{
	bool starts;

	if (word.n < 3 || word.n > LONGEST)
		return 0;
	word = lowered(a, word);
	starts = utf8_chars(word) >= 3;
	for (unsigned l = 0; l < LANGUAGES; l++)
		for (long m = 0; m < 12; m++)
			if (means(word, months[l][m], starts))
				return m + 1;
	return 0;
}
