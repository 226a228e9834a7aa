/* The names of months, as dates have them, in the languages of pages. */
#include <utf8proc.h>

#include "metas.h"
#include "utf8.h"

/*
 * Full names, lower case, without accents; three or more first letters are
 * enough. Croatian October is Polish November: see meta_date.c.
 */
static const char *const months[][12] = {
	/* en */ { "january", "february", "march", "april", "may", "june",
	    "july", "august", "september", "october", "november", "december" },
	/* de */ { "januar", "februar", "marz", "april", "mai", "juni", "juli",
	    "august", "september", "oktober", "november", "dezember" },
	/* at */ { "janner", "feber", "mrz", "april", "mai", "juni", "juli",
	    "august", "september", "oktober", "november", "dezember" },
	/* fr */ { "janvier", "fevrier", "mars", "avril", "mai", "juin",
	    "juillet", "aout", "septembre", "octobre", "novembre",
	    "decembre" },
	/* es */ { "enero", "febrero", "marzo", "abril", "mayo", "junio",
	    "julio", "agosto", "septiembre", "octubre", "noviembre",
	    "diciembre" },
	/* it */ { "gennaio", "febbraio", "marzo", "aprile", "maggio",
	    "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre",
	    "dicembre" },
	/* pt */ { "janeiro", "fevereiro", "marco", "abril", "maio", "junho",
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
	    "czerwca", "lipca", "sierpnia", "wrzesnia", "pazdziernika",
	    "listopada", "grudnia" },
	/* cs */ { "ledna", "unora", "brezna", "dubna", "kvetna", "cervna",
	    "cervence", "srpna", "zari", "rijna", "listopadu", "prosince" },
	/* tr */ { "ocak", "subat", "mart", "nisan", "mayıs", "haziran",
	    "temmuz", "agustos", "eylul", "ekim", "kasım", "aralık" },
	/* hu */ { "januar", "februar", "marcius", "aprilis", "majus",
	    "junius", "julius", "augusztus", "szeptember", "oktober",
	    "november", "december" },
	/* ro */ { "ianuarie", "februarie", "martie", "aprilie", "mai",
	    "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie",
	    "decembrie" },
	/* fi */ { "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta",
	    "toukokuuta", "kesakuuta", "heinakuuta", "elokuuta", "syyskuuta",
	    "lokakuuta", "marraskuuta", "joulukuuta" },
	/* id */ { "januari", "februari", "maret", "april", "mei", "juni",
	    "juli", "agustus", "september", "oktober", "november",
	    "desember" },
	/* el */ { "ιανουαριου", "φεβρουαριου", "μαρτιου", "απριλιου", "μαιου",
	    "ιουνιου", "ιουλιου", "αυγουστου", "σεπτεμβριου", "οκτωβριου",
	    "νοεμβριου", "δεκεμβριου" },
	/* ar */ { "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" },
	/* hi */ { "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई",
	    "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर" },
	/* da */ { "januar", "februar", "marts", "april", "maj", "juni",
	    "juli", "august", "september", "oktober", "november", "december" },
	/* sk */ { "januara", "februara", "marca", "aprila", "maja", "juna",
	    "jula", "augusta", "septembra", "oktobra", "novembra",
	    "decembra" },
	/* hr */ { "sijecnja", "veljace", "ozujka", "travnja", "svibnja",
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
	/* bg */ { "януари", "февруари", "март", "април", "маи", "юни", "юли",
	    "август", "септември", "октомври", "ноември", "декември" },
	/* ru */ { "январь", "февраль", "март", "апрель", "маи", "июнь",
	    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь" },
	/* uk */ { "січень", "лютии", "березень", "квітень", "травень",
	    "червень", "липень", "серпень", "вересень", "жовтень", "листопад",
	    "грудень" },
	/* be */ { "студзеня", "лютага", "сакавіка", "красавіка", "трауня",
	    "чэрвеня", "ліпеня", "жніуня", "верасня", "кастрычніка",
	    "лістапада", "снежня" },
	/* pl */ { "styczen", "luty", "marzec", "kwiecien", "maj", "czerwiec",
	    "lipiec", "sierpien", "wrzesien", "pazdziernik", "listopad",
	    "grudzien" },
	/* lt */ { "sausio", "vasario", "kovo", "balandzio", "geguzes",
	    "birzelio", "liepos", "rugpjucio", "rugsejo", "spalio",
	    "lapkricio", "gruodzio" },
	/* lv */ { "janvaris", "februaris", "marts", "aprilis", "maijs",
	    "junijs", "julijs", "augusts", "septembris", "oktobris",
	    "novembris", "decembris" },
	/* et */ { "jaanuar", "veebruar", "marts", "aprill", "mai", "juuni",
	    "juuli", "august", "september", "oktoober", "november",
	    "detsember" },
	/* ca */ { "gener", "febrer", "marc", "abril", "maig", "juny",
	    "juliol", "agost", "setembre", "octubre", "novembre", "desembre" },
	/* gl */ { "xaneiro", "febreiro", "marzo", "abril", "maio", "xuno",
	    "xullo", "agosto", "setembro", "outubro", "novembro", "decembro" },
	/* is */ { "januar", "februar", "mars", "april", "mai", "juni", "juli",
	    "agust", "september", "oktober", "november", "desember" },
	/* sq */ { "janar", "shkurt", "mars", "prill", "maj", "qershor",
	    "korrik", "gusht", "shtator", "tetor", "nentor", "dhjetor" },
	/* ms */ { "januari", "februari", "mac", "april", "mei", "jun",
	    "julai", "ogos", "september", "oktober", "november", "disember" },
	/* tl */ { "enero", "pebrero", "marso", "abril", "mayo", "hunyo",
	    "hulyo", "agosto", "setyembre", "oktubre", "nobyembre",
	    "disyembre" },
	/* el */ { "ιανουαριος", "φεβρουαριος", "μαρτιος", "απριλιος", "μαιος",
	    "ιουνιος", "ιουλιος", "αυγουστος", "σεπτεμβριος", "οκτωβριος",
	    "νοεμβριος", "δεκεμβριος" },
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
	/* nl */ { "jan", "feb", "mrt", "april", "mei", "juni", "juli", "aug",
	    "sept", "okt", "nov", "dec" },
	/* es */ { "enero", "febrero", "marzo", "abril", "mayo", "junio",
	    "julio", "agosto", "setiembre", "octubre", "noviembre",
	    "diciembre" },
	/* lv */ { "janvari", "februari", "marta", "aprili", "maija", "junija",
	    "julija", "augusta", "septembri", "oktobri", "novembri",
	    "decembri" },
	/* sr */ { "januar", "februar", "mart", "april", "maj", "jun", "jul",
	    "avgust", "septembar", "oktobar", "novembar", "decembar" },
	/* mk */ { "јануари", "февруари", "март", "април", "мај", "јуни",
	    "јули", "август", "септември", "октомври", "ноември", "декември" },
	/* eu */ { "urtarrila", "otsaila", "martxoa", "apirila", "maiatza",
	    "ekaina", "uztaila", "abuztua", "iraila", "urria", "azaroa",
	    "abendua" },
	/* sw */ { "januari", "februari", "machi", "aprili", "mei", "juni",
	    "julai", "agosti", "septemba", "oktoba", "novemba", "desemba" },
	/* az */ { "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul",
	    "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr" },
	/* uz */ { "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul",
	    "avgust", "sentabr", "oktabr", "noyabr", "dekabr" },
	/* kk */ { "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
	    "шілде", "тамыз", "қыркүиек", "қазан", "қараша", "желтоқсан" },
	/* ka */ { "იანვარი", "თებერვალი", "მარტი", "აპრილი", "მაისი",
	    "ივნისი", "ივლისი", "აგვისტო", "სექტემბერი", "ოქტომბერი",
	    "ნოემბერი", "დეკემბერი" },
	/* hy */ { "հունվարի", "փետրվարի", "մարտի", "ապրիլի", "մայիսի",
	    "հունիսի", "հուլիսի", "օգոստոսի", "սեպտեմբերի", "հոկտեմբերի",
	    "նոյեմբերի", "դեկտեմբերի" },
	/* mr */ { "जानेवारी", "फेब्रुवारी", "मार्च", "एप्रिल", "मे", "जून",
	    "जुलै", "ऑगस्ट", "सप्टेंबर", "ऑक्टोबर", "नोव्हेंबर", "डिसेंबर" },
	/* hi */ { "जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई",
	    "अगस्त", "सितम्बर", "अक्तूबर", "नवम्बर", "दिसम्बर" },
	/* ta */ { "ஜனவரி", "பிப்ரவரி", "மார்ச்", "ஏப்ரல்", "மே", "ஜூன்",
	    "ஜூலை", "ஆகஸ்ட்", "செப்டம்பர்", "அக்டோபர்", "நவம்பர்",
	    "டிசம்பர்" },
	/* te */ { "జనవరి", "ఫిబ్రవరి", "మార్చి", "ఏప్రిల్", "మే", "జూన్",
	    "జులై", "ఆగస్టు", "సెప్టెంబర్", "అక్టోబర్", "నవంబర్", "డిసెంబర్" },
	/* gu */ { "જાન્યુઆરી", "ફેબ્રુઆરી", "માર્ચ", "એપ્રિલ", "મે", "જૂન",
	    "જુલાઈ", "ઑગસ્ટ", "સપ્ટેમ્બર", "ઑક્ટોબર", "નવેમ્બર", "ડિસેમ્બર" },
	/* ml */ { "ജനുവരി", "ഫെബ്രുവരി", "മാർച്ച്", "ഏപ്രിൽ", "മേയ്", "ജൂൺ",
	    "ജൂലൈ", "ഓഗസ്റ്റ്", "സെപ്റ്റംബർ", "ഒക്ടോബർ", "നവംബർ", "ഡിസംബർ" },
	/* kn */ { "ಜನವರಿ", "ಫೆಬ್ರವರಿ", "ಮಾರ್ಚ್", "ಏಪ್ರಿಲ್", "ಮೇ", "ಜೂನ್",
	    "ಜುಲೈ", "ಆಗಸ್ಟ್", "ಸೆಪ್ಟೆಂಬರ್", "ಅಕ್ಟೋಬರ್", "ನವೆಂಬರ್",
	    "ಡಿಸೆಂಬರ್" },
	/* ne */ { "जनवरी", "फेब्रुअरी", "मार्च", "अप्रिल", "मे", "जुन",
	    "जुलाई", "अगस्ट", "सेप्टेम्बर", "अक्टोबर", "नोभेम्बर",
	    "डिसेम्बर" },
	/* ar */ { "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية",
	    "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" },
	/* ar */ { "", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب",
	    "أيلول", "", "", "" },
};

enum { LANGUAGES = COUNT(months), LONGEST = 40 };

/* accents that stand for themselves */
static bool
accent(utf8proc_int32_t c)
{
	return c >= 0x300 && c <= 0x36f;
}

/* in small letters without accents: people leave them out, too */
static str
plain(struct arena *a, str v)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < v.n; ) {
		utf8proc_int32_t c = utf8proc_tolower(
		    (utf8proc_int32_t)utf8_next(v, &i)), parts[4];
		int bound = 0;
		utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, 4,
		    UTF8PROC_DECOMPOSE, &bound);

		if (n >= 2 && n <= 4 && accent(parts[1]))
			c = parts[0];
		if (!accent(c))
			utf8_put(&b, (uint32_t)c);
	}
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
	word = plain(a, word);
	if (word.n == 0)
		return 0;
	starts = utf8_chars(word) >= 3;
	for (unsigned l = 0; l < LANGUAGES; l++)
		for (long m = 0; m < 12; m++)
			if (means(word, months[l][m], starts))
				return m + 1;
	return 0;
}
