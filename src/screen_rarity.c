/* How rare letters in a row are in the text of pages. */
#include <string.h>

#include "screen.h"

enum { LETTERS = 27, OTHER = 13 };

/* where a byte of a key stands in the tables, or LETTERS */
static unsigned
place(char c)
{
	return c == ' ' || c == KEY_END ? 0 : c >= 'a' && c <= 'z' ?
	    (unsigned)(c - 'a') + 1 : LETTERS;
}

/*
 * Counted in the blocks of the development pages: a row for the first letter,
 * blank first, a column for the second. The letters of the table are steps of
 * two thirds of a bit; a pair as frequent as 1 in 32 is an a.
 */
static unsigned
rarity_of_pair(char first, char second)
{
	static const char pairs[] =
	"jbdceedfediiededdjecbfgdlfleogfgojgngoidgcpgodfdihklhl"
	"jhnppfssrhmsgoqgqtijphstwiwheoipersfhvghoreoqhkfhsutjs"
	"cgnmjenlpfnrkmnhntjhohkntkwaejfefiiliqlfgdjhkccflghgio"
	"fitrrghtugvtjsrfrxhojiytumudhoqpfrlhhwsjoiinshjmitrukt"
	"feoopdrssfwsmolfptjmiksqvkohgjegfhgqorjfgbehmgedmgslqj"
	"pkuvukwwuozvvtwkqxsoxkvuzyygkpoqgnophuqmqlmnvpiomsqznu"
	"efnmhdlorexmflnfkxnhhhlnsgtgejooenqpgwsminfguqipjsqskv"
	"cgnfdejdmgnjjmignrnfdjkoqjpeijhgkfhnjligecggtdggdhgmlo"
	"gfqomfpoiiwrfloghxfiiirqrlxosvsxwyyytzypwywvzuqthuuzzz"
	"celhhckioethjhhekrjffiinrhrbhnhnemqgfujjklfhnnfdgqltjt"
	"ceojmdlocdsrjlldlsffhgojpgpgiihihnjrhrogignhueffpqsnmq"
	"lhurtevrwfvvtqvkozqouquwtpzghqqqgruhfutntkhsyljotvoxrw"
	"ilsmtlstrlwzrsvriwurjqwurpxdmmmojqqtlwumlmfkynilquoutp"
	"mluwujuwsmvurtvmwzvtspwvwrp";
	unsigned a = place(first), b = place(second);

	_Static_assert(sizeof(pairs) == LETTERS * LETTERS + 1, "27 rows");
	return a == LETTERS || b == LETTERS ? OTHER + 7 :
	    (unsigned)(pairs[a * LETTERS + b] - 'a') + 7;
}

static unsigned
rarity_of_one(char c)
{
	static const char ones[] = "egjiifjjigolhiggipgggikknjo";
	unsigned a = place(c);

	return a == LETTERS ? OTHER : (unsigned)(ones[a] - 'a');
}

unsigned
screen_rarity(const char *s, size_t n)
{
	unsigned sum = n == 1 ? rarity_of_one(s[0]) : 0;

	for (size_t i = 0; i + 1 < n; i++)
		sum += rarity_of_pair(s[i], s[i + 1]) -
		    (i > 0 ? rarity_of_one(s[i]) : 0);
	return sum;
}
